"""What a report may not say in its own voice, whoever wrote the pack: checked on the composed report, before any form.

Words of likelihood follow ICD 203 (Intelligence Community Directive 203, Analytic Standards, 2015): they stand only
where a probability is given, and never beside a confidence. What one source says is told as that source's; who is
hinted at is not named as who did it; a number says what its rows say; a private name stands nowhere.

Quotations, names and titles are other people's words, and are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recount.publish.resting import Origins, alone
from recount.publish.withhold import Withheld
from recount.records import Event
from recount.records.publication import (
    Cell,
    Counted,
    Drawing,
    Heading,
    Points,
    Prose,
    QuarterReport,
    Row,
    Table,
)

_LIKELY = re.compile(
    r"\b(almost no chance|remote(?: chance)?|(?:very |highly )?(?:un)?likely|(?:highly )?(?:im)?probabl[ey]|"
    r"roughly even (?:chance|odds)|almost certain(?:ly)?|nearly certain)\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(r"\b(?:low|moderate|medium|high) confidence\b", re.IGNORECASE)
_PROBABILITY = re.compile(r"%|\bwith a chance of\b|\bprobability of\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:report\w*|account\w*|according to|source\w*|say|says|said|tells?|told|describes?|record|held|put|announc\w+|"
    r"give[sn]?|claims?|stat(?:ed|es?|ements?)|judge[sd]?|published|read)\b",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"\b(no coincidence|coincidentally|conveniently|suspiciously|tellingly|as if by chance|it is no secret|"
    r"everyone knows|clearly|obviously|of course|undoubtedly|without (?:a )?doubt|confirmed)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|a single|sole) (?:independent )?(?:origin|source|report|account)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
NUMBER = "\ufffc"
"""Stands for a number in the page's own prose, `\ufffc%` for one in per cent."""


def refused(
    report: QuarterReport,
    *,
    names: Withheld | None = None,
    public: Iterable[str] = (),
    origins: Origins | None = None,
) -> list[str]:
    """Everything that the page's own voice may not say, in sentences. `public` are names of parties that stay;
    `origins` the independent origins of the events behind the numbers."""
    found = [*_words(report), *_rows(report.rows), *_unattributed(report, origins or {})]
    return [*found, *(_private(report, names, frozenset(public)) if names is not None else ())]


def words_refused(text: str) -> Iterator[str]:
    """What a piece of the page's own prose may not say, its numbers written as `NUMBER`."""
    for sentence in _SENTENCE.split(" ".join(text.split())):
        shown = sentence.replace(NUMBER, "(a number)")
        likely, sure = _LIKELY.search(sentence), _CONFIDENCE.search(sentence)
        if likely and sure:
            yield f"{likely.group()!r} beside {sure.group()!r}, a likelihood beside a confidence: {shown!r}"
        elif likely and not _PROBABILITY.search(sentence):
            yield f"{likely.group()!r} without a probability: {shown!r}"
        if (hint := _HINTS.search(sentence)) is not None:
            yield f"{hint.group()!r} makes a finding of a hint; say who says so, or leave it out: {shown!r}"


def fact_refused(text: str) -> str | None:
    """Prose that tells a number as a fact: nobody in it says so."""
    if NUMBER in text and not _TOLD.search(text):
        return f"a number is told as fact, and nobody says so: {text.replace(NUMBER, '(a number)')!r}"
    return None


def _words(report: QuarterReport) -> Iterator[str]:
    for section in report.sections:
        yield from (f"{section.title}: {why}" for text in (section.title,) for why in words_refused(text))
        for block in section.blocks:
            for cell in _cells(block):
                text = own(cell)
                yield from (f"{section.title}: {why}" for why in words_refused(text))
            if isinstance(block, Prose) and (why := fact_refused(own(block.parts))) is not None:
                yield f"{section.title}: {why}"
    for counted in report.counted:
        yield from (f"counting rule of {counted.key}: {why}" for why in words_refused(counted.rule))


def _cells(block: object) -> Iterable[Cell]:
    if isinstance(block, Prose | Heading):
        yield block.parts
    elif isinstance(block, Points):
        yield from block.items
    elif isinstance(block, Drawing):
        yield block.caption
    elif isinstance(block, Table):
        yield block.caption
        yield from (cell for row in block.rows for cell in row)


def own(cell: Cell) -> str:
    """The page's own words in a cell; numbers as `NUMBER`, what others said left out."""
    said = (
        part
        if isinstance(part, str)
        else NUMBER + ("%" if part.unit[1] == "%" else "")
        if isinstance(part, Counted)
        else ""
        for part in cell
    )
    return "".join(said)


def _unattributed(report: QuarterReport, origins: Origins) -> Iterator[str]:
    """What one origin alone tells is told as that. Origins are counted and not reports: copies are one."""
    for section in report.sections:
        for block in section.blocks:
            numbers = alone(block, origins)
            if isinstance(block, Prose) and numbers and not _ONE.search(own(block.parts)):
                counted = ", ".join(number.key for number in numbers)
                yield f"{section.title}: what one independent origin tells is told as fact ({counted})"


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    """An event or statement stands beside the words that carry it, and beside who says so."""
    for row in rows:
        if row.kind in ("event", "claim") and not row.quoted:
            yield f"row {row.key} ({row.what}) is told as fact: no sentence and no source stand beside it"


def hints_refused(row: Row, event: Event, names: dict[str, str]) -> Iterator[str]:
    """A party whom no account plainly states in its role must be shown as suspected, or as claiming it itself."""
    for role, shown in (("actor", row.who), ("target", row.whom)):
        for party in (p for p in event.actors if p.role == role and p.certainty != "stated"):
            name = names.get(party.id or "", party.words)
            if name in shown:
                yield f"row {row.key}: {name!r} is {party.certainty} and shown as a finding"


def _private(report: QuarterReport, names: Withheld, public: frozenset[str]) -> Iterator[str]:
    """Texts of the report that hold a private name."""
    for row in report.rows:
        parties = (name for name in (*row.who, *row.whom) if name.split(" (")[0] not in public)
        told = (row.what, *parties, row.where or "")
        quoted = [(q.report, text) for q in row.quoted for text in (q.before, q.exact, q.after, q.speaker or "")]
        for report_id, text in (*((None, text) for text in told), *quoted):
            if names.hide(text, report_id) != text:
                yield f"row {row.key} holds a private name"
    for cited in report.cited:
        if cited.title and names.hide(cited.title, cited.id) != cited.title:
            yield f"the title of source {cited.id} holds a private name"
