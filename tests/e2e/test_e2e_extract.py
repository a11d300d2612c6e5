"""`recount extract` and `recount mentions`, by their contract and by the traps that other coders fall into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.e2e.calls import ROOT, recount


def extracted(*texts: str, published: str | None = "2023-11-10") -> list[dict[str, Any]]:
    lines = [
        json.dumps({"id": f"t{number}", "text": text, "published": published}) for number, text in enumerate(texts)
    ]
    call = recount("extract", "--jsonl", stdin="\n".join(lines).encode())
    assert call.status == 0, call.err
    return call.lines()


TEXTS = (
    "Two rockets hit Ain al-Asad air base on Wednesday 🚀, wounding three soldiers, the coalition said.",
    "قالت الوزارة إن القصف توقف. Nothing happened here.",
    "Iraqi forces killed nine militants in a raid near Hawija on Monday.",
)


def test_offsets_index_the_text_as_given_and_order_is_kept() -> None:
    claims = extracted(*TEXTS)
    checker = jsonschema.Draft202012Validator(json.loads((ROOT / "schema" / "claim.json").read_text()))
    assert {claim["report"] for claim in claims} >= {"t0", "t2"}
    assert [claim["report"] for claim in claims] == sorted(claim["report"] for claim in claims)
    for claim in claims:
        checker.validate(claim)
        text = TEXTS[int(claim["report"][1:])]
        for evidence in claim["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


@pytest.mark.parametrize(
    ("text", "kind", "never"),
    [
        ("Kataib Hezbollah vowed to attack U.S. troops if they stay in Iraq.", "intent", ("event", "ASSAULT")),
        ("There have been over 150 attacks on U.S. troops since October.", "tally", ("event", "ASSAULT")),
        ("About 2,500 U.S. troops are stationed in Iraq.", "level", ("event", None)),
    ],
)
def test_traps(text: str, kind: str, never: tuple[str, str | None]) -> None:
    claims = extracted(text)
    assert kind in {claim["kind"] for claim in claims}
    wrong = [c for c in claims if c["kind"] == never[0] and (never[1] is None or c["type"] == never[1])]
    assert wrong == []


def test_a_denied_bombing_is_no_bombing() -> None:
    claims = extracted("Russia denied that its jets bombed a hospital in Idlib on Thursday.")
    for claim in claims:
        if claim["type"] == "ASSAULT":
            assert claim["stance"] == "denies" or claim["modality"] != "actual"


@pytest.mark.parametrize("bad", [b"not json", b"[]", b'{"id": "x"}', b'{"id": 3, "text": 4}', b'{"text": "\xff"}'])
def test_a_bad_line_is_counted_and_the_rest_goes_on(bad: bytes) -> None:
    good = json.dumps({"id": "g", "text": TEXTS[2], "published": "2023-11-14"}).encode()
    call = recount("extract", "--jsonl", stdin=bad + b"\n" + good + b"\n")
    assert call.status == 0
    assert {claim["report"] for claim in call.lines()} == {"g"}
    assert "line 1" in call.err


def test_mentions_have_the_fields_of_the_contract() -> None:
    line = json.dumps({"id": "m", "text": TEXTS[0], "published": "2023-11-10"})
    mentions = recount("mentions", "--jsonl", stdin=line.encode()).lines()
    assert {m["label"] for m in mentions} >= {"actor", "place", "time"}
    for mention in mentions:
        assert set(mention) == {"report", "start", "end", "quote", "label", "id", "lat", "lon", "time"}
        assert TEXTS[0][mention["start"] : mention["end"]] == mention["quote"]


def test_explain_says_something_where_nothing_was_coded(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The weather in Baghdad was pleasant.\n")
    call = recount("extract", path, "--explain")
    assert call.status == 0
    assert "weather" in call.out
    assert recount("extract", path).out == ""


def test_an_empty_input_gives_nothing_and_no_error() -> None:
    call = recount("extract", "--jsonl", stdin=b"")
    assert (call.status, call.out) == (0, "")


def test_a_text_in_another_language_is_said_aloud_and_the_rest_goes_on(tmp_path: Path) -> None:
    foreign = "Bei einem Luftangriff in Mossul wurden am Freitag sieben Menschen getötet, sagte ein Sprecher."
    lines = [json.dumps({"id": f"t{number}", "text": text}) for number, text in enumerate((foreign, TEXTS[2]))]
    call = recount("extract", "--jsonl", stdin="\n".join(lines).encode())
    assert {claim["report"] for claim in call.lines()} == {"t1"}
    assert "line 1: The text is in another language (de)" in call.err
    (tmp_path / "blatt.txt").write_text(foreign)
    assert "another language (de)" in recount("extract", str(tmp_path / "blatt.txt"), "--explain").err
