"""Why a sentence was coded as it was, or not at all, in plain text: its tree, what the language network hears in it
with its scores, who is found to speak, which words triggered, and what each claim rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recount.extract.attribution import attributions_in
from recount.extract.coding import Coded
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.records import Claim, Evidence


def explained(coded: Sequence[Coded], claims: Sequence[Claim], document: Document) -> str:
    """One paragraph for each sentence, then what was folded together."""
    lines: list[str] = []
    for item in coded:
        lines += _of_sentence(item, claims, document)
        lines.append("")
    lines.append(f"{len(claims)} claims from {len(coded)} sentences")
    return "\n".join(lines) + "\n"


def tables_explained(claims: Sequence[Claim]) -> str:
    """What was read from the figures of tables, a paragraph for each claim; nothing where there is none."""
    lines = [line for claim in claims for line in _of_claim(claim, claim.evidence[0])]
    return "\n".join([*lines, f"{len(claims)} claims from tables"]) + "\n" if lines else ""


def _of_sentence(item: Coded, claims: Sequence[Claim], document: Document) -> list[str]:
    sentence = item.sentence
    lines = [
        f"[{sentence.index}] {sentence.segment_kind} {sentence.span.start}-{sentence.span.end}: "
        f"{_one_line(sentence.text)}"
    ]
    for name, words in (
        ("places", [p.words for p in document.places_of(sentence.span)]),
        ("times", [t.time.words or "" for t in document.times_of(sentence.span)]),
        ("parties", [a.words for a in document.actors_of(sentence.span)]),
        ("triggers", [f"{t.entry.words} ({t.entry.type}, {t.voice})" for t in item.triggers]),
    ):
        if words:
            lines.append(f"    {name}: {'; '.join(_one_line(w) for w in words)}")
    lines += [f"    says so: {said}" for said in _sayings(sentence, document)]
    lines += [f"    left: {_one_line(t.entry.words)}: {why}" for t, why in item.left]
    if item.note:
        lines.append(f"    nothing coded: {item.note}")
    lines += [f"    heard: {line}" for line in _heard(sentence, document)]
    lines += [f"    tree: {line}" for line in drawn(sentence.tree)]
    for claim in claims:
        evidence = next((e for e in claim.evidence if sentence.span.start <= e.start < sentence.span.end), None)
        if evidence is not None:
            lines += _of_claim(claim, evidence)
    return lines


def _sayings(sentence: Sentence, document: Document) -> Iterator[str]:
    """Each attribution: the cue, the speakers nearest first, the stance, how sure the network is of the cue."""
    for said in attributions_in(sentence, document):
        who = " < ".join(_one_line(s.name or s.description or "") for s in said.chain) or "nobody named"
        heard = "by rule alone" if said.heard is None else f"network {said.heard:.2f}"
        content = " ... ".join(_one_line(document.text[p.start : p.end]) for p in said.content)
        cue = _one_line(document.text[said.cue.start : said.cue.end])
        yield f"'{cue}' ({said.stance}, {heard}) {who}: {content}"


def _heard(sentence: Sentence, document: Document) -> Iterator[str]:
    """What the heads of the network give for the sentence, each with its score."""
    text = document.text
    for event in document.events_of(sentence.span):
        kind = f"{event.type} {event.type_scores.get(event.type, 0.0):.2f}" if event.type else "no type"
        roles = "".join(f"; {r.label} {_one_line(text[r.start : r.end])} {r.score:.2f}" for r in event.roles)
        yield f"event '{_one_line(text[event.start : event.end])}' {event.score:.2f}, {kind}{roles}"
    for part in document.incidents_of(sentence.span):
        yield f"{part.label} '{_one_line(text[part.start : part.end])}' {part.score:.2f}"
    if sentence.causal >= _CAUSAL:
        yield f"cause and effect {sentence.causal:.2f}"


_CAUSAL = 0.5


def drawn(tree: Tree) -> list[str]:
    """The tree as lines, a word under the word that it hangs on, with its relation; marks are left out."""
    lines: list[str] = []
    waiting = [(index, 0) for index in reversed(range(len(tree))) if tree.head(index) == NOWHERE]
    while waiting:
        index, depth = waiting.pop()
        word = tree.words[index]
        lines.append(f"{'  ' * depth}{word.text} ({word.deprel}, {word.upos})")
        below = [c for c in tree.children(index) if tree.words[c].upos != "PUNCT"]
        waiting += [(child, depth + 1) for child in reversed(below)]
    return lines


def _of_claim(claim: Claim, evidence: Evidence) -> list[str]:
    again = "" if evidence == claim.evidence[0] else " (said again)"
    mode = f".{claim.mode}" if claim.mode else ""
    lines = [
        f"  {claim.kind} {claim.type}{mode}{again} {claim.modality}, {claim.stance}, {claim.reading_confidence:.2f}: "
        f"{_one_line(evidence.quote)}"
    ]
    if again:
        return lines
    who = [f"actor {m.words} ({m.certainty})" for m in claim.actor] + [f"target {m.words}" for m in claim.target]
    many = [f"{q.measure} {q.words or q.value}" for q in claim.quantity]
    where = [f"at {p.words}" for p in claim.place[:1]]
    when = [f"on {claim.time.start or '..'} to {claim.time.end or '..'}"] if claim.time else []
    lines.append("      " + "; ".join([*who, *where, *when, *many]))
    lines.append("      because " + "; ".join(claim.reasons))
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
