"""The report of a period from a campaign: measures, the effects of its shocks, and the form that is asked for.

Apart from the pipeline, so that whoever builds does not wait for estimators and typesetters to load.
"""

from __future__ import annotations

from pathlib import Path

from recount import __version__
from recount.assess.series import monthly
from recount.measured import effects_of
from recount.outlined import actors_of, outline_with, shapes_of
from recount.publish import ReportForm, compose, render
from recount.records.publication import Quarter, QuarterReport
from recount.store import Campaign
from recount.store.measures import Measures
from recount.store.pinned import Generation
from recount.words.pack import Pack, load_pack


def quarter_report(campaign: Path, period: Quarter, *, form: ReportForm, pack: str | None = None) -> bytes:
    """The report of a period in one of the forms of `publish.FORMS`, from the generation that stands now."""
    holdings = Campaign.open(campaign)
    with holdings.generation() as generation:
        report = composed(generation, period, load_pack(pack or holdings.pack))
    return render(report, form)


def composed(generation: Generation, period: Quarter, theatre: Pack) -> QuarterReport:
    """The report of a period from one generation, before it is set in any form."""
    measures = Measures(generation.duck)
    outline = outline_with(theatre.outline, measures.revised_datasets())
    return compose(
        measures,
        quarter=period,
        outline=outline,
        theatre=theatre.title,
        actors=actors_of(theatre),
        monthly=monthly,
        shapes=shapes_of(theatre),
        effect=effects_of(measures, theatre, outline),
        credits=theatre.about.get("credits") or (),
        made_by=f"Recount {__version__}",
        generation=str(generation.number),
    )
