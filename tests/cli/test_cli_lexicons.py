"""`recount lexicon check` over a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recount.cli.main import run


def test_what_a_pack_does_not_know_is_counted_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("Iraqi forces drained a marsh near Hawija on Monday.\n", encoding="utf-8")
    assert run(["lexicon", "check", str(tmp_path), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["what"], row["words"], row["times"]) for row in rows] == [("verb", "drain", 2)]


def test_what_is_rarer_than_asked_for_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text("Iraqi forces drained a marsh near Hawija on Monday.\n", encoding="utf-8")
    assert run(["lexicon", "check", str(tmp_path)]) == 0
    assert not capsys.readouterr().out
    assert run(["lexicon", "check", str(tmp_path), "--least", "1"]) == 0
    assert capsys.readouterr().out.startswith("verb\tdrain\t1\t1\tIraqi forces drained")
