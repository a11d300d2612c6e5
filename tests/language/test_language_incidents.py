"""Marked words to entities that fill roles."""

from __future__ import annotations

import re

import numpy as np
import pytest

from recount.language.analysis import Labelled
from recount.language.decode_fillers import ROLES, candidates
from recount.language.decode_incidents import EVEN, entities_in, fillers, incidents_in, kept
from recount.language.decode_runs import FLOOR, WAIST, Grammar, runs
from recount.language.decode_wordings import key_of, layout_of, wordings
from recount.language.filler_features import FEATURES, Scores, learnt, table_of

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
        ("[Victim:.6 Roe] ... [Victim:.7 Ana Roe]", ["Ana Roe"]),
        ("[Victim:.9 Roe] ... [Victim:.4 Ana Roe]", ["Roe"]),
        ("[PerpInd:.4 armed men] ... [PerpInd:.4 ten armed men]", ["ten armed men"]),
    ],
    ids=["the surest words", "however short", "the longer of two as sure"],
)
def test_an_entity_goes_by_its_surest_words(text: str, names: list[str]) -> None:
    plain, spans = marked(text)
    assert [words for _, words in named(plain, fillers(plain, spans))] == names


def test_an_entity_is_kept_if_one_of_its_spans_is_sure_enough() -> None:
    text, spans = marked("[Target:.2 mill] [Target:.5 the mill] [Victim:.6 Roe]")
    assert named(text, kept(text, spans, EVEN | {"Victim": 0.7})) == [("Target", "mill"), ("Target", "the mill")]
    assert kept(text, spans, EVEN | {"Target": 0.51, "Victim": 0.7}) == ()
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
        ([{}, {"B-Target": 0.9}, {"I-Target": 0.8}, {}], [0] * 4, [(1, 3)]),
        ([{"B-Target": 0.9}, {"B-Target": 0.8}], [0, 0], [(0, 1), (1, 2)]),
        ([{"B-Target": 0.9}, {"I-Target": 0.8}], [0, 1], [(0, 1), (1, 2)]),
        ([{"B-Target": 0.9 * WAIST - 0.01}, {"I-Target": 0.9}], [0, 0], [(1, 2)]),
        ([{"B-Target": FLOOR / 2}], [0], []),
        ([{"B-PerpOrg": 0.5, "B-Target": 0.4}], [0], [(0, 1)]),
    ],
    ids=[
        "a run of words",
        "a new beginning parts two runs",
        "no run leaves its sentence",
        "an unlikely edge is left off",
        "an unlikely word is no run",
        "roles are read apart",
    ],
)
def test_scores_become_runs(rows: list[dict[str, float]], sentences: list[int], found: list[tuple[int, int]]) -> None:
    likely = Scores(scores(rows), LABELS)
    told = runs(likely.begins["Target"], likely.inside["Target"], sentences, nouns(len(rows)))
    assert [(run.begin, run.end) for run in told] == found


def parsed(words: str) -> tuple[list[str], Grammar]:
    """'two/NUM>nummod:1 men/NOUN' to words and their grammar."""
    told = [re.fullmatch(r"([\w.]+)/(\w+)(?:>([\w:]+):(\d+))?", word) for word in words.split()]
    found = [word for word in told if word]
    return [word[1] for word in found], Grammar(
        [word[2] for word in found],
        [int(word[4] or -1) for word in found],
        [word[3] or "root" for word in found],
    )


@pytest.mark.parametrize(
    ("words", "likely", "ways"),
    [
        (
            "the/DET>det:3 ten/NUM>nummod:3 armed/ADJ>amod:3 men/NOUN of/ADP>case:6 the/DET>det:6 front/NOUN>nmod:3",
            "men",
            ["ten armed men", "ten armed men of the front", "armed men", "armed men of the front", "men"],
        ),
        ("Ana/PROPN Roe/PROPN>flat:0 fled/VERB", "Ana", ["Ana Roe"]),
        ("rebel/NOUN>compound:1 column/NOUN fled/VERB", "rebel", ["rebel", "rebel column", "column"]),
        ("near/ADP>case:1 it/PRON", "near", []),
    ],
    ids=["more or less of what describes", "the whole of a name", "what a mark describes", "no noun to go by"],
)
def test_a_mark_is_worded_in_the_ways_of_its_tree(words: str, likely: str, ways: list[str]) -> None:
    texts, grammar = parsed(words)
    layout = layout_of(texts, [0] * len(texts), grammar)
    told = Scores(scores([{"B-Victim": 0.9} if text in likely.split() else {} for text in texts]), LABELS)
    found = wordings(list(runs(told.begins["Victim"], told.inside["Victim"], layout.sentences, grammar)), layout)
    assert set(ways) <= {" ".join(texts[one.begin : one.end]) for one in found}
    assert all(0 <= one.begin <= one.head < one.end <= len(texts) for one in found)


def test_every_way_to_word_a_mark_has_every_feature() -> None:
    texts, grammar = parsed("a/DET>det:1 bomb/NOUN fell/VERB")
    layout = layout_of(texts, [0] * 3, grammar)
    told = Scores(scores([{}, {"B-Weapon": 0.9}, {}]), LABELS)
    found = wordings(list(runs(told.begins["Weapon"], told.inside["Weapon"], layout.sentences, grammar)), layout)
    table = table_of("Weapon", found, told, layout, {"bomb": 0.5})
    row = dict(zip(FEATURES, table[0], strict=True))
    assert (row["word"], row["words"], row["a"], row["common"], row["constant"]) == (0.5, 1.0, 1.0, 1.0, 1.0)
    assert table_of("Weapon", [], told, layout, {}).shape == (0, len(FEATURES))


def test_what_ships_was_learnt_for_every_feature_and_role() -> None:
    assert set(learnt().weights) == set(learnt().words) == set(ROLES)
    assert all(weights.shape == (len(FEATURES),) for weights in learnt().weights.values())


def test_of_the_ways_to_word_a_mark_one_is_told() -> None:
    texts, grammar = parsed("ten/NUM>nummod:1 gunmen/NOUN killed/VERB Ana/PROPN Roe/PROPN>flat:3")
    text = " ".join(texts)
    bounds = [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    rows = [{"B-PerpInd": 0.8}, {"I-PerpInd": 0.9}, {}, {"B-Victim": 0.9}, {"I-Victim": 0.9}]
    found = candidates(text, scores(rows), LABELS, bounds, [0] * 5, grammar)
    assert [label for label, _ in named(text, found)] == ["PerpInd", "Victim"]
    assert named(text, found)[1] == ("Victim", "Ana Roe")
    assert all(0 < span.score < 1 for span in found)
    assert candidates("", scores([]).reshape(0, len(LABELS)), LABELS, [], [], nouns(0)) == ()


def test_a_report_without_an_incident_stays_silent() -> None:
    rows = [{"B-Target": 0.1}, {}, {"B-Victim": 0.1}]
    assert incidents_in("a b c", scores(rows), LABELS, [(0, 1), (2, 3), (4, 5)], [0, 0, 0], nouns(3)) == ()


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
