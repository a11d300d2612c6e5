"""A report: what was captured, where it came from, and the text that was read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "txt",
    "md",
    "html",
    "jsonl",
    "csv",
    "pdf",
    "docx",
    "odt",
    "rtf",
    "epub",
    "eml",
    "mhtml",
    "feed",
    "sheet",
    "transcript",
    "dataset",
]
"""What a capture's bytes are, and so which reader reads them. Containers (archives, web archives, tables of reports)
are no forms: what they hold is captured piece by piece. `dataset` is rows of structured event data."""
SegmentKind = Literal[
    "title",
    "lede",
    "body",
    "heading",
    "caption",
    "block_quote",
    "post",
    "cross_link",
    "appeal",
    "template",
    "share_bar",
    "byline",
    "dateline",
    "turn",
    "question",
    "note",
    "table",
    "row",
]
"""`turn` is what one speaker of a transcript says and `question` what is asked of them; `note` a foot- or endnote;
`table` a row of a table printed in a report, `row` a record of a dataset."""
DateFound = Literal["stated", "manifest", "row", "metadata", "dateline", "address"]


@dataclass(frozen=True, slots=True)
class Custody:
    """The facts of collection (Berkeley Protocol, 2022): address, time, who, tool and version, hash.

    `address` is the path as given (relative to the argument that named it) or the address of a page; `locator`
    is the place inside a container ("line 12", "row 7"), `container_sha256` the hash of that container.
    `collected_at` is an instant in UTC. `sha256` and `size` are of the captured bytes.
    """

    address: str
    collected_at: str
    collector: str
    tool: str
    sha256: str
    size: int
    locator: str | None = None
    container_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """Structured event data and which issue of it. Vintages of one dataset (`name`) are never mixed: what a later
    one says of a row is another claim. `mapping` is the canonical JSON of how its columns are read, kept with the
    rows so that a campaign can be read again from itself alone."""

    name: str
    vintage: str
    mapping: str

    @property
    def issue(self) -> tuple[str, str]:
        """Name and vintage."""
        return self.name, self.vintage


@dataclass(frozen=True, slots=True)
class Given:
    """What the outside stated about a report, beside its bytes: a manifest row, `--published`, a row's columns."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_found: DateFound | None = None
    url: str | None = None
    language: str | None = None
    dataset: Dataset | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they arrived, with custody. `data` is the evidentiary copy; the working copy is the report's text."""

    form: Form
    data: bytes
    custody: Custody
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Skip:
    """An item that could not be taken: where, a short code to count by, and one clear sentence."""

    where: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a report's text and what it is. `claimable` is whether the author wrote it as the report:
    claims come only from such segments. `repeats` is the index of an earlier segment that says the same.

    Where in the original it stands: `page` (from 1) and `box` (left, bottom, right, top in points from the lower left
    corner of that page), or `locator` in the words of its form ("sheet 'Log', B7", "table 2, row 3", "00:03:12",
    "row 17"). `speaker` is who says it, as a transcript names them; `key` the id that a dataset gives its row."""

    kind: SegmentKind
    start: int
    end: int
    claimable: bool
    repeats: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    locator: str | None = None
    speaker: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The civil date of publication and how it was found. `date` None is unknown and stays unknown.
    `not_before` is the latest date that the text itself mentions as past: it bounds publication from below."""

    date: str | None = None
    found: DateFound | None = None
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report, read. `id` is the start of `sha256`; `text_version` names this text of it."""

    id: str
    sha256: str
    form: Form
    text: str
    text_version: str
    segments: tuple[Segment, ...]
    published: Published = Published()
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    readable: bool = True
    address: str | None = None
    reader: str | None = None
    notes: tuple[str, ...] = ()
    dataset: Dataset | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports share their words: `report` repeats `of`. `similarity` is the Jaccard index of their shingles
    (1 = exact after normalising); `how` is exact or near. A copy is linked, never dropped."""

    report: str
    of: str
    how: Literal["exact", "near"]
    similarity: float
