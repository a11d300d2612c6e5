"""The whole way from a text to its analysis, over a network of chance: offsets, windows, order, hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.analysis import MENTION_LABELS, Analysis
from recount.language.decode_tree import is_tree
from recount.language.engine import Network
from recount.language.network import in_order
from recount.records import UsageError
from recount.records.codec import to_json
from tests.language.tiny_model import LABELS, model, network

NETWORK = network()
PIECES = model().pieces
WORDS = ["the", "army", "said", "The", "Army", "U.S.", "don't", "al-Qaeda", "12,000", ",", ".", "?", "“", "دمشق", "🚀"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join), max_size=4)
ANY = st.text(st.characters(exclude_categories=()), max_size=80)


def parts(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Every span of an analysis, and every word."""
    waiting: list[Any] = [analysis.sentences, analysis.mentions, analysis.triggers, analysis.attributions]
    waiting += [analysis.incidents, analysis.causes, list(analysis.schemes.values())]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple | list):
            waiting += item
        elif hasattr(item, "__dataclass_fields__"):
            if hasattr(item, "start"):
                yield item.start, item.end
            waiting += [getattr(item, name) for name in item.__dataclass_fields__]


def check(analysis: Analysis) -> None:
    text = analysis.text
    words = [word for sentence in analysis.sentences for word in sentence.words]
    edges = {word.start for word in words}, {word.end for word in words}
    for start, end in parts(analysis):
        assert start in edges[0] and end in edges[1] and start < end
    for word in words:
        assert text[word.start : word.end] == word.text
        assert word.upos in LABELS["upos"]
    assert all(a.end <= b.start for a, b in pairwise(words))
    for sentence in analysis.sentences:
        assert (sentence.start, sentence.end) == (sentence.words[0].start, sentence.words[-1].end)
        assert is_tree([word.head for word in sentence.words])
        assert [word.deprel == "root" for word in sentence.words] == [word.head < 0 for word in sentence.words]
        assert sentence.causal is not None and 0 <= sentence.causal <= 1
    assert all(a.end <= b.start for a, b in pairwise(analysis.mentions))
    assert {mention.label for mention in analysis.mentions} <= set(MENTION_LABELS)


def words_of(analysis: Analysis) -> list[str]:
    return [word.text for sentence in analysis.sentences for word in sentence.words]


@given(ANY | TEXTS.map("\n".join))
def test_whatever_the_text_the_analysis_holds_together(text: str) -> None:
    analysis = NETWORK.analyse(text)
    check(analysis)
    assert analysis.text == text
    assert "".join(words_of(analysis)) == "".join(text.split())
    assert to_json(analysis)


@given(TEXTS)
def test_paragraphs_are_read_as_if_each_stood_alone(paragraphs: list[str]) -> None:
    """Windows end with paragraphs, so that what is said of one does not hang on its neighbours. Incidents are left
    out: an entity is sought in the whole report."""
    whole = NETWORK.analyse("\n\n".join(paragraphs))
    alone = [NETWORK.analyse(paragraph) for paragraph in paragraphs]
    before = [sum(len(paragraph) + 2 for paragraph in paragraphs[:at]) for at in range(len(paragraphs))]
    sentences = [0]
    for analysis in alone:
        sentences.append(sentences[-1] + len(analysis.sentences))
    moved = [shifted(analysis, by, count) for analysis, by, count in zip(alone, before, sentences, strict=False)]
    for name in ("sentences", "mentions", "triggers", "attributions", "causes"):
        assert getattr(whole, name) == tuple(item for analysis in moved for item in getattr(analysis, name))
    for name, spans in whole.schemes.items():
        assert spans == tuple(span for analysis in moved for span in analysis.schemes[name])


def shifted(item: Any, by: int, sentences: int) -> Any:
    """Any record of an analysis, its offsets and its sentences' numbers moved."""
    if isinstance(item, tuple):
        return tuple(shifted(each, by, sentences) for each in item)
    if isinstance(item, dict):
        return {name: shifted(each, by, sentences) for name, each in item.items()}
    if not hasattr(item, "__dataclass_fields__"):
        return item
    fields = {name: shifted(getattr(item, name), by, sentences) for name in item.__dataclass_fields__}
    for name in ("start", "end"):
        if name in fields:
            fields[name] += by
    if "sentence" in fields:
        fields["sentence"] += sentences
    return replace(item, **fields)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u3000",
        "\x00",
        "a\x00b \x00 c",
        "قالت الوزارة إن القصف توقف في المدينة.",
        "🚀👩‍👩‍👧 🇸🇾",
        "\u202eevil\u202c \u200f(\u200f",
        "\ud83d half",
        "\n\n\n",
        "." * 500,
        "word " * 500,
        "\r\n".join(["- item"] * 50),
        "[bold]x[/bold]",
    ],
)
def test_hostile_texts(text: str) -> None:
    check(NETWORK.analyse(text))


def test_a_megabyte_that_is_one_word() -> None:
    analysis = NETWORK.analyse("a" * 1_000_000)
    check(analysis)
    assert len(words_of(analysis)) == 1


LONG = "\n\n".join(" ".join(WORDS * 4) for _ in range(6))


def test_threads_and_company_change_nothing() -> None:
    texts = [LONG, "", "The army said.", "\n\n", LONG[:100]]
    one, two = network(threads=1), network(threads=2)
    expected = [one.analyse(text) for text in texts]
    assert [two.analyse(text) for text in texts] == expected
    assert list(two.analyse_all(texts)) == expected
    assert list(one.analyse_all(iter(reversed(texts)))) == expected[::-1]


def test_only_a_few_texts_are_taken_ahead() -> None:
    taken = []

    def texts() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield "The army said."

    answers = network(threads=2).analyse_all(texts())
    next(answers)
    assert len(taken) < 10
    answers.close()


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=60), max_size=5), st.booleans())
def test_words_that_come_cut_stay_as_they_are(sentences: list[list[str]], alone: bool) -> None:
    analysis = NETWORK.analyse_words(sentences, alone=alone)
    check(analysis)
    assert analysis.text == " ".join(word for sentence in sentences for word in sentence)
    assert words_of(analysis) == [word for sentence in sentences for word in sentence]
    if all(sum(len(PIECES.ids(word)) for word in sentence) <= 62 for sentence in sentences):
        assert [len(s.words) for s in analysis.sentences] == [len(sentence) for sentence in sentences if sentence]


def test_a_sentence_alone_is_read_alone() -> None:
    sentences = [["The", "army", "said", "."], ["The", "U.S.", "said", "so"]]
    together, alone = NETWORK.raw_words(sentences), NETWORK.raw_words(sentences, alone=True)
    assert (len(together.windows), len(alone.windows)) == (1, 2)
    assert alone.sentences == together.sentences == (range(4), range(4, 8))
    assert np.array_equal(alone.head("upos")[4:], NETWORK.raw_words(sentences[1:]).head("upos"))
    assert not np.array_equal(alone.head("upos"), together.head("upos"))


def test_gaps_of_words_that_come_cut() -> None:
    passage = NETWORK.raw_words([["a", "b"], ["c"]]).passage
    assert list(passage.gaps) == [2, 3, 3]
    assert list(NETWORK.raw_words([["a", "b"], ["c"]], alone=True).passage.gaps) == [2, 3, 2]


@given(st.lists(st.sampled_from([*WORDS, "a" * 7, "x.y.z.w"]), min_size=1, max_size=120).map(" ".join))
def test_no_window_is_longer_than_the_card_allows(text: str) -> None:
    small = Network(model(words=9, pieces=20), threads=1)
    raw = small.raw(text)
    assert [at for window, _ in raw.windows for at in window] == list(range(len(raw.words)))
    for window, reading in raw.windows:
        assert len(reading) == len(window) <= 9
        assert sum(len(PIECES.ids(raw.words[at])) for at in window) + 2 <= 20


def test_scores_have_three_decimals() -> None:
    reading = NETWORK.raw("The army said.").windows[0][1]
    for values in (reading.scores, reading.arcs, reading.links, reading.values):
        assert np.array_equal(values, np.round(values, 3))


def test_raw_scores_are_those_behind_the_analysis() -> None:
    raw, analysis = NETWORK.raw(LONG), NETWORK.analyse(LONG)
    labels = raw.labels("upos")
    told = [word.upos for sentence in analysis.sentences for word in sentence.words]
    assert told == [labels[at] for at in raw.head("upos").argmax(axis=1)]
    assert [len(sentence) for sentence in raw.sentences] == [len(sentence.words) for sentence in analysis.sentences]
    assert len(raw.vectors("pair_key")) == len(raw.words) == len(told)


def test_the_root_of_a_pair_is_what_the_formula_says() -> None:
    words = ["The", "army", "said", "the", "U.S.", "said", "."]
    source, target = range(2), range(3, 5)
    raw = NETWORK.raw_words([words])
    gate = raw.head("plover_gate")[:, 0].copy()
    for name, party in (("pair_source", source), ("pair_target", target)):
        gate += raw.vectors("pair_key") @ raw.vectors(name)[party.start : party.stop].mean(axis=0)
    shares = np.exp(gate) / np.exp(gate).sum()
    logits = shares @ raw.head("plover")
    logits += raw.head("plover_source")[0:2].mean(axis=0) + raw.head("plover_target")[3:5].mean(axis=0)
    root = NETWORK.root_of_pair(words, source, target)
    assert root.root == raw.labels("plover")[int(logits.argmax())]
    assert root.trigger == int(gate.argmax())
    assert sum(root.scores.values()) == pytest.approx(1, abs=0.01)
    assert raw.root_of_pair(source, target) == root


def test_a_pair_in_two_windows_is_refused() -> None:
    with pytest.raises(UsageError, match="not read together"):
        NETWORK.raw("The army.\n\nThe U.S.").root_of_pair(range(1), range(4, 5))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_results_keep_the_order_of_their_items(threads: int) -> None:
    assert list(in_order(lambda n: n * n, iter(range(50)), threads)) == [n * n for n in range(50)]


def test_an_error_in_a_thread_is_not_lost() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // (n - 5), range(50), 2))
