"""`python -m bench [NAME] [--data PATH] [--series N]`: timings as ratios against a named peer in the same run, and
tables of calibration on simulated series.

Each line is `bench metric value`. Seconds depend on the machine and its load; the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import build, dates, effect, effect_peers, imports

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "fakes_syria" / "train.jsonl"
EXAMPLES = ROOT / "examples" / "inherent-resolve"
BENCHES = {"build": build.run, "dates": dates.run, "import": imports.run}
SIMULATED = {
    "effect": effect.run,
    "effect_outside": effect.outside,
    "effect_power": effect.power_kept,
    "effect_reporting": effect.reporting,
    "effect_breaks": effect.search,
    "effect_peers": effect_peers.run,
}
"""Benches on so many simulated series; they take minutes and run only when named."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name", nargs="?", choices=sorted({**BENCHES, **SIMULATED}), help="one bench; without it, those on data"
    )
    parser.add_argument("--data", type=Path, default=CORPUS if CORPUS.exists() else EXAMPLES)
    parser.add_argument("--series", type=int, default=40, help="simulated series behind each figure")
    chosen = parser.parse_args(arguments)
    if chosen.name in SIMULATED:
        for metric, value in SIMULATED[chosen.name](chosen.series):
            print(f"{chosen.name} {metric} {value:.4g}", flush=True)
        return 0
    print(f"# on {chosen.data.name}", file=sys.stderr)
    for name in [chosen.name] if chosen.name else sorted(BENCHES):
        for metric, value in BENCHES[name](chosen.data):
            print(f"{name} {metric} {value:.4g}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
