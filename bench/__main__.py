"""`python -m bench [NAME] [--data PATH] [--series N]`: timings as ratios against a named peer in the same run, and
tables of calibration on data whose truth is known.

Each line is `bench metric value`. Seconds depend on the machine and its load; the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import build, coupling, coverage, dates, imports, synthetic

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "fakes_syria" / "train.jsonl"
EXAMPLES = ROOT / "examples" / "inherent-resolve"
BENCHES = {"build": build.run, "dates": dates.run, "import": imports.run}
TABLES = {"coupling": coupling.run, "coverage": coverage.run, "synthetic": synthetic.run}
"""Calibration, which takes minutes and runs only when it is named."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name", nargs="?", choices=sorted([*BENCHES, *TABLES]), help="one bench; without it, all timings"
    )
    parser.add_argument("--data", type=Path, default=CORPUS if CORPUS.exists() else EXAMPLES)
    parser.add_argument("--series", type=int, default=200, help="simulated series for each line of a table")
    chosen = parser.parse_args(arguments)
    print(f"# on {chosen.data.name}", file=sys.stderr)
    if chosen.name in TABLES:
        for metric, value in TABLES[chosen.name](chosen.data, chosen.series):
            print(f"{chosen.name} {metric} {value:.4g}", flush=True)
        return 0
    for name in [chosen.name] if chosen.name else sorted(BENCHES):
        for metric, value in BENCHES[name](chosen.data):
            print(f"{name} {metric} {value:.4g}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
