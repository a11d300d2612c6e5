"""`python -m bench [NAME] [--data PATH] [--series N]`: timings as ratios against a named peer in the same run, and
tables of calibration on simulated series.

Each line is `bench metric value`; a share of simulated series has its interval and their number behind it. Seconds
depend on the machine and its load; the ratios are what to quote. Results of single series are kept in build/bench, so
that a table that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import (
    build,
    claims,
    coupling,
    coupling_peers,
    coverage,
    dates,
    desk_load,
    effect,
    effect_peers,
    explore,
    growth,
    imports,
    language,
    reconcile,
    synthetic,
)
from bench.parts import Line, Parts, Share

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "fakes_syria" / "train.jsonl"
TREEBANK = ROOT.parent / "shared" / "data" / "ud_ewt"
EXAMPLES = ROOT / "examples" / "inherent-resolve"
BENCHES = {
    "build": build.run,
    "claims": claims.run,
    "dates": dates.run,
    "desk_load": desk_load.run,
    "explore": explore.run,
    "import": imports.run,
    "language": language.run,
}
BY_NAME = frozenset(("desk_load", "explore", "language"))
"""Timings that need data or a peer of their own, and so run only when they are named."""
SIMULATED: dict[str, Callable[[Parts], Iterator[Line]]] = {
    "effect": effect.run,
    "effect_outside": effect.outside,
    "effect_power": effect.power_kept,
    "effect_reporting": effect.reporting,
    "effect_breaks": effect.search,
    "effect_peers": effect_peers.run,
    "coupling": coupling.run,
    "coupling_power": coupling.power,
    "coupling_sizes": coupling.sizes,
    "coupling_peers": coupling_peers.run,
}
"""Benches on so many simulated series; they take minutes and run only when they are named."""
TABLES: dict[str, Callable[[Path, Parts], Iterator[Line]]] = {
    "coverage": coverage.run,
    "coupling_roadside": coupling.roadside,
    "synthetic": synthetic.run,
}
"""Calibration on simulated series and real tables; likewise."""
SIZED = {"growth": growth.run, "reconcile": reconcile.run}
"""Timings over campaigns that are made for them, `--series` times so large; likewise."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name",
        nargs="?",
        choices=sorted([*BENCHES, *SIMULATED, *SIZED, *TABLES]),
        help="one bench; without it, all timings",
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--series", type=positive, default=100, help="simulated series behind each figure")
    chosen = parser.parse_args(arguments)
    usual = {"claims": EXAMPLES, "desk_load": EXAMPLES, "language": TREEBANK}
    data = chosen.data or usual.get(chosen.name, CORPUS if CORPUS.exists() else EXAMPLES)
    for name in [chosen.name] if chosen.name else sorted(BENCHES.keys() - BY_NAME):
        for metric, value in found_by(name, data, chosen.series):
            print(f"{name} {metric} {value if isinstance(value, Share) else format(value, '.4g')}", flush=True)
    return 0


def positive(words: str) -> int:
    """A whole number from 1."""
    number = int(words)
    if number < 1:
        raise ValueError
    return number


def found_by(name: str, data: Path, series: int) -> Iterator[Line]:
    """The lines of one bench."""
    if name in SIMULATED:
        return SIMULATED[name](parts_of(SIMULATED[name], name, series))
    print(f"# on {data.name}", file=sys.stderr)
    if name in TABLES:
        return TABLES[name](data, parts_of(TABLES[name], name, series))
    if name in SIZED:
        return iter(SIZED[name](data, series))
    return iter(BENCHES[name](data))


def parts_of(bench: Callable[..., object], name: str, series: int) -> Parts:
    """What is kept of a bench, under its own module and the estimators as they stand."""
    return Parts.of(name, series, [Path(inspect.getfile(bench))])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
