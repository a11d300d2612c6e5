"""How many of whom: one row for each order in which reports put the number and what it counts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_documents import SOUP, document_of

from recount.extract.counts import checked
from recount.extract.quantities import QuantityMention, quantities_in
from recount.records import PackError
from recount.words.lists import word_set


def found_in(text: str) -> list[QuantityMention]:
    document = document_of(text, numbers=True)
    return [mention for s in document.sentences for mention in quantities_in(s, document)]


def rows(mentions: list[QuantityMention]) -> list[tuple[str, str | None, float | None]]:
    return [(m.quantity.measure, m.quantity.of_whom, m.quantity.value) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed four people.", [("killed", "people", 4)]),
        ("Four people were killed and six wounded.", [("killed", "people", 4), ("wounded", None, 6)]),
        (
            "A gas tank blew up, killing no fewer than 7 and hurting a number of others.",
            [("killed", None, 7), ("wounded", "people", None)],
        ),
        ("The raid left 11 people dead.", [("killed", "people", 11)]),
        ("The death toll rose to 44 on Friday.", [("killed", None, 44)]),
        ("There were 12 deaths and 30 injuries.", [("killed", None, 12), ("wounded", None, 30)]),
        ("Rescuers found the bodies of 19 victims.", [("killed", "people", 19)]),
        ("Two soldiers were killed and around 38 injured.", [("killed", "soldiers", 2), ("wounded", None, 38)]),
        ("The shelling killed 15, wounded 20 others.", [("killed", None, 15), ("wounded", "people", 20)]),
        ("The bombing claimed the lives of nine civilians.", [("killed", "civilians", 9)]),
        ("Six others were killed in Hama.", [("killed", "people", 6)]),
        ("Another two died of their wounds.", [("killed", None, 2)]),
        ("One civilian was hurt.", [("wounded", "civilians", 1)]),
        ("A child was killed by shrapnel.", [("killed", "children", 1)]),
        (
            "A man and his two sons were killed.",
            [("killed", "men", 1), ("killed", "people", 3), ("killed", "children", 2)],
        ),
        ("Civilians were killed in the bombardment.", [("killed", "civilians", None)]),
        ("There were no casualties.", [("casualties", None, 0)]),
        ("Soldiers killed and wounded 10 people.", [("casualties", "people", 10)]),
        (
            "Security forces killed 23 ISIS militants and captured four others.",
            [("killed", "militants", 23), ("captured", "people", 4)],
        ),
        ("Four gunmen killed 12 policemen.", [("attackers", "combatants", 4), ("killed", "police", 12)]),
        ("40 rebels had been killed by 12 airstrikes.", [("killed", "militants", 40), ("strikes", None, 12)]),
        ("12 killed, 20 injured in Aleppo bombing", [("killed", None, 12), ("wounded", None, 20)]),
        (
            "Two police officers and an aid worker were kidnapped.",
            [("abducted", "police", 2), ("abducted", "aid_workers", 1)],
        ),
        (
            "Police arrested 12 suspects, seized five rifles and freed two hostages.",
            [("arrested", "people", 12), ("weapons", None, 5), ("released", "prisoners", 2)],
        ),
        ("An Afghan force detained one suspected insurgent.", [("arrested", "militants", 1)]),
        (
            "Nearly 70 men including 9 guards were executed.",
            [("killed", "men", 70), ("killed", "soldiers", 9)],
        ),
        ("5 Farmers Killed 11 Hurt After Mine Blast", [("killed", "civilians", 5), ("wounded", None, 11)]),
        (
            "Some 17 deserters and 6 rebels were detained and beheaded.",
            [("other", None, 17), ("killed", "militants", 6)],
        ),
        ("The toll of the week of shelling along the river has climbed to 61 people.", [("killed", "people", 61)]),
        ("Seven teachers who refused the curfew were murdered.", [("killed", "civilians", 7)]),
        ("Three coalition personnel were wounded.", [("wounded", "coalition", 3)]),
        ("Nine soldiers died when the mine went off.", [("killed", "soldiers", 9)]),
        ("About 90,000 people have fled.", [("displaced", "people", 90000)]),
        (
            "The coalition conducted three strikes that destroyed two vehicles.",
            [("strikes", None, 3), ("vehicles", None, 2)],
        ),
        ("Militants fired two 122mm rockets during a three-day battle.", [("rockets", None, 2)]),
        ("A 25-year-old farmer, aged 25, drove 12 kilometres.", [("distance", None, 12)]),
    ],
)
def test_measures(text: str, expected: list[tuple[str, str | None, Any]]) -> None:
    assert rows(found_in(text)) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The strike killed 12 people, including five children and three women.", [False, True, True]),
        ("At least 20 civilians were killed, of whom 3 were women.", [False, True]),
        ("Nine soldiers, three of them officers, died.", [False, True]),
        ("The blast killed six people. Another two died later.", [False, False]),
        ("Five men were killed and six women were wounded.", [False, False]),
    ],
)
def test_parts(text: str, parts: list[bool]) -> None:
    assert [m.part_of_previous for m in found_in(text)] == parts


@pytest.mark.parametrize(
    ("text", "total", "repeated", "what", "per"),
    [
        ("Raiders have launched over 60 attacks since April.", True, False, "count", None),
        ("Militants launched 15 attacks.", False, False, "count", None),
        ("During the past two years, 14 drivers were killed.", True, False, "harm", None),
        ("Raids took place several times a month.", False, True, "count", "month"),
        ("The jets flew 20 sorties per day.", False, True, "count", "day"),
        ("The embassy was attacked dozens of times.", False, True, "count", None),
        ("Some 900 troops remain in the valley.", False, False, "stock", None),
        ("Washington sent 500 additional troops.", False, False, "count", None),
    ],
)
def test_what_kind_of_number(text: str, total: bool, repeated: bool, what: str, per: str | None) -> None:
    (mention,) = found_in(text)
    assert (mention.total, mention.repeated, mention.what, mention.quantity.per) == (total, repeated, what, per)


def test_comparators_and_shares_come_with_their_ranges() -> None:
    killed, wounded = found_in("At least 12 men were killed and dozens wounded.")
    assert (killed.quantity.comparator, killed.quantity.low, killed.quantity.high) == ("at_least", 12, None)
    assert (wounded.quantity.comparator, wounded.quantity.low, wounded.quantity.high) == ("dozens", 24, 99)
    (share,) = (m for m in found_in("Some 60% of the town was destroyed.") if m.quantity.measure == "share")
    assert share.quantity.share == pytest.approx(0.6)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SOUP), min_size=1, max_size=30))
def test_spans_and_words_of_any_soup(words: list[str]) -> None:
    document = document_of(" ".join(words), numbers=True)
    for sentence in document.sentences:
        for mention in quantities_in(sentence, document):
            assert sentence.span.holds(mention.span)
            assert document.text[mention.span.start : mention.span.end] == mention.quantity.words
            for part in (mention.whom, mention.cue):
                assert part is None or sentence.span.holds(part)


def test_names_outside_the_vocabulary_are_refused() -> None:
    parts: dict[str, Any] = {
        part: {}
        for part in word_set(
            "people yielding qualifiers harm counted stock flow totals habits times leaving finding putting"
        )
    }
    with pytest.raises(PackError, match="aliens"):
        checked({**parts, "people": {"aliens": ["martian/martians"]}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike destroyed a vehicle and killed its driver.", {("killed", 1)}),
        ("Coalition forces returned fire, killing the attacker.", {("killed", 1)}),
        ("An airstrike killed Abu Omar al-Shami, a senior commander of the group.", {("killed", 1)}),
        ("The blast killed Ahmed al-Jabouri, his wife and two sons.", {("killed", 1), ("killed", 2), ("killed", 4)}),
        ("The bus driver and all eleven passengers were killed.", {("killed", 1), ("killed", 11), ("killed", 12)}),
        ("A doctor, a nurse and two patients were killed.", {("killed", 1), ("killed", 2), ("killed", 4)}),
        ("The raid killed nine children and 14 others.", {("killed", 9), ("killed", 14), ("killed", 23)}),
        ("Clashes left 11 soldiers and 17 rebels dead.", {("killed", 11), ("killed", 17), ("killed", 28)}),
        ("The attack left four people dead and 11 with serious injuries.", {("killed", 4), ("wounded", 11)}),
        ("Seven were killed in Hama, five in Homs and two in Daraa.", {("killed", 7), ("killed", 5), ("killed", 2)}),
        ("Two of the wounded died overnight.", {("killed", 2)}),
        ("Of the 40 people wounded, 12 later died.", {("wounded", 40), ("killed", 12)}),
        ("The 12 dead included three policemen.", {("killed", 12), ("killed", 3)}),
        ("A girl aged seven was killed by a shell.", {("killed", 1)}),
        ("Ahmed Ali, 34, was killed by a shell.", {("killed", 1)}),
        ("Rebels executed nine captured soldiers.", {("killed", 9)}),
        ("The regime lost 15 fighters in the assault.", {("killed", 15)}),
        ("Gunmen shot dead another two officers.", {("killed", 2)}),
        ("A suicide bomber killed himself and eight worshippers.", {("killed", 8)}),
        ("Fifty-two people were killed, a rescue worker and two doctors said.", {("killed", 52)}),
        ("He was killed by small-arms fire.", {("killed", 1)}),
        ("The sheikh died of kidney failure.", set()),
        ("The sapper did not kill the driver.", set()),
        ("The force killed no child.", {("killed", 0)}),
    ],
)
def test_people_told_one_by_one_and_together(text: str, expected: set[tuple[str, int]]) -> None:
    found = {
        (m.quantity.measure, m.quantity.value) for m in found_in(text) if m.quantity.measure in ("killed", "wounded")
    }
    assert {f for f in found if f[1] is not None} == expected
