"""Results of simulated series, kept one by one as they come: a long bench may stop anywhere and goes on where it was.

One line of JSON for each series, in `build/bench/NAME-DIGEST.jsonl`. The digest is that of the bench and of the
estimators that it imports, so that results of two versions never meet in one table. Each series has its own seed, so
that runs of one length are the beginning of a longer one. Only numbers are kept: the fits themselves, two megabytes a
series, once filled the memory of a run of a thousand.
"""

from __future__ import annotations

import ast
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from recount.assess.origins import wilson

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench"
MEASURED = {"bench": ROOT, "recount": ROOT / "src"}
"""Where modules lie whose code may move a figure."""
EVERY = 20.0
"""Seconds between two lines of progress."""

Numbers = Mapping[str, float]
Trial = Callable[[int], Numbers]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with Wilson's interval."""

    hits: int
    of: int

    def __str__(self) -> str:
        if self.of == 0:
            return "none of 0"
        low, high = wilson(np.array([float(self.hits)]), np.array([float(self.of)]))
        return f"{self.hits / self.of:.3f} ({low[0]:.3f} to {high[0]:.3f}) of {self.of}"


Line = tuple[str, float | Share]


@dataclass(slots=True)
class Parts:
    """Where results are kept, and how many series stand behind each figure."""

    path: Path
    series: int
    held: dict[str, dict[int, Numbers]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, series: int, code: Iterable[Path] = (), *, folder: Path = FOLDER) -> Parts:
        """What is kept already of one bench, whose own modules are `code`, under the estimators as they stand."""
        parts = cls(folder / f"{name}-{digest(code)}.jsonl", series)
        if parts.path.exists():
            for line in parts.path.read_text(encoding="utf-8").splitlines():
                try:
                    cell, seed, numbers = json.loads(line)
                except ValueError:
                    continue  # torn by an end in the middle of a line: that series is made again
                parts.held.setdefault(cell, {})[seed] = numbers
        return parts

    def tried(self, cell: str, trial: Trial, *, series: int | None = None) -> list[Numbers]:
        """The numbers of seeds 0 up to the number of series; those not kept yet are made and kept."""
        wanted = self.series if series is None else series
        known = self.held.setdefault(cell, {})
        missing = [seed for seed in range(wanted) if seed not in known]
        if missing:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n")
            with self.path.open("a", encoding="utf-8") as out:
                out.write("\n" * torn)
                for seed in _watched(missing, cell, wanted):
                    known[seed] = {name: float(value) for name, value in trial(seed).items()}
                    out.write(json.dumps([cell, seed, known[seed]]) + "\n")
                    out.flush()
        return [known[seed] for seed in range(wanted)]


def share(tries: list[Numbers], name: str) -> Share:
    """The share of series in which a number is not nought, among those that have it."""
    told = [one[name] for one in tries if name in one]
    return Share(sum(value != 0 for value in told), len(told))


def mean(tries: list[Numbers], name: str) -> float:
    """The mean over series that have the number."""
    return float(np.mean([one[name] for one in tries if name in one]))


def median(tries: list[Numbers], name: str) -> float:
    """The median over series."""
    return float(np.median([one[name] for one in tries if name in one]))


def busy() -> float:
    """Seconds that processors have worked for this process and its children: what else the machine does, it does not
    count, and threads that share the work count each."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def digest(code: Iterable[Path]) -> str:
    """Eight letters for the code: these files, and all estimators that they lead to."""
    found = hashlib.sha256()
    for path in reached(code):
        found.update(path.read_bytes())
    return found.hexdigest()[:8]


def reached(code: Iterable[Path]) -> list[Path]:
    """These files, and the modules of benches and of `assess` that they import, over as many steps as it takes; not
    this one, which only keeps what others find."""
    found: set[Path] = set()
    ahead = list(code)
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found.add(path)
        named = [
            node.module or "" for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ImportFrom)
        ]
        for module in named:
            top, *below = module.split(".")
            if top == "bench" or below[:1] == ["assess"]:
                there = MEASURED[top].joinpath(*module.split(".")).with_suffix(".py")
                if there.exists() and there != Path(__file__):
                    ahead.append(there)
    return sorted(found)


def _watched(missing: list[int], cell: str, wanted: int) -> Iterator[int]:
    said = began = time.monotonic()
    for done, seed in enumerate(missing):
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            print(
                f"# {cell}: {wanted - len(missing) + done:,} of {wanted:,}, {(now - began) / done:.2f} s each",
                file=sys.stderr,
                flush=True,
            )
        yield seed
