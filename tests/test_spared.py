"""What nobody foresaw stands for one report; what concerns all goes on up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recount.records import CampaignError, DataError
from recount.spared import AGAIN, Mishap, spared


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


def test_work_that_goes_well_gives_what_it_gives() -> None:
    assert spared(lambda: 7, "a.txt") == 7


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (ZeroDivisionError("by\nnought"), "our_error", "ZeroDivisionError: by nought"),
        (RecursionError("too deep"), "our_error", "Please report it"),
        (AssertionError(), "our_error", "AssertionError"),
        (MemoryError(), "memory", "did not fit into memory"),
        (DataError("This value cannot be used."), "data", "This value cannot be used."),
    ],
)
def test_an_error_in_one_report_becomes_its_skip(error: Exception, code: str, word: str) -> None:
    outcome = spared(raising(error), "a.txt")
    assert isinstance(outcome, Mishap)
    assert (outcome.skip.where, outcome.skip.code) == ("a.txt", code)
    assert word in outcome.skip.sentence
    assert "\n" not in outcome.skip.sentence
    assert type(error).__name__ in outcome.trace
    assert (code in AGAIN) == (code != "data")


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(3), CampaignError("the disk is full"), OSError(28, "no space")]
)
def test_what_concerns_more_than_one_report_goes_on_up(error: BaseException) -> None:
    with pytest.raises(type(error)):
        spared(raising(error), "a.txt")
