"""JSON from strangers: what is taken, what is refused, and that refusing is quick."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.strict_json import DEEPEST, DepthError, strictly

_NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_plain_values_come_through(value: object) -> None:
    assert strictly(json.dumps(value)) == value
    assert strictly(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass").decode("utf-8")) == value


@pytest.mark.parametrize(
    "written",
    [
        *("", "nothing", "{", '{"a": 1', "[1,]", "{} {}", "'a'", "\ufeff{}", "[1] // so", '"a\nb"', '{"a": 1, "a": 2}'),
        *('{"a": NaN}', "[Infinity]", "[-Infinity]", "[1e999]", "9" * 5000, b"\xff", b'"\xed\xa0\x80"'),
    ],
)
def test_what_is_no_json_is_refused(written: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        strictly(written)


@pytest.mark.parametrize("mark", ["[", '{"a":', "[{"])
def test_depth_is_bounded_before_anything_is_parsed(mark: str) -> None:
    with pytest.raises(DepthError):
        strictly(mark * 200_000)
    assert strictly("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(DepthError):
        strictly("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


def test_brackets_in_strings_are_words() -> None:
    assert strictly(json.dumps(["[" * 100 + '"\\' + "{" * 100])) == ["[" * 100 + '"\\' + "{" * 100]


@pytest.mark.parametrize("written", ['"' + '\\"' * 400_000, '"' * 800_001, "[" + '"\\' * 300_000])
def test_a_megabyte_of_quotation_marks_costs_no_minute(written: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(ValueError, match=r".*"):
        strictly(written)
    assert time.perf_counter() - begun < 5


def test_half_a_surrogate_pair_is_left_to_whoever_looks_it_up() -> None:
    assert strictly('"\\ud800"') == "\ud800"
