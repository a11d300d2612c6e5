"""Readers that a user may add beside the shipped network: what they propose, and what was refused of it.

A second reader never replaces a reading and never alters one. What it proposes stands beside the network's with the
reader's name on it, and each of its fields is a run of the text; what could not be found there is refused and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from recount.language.analysis import Labelled
from recount.records import Span

Reason = Literal[
    "ambiguous", "broken_off", "duplicate", "elsewhere", "empty", "lacks_field", "no_number", "no_such_sentence",
    "not_asked", "not_in_text", "not_in_vocabulary", "not_json", "overlapping", "part_of_word", "redirect", "signs",
    "status", "too_deep", "too_large", "too_long", "too_many", "too_slow", "unknown_field", "wrong_shape", "wrong_type",
]  # fmt: skip

MEANINGS: dict[Reason, str] = {
    "ambiguous": "stands more than once in its sentence",
    "broken_off": "no answer came: refused, or broken off",
    "duplicate": "was proposed before, in the same words",
    "elsewhere": "stands in the text, but not in the sentence that it was given for",
    "empty": "has no words",
    "lacks_field": "lacks a field without which it says nothing",
    "no_number": "is no number, or holds none or several",
    "no_such_sentence": "names a sentence that was not shown",
    "not_asked": "was not asked any more, after too many requests without an answer",
    "not_in_text": "does not stand in the text",
    "not_in_vocabulary": "is no name of the vocabulary",
    "not_json": "is not JSON",
    "overlapping": "covers words that were given to another already",
    "part_of_word": "begins or ends inside a word or a number of the text",
    "redirect": "the server sent us elsewhere; nothing was followed",
    "signs": "holds control signs, or signs that turn writing round",
    "status": "the server answered with an error",
    "too_deep": "is nested too deeply",
    "too_large": "is larger than an answer may be",
    "too_long": "is longer than such a field may be, or than can be asked about",
    "too_many": "came after as many proposals as so few sentences can hold",
    "too_slow": "the answer was not there in time",
    "unknown_field": "is no field that was asked for",
    "wrong_shape": "has not the shape that was asked for",
    "wrong_type": "is no words, or no number, where such were asked for",
}
"""What each reason says of the thing that was refused."""

UNSCORED = 0.0
"""The score of a field whose reader states no probability: no threshold takes it for certainty."""

_EXAMPLES = 3
_SHOWN = 80
"""Examples kept for each reason, and code points kept of each: enough to see what kind of thing it was."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a second reader says of one sentence. Two are the same proposal when all that they say is the same.

    `kind` is event, attribution, cause, mention or mark (a label of the whole sentence, without fields). `type` is
    the kind's name from the vocabulary, or `None` where the kind has none. `fields` maps a role to its words;
    `sentence` counts the sentences that were given, from 0; `score` is a probability if the reader has one.
    """

    kind: str
    type: str | None
    fields: Mapping[str, Labelled]
    sentence: int
    reader: str
    score: float = UNSCORED


@dataclass(frozen=True, slots=True)
class Refusal:
    """How often something was refused for one reason, and what the first few looked like (signs made visible)."""

    reason: Reason
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a second reader came to over one text: proposals in the order of the text, refusals by reason."""

    proposals: tuple[Proposal, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> Mapping[Reason, int]:
        """How often each reason occurred."""
        return {refusal.reason: refusal.count for refusal in self.refusals}


NOTHING = Found()
"""Where nobody has read."""


class SecondReader(Protocol):
    """Reads a text once more. It raises nothing for a bad answer: refusals are counted, and the work goes on."""

    @property
    def name(self) -> str:
        """The name that its proposals carry."""
        ...

    def read(self, text: str, sentences: Sequence[Span]) -> Found:
        """Proposals over the sentences, each field with `text[start:end]` as its words."""
        ...


@dataclass(slots=True)
class Tally:
    """Refusals while they come in. `secret` never stands in an example, whatever a server sends back."""

    secret: str | None = field(default=None, repr=False)
    counts: Counter[Reason] = field(default_factory=Counter)
    examples: dict[Reason, list[str]] = field(default_factory=dict)

    def add(self, reason: Reason, said: object = "", *, where: str = "", count: int = 1) -> None:
        """One refusal more (or `count` of them); `said` is what was refused, `where` the field that it was for."""
        self.counts[reason] += count
        kept = self.examples.setdefault(reason, [])
        example = f"{where}: {self._shown(said)}" if where else self._shown(said)
        if len(kept) < _EXAMPLES and example and example not in kept:
            kept.append(example)

    def refusals(self) -> tuple[Refusal, ...]:
        """The refusals so far, by reason."""
        return tuple(
            Refusal(reason, count, tuple(self.examples[reason])) for reason, count in sorted(self.counts.items())
        )

    def _shown(self, said: object) -> str:
        words = said if isinstance(said, str) else type(said).__name__ if isinstance(said, dict | list) else repr(said)
        if self.secret:
            words = words.replace(self.secret, "[key]")
        return "".join(map(_visible, words[:_SHOWN])) + "…" * (len(words) > _SHOWN)


def _visible(sign: str) -> str:
    """The sign, or its escape where it steers a terminal, turns writing round, or cannot be written."""
    return sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode("ascii")
