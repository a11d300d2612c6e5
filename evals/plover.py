"""PLOVER-15 root of a given source and target, read from the claims of the sentence.

Of the claims whose evidence stands in the sentence, that one answers whose actors and targets overlap the given source
and target best, then the first; CONCEDE and RETREAT are YIELD. An intent of a cooperative type is AGREE and one
of a conflictual type THREATEN, as the codebook puts acts to come; a negated one is REJECT. macro-F1 over the
roots of the data. Baseline: the most common root.

`plover_heads` is the root that the language layer gives to the words of source and target themselves. It learns from
the training file: on that file its figures are in-sample and promise nothing. `docs/evals.md` has those of five folds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from evals.line import Line
from evals.shape import report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.language.decode_events import Root
from recount.language.engine import Language, shipped
from recount.records import Claim, Mention, Span, UsageError
from recount.words.pack import load_pack
from recount.words.vocabulary import vocabulary
from training.corpora.texts import Text, laid_out

DEFAULT = "plover/plv_train.jsonl"
_YIELD = frozenset({"CONCEDE", "RETREAT"})
_MARK = re.compile(r"</?[st]>")


class Paired(Protocol):
    """A text that was read, and can be asked about two parties in it."""

    def root_of_pair(self, source: range, target: range) -> Root:
        """What the source does to the target, both words of the text."""


@runtime_checkable
class PairReader(Protocol):
    """An engine that answers about given parties."""

    def raw(self, text: str) -> Paired:
        """The text, read."""


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    engine = shipped() if language is None else language
    rows = list(rows_in(data))
    extractor = Extractor(load_pack("inherent-resolve"))
    told = [root_of(extractor.claims_in(report_of(str(row["text"]))), row) for row in rows]
    gold = [str(row["root"]) for row in rows]
    common = Counter(gold).most_common(1)[0][0] if gold else ""
    yield Line("plover", "root_macro_f1", macro_f1(gold, told), len(rows))
    yield Line("plover", "root_accuracy", share([a == b for a, b in zip(gold, told, strict=True)]), len(rows))
    yield Line("plover", "coded", share([t is not None for t in told]), len(rows))
    yield Line("plover", "root_macro_f1_baseline", macro_f1(gold, [common] * len(gold)), len(rows))
    if isinstance(engine, PairReader):
        said = [_paired(engine, row) for row in rows]
        yield Line("plover_heads", "root_macro_f1", macro_f1(gold, said), len(rows))
        yield Line("plover_heads", "root_accuracy", share([a == b for a, b in zip(gold, said, strict=True)]), len(rows))


def _paired(engine: PairReader, row: dict[str, Any]) -> str | None:
    """The root between the words of source and target; `None` where neither is named, or they lie too far apart."""
    laid = laid_out(str(row["text"]))
    source, target = (words_of(laid, row, side) for side in ("source", "target"))
    if not source and not target:
        return None
    # A side that is not named pulls at no word; it stands where the other one does.
    source, target = source or range(target.start, target.start), target or range(source.start, source.start)
    try:
        return engine.raw(str(row["text"])).root_of_pair(source, target).root
    except UsageError:
        return None


def words_of(laid: Text, row: dict[str, Any], side: str) -> range:
    """The words of a side: where it is marked, otherwise where its words first stand."""
    marked = re.search(rf"<{side[0]}>(.*?)</{side[0]}>", str(row.get("marked", "")), re.DOTALL)
    words = _MARK.sub("", marked[1]) if marked else str(row[side])
    start = len(_MARK.sub("", str(row["marked"])[: marked.start(1)])) if marked else str(row["text"]).find(words)
    if start < 0 or not words.strip():
        return range(0)
    return range(*laid.touched(start + len(words) - len(words.lstrip()), start + len(words.rstrip())))


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
