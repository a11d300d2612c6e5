"""Origins of a campaign as lists, and what may be said of few of them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from recount.counted import Wanted, Window
from recount.records import DataError, UsageError
from recount.witnessed import Told, lists_of_origins, support_of, told
from recount.words.pack import load_pack
from tests.test_counted import HIT

YEAR = Window("2016-01-01", "2017-01-01", "quarter")


def account(origin: str, *reports: str, stance: str = "asserts", modality: str = "actual") -> SimpleNamespace:
    return SimpleNamespace(
        origin=origin, speaker=origin.title(), reports=reports, stance=stance, modality=modality, claims=()
    )


class Held:
    """Events with their accounts, as far as the question goes."""

    def __init__(self, accounts: dict[str, list[SimpleNamespace]]) -> None:
        self.accounts = accounts

    def hits(self, _measure: object, _period: object) -> list:
        return [replace(HIT, event=event) for event in self.accounts]

    def events(self, ids: object) -> list[SimpleNamespace]:
        return [SimpleNamespace(id=event, accounts=self.accounts[event]) for event in ids]  # type: ignore[attr-defined]


def asked(accounts: dict[str, list[SimpleNamespace]], **wanted: str) -> Told:
    return told(Held(accounts), load_pack("inherent-resolve"), Wanted(**wanted), YEAR)  # type: ignore[arg-type]


AGENCY, PRESS, MONITOR = account("agency", "r1", "r2"), account("press", "r3"), account("monitor", "r4")
FOUR = {"a": [AGENCY, PRESS], "b": [AGENCY], "c": [PRESS], "d": [MONITOR]}


def test_an_origin_is_a_list_and_its_copies_are_reports_of_it() -> None:
    found = asked(FOUR)
    assert found.names == ("Agency", "Press", "Monitor")
    assert found.reports.tolist() == [[2, 1, 0], [2, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert set(found.period.tolist()) == {1}
    shares = support_of(found)
    assert shares.single_origin[1] == 0.75
    assert shares.single_report[1] == 0.5
    assert shares.repeated[1] == pytest.approx(2 / 7)
    assert np.isnan(shares.single_origin[0])


def test_origins_that_share_no_event_are_no_list_unless_asked() -> None:
    lists, left = lists_of_origins(asked(FOUR))
    assert lists.names == ("Agency", "Press")
    assert (lists.counts.tolist(), left) == ([0, 1, 1, 1], 1)
    lists, left = lists_of_origins(asked(FOUR | {"e": [MONITOR, PRESS]}), ["press", "Monitor"])
    assert (lists.names, left) == (("Press", "Monitor"), 1)
    with pytest.raises(UsageError, match="'Radio' is no origin of these events; there are Agency, Press, Monitor"):
        lists_of_origins(asked(FOUR), ["Radio", "Press"])


def test_without_an_event_in_common_there_is_no_total() -> None:
    with pytest.raises(DataError, match="no event is told by two of the 2 independent origins"):
        lists_of_origins(asked({"a": [AGENCY], "b": [PRESS]}))


def test_who_denies_an_event_does_not_tell_it() -> None:
    denied = asked({"a": [AGENCY, account("ministry", "r9", stance="denies")], "b": [PRESS]})
    assert denied.names == ("Agency", "Press")
    with pytest.raises(DataError, match="no account gives"):
        asked({"a": [account("agency", "r1", modality="negated")]})


def test_two_voices_of_one_name_stay_apart() -> None:
    other = replace_origin(PRESS, "press-2")
    assert asked({"a": [PRESS, other], "b": [PRESS]}).names == ("Press", "Press (2)")


def replace_origin(one: SimpleNamespace, origin: str) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(one), "origin": origin})


def test_a_place_without_events_is_told() -> None:
    with pytest.raises(DataError, match="no event of events in 'Basra'"):
        asked(FOUR, place="Basra")
