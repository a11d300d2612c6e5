"""What a reader sees of a claim's evidence."""

from __future__ import annotations

import pytest

from recount.publish.evidence import Names, quoted
from recount.publish.withhold import withheld_from
from recount.records import Claim, Evidence
from recount.records.publication import Statement

SENTENCE = "Six women were among the dead, and 40 people were hurt."


def statement(*pieces: str, sentence: str = SENTENCE, begins: int = 100) -> Statement:
    spans = [(begins + SENTENCE.index(piece), piece) for piece in pieces]
    evidence = tuple(Evidence(start, start + len(piece), piece) for start, piece in spans)
    return Statement(Claim("c", "r", "v", "event", "ASSAULT", evidence), sentence, begins)


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        (statement("40 people were hurt"), "40 people were hurt"),
        (statement("40 people were hurt", "Six women were among the dead"), SENTENCE.removesuffix(".")),
        (statement("40 people were hurt", sentence="Another sentence."), "40 people were hurt"),
    ],
    ids=["one piece", "pieces of one sentence are one stretch", "evidence outside its sentence stands alone"],
)
def test_the_words_of_every_figure_are_marked(given: Statement, exact: str) -> None:
    names = Names({}, {}, withheld_from([]))
    assert quoted(given, names).exact == exact
