"""Ends of a relation that no pack knows: a leader by name, whoever is relied on, and what for."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.clauses import SUBORDINATORS, is_adverb
from recount.extract.judgements import Found
from recount.extract.scene import Scene, step_back
from recount.extract.standings import span_at, words_at
from recount.records import Mention
from recount.words.lists import word_set

_TITLES = word_set(
    """gen general lt lieutenant col colonel maj major brig brigadier adm admiral sheikh abu mr dr president commander
    . -"""
)


def by_name(
    scene: Scene, found: Found, before: tuple[Mention, ...], behind: list[Mention], end: int
) -> tuple[tuple[Mention, ...], list[Mention], int]:
    """A leader whom the pack does not know, by name: "led by Adel Karim", "Adel Karim, the head of the Front"."""
    if before and not behind:
        behind, end = named(scene, found.last + 1, least=2)
    elif found.cue.sides == "forward" and behind and not before:
        back = step_back(scene, found.first)
        if found.cue.form and not back.relative:
            return before, behind, end
        first = back.at + 1
        while (
            first > 0 and _capital(scene, first - 1) and first - 1 not in {last for last, _ in scene.parties.values()}
        ):
            first -= 1
        if back.comma and back.at + 1 - first >= 2:
            before = (_mention(scene, first, back.at + 1),)
    return before, behind, end


def anyone(scene: Scene, at: int) -> tuple[list[Mention], int]:
    """Whom or what a party relies on, where the pack knows no such party: "relatives", "its own sources"."""
    end = at
    while end < len(scene.lowers) and scene.lowers[end] not in _ENDS | {",", "for", "to", "in", "on", "at", "when"}:
        end += 1
    end -= end > at and scene.lowers[end - 1] in ("and", "or")
    return ([_mention(scene, at, end)], end) if 0 < end - at <= _SHORT else ([], at)


_SHORT = 7
"""Tokens of whom a party relies on, at most."""


def named(scene: Scene, at: int, least: int = 1) -> tuple[list[Mention], int]:
    """A name in capitals that begins at a token, after an article, a quotation mark or a title."""
    start = at
    while start < len(scene.lowers) and (
        scene.lowers[start] in ("the", "“", '"', "‘", "as") or (least > 1 and scene.lowers[start] in _TITLES)
    ):
        start += 1
    end = start
    while end < len(scene.lowers) and (
        _capital(scene, end)
        or (
            end > start
            and scene.lowers[end] in ("-", "al", "of", "the")
            and end + 1 < len(scene.lowers)
            and (_capital(scene, end + 1) or scene.lowers[end + 1] in ("-", "al", "the"))
        )
    ):
        end += 1
    return ([_mention(scene, start, end)], end) if end - start >= least else ([], at)


def _capital(scene: Scene, i: int) -> bool:
    text = scene.sentence.tokens[i].text
    return text[0].isupper() and text[-1].isalnum()


def _mention(scene: Scene, first: int, end: int) -> Mention:
    span = span_at(scene, first, end)
    return Mention(words_at(scene, span), span)


def what_for(scene: Scene, end: int, behind: Sequence[Mention]) -> tuple[str | None, int]:
    """What a party relies on another for: "for Y", "to do Y", or the noun that the other stands before."""
    lowers, last = scene.lowers, behind[-1].span if behind else None
    named = (
        next((i for i, t in enumerate(scene.sentence.tokens) if last is not None and t.end == last.end), end - 1) + 1
    )
    start = named
    if start < len(lowers) and lowers[start] in ("for", "to"):
        start += lowers[start] == "for"
    elif (
        start >= len(lowers)
        or lowers[start] in SUBORDINATORS | {"and", "or"}
        or not lowers[start][0].isalnum()
        or is_adverb(lowers[start])
    ):
        return None, end
    stop = start
    while stop < len(lowers) and lowers[stop] not in _ENDS and not (lowers[stop] == "," and not _listed(lowers, stop)):
        stop += 1
    return (words_at(scene, span_at(scene, start, stop)), stop) if stop > start else (None, end)


_ENDS = SUBORDINATORS - {"that", "since", "until"} | frozenset({".", ";", ":", "—", "–", ")", "(", "”", '"'})


def _listed(lowers: Sequence[str], comma: int) -> bool:
    """Whether a list goes on after a comma: "intelligence, logistics and air support"."""
    return {"and", "or"} & set(lowers[comma + 1 : comma + 5]) != set() and lowers[comma + 1] not in ("and", "but", "or")
