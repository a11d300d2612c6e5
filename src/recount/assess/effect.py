"""Did it change at this date, and could the record have shown it? The whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from recount.assess.breaks import paid_for
from recount.assess.estimate import Estimate, change_of, course_of, estimated
from recount.assess.fitness import before_of
from recount.assess.mixture import Mixture
from recount.assess.periods import Calendar, Floats
from recount.assess.placebo import placebos_of
from recount.assess.power import power_of
from recount.assess.refusals import refuse_counts, refuse_exposure, refuse_question
from recount.assess.shapes import Question
from recount.assess.tipping import PLAUSIBLE, tipping_of
from recount.records.assessed import Effect, Other, Scatter


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The series that is asked about, and what stands beside it, all on one calendar; NaN is nothing reported.

    `low` and `high` are the bounds of the counts. `exposure` is what the counts were counted from; `reporting` what was
    being reported, which is only doubted with. `comparisons` are series that what happened at the date should not
    have touched. `dates` are all first days after that were in question, the one asked for among them.
    """

    measure: str
    counts: Floats
    low: Floats | None = None
    high: Floats | None = None
    exposure: Floats | None = None
    reporting: Floats | None = None
    comparisons: Mapping[str, Floats] = field(default_factory=dict)
    dates: tuple[str, ...] = ()


def effect(asked: Asked, calendar: Calendar, question: Question, *, plausible: float = PLAUSIBLE) -> Effect:
    """The change of a series at a date, with everything that may speak against it."""
    refuse(asked, calendar, question)
    main = estimated(asked.counts, calendar, question, exposure=asked.exposure)
    places = {name: estimated(c, calendar, question, exposure=asked.exposure) for name, c in asked.comparisons.items()}
    known = against(main, list(places.values()))
    change, alone = change_of(main, known), change_of(main)
    told = None
    if asked.reporting is not None:
        told = change_of(estimated(asked.reporting, calendar, question)).ratio
    seen, after = ~np.isnan(asked.counts), calendar.after(question.at) > 0
    best = main.fit.best
    return Effect(
        measure=asked.measure,
        unit=calendar.unit,
        at=str(np.datetime64(question.at, "D")),
        shape=question.shape,
        over=question.over,
        level=question.level,
        before=int((~np.isnan(main.counts) & ~after).sum()),
        after=int((seen & after).sum()),
        unreported=int((~seen).sum()),
        aside=int((seen & np.isnan(main.counts)).sum()),
        change=change,
        alone=alone if known is not None else None,
        paid=paid_for(main, asked.dates) if len(asked.dates) > 1 else None,
        power=power_of(main, beside=beside(main, known)),
        tipping=tipping_of(change, told=told, plausible=plausible),
        placebos=placebos_of(main, asked.counts, calendar, question, exposure=asked.exposure),
        others=tuple(others(asked, calendar, question)),
        places=tuple(_other(name, estimate) for name, estimate in places.items()),
        scatter=Scatter(best.climate.phi, best.climate.sd, best.climate.size, main.fit.slow),
        fit_before=before_of(main),
        course=course_of(main, asked.counts),
    )


def refuse(asked: Asked, calendar: Calendar, question: Question) -> None:
    """Refuse what cannot be answered, before anything is fitted."""
    series = {asked.measure: asked.counts, **asked.comparisons}
    if asked.reporting is not None:
        series["what was being reported"] = asked.reporting
    for name, counts in series.items():
        refuse_counts(counts, calendar, name=name)
        if asked.exposure is not None:
            refuse_exposure(asked.exposure, counts, calendar)
            counts = np.where(asked.exposure > 0, counts, np.nan)
        refuse_question(counts, calendar, question, name=name)
    for date in asked.dates:
        refuse_question(asked.counts, calendar, replace(question, at=date), name=asked.measure)


def against(main: Estimate, comparisons: list[Estimate]) -> Mixture | None:
    """What is known of the change less that of the comparisons, on the log scale: each weighs by what it knows.

    What moved both (reporting, weather, the war at large) falls out. A comparison's counts are never a covariate: for
    their noise they would explain too little, and a fall of reporting to 70 % was then taken for an effect in two
    series of three.
    """
    if not comparisons:
        return None
    precisions = np.array([c.known.spread(0.95) ** -2 for c in comparisons])
    middles = np.array([c.known.quantile(0.5) for c in comparisons])
    shares = precisions / precisions.sum()
    if len(comparisons) == 1:
        return main.known.minus(comparisons[0].known)
    # Comparisons also differ among themselves; how much is part of what is not known.
    middle, sampling = float(shares @ middles), 1 / float(precisions.sum())
    between = float(shares @ (middles - middle) ** 2) / (len(comparisons) - 1)
    pooled = Mixture(np.array([middle]), np.array([np.sqrt(max(sampling, between))]), np.ones(1))
    return main.known.minus(pooled)


def beside(main: Estimate, known: Mixture | None) -> float:
    """The standard deviation that taking the comparisons off has added."""
    if known is None:
        return 0.0
    level = main.question.level
    return float(np.sqrt(max(0.0, known.spread(level) ** 2 - main.known.spread(level) ** 2)))


def others(asked: Asked, calendar: Calendar, question: Question) -> list[Other]:
    """The change by other ways of asking, none better: the reader sees how much hangs on the choice."""
    found = []
    for name, counts in (("low counts", asked.low), ("high counts", asked.high)):
        if counts is not None and not np.array_equal(counts, asked.counts, equal_nan=True) and np.nansum(counts):
            found.append(_other(name, estimated(counts, calendar, question, exposure=asked.exposure)))
    if asked.exposure is not None:
        found.append(_other("exposure left out", estimated(asked.counts, calendar, question)))
        fitted = estimated(asked.counts, calendar, question, exposure=asked.exposure, covariate=True)
        found.append(_other("weight of exposure fitted", fitted))
    turned = replace(question, trend=not question.trend)
    name = "with a steady trend" if turned.trend else "without a trend"
    found.append(_other(name, estimated(asked.counts, calendar, turned, exposure=asked.exposure)))
    return found


def _other(name: str, estimate: Estimate) -> Other:
    change = change_of(estimate)
    return Other(name, change.ratio, change.surprise)
