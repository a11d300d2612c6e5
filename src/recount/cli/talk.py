"""Talk to the person at the terminal: on standard error, with progress only where somebody is watching."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from recount.records import Skip
from recount.rim import Watch

console = Console(stderr=True, highlight=False, soft_wrap=True)

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

SHOWN_PER_CODE = 3
"""Sentences shown for each kind of skipped item; all of them stand in the run's manifest."""


def say(sentence: str) -> None:
    """One line on standard error. Text from reports and names of files may hold what looks like markup, and signs
    that steer a terminal or turn its writing round: they are shown, not obeyed."""
    console.print(shown(sentence), markup=False, emoji=False)


def shown(words: str) -> str:
    """Words on one line, with control and direction signs written as escapes.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _STEERING.sub(lambda sign: sign[0].encode("unicode_escape", "backslashreplace").decode("ascii"), words)


def tell_who_types(*files: str) -> None:
    """Whoever called without input by a slip of the hand should not look at a silent terminal."""
    if "-" in files and sys.stdin is not None and sys.stdin.isatty():
        say("Reading from the terminal; end with Ctrl-D on a line of its own.")


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2,000 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_skips(skips: Iterable[Skip]) -> None:
    """Skipped items, counted aloud by kind, the first few of each in full."""
    items = list(skips)
    if not items:
        return
    say(f"Skipped {plural(len(items), 'item')}:")
    shown: Counter[str] = Counter()
    for item in items:
        shown[item.code] += 1
        if shown[item.code] <= SHOWN_PER_CODE:
            say(f"  {item.where}: {item.sentence}")
    for code, number in shown.items():
        if number > SHOWN_PER_CODE:
            say(f"  and {number - SHOWN_PER_CODE:,} more of the kind {code!r}")


@contextmanager
def watching() -> Iterator[Watch]:
    """A progress display where standard error is a terminal, and silence elsewhere."""
    if not sys.stderr.isatty():
        yield Watch()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, object] = {}

        def step(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield Watch(step)
