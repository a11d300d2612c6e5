"""The answer key: what a careful reader takes from the example reports, against what the extractor takes.

A wanted claim is recalled when a claim of its kind (and of its type, for events and intents) has evidence that meets
its words; each claim answers one wanted claim. `fields_right` counts the stated fields of those that are recalled,
`precision` the claims that answer something, a trap is sprung when a claim fits all that it forbids. Every miss, wrong
field, claim beyond the key and sprung trap is told on standard error.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from evals.answers import IDENTITY, Answer, KeyFault, Trap, Wanted, key_in, span_of
from evals.fields import Facts, agree_all, agrees
from evals.line import Line
from recount.collect import collect
from recount.extract import Extractor
from recount.read import read
from recount.records import Capture, Claim, Report, Span
from recount.words.pack import Pack, load_pack

BASE = Path(__file__).resolve().parent.parent
DEFAULT = "examples/inherent-resolve"
KEY, MANIFEST = "key.yaml", "manifest.csv"
_BESIDE = re.compile(r", (?=id |[a-z]+://)")
_TODAY = date(2026, 1, 1)
"""No example was published later; fixed, so that a rerun gives the same figures."""


@dataclass
class Tally:
    """Counts over reports, and a line for each thing that went wrong."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    answering: int = 0
    traps: int = 0
    sprung: int = 0
    unread: int = 0
    kept_unread: int = 0
    misses: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Recall by kind, fields right, precision, traps."""
        for kind in [k for k in sorted(self.wanted) if not k.startswith("eyes_")]:
            yield Line("key", f"recall_{kind}", self.found[kind] / self.wanted[kind], self.wanted[kind])
        kinds = [kind for kind in self.wanted if not kind.startswith("eyes_")]
        for eyes in sorted(kind for kind in self.wanted if kind.startswith("eyes_")):
            yield Line("key", f"recall_{eyes}", self.found[eyes] / self.wanted[eyes], self.wanted[eyes])
        wanted = sum(self.wanted[k] for k in kinds)
        yield Line("key", "recall", sum(self.found[k] for k in kinds) / max(1, wanted), wanted)
        for name in sorted(self.stated):
            yield Line("key", f"field_{name}", self.right[name] / self.stated[name], self.stated[name])
        stated = self.stated.total()
        yield Line("key", "fields_right", self.right.total() / max(1, stated), stated)
        yield Line("key", "precision", self.answering / max(1, self.claims), self.claims)
        yield Line("key", "traps_sprung", float(self.sprung), self.traps)
        if self.unread:
            yield Line("key", "kept_unread", self.kept_unread / self.unread, self.unread)


def run(data: Path) -> Iterator[Line]:
    """Figures of a folder that holds reports, a `key.yaml` and perhaps a `manifest.csv`."""
    pack = load_pack("inherent-resolve")
    extractor, tally = Extractor(pack), Tally()
    answers = key_in(data / KEY)
    reports = reports_in(data)
    missing = [answer.report for answer in answers if answer.report not in reports]
    if missing:
        raise KeyFault(f"{KEY} speaks of {missing}, which are not there; there are {sorted(reports)[:200]}")
    for answer in answers:
        report = reports[answer.report]
        score(answer, report, extractor.claims_in(report), pack, tally)
    for miss in tally.misses:
        print(miss, file=sys.stderr)
    yield from tally.lines()


_OF_SENTENCES = {"plain word", "weak word"}
"""What every claim of a sentence has among its terms; those of tables have a rule of their own."""
_TERM = re.compile(r"[+-]\d+\.\d\d ([^:]+)")


def judged_in(data: Path) -> dict[str, list[tuple[frozenset[str], bool]]]:
    """For every report of a key its claims: the terms of their confidence, and whether they answer something."""
    pack = load_pack("inherent-resolve")
    extractor = Extractor(pack)
    reports = reports_in(data)
    found: dict[str, list[tuple[frozenset[str], bool]]] = {}
    for answer in key_in(data / KEY):
        if answer.unread:
            continue
        claims = extractor.claims_in(reports[answer.report])
        taken = {c.id for _, c in _matched(answer, reports[answer.report], claims, pack) if c is not None}
        terms = [(frozenset(m[1] for m in map(_TERM.match, claim.reasons) if m), claim.id in taken) for claim in claims]
        found[answer.report] = [(names, right) for names, right in terms if names & _OF_SENTENCES]
    return found


def reports_in(data: Path) -> dict[str, Report]:
    """Reports by the path below the folder, with the place inside a container after a comma."""
    manifest = data / MANIFEST
    found: dict[str, Report] = {}
    captures = collect(
        [str(data)],
        stdin=None,
        clock=lambda: datetime(_TODAY.year, 1, 1, tzinfo=UTC),
        collector="evals",
        manifest=manifest if manifest.exists() else None,
        exclude=[manifest, data / KEY],
    )
    for item in captures:
        outcome = read(item, today=_TODAY) if isinstance(item, Capture) else None
        if isinstance(item, Capture) and isinstance(outcome, Report):
            found.setdefault(name_of(item), outcome)
    return found


def name_of(capture: Capture) -> str:
    """The name by which a key speaks of a capture: its path and its place inside a container, without ids and
    addresses."""
    path = capture.custody.address.partition("/")[2]
    locator = _BESIDE.split(capture.custody.locator or "")[0]
    return f"{path}, {locator}" if locator else path


def score(answer: Answer, report: Report, claims: Sequence[Claim], pack: Pack, tally: Tally) -> None:
    """Count one report."""
    if answer.unread:
        tally.unread += 1
        tally.kept_unread += not report.readable and not claims
        return
    matched = _matched(answer, report, claims, pack)
    facts = Facts(pack, {claim.id: wanted.words for wanted, claim in matched if claim is not None})
    for wanted, claim in matched:
        _count(answer, wanted, claim, facts, tally)
    tally.claims += len(claims)
    tally.answering += sum(claim is not None for _, claim in matched)
    answered = {claim.id for _, claim in matched if claim is not None}
    for claim in claims:
        if claim.id not in answered:
            tally.misses.append(f"BEYOND {answer.report}: {claim.kind} {claim.type}: {_shown(claim)}")
    for trap in answer.traps:
        _spring(answer, trap, report, claims, facts, tally)


def _matched(answer: Answer, report: Report, claims: Sequence[Claim], pack: Pack) -> list[tuple[Wanted, Claim | None]]:
    """Each wanted claim with the claim that answers it; the best pairs first, no claim twice."""
    facts = Facts(pack, {})
    pairs = []
    for place, wanted in enumerate(answer.claims):
        span = _place(answer.report, wanted.words, wanted.nth, report)
        for order, claim in enumerate(claims):
            shared = max(_overlap(span, e.start, e.end) for e in claim.evidence)
            if shared > 0 and _could_be(wanted, claim):
                right = sum(agrees(name, value, claim, facts) for name, value in wanted.fields.items())
                pairs.append(((not wanted.optional, right, shared), -place, -order))
    taken: dict[int, int] = {}
    for _, place, order in sorted(pairs, reverse=True):
        if -place not in taken and -order not in taken.values():
            taken[-place] = -order
    return [(w, claims[taken[i]] if i in taken else None) for i, w in enumerate(answer.claims)]


def _place(report: str, words: str, nth: int, text: Report) -> Span:
    span = span_of(words, nth, text.text)
    if span is None:
        raise KeyFault(f"{report}: the words {words!r} (time {nth}) do not stand in the report as it is read")
    return span


def _overlap(span: Span, start: int, end: int) -> float:
    """Characters shared, as a share of the longer of the two: a whole paragraph is poor evidence of two words."""
    shared = min(span.end, end) - max(span.start, start)
    return max(0, shared) / max(span.end - span.start, end - start, 1)


def _could_be(wanted: Wanted, claim: Claim) -> bool:
    if claim.kind != wanted.kind:
        return False
    return wanted.kind not in IDENTITY or wanted.fields.get("type") in (None, claim.type)


def _count(answer: Answer, wanted: Wanted, claim: Claim | None, facts: Facts, tally: Tally) -> None:
    if not wanted.optional:
        for group in (wanted.kind, f"eyes_{answer.eyes}"):
            tally.wanted[group] += 1
            tally.found[group] += claim is not None
    if claim is None:
        if not wanted.optional:
            kind = f"{wanted.kind} {wanted.fields.get('type', '')}".strip()
            tally.misses.append(f"MISSED {answer.report}: {kind}: {wanted.words!r}")
        return
    for name, value in wanted.fields.items():
        right = agrees(name, value, claim, facts)
        tally.stated[name] += 1
        tally.right[name] += right
        if not right:
            tally.misses.append(
                f"WRONG  {answer.report}: {wanted.words!r}: {name} is {_value_of(claim, name)}, wanted {value!r}"
            )


def _value_of(claim: Claim, name: str) -> str:
    found = getattr(claim, "actor" if name == "actor_certainty" else "place" if name == "province" else name, None)
    if isinstance(found, tuple):
        return str(
            [getattr(x, "id", None) or getattr(x, "words", None) or getattr(x, "name", None) or x for x in found]
        )
    return repr(found)


def _spring(answer: Answer, trap: Trap, report: Report, claims: Sequence[Claim], facts: Facts, tally: Tally) -> None:
    tally.traps += 1
    span = _place(answer.report, trap.words, trap.nth, report)
    for claim in claims:
        meets = any(_overlap(span, e.start, e.end) > 0 for e in claim.evidence)
        if meets and agree_all(trap.fields, claim, facts):
            tally.sprung += 1
            tally.misses.append(
                f"TRAP   {answer.report}: {trap.why or trap.words}: {claim.kind} {claim.type}: {_shown(claim)}"
            )
            return


def _shown(claim: Claim) -> str:
    return repr(claim.evidence[0].quote[:100])
