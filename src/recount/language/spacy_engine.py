"""Any installed spaCy pipeline as a reader of a language.

spaCy is no dependency of Recount: whoever names a pipeline has installed it. Trees and mentions come from the
pipeline; triggers, attributions, incidents and causes stay empty, since pipelines do not say them.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from recount.language.analysis import Analysis, Labelled, Mention, Sentence, Word
from recount.language.decode_mentions import LABELS
from recount.records import UsageError

PREFIX = "spacy:"
SCHEME = "spacy"


class SpacyPipeline:
    """A pipeline by the name under which it is installed, or the folder that holds it; `UsageError` where there is
    none. Relations keep the pipeline's own names, except that a root is `root`."""

    def __init__(self, pipeline: str) -> None:
        self._spacy = _module()
        try:
            self._nlp = self._spacy.load(pipeline)
        except OSError:
            raise UsageError(
                f"no spaCy pipeline {pipeline!r} is installed; installed are "
                f"{', '.join(sorted(self._spacy.util.get_installed_models())) or 'none'}"
            ) from None
        meta = self._nlp.meta
        self.name = f"{PREFIX}{meta['lang']}_{meta['name']}-{meta['version']}"

    def analyse(self, text: str) -> Analysis:
        """See `Language`."""
        return next(self.analyse_all([text]))

    def analyse_words(self, sentences: Sequence[Sequence[str]], *, gaps: Sequence[int] | None = None) -> Analysis:
        """See `Language`. spaCy has no ear for gaps."""
        del gaps
        words = [word for sentence in sentences for word in sentence]
        starts = [not at for sentence in sentences for at in range(len(sentence))]
        spaces = [True] * (len(words) - 1) + [False] if words else []
        doc = self._spacy.tokens.Doc(self._nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
        return self._analysis(self._nlp(doc), " ".join(words))

    def analyse_all(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """See `Language`."""
        longest = self._nlp.max_length
        for text in texts:
            if len(text) > longest:
                raise UsageError(
                    f"a text has {len(text):,} letters, and spaCy pipelines take {longest:,}; cut it, or read it with "
                    "the network that ships"
                )
            yield self._analysis(self._nlp(text), text)

    def _analysis(self, doc: Any, text: str) -> Analysis:
        found = [Labelled(e.start_char, e.end_char, e.label_, 1.0) for e in doc.ents]
        mentions = [
            Mention(span.start, span.end, LABELS[span.label.casefold()], span.score)
            for span in found
            if span.label.casefold() in LABELS
        ]
        return Analysis(
            text=text,
            engine=self.name,
            sentences=tuple(_sentence(words) for words in _sentences(doc)),
            mentions=tuple(mentions),
            schemes={SCHEME: tuple(found)},
        )


def _module() -> Any:
    try:
        return importlib.import_module("spacy")
    except ImportError as error:
        raise UsageError(
            f"a spaCy pipeline is named, but spaCy cannot be imported ({error}); install spacy and the pipeline, or "
            "name none and use the network that ships"
        ) from None


def _sentences(doc: Any) -> Iterator[list[Any]]:
    """The tokens of each sentence that are words. A pipeline that marks no sentences gives one."""
    parts = doc.sents if doc.has_annotation("SENT_START") else [doc]
    for part in parts:
        words = [token for token in part if not token.is_space]
        if words:
            yield words


def _sentence(words: Sequence[Any]) -> Sentence:
    at = {token.i: index for index, token in enumerate(words)}
    heads = [_head(token, at) for token in words]
    first = next((index for index, head in enumerate(heads) if head < 0), 0)
    # White space that was the head of something, and pipelines without a parser, leave several roots: the first stays.
    heads = [-1 if index == first else first if head < 0 else head for index, head in enumerate(heads)]
    made = tuple(
        Word(
            token.idx,
            token.idx + len(token.text),
            token.text,
            token.lemma_ or token.lower_,
            token.pos_ or "X",
            str(token.morph),
            head,
            "root" if head < 0 else _relation(token),
        )
        for token, head in zip(words, heads, strict=True)
    )
    return Sentence(made[0].start, made[-1].end, made)


def _head(token: Any, at: dict[int, int]) -> int:
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return -1 if head.i == token.i or head.i not in at else at[head.i]


def _relation(token: Any) -> str:
    relation = token.dep_ or "dep"
    return "dep" if relation in ("ROOT", "root") else relation
