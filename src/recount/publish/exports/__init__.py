"""What a campaign holds in the forms of other tools: each with the names and codes that its users know.

What a form cannot say stands in extra columns that begin with `recount_`, or is left out and counted: nothing is bent
to fit. Private names are left out of all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recount.publish.exports.acled import acled
from recount.publish.exports.csl import bibtex, csl
from recount.publish.exports.ftm import ftm
from recount.publish.exports.ged import ged
from recount.publish.exports.geo import geojson
from recount.publish.exports.gexf import gexf
from recount.publish.exports.holding import Holding, Made
from recount.publish.exports.plain import hxl, plain
from recount.publish.exports.quotations import quotations


@dataclass(frozen=True, slots=True)
class Export:
    """A form: how its file usually ends, what writes it, and what it holds, in words."""

    ending: str
    write: Callable[[Holding], Made]
    holds: str


EXPORTS: dict[str, Export] = {
    "acled": Export("csv", acled, "events with the columns and codes of ACLED"),
    "ged": Export("csv", ged, "events that cost lives, with the columns and codes of UCDP GED"),
    "csv": Export("csv", plain, "every event as a row, with headings for people"),
    "hxl": Export("csv", hxl, "the same with the hashtags of the Humanitarian Exchange Language"),
    "geojson": Export("geojson", geojson, "events as features; those known no finer than a province without a point"),
    "ftm": Export("jsonl", ftm, "events, parties and reports as entities of FollowTheMoney"),
    "gexf": Export("gexf", gexf, "who acted against whom, as a network"),
    "bibtex": Export("bib", lambda held: Made(bibtex(held.cited)), "the reports as BibTeX"),
    "csl": Export("json", lambda held: Made(csl(held.cited)), "the reports as CSL-JSON"),
    "annotations": Export("jsonld", quotations, "the evidence as W3C Web Annotations"),
}
"""Every form but GeoParquet, whose file the store writes: `geo.parquet_rows` gives its rows."""

__all__ = ["EXPORTS", "Export", "Holding", "Made"]
