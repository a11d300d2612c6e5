"""A text of which only some parts are read: what a report's author wrote, and not its navigation or its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Mention, Sentence, Trigger, Word
from recount.language.interface import Language
from recount.records import Span


def analysis_of_parts(language: Language, text: str, parts: Sequence[Span]) -> Analysis:
    """What is said of the parts, each read by itself, in one analysis of the whole text with offsets into it.

    `parts` are in order and share no character. What stands outside them has no sentence.
    """
    found = list(language.analyse_all(text[part.start : part.end] for part in parts))
    moved = [_moved(one, part.start) for one, part in zip(found, parts, strict=True)]
    sentences: list[Sentence] = []
    causes: list[Cause] = []
    for one in moved:
        causes += (replace(cause, sentence=cause.sentence + len(sentences)) for cause in one.causes)
        sentences += one.sentences
    names = dict.fromkeys(name for one in moved for name in one.schemes)
    return Analysis(
        text=text,
        engine=language.name,
        sentences=tuple(sentences),
        mentions=tuple(m for one in moved for m in one.mentions),
        triggers=tuple(t for one in moved for t in one.triggers),
        attributions=tuple(a for one in moved for a in one.attributions),
        incidents=tuple(i for one in moved for i in one.incidents),
        causes=tuple(causes),
        schemes={name: tuple(s for one in moved for s in one.schemes.get(name, ())) for name in names},
    )


def _moved(given: Analysis, by: int) -> Analysis:
    """The same analysis with every offset moved by so many characters."""
    if not by:
        return given

    def labelled(spans: Iterable[Labelled]) -> tuple[Labelled, ...]:
        return tuple(Labelled(s.start + by, s.end + by, s.label, s.score) for s in spans)

    def one(span: Labelled | None) -> Labelled | None:
        return None if span is None else Labelled(span.start + by, span.end + by, span.label, span.score)

    def words(given: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(Word(w.start + by, w.end + by, w.text, w.lemma, w.upos, w.feats, w.head, w.deprel) for w in given)

    return Analysis(
        text=given.text,
        engine=given.engine,
        sentences=tuple(Sentence(s.start + by, s.end + by, words(s.words), s.causal) for s in given.sentences),
        mentions=tuple(Mention(m.start + by, m.end + by, m.label, m.score) for m in given.mentions),
        triggers=tuple(
            Trigger(t.start + by, t.end + by, t.score, t.type, t.type_scores, labelled(t.roles)) for t in given.triggers
        ),
        attributions=tuple(Attribution(one(a.cue), one(a.source), labelled(a.contents)) for a in given.attributions),
        incidents=labelled(given.incidents),
        causes=tuple(
            Cause(c.sentence, labelled(c.causes), labelled(c.effects), labelled(c.signals)) for c in given.causes
        ),
        schemes={name: labelled(spans) for name, spans in given.schemes.items()},
    )
