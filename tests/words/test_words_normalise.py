"""Folding: one spelling for what readers take as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.normalise import fold, fold_keep, name_key

TEXT = st.text(st.characters(), max_size=60)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_fold_keep_keeps_the_length(text: str) -> None:
    assert len(fold_keep(text)) == len(text)
    assert fold_keep(fold_keep(text)) == fold_keep(text)


@given(TEXT, TEXT)
def test_fold_keep_works_character_by_character(left: str, right: str) -> None:
    assert fold_keep(left + right) == fold_keep(left) + fold_keep(right)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ÉMIGRÉ", "emigre"),
        ("İstanbul", "istanbul"),
        ("Großoffensive", "grossoffensive"),
        ("“it’s”–over—now", '"it\'s"-over-now'),
        ("a\u00a0b\t c\n\nd", "a b c d"),
        ("أحمد إلى القرية", "احمد الي القريه"),
        ("مُحَمَّـــد", "محمد"),
        ("٢٠١٦ ۲۰۱۶", "2016 2016"),
        ("ﬁring\u200b", "firing"),
        ("lone \ud800 half", "lone \ud800 half"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_fold_keep_keeps_line_breaks() -> None:
    assert fold_keep("Á\r\n\tB…") == "a\r\n b…"


@pytest.mark.parametrize(
    "spellings",
    [
        ("Deir ez-Zor", "Dayr az-Zawr", "Deir al-Zour", "deir el zor"),
        ("Raqqa", "ar-Raqqah", "Al-Raqqa", "Rakka"),
        ("Hawija", "Al-Hawijah", "Haweeja", "Huwayjah"),
        ("Tel Afar", "Tal ‘Afar", "Tall Afar"),
        ("Fallujah", "al-Falluja", "Faluja"),
        ("Hasakah", "Al-Hassakeh", "Hasaka"),
    ],
)
def test_transliterations_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Mosul", "Basra"), ("Homs", "Hama"), ("Manbij", "Membij"), ("Kirkuk", "Erbil")]
)
def test_other_names_keep_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
