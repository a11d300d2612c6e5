"""Search: words, phrases, exclusions, Arabic, parts of words, and whatever else people type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import SENTENCES, Ticking, report_of

from recount.records import Published, Report, Segment, UsageError, ids
from recount.store import Campaign, Contents, Generation, search
from recount.store.search import asked

DRONE, PALMYRA, DENIED, ARABIC = SENTENCES
LONG = "Witnesses spoke at length, " + "and at still greater length, " * 20 + "of a crater by the silo."


def report_with(text: str, title: str) -> Report:
    sha256 = ids.sha256_of(title.encode())
    return Report(
        ids.report_id(sha256), sha256, "txt", text, ids.text_version(text), (Segment("body", 0, len(text), True),),
        Published("2016-06-20", "row"), title=title, publisher="The Paper",
    )  # fmt: skip


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    campaign = Campaign.create(tmp_path_factory.mktemp("search") / "c", pack="p", clock=Ticking())
    text = " ".join(SENTENCES)
    reports = [report_with(text, "First"), report_with(f"{LONG} {DRONE}", "A title with marmalade")]
    with campaign.writing() as writer:
        writer.publish(Contents(reports, ()), inputs="x")
    with campaign.generation() as pinned:
        yield pinned


CASES = [
    ("drone", [DRONE, DRONE]),
    ("DRONE fuel", [DRONE, DRONE]),
    ("drone Palmyra", []),
    ('"fuel depot"', [DRONE, DRONE]),
    ('"depot fuel"', []),
    ('"fuel depot', [DRONE, DRONE]),
    ("that -shelling", [DENIED]),
    ('that -"had fired"', [PALMYRA]),
    ("Qaim", []),
    ("al-qa'im", [DENIED]),
    ("Al Qa’im", [DENIED]),
    ("قصفت", [ARABIC]),
    ("مستودعا", [ARABIC]),
    ("المدينه", [ARABIC]),
    ("ستودع", [ARABIC]),
    ("maylan", [DRONE, DRONE]),
    ("ockets deni", [DENIED]),
    ("zz", []),
    ("marmalade", ["A title with marmalade"]),
    ("OR NOT AND", []),
    ("dr*", []),
    ("folded:drone", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_search_finds(generation: Generation, text: str, sentences: list[str]) -> None:
    assert sorted(hit.snippet for hit in search(generation, text)) == sorted(sentences)


def test_whole_words_come_before_parts_of_words(generation: Generation) -> None:
    hits = search(generation, "at")
    assert [hit.whole for hit in hits] == [True]
    hits = search(generation, "that") + search(generation, "hat")
    assert [hit.whole for hit in hits] == [True, True, False, False]


def test_a_hit_stands_where_it_says_and_marks_what_matched(generation: Generation) -> None:
    (hit,) = search(generation, '"shelling had"')
    text = " ".join(SENTENCES)
    assert text[hit.start : hit.end] == hit.snippet == PALMYRA
    assert [hit.snippet[m.start : m.end] for m in hit.marks] == ["shelling", "had"]
    assert (hit.title, hit.publisher, hit.published) == ("First", "The Paper", "2016-06-20")


def test_a_long_sentence_is_cut_around_the_match(generation: Generation) -> None:
    (hit,) = search(generation, "crater")
    assert len(hit.snippet) < 260
    assert hit.snippet.startswith("…")
    assert [hit.snippet[m.start : m.end] for m in hit.marks] == ["crater"]


@pytest.mark.parametrize("limit", [-1, 0, 1, 2])
def test_no_more_than_asked(generation: Generation, limit: int) -> None:
    assert len(search(generation, "drone", limit)) == max(0, min(limit, 2))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "at least one word"),
        ('""', "at least one word"),
        ("-drone", "at least one word"),
        ("?! — ...", "at least one word"),
        ("\0\0", "at least one word"),
        ("a " * 40, "use at most 32"),
        ("a" * 1001, "use at most 1000"),
    ],
)
def test_what_cannot_be_searched_is_told_in_a_sentence(generation: Generation, text: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        search(generation, text)


@given(st.text(st.sampled_from("ab\"-*()^:{}+\\' \0\ud800ARNOTD,;%_é؟"), max_size=40) | st.text(max_size=30))
def test_nothing_typed_makes_a_traceback(generation: Generation, text: str) -> None:
    try:
        search(generation, text)
    except UsageError as error:
        assert str(error).endswith((".", "-syria"))


@given(st.lists(st.sampled_from(["drone", '"fuel depot"', "-zebra", '-"blue zebra"']), min_size=1, max_size=5))
def test_order_of_terms_does_not_matter(terms: list[str]) -> None:
    if all(term.startswith("-") for term in terms):
        return
    forwards, backwards = asked(" ".join(terms)), asked(" ".join(reversed(terms)))
    assert sorted(forwards.wanted) == sorted(backwards.wanted)
    assert sorted(forwards.unwanted) == sorted(backwards.unwanted)


def test_a_report_can_be_found_by_every_sentence(tmp_path: Path) -> None:
    campaign = Campaign.create(tmp_path / "c", pack="p", clock=Ticking())
    report = report_of(1)
    with campaign.writing() as writer:
        writer.publish(Contents([report], ()), inputs="x")
    with campaign.generation() as generation:
        for sentence in SENTENCES[1:3]:
            assert [hit.report for hit in search(generation, sentence)] == [report.id]
