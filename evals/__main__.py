"""`python -m evals NAME [--data PATH]`: one line per figure, `task metric value n`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import evals
from evals.answers import KeyFault

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NOT_EVALS = {"__main__", "line"}


def names() -> list[str]:
    """Evals that exist: every module here that has a `run`."""
    found = (m.name for m in pkgutil.iter_modules(evals.__path__) if m.name not in NOT_EVALS)
    return sorted(name for name in found if hasattr(importlib.import_module(f"evals.{name}"), "run"))


def where_of(name: str) -> Path:
    """Where an eval's data lie unless they are named: beside the checkout, or in it."""
    module = importlib.import_module(f"evals.{name}")
    return Path(getattr(module, "BASE", SHARED)) / str(module.DEFAULT)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--data", type=Path, help="a file or folder of the same shape as the default")
    chosen = parser.parse_args(arguments)
    module = importlib.import_module(f"evals.{chosen.name}")
    data = chosen.data or where_of(chosen.name)
    if not data.exists():
        print(f"No data at {data}: expected the shape of {module.DEFAULT}; name another with --data.", file=sys.stderr)
        return 1
    try:
        for line in module.run(data):
            print(line, flush=True)
    except KeyFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
