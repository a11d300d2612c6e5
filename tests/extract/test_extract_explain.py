from __future__ import annotations

import pytest
from extract_cases import report_of

from recount.extract.cascade import Extractor
from recount.words.pack import load_pack


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_pack("inherent-resolve"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A car bomb killed four people in Mosul on Monday.", "triggers: car bomb"),
        ("A car bomb killed four people in Mosul on Monday.", "because"),
        ("A car bomb killed four people in Mosul on Monday.", "tree: killed (root, VERB)"),
        ("A car bomb killed four people in Mosul on Monday.", "heard: event 'killed'"),
        ("A car bomb killed four people in Mosul, police said.", "police: A car bomb killed four people in Mosul"),
        ("The anniversary of the attack was quiet.", "left: attack"),
        ("The weather was fine.", "nothing coded: no word of the lexicon and no figure"),
        ("Did rebels attack the base?", "nothing coded: a question"),
        ("Expanded Coverage:", "nothing coded: a bare label"),
    ],
)
def test_it_says_why(extractor: Extractor, text: str, told: str) -> None:
    assert told in extractor.explain(report_of(text))


def test_every_sentence_is_shown_and_the_claims_counted(extractor: Extractor) -> None:
    text = "Rebels attacked a post in Idlib on Monday. The weather was fine. Did it rain?"
    shown = extractor.explain(report_of(text))
    assert all(part in shown for part in ("Rebels attacked", "The weather", "Did it rain?"))
    assert f"{len(extractor.claims_in(report_of(text)))} claims from 3 sentences" in shown
