"""What a reader of a language says about a text: frozen records over exact offsets.

Offsets are Unicode code points of `Analysis.text`, half open: `text[start:end]` is the word or the span. Scores are
proportions between 0 and 1, rounded to three decimals. Two analyses are equal if every word, span and score is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from recount.records import Span

MentionLabel = Literal[
    "person",
    "organisation",
    "place",
    "nationality",
    "weapon",
    "vehicle",
    "date",
    "quantity",
    "facility",
    "money",
    "product",
    "misc",
]
MENTION_LABELS: tuple[MentionLabel, ...] = get_args(MentionLabel)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the sentence's tree. `upos`, `feats` and `deprel` are those of Universal Dependencies,
    `feats` without any is empty; `head` is an index within the sentence, -1 for the root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, never empty. `causal` is the probability that it states cause and effect; `None` where the engine
    does not say."""

    start: int
    end: int
    words: tuple[Word, ...]
    causal: float | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span with a label, and how sure the engine is of both."""

    start: int
    end: int
    label: str
    score: float

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, place or thing that a text names, under one label whatever scheme it was learnt from."""

    start: int
    end: int
    label: MentionLabel
    score: float

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that tell of an event. `type` is a PLOVER root, `None` where none is likely enough; `type_scores`
    holds every root; `roles` are the parties, labelled source or target."""

    start: int
    end: int
    score: float
    type: str | None
    type_scores: Mapping[str, float]
    roles: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words. The cue is what says that they are said ("according to"); `None` where a content stands
    without one, as a quotation may. The source is `None` where the text names nobody."""

    cue: Labelled | None
    source: Labelled | None
    contents: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """What a causal sentence gives as causes and as effects, and the words that join them. `sentence` is its index."""

    sentence: int
    causes: tuple[Labelled, ...]
    effects: tuple[Labelled, ...]
    signals: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that an engine says about one text.

    `incidents` are the parts of an incident: PerpInd, PerpOrg, Target, Victim, Weapon, as MUC-4 has them. `schemes`
    holds the spans of each annotation scheme as it was learnt, under the scheme's own labels: what `mentions`,
    `triggers`, `attributions` and `causes` were made from.
    """

    text: str
    engine: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    incidents: tuple[Labelled, ...] = ()
    causes: tuple[Cause, ...] = ()
    schemes: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)
