"""The effect of a date over a campaign, as a report asks for it: the whole record up to a day, by month."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recount.assess.effect import effect
from recount.assess.shapes import Question
from recount.counted import Wanted, Window, of_campaign
from recount.publish.queries import Effects
from recount.records import RecountError
from recount.records.assessed import Effect
from recount.records.publication import Measure
from recount.store.measures import Measures
from recount.words.pack import Pack


def effects_of(measures: Measures, theatre: Pack, outline: dict[str, Any]) -> Effects:
    """Asks of a measure whether it changed at a day; the answer, or the sentence that says why there is none."""
    told = replace(theatre, outline=outline)

    def asked(measure: Measure, at: str, stop: str) -> Effect | str:
        try:
            series, dates = of_campaign(measures, told, Wanted(measure.key), Window(stop=stop, unit="month"))
            return effect(series, dates, Question(at=at))
        except RecountError as error:
            return str(error)

    return asked
