"""The card of a classifier: what its columns mean, and on what its scores were made probabilities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from recount.language.classifier import check_labels
from recount.records import UsageError

_KEYS = {"labels", "thresholds", "temperature", "gives", "calibrated_on", "pieces"}
_EXPECTED = (
    "expected labels (a list, null for none), thresholds (label to probability), temperature (1 changes nothing), "
    "gives (logits or probabilities), calibrated_on (in words) and, for a model of pieces, pieces (how many at most)"
)


@dataclass(frozen=True, slots=True)
class ClassifierCard:
    """What a classifier's columns mean, and how its scores became probabilities.

    `calibrated_on` says on which held-out sentences temperature and thresholds were chosen: a threshold without
    that is a taste. `pieces` is how many the network reads, its own first and last among them.
    """

    labels: tuple[str | None, ...]
    thresholds: Mapping[str, float]
    temperature: float
    gives: str
    calibrated_on: str
    pieces: int = 128


def classifier_card(path: Path) -> ClassifierCard:
    """The card in a file; `UsageError` where it is none, or does not agree with itself."""
    try:
        stated = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"no {path.name} in {path.parent}; {_EXPECTED}") from None
    except ValueError as error:
        raise UsageError(f"{path} is no JSON ({error}); {_EXPECTED}") from None
    if not isinstance(stated, dict) or not _KEYS - {"pieces"} <= stated.keys() <= _KEYS:
        raise UsageError(f"{path} has {sorted(stated) if isinstance(stated, dict) else 'no keys'}; {_EXPECTED}")
    try:
        card = ClassifierCard(
            labels=tuple(None if label is None else str(label) for label in stated["labels"]),
            thresholds={str(label): float(value) for label, value in stated["thresholds"].items()},
            temperature=float(stated["temperature"]),
            gives=str(stated["gives"]),
            calibrated_on=str(stated["calibrated_on"]).strip(),
            pieces=int(stated.get("pieces", 128)),
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path} cannot be used: {error}; {_EXPECTED}") from None
    check_labels([label for label in card.labels if label is not None])
    wrong = (
        "thresholds for other labels than its own" * (card.thresholds.keys() != set(card.labels) - {None})
        or f"the temperature {card.temperature}" * (not 0.01 <= card.temperature <= 100)
        or f"gives {card.gives!r}" * (card.gives not in ("logits", "probabilities"))
        or "no words on what it was calibrated on" * (not card.calibrated_on)
        or f"room for {card.pieces} pieces" * (not 3 <= card.pieces <= 4096)
    )
    if wrong:
        raise UsageError(f"{path} has {wrong}; {_EXPECTED}")
    return card
