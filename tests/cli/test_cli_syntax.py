"""`recount syntax`: what is drawn of an analysis, whatever its words, and what leaves as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from recount.cli import syntax as command
from recount.cli.main import run
from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Mention, Sentence, Trigger, Word
from tests.language.tiny_model import network

TEXT = "Rebels [red]hit\x1b[2J Homs, he said."
ANALYSIS = Analysis(
    TEXT,
    "none",
    (
        Sentence(
            0,
            len(TEXT),
            (
                Word(0, 6, "Rebels", "rebel", "NOUN", "", 2, "nsubj"),
                Word(7, 12, "[red]", "[red]", "X", "", 2, "dep"),
                Word(12, 15, "hit", "hit", "VERB", "", -1, "root"),
                Word(15, 19, "\x1b[2J", "x", "SYM", "", 4, "dep"),
                Word(20, 24, "Homs", "Homs", "PROPN", "", 2, "obj"),
            ),
            0.5,
        ),
    ),
    mentions=(Mention(20, 24, "place", 0.98),),
    triggers=(Trigger(12, 15, 0.9, "ASSAULT", {"ASSAULT": 0.9}, (Labelled(0, 6, "source", 0.8),)),),
    attributions=(Attribution(Labelled(29, 33, "Cue", 1.0), None, (Labelled(0, 24, "Content", 1.0),)),),
    incidents=(Labelled(0, 6, "PerpInd", 0.7),),
    causes=(Cause(0, (Labelled(0, 6, "cause", 0.7),), (), ()),),
)
DRAWN = """\
Rebels [red]hit\\x1b[2J Homs, he said.
  hit            hit    VERB   root
  ├─ Rebels      rebel  NOUN   nsubj
  ├─ [red]       [red]  X      dep
  └─ Homs        Homs   PROPN  obj    place
     └─ \\x1b[2J  x      SYM    dep
  mention      place Homs 0.98
  event        hit ASSAULT 0.90, source Rebels
  attribution  nobody named | said | Rebels [red]hit\\x1b[2J Homs
  incident     PerpInd Rebels 0.70
  cause        Rebels -> ?
"""


def printed(analysis: Analysis, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, soft_wrap=True, highlight=False, markup=False, emoji=False, **options)  # type: ignore[arg-type]
    for line in command.drawn(analysis):
        console.print(line)
    return out.getvalue()


def test_a_sentence_is_drawn_with_all_that_is_in_it() -> None:
    assert printed(ANALYSIS) == DRAWN


def test_colours_carry_no_meaning_and_no_sign_of_the_text_steers_the_terminal() -> None:
    coloured = printed(ANALYSIS, force_terminal=True, color_system="standard")
    assert "\x1b[2J" not in coloured
    assert coloured != DRAWN


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights stood in for, so that the command is tried whether they are there or not."""
    monkeypatch.setattr(command, "language_of", lambda _name: network())


@pytest.mark.usefixtures("chance")
@pytest.mark.parametrize(
    "text", ["The army said it.", "قالت الوزارة [bold] إن", "a\x1bb \u202e c", "Army 🚀 👩‍👩‍👧", "x" * 5000]
)
@pytest.mark.parametrize("width", ["20", "200"])
def test_any_text_is_drawn(
    text: str, width: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert run(["syntax", str(path)]) == 0
    out = capsys.readouterr().out
    assert "root" in out
    assert "\x1b" not in out and "\u202e" not in out


@pytest.mark.usefixtures("chance")
def test_a_line_of_json_for_each_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "The army said it."}\n{"text": "The army left."}\n', encoding="utf-8")
    assert run(["syntax", "--jsonl", str(path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({line["report"] for line in lines}) == 2
    for line in lines:
        for word in (word for sentence in line["sentences"] for word in sentence["words"]):
            assert line["text"][word["start"] : word["end"]] == word["text"]
        assert {"mentions", "triggers", "attributions", "incidents", "causes", "schemes"} <= line.keys()


def test_an_engine_that_there_is_not_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["syntax", str(tmp_path), "--engine", "none"]) == 2
    assert "expected network" in capsys.readouterr().err
