"""A bench that stops goes on where it was, and results of two versions of the code never meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import coupling, effect
from bench.parts import Numbers, Parts, Share, digest, mean, median, reached, share


def parts(folder: Path, series: int) -> Parts:
    return Parts.of("made", series, folder=folder)


def squares(asked: list[int]):  # type: ignore[no-untyped-def]
    def trial(seed: int) -> Numbers:
        asked.append(seed)
        return {"square": seed * seed, "odd": seed % 2} | ({"late": 1} if seed > 2 else {})

    return trial


def test_what_is_kept_is_not_made_again_and_a_torn_line_is(tmp_path: Path) -> None:
    asked: list[int] = []
    parts(tmp_path, 3).tried("cell", squares(asked))
    held = parts(tmp_path, 3).path
    held.write_text(held.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    more = parts(tmp_path, 5).tried("cell", squares(asked))
    assert asked == [0, 1, 2, 2, 3, 4]
    assert parts(tmp_path, 5).tried("cell", squares(asked)) == more
    assert len(asked) == 6
    assert [one["square"] for one in more] == [0, 1, 4, 9, 16]
    assert parts(tmp_path, 2).tried("cell", squares(asked)) == more[:2]
    assert (mean(more, "square"), median(more, "square")) == (6, 4)
    assert share(more, "odd") == Share(2, 5)
    assert share(more, "late") == Share(2, 2)


def test_an_error_stops_the_bench_and_loses_nothing(tmp_path: Path) -> None:
    def breaking(seed: int) -> Numbers:
        if seed == 2:
            raise ZeroDivisionError
        return {"square": seed}

    with pytest.raises(ZeroDivisionError):
        parts(tmp_path, 4).tried("cell", breaking)
    assert sorted(parts(tmp_path, 4).held["cell"]) == [0, 1]


def test_a_share_has_its_interval_and_its_number() -> None:
    assert str(Share(19, 20)) == "0.950 (0.764 to 0.991) of 20"
    assert str(Share(0, 0)) == "none of 0"


def test_other_code_has_another_digest(tmp_path: Path) -> None:
    own = tmp_path / "own.py"
    own.write_text("1", encoding="utf-8")
    first = digest([own])
    own.write_text("2", encoding="utf-8")
    assert digest([own]) != first


def test_a_bench_rests_on_the_estimators_that_it_leads_to_and_on_no_others() -> None:
    names = {
        Path(bench.__file__).stem: {path.stem for path in reached([Path(bench.__file__)])}
        for bench in (effect, coupling)
    }
    assert {"effect", "estimate", "latent", "mixture"} <= names["effect"]
    assert {"coupling", "common_cause", "echo"} <= names["coupling"]
    assert "echo" not in names["effect"]
    assert "parts" not in names["effect"] | names["coupling"]
