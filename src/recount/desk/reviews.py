"""What people found when they looked: verdicts on claims and on silent sentences, undone and never erased.

A verdict that changes the record (wrong, fixed, duplicate) is also a judgement, which counts; a verdict that it was
right changes nothing and is worth as much, for it says how often the machine is right.
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from recount.desk import lines

Verdict = Literal["right", "fixed", "wrong", "duplicate", "skipped", "nothing", "missed"]
"""Of claims the first five; of silent sentences `nothing`, `missed` and `skipped`."""


@dataclass(frozen=True, slots=True)
class Review:
    """One person's verdict on one claim or silent sentence. `decision` is the decision that it led to."""

    id: str
    who: str
    when: str
    queue: str
    subject: str
    verdict: Verdict
    why: str = ""
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the bounds of Wilson's interval (95 %)."""

    found: int
    of: int

    @property
    def bounds(self) -> tuple[float, float]:
        """Low and high, from 0 to 1."""
        if not self.of:
            return 0.0, 1.0
        z, p = 1.959964, self.found / self.of
        middle = p + z * z / (2 * self.of)
        spread = z * math.sqrt(p * (1 - p) / self.of + z * z / (4 * self.of * self.of))
        width = 1 + z * z / self.of
        return max(0.0, (middle - spread) / width), min(1.0, (middle + spread) / width)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two readers agree on the claims that both have read: share, and Cohen's kappa, which takes out what chance
    alone would give (`None` where one answer is all there is)."""

    share: Share
    kappa: float | None


class Reviews:
    """All verdicts of a desk, oldest first, from an append-only file."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, Review] = {}
        for row in lines.read(file):
            self._take(row)

    def add(
        self, id_: str, who: str, queue: str, subject: str, verdict: Verdict, why: str = "", decision: str | None = None
    ) -> Review:
        """A verdict, on the disk when this returns. A form sent twice counts once."""
        with self._lock:
            if id_ not in self._held:
                when = f"{self._clock():%Y-%m-%dT%H:%M:%SZ}"
                self._append(asdict(Review(id_, who, when, queue, subject, verdict, why, decision)))
            return self._held[id_]

    def undo(self, id_: str) -> Review | None:
        """Take a verdict back; it stays in the file."""
        with self._lock:
            found = self._held.get(id_)
            if found is not None:
                self._append({"undo": id_})
            return found

    def all(self) -> list[Review]:
        """Those that stand."""
        with self._lock:
            return list(self._held.values())

    def last_of(self, who: str) -> Review | None:
        """The latest verdict of a person that stands: what their next undo takes back."""
        return next((review for review in reversed(self.all()) if review.who == who), None)

    def done_by(self, who: str) -> set[str]:
        """What a person has looked at, skipped or not."""
        return {review.subject for review in self.all() if review.who == who}

    def read(self) -> dict[str, list[Review]]:
        """Verdicts by subject, without the skipped."""
        found: dict[str, list[Review]] = defaultdict(list)
        for review in self.all():
            if review.verdict != "skipped":
                found[review.subject].append(review)
        return found

    def _append(self, row: dict[str, Any]) -> None:
        lines.append(self._file, row)
        self._take(row)

    def _take(self, row: dict[str, Any]) -> None:
        if "undo" in row:
            self._held.pop(row["undo"], None)
        else:
            self._held[row["id"]] = Review(**row)


def agreement(verdicts: Iterable[list[Review]]) -> Agreement:
    """Over claims that two people have read: the first two readings of each, right or not right."""
    pairs = []
    for of_one in verdicts:
        people = dict.fromkeys(review.who for review in of_one)
        if len(people) > 1:
            first, second = list(people)[:2]
            pairs.append(tuple(_right(next(r for r in of_one if r.who == who)) for who in (first, second)))
    same = sum(a == b for a, b in pairs)
    return Agreement(Share(same, len(pairs)), _kappa(pairs, same))


def _kappa(pairs: list[tuple[bool, ...]], same: int) -> float | None:
    if not pairs:
        return None
    n = len(pairs)
    rights = [sum(pair[k] for pair in pairs) / n for k in (0, 1)]
    chance = rights[0] * rights[1] + (1 - rights[0]) * (1 - rights[1])
    return None if chance == 1 else (same / n - chance) / (1 - chance)


def missed(verdicts: Iterable[list[Review]]) -> Share:
    """Of the silent sentences that somebody has read, those that held a claim after all."""
    read = [of_one[0].verdict for of_one in verdicts if of_one and of_one[0].verdict in ("nothing", "missed")]
    return Share(sum(verdict == "missed" for verdict in read), len(read))


def right(verdicts: Iterable[list[Review]]) -> Share:
    """Of the claims that somebody has read, those that were right as they stood."""
    read = [of_one[0] for of_one in verdicts if of_one and of_one[0].verdict not in ("nothing", "missed")]
    return Share(sum(map(_right, read)), len(read))


def _right(review: Review) -> bool:
    return review.verdict in ("right", "duplicate")
