"""How surely the sentence says this: a plain sum whose every term has a reason. Not whether it happened."""

from __future__ import annotations

from recount.extract.drafts import Draft

_START = 0.5
_LOW, _HIGH = 0.05, 0.95


def confidence_of(draft: Draft) -> tuple[float, tuple[str, ...]]:
    """The score in 0.05 to 0.95 and the terms that made it, in order."""
    terms = [(weight, reason) for weight, reason in _terms(draft) if weight or "carried" in reason]
    score = min(max(_START + sum(weight for weight, _ in terms), _LOW), _HIGH)
    return round(score, 2), tuple(f"{weight:+.2f} {reason}" for weight, reason in terms)


def _terms(draft: Draft) -> list[tuple[float, str]]:
    return [
        (-0.15 if draft.weak else 0.1, "weak word" if draft.weak else "plain word"),
        (_of_where(draft), f"{draft.where.reason}"),
        (_of_when(draft), f"{draft.when.reason}"),
        (0.05 if draft.quantity else 0.0, "figures"),
        (0.05 if draft.parties.actor else 0.0, "an actor"),
        (0.05 if draft.parties.target else 0.0, "a target"),
        (-0.1 if draft.reading.modality in ("possible", "conditional") else 0.0, "doubtful mood"),
        (-0.15 if draft.rests else 0.0, "only points back"),
        (-0.1 if len(draft.sentence.tokens) > 60 else 0.0, "a very long sentence"),
        (-0.1 if draft.kind in ("trend", "forecast") else 0.0, "a kind read by few rules"),
    ]


def _of_where(draft: Draft) -> float:
    return {"own": 0.1, "sentence": 0.05, "carried": 0.0, "lead": -0.05}.get(draft.where.origin, -0.05)


def _of_when(draft: Draft) -> float:
    return {"own": 0.1, "sentence": 0.05, "carried": 0.0}.get(draft.when.origin, -0.05)
