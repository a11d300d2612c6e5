"""On how many independent origins a number rests: three reports that repeat one another are one origin.

A number in prose that rests on a single origin says so beside it, since prose is read without opening its numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from recount.publish.phrases import unit
from recount.records import Event
from recount.records.publication import Block, Counted, Prose, Section

Origins = Mapping[str, Collection[str]]
"""The independent origins of each event, by the key of its row."""
ALONE = "Told by one independent origin alone: "


def origins_of(events: Iterable[Event]) -> Origins:
    """The origins of events, as their accounts were found to depend on one another."""
    return {f"e-{event.id}": frozenset(event.origins) for event in events}


def alone(block: Block, origins: Origins) -> list[Counted]:
    """Numbers of a piece of prose whose events rest, all together, on one origin."""
    if not isinstance(block, Prose):
        return []
    numbers = dict.fromkeys(part for part in block.parts if isinstance(part, Counted))
    return [number for number in numbers if number.value and _origins(number, origins) == 1]


def _origins(counted: Counted, origins: Origins) -> int:
    return len({origin for row in counted.rows for origin in origins.get(row, ())})


def attributed(sections: Sequence[Section], origins: Origins) -> tuple[Section, ...]:
    """The sections with a sentence after each piece of prose that tells what one origin alone tells."""
    return tuple(
        replace(section, blocks=tuple(_said(block, alone(block, origins)) for block in section.blocks))
        for section in sections
    )


def _said(block: Block, numbers: Sequence[Counted]) -> Block:
    if not isinstance(block, Prose) or not numbers:
        return block
    return replace(block, parts=(*block.parts, f" {ALONE}{', '.join(unit(number) for number in numbers)}."))
