"""An analysis in lines for a person: the tree of a sentence, and what was found in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from recount.cli.talk import shown
from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Mention, Sentence, Trigger

_LONGEST = 72
"""Letters of a quotation; the middle of a longer one is left out."""


def tree_lines(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Text]:
    """A line for each word below the word that it hangs on, in the order of the sentence: word, lemma, part of speech,
    relation, label of the mention."""
    rows = list(_branches(sentence))
    cells = [
        (branch, shown(word.text), shown(word.lemma), word.upos, word.deprel, _label(word.start, mentions))
        for branch, word in ((branch, sentence.words[at]) for branch, at in rows)
    ]
    first = max(cell_len(branch + word) for branch, word, *_ in cells)
    wide = [max(cell_len(row[column]) for row in cells) for column in (2, 3, 4)]
    for branch, word, *rest in cells:
        line = Text("  ")
        line.append(branch, style="dim")
        line.append(word)
        line.append(" " * (first - cell_len(branch + word) + 2))
        for cell, width, style in zip(rest, (*wide, 0), ("dim", "green", "cyan", "yellow"), strict=True):
            line.append(cell, style=style)
            line.append(" " * (width - cell_len(cell) + 2 if width else 0))
        line.rstrip()
        yield line


def _branches(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Every word with the lines that lead to it, from the root down."""
    below: dict[int, list[int]] = {}
    for at, word in enumerate(sentence.words):
        below.setdefault(word.head, []).append(at)
    waiting = [("", "", at) for at in reversed(below[-1])]
    while waiting:
        stem, branch, at = waiting.pop()
        yield stem + branch, at
        deeper = stem + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        hanging = below.get(at, [])
        waiting += [(deeper, "└─ " if k == hanging[-1] else "├─ ", k) for k in reversed(hanging)]


def _label(start: int, mentions: Sequence[Mention]) -> str:
    """The label of the mention that a word is in; mentions stand in order and do not overlap."""
    at = bisect_right(mentions, start, key=lambda mention: mention.start) - 1
    return mentions[at].label if at >= 0 and start < mentions[at].end else ""


def facts_of(analysis: Analysis) -> list[list[tuple[str, str]]]:
    """For each sentence what was found in it, kind by kind; an attribution stands with its cue."""
    starts = [sentence.start for sentence in analysis.sentences]
    facts: list[list[tuple[str, str]]] = [[] for _ in starts]
    text = analysis.text
    for mention in analysis.mentions:
        said = f"{mention.label} {_words(text, mention)} {mention.score:.2f}"
        facts[bisect_right(starts, mention.start) - 1].append(("mention", said))
    for trigger in analysis.triggers:
        facts[bisect_right(starts, trigger.start) - 1].append(("event", _event(text, trigger)))
    for attribution in analysis.attributions:
        lead = attribution.cue or attribution.contents[0]
        facts[bisect_right(starts, lead.start) - 1].append(("attribution", _attribution(text, attribution)))
    for part in analysis.incidents:
        said = f"{part.label} {_words(text, part)} {part.score:.2f}"
        facts[bisect_right(starts, part.start) - 1].append(("incident", said))
    for cause in analysis.causes:
        facts[cause.sentence].append(("cause", _cause(text, cause)))
    return facts


def _event(text: str, trigger: Trigger) -> str:
    roles = "".join(f", {role.label} {_words(text, role)}" for role in trigger.roles)
    return f"{_words(text, trigger)} {trigger.type or 'of no sure type'} {trigger.score:.2f}{roles}"


def _attribution(text: str, said: Attribution) -> str:
    source = _words(text, said.source) if said.source else "nobody named"
    cue = _words(text, said.cue) if said.cue else "no cue"
    return f"{source} | {cue} | {' ... '.join(_words(text, part) for part in said.contents) or 'no content'}"


def _cause(text: str, cause: Cause) -> str:
    sides = (" and ".join(_words(text, part) for part in side) or "?" for side in (cause.causes, cause.effects))
    return " -> ".join(sides)


def _words(text: str, span: Labelled | Mention | Trigger) -> str:
    return quoted(text[span.start : span.end], longest=_LONGEST)


def quoted(words: str, *, longest: int | None = None) -> str:
    """Words on one line, signs that steer a terminal made visible, a long middle left out."""
    line = shown(" ".join(words.split()))
    if longest is None or len(line) <= longest:
        return line
    return f"{line[: longest * 2 // 3]} ... {line[-longest // 3 :]}"
