from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.lemma_choice import Lemmas, irregular, stems_of

KNOWN = Lemmas(["wound", "deny", "strike", "stop", "take", "city", "hold", "wounding", "##ing", "base"])
KEEP = "l<0+>0+"


@pytest.mark.parametrize(
    ("word", "upos", "feats", "scripts", "lemma"),
    [
        ("wounding", "VERB", "VerbForm=Ger", ("l<0+>3+e", "l<0+>3+", KEEP), "wound"),
        ("denied", "VERB", "Tense=Past", ("l<0+>1+", "l<0+>2+"), "deny"),
        ("struck", "VERB", "Tense=Past", ("l<0+>2+",), "strike"),
        ("Stopped", "VERB", "Tense=Past", (KEEP,), "stop"),
        ("cities", "NOUN", "Number=Plur", ("l<0+>1+",), "city"),
        ("notify", "VERB", "VerbForm=Inf", ("l<0+>3+",), "notify"),
        ("Mosul", "PROPN", "Number=Sing", ("k<0+>0+",), "Mosul"),
        ("men", "NOUN", "Number=Plur", (KEEP,), "man"),
        ("Asad", "PROPN", "Number=Sing", ("c<0+>0+",), "Asad"),
        ("zorgs", "NOUN", "Number=Plur", ("l<0+>1+",), "zorg"),
    ],
)
def test_lemmas(word: str, upos: str, feats: str, scripts: tuple[str, ...], lemma: str) -> None:
    assert KNOWN.of(word, upos, feats, scripts) == lemma


@given(st.text(min_size=1), st.sampled_from(["VERB", "NOUN", "ADJ", "ADV", "X"]), st.sampled_from(["", "Number=Plur"]))
def test_every_word_has_a_lemma(word: str, upos: str, feats: str) -> None:
    assert isinstance(KNOWN.of(word, upos, feats, (KEEP,)), str)


def test_no_form_stands_twice_in_a_table_and_regular_forms_are_left_to_the_rules() -> None:
    for table, forms in irregular().items():
        for form, lemma in forms.items():
            assert form == form.lower() and lemma == lemma.lower(), (table, form)


def test_a_stem_inflects_to_its_word() -> None:
    assert "stop" in stems_of("stopped", "VERB")
    assert list(stems_of("is", "VERB")) == []
