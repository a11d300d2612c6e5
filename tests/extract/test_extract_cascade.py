from __future__ import annotations

from pathlib import Path

import pytest
from extract_cases import report_of

from recount.extract.cascade import Extractor
from recount.extract.mentions import mentions_in
from recount.records import Claim, Published, Report, Segment
from recount.words.pack import load_pack


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_pack("inherent-resolve"))


def kinds(claims: list[Claim]) -> set[tuple[str, str | None]]:
    return {(c.kind, c.type) for c in claims}


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("The militias vowed to attack U.S. troops if they stay.", ("intent", "ASSAULT"), ("event", "ASSAULT")),
        ("There were over 150 attacks on U.S. troops since October.", ("tally", "ASSAULT"), ("event", "ASSAULT")),
        ("About 2,500 U.S. troops are stationed in Iraq.", ("level", "troops"), ("event", "MOBILIZE")),
        ("Militants threatened the mayor of Mosul on Monday.", ("event", "THREATEN"), ("event", "ASSAULT")),
        ("A car bomb killed four people in Baghdad on Monday.", ("event", "ASSAULT"), ("tally", "ASSAULT")),
    ],
)
def test_kinds(extractor: Extractor, text: str, there: tuple[str, str], not_there: tuple[str, str]) -> None:
    found = kinds(extractor.claims_in(report_of(text)))
    assert there in found
    assert not_there not in found


@pytest.mark.parametrize("text", ["The group vowed to", "Fighters promised to", "The minister demanded that"])
def test_a_text_that_breaks_off_at_a_promise_is_read_all_the_same(extractor: Extractor, text: str) -> None:
    assert all(c.kind == "intent" for c in extractor.claims_in(report_of(text)))


def test_a_denied_bombing_is_no_actual_event(extractor: Extractor) -> None:
    found = extractor.claims_in(report_of("Russia denied that its jets bombed a hospital in Idlib on Thursday."))
    assaults = [c for c in found if c.type == "ASSAULT"]
    assert all(c.stance == "denies" or c.modality != "actual" for c in assaults)


def test_said_twice_is_one_claim_with_two_pieces_of_evidence(extractor: Extractor) -> None:
    title, body = "Car bomb kills four in Baghdad", "A car bomb killed four people in Baghdad on Monday."
    text = f"{title}\n\n{body}"
    segments = (Segment("title", 0, len(title), True), Segment("body", len(title) + 2, len(text), True))
    found = extractor.claims_in(Report("r", "r", "txt", text, "v", segments, Published("2021-12-15", "stated")))
    assaults = [c for c in found if c.type == "ASSAULT"]
    assert len(assaults) == 1
    assert [e.quote for e in assaults[0].evidence] == [body, title]
    assert assaults[0].time is not None
    assert assaults[0].time.start == "2021-12-13"


def test_other_tolls_of_one_attack_stay_apart(extractor: Extractor) -> None:
    text = "A bombing in Mosul killed four people on Monday, police said. A bombing in Mosul killed nine on Monday."
    tolls = {q.value for c in extractor.claims_in(report_of(text)) for q in c.quantity if q.measure == "killed"}
    assert tolls == {4.0, 9.0}


def test_a_mention_that_only_points_back_makes_no_claim(extractor: Extractor) -> None:
    text = "A car bomb killed four people in Mosul on Monday. Nobody has spoken of the bomb attack since."
    assaults = [c for c in extractor.claims_in(report_of(text)) if c.type == "ASSAULT"]
    assert len(assaults) == 1


def test_ids_are_one_each_and_claims_stand_in_order(extractor: Extractor) -> None:
    text = (
        "Rebels attacked a post in Idlib, and rebels attacked a base in Raqqa, and rebels attacked a camp in Mosul. "
        "The minister met an envoy, met a judge and met a priest. Police arrested two men and arrested a woman."
    )
    found = extractor.claims_in(report_of(text))
    assert len({c.id for c in found}) == len(found) > 3
    assert [c.evidence[0] for c in found] == sorted(c.evidence[0] for c in found)
    assert found == extractor.claims_in(report_of(text))


def test_an_unreadable_report_has_no_claims(extractor: Extractor) -> None:
    text = "A car bomb killed four people in Baghdad."
    report = Report("r", "r", "txt", text, "v", (Segment("body", 0, len(text), True),), readable=False)
    assert extractor.claims_in(report) == []


def test_a_slice_key_depends_on_the_words_that_the_pack_knows(extractor: Extractor) -> None:
    text = "Rebels attacked a post in Idlib."
    assert extractor.slice_key(text) == extractor.slice_key(text)
    assert extractor.slice_key(text) != extractor.slice_key("Rebels bombed a post in Idlib.")


def test_mentions_of_every_sort(extractor: Extractor) -> None:
    report = report_of("ISIS attacked Mosul on Monday.")
    found = mentions_in(report, extractor)
    assert {m.label for m in found} == {"actor", "place", "time"}
    assert all(report.text[m.start : m.end] == m.quote for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.shared
def test_real_reports_hold_their_traps(extractor: Extractor, shared: Path) -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted((shared / "reports").glob("*.txt"))]
    found = [extractor.claims_in(report_of(text)) for text in texts]
    figures = {(c.kind, q.measure, q.value) for claims in found for c in claims for q in c.quantity}
    assert ("tally", "attacks", 150.0) in figures
    assert ("tally", "killed", 30.0) in figures
    assert ("level", "troops", 2500.0) in figures
    assert ("event", "attacks", 150.0) not in figures
    drones = [c for claims in found for c in claims if c.mode == "drone" and c.kind == "event"]
    assert [(c.time.start if c.time else None, c.actor[0].certainty) for c in drones] == [("2021-11-07", "suspected")]
    assert ("intent", "ASSAULT") in {(c.kind, c.type) for claims in found for c in claims}
