from __future__ import annotations

from itertools import pairwise

import pytest
from extract_cases import Parties, Places, sentence
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.splitting import clause_of, clauses_in
from recount.extract.syntax import document_of, tokens_in
from recount.language.choose import language_of
from recount.records import Published, Report, Segment, Span


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say_and_in_order(text: str) -> None:
    tokens = tokens_in(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(st.text(alphabet="ab ,;.—wholeandkilled", max_size=120))
def test_clauses_cover_every_token_once(text: str) -> None:
    made = sentence(text)
    clauses = clauses_in(made)
    for token in made.tokens:
        assert sum(c.span.holds(token.span) for c in clauses) == 1
    assert [c.index for c in clauses] == list(range(len(clauses)))


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("Gunmen killed two officers.", ["main"]),
        ("Gunmen attacked after soldiers had left the post.", ["main", "after"]),
        ("Gunmen attacked the post after the parade.", ["main"]),
        ("Two men died when a bomb was set off.", ["main", "when"]),
        ("The group attacked a post, and its men were killed.", ["main", "and"]),
        ("Troops and the embassy were attacked.", ["main"]),
        ("The blast hit a bus which was full of workers.", ["main", "relative"]),
    ],
)
def test_clauses(text: str, openings: list[str]) -> None:
    assert [c.opening for c in clauses_in(sentence(text))] == openings


def test_an_offset_belongs_to_one_clause() -> None:
    text = "Gunmen attacked after soldiers had left."
    clauses = clauses_in(sentence(text))
    assert clause_of(clauses, text.index("attacked")).index == 0
    assert clause_of(clauses, text.index("left")).index == 1


def test_only_claimable_segments_that_repeat_nothing_make_sentences() -> None:
    parts = ["Title says it.", "Body says it.", "Body says it.", "Give us money."]
    text = "\n\n".join(parts)
    starts = [text.index(parts[0]), text.index(parts[1]), text.rindex(parts[2]), text.index(parts[3])]
    segments = (
        Segment("title", starts[0], starts[0] + len(parts[0]), True),
        Segment("body", starts[1], starts[1] + len(parts[1]), True),
        Segment("lede", starts[2], starts[2] + len(parts[2]), True, repeats=1),
        Segment("appeal", starts[3], starts[3] + len(parts[3]), False),
    )
    report = Report("r", "r", "txt", text, "v", segments, Published())
    made = document_of(report, gazetteer=Places(), catalogue=Parties(), language=language_of())
    assert [s.text for s in made.sentences] == parts[:2]
    assert [s.segment for s in made.sentences] == [0, 1]


def test_a_document_gives_what_lies_wholly_inside_a_span() -> None:
    text = "Shells fell on Idlib and on Raqqa."
    report = Report("r", "r", "txt", text, "v", (Segment("body", 0, len(text), True),))
    made = document_of(report, gazetteer=Places(), catalogue=Parties(), language=language_of())
    assert [p.words for p in made.places_of(Span(0, text.index("Raqqa") + 2))] == ["Idlib"]
    assert [p.words for p in made.places_of(Span(0, len(text)))] == ["Idlib", "Raqqa"]
