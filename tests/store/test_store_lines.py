"""Lines of what the store keeps: read and written as `records.codec` would, whatever comes."""

from __future__ import annotations

import json

import pytest

from recount.records import Claim, DataError, Evidence, Quantity, codec
from recount.store import lines
from recount.store.shapes import claims_from_json, claims_to_json


def claim(quote: str = "ab", value: float | None = 3.0) -> Claim:
    figures = (Quantity("killed", None, value, "exact", value, value),)
    return Claim("i", "r", "v", "event", "ASSAULT", (Evidence(0, len(quote), quote),), quantity=figures)


@pytest.mark.parametrize("said", ["ab", "“Émigrés” الموصل", 'a "b"\n\t\\ c\x7f', "lone \ud800 half"])
def test_a_line_is_what_the_codec_writes_and_reads(said: str) -> None:
    line = lines.to_json(claim(said))
    assert line == codec.to_json(claim(said))
    assert lines.from_json(Claim, line) == claim(said)
    assert json.loads(lines.dumps({"a": said})) == {"a": said}


def test_small_and_large_numbers_survive_though_they_are_spelt_otherwise() -> None:
    for value in (1e-05, 1e16, 0.1, 5.0, None):
        assert lines.from_json(Claim, lines.to_json(claim(value=value))) == claim(value=value)
        assert lines.from_json(Claim, codec.to_json(claim(value=value))) == claim(value=value)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"surprise": 1}, "surprise"), ({"kind": "rumour"}, "rumour"), ({"evidence": [{"start": "x"}]}, "start")],
)
def test_what_nobody_expects_is_refused_aloud(change: dict[str, object], word: str) -> None:
    odd = json.dumps({**codec.to_dict(claim()), **change})
    with pytest.raises(DataError, match=word):
        lines.from_json(Claim, odd)
    with pytest.raises(DataError, match=word):
        claims_from_json("r", "k", json.dumps({"claims": [json.loads(odd)], "sentences": [], "of": [None]}))


def test_a_line_of_an_earlier_version_takes_the_defaults() -> None:
    value = codec.to_dict(claim())
    del value["sensitivity"]
    assert lines.from_json(Claim, json.dumps(value)) == claim()


def test_claims_and_their_sentences_come_back() -> None:
    held = [claim(), claim("cd")]
    text = claims_to_json(held, {"i": (4, "ab and cd")})
    back = claims_from_json("r", "k", text)
    assert (back.claims, back.sentences) == (tuple(held), {"i": (4, "ab and cd")})
    assert claims_from_json("r", "k", json.dumps(json.loads(text))) == back
