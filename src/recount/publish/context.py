"""What every section of a report draws on: the questions asked so far, their answers and the numbers entered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from recount.publish.evidence import Names
from recount.publish.ledger import Ledger
from recount.publish.outline import Outline
from recount.publish.phrases import unit
from recount.publish.quarter import year_before
from recount.publish.queries import Effects, MonthlyCounts, Queries
from recount.records.publication import Cell, Cited, Counted, Credit, Hit, Measure, Part, Quarter, Statement
from recount.words.normalise import fold

_NAMED = re.compile(r"\{(\w+)(?P<bare>\|bare)?\}")


@dataclass(slots=True)
class Context:
    """One report in the making. Sections ask it for numbers by the keys of the outline's measures."""

    queries: Queries
    outline: Outline
    names: Names
    quarter: Quarter
    previous: Quarter
    monthly: MonthlyCounts
    shapes: Mapping[str, Any] | None
    cited: Sequence[Cited]
    credits: Sequence[Credit] = ()
    effect: Effects | None = None
    ledger: Ledger = field(default_factory=Ledger)
    _hits: dict[tuple[str, str], list[Hit]] = field(default_factory=dict)
    _statements: dict[str, Statement] = field(default_factory=dict)
    _reports: dict[str, Cited] = field(default_factory=dict)
    _originals: dict[str, str] | None = None
    _repeated: set[str] = field(default_factory=set)

    def measure(self, key: str) -> Measure:
        """A measure of the outline."""
        return self.outline.measures[key]

    def hits(self, key: str, period: Quarter | None = None) -> list[Hit]:
        """The events that a measure finds in the period, or in the quarter."""
        return self.hits_of(self.measure(key), period or self.quarter)

    def hits_of(self, measure: Measure, period: Quarter) -> list[Hit]:
        """The same for a measure that is not in the outline."""
        asked = (measure.key, period.first + period.end)
        if asked not in self._hits:
            self._hits[asked] = list(self.queries.hits(measure, period))
        return self._hits[asked]

    def everything(self) -> list[Hit]:
        """Every event of the quarter, inside the mission and outside it."""
        anything = Measure("anything", ("event", "events"), "", mission=("inside", "outside", "unknown"))
        return self.hits_of(anything, self.quarter)

    def now(self, key: str) -> Counted:
        """The number of the quarter."""
        return self.counted(key, self.quarter, "now")

    def before(self, key: str) -> Counted:
        """The number of the period before."""
        return self.counted(key, self.previous, "before")

    def ago(self, key: str) -> Counted:
        """The number of the same period a year ago."""
        return self.counted(key, year_before(self.quarter), "ago")

    def counted(self, key: str, period: Quarter, prefix: str) -> Counted:
        """A measure over a period, entered under `prefix-key`."""
        return self.ledger.measured(
            f"{prefix}-{key}",
            self.measure(key),
            self.hits(key, period),
            about=period.label,
            known=bool(self.read_in(period)),
        )

    def report(self, id_: str) -> Cited | None:
        """A report as a source."""
        if not self._reports:
            self._reports.update({cited.id: cited for cited in self.cited})
        return self._reports.get(id_)

    def published_in(self, period: Quarter) -> list[Cited]:
        """Reports published in the period."""
        return [c for c in self.cited if c.published is not None and period.first <= c.published < period.end]

    def read_in(self, period: Quarter) -> list[Cited]:
        """Of these, the ones that could be read."""
        return [c for c in self.published_in(period) if c.readable]

    def told_once(self, reports: Sequence[Cited]) -> list[Cited]:
        """The reports, the first of each text and its copies alone."""
        first: dict[str, Cited] = {}
        for cited in reports:
            first.setdefault(self._text(cited.id), cited)
        return list(first.values())

    def said_once(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements, the first alone where copies of one text say the same in the same words."""
        first: dict[tuple[str, ...], Statement] = {}
        for statement in statements:
            first.setdefault(self._same(statement), statement)
        return list(first.values())

    def _same(self, statement: Statement) -> tuple[str, ...]:
        claim = statement.claim
        text = self._text(claim.report)
        once = " ".join(fold(claim.evidence[0].quote).split()) if text in self._repeated else claim.id
        return text, claim.kind, claim.type or "", once

    def _text(self, report: str) -> str:
        """The earliest known of the texts that this one repeats."""
        if self._originals is None:
            self._originals = {copy.report: copy.of for copy in self.queries.copies()}
            self._repeated.update(self._text(of) for of in self._originals.values())
        seen = {report}
        while (of := self._originals.get(report)) is not None and of not in seen:
            seen.add(of)
            report = of
        return report

    def parts(self, text: str) -> Cell:
        """Prose of the outline with the numbers that it names, each followed by its unit unless it says `|bare`."""
        parts: list[Part] = []
        at = 0
        for match in _NAMED.finditer(text):
            counted = self.now(match[1])
            parts += [text[at : match.start()], counted, "" if match["bare"] else f" {unit(counted)}".rstrip()]
            at = match.end()
        return tuple(p for p in (*parts, text[at:]) if p != "")

    def statements(self, ids: Sequence[str]) -> list[Statement]:
        """Claims with their sentences, asked for once."""
        missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._statements]
        if missing:
            for statement in self.queries.statements(missing):
                self.keep(statement)
        return [self._statements[id_] for id_ in ids if id_ in self._statements]

    def keep(self, statement: Statement) -> Statement:
        """Remember a statement; one without its sentence stands as its own quote."""
        if statement.sentence is None or statement.sentence_start is None:
            evidence = statement.claim.evidence[0]
            statement = replace(statement, sentence=evidence.quote, sentence_start=evidence.start)
        self._statements[statement.claim.id] = statement
        return statement
