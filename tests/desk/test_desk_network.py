"""The network of actors: what is drawn is told, each tie opens its sentences, and no name lies on another."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from recount.desk import Desk, application
from recount.desk.drawn import MOST, WIDTH, drawn
from recount.desk.people import Person
from recount.pipeline import build
from recount.store import Campaign
from recount.store.network import Said
from tests.desk.desk_reports import RIM

PARTIES = st.sampled_from([f"party-{n}" for n in range(40)])


@st.composite
def _ties(draw: st.DrawFn) -> Said:
    one, other = draw(st.tuples(PARTIES, PARTIES).filter(lambda pair: pair[0] != pair[1]))
    claims = draw(st.integers(1, 5))
    return Said(
        draw(st.sampled_from(["fights", "supports"])),
        one,
        one,
        other,
        other,
        claims,
        draw(st.integers(0, claims)),
        claims,
    )


@given(st.lists(_ties(), max_size=80, unique_by=lambda tie: (tie.tie, tie.one, tie.other)))
def test_each_party_has_a_row_inside_the_picture_and_the_same_ties_are_drawn_alike(ties: list[Said]) -> None:
    picture = drawn(ties)
    assert picture == drawn(ties)
    assert len(picture.spots) <= MOST
    assert len({spot.y for spot in picture.spots}) == len(picture.spots)
    assert all(0 < spot.x < WIDTH and 0 < spot.y < picture.height for spot in picture.spots)
    shown = {spot.id for spot in picture.spots}
    assert all({line.said.one, line.said.other} <= shown for line in picture.lines)
    assert all(line.said.denied < line.said.claims for line in picture.lines)
    assert len({line.path for line in picture.lines}) == len(picture.lines)


def test_a_tie_opens_its_sentences(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "RAQQA, 6 June 2017. U.S.-backed Syrian Democratic Forces entered the city on Tuesday, a spokesman said.\n"
    )
    build([str(tmp_path / "one.txt")], tmp_path / "campaign", pack="inherent-resolve", rim=RIM)
    desk = Desk(Campaign.open(tmp_path / "campaign"), Person("ana", "owner"))
    with TestClient(application(desk), base_url="http://127.0.0.1:8420") as browser:
        page = browser.get("/actors/network").text
        links = [unescape(link) for link in re.findall(r'href="(/actors/network/said[^"]*)"', page)]
        assert len(links) == 2  # a line of the picture, and its row of the table
        assert len(set(links)) == 1
        said = browser.get(links[0])
    assert "supports" in said.text
    assert "<mark>U.S.-backed Syrian Democratic Forces</mark>" in said.text


def test_a_tie_that_nobody_tells_is_not_found(browser: TestClient) -> None:
    assert browser.get("/actors/network/said?tie=fights&one=nobody&other=isis").status_code == 404
    assert browser.get("/actors/network?tie=likes").status_code == 200
