from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from evals.answers import KeyFault, key_in, span_of
from evals.fields import Facts, agree_all, agrees, same_words
from evals.key import BASE, DEFAULT, reports_in, run
from recount.records import Claim, Evidence, Kind, Mention, Place, Quantity, Source, Time
from recount.words.pack import load_pack

REPORT = """Rockets hit Erbil

Erbil, 4 May 2022 (Example Wire, constructed)

Three rockets struck a depot near Erbil on Tuesday and killed two guards, the interior ministry said.

Kataib Hezbollah vowed to attack the base if the troops stay.
"""
KEY = """
- report: a.txt
  eyes: fresh
  claims:
    - kind: event
      type: ASSAULT
      words: rockets struck a depot near Erbil
      place: Erbil
      time: 2022-05-03
      quantity: [{measure: killed, value: 2}]
      source: [interior ministry]
  traps:
    - words: vowed to attack the base
      not: {kind: event, type: ASSAULT}
      why: a vow is no attack
"""


def folder(tmp_path: Path, key: str) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "key.yaml").write_text(key, encoding="utf-8")
    return tmp_path


def test_the_key_scores_recall_fields_precision_and_traps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = {line.metric: line for line in run(folder(tmp_path, KEY))}
    assert figures["recall_event"].value == figures["recall"].value == figures["recall_eyes_fresh"].value == 1
    assert figures["fields_right"].n == 5
    assert figures["field_time"].value == figures["field_quantity"].value == 1
    assert figures["traps_sprung"].value == 0
    assert figures["traps_sprung"].n == 1
    assert 0 < figures["precision"].value <= 1
    assert "MISSED" not in capsys.readouterr().err


def test_a_key_of_other_facts_is_missed_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = KEY.replace("type: ASSAULT\n      words", "type: AID\n      words", 1)
    wrong += "    - words: struck a depot\n      not: {kind: event, place: Erbil}\n"
    figures = {line.metric: line for line in run(folder(tmp_path, wrong))}
    assert figures["recall"].value == 0
    assert figures["traps_sprung"].value == 1
    told = capsys.readouterr().err
    assert "MISSED a.txt: event AID" in told
    assert "TRAP   a.txt" in told
    assert "BEYOND a.txt" in told


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("- {report: b.txt}", "which are not there"),
        ("- {report: a.txt, claims: [{kind: event, words: a flood came}]}", "do not stand in the report"),
        ("- {report: a.txt, claims: [{kind: deed, words: rockets}]}", "is not one of"),
        ("- {report: a.txt, claims: [{kind: event, words: rockets, tipe: x}]}", "unknown fields"),
        ("- {report: a.txt, claims: [{kind: event, words: rockets, type: WAR}]}", "is not one of"),
        ("- {report: a.txt, claims: [{kind: event, words: rockets, quantity: [{measure: dead}]}]}", "no measure"),
        ("- {report: a.txt, traps: [{words: rockets}]}", "what must not be read"),
        ("- {report: a.txt, unread: true, claims: [{kind: event, words: rockets}]}", "no claims and no traps"),
        ("- {report: a.txt}\n- {report: a.txt}", "stand twice"),
        ("a: b", "expected a list"),
    ],
)
def test_a_key_that_does_not_hold_is_told(tmp_path: Path, key: str, says: str) -> None:
    with pytest.raises(KeyFault, match=says):
        list(run(folder(tmp_path, key)))


def test_words_are_found_whatever_the_blanks_and_quotation_marks() -> None:
    text = "He said  \u201cthe raid\nwas over\u201d. The raid was over."
    span = span_of('"the raid was over"', 1, text)
    assert span is not None
    assert text[span.start : span.end] == "\u201cthe raid\nwas over\u201d"
    second = span_of("the raid was over", 2, text)
    assert second is not None
    assert second.start > span.end
    assert span_of("the raid was over", 3, text) is None


CLAIM = Claim(
    id="c",
    report="r",
    text_version="t",
    kind="event",
    type="ASSAULT",
    evidence=(Evidence(0, 4, "shot"),),
    actor=(Mention("ISIS", id="isis", certainty="suspected"),),
    target=(Mention("two Iraqi soldiers"),),
    instrument=("car bomb",),
    place=(Place("the town of Hit", province="Anbar", precision="settlement"),),
    time=Time("2016-03-01", "2016-03-02", "day"),
    quantity=(Quantity("killed", "soldiers", 2, "exact", 2, 2),),
    source=(Source(None, "two Iraqi officers", None, "official", False, "say", False),),
    condition="if the troops stay",
)


@pytest.mark.parametrize(
    ("name", "wanted", "right"),
    [
        ("actor", ["isis"], True),
        ("actor", ["ISIS"], True),
        ("actor", [], False),
        ("actor", ["isis", "sdf"], False),
        ("actor_certainty", "suspected", True),
        ("target", ["Iraqi soldiers"], True),
        ("target", ["police"], False),
        ("instrument", "car bomb", True),
        ("instrument", ["drone"], False),
        ("province", "Anbar", True),
        ("province", None, False),
        ("time", "2016-03-01", True),
        ("time", "2016-03", False),
        ("time", {"start": "2016-03-01", "end": "2016-03-02"}, True),
        ("time", "unresolved", False),
        ("quantity", [{"measure": "killed", "value": 2}], True),
        ("quantity", [{"measure": "killed", "value": 3}], False),
        ("quantity", [], False),
        ("source", ["two Iraqi officers"], True),
        ("source", [], False),
        ("condition", "if troops stay", True),
        ("contradicts", None, True),
        ("stance", "asserts", True),
        ("modality", "negated", False),
    ],
)
def test_each_field_is_compared_by_its_own_measure(name: str, wanted: object, right: bool) -> None:
    facts = Facts(load_pack("inherent-resolve"), {})
    assert agrees(name, wanted, CLAIM, facts) is right


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the health ministry", "Syria's health ministry", True),
        ("U.S. officials", "a US official", True),
        ("police", "the army", False),
        ("", "the army", False),
    ],
)
def test_descriptions_are_alike_by_their_words_of_meaning(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


@pytest.mark.parametrize(
    ("forbidden", "fits"),
    [
        ({"kind": "event", "measure": "killed", "value": 2}, True),
        ({"kind": "event", "measure": "wounded", "value": 3}, True),
        ({"kind": "event", "measure": "killed", "value": 3}, False),
        ({"measure": "killed"}, True),
        ({"actor": ["isis"], "type": "ASSAULT"}, True),
        ({"actor": ["isis"], "type": "AID"}, False),
        ({"actor": []}, False),
    ],
)
def test_a_trap_is_sprung_by_a_claim_that_fits_all_of_it(forbidden: dict[str, object], fits: bool) -> None:
    claim = replace(CLAIM, quantity=(*CLAIM.quantity, Quantity("wounded", None, 3)))
    assert agree_all(forbidden, claim, Facts(load_pack("inherent-resolve"), {})) is fits


EXAMPLES = BASE / DEFAULT


def test_the_key_speaks_of_every_example_and_of_words_that_stand_there() -> None:
    answers = {answer.report: answer for answer in key_in(EXAMPLES / "key.yaml")}
    reports = reports_in(EXAMPLES)
    assert set(answers) == set(reports)
    for name, answer in answers.items():
        for entry in (*answer.claims, *answer.traps):
            assert span_of(entry.words, entry.nth, reports[name].text), f"{name}: {entry.words}"


def test_the_key_is_written_by_fresh_eyes_and_holds_every_kind_and_traps() -> None:
    answers = key_in(EXAMPLES / "key.yaml")
    assert sum(answer.eyes == "fresh" for answer in answers) * 2 >= len(answers)
    assert {claim.kind for answer in answers for claim in answer.claims} == set(get_args(Kind))
    assert sum(len(answer.traps) for answer in answers) >= 400
    assert all(trap.why for answer in answers for trap in answer.traps)
