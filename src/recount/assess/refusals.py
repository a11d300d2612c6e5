"""What cannot be answered gets a sentence, never a number."""

from __future__ import annotations

import numpy as np

from recount.assess.periods import Calendar, Floats
from recount.assess.shapes import Question, shape_of
from recount.records import DataError, UsageError

BEFORE, AFTER = 8, 3
"""Fewest reported periods on either side of a date. With fewer before, nobody knows how such counts scatter."""


MOST = 10**9
"""No period has more events, deaths or people moved in it; what is above is a slip, and no fit comes of it."""


def refuse_counts(counts: Floats, calendar: Calendar, *, name: str = "the series") -> None:
    """Refuse what is no series of counts."""
    if counts.ndim != 1:
        raise UsageError(
            f"{counts.shape[-1]:,} series at once: among many, some change by chance. Ask of one, named beforehand, "
            "and give others as comparisons."
        )
    if len(counts) != len(calendar):
        raise UsageError(f"{name} has {len(counts):,} counts for {len(calendar):,} periods; expected one for each")
    refuse_values(counts, calendar, name=name)
    seen = counts[~np.isnan(counts)]
    if (seen != np.round(seen)).any():
        odd = seen[seen != np.round(seen)][0]
        raise DataError(
            f"{name} has {odd:g}, which is no count. Give whole numbers, and what they were counted from as exposure."
        )
    if not len(seen):
        raise DataError(f"{name} was never reported in the period; there is nothing to measure")
    if not seen.any():
        raise DataError(f"every count of {name} is 0; without a single event no change can be measured")


def refuse_values(values: Floats, calendar: Calendar, *, name: str) -> None:
    """Refuse what nothing can have been counted as, on a calendar of as many periods."""
    if np.isinf(values).any():
        raise DataError(f"{name} holds a count without end; expected whole numbers, 0 or more")
    if (values < 0).any():
        at = calendar.names()[int(np.argmax(values < 0))]
        raise DataError(f"{name} has {values[values < 0][0]:g} at {at}; a count is never below 0")
    if (values > MOST).any():
        at = calendar.names()[int(np.argmax(values > MOST))]
        raise DataError(
            f"{name} has {values[values > MOST][0]:g} at {at}; expected no more than {MOST:,} in a {calendar.unit}"
        )


def refuse_question(counts: Floats, calendar: Calendar, question: Question, *, name: str = "the series") -> None:
    """Refuse a date outside the series or too near its ends."""
    try:
        at = np.datetime64(question.at, "D")
    except ValueError:
        raise UsageError(f"{question.at!r} is not a date; expected year, month and day, as in 2016-06-20") from None
    first, stop = calendar.edges[0], calendar.edges[-1]
    if not first < at < stop:
        raise UsageError(f"{question.at} is outside the series, which runs from {first} to before {stop}")
    seen = ~np.isnan(counts)
    shape = shape_of(question, calendar)
    after = calendar.after(question.at) > 0
    before, behind = int((seen & ~after).sum()), int((seen & (shape > 0)).sum())
    for found, needed, side in ((before, BEFORE, "before"), (behind, AFTER, "after")):
        if found < needed:
            raise DataError(
                f"{name} has {found} reported {calendar.unit}{'' if found == 1 else 's'} {side} {question.at}; at "
                f"least {needed} are needed. Count by a shorter unit, or take a longer record."
            )
    if not counts[seen & ~after].any():
        raise DataError(f"{name} is 0 throughout before {question.at}: a ratio to nothing cannot be measured")


def refuse_exposure(exposure: Floats, counts: Floats, calendar: Calendar) -> None:
    """Refuse an exposure that cannot have given the counts."""
    if exposure.shape != counts.shape:
        raise UsageError(f"the exposure has {len(exposure):,} values for {len(calendar):,} periods")
    wrong = ~np.isnan(exposure) & ((exposure < 0) | np.isinf(exposure))
    if wrong.any():
        raise DataError(f"the exposure at {calendar.names()[int(np.argmax(wrong))]} is below 0 or without end")
    empty = (exposure == 0) & (counts > 0)
    if empty.any():
        at = calendar.names()[int(np.argmax(empty))]
        raise DataError(f"the exposure at {at} is 0, yet events were counted; one of the two is wrong")
    if not (exposure > 0).any():
        raise DataError("the exposure is never above 0; without it nothing could have been counted")
