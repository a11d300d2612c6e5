"""Who says so: one row for each way in which a report gives a speaker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_documents import SOUP, document_of, span_of

from recount.extract.attribution import Attribution, attribution_of, attributions_in
from recount.extract.quotations import quotes_in
from recount.records import Mention, Source


def all_of(text: str, *, actors: tuple[Mention, ...] = (), times: bool = False) -> list[Attribution]:
    document = document_of(text, actors=actors, times=times)
    return [a for s in document.sentences for a in attributions_in(s, document)]


def over(text: str, words: str, **given: object) -> Attribution | None:
    return attribution_of(span_of(text, words), all_of(text, **given))  # type: ignore[arg-type]


def who(source: Source) -> str | None:
    return source.name if source.named else source.description


@pytest.mark.parametrize(
    ("text", "words", "speakers", "stance"),
    [
        # before, after, turned round
        ("The health ministry put the death toll at 40.", "death toll", ["The health ministry"], "asserts"),
        ("John Kirby said that four soldiers were killed.", "killed", ["John Kirby"], "asserts"),
        ("The army said rebels had shelled the town.", "shelled", ["The army"], "asserts"),
        ("Rebels had shelled the town, the army said.", "shelled", ["the army"], "asserts"),
        ("Rebels had shelled the town, said John Kirby.", "shelled", ["John Kirby"], "asserts"),
        ("Rebels had shelled the town, the army said in a statement on Monday.", "shelled", ["the army"], "asserts"),
        ("In the end, John Kirby said, four men were killed.", "killed", ["John Kirby"], "asserts"),
        ("The army told reporters in Basra on Monday that rebels fled.", "fled", ["The army"], "asserts"),
        ("Residents told The Star they would leave.", "leave", ["Residents"], "asserts"),
        # according to
        (
            "According to the Harbour Watch Network, four people were killed.",
            "killed",
            ["Harbour Watch Network"],
            "asserts",
        ),
        ("Four people were killed, according to two Iraqi officers.", "killed", ["two Iraqi officers"], "asserts"),
        ("Four people, according to residents, were killed.", "killed", ["residents"], "asserts"),
        # documents
        ("The audit found attacks fell.", "fell", ["The audit"], "asserts"),
        (
            "The inspector general’s report points out that raids declined.",
            "declined",
            ["The inspector general’s report"],
            "asserts",
        ),
        # appositions and relatives
        ("John Smith, the governor of Hatay, told reporters that six died.", "died", ["John Smith"], "asserts"),
        ("The militia, which says it has 500 fighters, left.", "500", ["The militia"], "asserts"),
        # stances
        ("Ankara denied bombing the village.", "bombing", ["Ankara"], "denies"),
        ("The army accused the rebels of shelling the market.", "shelling", ["The army"], "accuses"),
        ("Residents blamed the coalition for the strike.", "strike", ["Residents"], "accuses"),
        ("The police admitted that they fired first.", "fired", ["The police"], "admits"),
        (
            "The Northern Front claimed responsibility for the attack.",
            "attack",
            ["Northern Front"],
            "claims_responsibility",
        ),
        ("Jets reportedly bombed the town.", "bombed", [], "reports"),
        ("There were reports that jets bombed the town.", "bombed", [], "reports"),
        ("The militia vowed to attack the base.", "attack", ["The militia"], "asserts"),
        # two speakers, one sentence
        ("The army said it hit militants, but residents said civilians had died.", "hit", ["The army"], "asserts"),
        ("The army said it hit militants, but residents said civilians had died.", "died", ["residents"], "asserts"),
        ("Kirby said the strike hit a depot, adding that no civilians were hurt.", "hurt", ["Kirby"], "asserts"),
        ("The army bombed the town and announced it would seek talks.", "seek", ["The army"], "asserts"),
        # a tag after a long sentence, and a second clause with a denial of its own
        (
            "Seven rounds landed in the compound of the embassy before dawn on Friday, a military official said.",
            "landed",
            ["a military official"],
            "asserts",
        ),
        (
            "The agency blamed an aircraft; a coalition spokesman denied any strike.",
            "strike",
            ["a coalition spokesman"],
            "denies",
        ),
        # figures, and names that are given to things
        (
            "The health ministry raised the death toll of the bombing to 292.",
            "toll",
            ["The health ministry"],
            "asserts",
        ),
        ("The ministry called the strikes a hostile act.", "strikes", ["The ministry"], "asserts"),
        # deeds that are claimed
        ("The Northern Front claimed both attacks.", "attacks", ["Northern Front"], "claims_responsibility"),
        (
            "The Northern Front boasted that it had executed forty soldiers.",
            "executed",
            ["Northern Front"],
            "claims_responsibility",
        ),
        # an office, and who holds it
        (
            "The commander of the coalition, Lt. Gen. Stephen Hall, said that the raid failed.",
            "failed",
            ["Stephen Hall"],
            "asserts",
        ),
        # chains, nearest first
        (
            "Officials told the inspector that partners reported fewer raids.",
            "raids",
            ["partners", "Officials"],
            "asserts",
        ),
        (
            "The police said that the witness claimed that soldiers admitted they fired.",
            "fired",
            ["soldiers", "the witness", "The police"],
            "admits",
        ),
    ],
)
def test_speakers(text: str, words: str, speakers: list[str], stance: str) -> None:
    found = over(text, words)
    assert found is not None
    assert [who(source) for source in found.chain] == speakers
    assert found.stance == stance


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two officers said that the raid failed. The village was later burned.", "burned"),
        ("The army bombed the town on Monday.", "bombed"),
        ("The minister did not say who carried out the attack.", "attack"),
        ("The states held three contests in June.", "contests"),
        ("The report was late.", "late"),
        ("No group claimed the attack.", "attack"),
        ("If the government asked the troops to leave, raids would fall.", "leave"),
        ("The army said it hit militants, but the market burned.", "burned"),
        ("Special forces struck the leader of Islamic State, a man of forty, in the north.", "struck"),
    ],
)
def test_the_reports_own_voice(text: str, words: str) -> None:
    assert over(text, words) is None


@pytest.mark.parametrize(
    ("phrase", "name", "role", "kind"),
    [
        ("Pentagon spokesman John Kirby", "John Kirby", "Pentagon spokesman", "official"),
        ("Lt. Gen. Stephen Hall", "Stephen Hall", "Lt. Gen.", "official"),
        ("Defence Minister Omar Aziz", "Omar Aziz", "Defence Minister", "official"),
        ("the Ministry of Defence", "Ministry of Defence", None, "official"),
        ("the U.S. military", "U.S. military", None, "official"),
        ("the IG report", "IG report", None, "document"),
        ("two Iraqi officers", None, None, "official"),
        ("a source close to the palace", None, None, "anonymous"),
        ("residents", None, None, "witness"),
        ("an analyst", None, None, "expert"),
        ("the militia", None, None, "armed_group"),
    ],
)
def test_names_roles_and_kinds(phrase: str, name: str | None, role: str | None, kind: str) -> None:
    found = over(f"On Monday, {phrase} said that four men died.", "died")
    assert found is not None
    (source,) = found.chain
    assert (source.name, source.role, source.kind, source.named) == (name, role, kind, name is not None)
    assert source.verb == "say" and (source.description is None) == (name is not None)


def test_a_catalogue_actor_gives_its_id_and_an_unnamed_speaker_never_has_one() -> None:
    text = "SANA said that coalition officials reported 12 dead."
    actors = (
        Mention("SANA", span_of(text, "SANA"), "agency.sana", "JRN"),
        Mention("coalition", span_of(text, "coalition"), "coalition", "IMG"),
    )
    found = over(text, "dead", actors=actors)
    assert found is not None
    assert [(s.id, s.named, s.kind) for s in found.chain] == [(None, False, "official"), ("agency.sana", True, "media")]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We fled at night. The bombs fell on the school,” a resident said.", "fled", "a resident"),
        ("“We fled at night. The bombs fell on the school,” a resident said.", "fell", "a resident"),
        ('"We will leave," Kirby said. "We will not come back."', "come back", "Kirby"),
        ("The ministry said: “Our planes struck three depots. They returned safely.”", "returned", "The ministry"),
        ("“We fight,” Kirby said, “until they leave.”", "leave", "Kirby"),
        ("''We are tired,'' Kirby said.", "tired", "Kirby"),
        ("The audit says it runs a “shadow customs post” in the east.", "customs", "The audit"),
    ],
)
def test_quotations(text: str, words: str, speaker: str) -> None:
    found = over(text, words)
    assert found is not None
    assert found.verbatim and found.chain[0].verbatim
    assert who(found.chain[0]) == speaker


def test_a_partial_quotation_is_verbatim_and_what_stands_around_it_is_not() -> None:
    text = "The envoy said the raid was “a grave error” and should end."
    inner, outer = over(text, "error"), over(text, "end")
    assert inner is not None and inner.verbatim
    assert outer is not None and not outer.verbatim


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "John Smith, the governor, told reporters the dead were children. He said six were girls.",
            "girls",
            "John Smith",
        ),
        ("The Northern Front said it fired. The group added that it lost two men.", "lost", "Northern Front"),
        ("Spokesman John Kirby spoke to reporters. Kirby said the raid failed.", "failed", "John Kirby"),
        (
            "The Northern Front said it fired. A monitor said two died. The group said it had aimed at a depot.",
            "aimed",
            "Northern Front",
        ),
    ],
)
def test_pronouns_and_short_names_stand_for_the_last_speaker(text: str, words: str, speaker: str) -> None:
    found = over(text, words)
    assert found is not None
    assert who(found.chain[0]) == speaker


def test_what_the_words_of_a_saying_tell_is_said_by_its_speaker() -> None:
    text = "The minister called the raid a crime."
    found, cue = all_of(text), span_of(text, "called the raid a crime")
    assert attribution_of(cue, found) is None
    own = attribution_of(cue, found, said=True)
    assert own is not None and who(own.chain[0]) == "The minister"


def test_the_network_and_the_rules_hear_the_same_cue_once() -> None:
    (found,) = all_of("The army said that rebels had shelled the town.")
    assert found.heard is not None and 0.5 < found.heard <= 1.0


def test_when_it_was_said_is_apart_from_when_it_happened() -> None:
    found = over("Kirby said on Monday that rebels shelled the town on March 3, 2017.", "shelled", times=True)
    assert found is not None and found.said_at is not None
    assert (found.said_at.start, found.said_at.words) == ("2017-03-13", "Monday")


@pytest.mark.parametrize(
    ("text", "words", "contradicts"),
    [
        ("Troops fought, contrary to the official position.", "fought", "contrary to the official position"),
        ("Contrary to the ministry’s account, troops fought.", "fought", "Contrary to the ministry’s account"),
        (
            "Contrary to the official account, two officers said that troops fought.",
            "fought",
            "Contrary to the official account",
        ),
        ("Troops fought in the north.", "fought", None),
    ],
)
def test_contradicts(text: str, words: str, contradicts: str | None) -> None:
    found = over(text, words)
    assert (found.contradicts if found is not None else None) == contradicts


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “no” and “yes”.", ["“no”", "“yes”"]),
        ('A 12" pipe and "a word".', ['"a word"']),
        ("“It goes on\n\n“and on.”", ["“It goes on", "“and on.”"]),
        ("No marks.", []),
    ],
)
def test_quotes(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes_in(text, 0, len(text))] == quotes


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SOUP), min_size=1, max_size=40))
def test_contents_stay_in_their_sentence_whatever_the_words(words: list[str]) -> None:
    document = document_of(" ".join(words))
    for sentence in document.sentences:
        found = attributions_in(sentence, document)
        for attribution in found:
            assert attribution.content
            assert all(part.start < part.end and sentence.span.holds(part) for part in attribution.content)
            assert all(source.id is None for source in attribution.chain if not source.named)
        for token in sentence.tokens:
            holder = attribution_of(token.span, found)
            assert holder is None or any(part.holds(token.span) for part in (*holder.content, holder.cue))
