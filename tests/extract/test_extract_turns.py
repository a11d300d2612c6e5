"""Who speaks in a transcript: the outermost source of what is claimed in a turn."""

from __future__ import annotations

from datetime import date

import pytest

from recount.extract import Extractor
from recount.read import read
from recount.records import Capture, Claim, Custody, Form, Report, Source
from recount.records.ids import sha256_of
from recount.words.pack import load_pack

HEAD = "Briefing on operations\n\nJune 5, 2016\n\n"
LIST = "Presenter: Pentagon Press Secretary John Hale\nBrig. Gen. Adel Ross, commander of the northern brigade\n\n"
TURNS = (
    "MR. HALE: Good morning. Four people were killed in Mosul on Sunday. The governor of Nineveh said that two "
    "children were wounded in Mosul.\n\n"
    "We believe that ISIS shelled the town of Hit on Saturday.\n\n"
    "Q: Did ISIS kill ten people in Mosul on Friday?\n\n"
    "GEN. ROSS (via translator): Militants fired mortars at the base in Taji on June 3.\n\n"
    "AMB. MARY HOLT, deputy envoy: The coalition conducted two airstrikes near Raqqa on Friday.\n\n"
    "MR. HALE: Three soldiers were killed in Kirkuk on Friday.\n\n"
    "Moderator: Five rockets hit the embassy in Baghdad on Friday.\n"
)
EXTRACTOR = Extractor(load_pack("inherent-resolve"))


def report_of(text: str, form: Form = "txt") -> Report:
    data = text.encode()
    custody = Custody("in/a", "2024-05-01T12:00:00Z", "tester", "recount", sha256_of(data), len(data))
    found = read(Capture(form, data, custody), today=date(2024, 5, 1))
    assert isinstance(found, Report), found
    return found


def claims(text: str, form: Form = "txt") -> list[Claim]:
    return EXTRACTOR.claims_in(report_of(text, form))


def told(found: list[Claim], words: str) -> tuple[Source, ...]:
    return next(claim.source for claim in found if words in claim.evidence[0].quote)


def short(chain: tuple[Source, ...]) -> list[tuple[str | None, str | None, str | None]]:
    return [(source.name or source.description, source.role, source.verb) for source in chain]


HALE = ("John Hale", "Pentagon Press Secretary", None)


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("Four people", [HALE]),
        ("two children", [("The governor of Nineveh", None, "say"), HALE]),
        ("shelled the town", [("John Hale", "Pentagon Press Secretary", "believe")]),
        ("Three soldiers", [HALE]),
        ("two airstrikes", [("Mary Holt", "deputy envoy", None)]),
        ("Five rockets", [("Moderator", None, None)]),
    ],
)
def test_the_speaker_is_the_last_of_the_chain(
    words: str, chain: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert short(told(claims(HEAD + LIST + TURNS), words)) == chain


def test_an_officer_is_known_by_rank_and_list() -> None:
    (ross,) = told(claims(HEAD + LIST + TURNS), "fired mortars")
    assert ross.name == "Adel Ross"
    assert (ross.kind, ross.named, ross.verbatim, ross.verb) == ("official", True, True, None)
    (bare,) = told(claims(HEAD + TURNS), "fired mortars")
    assert (bare.name, bare.role, bare.kind) == ("Ross", "Gen.", "official")


def test_questions_claim_nothing() -> None:
    assert not any("ten people" in claim.evidence[0].quote for claim in claims(HEAD + LIST + TURNS))


def test_subtitles_name_their_voices() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v John Hale>Four people were killed in Mosul on Sunday.\n"
    (source,) = told(claims(text, "transcript"), "Four people")
    assert (source.name, source.named, source.verbatim) == ("John Hale", True, True)


def test_a_speaker_by_trade_is_not_named() -> None:
    text = "1\n00:00:01,000 --> 00:00:04,000\nREPORTER: Four people were killed in Mosul on Sunday.\n"
    (source,) = told(claims(text, "transcript"), "Four people")
    assert (source.name, source.description, source.kind, source.named) == (None, "REPORTER", "media", False)


def test_outside_transcripts_the_report_speaks_itself() -> None:
    assert told(claims("Four people were killed in Mosul on Sunday, June 5, 2016."), "Four people") == ()
