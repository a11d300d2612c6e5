"""The effect of a date in words and rows: never more than the numbers say.

The words `lower` and `higher` stand without a doubt beside them only where the interval leaves no change out; what
speaks against it follows in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.phrases import day, number
from recount.records.assessed import Break, Effect, Series, Span

COMMON = 0.1
"""Share of placebo dates as surprising from which such changes are called common in the record."""

POOR_INSIDE, POOR_LAG = 0.8, 0.3
"""A fit before the date is called poor with a smaller share inside its 90 % intervals, or a larger correlation left
between neighbours. (A correlation below nought is usual: each count is foretold from its neighbours.)"""

STEADY_INSIDE, STEADY_FROM = 0.99, 50
"""More inside than this share, of so many counts or more, are called too steady: by chance less than one record in a
hundred has as many."""

SHOWN = 10_000.0
"""Per cent above which a bound is no longer written out."""


def verdict(effect: Effect) -> tuple[str, ...]:
    """The answer in sentences, the most important first."""
    return tuple(
        sentence
        for part in (_change, _power, _paid, _placebos, _reporting, _others, _places, _fit, _cause)
        for sentence in part(effect)
    )


def shown(effect: Effect) -> bool:
    """Whether the interval leaves no change out."""
    return not effect.change.ratio.low <= 1 <= effect.change.ratio.high


def _change(effect: Effect) -> Iterator[str]:
    change, sure = effect.change, f"{_percent(effect.level)} interval"
    beside = ", less that of the comparison" if effect.alone is not None else ""
    what = f"{effect.measure} by {effect.unit}"
    if change.ratio.best == 0:
        high = "" if change.ratio.high >= 1 else f", at least {_moved(change.ratio.high)}"
        yield f"After {day(effect.at)} nothing was counted of {what}{high} ({sure}){beside}."
    elif shown(effect):
        yield (
            f"After {day(effect.at)}, {what} was {_moved(change.ratio.best)} than it would have been without the change"
            f"{beside}: {_between(change.ratio)} ({sure}); {_excess(change.excess)} in {_periods(effect)}."
        )
    else:
        yield (
            f"No change of {what} at {day(effect.at)} can be told from this record{beside}: {_between(change.ratio)} "
            f"({sure})."
        )


def _power(effect: Effect) -> Iterator[str]:
    power = effect.power
    fall = "no fall, not even to nothing," if power.fall is None else f"a fall of {_size(power.fall)} or more"
    rise = "no rise, not even to twenty times," if power.rise is None else f"a rise of {_size(power.rise)} or more"
    yield (
        f"This record would have shown {fall} and {rise} with a chance of {_percent(power.chance)}; of anything "
        "smaller it can say little."
    )


def _paid(effect: Effect) -> Iterator[str]:
    if effect.paid is not None:
        yield (
            "Other dates were asked of the same series: paying for all of them, where nothing changed so surprising a "
            f"change would be found somewhere with a chance of {_chance(effect.paid)}."
        )


def _placebos(effect: Effect) -> Iterator[str]:
    placebos = effect.placebos
    if not placebos.dates:
        yield "The record before the date is too short to ask the same of dates at which nothing happened."
        return
    many = f"Of {len(placebos.dates)} other dates before it, {placebos.as_large or 'none'} look as surprising"
    common = shown(effect) and placebos.share > COMMON
    yield many + (": changes like this one are common in this record." if common else ".")


def _reporting(effect: Effect) -> Iterator[str]:
    tipping = effect.tipping
    if tipping.enough is None:
        return
    way = "risen" if tipping.whole > 1 else "fallen"
    if tipping.whole == 0:
        yield (
            "A record that nobody kept any longer would look the same; reporting that fell to "
            f"{_percent(tipping.enough)} of what it was would be enough for the interval to leave no change inside."
        )
    else:
        yield (
            f"If nothing changed but reporting, the share of events that is reported would have {way} to "
            f"{_percent(tipping.whole)} of what it was; {way} to {_percent(tipping.enough)}, and the interval no "
            "longer leaves no change out."
        )
    told = tipping.told
    if told is not None:
        moved = (
            f"What was being reported moved to {_percent(told.best)} ({_percent(told.low)} to {_percent(told.high)})"
        )
        reach = "so reporting alone could explain the change" if tipping.verdict == "reporting_could_explain" else (
            "which falls short of explaining the change"
        )  # fmt: skip
        yield f"{moved} of what it was, {reach}."
    elif tipping.verdict == "reporting_unknown":
        plausible = "" if tipping.whole == 0 else ", and that much is plausible"
        yield (
            f"Nothing here says how reporting moved{plausible}: the change may be one of reporting. "
            "Give what was being reported (--reporting) or counted from (--exposure)."
        )
    else:
        yield (
            f"That is beyond a factor of {tipping.plausible:g}, the most that is taken for plausible without a source."
        )


def _others(effect: Effect) -> Iterator[str]:
    mine = shown(effect)
    away = [other for other in effect.others if (not other.ratio.low <= 1 <= other.ratio.high) is not mine]
    for other in away:
        if other.name == "exposure left out":
            continue
        so = "leaves no change inside the interval" if mine else "leaves no change outside the interval"
        yield f"Asked another way ({other.name}), the answer {so}: {_between(other.ratio)}."


def _places(effect: Effect) -> Iterator[str]:
    if effect.alone is None:
        return
    yield f"Alone, without the comparison: {_between(effect.alone.ratio)}."
    as_large = sum(abs(place.surprise) >= abs(effect.alone.surprise) for place in effect.places)
    many = len(effect.places)
    if many > 1:
        yield f"Of {many} comparisons, {as_large or 'none'} changed as surprisingly at the same date."


def _fit(effect: Effect) -> Iterator[str]:
    fit = effect.fit_before
    if fit.inside < POOR_INSIDE or fit.lag > POOR_LAG:
        yield (
            f"The fit before the date is poor ({_percent(fit.inside)} of counts inside their 90 % intervals, "
            f"{fit.lag:.2f} correlation left between neighbours): take the interval for too narrow."
        )
    elif fit.inside > STEADY_INSIDE and fit.periods >= STEADY_FROM:
        yield (
            f"The {fit.periods} counts before the date vary less than events that come by chance: look whether they "
            "were counted, or filled in, rounded or smoothed."
        )
    if effect.unreported or effect.aside:
        left = [f"{effect.unreported} {effect.unit}s without report" if effect.unreported else ""]
        left += [f"{effect.aside} {effect.unit}s before the date, set aside" if effect.aside else ""]
        yield f"Left out, not counted as nothing: {' and '.join(part for part in left if part)}."


def _cause(effect: Effect) -> Iterator[str]:
    if shown(effect):
        yield f"Whatever else began about {day(effect.at)} is in this number too."


def rows(effect: Effect) -> list[tuple[str, str]]:
    """The numbers as a table of names and values."""
    change, level = effect.change, _percent(effect.level)
    scatter = effect.scatter
    found = [
        ("measure", f"{effect.measure} by {effect.unit}"),
        ("date, first day after", effect.at),
        ("shape", effect.shape if effect.over is None else f"{effect.shape} over {effect.over} {effect.unit}s"),
        ("reported before, after", f"{effect.before}, {effect.after}"),
        (f"ratio ({level} interval)", _ratio(change.ratio)),
        ("in per cent", f"{_signed(change.ratio.best)} ({_signed(change.ratio.low)} to {_signed(change.ratio.high)})"),
        (f"difference by {effect.unit}", _span(change.each)),
        ("difference in all", _span(change.excess)),
        ("probability of a fall", f"{change.fall:.3f}"),
        ("surprise of no change", f"{change.surprise:+.2f} standard deviations"),
        (f"shown with a chance of {_percent(effect.power.chance)}", _shown(effect)),
        ("placebo dates as surprising", f"{effect.placebos.as_large} of {len(effect.placebos.dates)}"),
        ("reporting would explain it at", _tip(effect)),
        ("climate", f"autocorrelation {scatter.phi:.2f}, sd {scatter.sd:.2f}, slow swings {scatter.slow:.2f}"),
        ("fit before", f"{_percent(effect.fit_before.inside)} inside 90 %, {effect.fit_before.lag:+.2f} left"),
    ]
    if effect.paid is not None:
        found.insert(10, ("chance of one as surprising, all dates paid", _chance(effect.paid)))
    if effect.alone is not None:
        found.append(("without the comparison", _ratio(effect.alone.ratio)))
    found += [(f"otherwise: {other.name}", _ratio(other.ratio)) for other in effect.others]
    found += [(f"comparison: {place.name}", _ratio(place.ratio)) for place in effect.places]
    return found


def break_words(breaks: list[Break], series: Series) -> tuple[str, ...]:
    """Changes found without being told when."""
    if not breaks:
        return (
            f"No lasting change of level in {series.measure} by {series.unit} stands out once every date pays for "
            "being looked at. That is no proof that there was none.",
        )
    return tuple(
        f"{series.measure} by {series.unit} was {_moved(one.ratio.best)} from about {day(one.at)} on (from between "
        f"{day(one.first)} and {day(one.last)}): {_between(one.ratio)}. Where nothing changed, one as surprising would "
        f"be found somewhere with a chance of {_chance(one.share)}."
        for one in breaks
    )


def _periods(effect: Effect) -> str:
    return f"{effect.after} {effect.unit}{'' if effect.after == 1 else 's'}"


def _moved(ratio: float) -> str:
    return f"{_size(ratio)} {'lower' if ratio < 1 else 'higher'}"


def _size(ratio: float) -> str:
    size = abs(ratio - 1) * 100
    return f"more than {number(SHOWN)} %" if size > SHOWN else f"{_short_of_all(size)} %"


def _short_of_all(size: float) -> str:
    """Per cent in whole numbers; but what is not all is not called all."""
    return f"{size:.0f}" if not 99.5 <= size < 100 else f"{min(size, 99.949):.1f}"


def _between(ratio: Span) -> str:
    if ratio.high < 1:
        return f"between {_size(ratio.low)} and {_size(ratio.high)} lower"
    if ratio.low > 1:
        return f"between {_size(ratio.low)} and {_size(ratio.high)} higher"
    return f"anything from {_size(ratio.low)} lower to {_size(ratio.high)} higher"


def _excess(excess: Span) -> str:
    more = excess.best > 0
    low, high = sorted((abs(excess.low), abs(excess.high)))
    return f"about {_whole(abs(excess.best))} {'more' if more else 'fewer'} ({_whole(low)} to {_whole(high)})"


def _whole(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:,.1f}"


def _span(span: Span) -> str:
    return f"{_whole(span.best)} ({_whole(span.low)} to {_whole(span.high)})"


def _ratio(span: Span) -> str:
    low, best, high = (
        f"{value:.1g}" if 0 < value < 0.005 else f"{value:.2f}" for value in (span.low, span.best, span.high)
    )
    return f"{best} ({low} to {high})"


def _signed(ratio: float) -> str:
    size = (ratio - 1) * 100
    return f"-{_short_of_all(-size)} %" if size <= -99.5 else f"{size:+,.0f} %"


def _percent(share: float) -> str:
    return f"{share * 100:.1g} %" if 0 < share < 0.005 else f"{share * 100:,.0f} %"


def _chance(share: float) -> str:
    return "less than 0.001" if share < 0.001 else f"{share:.3f}"


def _shown(effect: Effect) -> str:
    fall, rise = effect.power.fall, effect.power.rise
    return f"fall {'none' if fall is None else _signed(fall)}, rise {'none' if rise is None else _signed(rise)}"


def _tip(effect: Effect) -> str:
    tipping = effect.tipping
    if tipping.enough is None:
        return "(no change to explain)"
    return f"{_percent(tipping.whole)} of what it was; {_percent(tipping.enough)} leaves no change inside"
