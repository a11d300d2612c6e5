"""Event records coded, and records without an event left alone, each sentence once.

A record counts as coded where any claim of an event, tally, intent or forecast comes of it. Records of the
PETRARCH-style files say by `gold` (an empty list: nothing to code) and those of the spans file by `spans`.
`balanced` is the mean of the two proportions. Baseline: code everything (.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evals.line import Line
from evals.shape import report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.words.pack import load_pack

DEFAULT = "cameo"
_KINDS = frozenset({"event", "tally", "intent", "forecast"})


def run(data: Path) -> Iterator[Line]:
    records = records_in(data)
    extractor = Extractor(load_pack("inherent-resolve"))
    told = {text: _is_coded(extractor, text) for text in records}
    events = [told[text] for text, holds in records.items() if holds]
    others = [not told[text] for text, holds in records.items() if not holds]
    yield Line("coded", "event_records", share(events), len(events))
    yield Line("coded", "no_event_records", share(others), len(others))
    balanced = (share(events) + share(others)) / 2
    yield Line("coded", "balanced", balanced, len(records))
    yield Line("coded", "balanced_baseline", 0.5, len(records))


def records_in(data: Path) -> dict[str, bool]:
    """Each sentence once, and whether any record of it holds an event."""
    found: dict[str, bool] = {}
    for row in rows_in(data):
        if "gold" not in row and "spans" not in row:
            continue
        text = str(row["text"]) if "text" in row else " ".join(row["tokens"])
        found[text] = found.get(text, False) or bool(row.get("gold") or row.get("spans"))
    return found


def _is_coded(extractor: Extractor, text: str) -> bool:
    return any(c.kind in _KINDS for c in extractor.claims_in(report_of(text)))
