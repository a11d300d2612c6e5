"""An installed spaCy pipeline as a reader: what of its documents is kept. spaCy itself is stood in for by its shape."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from recount.language.choose import language_of
from recount.language.spacy_engine import SpacyPipeline
from recount.records import UsageError


@dataclass(eq=False)
class Token:
    i: int
    idx: int
    text: str
    dep_: str
    up: int
    pos_: str = "NOUN"
    lemma_: str = ""
    morph: str = ""
    all: list[Token] = field(default_factory=list)

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def lower_(self) -> str:
        return self.text.lower()

    @property
    def head(self) -> Token:
        return self.all[self.up]


class Doc:
    def __init__(self, tokens: list[Token], sentences: list[range], ents: list[Any]) -> None:
        for token in tokens:
            token.all = tokens
        self._tokens, self._sentences, self.ents = tokens, sentences, ents

    def has_annotation(self, _name: str) -> bool:
        return bool(self._sentences)

    @property
    def sents(self) -> Iterator[list[Token]]:
        return iter([self._tokens[part.start : part.stop] for part in self._sentences])

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)


TEXT = "Army  said.\nKurds left"
TOKENS = [
    ("Army", 0, "nsubj", 2),
    (" ", 5, "dep", 0),
    ("said", 6, "ROOT", 2),
    (".", 10, "punct", 2),
    ("\n", 11, "dep", 3),
    ("Kurds", 12, "nsubj", 6),
    ("left", 18, "ROOT", 6),
]
ENTS = [
    SimpleNamespace(start_char=0, end_char=4, label_="ORG"),
    SimpleNamespace(start_char=12, end_char=17, label_="NORP"),
]
ENTS += [SimpleNamespace(start_char=6, end_char=10, label_="ORDINAL")]


class Pipeline:
    meta = {"lang": "en", "name": "tiny", "version": "1.0"}  # noqa: RUF012
    vocab = None
    max_length = 1000

    def __call__(self, _given: Any) -> Doc:
        tokens = [Token(i, idx, text, dep, up) for i, (text, idx, dep, up) in enumerate(TOKENS)]
        return Doc(tokens, [range(5), range(5, 7)], ENTS)


def load(name: str) -> Pipeline:
    if name != "en_tiny":
        raise OSError(name)
    return Pipeline()


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> SpacyPipeline:
    found = SimpleNamespace(load=load, util=SimpleNamespace(get_installed_models=lambda: ["en_tiny"]))
    monkeypatch.setitem(sys.modules, "spacy", found)
    return SpacyPipeline("en_tiny")


def test_a_pipeline_gives_sentences_trees_and_mentions(pipeline: SpacyPipeline) -> None:
    analysis = pipeline.analyse(TEXT)
    assert analysis.engine == "spacy:en_tiny-1.0"
    words = [[(word.text, word.head, word.deprel) for word in sentence.words] for sentence in analysis.sentences]
    assert words == [
        [("Army", 1, "nsubj"), ("said", -1, "root"), (".", 1, "punct")],
        [("Kurds", 1, "nsubj"), ("left", -1, "root")],
    ]
    assert [TEXT[m.start : m.end] + " " + m.label for m in analysis.mentions] == [
        "Army organisation",
        "Kurds nationality",
    ]
    assert [span.label for span in analysis.schemes["spacy"]] == ["ORG", "NORP", "ORDINAL"]
    assert (analysis.triggers, analysis.attributions, analysis.incidents, analysis.causes) == ((), (), (), ())
    assert all(TEXT[w.start : w.end] == w.text for sentence in analysis.sentences for w in sentence.words)


def test_a_text_too_long_for_it_is_refused(pipeline: SpacyPipeline) -> None:
    with pytest.raises(UsageError, match="1,001 letters"):
        pipeline.analyse("x" * 1001)


@pytest.mark.usefixtures("pipeline")
def test_a_pipeline_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match="installed are en_tiny"):
        SpacyPipeline("xx_none")


def test_without_spacy_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match="install spacy"):
        language_of("spacy:en_core_web_sm")


@pytest.mark.parametrize("name", ["", "spacy", "spacy:", "Network", "de_core_news_sm"])
def test_an_engine_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="expected network, or spacy:NAME"):
        language_of(name)
