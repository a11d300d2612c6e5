"""PLOVER-15 root of a given source and target, read from the claims of the sentence.

Of the claims whose evidence stands in the sentence, that one answers whose actors and targets overlap the given source
and target best, then the first; CONCEDE and RETREAT are YIELD. An intent of a cooperative type is AGREE and one
of a conflictual type THREATEN, as the codebook puts acts to come; a negated one is REJECT. macro-F1 over the
roots of the data. Baseline: the most common root.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.line import Line
from evals.shape import report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.records import Claim, Mention, Span
from recount.words.pack import load_pack
from recount.words.vocabulary import vocabulary

DEFAULT = "plover/plv_train.jsonl"
_YIELD = frozenset({"CONCEDE", "RETREAT"})


def run(data: Path) -> Iterator[Line]:
    rows = list(rows_in(data))
    extractor = Extractor(load_pack("inherent-resolve"))
    told = [root_of(extractor.claims_in(report_of(str(row["text"]))), row) for row in rows]
    gold = [str(row["root"]) for row in rows]
    common = Counter(gold).most_common(1)[0][0] if gold else ""
    yield Line("plover", "root_macro_f1", macro_f1(gold, told), len(rows))
    yield Line("plover", "root_accuracy", share([a == b for a, b in zip(gold, told, strict=True)]), len(rows))
    yield Line("plover", "coded", share([t is not None for t in told]), len(rows))
    yield Line("plover", "root_macro_f1_baseline", macro_f1(gold, [common] * len(gold)), len(rows))


def root_of(claims: Sequence[Claim], row: dict[str, Any]) -> str | None:
    """The root that the claims give to the pair; `None` where nothing was coded."""
    source, target = _span(row, "source"), _span(row, "target")
    coded = [c for c in claims if c.type in vocabulary().events and c.kind in ("event", "tally", "intent", "forecast")]
    best = max(coded, key=lambda c: (_fit(c, source, target), -c.evidence[0].start), default=None)
    return None if best is None else _root(best)


def _root(claim: Claim) -> str:
    quad = vocabulary().events[claim.type or ""].quad
    if claim.kind in ("intent", "forecast"):
        if claim.modality == "negated":
            return "REJECT"
        if claim.type not in ("THREATEN", "REJECT", "REQUEST", "ACCUSE", "SUPPORT"):
            return "AGREE" if quad in (1, 2) else "THREATEN"
    return "YIELD" if claim.type in _YIELD else str(claim.type)


def _span(row: dict[str, Any], side: str) -> Span | None:
    at = str(row["text"]).find(str(row[side]))
    return Span(at, at + len(str(row[side]))) if at >= 0 else None


def _fit(claim: Claim, source: Span | None, target: Span | None) -> float:
    return (
        2.0 * _overlap(claim.actor, source)
        + 2.0 * _overlap(claim.target, target)
        + _inside(claim, source)
        + _inside(claim, target)
    )


def _overlap(mentions: Sequence[Mention], span: Span | None) -> bool:
    return span is not None and any(m.span is not None and m.span.overlaps(span) for m in mentions)


def _inside(claim: Claim, span: Span | None) -> bool:
    return span is not None and any(e.start < span.end and span.start < e.end for e in claim.evidence)


def macro_f1(gold: Sequence[str], told: Sequence[str | None]) -> float:
    """The mean over the gold's classes of the harmonic mean of precision and recall."""
    scores = []
    for root in sorted(set(gold)):
        hits = sum(g == root and t == root for g, t in zip(gold, told, strict=True))
        scores.append(2 * hits / (sum(g == root for g in gold) + sum(t == root for t in told)) if hits else 0.0)
    return sum(scores) / len(scores) if scores else 0.0
