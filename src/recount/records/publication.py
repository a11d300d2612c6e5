"""What a published report is made of: numbers that carry their evidence, and the blocks that hold them.

A number reaches a reader only as a `Counted`; a text that a report or a pack wrote only as `Said`. So a renderer can
tell what is counted, what is quoted and what is the page's own voice, and a lint can refuse a number typed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.claim import Claim
from recount.records.event import Mission

Fit = Literal["dated", "likely", "possible"]
"""How surely an event falls in a period. dated: its own words place it wholly inside. likely: more than half of
its span lies inside, or it is bounded only from above and that bound (often the day of publication) lies inside.
possible: its span overlaps the period, or it has no beginning and its bound lies within the month after, or one origin
says it in passing (bounded by publication alone, no place finer than a country, no figure)."""

Whom = Literal["total", "civilians", "fighters"]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A period to report on: civil dates, `first` included and `end` not. Any length is allowed."""

    first: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What to count among events, as data. An empty filter lets everything through.

    `actor`, `target` and `party` (either role) are catalogue ids; whoever has one of them among its ancestors
    matches. `sectors` are PLOVER sectors of the target; `at` are ids of places, of which the event must have one as its
    own. `figure` sums a measure of the vocabulary (killed, ...)
    over the events instead of counting them, for `whom`; `ceiling` and `floor` are the largest and smallest figure
    that one event may give to be taken. `label` names the measure in tables. Rows of an earlier vintage of a dataset
    give way to a later one that covers their country and day, unless `every_vintage`. `rule` says all of this in words.
    """

    key: str
    unit: tuple[str, ...]
    rule: str
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    not_actor: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    mission: tuple[Mission, ...] = ("inside", "unknown")
    figure: str | None = None
    whom: Whom = "total"
    ceiling: float | None = None
    floor: float | None = None
    label: str = ""
    every_vintage: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One event that a measure found in a period. `start` and `stop` (exclusive) are its own bounds, `published` the
    first publication among its reports. `low`, `best`, `high` are 1 for a count, or the event's figure; `high`
    None has no upper bound."""

    event: str
    fit: Fit
    start: str | None
    stop: str | None
    published: str | None
    place_id: str | None
    place: str | None
    province: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    place_precision: str | None
    claims: int
    origins: int
    disputed: bool
    low: float = 1.0
    best: float = 1.0
    high: float | None = 1.0
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with the sentence it stands in. `sentence_start` is the sentence's offset in the report's text."""

    claim: Claim
    sentence: str
    sentence_start: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A report as a source: who published it, when, how that date was found, and the hash of its bytes."""

    id: str
    sha256: str
    title: str | None
    publisher: str | None
    published: str | None
    published_found: str | None
    language: str | None
    readable: bool
    address: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Credit:
    """Data of others that a report stands on: what it is, whose, and under which licence or terms."""

    what: str
    name: str
    licence: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a report with the exact words of the evidence marked: `before`, `exact`, `after`. Long ones are
    cut (an ellipsis stands for what is left out) and private names withheld."""

    claim: str
    report: str
    before: str
    exact: str
    after: str
    speaker: str | None = None
    stance: str = "asserts"
    modality: str = "actual"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing behind a number: an event or a statement, with its sentences; or a report; or an input left out.

    `what` is the page's own noun; `who`, `whom` and `where` are names; `when` is a date in words."""

    key: str
    kind: Literal["event", "claim", "report", "skip"]
    what: str
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    where: str | None = None
    when: str | None = None
    note: str | None = None
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that can be opened. `value` None is not known or not reported, which is never zero.

    `low`..`high` is the range; `high` None beside a value has no upper bound. `unit` is singular and plural.
    `rule` is the counting rule in words; `rows` are the keys of the rows behind it.
    """

    key: str
    value: float | None
    low: float | None
    high: float | None
    unit: tuple[str, str]
    rule: str
    rows: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that are not the page's own: a name, a title, a place, a phrase of a report. Data, never markup."""

    text: str


@dataclass(frozen=True, slots=True)
class When:
    """A date or period in words."""

    text: str


@dataclass(frozen=True, slots=True)
class Opens:
    """A link to a row of the evidence, in the page's own words."""

    row: str
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A range drawn on a scale from nought to `top`: `value` None draws no mark, `high` None runs off the scale."""

    low: float | None
    value: float | None
    high: float | None
    top: float


Part = str | Counted | Said | When | Opens | Bar
Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    parts: tuple[Part, ...]
    role: Literal["text", "note", "lead"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. The first cell of each row names the row. `numeric` are the columns set as numbers."""

    caption: Cell
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as SVG (made by us, its data escaped), with what it shows in words and the same as a table."""

    key: str
    svg: str
    caption: Cell
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows of the evidence shown in place, each with its first sentences."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list of paragraphs."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the list of reports cited is to stand."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    parts: Cell


Block = Prose | Table | Drawing | Entries | Heading | Points | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; `key` is its address in the page."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """A whole report, ready to be set in any form. `counted`, `rows` and `cited` are the evidence annex."""

    theatre: str
    quarter: Quarter
    previous: Quarter
    sections: tuple[Section, ...]
    counted: tuple[Counted, ...]
    rows: tuple[Row, ...]
    cited: tuple[Cited, ...]
    notice: str
    made_by: str
    generation: str | None = None
