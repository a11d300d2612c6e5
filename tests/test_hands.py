"""Several hands read what one reads, in the same order, and go on when one of them dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from recount import hands
from recount.extract import Extractor
from recount.hands import claims_of_all
from recount.records import PackError, Published, Report, Segment
from recount.spared import Mishap

PACK = "inherent-resolve"
TOWNS = ("Aleppo", "Mosul", "Raqqa", "Hit", "Kobani")


def report(n: int) -> Report:
    text = f"Rockets hit {TOWNS[n % 5]} on Monday and killed {n + 2} soldiers. Officials in Iraq denied it."
    segments = (Segment("body", 0, len(text), True),)
    return Report(f"r{n}", f"{n:064}", "txt", text, f"v{n}", segments, Published("2017-03-08", "stated"))


REPORTS = [report(n) for n in range(40)]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_two_hands_read_what_one_reads(count: int) -> None:
    one = list(claims_of_all(REPORTS[:count], PACK, 1))
    two = list(claims_of_all(iter(REPORTS[:count]), PACK, 2, few=0))
    assert two == one
    assert [found.id for found, _ in two] == [given.id for given in REPORTS[:count]]
    assert all(claims for _, claims in two)


def test_few_reports_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_pool", lambda *_: pytest.fail("a pool was made"))
    assert len(list(claims_of_all(REPORTS, PACK, 2, few=40))) == 40


def test_where_there_are_no_processes_it_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr(hands, "ProcessPoolExecutor", refuse)
    assert list(claims_of_all(REPORTS, PACK, 2, few=0)) == list(claims_of_all(REPORTS, PACK, 1))


def test_a_worker_that_is_killed_ends_no_work() -> None:
    many = [report(n) for n in range(400)]

    def given() -> Iterator[Report]:
        for n, one in enumerate(many):
            if n == 200:
                child = next(iter(hands.multiprocessing.active_children()))
                os.kill(child.pid or 0, signal.SIGKILL)
            yield one

    assert list(claims_of_all(given(), PACK, 2, few=0)) == list(claims_of_all(many, PACK, 1))


def test_an_unforeseen_error_stands_for_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Extractor.claims_in

    def stumble(self: Extractor, one: Report) -> object:
        return read(self, one) if one.id != "r1" else 1 / 0

    monkeypatch.setattr(Extractor, "claims_in", stumble)
    kinds = [isinstance(claims, Mishap) for _, claims in claims_of_all(REPORTS[:3], PACK, 1)]
    assert kinds == [False, True, False]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_pack_that_is_none_is_told_once(workers: int) -> None:
    with pytest.raises(PackError):
        list(claims_of_all(REPORTS[:1], "no-such-pack", workers, few=0))
