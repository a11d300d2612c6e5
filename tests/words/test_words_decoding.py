"""Bytes to text: round trips, guesses said aloud, and any bytes whatever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.decoding import decode, fit

ENGLISH = "The market “reopened” – at a café – on Sunday, the hospital said."
ARABIC = "قال المتحدث باسم الجيش إن القوات استعادت المدينة"


@pytest.mark.parametrize(
    ("text", "encoding", "noted"),
    [
        (ENGLISH, "utf-8", False),
        (ENGLISH, "utf-8-sig", False),
        (ENGLISH, "utf-16", False),
        (ENGLISH, "utf-32", False),
        (ENGLISH, "utf-16-le", True),
        (ENGLISH, "cp1252", True),
        (ARABIC, "utf-16-be", True),
        (ARABIC, "cp1256", True),
        ("Войска вошли в город вчера утром после боя", "cp1251", True),
    ],
)
def test_round_trips(text: str, encoding: str, noted: bool) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, bool(found.notes)) == (text, noted)


def test_a_declared_character_set_is_believed_where_it_fits() -> None:
    found = decode("Ordu şehre girdi".encode("iso8859-9"), declared="ISO-8859-9")
    assert (found.text, found.notes) == ("Ordu şehre girdi", ())


@pytest.mark.parametrize("declared", ["zip", "utf-99", "unicode_escape", "\x00", "rot13"])
def test_a_strange_declaration_is_passed_over(declared: str) -> None:
    assert decode(b"caf\xe9 in the market", declared=declared).text == "café in the market"


@given(st.text(max_size=80))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff") and "\x00" not in text:
        assert decode(text.encode()).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_that_every_store_can_keep(data: bytes) -> None:
    found = decode(data).text
    found.encode("utf-8")
    assert "\x00" not in found


def test_fit_keeps_the_length() -> None:
    found = fit("a\ud800b\x00c")
    assert (found.text, len(found.notes)) == ("a\ufffdb\ufffdc", 2)
