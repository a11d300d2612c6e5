"""One figure: `task metric value n`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of an eval. `value` is a proportion, F1 or ratio unless the metric's name says otherwise; `n` is
    the number of cases behind it."""

    task: str
    metric: str
    value: float
    n: int

    def __str__(self) -> str:
        return f"{self.task} {self.metric} {self.value:.4f} {self.n}"
