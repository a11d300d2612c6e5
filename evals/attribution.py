"""Who says so: source, cue and content tokens against PolNeAR, beside a baseline.

`attribution` is what the language layer joins to attributions, `attribution_heads` every span that it marks, joined or
not, and `attribution_rules` what the rules of `recount.extract` find. The baseline takes the first speech verb of a
sentence for the cue, what stands before it for the source and what follows for the content. A token counts once for
each role that any attribution gives it, and figures are summed over documents. PolNeAR gives a token one role, so what
is attributed inside other content is not scored. It also marks beliefs and wishes without speech, which bounds the
recall that cues of speech reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evals.line import Line
from recount.extract.attribution import Attribution, attributions_in
from recount.extract.cues import cues
from recount.extract.syntax import Document, Sentence, tokens_in
from recount.extract.trees import Tree
from recount.language.analysis import Analysis, Labelled
from recount.language.engine import Language, shipped
from recount.records import Report, Segment, Span

DEFAULT = "polnear/dev"

ROLES = ("source", "cue", "content")
_LABELS = {"Source": "source", "Cue": "cue", "Content": "content"}

Marked = set[tuple[str, int]]
"""(role, offset of a token) for each token that some attribution gives a role."""


@dataclass
class _Tally:
    hit: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 0))
    said: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 0))
    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 0))

    def add(self, said: Marked, gold: Marked) -> None:
        """Count the tokens of one document."""
        for table, marked in ((self.said, said), (self.gold, gold), (self.hit, said & gold)):
            for role, _ in marked:
                table[role] += 1

    def lines(self, task: str) -> Iterator[Line]:
        """Precision, recall and F1 of each role."""
        for role in ROLES:
            hit, said, gold = self.hit[role], self.said[role], self.gold[role]
            yield Line(task, f"{role}_precision", hit / said if said else 0.0, said)
            yield Line(task, f"{role}_recall", hit / gold if gold else 0.0, gold)
            yield Line(task, f"{role}_f1", 2 * hit / (said + gold) if said + gold else 0.0, gold)


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    """Figures of a folder that holds `text` and `attributions` (brat standoff; the first annotator of each text)."""
    engine = shipped() if language is None else language
    tasks = ("attribution", "attribution_heads", "attribution_rules", "attribution_baseline")
    tallies = {task: _Tally() for task in tasks}
    for text, gold in documents(data):
        analysis = engine.analyse(text)
        document = document_of(text, analysis)
        marked = _marked(text, gold)
        found = (
            list(_joined(analysis)),
            list(_spans(analysis)),
            [r for s in document.sentences for r in _roles(attributions_in(s, document))],
            [r for s in document.sentences for r in _first_verb(s)],
        )
        for tally, roles in zip(tallies.values(), found, strict=True):
            tally.add(_marked(text, roles), marked)
    for task, tally in tallies.items():
        if task != "attribution_heads" or any(tally.said.values()):
            yield from tally.lines(task)


def documents(data: Path) -> Iterator[tuple[str, list[tuple[str, Span]]]]:
    """(text, labelled spans) of each article."""
    seen: set[str] = set()
    for path in sorted((data / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        source = data / "text" / f"{name}.txt"
        if name in seen or not source.exists():
            continue
        seen.add(name)
        yield source.read_bytes().decode("utf-8"), list(_labels(path.read_bytes().decode("utf-8")))


def _labels(annotations: str) -> Iterator[tuple[str, Span]]:
    for line in annotations.splitlines():
        parts = line.split("\t")
        if not line.startswith("T") or len(parts) < 2:
            continue
        label, _, offsets = parts[1].partition(" ")
        if label in _LABELS:
            for piece in offsets.split(";"):
                start, end = piece.split()
                yield _LABELS[label], Span(int(start), int(end))


def document_of(text: str, heard: Analysis) -> Document:
    """A document of sentences alone: attributions need no mentions."""
    report = Report("eval", "", "txt", text, "eval", (Segment("body", 0, len(text), True),))
    sentences = tuple(
        Sentence(
            i, Span(s.start, s.end), tokens_in(text, s.start, s.end), 0, "body", text[s.start : s.end], Tree(s.words)
        )
        for i, s in enumerate(heard.sentences)
    )
    return Document(report, sentences, (), (), (), (), heard)


def _joined(analysis: Analysis) -> Iterator[tuple[str, Span]]:
    for said in analysis.attributions:
        parts = [("cue", said.cue), ("source", said.source), *(("content", content) for content in said.contents)]
        yield from ((role, _span(part)) for role, part in parts if part is not None)


def _spans(analysis: Analysis) -> Iterator[tuple[str, Span]]:
    for part in analysis.schemes.get("attribution", ()):
        yield _LABELS[part.label], _span(part)


def _span(part: Labelled) -> Span:
    return Span(part.start, part.end)


def _roles(found: list[Attribution]) -> Iterator[tuple[str, Span]]:
    for attribution in found:
        if any(
            part.holds(attribution.cue) for other in found for part in other.content if other.cue != attribution.cue
        ):
            continue
        yield "cue", attribution.cue
        if attribution.source is not None:
            yield "source", attribution.source
        yield from (("content", span) for span in attribution.content)


def _first_verb(sentence: Sentence) -> Iterator[tuple[str, Span]]:
    lowers = [t.lower for t in sentence.tokens]
    for k, token in enumerate(sentence.tokens):
        end = next((stop for stop, _ in cues().speech.at(lowers, k)), None)
        if end is not None:
            yield "cue", Span(token.start, sentence.tokens[end - 1].end)
            yield "source", Span(sentence.span.start, token.start)
            yield "content", Span(sentence.tokens[end - 1].end, sentence.span.end)
            return


def _marked(text: str, labelled: list[tuple[str, Span]]) -> Marked:
    return {
        (role, token.start)
        for role, span in labelled
        for token in tokens_in(text, span.start, span.end)
        if any(c.isalnum() for c in token.text)
    }
