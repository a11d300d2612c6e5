"""Aliases written short: "(Syrian|Syria) Civil (Defence|Defense)" stands for four; brackets may nest."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INNERMOST = re.compile(r"\(([^()]*)\)")


def expanded(alias: str) -> Iterator[str]:
    """Every name that the alias stands for, each once; an empty arm leaves the part out.

    >>> list(expanded("(US|) Central Command"))
    ['US Central Command', 'Central Command']
    >>> list(expanded("Anadolu( News( Agency|)|)"))
    ['Anadolu News Agency', 'Anadolu', 'Anadolu News']
    """
    yield from dict.fromkeys(name for made in _arms(alias) if (name := " ".join(made.split())))


def _arms(alias: str) -> Iterator[str]:
    part = _INNERMOST.search(alias)
    if part is None:
        yield alias
        return
    for arm in part[1].split("|"):
        yield from _arms(alias[: part.start()] + arm + alias[part.end() :])
