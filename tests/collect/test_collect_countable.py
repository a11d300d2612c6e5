"""Tables of dated numbers: what is read, and what ends the reading with a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recount.collect.countable import dated
from recount.collect.table import table_of
from recount.records import RecountError

GOOD = "day,place,n,low\n2016-06-01,Hit,3,\n2016-06-02,Rutba,4,2\n"


def read(text: str, numbers: tuple[str, ...] = ("n",), **given: Any) -> Any:
    return dated(table_of(text, "x.csv"), numbers=numbers, **given)


def test_days_and_numbers_of_the_columns_asked_for() -> None:
    rows = read(GOOD, ("n", "low"))
    assert rows.days == (date(2016, 6, 1), date(2016, 6, 2))
    assert rows.columns == {"n": (3.0, 4.0), "low": (None, 2.0)}


def test_rows_are_kept_and_left_out_by_their_cells() -> None:
    assert read(GOOD, where=[("place", "Hit")]).columns == {"n": (3.0,)}
    assert read(GOOD, without=[("place", "Hit")]).columns == {"n": (4.0,)}
    total = "day,n\n2016-06-01,3\ntotal,3\n"
    assert read(total, without=[("day", "total")]).columns == {"n": (3.0,)}


DATES = [
    ("2016-06", date(2016, 6, 1)),
    ("2016Q2", date(2016, 4, 1)),
    ("2016-Q2", date(2016, 4, 1)),
    ("1950.2", date(1950, 4, 1)),
    ("2016", date(2016, 1, 1)),
    ("31 May 2016", date(2016, 5, 31)),
    ("12/31/2015", date(2015, 12, 31)),
    ("2016-06-01T10:00:00Z", date(2016, 6, 1)),
]


@pytest.mark.parametrize(("cell", "day"), DATES)
def test_dates_as_tables_write_them(cell: str, day: date) -> None:
    assert read(f"day,n\n{cell},3\n").days == (day,)


def test_the_order_of_day_and_month_is_settled_by_other_rows_or_said() -> None:
    settled = "day;n\n5/6/2016;1\n25/6/2016;2\n"
    assert read(settled).days[0] == date(2016, 6, 5)
    assert read("day;n\n5/6/2016;1\n", order="mdy").days[0] == date(2016, 5, 6)


@pytest.mark.parametrize(("cell", "number"), [("1,250", 1250.0), (" 7 ", 7.0), ("1e3", 1000.0), ("NA", None)])
def test_numbers_as_tables_write_them(cell: str, number: float | None) -> None:
    assert read(f"day;n\n2016-06-01;{cell}\n").columns["n"] == (number,)


BAD = [
    ("nothing", "", {}, "is empty"),
    ("only blanks", "  \n \n", {}, "is empty"),
    ("a header alone", "day,n\n", {}, "no row under it"),
    ("words for numbers", "day,n\n2016-06-01,3\n2016-06-02,several\n", {}, "row 3 has 'several' under 'n'"),
    ("half a number", "day,n\n2016-06-01,3 dead\n", {}, "which is no number"),
    ("without end", "day,n\n2016-06-01,inf\n", {}, "which is no number"),
    ("words for dates", "day,n\nlate June,3\n", {}, "which is no date"),
    ("a day that is none", "day,n\n2016-02-30,3\n", {}, "which is no date"),
    ("an open date", "day,n\n5/6/2016,3\n", {}, "Say so with --order"),
    ("a column that is not there", "day,m\n2016-06-01,3\n", {}, "no column 'n'; it has 'day', 'm'"),
    ("two columns of one name", "day,n,n\n2016-06-01,3,4\n", {}, "2 columns called 'n'"),
    ("a broken row", "day,n\n2016-06-01,3,9\n", {}, "row 2 "),
    ("a filter that keeps nothing", GOOD, {"where": [("place", "Mosul")]}, "no row where place=Mosul"),
]


@pytest.mark.parametrize(("text", "given", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_cannot_be_counted_is_told(text: str, given: dict[str, Any], said: str) -> None:
    with pytest.raises(RecountError, match=said):
        read(text, **given)


def test_a_table_knows_its_columns_and_the_lines_of_its_rows() -> None:
    table = table_of('\n a ;b\n\n1;x\n"2";"y\nz"\n3;w\n', "x.csv")
    assert table.header == ("a", "b")
    assert [row for row, _ in table.rows] == [4, 5, 7]
    assert table.numbers("a") == [1, 2, 3]
    assert table.column("b")[1] == "y\nz"


def test_a_column_without_gaps_must_have_none() -> None:
    with pytest.raises(RecountError, match="row 2 has an empty cell under 'n', where a number was expected"):
        table_of("day,n\n2016-06-01,\n", "x.csv").numbers("n")
