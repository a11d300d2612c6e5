"""Explore: one selection for map, timeline, facets and table; nothing is drawn finer or surer than it is known."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from starlette.testclient import TestClient

from recount.desk.explore.choice import Box, choice_of, chosen, counts
from recount.desk.explore.held import Ground
from recount.desk.explore.mapped import _near, mapped, view_of
from recount.desk.explore.timeline import narrowed, timeline
from recount.records import UsageError
from recount.store import Campaign
from recount.store.columns import AREA, NOWHERE, POINT, UNKNOWN, WIDE, Coded, EventColumns, Sets, columns_from, listed
from recount.store.columns_kept import COLUMNS, columns_of

TYPES = ("ASSAULT", "PROTEST")
Row = tuple[int | None, int, int, int]
"""Start in days, length, type, fineness."""


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0))


ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(15_000, 19_000)), st.integers(1, 900), st.integers(0, 1),
        st.sampled_from([POINT, AREA, WIDE, NOWHERE]),
    ),
    max_size=30,
).map(_in_order)  # fmt: skip


def columns(rows: list[Row]) -> EventColumns:
    """Columns of events that lie about Mosul, each in a place of its own."""
    n = len(rows)
    start = np.array([UNKNOWN if row[0] is None else row[0] for row in rows], dtype=np.int32)
    stop = np.array([UNKNOWN if row[0] is None else row[0] + row[1] for row in rows], dtype=np.int32)
    codes = np.array([row[2] for row in rows], dtype=np.int32)
    empty = Coded(np.full(n, -1, dtype=np.int32), ())
    facets = dict.fromkeys(("mode", "country", "province", "mission", "grade"), empty)
    nan = np.full(n, np.nan)
    return EventColumns(
        at=np.arange(n), start=start, stop=stop,
        exact=(stop - start) == 1, lat=np.linspace(36.3, 36.3 + n * 0.05, n), lon=np.linspace(43.1, 43.1 + n * 0.05, n),
        radius_km=np.full(n, 10.0), fineness=np.array([row[3] for row in rows], dtype=np.int32),
        places=Coded(np.arange(n, dtype=np.int32), tuple(f"p{i}" for i in range(n))),
        facets={"type": Coded(codes, TYPES), **facets},
        actors=Sets(np.arange(n, dtype=np.int32) % 2, ("isis",), np.zeros(1, np.int32), np.zeros(1, np.int32)),
        killed_low=nan, killed_best=nan, killed_high=nan, origins=np.ones(n, dtype=np.int32),
        disputed=np.zeros(n, dtype=bool),
    )  # fmt: skip


def _nowhere(_words: str) -> NDArray[np.int64]:
    return np.array([], dtype=np.int64)


@given(ROWS)
def test_a_facet_and_its_opposite_share_out_the_events(rows: list[Row]) -> None:
    held = columns(rows)
    picked = chosen(Ground(held), choice_of({"type": "ASSAULT"}), _nowhere).mask()
    barred = chosen(Ground(held), choice_of({"not.type": "ASSAULT"}), _nowhere).mask()
    assert not (picked & barred).any()
    assert (picked | barred).all()
    found = dict(
        counts(held, "type", chosen(Ground(held), choice_of({"type": "ASSAULT"}), _nowhere).rows(without="type"))
    )
    assert sum(found.values()) == len(rows)


@given(ROWS)
def test_the_timeline_loses_no_event_and_calls_none_surer_than_it_is(rows: list[Row]) -> None:
    held = columns(rows)
    whole = np.ones(len(rows), dtype=bool)
    drawn = timeline(held, whole)
    dated = [row for row in rows if row[0] is not None]
    if drawn is None:
        assert not dated
        return
    drawn = narrowed(drawn, held, np.flatnonzero(whole), None, None)
    assert drawn.undated == len(rows) - len(dated)
    last = date(1970, 1, 1) + timedelta(days=max(row[0] + row[1] for row in dated if row[0] is not None))
    if not drawn.outside and last <= drawn.until:
        total = sum(bar.sure + bar.spread for bar in drawn.bars)
        assert total == pytest.approx(len(dated), abs=0.5 if any(row[1] > 1 for row in dated) else 1e-6)
    assert all(bar.sure >= 0 and bar.spread >= 0 for bar in drawn.bars)
    assert sum(bar.sure for bar in drawn.bars) <= len(dated)
    assert all(lane.exact == (row[1] == 1) for lane, row in zip(drawn.lanes, dated, strict=True) if drawn.lanes)


@given(ROWS)
def test_the_map_draws_no_country_as_a_point_and_counts_what_lies_beyond(rows: list[Row]) -> None:
    held = columns(rows)
    whole = np.ones(len(rows), dtype=bool)
    drawn = mapped(held, whole, view_of(Box(42.0, 36.0, 44.0, 37.0), 960.0), None)
    points, areas = sum(c.count for c in drawn.points), sum(c.count for c in drawn.areas)
    assert points + areas + drawn.outside == sum(row[3] in (POINT, AREA) for row in rows)
    assert points <= sum(row[3] == POINT for row in rows)


@given(ROWS, st.integers(15_000, 19_000), st.integers(1, 400))
def test_a_window_of_days_keeps_whatever_may_lie_in_it(rows: list[Row], since: int, days: int) -> None:
    held = columns(rows)
    first = date(1970, 1, 1) + timedelta(days=since)
    choice = choice_of({"since": str(first), "until": str(first + timedelta(days=days))})
    mask = chosen(Ground(held), choice, _nowhere).mask()
    for row, kept in zip(rows, mask.tolist(), strict=True):
        overlaps = row[0] is not None and row[0] < since + days and row[0] + row[1] > since
        assert kept == overlaps


@pytest.mark.parametrize("query", [{"since": "June"}, {"box": "1,2,3"}, {"box": "9,0,1,5"}, {"view": "x"}])
def test_an_address_that_cannot_be_read_gets_a_sentence(browser: TestClient, query: dict[str, str]) -> None:
    answer = browser.get("/explore", params=query)
    assert answer.status_code == 400
    assert "write" in answer.text or "must lie" in answer.text


def test_the_screen_holds_one_selection(browser: TestClient) -> None:
    whole = browser.get("/explore").text
    assert 'id="map"' in whole
    assert 'id="timeline"' in whole
    narrowed = browser.get("/explore", params={"until": "2017-07-01"}).text
    assert "Raqqa" in narrowed
    assert "2017-07-01" in narrowed
    worded = browser.get("/explore", params={"q": "market"}).text
    assert "Mosul" not in worded.split("<tbody>")[1].split("</tbody>")[0]


def test_the_columns_say_what_the_generation_holds(campaign: Path) -> None:
    with Campaign.open(campaign).generation() as generation:
        held = columns_of(generation)
        row = generation.duck.execute("SELECT count(*) FROM events").fetchone()
        types = generation.duck.execute("SELECT DISTINCT type FROM events WHERE type IS NOT NULL").fetchall()
    assert row is not None
    assert len(held) == row[0]
    assert None not in held.facets["country"].names
    assert set(held.facets["type"].names) == {name for (name,) in types}
    with pytest.raises(UsageError):
        choice_of({"box": "200,0,201,1"})
    isis = held.actors.with_any({"isis"})
    with Campaign.open(campaign).generation() as generation:
        told = generation.duck.execute(
            "SELECT count(DISTINCT p.event) FROM event_parties p LEFT JOIN ancestors a ON a.actor = p.id "
            "WHERE p.id = 'isis' OR a.ancestor = 'isis'"
        ).fetchone()
        table = listed(generation, held.at.tolist())
    assert told == (int(isis.sum()),)
    assert dict(counts(held, "actor", np.arange(len(held)))).get("isis", 0) == told[0]
    assert [one.start for one in table if one.start] == sorted(one.start for one in table if one.start)


@pytest.mark.parametrize("spoilt", [None, b"no columns", b""])
def test_columns_that_were_kept_are_those_of_the_tables(campaign: Path, spoilt: bytes | None) -> None:
    with Campaign.open(campaign).generation() as generation:
        file = generation.path / COLUMNS
        assert file.exists()
        if spoilt is not None:
            file.write_bytes(spoilt)
        held, read = columns_of(generation), columns_from(generation.duck)
    for field in fields(EventColumns):
        kept, told = getattr(held, field.name), getattr(read, field.name)
        if isinstance(told, np.ndarray):
            np.testing.assert_array_equal(kept, told)
    assert {name: one.names for name, one in held.facets.items()} == {n: one.names for n, one in read.facets.items()}
    assert all((held.facets[name].codes == read.facets[name].codes).all() for name in read.facets)
    assert held.places.names == read.places.names
    assert held.actors.names == read.actors.names
    assert (held.actors.counts(np.arange(len(held))) == read.actors.counts(np.arange(len(read)))).all()


def test_an_answer_is_made_once_while_it_is_lately_asked_for() -> None:
    ground, made = Ground(columns([])), []
    for key in ("a", "b", "a"):
        assert ground.answer(key, lambda key=key: made.append(key) or key) == key
    assert made == ["a", "b"]


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=40))
def test_an_outline_cut_short_beyond_the_frame_encloses_the_same_within_it(points: list[tuple[float, float]]) -> None:
    ring = np.array(points)
    near = _near(ring, Box(-3.0, -2.0, 3.0, 2.0))
    for x, y in ((0.013, 0.017), (-2.91, 1.93), (2.87, -1.89), (1.011, -0.507)):
        assert _turns(ring, x, y) == _turns(near, x, y)


def _turns(ring: NDArray[np.float64], x: float, y: float) -> int:
    """How often a ring goes round a point: an upward crossing to its right counts one, a downward one takes one off."""
    turns = 0
    for (ax, ay), (bx, by) in zip(ring.tolist(), np.roll(ring, -1, axis=0).tolist(), strict=True):
        if (ay <= y) != (by <= y) and ax + (y - ay) / (by - ay) * (bx - ax) > x:
            turns += 1 if ay <= y else -1
    return turns
