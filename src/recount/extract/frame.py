"""What is known of a sentence before it is coded, and what the sentences before it left standing."""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.attribution import Attribution
from recount.extract.drafts import Draft
from recount.extract.lexicon import Lexicon
from recount.extract.quantities import QuantityMention
from recount.extract.splitting import Clause
from recount.extract.syntax import Document, Sentence
from recount.records import Mention, Place, Time


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentences before left standing in the same segment: the last time and the last place of a happening,
    and whether that time is a stretch over which they counted. `deed` is the last assault told and `day` the last day
    of a happening, in any segment; `count` the last happening that was counted."""

    segment: int = -1
    sentence: int = -1
    time: Time | None = None
    places: tuple[Place, ...] = ()
    subject: Mention | None = None
    counted: bool = False
    deed: Draft | None = None
    day: Time | None = None
    count: Draft | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with everything that was found in it once."""

    sentence: Sentence
    document: Document
    lexicon: Lexicon
    clauses: list[Clause]
    attributions: list[Attribution]
    figures: list[QuantityMention]
    carried: Carried
