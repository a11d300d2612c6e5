"""Vintages of a dataset in their order: a later issue corrects an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = re.compile(r"\d+|\D+")
HASHED = "sha256-"
"""How a vintage begins that nobody named: the start of the file's hash, which comes before every named one."""


def age(vintage: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """A key by which vintages sort from the earliest to the latest: numbers inside them count as numbers.

    >>> sorted(["v23_0_10", "v23_0_9", "sha256-ff", "v24"], key=age)
    ['sha256-ff', 'v23_0_9', 'v23_0_10', 'v24']
    """
    parts = tuple((1, int(p), "") if p.isdigit() else (0, 0, p.casefold()) for p in _PART.findall(vintage))
    return not vintage.startswith(HASHED), parts


def in_order(issues: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Datasets and their vintages, by name, then from the earliest to the latest."""
    return sorted(set(issues), key=lambda issue: (issue[0], age(issue[1])))
