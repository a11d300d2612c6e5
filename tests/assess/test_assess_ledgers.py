"""Two ledgers side by side: every happening in one line, each with its reason."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recount.assess.ledgers import compared, summed

DAY = date(2015, 1, 1)
KM = {frozenset(("mill", "bridge")): 9.0, frozenset(("mill", "port")): 80.0, frozenset(("bridge", "port")): 75.0}


def apart(a: str, b: str) -> float | None:
    return 0.0 if a == b else KM.get(frozenset((a, b)))


def on(place: str, day: int) -> tuple[str, date]:
    return place, DAY + timedelta(days=day)


def test_each_reason() -> None:
    one = {
        on("mill", 0): 3,
        on("mill", 2): 2,
        on("port", 2): 1,
        on("mill", 3): 1,
        on("bridge", 5): 4,
        on("port", 9): 1,
        on("mill", 9): 1,
    }
    other = {
        on("mill", 0): 5,
        on("bridge", 2): 2,
        on("port", 3): 1,
        on("mill", 3): 1,
        on("port", 9): 1,
        on("farm", 9): 2,
    }
    found = {
        (line.place, line.reason, line.in_): (line.number, line.beside) for line in compared(one, other, apart=apart)
    }
    assert found == {
        ("mill", "agreed", "both"): (1, None),
        ("mill", "more", "other"): (2, None),
        ("mill", "nearby", "both"): (2, "bridge"),
        ("port", "next day", "both"): (1, "2015-01-04"),
        ("bridge", "silent", "one"): (4, None),
        ("port", "agreed", "both"): (1, None),
        ("mill", "only", "one"): (1, None),
        ("farm", "only", "other"): (2, None),
    }


cells = st.dictionaries(
    st.tuples(st.sampled_from(["mill", "bridge", "port", "farm"]), st.integers(0, 6).map(lambda n: DAY + timedelta(n))),
    st.integers(0, 9),
    max_size=12,
)


@given(cells, cells)
def test_nothing_is_lost_or_counted_twice(one: dict, other: dict) -> None:  # type: ignore[type-arg]
    lines = compared(one, other, apart=apart)
    totals = summed(lines)
    for side, counts in (("one", one), ("other", other)):
        assert sum(n for (_, in_), n in totals.items() if in_ in (side, "both")) == sum(counts.values())
    there = summed(compared(other, one, apart=apart))
    swapped = {"one": "other", "other": "one", "both": "both"}
    for reason in ("agreed", "silent"):
        assert {(r, s): n for (r, s), n in totals.items() if r == reason} == {
            (r, swapped[s]): n for (r, s), n in there.items() if r == reason
        }
