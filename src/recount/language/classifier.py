"""A classifier of sentences as a second reader. It marks a sentence with an event type and points at no words.

A classifier says what a sentence is about and not which of its words say so; spans that were guessed from its label
would be inventions. Its mark is a probability that was calibrated, held against a threshold that its card states.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from recount.language.optional import Found, Proposal, Reason, Tally
from recount.records import Span, UsageError
from recount.words.vocabulary import vocabulary

MARK = "mark"
"""The kind of proposal that a classifier makes."""

DECIMALS = 3
_LONGEST = 4000
"""Code points of a sentence that is asked about. What is longer is a table or a list that nothing has cut."""


class SentenceClassifier(Protocol):
    """Says what a sentence is about: a probability for each label, the rest being none of them."""

    @property
    def name(self) -> str:
        """The name that its marks carry."""
        ...

    @property
    def thresholds(self) -> Mapping[str, float]:
        """For each label that may become a mark the probability from which on it does, inclusive."""
        ...

    def probabilities(self, sentence: str) -> Mapping[str, float] | Reason:
        """Calibrated probabilities by label, or why there are none for this sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Marker:
    """Reads with a classifier: at most one mark for each sentence, its likeliest label."""

    classifier: SentenceClassifier

    def __post_init__(self) -> None:
        thresholds = self.classifier.thresholds
        check_labels(thresholds)
        for label, threshold in thresholds.items():
            if not 0 < threshold <= 1:
                raise UsageError(f"the threshold of {label} is {threshold}; expected more than 0, at most 1.")

    @property
    def name(self) -> str:
        """The classifier's."""
        return self.classifier.name

    def read(self, text: str, sentences: Sequence[Span]) -> Found:
        """A mark for each sentence whose likeliest label reaches its threshold."""
        tally, marks = Tally(), list[Proposal]()
        for index, sentence in enumerate(sentences):
            mark = self._mark(text[sentence.start : sentence.end], tally)
            if mark is not None:
                label, score = mark
                marks.append(Proposal(MARK, label, {}, index, self.name, score))
        return Found(tuple(marks), tally.refusals())

    def _mark(self, sentence: str, tally: Tally) -> tuple[str, float] | None:
        said = self.classifier.probabilities(sentence) if len(sentence) <= _LONGEST else "too_long"
        if isinstance(said, str):
            tally.add(said, sentence, where="sentence")
            return None
        if any(not math.isfinite(value) or not -1e-3 <= value <= 1.001 for value in said.values()):
            tally.add("wrong_type", "a probability that is none")
            return None
        label, value = max(sorted(said.items()), key=lambda row: round(row[1], DECIMALS), default=("", 0.0))
        threshold = self.classifier.thresholds.get(label)
        if threshold is None:
            if label:
                tally.add("not_in_vocabulary", label)
            return None
        score = round(min(1.0, value), DECIMALS)
        return (label, score) if score >= threshold else None


def check_labels(labels: Mapping[str, object] | Sequence[str]) -> None:
    """`UsageError` unless every label is an event type of the vocabulary."""
    events = vocabulary().events
    unknown = [label for label in labels if label not in events]
    if unknown or not labels:
        found = f"has the label {unknown[0]!r}" if unknown else "has no label"
        raise UsageError(
            f"the classifier {found}; expected names of the vocabulary ({', '.join(events)}), and null for a column "
            "that means none of them. Try: map its labels in card.json."
        )
