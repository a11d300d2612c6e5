"""Where things stand in a text: code points here, UTF-16 in browsers, and nothing that a page would drop or turn."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recount.desk.marked import sentence_pieces, shown
from recount.desk.offsets import points, same_length, units
from recount.publish.clean import clean
from recount.records import Claim, Evidence, Report, Segment

TEXTS = st.text(alphabet=st.sampled_from("ab é\u0301ش😀👩‍🚒\u202e\r\n\x00"), max_size=40)


@given(TEXTS, st.integers(0, 40))
def test_units_are_what_utf_16_counts(text: str, at: int) -> None:
    at = min(at, len(text))
    assert units(text, at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert points(text, units(text, at)) == at


def test_inside_a_pair_the_place_is_its_start() -> None:
    assert points("😀x", 1) == 0


@given(st.text(max_size=60))
def test_what_is_shown_keeps_its_length_and_passes_the_cleaning_unchanged(text: str) -> None:
    kept = same_length(text)
    assert len(kept) == len(text)
    assert clean(kept) == kept
    assert "\r" not in kept


@given(
    st.text(alphabet="abc de\n😀ش", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
    st.lists(st.integers(0, 60), max_size=4),
)
def test_a_text_cut_for_the_page_loses_nothing_and_marks_every_claim_once(
    text: str, spans: list[tuple[int, int]], cuts: list[int]
) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    segments = tuple(Segment("body", a, b, True) for a, b in pairwise(edges))
    claims = [
        Claim(f"c{n}", "r", "v", "event", None, (Evidence(a, b, text[a:b]),))
        for n, (a, size) in enumerate(spans)
        if a < (b := min(len(text), a + size))
    ]
    report = Report("r", "s", "txt", text, "v", segments)
    found = shown(report, claims)
    assert "".join(piece.text for segment in found for piece in segment.pieces) == same_length(text)
    begun = [claim for segment in found for piece in segment.pieces for claim in piece.begins]
    assert sorted(begun) == sorted(claim.id for claim in claims)
    for claim in claims:
        held = "".join(p.text for s in found for p in s.pieces if claim.id in p.claims)
        assert held == same_length(claim.evidence[0].quote)


def test_words_that_no_segment_holds_are_shown_all_the_same() -> None:
    report = Report("r", "s", "txt", "head BODY tail", "v", (Segment("body", 5, 9, True),))
    found = shown(report, [], (7, 12))
    assert [(s.segment.kind, s.dim, [p.text for p in s.pieces]) for s in found] == [
        ("template", True, ["head "]), ("body", False, ["BO", "DY"]), ("template", True, [" ta", "il"]),
    ]  # fmt: skip
    assert [p.asked for s in found for p in s.pieces] == [False, False, True, True, False]


def test_evidence_outside_its_sentence_stands_alone() -> None:
    claim = Claim("c", "r", "v", "event", None, (Evidence(50, 54, "word"),))
    assert sentence_pieces(claim, "A sentence.", 0) == [("word", True)]
    claim = Claim("c", "r", "v", "event", None, (Evidence(12, 20, "sentence"),))
    assert sentence_pieces(claim, "A sentence.", 10) == [("A ", False), ("sentence", True), (".", False)]
