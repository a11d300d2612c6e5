"""Inside the mission, outside it, or not to be told: a pack's rules in their order."""

from __future__ import annotations

from typing import Any

import pytest
from reconcile_factories import Saying, actor, corpus, pack, report, says

from recount.reconcile import reconcile
from recount.records import Mention, PackError
from recount.words.pack import load_pack


def rule(verdict: str, reason: str, **when: Any) -> dict[str, Any]:
    return {"id": reason, "verdict": verdict, "reason": reason, "when": when}


def named(id_: str) -> tuple[Mention, ...]:
    return (Mention(id_, None, id_),)


def unnamed(*words: str) -> tuple[Mention, ...]:
    return tuple(map(Mention, words))


RULES = {
    "names": {"ours": ["coalition"], "theirs": ["regime", "russia"]},
    "rules": [
        rule("outside", "elsewhere", not_country=["Syria", None]),
        rule("outside", "two states", between=[["$ours"], ["$theirs"]]),
        rule("inside", "ISIS", any=["isis"], type=["ASSAULT"]),
        rule("inside", "ours", actor=["$ours"], none=["monitor"]),
        rule("outside", "their war", only_actor=["$theirs"]),
        rule("inside", "fighters", sector=["REB"], mode=["firearms"]),
    ],
}
ROWS: list[tuple[str, Saying, str, str]] = [
    ("a member of ours", says("US jets hit Raqqa.", by="us"), "inside", "ours"),
    ("one side and the other", says("They hit us.", by="regime", target=(actor("us"),)), "outside", "two states"),
    ("the other side and one", says("We hit them.", by="us", target=(actor("russia"),)), "outside", "two states"),
    ("another war", says("Russian jets hit Raqqa.", by="russia"), "outside", "their war"),
    ("another war, ISIS in it", says("Russian jets hit them.", by="russia", target=(actor("isis"),)), "inside", "ISIS"),
    ("none of these", says("They hit the monitor.", target=(actor("monitor"),)), "unknown",
     "no rule of the mission speaks of it"),
    ("nobody named", says("A blast hit Raqqa.", by=None), "unknown", "nobody who is known is named as a party"),
    ("in another country", says("US jets hit Mosul.", at="Mosul", by="us"), "outside", "elsewhere"),
    ("country not known", says("US jets hit a house.", at=None, by="us"), "inside", "ours"),
    ("before the mission", says("US jets hit Raqqa.", by="us", on="2012-01-01"), "outside",
     "it took place before the mission began (2014-06-15)"),
]  # fmt: skip


def seen(saying: Saying, mission: dict[str, Any]) -> tuple[str, str]:
    claims, reports = corpus(report(saying))
    (event,) = reconcile(claims, reports, [], [], pack(mission=mission, about={"start": "2014-06-15"})).events
    return event.mission, event.mission_reason


@pytest.mark.parametrize(("saying", "mission", "reason"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_the_first_rule_that_holds_decides(saying: Saying, mission: str, reason: str) -> None:
    assert seen(saying, RULES) == (mission, reason)


def test_without_rules_nothing_is_told() -> None:
    assert seen(says("US jets hit Raqqa."), {}) == ("unknown", "the pack test has no mission rules")


BROKEN = [
    (rule("inside", "x", colour=["red"]), "unknown condition 'colour'"),
    (rule("yes", "x", type=["AID"]), "inside, outside, unknown"),
    (rule("inside", "x"), "at least one condition"),
    ({"verdict": "inside", "when": {"type": ["AID"]}}, "needs id"),
    (rule("inside", "x", any=["$nobody"]), r"\$nobody is not among the names"),
    (rule("inside", "x", type="ASSAULT"), "takes a list"),
    (rule("inside", "x", between=["us", "isis"]), "between takes two lists"),
]


@pytest.mark.parametrize(("broken", "word"), BROKEN)
def test_a_rule_that_does_not_hold_together_is_refused(broken: dict[str, Any], word: str) -> None:
    with pytest.raises(PackError, match=word):
        seen(says("US jets hit Raqqa."), {"rules": [broken]})


SHIPPED: list[tuple[str, dict[str, Any], str, str]] = [
    ("army without a name", {"target": unnamed("army units")}, "outside", "does not name further"),
    ("rebels without a name", {"target": unnamed("Rebel fighters")}, "outside", "as reports call"),
    ("a word inside another", {"target": unnamed("armyworms")}, "unknown", "nobody who is known"),
    ("rebels and jihadists", {"target": unnamed("rebels", "jihadists")}, "unknown", "may be"),
    ("terrorists", {"target": unnamed("terrorists")}, "unknown", "it may be ISIS"),
    ("barrel bombs", {"instrument": ("barrel bomb",)}, "outside", "barrel bombs"),
    ("Damascus, place not told", {"actor": named("syrian-army"), "at": None}, "outside", "an ally of it was a party"),
    ("the PKK attacked", {"target": named("pkk")}, "outside", "PKK"),
    ("ISIS gives aid", {"actor": named("isis"), "type": "AID", "mode": None}, "inside", "ISIS acted"),
    ("the SDF, against whom is not told", {"actor": named("sdf")}, "unknown", "partner was a party"),
    ("a news agency read as a party", {"actor": named("sana")}, "unknown", "nobody who is known"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "mission", "reason"), [r[1:] for r in SHIPPED], ids=[r[0] for r in SHIPPED])
def test_what_the_shipped_rules_tell_and_leave_open(fields: dict[str, Any], mission: str, reason: str) -> None:
    claims, reports = corpus(report(says("It happened in Raqqa.", by=None, **fields)))
    (event,) = reconcile(claims, reports, [], [], load_pack("inherent-resolve")).events
    assert event.mission == mission
    assert reason in event.mission_reason


def test_the_rules_that_ship_are_understood() -> None:
    """Every rule is asked: nothing is known of this event's parties, and no rule is for such."""
    shipped = load_pack("inherent-resolve")
    claims, reports = corpus(report(says("A blast shook Raqqa.", by=None, on="2016-06-20")))
    (event,) = reconcile(claims, reports, [], [], shipped).events
    assert event.mission == "unknown"
