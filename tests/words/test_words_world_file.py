"""The file of the world's towns: built once, trusted only while whole, and never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from recount.words import world_file
from recount.words.world_file import Towns, cache_folder
from recount.words.world_towns import Town

PARIS = Town(1, "Paris", 48.85, 2.35, "FR", 2_000_000, "11")
TEXAN = Town(2, "Paris", 33.66, -95.55, "US", 25_000, "TX")
NAMES = [(0, "paris"), (1, "paris"), (0, "paname"), (0, "paris")]


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two towns for the world, and how often they were read from the source."""
    readings: list[int] = []

    def towns_and_names() -> tuple[list[Town], list[tuple[int, str]]]:
        readings.append(1)
        return [PARIS, TEXAN], NAMES

    monkeypatch.setattr(world_file, "towns_and_names", towns_and_names)
    return readings


def the_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_own_names_come_first_and_nothing_twice(tmp_path: Path) -> None:
    towns = Towns(tmp_path)
    assert towns.named("paris") == [PARIS, TEXAN]
    assert towns.named("paname") == [PARIS]
    assert towns.named("rome") == []


def test_it_is_built_once(tmp_path: Path, built: list[int]) -> None:
    folder = tmp_path / "not" / "there"
    assert Towns(folder).named("paname") == Towns(folder).named("paname") == [PARIS]
    assert len(built) == 1
    assert [path.suffix for path in folder.iterdir()] == [".sqlite"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda _: b"something else altogether",
        lambda whole: b"\0" * len(whole),
        lambda whole: whole[:4096] + b"\xff" * (len(whole) - 4096),
    ],
    ids=["empty", "half", "a byte short", "a byte long", "foreign", "zeroes", "pages of noise"],
)
def test_what_is_not_whole_is_built_anew(tmp_path: Path, built: list[int], spoil: object) -> None:
    Towns(tmp_path)
    path = the_file(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert Towns(tmp_path).named("paris") == [PARIS, TEXAN]
    assert len(built) == 2
    assert Towns(tmp_path).named("paname") == [PARIS]
    assert len(built) == 2


def test_another_format_is_another_file(tmp_path: Path, built: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    Towns(tmp_path)
    monkeypatch.setattr(world_file, "FORMAT", world_file.FORMAT + 1)
    assert Towns(tmp_path).named("paname") == [PARIS]
    assert (len(built), len(list(tmp_path.iterdir()))) == (2, 2)


def test_without_a_folder_to_write_in_the_towns_stay_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("and no folder")
    assert Towns(file / "below").named("paris") == Towns(None).named("paris") == [PARIS, TEXAN]
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_CACHE_HOME": "/c", "HOME": "/h"}, Path("/c/recount")),
        ({"XDG_CACHE_HOME": "c", "HOME": "/h"}, Path("/h/.cache/recount")),
        ({"HOME": "/h"}, Path("/h/.cache/recount")),
        ({}, None),
    ],
)
def test_where_it_lies(environ: dict[str, str], folder: Path | None) -> None:
    assert cache_folder(environ) == folder
