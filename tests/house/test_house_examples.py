"""The example reports that are no plain text are what their sources give, say what they are, and stay small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import example_forms
from tools.example_forms import TARGET, difference, main, render, stale
from tools.example_print import rtf_of
from tools.example_source import Block, Source, source_of, sources
from tools.example_zips import zip_of

MARK = "Constructed example, written for Recount from public facts."
SOURCES = sources()


def reports(source: Source) -> Iterator[Source]:
    """The source itself where it has words, and every piece that has: each may be met alone. Pictures are not read."""
    if (source.blocks or source.sheets) and source.form != "png":
        yield source
    for piece in source.pieces:
        yield from reports(piece)


def test_committed_files_are_what_their_sources_give() -> None:
    assert stale() == [], "run: python -m tools.example_forms"


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: str(s.name))
def test_every_report_says_that_it_is_constructed(source: Source) -> None:
    for report in reports(source):
        texts = [block.words for block in report.blocks]
        sheets = [[str(cell) for row in rows for cell in row] for _, rows in report.sheets]
        for words in [texts] if texts else sheets:
            assert any(MARK in word for word in words), f"{report.name} does not say so"


def test_all_of_them_together_are_small() -> None:
    assert sum(len(render(source)) for source in SOURCES) < 400_000


@pytest.mark.parametrize(
    ("wanted", "found", "said"),
    [
        (b"the same", b"the same", None),
        (b"abcd", b"abxd", "differs from byte 2 (4 bytes, 4 expected)"),
        (b"abcd", b"ab", "differs from byte 2 (2 bytes, 4 expected)"),
        (zip_of([("a", b"1"), ("b", b"2")]), zip_of([("a", b"1"), ("b", b"3")]), "differs in b"),
        (zip_of([("a", b"1")]), zip_of([("a", b"1"), ("c", b"")]), "differs in c"),
    ],
)
def test_a_difference_is_told_in_words(wanted: bytes, found: bytes, said: str | None) -> None:
    assert difference(wanted, found) == said


def test_a_missing_file_is_told_and_the_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(example_forms, "TARGET", tmp_path)
    assert f"{SOURCES[0].name} is missing" in stale(tmp_path)
    assert main(["--check"]) == 1
    assert "is missing" in capsys.readouterr().err
    assert main(["--wrong"]) == 2


@pytest.mark.parametrize(
    ("words", "written"),
    [("Süd", "S\\'fcd"), ("Şah", "\\u350?ah"), ("عين", "\\u1593?\\u1610?\\u1606?"), ("{a\\b}", "\\{a\\\\b\\}")],
)
def test_rtf_is_ascii_with_both_kinds_of_escape(words: str, written: str) -> None:
    data = rtf_of(Source("x.rtf", "rtf", "A title", blocks=(Block("paragraph", words),)))
    assert f"{written}\\par" in data.decode("ascii")


def test_a_block_that_is_not_understood_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "99_wrong.yaml"
    path.write_text("form: txt\nblocks:\n  - headline: no such kind\n", encoding="utf-8")
    with pytest.raises(ValueError, match="headline"):
        source_of(path)
    path.write_text("form: wordstar\nblocks: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no writer for 'wordstar'"):
        render(source_of(path))


def test_examples_stand_where_the_tool_writes_them() -> None:
    assert {source.name for source in SOURCES} <= {path.name for path in TARGET.iterdir()}
