"""How many: numbers joined to what they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.extract.syntax import Document, Sentence
from recount.records import Quantity, Span

What = Literal["harm", "count", "stock"]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity and where it stands.

    `span` covers the number and the noun that it counts; `whom` the people counted; `cue` the word that says what
    befell them or what is counted ("killed", "attacks"). `what`: harm to people, a count of happenings or things,
    or a stock at a time. `total` where the words say a running total or a total of a period; `repeated` where a rate
    or habit is given; `part_of_previous` where the number is part of one already given ("including five children").
    """

    span: Span
    quantity: Quantity
    whom: Span | None
    cue: Span | None
    what: What
    total: bool = False
    repeated: bool = False
    part_of_previous: bool = False


def quantities_in(sentence: Sentence, document: Document) -> list[QuantityMention]:  # noqa: ARG001
    """Quantities of the sentence, in order of their spans."""
    return []
