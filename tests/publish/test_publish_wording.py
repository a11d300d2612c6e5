"""What a report may not say: likelihood without a probability, a hint as a finding, one source as fact, and so on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recount.assess.series import monthly
from recount.publish import compose, problems, quarter_of
from recount.publish.ledger import Ledger
from recount.publish.resting import alone, attributed
from recount.publish.withhold import withheld_from
from recount.publish.wording import NUMBER, fact_refused, hints_refused, own, refused, words_refused
from recount.records import DataError, Event, Party
from recount.records.publication import Counted, Hit, Measure, Prose, QuarterReport, Row, Section, Statement
from recount.words.pack import load_pack
from tests.publication_factory import OUTLINE, Maker, on, small_campaign, who


@pytest.mark.parametrize(
    "words",
    [
        "An attack is likely.", "This was probably ISIS.", "It is very unlikely that more were killed.",
        "With high confidence an attack is likely, with a chance of " + NUMBER + "%.",
        "It is no coincidence that it fell.",
        "This clearly was an attack.", "The strike is confirmed.", "There was almost no chance of a truce.",
    ],
)  # fmt: skip
def test_words_that_are_refused(words: str) -> None:
    assert list(words_refused(words))


@pytest.mark.parametrize(
    "words",
    [
        "A rise is likely, with a chance of " + NUMBER + "%.", "Reports describe " + NUMBER + " attacks.",
        "We judge this with moderate confidence.", "Ranges that touch cannot be told apart.",
        "In the likelihood of rain.",
    ],
)  # fmt: skip
def test_words_that_may_stand(words: str) -> None:
    assert list(words_refused(words)) == []


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        (f"There were {NUMBER} attacks.", False), (f"Reports describe {NUMBER} attacks.", True),
        (f"According to the police {NUMBER} died.", True), ("Nothing is counted here.", True),
    ],
)  # fmt: skip
def test_a_number_needs_somebody_who_says_so(words: str, stands: bool) -> None:
    assert (fact_refused(words) is None) is stands


def outlined(says: str) -> dict[str, Any]:
    first = {**OUTLINE["sections"][0], "says": says}
    return {**OUTLINE, "sections": [first, *OUTLINE["sections"][1:]]}


def composed(make: Maker, outline: dict[str, Any] = OUTLINE) -> QuarterReport:
    return compose(
        make.measures(), quarter=quarter_of("2016Q2"), outline=outline, theatre="A theatre", actors={"isis": "ISIS"},
        monthly=monthly,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("says", "why"),
    [("More attacks are likely.", "without a probability"), ("There were {events}.", "nobody says so")],
)
def test_a_pack_cannot_make_a_report_say_it(says: str, why: str) -> None:
    with pytest.raises(DataError, match=why):
        composed(small_campaign(), outlined(says))


def test_the_check_of_a_pack_says_it_before_any_report() -> None:
    pack = load_pack("inherent-resolve")
    bad = replace(pack, outline=outlined("More attacks are likely."))
    assert any("without a probability" in found.found for found in problems(bad))
    assert [found for found in problems(pack) if found.kind == "wording"] == []


def test_a_row_without_sentence_and_source_is_refused() -> None:
    report = composed(small_campaign())
    bare = tuple(replace(row, quoted=()) for row in report.rows)
    assert any("told as fact" in why for why in refused(replace(report, rows=bare)))
    assert refused(report) == []


def test_a_suspect_is_never_shown_as_the_one_who_did_it() -> None:
    make = Maker()
    event: Event = make.told("A bomb went off, which some tied to ISIS.", time=on("2016-05-05"), published="2016-05-06")
    event = replace(event, actors=(Party("actor", "ISIS", "isis", None, "suspected", event.claims),))
    row = Row(f"e-{event.id}", "event", "attack", who=("ISIS",))
    assert list(hints_refused(row, event, {"isis": "ISIS"}))
    assert list(hints_refused(replace(row, who=("ISIS (suspected)",)), event, {"isis": "ISIS"})) == []


def test_a_stale_number_is_named() -> None:
    ledger = Ledger()
    hit = Hit("x", "dated", None, None, None, None, None, None, None, None, None, None, None, 1, 1, False)
    counted = ledger.measured("k", Measure("k", ("a", "b"), ""), [hit], about="")
    assert list(ledger.stale()) == []
    ledger.counted["k"] = replace(counted, value=2.0)
    assert list(ledger.stale()) == ["the number k says 2, and its rows give 1"]


def test_a_private_name_is_refused() -> None:
    make = Maker()
    make.told("Gunmen killed Samir Haddad in Mosul.", sensitivity=("victim",), time=on("2016-05-05"),
              target=(who(None, "Samir Haddad"),), published="2016-05-06")  # fmt: skip
    report = composed(make)
    names = withheld_from([Statement(claim, *reversed(make.sentences[claim.id])) for claim in make.claims])
    assert refused(report, names=names) == []
    named = tuple(replace(row, where="near the house of Samir Haddad") for row in report.rows)
    assert any("private name" in why for why in refused(replace(report, rows=named), names=names))


def test_a_number_in_prose_that_rests_on_one_origin_says_so_however_many_reports_repeat_it() -> None:
    report = composed(small_campaign())
    lead = next(section for section in report.sections if section.key == "isis").blocks[0]
    assert isinstance(lead, Prose)
    number = next(part for part in lead.parts if isinstance(part, Counted))
    by_two = {row: {"a", row} for row in number.rows}
    by_one = {row: {"a"} for row in number.rows}
    assert alone(lead, by_two) == []
    assert alone(lead, by_one) == [number]
    bare = replace(report, sections=(Section("isis", "ISIS", (Prose(("Reports tell of ", number, " attacks.")),)),))
    assert any("one independent origin" in why for why in refused(bare, origins=by_one))
    assert not any("one independent origin" in why for why in refused(bare, origins=by_two))
    told = replace(bare, sections=attributed(bare.sections, by_one))
    assert own(told.sections[0].blocks[0].parts).endswith("Told by one independent origin alone: attacks.")
    assert not any("one independent origin" in why for why in refused(told, origins=by_one))
