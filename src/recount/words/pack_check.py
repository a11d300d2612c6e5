"""All that the words of a pack say of themselves: what does not hold, and what is not there yet."""

from __future__ import annotations

from collections.abc import Iterator

from recount.records.problem import Problem
from recount.words.check_actors import actor_problems
from recount.words.check_gaps import gaps
from recount.words.check_places import place_problems
from recount.words.pack import Pack


def problems(pack: Pack) -> Iterator[Problem]:
    """Errors among entries that hold one by one, then gaps."""
    yield from actor_problems(pack)
    yield from place_problems(pack)
    yield from gaps(pack)
