"""What every reader keeps, whatever the form: one contract over all that are registered."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_builders import BUILDERS

from recount.read import READER_VERSION, read
from recount.read.reader import _READERS
from recount.records import Capture, Form, Report, Skip
from recount.records.ids import sha256_of

TODAY = date(2024, 5, 1)
FORMS: list[Form] = sorted(_READERS.keys() - {"dataset"})
"""Rows of a dataset are no prose: a row keeps the blanks and marks at its ends, and its text has no language. What
holds of them stands in tests/extract/test_extract_rows.py."""
READY = [form for form in FORMS if form in BUILDERS]
PARAGRAPHS = (
    "The northern brigade shelled the market of Qasr at dawn on Sunday, and the hospital said that four people were "
    "killed and eleven others wounded in the attack.",
    "A spokesman of the brigade denied that its guns had fired at the town, and asked for an inquiry into who did.",
)
HOSTILE = 'The sign read <script>alert("x")</script> & {{ 7 * 7 }} and \\par %s, residents of the town of Qasr said.'
ARABIC = "قال متحدث باسم المستشفى إن أربعة أشخاص قتلوا في السوق فجر يوم الأحد، وأصيب أحد عشر آخرون بجروح."
WITHOUT_ARABIC = frozenset({"pdf"})
"""The PDFs built here have no font with Arabic letters."""


def held(capture: Capture) -> Report:
    found = read(capture, today=TODAY)
    assert isinstance(found, Report), found
    keeps(found)
    return found


def keeps(found: Report) -> None:
    """The contract: segments lie in the text, in order, without overlap and without outer blanks; every store can
    keep the text; what repeats points at what does not."""
    found.text.encode("utf-8")
    assert "\x00" not in found.text
    for segment in found.segments:
        words = found.text[segment.start : segment.end]
        assert 0 <= segment.start < segment.end <= len(found.text)
        assert words == words.strip()
        assert segment.repeats is None or found.segments[segment.repeats].repeats is None
    for one, other in pairwise(found.segments):
        assert one.end <= other.start


def survives(capture: Capture, data: bytes) -> Report | Skip:
    """Whatever the bytes, a report that keeps the contract or a skip with a sentence."""
    custody = replace(capture.custody, sha256=sha256_of(data), size=len(data))
    found = read(replace(capture, data=data, custody=custody), today=TODAY)
    if isinstance(found, Report):
        keeps(found)
    else:
        assert found.code
        assert found.sentence.endswith(".")
        assert "Traceback" not in found.sentence
    return found


def test_every_reader_stands_under_the_contract() -> None:
    assert set(BUILDERS) <= set(FORMS)
    assert set(FORMS) <= set(BUILDERS), f"no builder for {sorted(set(FORMS) - set(BUILDERS))}"


@pytest.mark.parametrize("form", READY)
def test_the_words_are_all_there_in_order(form: Form) -> None:
    capture = BUILDERS[form](PARAGRAPHS)
    assert capture.form == form
    found = held(capture)
    places = [found.text.find(words) for words in PARAGRAPHS]
    assert -1 not in places, found.text
    assert places == sorted(places)
    for words in PARAGRAPHS:
        assert any(words in found.text[s.start : s.end] for s in found.segments)
    assert (found.form, found.reader, found.language) == (form, READER_VERSION, "en")


@pytest.mark.parametrize("form", READY)
def test_the_same_bytes_give_the_same_report(form: Form) -> None:
    capture = BUILDERS[form](PARAGRAPHS)
    assert held(capture) == held(capture)


@pytest.mark.parametrize("form", READY)
def test_markup_in_the_words_is_shown_as_words(form: Form) -> None:
    found = held(BUILDERS[form]([PARAGRAPHS[0], HOSTILE, PARAGRAPHS[1]]))
    assert HOSTILE in found.text


@pytest.mark.parametrize("form", [form for form in READY if form not in WITHOUT_ARABIC])
def test_arabic_survives_and_is_kept_unread(form: Form) -> None:
    found = held(BUILDERS[form]([ARABIC, ARABIC.replace("السوق", "المدينة")]))
    assert ARABIC in found.text
    assert (found.language, found.readable) == ("ar", False)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("data", [b"", b" \n", b"\x00\xff\xfe\x00" * 9, b"PK\x03\x04 no package at all"])
def test_nothing_and_noise_are_skips_with_a_sentence(form: Form, data: bytes) -> None:
    capture = BUILDERS[form](PARAGRAPHS) if form in BUILDERS else BUILDERS["txt"](PARAGRAPHS)
    found = survives(replace(capture, form=form), data)
    assert isinstance(found, Skip) or any(c.isalnum() for c in found.text)
    if not data.strip():
        assert isinstance(found, Skip)


@pytest.mark.parametrize("form", READY)
def test_every_cut_is_survived(form: Form) -> None:
    capture = BUILDERS[form](PARAGRAPHS)
    step = max(1, len(capture.data) // 30)
    for stop in [*range(0, len(capture.data), step), len(capture.data) - 1]:
        survives(capture, capture.data[:stop])


@pytest.mark.parametrize("form", READY)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1 << 30), count=st.integers(1, 40))
def test_any_flipped_bytes_are_survived(form: Form, seed: int, count: int) -> None:
    capture = _CAPTURES.setdefault(form, BUILDERS[form](PARAGRAPHS))
    draw = random.Random(seed)
    data = bytearray(capture.data)
    for _ in range(count):
        data[draw.randrange(len(data))] = draw.randrange(256)
    survives(capture, bytes(data))


_CAPTURES: dict[Form, Capture] = {}
