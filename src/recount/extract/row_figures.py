"""How many a row says: best, low and high of each measure, as its columns give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recount.extract.row_times import RowError
from recount.extract.row_values import Cells, Getter, Header, value_of
from recount.records import Quantity
from recount.words.cells import number_of
from recount.words.mapping import listed
from recount.words.vocabulary import vocabulary


def figures_of(specs: Any, header: Header, decimal: str) -> Getter:
    """Reads the figures of a row with the reasons that its reader should know."""
    readers = [_one(spec, header, decimal) for spec in listed(specs)]

    def read(cells: Cells) -> tuple[tuple[Quantity, ...], tuple[str, ...]]:
        found = [one(cells) for one in readers]
        return tuple(q for q, _ in found if q is not None), tuple(why for _, why in found if why)

    return read


def _one(spec: Mapping[str, Any], header: Header, decimal: str) -> Getter:
    measure, whom, per = (value_of(spec.get(name), header) for name in ("measure", "of_whom", "per"))
    best, low, high = (value_of(spec.get(name), header, bare_is_column=True) for name in ("value", "low", "high"))
    parts = [value_of(name, header, bare_is_column=True) for name in listed(spec.get("sum"))]
    comparator = value_of(spec.get("comparator"), header)
    drop_zero = spec.get("zero") == "drop"
    may_be_open = bool(spec.get("open"))
    if not parts and isinstance(spec.get("value"), int | float) and not isinstance(spec.get("value"), bool):
        constant = float(spec["value"])
        return lambda cells: (Quantity(measure(cells), whom(cells), constant, "exact", constant, constant), "")

    def read(cells: Cells) -> tuple[Quantity | None, str]:
        said = [w for part in parts if (w := part(cells)) is not None] if parts else [best(cells)]
        numbers = [_number(w, decimal) for w in said if w is not None]
        value = sum(numbers) if numbers else None
        least, most = (None if (w := get(cells)) is None else _number(w, decimal) for get in (low, high))
        known = [n for n in (value, least, most) if n is not None]
        if not known or (drop_zero and max(known) == 0):
            return None, ""
        words = " + ".join(str(w) for w in said if w is not None) or None
        if may_be_open:
            how = "exact" if least == most == value else "range"
            return Quantity(measure(cells), whom(cells), value, how, least, most, per(cells), None, words), ""
        return _quantity(measure(cells), whom(cells), per(cells), value, least, most, comparator(cells), words)

    return read


def _quantity(
    measure: str,
    whom: str | None,
    per: str | None,
    value: float | None,
    least: float | None,
    most: float | None,
    comparator: str | None,
    words: str | None,
) -> tuple[Quantity, str]:
    if comparator is not None and least is None and most is None:
        low, high = vocabulary().range_of(comparator, value)
        return Quantity(measure, whom, value, comparator, low, high, per, None, words), ""
    bounds = [n for n in (value, least, most) if n is not None]
    crossed = least is not None and most is not None and least > most
    low = min(bounds) if least is not None or value is not None else None
    high = max(bounds) if most is not None or value is not None else None
    how = "exact" if low == high else "range"
    why = f"the row's low ({least:g}) lies above its high ({most:g})" if crossed else ""
    return Quantity(measure, whom, value, how, low, high, per, None, words), why


def _number(words: str, decimal: str) -> float:
    found = number_of(words, decimal=decimal)
    if found is None:
        raise RowError(f"has {words[:40]!r} where a number was expected")
    if found < 0:
        raise RowError(f"has {words}, a number below zero, where a count was expected")
    return found
