"""JSON from somebody who may mean harm: one document, plain values, bounded depth, no key twice."""

from __future__ import annotations

import json
import math
import re

DEEPEST = 16
"""Lists and objects within each other. An answer needs five; the parser of the standard library would go on to the
end of its stack."""

# A string is closed or runs to the end: were it to fail there, each quote inside would be tried anew.
_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class DepthError(ValueError):
    """Nested more deeply than `DEEPEST`."""


def strictly(data: str | bytes) -> object:
    """The value that the text or the UTF-8 bytes write down.

    Raises `ValueError`: `DepthError`, or what is wrong. NaN, Infinity, numbers too large for a float, integers of
    thousands of digits and repeated keys are refused; lone surrogates that are written as escapes are not.

    >>> strictly('{"a": [1, 2.5, null]}')
    {'a': [1, 2.5, None]}
    """
    text = data.decode("utf-8") if isinstance(data, bytes) else data
    _check_depth(text)
    return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once_each)


def _check_depth(text: str) -> None:
    depth = 0
    for mark in _MARK.finditer(text):
        if mark[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                raise DepthError(f"more than {DEEPEST} lists and objects within each other")
        elif mark[0] in "]}":
            depth -= 1


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{digits[:20]} is too large for a number")
    return value


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return made
