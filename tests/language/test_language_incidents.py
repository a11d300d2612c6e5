"""Marked words to entities that fill roles."""

from __future__ import annotations

import re

import numpy as np
import pytest

from recount.language.analysis import Labelled
from recount.language.decode_fillers import FLOOR, ROLES, WAIST, Grammar, candidates
from recount.language.decode_incidents import (
    EVEN,
    REPORT,
    entities_in,
    fillers,
    incidents_in,
    kept,
    key_of,
)

LABELS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))


def marked(text: str) -> tuple[str, list[Labelled]]:
    """'[Role words]' to spans, each of score .9 or as '[Role:.4 words]' says."""
    plain, spans, at = "", [], 0
    for mark in re.finditer(r"\[(\w+)(?::([.\d]+))? ([^\]]*)\]", text):
        plain += text[at : mark.start()]
        spans.append(Labelled(len(plain), len(plain) + len(mark[3]), mark[1], float(mark[2] or 0.9)))
        plain += mark[3]
        at = mark.end()
    return plain + text[at:], spans


def named(text: str, spans: list[Labelled] | tuple[Labelled, ...]) -> list[tuple[str, str]]:
    return [(span.label, text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("[Victim Ana Roe] fell. [Victim Roe] had a guard, [Victim Bo Lund].", ["Ana Roe|Roe", "Bo Lund"]),
        ("[PerpInd ten armed men] and, later, [PerpInd the armed men]", ["ten armed men|the armed men"]),
        ("[PerpOrg Front of the Delta] ([PerpOrg FDZ]) ... [PerpOrg the FDZ]", ["Front of the Delta|FDZ|the FDZ"]),
        ("[PerpOrg Delta Unity Front] hid; the [PerpOrg FUD] said", ["Delta Unity Front|FUD"]),
        ("[PerpOrg Delta Unity Front] fought the [PerpOrg XYZ]", ["Delta Unity Front", "XYZ"]),
        ("[PerpInd the gunmen] fled; the [PerpInd masked men] drove", ["the gunmen|masked men"]),
        ("[PerpInd masked men] met [Target masked men]", ["masked men", "masked men"]),
        ("[Target the north bridge] and [Target the south bridge]", ["the north bridge", "the south bridge"]),
        ("[Weapon bomb] ... [Weapon a bomb of 5 kg] ... [Weapon rifles]", ["bomb|a bomb of 5 kg", "rifles"]),
        ("[Weapon ...] and [Weapon the] and [Weapon -]", ["...|the|-"]),
        ("", []),
    ],
)
def test_spans_that_name_one_thing_are_one_entity(text: str, entities: list[str]) -> None:
    plain, spans = marked(text)
    found = ["|".join(plain[s.start : s.end] for s in entity) for entity in entities_in(plain, spans)]
    assert found == entities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[Victim:.6 Roe] ... [Victim:.5 Ana Roe] ... [Victim:.3 Ana Roe]", ["Ana Roe"]),
        ("[Victim:.9 Roe] ... [Victim:.4 Ana Roe]", ["Roe"]),
        ("[PerpInd:.4 armed men] ... [PerpInd:.4 ten armed men] ... [PerpInd:.7 men]", ["ten armed men"]),
    ],
    ids=["the longest words", "of those that are nearly as sure", "numbers in front do not part words"],
)
def test_an_entity_goes_by_its_longest_sure_words(text: str, names: list[str]) -> None:
    plain, spans = marked(text)
    assert [words for _, words in named(plain, fillers(plain, spans))] == names


def test_an_entity_is_kept_if_its_spans_together_are_sure_enough() -> None:
    text, spans = marked("[Target:.2 mill] [Target:.4 the mill] [Victim:.6 Roe]")
    assert named(text, kept(text, spans, EVEN | {"Victim": 0.7})) == [("Target", "mill"), ("Target", "the mill")]
    assert kept(text, spans, EVEN | {REPORT: 0.61}) == ()
    assert kept(text, (), EVEN) == ()
    assert kept(text, spans, {}) == tuple(spans)


def scores(rows: list[dict[str, float]]) -> np.ndarray:
    """Logits of words whose likely labels have these probabilities; the rest is O."""
    table = np.full((len(rows), len(LABELS)), 1e-6)
    for row, chances in zip(table, rows, strict=True):
        row[0] = 1 - sum(chances.values())
        for label, chance in chances.items():
            row[LABELS.index(label)] = chance
    return np.log(np.maximum(table, 1e-6)).astype(np.float32)


def nouns(n: int) -> Grammar:
    return Grammar(["NOUN"] * n, [-1] * n, ["root"] * n)


@pytest.mark.parametrize(
    ("rows", "sentences", "found"),
    [
        ([{}, {"B-Target": 0.9}, {"I-Target": 0.8}, {}], [0] * 4, [("Target", 1, 3, 0.85)]),
        ([{"B-Target": 0.9}, {"B-Target": 0.8}], [0, 0], [("Target", 0, 1, 0.9), ("Target", 1, 2, 0.8)]),
        ([{"B-Target": 0.9}, {"I-Target": 0.8}], [0, 1], [("Target", 0, 1, 0.9), ("Target", 1, 2, 0.8)]),
        ([{"B-Victim": 0.9 * WAIST - 0.01}, {"I-Victim": 0.9}], [0, 0], [("Victim", 1, 2, 0.9)]),
        ([{"B-Weapon": FLOOR / 2}], [0], []),
        (
            [{"B-PerpOrg": 0.5, "B-Target": 0.4}],
            [0],
            [("PerpOrg", 0, 1, 0.5), ("Target", 0, 1, 0.4)],
        ),
        ([], [], []),
    ],
    ids=[
        "a run of words",
        "a new beginning parts two spans",
        "no span leaves its sentence",
        "an unlikely edge is left off",
        "an unlikely word is no span",
        "roles are read apart",
        "no words",
    ],
)
def test_scores_become_spans(
    rows: list[dict[str, float]], sentences: list[int], found: list[tuple[str, int, int, float]]
) -> None:
    words = [(2 * k, 2 * k + 1) for k in range(len(rows))]
    spans = candidates(scores(rows).reshape(-1, len(LABELS)), LABELS, words, sentences, nouns(len(rows)))
    assert [(s.label, s.start // 2, s.end // 2 + 1) for s in spans] == [f[:3] for f in found]
    assert [s.score for s in spans] == pytest.approx([f[3] for f in found], abs=0.002)


@pytest.mark.parametrize(
    ("words", "likely", "found"),
    [
        ("by/ADP two/NUM men/NOUN of/ADP", "by two men of", "two men"),
        ("Ana/PROPN Maria/PROPN>flat:0 Roe/PROPN>flat:0 left/VERB", "Ana", "Ana Maria Roe"),
        ("Ana/PROPN Maria/PROPN>flat:0 Roe/PROPN>flat:0 left/VERB", "Roe", "Ana Maria Roe"),
        ("north/ADJ bridge/NOUN", "bridge", "bridge"),
        ("the/DET mill/NOUN", "the", None),
    ],
    ids=["edges that no name has", "the rest of a name", "its beginning", "what describes stays out", "no name at all"],
)
def test_spans_are_whole_names(words: str, likely: str, found: str | None) -> None:
    told = [re.fullmatch(r"(\w+)/(\w+)(?:>(\w+):(\d+))?", word) for word in words.split()]
    texts = [word[1] for word in told if word]
    grammar = Grammar(
        [word[2] for word in told if word],
        [int(word[4] or -1) for word in told if word],
        [word[3] or "root" for word in told if word],
    )
    rows = [{"I-Victim": 0.9} if text in likely.split() else {} for text in texts]
    text = " ".join(texts)
    bounds = [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    spans = candidates(scores(rows), LABELS, bounds, [0] * len(rows), grammar)
    assert named(text, spans) == ([("Victim", found)] if found else [])


def test_a_report_without_an_incident_stays_silent() -> None:
    rows = [{"B-Target": 0.45}, {}, {"B-Victim": 0.3}]
    words = [(0, 1), (2, 3), (4, 5)]
    assert incidents_in("a b c", scores(rows), LABELS, words, [0, 0, 0], nouns(3)) == ()
    low = dict.fromkeys(EVEN, 0.4)
    assert named("a b c", incidents_in("a b c", scores(rows), LABELS, words, [0, 0, 0], nouns(3), low)) == [
        ("Target", "a")
    ]


def test_a_very_long_text_takes_no_time_to_speak_of() -> None:
    words = [f"w{k % 997} x{k % 31}" for k in range(20_000)]
    text = " ".join(words)
    spans, at = [], 0
    for word in words:
        spans.append(Labelled(at, at + len(word), "PerpOrg", 0.9))
        at += len(word) + 1
    assert entities_in(text, spans)


def test_keys_leave_out_articles_and_numbers_in_front() -> None:
    assert key_of('The 10 "red" trucks') == ("red", "trucks")
    assert key_of("") == ()
