"""What a change may look like, and what else moves: columns of a design over a calendar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recount.assess.periods import PER_YEAR, Calendar, Floats
from recount.records import UsageError
from recount.records.assessed import Shape

SEASON_FROM = 2.0
"""Years of record from which a season is fitted by default."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a series. `at` is the first day after the date, so the day itself counts as after.

    `shape`: a *step* stays; a *ramp* grows over `over` periods, in equal steps of the log, and then stays; a *pulse*
    lasts `over` periods. `anticipation` periods before the date are set aside: neither before nor after. `season` is
    the number of yearly waves (`None`: one where the record has two years of periods within the year). `trend` adds a
    steady growth or decline on the log scale; without it slow movement is left to the climate.
    """

    at: str
    shape: Shape = "step"
    over: int | None = None
    anticipation: int = 0
    season: int | None = None
    trend: bool = False
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.shape != "step" and (self.over is None or self.over < 1):
            raise UsageError(f"a {self.shape} needs the number of periods over which it runs, 1 or more")
        if self.shape == "step" and self.over is not None:
            raise UsageError("a step has no length; give a number of periods to a ramp or a pulse")
        if self.anticipation < 0:
            raise UsageError(f"{self.anticipation} periods of anticipation; expected 0 or more")
        if not 0.5 <= self.level < 1:
            raise UsageError(f"an interval of {self.level:g}; expected a share from 0.5 to below 1, as 0.95")


def shape_of(question: Question, calendar: Calendar) -> Floats:
    """The height of the change in each period, 1 at its full height."""
    after = calendar.after(question.at)
    if question.shape == "step":
        return after
    assert question.over is not None
    passed = np.cumsum(after)
    if question.shape == "ramp":
        # In the middle of each period, so that the first is not yet at the height of its end.
        grown: Floats = np.clip((passed - after / 2) / question.over, 0.0, 1.0)
        return grown
    pulse: Floats = np.clip(question.over - (passed - after), 0.0, after)
    return pulse


def season_of(calendar: Calendar, waves: int | None) -> list[Floats]:
    """Sine and cosine of each yearly wave."""
    per_year = PER_YEAR[calendar.unit]
    if waves is None:
        waves = 1 if per_year >= 4 and len(calendar) >= SEASON_FROM * per_year else 0
    if waves and per_year < 2 * waves + 1:
        raise UsageError(f"{waves} yearly waves cannot be told apart by {calendar.unit}; give fewer, or 0")
    days = calendar.starts.astype("datetime64[D]").astype(np.float64)
    turn = 2 * np.pi * days / 365.2425
    return [wave(k * turn) for k in range(1, waves + 1) for wave in (np.sin, np.cos)]


def design_of(question: Question, calendar: Calendar) -> Floats:
    """The columns besides the change: a level, the season, and a trend where it is asked for."""
    columns = [np.ones(len(calendar)), *season_of(calendar, question.season)]
    if question.trend:
        columns.append(np.linspace(-1.0, 1.0, len(calendar)))
    return np.column_stack(columns)
