"""`python -m bench [NAME] [--data PATH] [--series N]`: timings as ratios against a named peer in the same run, and
tables of calibration on simulated series.

Each line is `bench metric value`. Seconds depend on the machine and its load; the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import build, coupling, coverage, dates, desk_load, effect, effect_peers, imports, language, synthetic

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "fakes_syria" / "train.jsonl"
TREEBANK = ROOT.parent / "shared" / "data" / "ud_ewt"
EXAMPLES = ROOT / "examples" / "inherent-resolve"
BENCHES = {
    "build": build.run,
    "dates": dates.run,
    "desk_load": desk_load.run,
    "import": imports.run,
    "language": language.run,
}
BY_NAME = frozenset(("desk_load", "language"))
"""Timings that need data or a peer of their own, and so run only when they are named."""
SIMULATED = {
    "effect": effect.run,
    "effect_outside": effect.outside,
    "effect_power": effect.power_kept,
    "effect_reporting": effect.reporting,
    "effect_breaks": effect.search,
    "effect_peers": effect_peers.run,
}
"""Benches on so many simulated series; they take minutes and run only when they are named."""
TABLES = {"coupling": coupling.run, "coverage": coverage.run, "synthetic": synthetic.run}
"""Calibration on simulated series and real tables; likewise."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name", nargs="?", choices=sorted([*BENCHES, *SIMULATED, *TABLES]), help="one bench; without it, all timings"
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--series", type=int, default=100, help="simulated series behind each figure")
    chosen = parser.parse_args(arguments)
    usual = {"language": TREEBANK, "desk_load": EXAMPLES}
    data = chosen.data or usual.get(chosen.name, CORPUS if CORPUS.exists() else EXAMPLES)
    for name in [chosen.name] if chosen.name else sorted(BENCHES.keys() - BY_NAME):
        if name in SIMULATED:
            found = SIMULATED[name](chosen.series)
        else:
            print(f"# on {data.name}", file=sys.stderr)
            found = TABLES[name](data, chosen.series) if name in TABLES else BENCHES[name](data)
        for metric, value in found:
            print(f"{name} {metric} {value:.4g}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
