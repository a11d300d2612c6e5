"""Parts of a deed that another sentence names."""

from __future__ import annotations

from evals.shape import report_of
from recount.extract.cascade import Extractor
from recount.extract.gathering import gathered
from recount.words.pack import load_pack


def test_a_report_without_a_deed_gathers_nothing() -> None:
    extractor = Extractor(load_pack("inherent-resolve"))
    document = extractor.document(report_of("The mayor opened a school. Two men were seated at a table."))
    assert gathered((), document, extractor._lexicon) == []


def test_what_is_gathered_stands_in_the_evidence() -> None:
    text = (
        "Gunmen attacked the bank in Mosul on Monday. The victims were identified as Ana Roe and Bo Lund. "
        "The bomb had been left under a table."
    )
    claims = Extractor(load_pack("inherent-resolve")).claims_in(report_of(text))
    for claim in claims:
        assert all(text[e.start : e.end] == e.quote for e in claim.evidence)
        for mention in claim.target:
            assert mention.span is None or any(e.start <= mention.span.start < e.end for e in claim.evidence)
