"""Aliases written short: "(Syrian|Syria) Civil (Defence|Defense)" stands for four."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_PART = re.compile(r"\(([^()]*)\)")


def expanded(alias: str) -> Iterator[str]:
    """Every name that the alias stands for; an empty arm leaves the part out.

    >>> list(expanded("(US|) Central Command"))
    ['US Central Command', 'Central Command']
    """
    pieces = _PART.split(alias)
    arms = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for chosen in product(*arms):
        name = " ".join("".join(chosen).split())
        if name:
            yield name
