"""Who and what fills the five roles of an incident, against MUC-4: entities of each report and role, CEAF-REE.

Data are rows of `docid`, `doctext` and `extracts` as GRIT has them (Du, Rush and Cardie 2021): role, entities,
mentions, each with its offset. An entity of ours is right if its name is any mention of a gold entity that no other
has taken; see `evals.role_fillers`. All documents count, those without an incident too, where whatever is said is
wrong. `f1` pools the roles, which stand apart as `f1_ROLE`; `f1_low` and `f1_high` bound 95 of 100 draws of the
documents; `silent` is the share of documents without any filler about which nothing is said.

`muc4_claims` has the same figures from the claims, with the pack of another war: its actors know nobody here. See
`told_by` for how claims are read.

Baseline: the words that fill a role most often in such reports, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.counts import Count, lines_of, total
from evals.line import Line
from evals.role_fillers import ROLES, Entity, counted, entity_of
from evals.shape import report_of as report_of_text
from evals.shape import rows_in, share
from recount.extract.cascade import Extractor
from recount.extract.syntax import Document
from recount.language.analysis import Labelled
from recount.language.decode_incidents import fillers
from recount.language.engine import Language, shipped
from recount.records import Claim, Span
from recount.words.pack import load_pack
from training.corpora.muc import paragraphed

DEFAULT = "muc4/grit_dev.jsonl"

_COMMON = {
    "PerpInd": "terrorists|guerrillas",
    "PerpOrg": "fmln|farabundo marti national liberation front|shining path",
    "Target": "vehicle|bridge",
    "Victim": "jesuit priests",
    "Weapon": "bombs?|dynamite|machineguns?",
}

Fillers = Mapping[str, tuple[Entity, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report and the entities that fill its roles."""

    text: str
    gold: Fillers


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    engine = shipped() if language is None else language
    reports = [report_of(row) for row in rows_in(data)]
    yield from figures("muc4", reports, [said_of(engine, report.text) for report in reports])
    extractor = Extractor(load_pack("inherent-resolve"), engine)
    told = [_claimed(extractor, report.text) for report in reports]
    yield from figures("muc4_claims", reports, told)
    common = total(_counts(reports, [_common(report.text) for report in reports], ROLES))
    yield Line("muc4_baseline", "f1", common.f1, common.gold)


def report_of(row: Mapping[str, Any]) -> Report:
    """A row's text, with a paragraph where it has three spaces or more: its line breaks were lost. As in training."""
    text = paragraphed(str(row["doctext"]))
    entities = {role: [[mention[0] for mention in e] for e in row["extracts"].get(role, [])] for role in ROLES}
    return Report(text, {role: tuple(entity_of(e) for e in found if e) for role, found in entities.items()})


def said_of(engine: Language, text: str) -> Fillers:
    """Each entity by one name."""
    analysis = engine.analyse(text)
    found = fillers(analysis.text, analysis.incidents)
    return {r: tuple(entity_of([analysis.text[f.start : f.end]]) for f in found if f.label == r) for r in ROLES}


def _claimed(extractor: Extractor, text: str) -> Fillers:
    report = report_of_text(text)
    return told_by(extractor.claims_in(report), extractor.document(report))


def told_by(claims: Sequence[Claim], document: Document) -> Fillers:
    """Fillers read from the claims of a report: of its assaults and of what was done to people by force, whether done,
    tried, announced or denied, since MUC-4 counts all of these, the parties on the right side that the network marks
    too, in the role that it gives them, named as it names them; and the weapons of a claim with an instrument that
    stand in a sentence of its evidence. Without that check the claims also tell of battles and of deeds that the data
    leave out. What names one entity is put together as it is for the network."""
    deeds = [c for c in claims if c.type in _TYPES and c.kind in _KINDS]
    marked = document.incidents_of(Span(0, len(document.text)))
    borne = {part for part in marked for claim in deeds if _holds(claim, part, document)}
    named = fillers(document.text, sorted(borne, key=lambda part: (part.start, part.end, part.label)))
    return {r: tuple(entity_of([document.text[f.start : f.end]]) for f in named if f.label == r) for r in ROLES}


_TYPES = frozenset({"ASSAULT", "COERCE"})
_KINDS = frozenset({"event", "tally", "intent"})


def _holds(claim: Claim, part: Labelled, document: Document) -> bool:
    span = part.span
    if part.label == "Weapon":
        told = [Span(e.start, e.end) for e in claim.evidence]
        around = [s.span for s in document.sentences if any(s.span.overlaps(one) for one in told)]
        return bool(claim.instrument) and any(one.holds(span) for one in around)
    side = claim.actor if part.label.startswith("Perp") else claim.target
    return any(m.span is not None and m.span.overlaps(span) for m in side)


def figures(task: str, reports: Sequence[Report], said: Sequence[Fillers]) -> Iterator[Line]:
    """Pooled and by role."""
    yield from lines_of(task, "", _counts(reports, said, ROLES), interval=True)
    for role in ROLES:
        count = total(_counts(reports, said, (role,)))
        yield Line(task, f"precision_{role.lower()}", count.precision, count.said)
        yield Line(task, f"recall_{role.lower()}", count.recall, count.gold)
        yield Line(task, f"f1_{role.lower()}", count.f1, count.gold)
    quiet = [not any(s.values()) for r, s in zip(reports, said, strict=True) if not any(r.gold.values())]
    yield Line(task, "silent", share(quiet), len(quiet))


def _counts(reports: Sequence[Report], said: Sequence[Fillers], roles: Sequence[str]) -> list[Count]:
    return [
        total([counted(ours[role], report.gold[role]) for role in roles])
        for report, ours in zip(reports, said, strict=True)
    ]


def _common(text: str) -> Fillers:
    found = {role: {m.group() for m in re.finditer(rf"\b(?:{w})\b", text, re.I)} for role, w in _COMMON.items()}
    return {role: tuple(entity_of([words]) for words in sorted(names)) for role, names in found.items()}
