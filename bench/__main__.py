"""`python -m bench [NAME] [--data PATH]`: timings as ratios against a named peer in the same run.

Each line is `bench metric value`. Seconds depend on the machine and its load; the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import build, dates, imports, language

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "fakes_syria" / "train.jsonl"
TREEBANK = ROOT.parent / "shared" / "data" / "ud_ewt"
EXAMPLES = ROOT / "examples" / "inherent-resolve"
BENCHES = {"build": build.run, "dates": dates.run, "import": imports.run, "language": language.run}
BY_NAME = frozenset(("language",))
"""Benches that need data or a peer of their own, and so run only when they are named."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=sorted(BENCHES), help="one bench; without it, all")
    parser.add_argument("--data", type=Path)
    chosen = parser.parse_args(arguments)
    data = chosen.data or (TREEBANK if chosen.name == "language" else CORPUS if CORPUS.exists() else EXAMPLES)
    print(f"# on {data.name}", file=sys.stderr)
    for name in [chosen.name] if chosen.name else sorted(BENCHES.keys() - BY_NAME):
        for metric, value in BENCHES[name](data):
            print(f"{name} {metric} {value:.4g}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
