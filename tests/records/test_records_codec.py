from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.records import Claim, DataError, Event, Evidence, Judgement, Report
from recount.records.codec import dumps, from_dict, from_json, to_dict, to_json
from recount.records.schema import schema_of
from recount.words.vocabulary import vocabulary
from tools.schemas import stale

# Records are drawn from their own types, so a new field is covered the day it is added.
NAMES = vocabulary().allowed()


def drawn(cls: type) -> st.SearchStrategy:
    from recount.records.codec import hints_of

    return st.builds(
        cls, **{name: of(hint, NAMES.get(f"{cls.__name__}.{name}")) for name, hint in hints_of(cls).items()}
    )


def of(hint: object, allowed: list[str] | None) -> st.SearchStrategy:
    import types
    from typing import Literal, Union, get_args, get_origin

    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arm for arm in get_args(hint) if arm is not type(None))
        return st.none() | of(inner, allowed)
    if origin is tuple:
        return st.lists(of(get_args(hint)[0], allowed), max_size=2).map(tuple)
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if dataclasses.is_dataclass(hint):
        return drawn(hint)
    if allowed is not None:
        return st.sampled_from(allowed)
    return {
        str: st.text(max_size=8),
        int: st.integers(0, 10**6),
        float: st.floats(-1e6, 1e6, allow_nan=False),
        bool: st.booleans(),
    }[hint]


@pytest.mark.parametrize("cls", [Claim, Event, Judgement, Report])
def test_a_record_survives_json_and_meets_its_schema(cls: type) -> None:
    checker = jsonschema.Draft202012Validator(schema_of(cls, NAMES))

    @given(drawn(cls))
    def check(record: object) -> None:
        line = to_json(record)
        assert "\n" not in line
        assert from_json(cls, line) == record
        checker.validate(json.loads(line))

    check()


def test_committed_schemas_match_the_records() -> None:
    assert stale() == []


def test_every_key_is_always_present() -> None:
    claim = Claim("i", "r", "v", "event", "ASSAULT", (Evidence(0, 2, "ab"),))
    value = to_dict(claim)
    assert list(value) == [field.name for field in dataclasses.fields(Claim)]
    assert value["time"] is None
    assert value["actor"] == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"colour": "red"}, "colour"),
        ({"kind": "rumour"}, "rumour"),
        ({"evidence": [{"start": "0", "end": 1, "quote": "a"}]}, "start"),
        ({"reading_confidence": True}, "reading_confidence"),
    ],
)
def test_an_unexpected_field_is_named(change: dict[str, object], word: str) -> None:
    value = to_dict(Claim("i", "r", "v", "event", None, ())) | change
    with pytest.raises(DataError, match=word):
        from_dict(Claim, value)


def test_a_missing_required_field_is_an_error_and_a_list_is_no_record() -> None:
    with pytest.raises(DataError, match="report"):
        from_dict(Claim, {"id": "i"})
    with pytest.raises(DataError, match="object"):
        from_json(Claim, "[]")


def test_lone_surrogates_leave_as_escapes() -> None:
    line = dumps({"quote": "a\ud800b"})
    assert line.encode("utf-8")
    assert json.loads(line) == {"quote": "a\ud800b"}
