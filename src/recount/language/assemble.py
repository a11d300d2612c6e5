"""The findings of all windows of a text to its `Analysis`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Mention, Sentence, Trigger, Word
from recount.language.card import Card
from recount.language.decode import Part
from recount.language.decode_attributions import settled
from recount.language.decode_causes import LIKELY, causes_of
from recount.language.decode_fillers import Grammar
from recount.language.decode_incidents import EVEN, incidents_in
from recount.language.decode_spans import WordSpan
from recount.language.lemma_choice import Lemmas
from recount.language.passages import Passage

REPORT = 2_000
"""Words up to which one text is one report, in which a name means one thing; MUC-4's longest have 1,500."""


def analysis_of(passage: Passage, parts: Sequence[Part], *, engine: str, card: Card, lemmas: Lemmas) -> Analysis:
    """The analysis of a text from the findings of its windows, in their order."""
    spans = passage.spans

    def labelled(span: WordSpan) -> Labelled:
        return Labelled(spans[span.begin].start, spans[span.end - 1].end, span.label, span.score)

    def all_labelled(found: Iterable[WordSpan]) -> tuple[Labelled, ...]:
        return tuple([labelled(span) for span in found])

    ranges = [sentence for part in parts for sentence in part.sentences]
    causal = [chance for part in parts for chance in part.causal]
    names = parts[0].spans if parts else ()
    schemes = {name: [span for part in parts for span in part.spans[name]] for name in names}
    sayings = settled([s for part in parts for s in part.sayings], [s.start for s in ranges], passage.breaks)
    causes = causes_of(schemes, ranges, causal, card.threshold("causal", LIKELY))
    return Analysis(
        text=passage.text,
        engine=engine,
        sentences=tuple(_sentences(passage, parts, lemmas)),
        mentions=tuple(
            Mention(spans[m.begin].start, spans[m.end - 1].end, m.label, m.score)  # type: ignore[arg-type]
            for part in parts
            for m in part.mentions
        ),
        triggers=tuple(
            Trigger(*_ends(labelled(f.span)), f.span.score, f.type, f.type_scores, all_labelled(f.roles))
            for part in parts
            for f in part.triggers
        ),
        attributions=tuple(
            Attribution(s.cue and labelled(s.cue), s.source and labelled(s.source), all_labelled(s.contents))
            for s in sayings
        ),
        incidents=tuple(_incidents(passage, parts, card)) if "muc" in card.heads else (),
        causes=tuple(Cause(at, *map(all_labelled, found)) for at, found in causes),
        schemes={name: all_labelled(found) for name, found in schemes.items()},
    )


def _ends(span: Labelled) -> tuple[int, int]:
    return span.start, span.end


def _sentences(passage: Passage, parts: Sequence[Part], lemmas: Lemmas) -> Iterable[Sentence]:
    spans, words = passage.spans, passage.words
    for part in parts:
        first = part.sentences[0].start
        relations, upos, feats = part.tags
        for sentence, causal in zip(part.sentences, part.causal, strict=True):
            begin = sentence.start
            made = tuple(
                [
                    Word(
                        spans[at].start,
                        spans[at].end,
                        words[at],
                        lemmas.of(words[at], upos[at - first], feats[at - first], part.scripts[at - first]),
                        upos[at - first],
                        feats[at - first].removeprefix("_"),
                        head - begin if head >= 0 else -1,
                        relations[at - first],
                    )
                    for at, head in zip(sentence, part.heads[begin - first : sentence.stop - first], strict=True)
                ]
            )
            yield Sentence(made[0].start, made[-1].end, made, causal)


def _incidents(passage: Passage, parts: Sequence[Part], card: Card) -> Iterator[Labelled]:
    """The roles of incidents, report by report: a text longer than `REPORT` words is a binder of several."""
    thresholds = {name: card.threshold(name, even) for name, even in EVEN.items()}
    ends = [(span.start, span.end) for span in passage.spans]
    for stretch in _stretches(parts):
        sentences = [sentence for part in stretch for sentence in part.sentences]
        numbers = [index for index, sentence in enumerate(sentences) for _ in sentence]
        scores = np.concatenate([part.muc for part in stretch if part.muc is not None])
        own = ends[sentences[0].start : sentences[-1].stop]
        labels, grammar = card.heads["muc"].labels, grammar_of(stretch)
        yield from incidents_in(passage.text, scores, labels, own, numbers, grammar, thresholds)


def grammar_of(parts: Sequence[Part]) -> Grammar:
    """The grammar of windows that follow one another, heads as indices from the first word of the first."""
    begin = parts[0].sentences[0].start
    heads = [head if head < 0 else head - begin for part in parts for head in part.heads]
    relations, upos, _ = ([tag for part in parts for tag in part.tags[kind]] for kind in range(3))
    return Grammar(upos, heads, relations)


def _stretches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Whole windows up to `REPORT` words, at least one."""
    stretch: list[Part] = []
    words = 0
    for part in parts:
        if stretch and words + len(part.heads) > REPORT:
            yield stretch
            stretch, words = [], 0
        stretch.append(part)
        words += len(part.heads)
    if stretch:
        yield stretch
