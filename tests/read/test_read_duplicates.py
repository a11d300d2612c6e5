"""Copies: exact and near, in the right direction, whatever the order."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.read import copies_among, read
from recount.records import Capture, Custody, Given, Report
from recount.records.ids import sha256_of

WORDS = [
    f"{a}{b}" for a in ("ba", "ke", "li", "mo", "nu", "pa") for b in ("dan", "gor", "lim", "net", "pos", "ruk", "sil")
]


def prose(seed: int, length: int = 160) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def report(words: list[str] | str, day: str | None = None) -> Report:
    text = words if isinstance(words, str) else " ".join(words) + "."
    given_ = Given(published=day, published_found="stated" if day else None)
    data = text.encode()
    custody = Custody("a", "2024-05-01T12:00:00Z", "t", "r", sha256_of(data), len(data))
    found = read(Capture("txt", data, custody, given_), today=date(2024, 5, 1))
    assert isinstance(found, Report)
    return found


def edited(words: list[str], share: float, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) if chance.random() < share else word for word in words]


def test_an_exact_copy_after_normalising() -> None:
    one = report("Two shells fell on the market of Qasr, he said.", "2016-06-05")
    two = report("Two  shells fell on the market of QASR he said", "2016-06-07")
    (link,) = copies_among([two, one])
    assert (link.report, link.of, link.how, link.similarity) == (two.id, one.id, "exact", 1.0)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_a_lightly_edited_copy_is_linked(share: float) -> None:
    one, two, other = report(prose(1)), report(edited(prose(1), share, 2)), report(prose(3))
    links = copies_among([one, two, other])
    assert [({link.report, link.of}, link.how) for link in links] == [({one.id, two.id}, "near")]
    assert 0 < links[0].similarity < 1


def test_a_shared_background_is_no_copy() -> None:
    background = prose(9, 120)
    assert copies_among([report(prose(1, 90) + background), report(prose(2, 90) + background)]) == []


def test_an_unknown_day_counts_as_latest() -> None:
    dated, undated = report(prose(1), "2016-06-05"), report(edited(prose(1), 0.1, 2))
    (link,) = copies_among([undated, dated])
    assert (link.report, link.of) == (undated.id, dated.id)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999))
def test_order_does_not_matter(seed: int) -> None:
    reports = [report(edited(prose(n // 3, 60), 0.1 * (n % 3), n)) for n in range(9)] + [report(prose(0, 60))]
    shuffled = random.Random(seed).sample(reports, len(reports))
    assert copies_among(shuffled) == copies_among(reports)
