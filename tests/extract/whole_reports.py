"""Claims of a text by the whole extractor with the shipped pack, for tests of what needs real names on both sides."""

from __future__ import annotations

from functools import cache

from recount.extract.cascade import Extractor
from recount.records import Claim, Published, Report, Segment
from recount.words.pack import load_pack


@cache
def extractor() -> Extractor:
    """The extractor, made once for all tests that ask."""
    return Extractor(load_pack("inherent-resolve"))


def report_of(text: str) -> Report:
    """A report of one body segment, published late in 2019."""
    published = Published("2019-11-05", "stated")
    return Report("r", "0" * 64, "txt", text, "v", (Segment("body", 0, len(text), True),), published=published)


def told(text: str, kind: str) -> list[Claim]:
    """The claims of a kind, each held to the law that evidence is the text's own words."""
    found = extractor().claims_in(report_of(text))
    assert all(text[e.start : e.end] == e.quote for c in found for e in c.evidence)
    return [c for c in found if c.kind == kind]
