"""Why a sentence was coded as it was, or not at all, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.coding import Coded
from recount.extract.syntax import Document
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
    if item.note:
        lines.append(f"    nothing coded: {item.note}")
    for claim in claims:
        evidence = next((e for e in claim.evidence if sentence.span.start <= e.start < sentence.span.end), None)
        if evidence is not None:
            lines += _of_claim(claim, evidence)
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
