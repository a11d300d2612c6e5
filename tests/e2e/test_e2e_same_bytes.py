"""The same bytes found twice are one report, and the build says so."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.calls import recount


def test_the_same_bytes_at_two_places_are_one_report_told_aloud(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("4 March 2015\n\nA car bomb killed 12 people in Qamishli on Tuesday, police said.\n")
    built = recount("build", folder, "-o", tmp_path / "c")
    assert built.status == 0
    assert "2 seen" in built.err
    assert "1 have the bytes of another" in built.err
    assert len(recount("reports", tmp_path / "c").lines()) == 1
