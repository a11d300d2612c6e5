"""The network that ships: it is whole, it reads English, and what it says does not hang on company."""

from __future__ import annotations

import pytest

from recount.language.engine import MODEL, Network, shipped
from recount.language.network import GRAPH, model_of
from recount.words.sentences import sentences_in

pytestmark = pytest.mark.skipif(not (MODEL / GRAPH).is_file(), reason="no weights in the package: they were not tried")

TEXT = """Taliban fighters attacked a police post in Kunduz on Friday, killing two officers, the ministry said.

"We will not retreat," said Lt. Gen. John Smith of the U.S. Army. He spoke to Reuters in Kabul."""


def test_it_reads_english() -> None:
    analysis = shipped().analyse(TEXT)
    assert [TEXT[s.start : s.end] for s in analysis.sentences] == [TEXT[s.start : s.end] for s in sentences_in(TEXT)]
    first = analysis.sentences[0].words
    (root,) = (word for word in first if word.head < 0)
    assert root.text in ("attacked", "said")
    attacked = next(word for word in first if word.text == "attacked")
    assert (attacked.lemma, attacked.upos) == ("attack", "VERB")
    assert ("Kunduz", "place") in {(TEXT[m.start : m.end], m.label) for m in analysis.mentions}


def test_a_window_is_read_the_same_in_any_company() -> None:
    model = model_of(MODEL)
    alone = Network(model, threads=1)
    texts = [TEXT, "An aside.", TEXT.split("\n\n")[0], *TEXT.split(". ")]
    assert list(Network(model, threads=2).analyse_all(texts * 3)) == [alone.analyse(text) for text in texts * 3]


def test_no_threshold_is_of_a_name_that_nobody_asks_for() -> None:
    card = model_of(MODEL).card
    known = {"starts", "causal", "mentions", "type", "report", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon"}
    assert set(card.thresholds) <= known | set(card.heads)
