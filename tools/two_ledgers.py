"""Two ledgers of the strikes of early 2015 as two imperfect counts of one thing: for `python -m tools.questions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recount.assess.lists import Floats, Lists
from recount.assess.periods import Days
from recount.assess.two_lists import chapman
from recount.collect.countable import dated, kept_rows
from recount.collect.table import Table, table_in
from recount.words.days import Order
from recount.words.gazetteer import Gazetteer
from recount.words.normalise import name_key
from recount.words.pack import load_pack

DAYS = np.arange("2014-12-31", "2015-06-26", dtype="datetime64[D]")
"""The first days of both ledgers together to the last of the rival's; one day more before, where a strike of 1 January
may stand that was told on the next."""
MONTHS = tuple(f"2015-{month:02}" for month in range(1, 7))
SHOWN = 8

Ledger = Mapping[str, Floats]
"""Strikes by day for each place."""


def ledgers(data: Path) -> Iterator[str]:
    """The coalition's releases and the rival ledger, 1 January to 25 June 2015."""
    strikes = data / "strikes"
    released = ledger_of(table_in(strikes / "strike_release_lines.csv"), "number", DAYS, order="mdy")
    rival = ledger_of(table_in(strikes / "rival_ledger_2014_08_2015_06.csv"), "attacks", DAYS)
    head = ("releases", "rival ledger", "in both", "in all, if independent", "if one doubles the other's odds")
    since = np.datetime64("2015-01-01") <= DAYS
    yield line(("unit", "same day", *head))
    yield line(["---"] * 7)
    for unit, most in (("strikes", np.inf), ("days of a place", 1.0)):
        one, two = ({name: np.minimum(by_day, most) for name, by_day in part.items()} for part in (released, rival))
        for slack, words in ((0, "as given"), (1, "or the next")):
            yield line([unit, words, *compared(one, two, slack, since)])
    yield ""
    yield line(("strikes of", "releases to rival", *head))
    yield line(["---"] * 7)
    for month in MONTHS:
        here = DAYS.astype("datetime64[M]") == np.datetime64(month, "M")
        ratio = held(released, here) / held(rival, here)
        yield line([month, f"{ratio:.2f}", *compared(released, rival, 1, here)])
    yield ""
    sizes = {name: (at_place(released, name, since), at_place(rival, name, since)) for name in {*released, *rival}}
    for name in sorted(sizes, key=lambda name: -sum(sizes[name]))[:SHOWN]:
        yield f"- {name}: releases {sizes[name][0]:.0f}, rival ledger {sizes[name][1]:.0f}"
    alone = [sum(not pair[other] for pair in sizes.values()) for other in (1, 0)]
    both = len(sizes) - sum(alone)
    yield f"- places in the releases alone {alone[0]}, in the rival ledger alone {alone[1]}, in both {both}"
    for quarter, months in (("first", MONTHS[:3]), ("second", MONTHS[3:])):
        here = np.isin(DAYS.astype("datetime64[M]"), np.array(months, dtype="datetime64[M]"))
        ours, theirs = (at_place(part, "Ramadi", here) for part in (released, rival))
        yield f"- Ramadi, {quarter} quarter: releases {ours:.0f}, rival ledger {theirs:.0f}"


def ledger_of(table: Table, column: str, days: Days, *, order: Order | None = None) -> Ledger:
    """Strikes of each place by day. A place is what the gazetteer takes a name for, else the name itself, so that two
    spellings of a town are one."""
    gazetteer = Gazetteer(load_pack("inherent-resolve"))
    kept = kept_rows(table, (), [("date", "total")])
    rows = dated(kept, numbers=[column], day="date", order=order)
    names: dict[str, str] = {}
    found: dict[str, Floats] = {}
    for name, day, number in zip(kept.column("location"), rows.days, rows.columns[column], strict=True):
        if name not in names:
            meanings = gazetteer.meanings(name)
            names[name] = meanings[0].name if meanings else name_key(name)
        at = int((np.datetime64(day, "D") - days[0]) / np.timedelta64(1, "D"))
        if 0 <= at < len(days):
            found.setdefault(names[name], np.zeros(len(days)))[at] += number or 0
    return {name: by_day for name, by_day in found.items() if by_day.any()}


def compared(released: Ledger, rival: Ledger, slack: int, here: NDArray[np.bool_]) -> list[str]:
    """The sizes of both, what they have in common, and what there was in all by Chapman's estimate, with its interval
    and with what it would be if one ledger drew on the other."""
    first, second = held(released, here), held(rival, here)
    both = sum(in_common(released[name], rival[name], slack, here) for name in released.keys() & rival.keys())
    found = chapman(Lists(("releases", "rival"), np.array([0, first - both, second - both, both], dtype=np.int64)))
    doubled = dict(found.if_dependent)[2.0]
    total = f"{found.total:,.0f} ({found.low:,.0f} to {found.high:,.0f})"
    return [f"{first:,.0f}", f"{second:,.0f}", f"{both:,.0f}", total, f"{doubled:,.0f}"]


def in_common(one: Floats, two: Floats, slack: int, here: NDArray[np.bool_]) -> float:
    """Strikes that both ledgers have at a place: on the same day first; of what is left, also with the day before or
    after, where `slack` is 1."""
    left, right = np.where(here, one, 0), np.where(here, two, 0)
    matched = 0.0
    for shift in (0, -1, 1)[: 1 + 2 * slack]:
        for at in range(len(left)):
            beside = at + shift
            if 0 <= beside < len(right):
                taken = min(left[at], right[beside])
                left[at] -= taken
                right[beside] -= taken
                matched += taken
    return matched


def held(ledger: Ledger, here: NDArray[np.bool_]) -> float:
    """Strikes on these days."""
    return float(sum(by_day[here].sum() for by_day in ledger.values()))


def at_place(ledger: Ledger, name: str, here: NDArray[np.bool_]) -> float:
    """Strikes at one place."""
    return float(ledger[name][here].sum()) if name in ledger else 0.0


def line(cells: Sequence[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
