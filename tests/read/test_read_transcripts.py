"""Transcripts: subtitles with times and voices, and briefings in prose, told only where they plainly are ones."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import capture, page, plain, word

from recount.read import read
from recount.read.labels import label_at
from recount.records import Form, Report, Skip

BRIEFING = [
    "Briefing on the market of Qasr",
    "June 5, 2016",
    "Presenter: Brigade spokesman Adel Karim",
    "MR. KARIM: Good morning. Four people were killed in the market of Qasr on Sunday, as you know.",
    "We shelled no town, and we ask for an inquiry.",
    "Q: Who fired then? And from where did they fire at the town on that morning?",
    "GEN. ROSS (via translator): Their men fired from the hills above the town.",
    "(CROSSTALK)",
    "MR. KARIM: We have said so, and will say so again.",
    "Moderator: Thank you all for coming here today.",
]
TOLD = [
    ("byline", None, "MR. KARIM:"),
    ("turn", "MR. KARIM", "Good morning. Four people were killed in the market of Qasr on Sunday, as you know."),
    ("turn", "MR. KARIM", "We shelled no town, and we ask for an inquiry."),
    ("byline", None, "Q:"),
    ("question", "Q", "Who fired then? And from where did they fire at the town on that morning?"),
    ("byline", None, "GEN. ROSS (via translator):"),
    ("turn", "GEN. ROSS", "Their men fired from the hills above the town."),
    ("template", None, "(CROSSTALK)"),
    ("byline", None, "MR. KARIM:"),
    ("turn", "MR. KARIM", "We have said so, and will say so again."),
    ("byline", None, "Moderator:"),
    ("turn", "Moderator", "Thank you all for coming here today."),
]

VTT = """WEBVTT - the briefing

STYLE
::cue { color: white }

NOTE made by hand

first
00:00:01.000 --> 00:00:04.000 align:start
<v.loud Adel Karim>Four people were <i>killed</i>

00:04.000 --> 00:06.000
<v Adel Karim>in Qasr &amp; near it.

00:00:07.000 --> 00:00:08.000
[Music]

00:00:09.000 --> 00:00:10.000
<v Adel Karim>We regret it.

00:03:12.500 --> 00:03:14.000
<v Reporter>Who fired?
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
>> GEN. ROSS: <font color="red">Four people</font> were killed

2
00:00:04,000 --> 00:00:06,000
{\\an8}in Qasr on Sunday.

3
00:00:07,000 --> 00:00:08,000
(applause)

4
00:00:09,000 --> 00:00:10,000
We regret it.

5
01:03:12,500 --> 01:03:14,000
Q: Who fired?
"""
ROLLING = """WEBVTT

00:00:01.000 --> 00:00:03.000
the brigade shelled

00:00:03.000 --> 00:00:05.000
the brigade shelled
the market of Qasr

00:00:05.000 --> 00:00:07.000
the market of Qasr
on Sunday.
"""


def held(data: bytes, form: Form) -> Report:
    found = read(capture(data, form), today=date(2024, 5, 1))
    assert isinstance(found, Report), found
    return found


def told(report: Report) -> list[tuple[str, str | None, str]]:
    return [(s.kind, s.speaker, report.text[s.start : s.end]) for s in report.segments]


@pytest.mark.parametrize(
    ("build", "form"),
    [(plain, "txt"), (plain, "md"), (page, "html"), (word, "docx")],
    ids=["txt", "md", "html", "docx"],
)
def test_a_briefing_is_told_by_its_speakers_in_any_form(build: object, form: Form) -> None:
    report = held(build(BRIEFING), form)  # type: ignore[operator]
    assert told(report)[-len(TOLD) :] == TOLD
    assert all(s.claimable == (s.kind in ("turn", "title", "body")) for s in report.segments)


def test_labels_at_the_start_of_lines_are_enough() -> None:
    lines = "\n".join(line for line in BRIEFING[3:] if ":" in line)
    spoken = [row[:2] for row in told(held(lines.encode(), "txt")) if row[0] != "byline"]
    assert spoken == [
        ("turn", "MR. KARIM"), ("question", "Q"), ("turn", "GEN. ROSS"), ("turn", "MR. KARIM"), ("turn", "Moderator"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Date: 5 June", "Location: Qasr", "Casualties: four people", "Date: 6 June", "Location: Hit"],
        ["Near Qasr: three strikes.", "Near Hit: two strikes.", "Near Qasr: one strike.", "Near Hit: one strike."],
        ["Saudi Arabia: it denied the report.", "Saudi Arabia: it said so again.", "Jordan: it said nothing at all."],
        ["MR. KARIM: Four people were killed in Qasr.", "MR. KARIM: The market is closed.", "MR. KARIM: So it is."],
        ["The general said one thing: nobody fired.", "He said another: all fired.", "He said: who knows."],
        ["Q: Who fired at the town?", "The hospital did not answer this question when it was asked on Sunday."],
    ],
)  # fmt: skip
def test_what_is_no_transcript_stays_what_it_is(lines: list[str]) -> None:
    kinds = {s.kind for s in held(plain(lines), "txt").segments}
    assert not kinds & {"turn", "question"}


@pytest.mark.parametrize(
    ("line", "name", "sort"),
    [
        ("MR. KIRBY: Yes.", "MR. KIRBY", "titled"),
        ("GEN. X (via translator): Yes.", "GEN. X", "titled"),
        ("Question: Why?", "Question", "asks"),
        ("Q 2: Why?", "Q 2", "asks"),
        ("**Adel Karim:** Yes.", "Adel Karim", "named"),
        ("Adel Karim, spokesman of the brigade: Yes.", "Adel Karim", "named"),
        ("Q  Why did they fire?", "Q", "asks"),
        ("A: Because.", "A", "answers"),
        ("The moderator: Thank you.", "The moderator", "chairs"),
        ("Location: Qasr", None, None),
        ("At 14:30 they fired: twice.", None, None),
        ("https://herald.example/a", None, None),
    ],
)
def test_labels(line: str, name: str | None, sort: str | None) -> None:
    label = label_at(line, 0, len(line))
    assert (label and label.name, label and label.sort) == (name, sort)


def test_web_video_captions() -> None:
    report = held(VTT.encode(), "transcript")
    assert [(s.kind, s.speaker, s.locator, report.text[s.start : s.end]) for s in report.segments] == [
        ("turn", "Adel Karim", "00:00:01", "Four people were killed in Qasr & near it."),
        ("template", None, "00:00:07", "[Music]"),
        ("turn", "Adel Karim", "00:00:09", "We regret it."),
        ("question", "Reporter", "00:03:12", "Who fired?"),
    ]


def test_subrip() -> None:
    report = held(SRT.replace("\n", "\r\n").encode("utf-8-sig"), "transcript")
    assert [(s.kind, s.speaker, s.locator, report.text[s.start : s.end]) for s in report.segments] == [
        ("turn", "GEN. ROSS", "00:00:01", "Four people were killed in Qasr on Sunday."),
        ("template", None, "00:00:07", "(applause)"),
        ("turn", "GEN. ROSS", "00:00:09", "We regret it."),
        ("question", "Q", "01:03:12", "Who fired?"),
    ]


def test_captions_that_roll_up_say_each_line_once() -> None:
    assert held(ROLLING.encode(), "transcript").text == "the brigade shelled the market of Qasr on Sunday."


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", b"no cue at all"])
def test_subtitles_without_words_are_skipped(data: bytes) -> None:
    found = read(capture(data, "transcript"), today=date(2024, 5, 1))
    assert isinstance(found, Skip)
    assert found.code == "no_cues"
