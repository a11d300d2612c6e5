"""Series from tables and from a campaign's events, on one calendar."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recount.counted import Columns, Wanted, Window, of_campaign, of_table
from recount.records import DataError, RecountError
from recount.records.publication import Cited, Hit, Measure, Quarter
from recount.words.pack import load_pack

MONTHS = "month,iraq,syria\n" + "".join(f"2016-{m:02}-28,{m},{2 * m}\n" for m in range(1, 13))
LEDGER = "date,place,n\n12/31/2015,Hit,1\n12/31/2015,Ramadi,3\n01/12/2016,Ramadi,2\n"


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_months(tmp_path: Path) -> None:
    asked, dates = of_table(table(tmp_path, MONTHS), Columns("iraq", comparisons=("syria",)), Window())
    assert (dates.unit, len(dates), asked.measure) == ("month", 12, "iraq")
    assert list(asked.counts) == list(range(1, 13))
    assert list(asked.comparisons["syria"]) == list(range(2, 25, 2))


def test_a_ledger_is_added_up(tmp_path: Path) -> None:
    path = table(tmp_path, LEDGER)
    asked, dates = of_table(path, Columns("n", gaps="zero"), Window(unit="week"))
    assert dates.names() == ("2015-12-28", "2016-01-04", "2016-01-11")
    assert list(asked.counts) == [4, 0, 2]
    asked, _ = of_table(path, Columns("n", gaps="nothing", where=(("place", "Ramadi"),)), Window(unit="week"))
    assert np.array_equal(asked.counts, [3, np.nan, 2], equal_nan=True)


def test_a_stretch_not_reported_is_not_nought(tmp_path: Path) -> None:
    window = Window(first="2016-03-01", stop="2016-09-01", unreported=(("2016-06-15", "2016-08-01"),))
    asked, dates = of_table(table(tmp_path, MONTHS), Columns("iraq"), window)
    assert dates.names()[0] == "2016-03-01"
    assert np.array_equal(asked.counts, [3, 4, 5, np.nan, np.nan, 8], equal_nan=True)


WEEKS = "day,n\n2016-06-01,1\n2016-06-08,2\n2016-06-15,3\n"
REFUSED = [
    ("a gap", WEEKS + "2016-07-06,2\n", Columns("n"), Window(), "Say --gaps zero or --gaps nothing"),
    ("many columns", "day,a,b\n2016-06-01,1,2\n", Columns(), Window(), "2 columns that may be counts"),
    ("no column", "day\n2016-06-01\n", Columns(), Window(), "no column of counts"),
    ("days without order", LEDGER, Columns("n"), Window(), "say --by week"),
    ("two rows", "day,n\n2016-06-01,1\n2016-06-08,2\n", Columns("n"), Window(), "say --by week"),
    ("a window elsewhere", WEEKS, Columns("n"), Window(first="2020-01-01"), "its rows run from 2016-06-01"),
]


@pytest.mark.parametrize(("text", "columns", "window", "said"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_not_said_is_asked(tmp_path: Path, text: str, columns: Columns, window: Window, said: str) -> None:
    with pytest.raises(RecountError, match=said):
        of_table(table(tmp_path, text), columns, window)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(RecountError, match="no such file"):
        of_table(tmp_path / "none.csv", Columns(), Window())
    with pytest.raises(RecountError, match="is a folder"):
        of_table(tmp_path, Columns(), Window())


HIT = Hit(
    event="e", fit="dated", start="2016-06-03", stop="2016-06-04", published="2016-06-05", place_id="1", place="Hit",
    province="Anbar", country="Iraq", lat=None, lon=None, radius_km=None, place_precision="settlement", claims=1,
    origins=1, disputed=False,
)  # fmt: skip
REPORT = Cited("r", "s", None, "A paper", "2016-06-05", "stated", "en", True, None, None)


class Held:
    """A generation of a campaign as far as a series asks it."""

    def __init__(self, hits: list[Hit], reports: list[Cited]) -> None:
        self.held, self.told = hits, reports

    def hits(self, _measure: Measure, _period: Quarter) -> list[Hit]:
        return self.held

    def reports(self) -> list[Cited]:
        return self.told


def counted(hits: list[Hit], reports: list[Cited], wanted: Wanted, window: Window) -> tuple:
    return of_campaign(Held(hits, reports), load_pack("inherent-resolve"), wanted, window)  # type: ignore[arg-type]


SPRING = Window("2016-04-01", "2016-09-01")


def test_events_by_month_with_their_bounds_and_what_was_reported() -> None:
    hits = [
        HIT, replace(HIT, start="2016-05-20", stop="2016-06-20"),
        replace(HIT, start=None, stop=None, published="2016-07-02", low=0, best=4, high=None),
    ]  # fmt: skip
    reports = [REPORT, replace(REPORT, id="q"), replace(REPORT, publisher="B", published="2016-04-02")]
    asked, dates = counted(hits, reports, Wanted(exposure="reports"), SPRING)
    assert dates.names() == ("2016-04-01", "2016-05-01", "2016-06-01", "2016-07-01", "2016-08-01")
    silent = [np.nan]
    assert np.array_equal(asked.low, [0, *silent, 1, 0, *silent], equal_nan=True)
    assert np.array_equal(asked.counts, [0, *silent, 2, 4, *silent], equal_nan=True)
    assert list(asked.exposure) == [1, 0, 2, 0, 0]
    assert asked.reporting[2] == 1


def test_events_by_place() -> None:
    hits = [HIT, replace(HIT, province="Raqqa", place="Tabqa", country="Syria")]
    asked, _ = counted(hits, [REPORT], Wanted(place="anbar", comparisons=("Syria",)), SPRING)
    assert asked.measure == "events in anbar"
    assert np.nansum(asked.counts) == np.nansum(asked.comparisons["Syria"]) == 1
    with pytest.raises(DataError, match="no event of events in 'Basra'"):
        counted(hits, [REPORT], Wanted(place="Basra"), SPRING)


def test_a_campaign_that_cannot_answer_says_so() -> None:
    with pytest.raises(RecountError, match="there is no measure 'raids'"):
        counted([HIT], [REPORT], Wanted(measure="raids"), SPRING)
    with pytest.raises(DataError, match="no dated event"):
        counted([replace(HIT, start=None)], [REPORT], Wanted(), Window())
