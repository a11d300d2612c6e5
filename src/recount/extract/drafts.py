"""What a happening, a level or a movement holds before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.attribution import Attribution
from recount.extract.modality import ModalityReading
from recount.extract.parties import NOBODY, Parties
from recount.extract.syntax import Sentence
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Direction, Kind, Quantity, Relation, Span, Verdict

__all__ = ["NOBODY", "Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be. `trigger` is the words that carry it, `span` the clause that becomes its evidence. `rests` marks
    an anaphoric mention without anything new ("the attack"), which joins an earlier claim rather than making one;
    `heard` a side that the network alone gives; `also` holds the words of other sentences that name a side."""

    kind: Kind
    type: str | None
    mode: str | None
    trigger: Span
    span: Span
    sentence: Sentence
    reading: ModalityReading
    parties: Parties
    where: Where
    when: When
    quantity: tuple[Quantity, ...]
    instrument: tuple[str, ...]
    attribution: Attribution | None
    direction: Direction | None = None
    relation: Relation | None = None
    about: str | None = None
    verdict: Verdict | None = None
    rests: bool = False
    weak: bool = False
    heard: bool = False
    also: tuple[Span, ...] = ()
    reasons: tuple[str, ...] = ()
