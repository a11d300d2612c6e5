"""A report as one HTML file that opens offline: style, script and figures inside it, evidence behind each number."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from recount.publish import phrases
from recount.publish.clean import clean
from recount.records.publication import Bar, Cited, Drawing, QuarterReport, Row

FOUND = {
    "stated": "stated for it by hand",
    "manifest": "from a list of facts given with it",
    "row": "from the table that held it",
    "metadata": "from the page's own data",
    "dateline": "from its dateline",
    "address": "from its address",
}
"""How a date of publication was found, in words."""
INLINE = 8
"""Numbers with no more rows than this show a quote for each in their entry; longer ones link to the rows."""


def html_of(report: QuarterReport) -> str:
    """One file: style, script and figures inside it, and a content policy that forbids to ask for anything else."""
    style, script = _asset("style.css"), _asset("script.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            rows={row.key: row for row in report.rows},
            cited={source.id: source for source in report.cited},
            style=Markup(style),  # our own file
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
            inline=INLINE,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("recount.publish.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.globals.update(
        kind=lambda part: type(part).__name__,
        amount=phrases.amount,
        spread=phrases.spread,
        unit=phrases.unit,
        day=phrases.day,
        span=phrases.span,
        found_words=found_words,
        first_quote=first_quote,
        bar=bar,
        picture=picture,
        heard=heard,
    )
    return environment


def heard(stance: str, modality: str) -> str:
    """What a reader must know of how a sentence puts it, where it is not plainly asserted."""
    words = [] if stance == "asserts" else [stance.replace("_", " ")]
    return ", ".join(words + ([] if modality == "actual" else [modality]))


def found_words(cited: Cited) -> str:
    """How its day of publication was found."""
    return FOUND.get(cited.published_found or "", "how it was found is not recorded")


def first_quote(row: Row) -> str:
    """A few words of the first sentence behind a row."""
    if not row.quoted:
        return ""
    words = row.quoted[0].exact.strip()
    return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"


def picture(drawing: Drawing) -> Markup:
    """A figure's SVG, in which all data was escaped when it was drawn."""
    return Markup(clean(drawing.svg))


def bar(part: Bar) -> Markup:
    """A range on its scale, as a small picture; the cell beside it holds the number."""

    def at(value: float) -> float:
        return round(4 + 112 * min(value, part.top) / part.top, 1)

    low = part.low if part.low is not None else part.value or 0.0
    high = part.high if part.high is not None else part.top
    if part.low is None and part.high is None:
        high = low
    shapes = '<line class="grid" x1="4" x2="116" y1="9" y2="9"/>'
    shapes += f'<line class="span" x1="{at(low)}" x2="{at(high)}" y1="9" y2="9"/>'
    if part.value is not None:
        shapes += f'<circle class="spot" cx="{at(part.value)}" cy="9" r="4.5"/>'
    return Markup(f'<svg class="bar-cell" viewBox="0 0 120 18" aria-hidden="true">{shapes}</svg>')


@cache
def _asset(name: str) -> str:
    return resources.files("recount.publish.forms").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
