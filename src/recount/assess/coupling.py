"""Are series of events coupled day by day: how strongly, could a common cause look the same, could the record show it?

Sizes come from the model of counts by day. The word needs the two witnesses against a common cause as well, since a
fit alone calls any two series coupled that share a climate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, permutations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recount.assess.common_cause import CommonCause, common_cause
from recount.assess.coupling_power import LEVEL, PLANTED, SERIES, Shown, could_show
from recount.assess.day_coupling import DayCoupling, checked, day_coupling, own_ends
from recount.assess.lists import Floats, Ints
from recount.records import DataError

Told = Callable[[str, int, int], None]
Word = Literal["coupled", "cannot tell", "not seen"]
DRAWS = 10
"""Draws of the days of events that are known to the week or the month only."""
MOST_TYPES = 6
OFTEN = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """`source` on `target`: further events on later days for each event of the source with a 95 % interval, what the
    two witnesses say, the greater of their chances after Holm's correction for all pairs (None where one is silent),
    the word that follows, and what the record could have shown."""

    source: str
    target: str
    alpha: float
    low: float
    high: float
    alpha_whole: float
    causes: CommonCause
    chance: float | None
    word: Word
    power: tuple[Shown, ...]

    @property
    def sized(self) -> bool:
        """Whether the days tell a size at all; NaN stands for one that they do not."""
        return self.alpha == self.alpha


@dataclass(frozen=True, slots=True, eq=False)
class Coupling:
    """All ordered pairs of types; the fit to one draw of the days; the share of events not dated to the day. `own`
    holds the ends of the 95 % interval of what each type calls forth of its own; NaN where days had to be drawn."""

    names: tuple[str, ...]
    days: int
    events: Ints
    undated: float
    fit: DayCoupling
    pairs: tuple[Pair, ...]
    own: Floats


def coupling(
    starts: Ints,
    stops: Ints,
    types: Ints,
    names: Sequence[str],
    *,
    days: int,
    seed: int,
    series: int = SERIES,
    season_days: int = 90,
    told: Told | None = None,
) -> Coupling:
    """Couple `names` by events that happened on a day from `starts` up to, not including, `stops` (days from 0; one
    day long where the day is known).

    The witnesses hear only events dated to the day. Sizes average over draws of the days of all others, with the
    spread between draws in the interval (Rubin 1987): dates drawn at random blur a coupling, so that sizes lean
    towards zero by about the share of such events. Up to `series` simulated series tell the power; 0 leaves it out.
    `told` hears how far it has come: a stage, steps done, steps in all.
    """
    _check(starts, stops, types, names, days)
    rng = np.random.default_rng(seed)
    exact = stops - starts == 1
    dated = tabled(starts[exact], types[exact], days, len(names))
    say = told or _nobody
    draws: list[DayCoupling] = []
    for drawn in range(number := 1 if exact.all() else DRAWS):
        say("sizes", drawn, number)
        table = _drawn(starts, stops, types, days, len(names), rng)
        draws.append(day_coupling(table, season_days=season_days, near=draws[0] if draws else None))
    say("sizes", number, number)
    alpha, error = combined(np.array([d.alpha for d in draws]), np.array([d.alpha_error for d in draws]))
    alpha = np.where(np.isnan(error), np.nan, alpha)  # it ran to the end of what the fit allows, and is no size
    whole = np.mean([d.alpha_whole for d in draws], axis=0)
    order = list(permutations(range(len(names)), 2))
    causes = [common_cause(dated[:, j], dated[:, k]) for j, k in order]
    chances = holm([cause.chance for cause in causes])
    clear = np.sign(alpha) * (np.abs(alpha) > 1.96 * error)
    words = {
        (j, k): word_for(cause, chance, float(clear[k, j]))
        for (j, k), cause, chance in zip(order, causes, chances, strict=True)
    }
    for (j, k), word in list(words.items()):
        # Raids that bring attacks leave few raids after attacks, set beside the days of the same week before them: both
        # witnesses hear that too, and the fit, in which each way has its own term, says which way it goes.
        if word == "coupled" and clear[j, k] == 0:
            words[k, j] = "not seen"
    fit = draws[0]
    steps = count(1)

    def one_more() -> None:
        say("what the record could show", next(steps), len(order) * len(PLANTED))

    power = [could_show(fit, j, k, seed=seed, series=series, told=one_more) if series else () for j, k in order]
    pairs = tuple(
        Pair(
            names[j],
            names[k],
            float(alpha[k, j]),
            float(alpha[k, j] - 1.96 * error[k, j]),
            float(alpha[k, j] + 1.96 * error[k, j]),
            float(whole[k, j]),
            cause,
            chance,
            words[j, k],
            shown,
        )
        for (j, k), cause, chance, shown in zip(order, causes, chances, power, strict=True)
    )
    held = np.bincount(types, minlength=len(names))
    own = np.array(own_ends(dated, fit, season_days=season_days)) if exact.all() else np.full((len(names), 2), np.nan)
    return Coupling(tuple(names), days, held, float(1 - exact.mean()), fit, pairs, own)


def _nobody(_stage: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def word_for(cause: CommonCause, chance: float | None, clear: float) -> Word:
    """`coupled` where both witnesses say so, and the fit with one sign: `clear` is the sign of an alpha whose interval
    leaves zero out, else 0. `not seen` where the first witness sees nothing."""
    if cause.week is None or cause.one_way is None or chance is None:
        return "cannot tell"
    if chance < LEVEL and clear * cause.week.score > 0:
        return "coupled"
    return "cannot tell" if cause.week.chance < LEVEL else "not seen"


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """Chances corrected for as many pairs as could be tested (Holm 1979).

    >>> holm([0.01, None, 0.04])
    [0.02, None, 0.04]
    """
    known = sorted((p, i) for i, p in enumerate(chances) if p is not None)
    found: list[float | None] = [None] * len(chances)
    highest = 0.0
    for rank, (p, i) in enumerate(known):
        highest = max(highest, min(1.0, p * (len(known) - rank)))
        found[i] = highest
    return found


def combined(values: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """Mean over draws (first axis), and the error that holds the spread between draws as well (Rubin 1987)."""
    mean: Floats = values.mean(axis=0)
    if len(values) == 1:
        return mean, errors[0]
    between = values.var(axis=0, ddof=1)
    error: Floats = np.sqrt((errors**2).mean(axis=0) + (1 + 1 / len(values)) * between)
    return mean, error


def tabled(days: Ints, types: Ints, number_of_days: int, number: int) -> Ints:
    """Counts by day and type."""
    counts = np.zeros((number_of_days, number), dtype=np.int64)
    np.add.at(counts, (days, types), 1)
    return counts


def verdict(found: Coupling) -> tuple[str, ...]:
    """What may be said, in sentences that say no more than the numbers."""
    said = [
        f"{found.days:,} days; "
        + ", ".join(f"{name} {n:,}" for name, n in zip(found.names, found.events, strict=True))
        + " events."
    ]
    if found.undated > 0:
        said.append(
            f"{found.undated:.0%} of the events are not dated to the day: their days were drawn {DRAWS} times "
            "for the sizes, which then lean towards zero, and the tests do without them."
        )
    said += [_sentence(pair) for pair in found.pairs]
    said.append(
        "Coupled says what follows what, not why: a cause that reaches one series days before the other, or dates that "
        "lag behind (a report's taken for the event's), would look the same."
    )
    return tuple(said)


def _sentence(pair: Pair) -> str:
    size = "no size that these days could tell"
    if pair.sized:
        size = (
            f"{pair.alpha:+.2f} ({pair.low:+.2f} to {pair.high:+.2f}) events of {pair.target} on later days for each "
            f"of {pair.source}"
        )
    head = f"{pair.source} on {pair.target}: "
    if pair.causes.week is None or pair.causes.one_way is None:
        return head + "too few weeks with events to tell."
    if pair.word == "coupled":
        more = "more" if pair.causes.week.score > 0 else "fewer"
        return (
            f"{head}coupled. {more.capitalize()} {pair.target} follow within days of {pair.source} than on other days "
            f"of the same weeks, and than go before it (chance {_chance_in_words(pair.chance)}); the size is {size}."
        )
    if pair.word == "cannot tell":
        could = f" For comparison, {_could(pair)}." if pair.power else ""
        return (
            f"{head}cannot tell. {pair.target} and {pair.source} move together within weeks, but what comes after is "
            f"not clearly different from what goes before, or does not outlast the number of pairs tried: a common "
            f"cause that moves within days would look the same. As a coupling its size would be {size}.{could}"
        )
    return f"{head}no coupling faster than a week is seen; {_could(pair)}. The fit gives {size}."


def _could(pair: Pair) -> str:
    if not pair.power:
        return "how much the record could have shown was not asked"
    strong = next((shown for shown in pair.power if shown.coupled >= OFTEN), None)
    most = pair.power[-1]
    rare = in_a_hundred(pair.power[0])
    if strong is None:
        return f"{rare}, and one of {most.alpha:g} in no more than {most.coupled * 100:.0f}"
    return rare if strong is pair.power[0] else f"{rare}; one of {strong.alpha:g} it finds four times in five or more"


def in_a_hundred(shown: Shown) -> str:
    """What a record could show of one size, in cases out of a hundred."""
    return (
        f"a record like this finds a coupling of {shown.alpha:g} (of every {1 / shown.alpha:.0f} events one calls "
        f"forth another) in {shown.coupled * 100:.0f} of 100 cases, allowing for a background that moves; it would "
        f"find it in {shown.still * 100:.0f} were the background known to stand still"
    )


def _chance_in_words(chance: float | None) -> str:
    assert chance is not None
    return "below .001" if chance < 0.001 else f"{chance:.3f}".lstrip("0")


def _drawn(starts: Ints, stops: Ints, types: Ints, days: int, number: int, rng: np.random.Generator) -> Ints:
    drawn = rng.integers(starts, stops)
    inside: NDArray[np.bool_] = (drawn >= 0) & (drawn < days)
    return tabled(drawn[inside], types[inside], days, number)


def _check(starts: Ints, stops: Ints, types: Ints, names: Sequence[str], days: int) -> None:
    if not 2 <= len(names) <= MOST_TYPES:
        raise DataError(f"found {len(names)} types of events; coupling is asked of two to {MOST_TYPES}.")
    if (stops <= starts).any():
        raise DataError("an event ends before it begins; expected spans of a day or more.")
    if len(starts) == 0 or starts.min() < 0 or stops.max() > days:
        raise DataError(f"expected events on days 0 to {days}; found none, or some outside.")
    checked(tabled(starts, types, days, len(names)))
