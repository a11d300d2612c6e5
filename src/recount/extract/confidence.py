"""How surely the sentence says this: learnt weights, each with its reason. Not whether it happened.

The terms of a claim are plain facts of its reading: its kind, whether its word is a plain one, where its place and time
come from, whether the network sees an event there too. Their weights (confidence.yaml, in log odds) are learnt from a
key of what careful readers take from reports (`python -m training.confidence`), so that of the claims with confidence
.8 about eight in ten are what a careful reader takes; `python -m evals calibration` measures how far that holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from recount.extract.drafts import Draft
from recount.extract.syntax import Document
from recount.records import Span
from recount.words.yaml_text import yaml_of

_LOW, _HIGH = 0.02, 0.98
_LONG = 60
"""Words from which a sentence is very long."""
_FAR, _NEAR = 0.3, 0.7
"""Chances of the network below which it speaks against a type, and from which it speaks for it."""
_HEARD = "a side by the network"
_DOUBT = -0.8
"""The weight of a side that the network alone gives, as long as the key holds too few of them to learn one: more than a
side that the rules give adds."""


class Term(NamedTuple):
    """A fact of a reading. `name` has a weight; `detail` says it of this claim."""

    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.detail}" if self.detail else self.name


def confidence_of(draft: Draft, document: Document) -> tuple[float, tuple[str, ...]]:
    """The chance that a careful reader takes this too, 0.02 to 0.98, and the terms that made it, in order."""
    terms = list(terms_of(draft, document))
    known = {_HEARD: _DOUBT} | weights()
    reasons = tuple(f"{known.get(t.name, 0.0):+.2f} {t}" for t in terms)
    return chance_of((t.name for t in terms), known), reasons


def chance_of(names: Iterable[str], known: dict[str, float]) -> float:
    """The chance that weights give to a set of terms. A term without a weight says nothing."""
    odds = known.get(START, 0.0) + sum(known.get(name, 0.0) for name in names)
    return round(min(max(1 / (1 + math.exp(-odds)), _LOW), _HIGH), 2)


START = "start"


@cache
def weights() -> dict[str, float]:
    """Weights of terms in log odds, as they were learnt; `start` is that of no term at all."""
    raw = yaml_of(resources.files("recount.extract").joinpath("confidence.yaml").read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in raw["weights"].items()}


def terms_of(draft: Draft, document: Document) -> Iterator[Term]:
    """Every fact of a reading that has a weight, each once."""
    yield Term(f"{draft.kind}")
    if draft.kind in ("event", "tally") and draft.type:
        yield Term(f"{draft.type}")
    yield Term("weak word" if draft.weak else "plain word")
    yield Term(f"place {draft.where.origin}", draft.where.reason)
    yield Term(f"time {draft.when.origin}", draft.when.reason)
    for holds, name in (
        (draft.quantity, "figures"),
        (draft.parties.actor, "an actor"),
        (draft.parties.target, "a target"),
        (draft.attribution is not None, "somebody says so"),
        (draft.reading.modality != "actual", draft.reading.modality),
        (draft.rests, "only points back"),
        (draft.heard, _HEARD),
        (len(draft.sentence.tokens) > _LONG, "a very long sentence"),
        (draft.sentence.segment_kind in ("title", "heading", "lede"), "a headline"),
    ):
        if holds:
            yield Term(name)
    if draft.kind in ("event", "tally", "intent"):
        yield Term(_heard(draft, document))


def _heard(draft: Draft, document: Document) -> str:
    """What the network makes of the words: an event or none, of this type or another."""
    around = Span(draft.trigger.start, draft.trigger.end)
    found = [t for t in document.events_of(draft.sentence.span) if t.start < around.end and around.start < t.end]
    if not found:
        return "no event by the network"
    best = max(t.type_scores.get(draft.type or "", 0.0) for t in found)
    if best >= _NEAR:
        return "this type by the network"
    return "another type by the network" if best < _FAR else "perhaps this type by the network"
