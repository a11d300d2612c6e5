"""`python -m evals NAME [--data PATH] [--whole]`: one line per figure, `task metric value n`."""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path

import evals
from evals.answers import KeyFault
from evals.shape import SHARED
from recount.records import DataError

NOT_EVALS = {"__main__", "line"}


def names() -> list[str]:
    """Evals that exist: every module here that has a `run`."""
    found = (m.name for m in pkgutil.iter_modules(evals.__path__) if m.name not in NOT_EVALS)
    return sorted(name for name in found if hasattr(importlib.import_module(f"evals.{name}"), "run"))


def defaults_of(name: str) -> tuple[str, ...]:
    """Paths of an eval's data below the data folder: most have one, some several corpora."""
    default = importlib.import_module(f"evals.{name}").DEFAULT
    return (default,) if isinstance(default, str) else tuple(default)


def paths_of(name: str) -> tuple[Path, ...]:
    """Where an eval's data lie unless they are named: beside the checkout, or in it."""
    base = Path(getattr(importlib.import_module(f"evals.{name}"), "BASE", SHARED))
    return tuple(base / default for default in defaults_of(name))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--data", type=Path, help="a file or folder of the same shape as the default")
    parser.add_argument("--whole", action="store_true", help="score files of a folder that training learns from too")
    chosen = parser.parse_args(arguments)
    run = importlib.import_module(f"evals.{chosen.name}").run
    if chosen.whole and "whole" not in inspect.signature(run).parameters:
        parser.error(f"{chosen.name} has no files to choose from: leave out --whole")
    paths = (chosen.data,) if chosen.data else paths_of(chosen.name)
    missing = [path for path in paths if not path.exists()]
    if missing:
        shapes = " or ".join(defaults_of(chosen.name))
        print(f"No data at {missing[0]}: expected the shape of {shapes}; name another with --data.", file=sys.stderr)
        return 1
    try:
        for path in paths:
            for line in run(path, whole=True) if chosen.whole else run(path):
                print(line, flush=True)
    except (KeyFault, DataError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
