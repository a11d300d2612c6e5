"""A classifier as a second reader: marks from its thresholds, refusals for what is no probability, folders that do
not hold together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from recount.language.classifier import Marker
from recount.language.onnx_classifier import opened
from recount.language.optional import Found, Reason, SecondReader
from recount.records import Span, UsageError
from recount.words.sentences import sentences_in
from tests.language import tiny_onnx

TEXT = "They shelled us. They sent food. They slept."
SENTENCES = sentences_in(TEXT)


@dataclass
class Says:
    """Says what it is told to of each sentence."""

    said: Mapping[str, Mapping[str, float] | Reason]
    thresholds: Mapping[str, float] = field(default_factory=lambda: {"ASSAULT": 0.8, "AID": 0.5})
    name: str = "stub"

    def probabilities(self, sentence: str) -> Mapping[str, float] | Reason:
        return self.said.get(sentence, {})


def read(said: Mapping[str, Mapping[str, float] | Reason]) -> Found:
    return Marker(Says(said)).read(TEXT, SENTENCES)


def test_a_mark_is_the_likeliest_label_from_its_threshold_on_and_points_at_no_words() -> None:
    found = read({"They shelled us.": {"ASSAULT": 0.8, "AID": 0.1}, "They sent food.": {"AID": 0.4994, "ASSAULT": 0.5}})
    (mark,) = found.proposals
    assert (mark.kind, mark.type, mark.fields, mark.sentence) == ("mark", "ASSAULT", {}, 0)
    assert (mark.reader, mark.score) == ("stub", 0.8)
    assert found.refusals == ()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"ASSAULT": float("nan")}, "wrong_type"),
        ({"ASSAULT": float("inf")}, "wrong_type"),
        ({"ASSAULT": 7.0}, "wrong_type"),
        ({"ASSAULT": -1.0}, "wrong_type"),
        ({"MASSACRE": 0.9}, "not_in_vocabulary"),
        ({"ACCUSE": 0.9}, "not_in_vocabulary"),
        ("too_long", "too_long"),
        ("broken_off", "broken_off"),
    ],
)
def test_what_is_no_probability_of_a_label_is_refused_and_the_rest_is_read(said: Any, reason: Reason) -> None:
    found = read({"They shelled us.": said, "They sent food.": {"AID": 0.9}})
    assert found.refused == {reason: 1}
    assert [(mark.type, mark.sentence) for mark in found.proposals] == [("AID", 1)]


def test_a_sentence_without_end_is_not_asked_about() -> None:
    text = "shelled " * 1000
    assert Marker(Says({})).read(text, [Span(0, len(text))]).refused == {"too_long": 1}


@pytest.mark.parametrize(
    "thresholds", [{}, {"MASSACRE": 0.5}, {"assault": 0.5}, {"AID": 0.0}, {"AID": 1.5}, {"AID": float("nan")}]
)
def test_labels_and_thresholds_that_cannot_be_meant(thresholds: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="expected"):
        Marker(Says({}, thresholds))


@given(st.dictionaries(st.sampled_from(["ASSAULT", "AID", "BLOW"]), st.floats()))
def test_whatever_a_classifier_says_a_mark_is_a_name_of_the_vocabulary(said: dict[str, float]) -> None:
    for mark in read({"They shelled us.": said}).proposals:
        assert mark.type in ("ASSAULT", "AID")
        assert mark.fields == {}
        assert mark.score >= {"ASSAULT": 0.8, "AID": 0.5}[mark.type]


CARD: dict[str, Any] = {
    "labels": ["ASSAULT", "AID", None],
    "thresholds": {"ASSAULT": 0.6, "AID": 0.6},
    "temperature": 1.0,
    "gives": "logits",
    "calibrated_on": "four sentences that were made up for a test",
}
WORDS = {"[UNK]": 0, "shelled": 1, "food": 2, "They": 3}
ROWS = [[0, 0, 0], [9, 0, 0], [0, 9, 0], [0, 0, 3]]


def folder_of(path: Path, graph: bytes, *, tokenizer: bool = True, **card: Any) -> Path:
    (path / "model.onnx").write_bytes(graph)
    (path / "card.json").write_text(json.dumps({**CARD, **card}), encoding="utf-8")
    if tokenizer:
        made = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
        made.pre_tokenizer = Whitespace()
        made.enable_truncation(2)
        made.save(str(path / "tokenizer.json"))
    return path


def marks(folder: Path) -> list[tuple[str | None, int]]:
    reader: SecondReader = Marker(opened(folder))
    found = reader.read(TEXT, SENTENCES)
    assert found == reader.read(TEXT, SENTENCES)
    assert reader.name == f"classifier:{folder.name}"
    return [(mark.type, mark.sentence) for mark in found.proposals]


@pytest.mark.parametrize("inputs", [["input_ids"], ["input_ids", "attention_mask", "token_type_ids"]])
def test_a_graph_over_pieces(tmp_path: Path, inputs: list[str]) -> None:
    assert marks(folder_of(tmp_path, tiny_onnx.of_words(ROWS, inputs))) == [("ASSAULT", 0), ("AID", 1)]


@pytest.mark.parametrize("shape", [(1, 1), (1,)])
def test_a_graph_over_strings(tmp_path: Path, shape: tuple[int, ...]) -> None:
    graph = tiny_onnx.of_strings({"They shelled us.": 5.0, "They sent food.": -5.0}, [1.0, -1.0, 0.0], shape)
    assert marks(folder_of(tmp_path, graph, tokenizer=False)) == [("ASSAULT", 0), ("AID", 1)]


def test_temperature_and_threshold_decide(tmp_path: Path) -> None:
    graph = tiny_onnx.of_words(ROWS)
    assert marks(folder_of(tmp_path, graph, temperature=20.0)) == []
    assert marks(folder_of(tmp_path, graph, temperature=20.0, thresholds={"ASSAULT": 0.3, "AID": 0.99})) == [
        ("ASSAULT", 0)
    ]


def test_probabilities_stay_themselves(tmp_path: Path) -> None:
    rows = [[0.7, 0.2, 0.1]] * len(ROWS)
    classifier = opened(folder_of(tmp_path, tiny_onnx.of_words(rows), gives="probabilities"))
    assert classifier.probabilities("Whatever.") == pytest.approx({"ASSAULT": 0.7, "AID": 0.2}, abs=1e-6)


def test_a_sentence_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    classifier = opened(folder_of(tmp_path, tiny_onnx.of_words(ROWS), pieces=5))
    assert classifier.probabilities("They They They They They shelled") == "too_long"
    assert isinstance(classifier.probabilities("They They They shelled"), dict)


@pytest.mark.parametrize("sentence", ["", " ", "\x00", "\ud800", "قصف", "shelled " * 4])
def test_no_sentence_breaks_it(tmp_path: Path, sentence: str) -> None:
    for graph, pieces in (
        (tiny_onnx.of_words(ROWS), True),
        (tiny_onnx.of_strings({"a": 1.0}, [1.0, 0.0, 0.0]), False),
    ):
        said = opened(folder_of(tmp_path, graph, tokenizer=pieces)).probabilities(sentence)
        assert isinstance(said, dict) or said in ("broken_off", "wrong_type")


def test_a_graph_that_cannot_take_a_sentence_costs_that_sentence(tmp_path: Path) -> None:
    rows = [[0.0, 0.0, 0.0], [9.0, 0.0, 0.0]]  # none for food, nor for They
    found = Marker(opened(folder_of(tmp_path, tiny_onnx.of_words(rows)))).read(
        "food shelled", [Span(0, 4), Span(5, 12)]
    )
    assert found.refused == {"broken_off": 1}
    assert [(mark.type, mark.sentence) for mark in found.proposals] == [("ASSAULT", 1)]


BAD_CARDS: dict[str, tuple[dict[str, Any], str]] = {
    "no such label": ({"labels": ["BOOM", "AID", None], "thresholds": {"BOOM": 0.5, "AID": 0.5}}, "'BOOM'"),
    "no label": ({"labels": [None], "thresholds": {}}, "no label"),
    "labels are no list": ({"labels": 3}, "cannot be used"),
    "a threshold too few": ({"thresholds": {"AID": 0.5}}, "thresholds for other labels"),
    "a threshold of none": ({"thresholds": {"AID": "much", "ASSAULT": 1}}, "cannot be used"),
    "no words on calibration": ({"calibrated_on": " "}, "calibrated on"),
    "temperature": ({"temperature": 0}, "temperature"),
    "temperature is none": ({"temperature": None}, "cannot be used"),
    "gives": ({"gives": "scores"}, "gives 'scores'"),
    "pieces": ({"pieces": 0}, "room for 0"),
    "a key more": ({"run": "me"}, "expected labels"),
    "another width": ({"labels": ["AID"], "thresholds": {"AID": 0.5}}, r"no finite float tensor \[1, 1\]"),
    "threshold 0": ({"thresholds": {"AID": 0, "ASSAULT": 1}}, "threshold of AID"),
}


@pytest.mark.parametrize(("card", "said"), BAD_CARDS.values(), ids=BAD_CARDS.keys())
def test_a_card_that_does_not_fit_gets_a_sentence(tmp_path: Path, card: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Marker(opened(folder_of(tmp_path, tiny_onnx.of_words(ROWS), **card)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("card.json", None, "no card.json"),
        ("card.json", b"{", "is no JSON"),
        ("card.json", b"[]", "no keys"),
        ("model.onnx", None, "no model.onnx"),
        ("model.onnx", b"not a graph", "cannot be opened"),
        ("model.onnx", b"", "cannot be opened"),
        ("model.onnx", tiny_onnx.of_words(ROWS, ["pixels"]), "asks for 'pixels'"),
        ("model.onnx", tiny_onnx.of_words([[float("nan")] * 3] * 4), "no finite float"),
        ("tokenizer.json", None, "no tokenizer.json"),
        ("tokenizer.json", b"{}", "no tokenizer"),
    ],
)
def test_a_folder_that_is_not_whole_gets_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    folder = folder_of(tmp_path, tiny_onnx.of_words(ROWS))
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(UsageError, match=said):
        opened(folder)
