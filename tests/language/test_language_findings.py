"""From spans of words to mentions, attributions, triggers with parties, and causes: cases are rows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from recount.language.decode_attributions import Saying, sayings_of, settled
from recount.language.decode_causes import causal_of, causes_of
from recount.language.decode_events import triggers_of
from recount.language.decode_mentions import merged
from recount.language.decode_spans import WordSpan
from recount.language.reading import Reading
from tests.language.tiny_model import LABELS, ROOTS, SIZE, VECTORS, card


def silent(words: int) -> Reading:
    """A reading that says nothing of anything."""
    own = card()
    width = max(head.end for head in own.heads.values())
    shapes = ((words, width), (words, words), (words, words), (words, SIZE * len(VECTORS)), (SIZE, 4))
    return Reading(own, *(np.zeros(shape, dtype=np.float32) for shape in shapes))


def span(begin: int, end: int, label: str, score: float = 0.9) -> WordSpan:
    return WordSpan(begin, end, label, score)


@pytest.mark.parametrize(
    ("schemes", "mentions"),
    [
        ({}, []),
        ({"uner": [span(0, 2, "PER")]}, [(0, 2, "person")]),
        ({"wwn": [span(0, 1, "NORP")]}, [(0, 1, "nationality")]),
        ({"re3d": [span(0, 1, "MilitaryPlatform")]}, [(0, 1, "vehicle")]),
        ({"re3d": [span(0, 1, "DocumentReference")]}, []),  # a page that is cited is no thing of the world
        ({"wiki": [span(0, 1, "TTL")]}, []),
        ({"uner": [span(0, 2, "PER", 0.4)]}, []),  # too unsure
        ({"uner": [span(0, 2, "PER", 0.4)], "wwn": [span(0, 2, "Person", 0.4)]}, [(0, 2, "person")]),  # together sure
        ({"wnut": [span(0, 2, "person", 0.8)]}, []),  # tweets alone do not suffice
        ({"wiki": [span(0, 2, "WEA", 0.6)]}, [(0, 2, "weapon")]),  # what only the small schemes know counts whole
        ({"uner": [span(0, 2, "ORG")], "wwn": [span(1, 2, "Location", 0.8)]}, [(0, 2, "organisation")]),
        ({"uner": [span(0, 1, "ORG")], "wwn": [span(0, 3, "Organization")]}, [(0, 3, "organisation")]),
        ({"event": [span(0, 1, "PER")]}, []),  # no scheme of mentions
        ({"uner": [span(5, 6, "LOC")], "wwn": [span(0, 1, "Date")]}, [(0, 1, "date"), (5, 6, "place")]),
    ],
)
def test_schemes_to_mentions(schemes: dict[str, list[WordSpan]], mentions: list[tuple[int, int, str]]) -> None:
    assert [found[:3] for found in merged(schemes)] == mentions


def told(sayings: list[Saying]) -> list[tuple[int | None, int | None, list[int]]]:
    """Each attribution as the first words of its cue, its source and its contents."""
    return [
        (s.cue and s.cue.begin, s.source and s.source.begin, [content.begin for content in s.contents]) for s in sayings
    ]


SOURCE, CUE, CONTENT, LATER_CUE = span(0, 1, "Source"), span(1, 2, "Cue"), span(2, 5, "Content"), span(7, 8, "Cue")


@pytest.mark.parametrize(
    ("spans", "links", "expected"),
    [
        ([], {}, []),
        ([SOURCE], {}, []),  # nobody says that it says something
        ([SOURCE, CUE, CONTENT], {}, [(1, 0, [2])]),
        ([CONTENT], {}, [(None, None, [2])]),
        ([CUE], {}, [(1, None, [])]),
        ([SOURCE, CUE, CONTENT, LATER_CUE], {}, [(1, 0, [2]), (7, None, [])]),  # the nearer cue
        ([SOURCE, CUE, CONTENT, LATER_CUE], {(2, 7): 1.0}, [(1, 0, []), (7, None, [2])]),  # unless the link says so
        ([SOURCE, CUE, span(3, 4, "Source")], {(3, 1): 1.0}, [(1, 3, [])]),  # the better linked of two sources
    ],
)
def test_spans_to_attributions(
    spans: list[WordSpan], links: dict[tuple[int, int], float], expected: list[tuple[int | None, int | None, list[int]]]
) -> None:
    reading = silent(10)
    for at, link in links.items():
        reading.links[at] = link
    assert told(sayings_of(reading, spans, 0)) == expected


@pytest.mark.parametrize(
    ("content", "breaks", "expected"),
    [
        (span(10, 12, "Content"), [0], [(1, None, [10])]),  # the sentence after the cue's
        (span(20, 22, "Content"), [0], [(1, None, []), (None, None, [20])]),  # two sentences on
        (span(10, 12, "Content"), [0, 10], [(1, None, []), (None, None, [10])]),  # another paragraph
    ],
)
def test_contents_of_another_window_seek_a_cue_beside_them(
    content: WordSpan, breaks: list[int], expected: list[tuple[int | None, int | None, list[int]]]
) -> None:
    sayings = [Saying(span(1, 2, "Cue")), Saying(None, None, [content])]
    assert told(settled(sayings, [0, 10, 20, 30], breaks)) == expected


def test_parties_go_to_the_trigger_that_they_pull_at() -> None:
    """Two attackers, two deeds, two victims: each deed has the pair that its vector answers to."""
    reading = silent(9)
    keys, sources = reading.vectors("pair_key"), reading.vectors("pair_source")
    keys[1, 0] = keys[6, 1] = 4.0
    sources[0, 0] = sources[5, 1] = 4.0
    reading.head("plover")[1, ROOTS.index("ASSAULT")] = 9.0
    parties = [span(0, 1, "S"), span(2, 3, "T"), span(5, 6, "S")]
    events = [span(1, 2, "event"), span(6, 7, "event")]
    first, second = triggers_of(reading, {"event": events, "party": parties}, [range(4), range(4, 9)])
    assert (first.type, first.type_scores["ASSAULT"]) == ("ASSAULT", 1.0)
    assert [(role.begin, role.label) for role in first.roles] == [(0, "source"), (2, "target")]
    assert second.type is None
    assert [(role.begin, role.label) for role in second.roles] == [(5, "source")]
    assert list(second.type_scores) == list(LABELS["plover"])


def test_triggers_of_both_heads_do_not_overlap() -> None:
    spans = {"event": [span(2, 4, "event")], "trigger": [span(3, 4, "trigger"), span(0, 1, "trigger")]}
    assert [found.span[:3] for found in triggers_of(silent(5), spans, [range(5)])] == [
        (0, 1, "trigger"),
        (2, 4, "event"),
    ]


def test_without_types_triggers_stand_alone() -> None:
    reading = silent(5)
    heads = {name: head for name, head in reading.card.heads.items() if not name.startswith("plover")}
    bare = replace(reading, card=replace(reading.card, heads=heads))
    (found,) = triggers_of(bare, {"event": [span(0, 1, "event")]}, [range(5)])
    assert (found.type, found.type_scores, found.roles) == (None, {}, ())


def test_a_sentence_is_causal_as_its_heaviest_words_say() -> None:
    reading = silent(5)
    reading.head("causal_gate")[:, 0] = [0, 1, -2, 3, 0]
    reading.head("causal")[:, 0] = [1, -2, 4, 0.5, 900]
    for part, chance in zip([range(3), range(3, 5)], causal_of(reading, [range(3), range(3, 5)]), strict=True):
        weights = [math.exp(reading.head("causal_gate")[at, 0]) for at in part]
        logit = sum(w * reading.head("causal")[at, 0] for w, at in zip(weights, part, strict=True)) / sum(weights)
        assert chance == pytest.approx(1 / (1 + math.exp(-logit)), abs=0.001)


@pytest.mark.parametrize(
    ("causal", "spans", "sentences"),
    [
        ((0.9, 0.1), {"cause": [span(0, 2, "cause")], "effect": [span(6, 7, "effect")]}, [0]),
        ((0.9, 0.9), {"cause": [span(0, 2, "cause")], "effect": [span(6, 7, "effect")]}, [0, 1]),
        ((0.9, 0.9), {"signal": [span(0, 2, "signal")]}, []),
        ((None, None), {"cause": [span(0, 2, "cause")]}, []),
    ],
)
def test_causes_stand_in_causal_sentences(
    causal: tuple[float | None, ...], spans: dict[str, list[WordSpan]], sentences: list[int]
) -> None:
    found = causes_of(spans, [range(5), range(5, 9)], causal, 0.5)
    assert [index for index, _ in found] == sentences
