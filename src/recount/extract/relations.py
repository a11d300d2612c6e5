"""How two parties, or a party and a place, stand: "backed by", "part of", "controls", "relies on ... for ...".

Read only where both ends stand beside the words. A description in passing ("the Iran-backed Front") tells a relation
where it names both: a country or party before the hyphen and a party by name after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.clauses import AUXILIARIES, BE, HAVE, SUBORDINATORS, is_adverb
from recount.extract.ends import Scene, parties_after, parties_before, place_after, place_before, step_back
from recount.extract.judgements import Found, judgements
from recount.records import Mention, Place, Span
from recount.words.lists import word_set

_NEEDS_NO_NAME = frozenset({"commands", "same_as"})

_TITLES = word_set(
    """gen general lt lieutenant col colonel maj major brig brigadier adm admiral sheikh abu mr dr president commander
    . -"""
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation read from a sentence: who stands how to whom or where. `cue` is the words that say it, `span` from
    the first to the last of words, ends and matter; `about` what for; `passing` where it is only a description."""

    type: str
    actor: tuple[Mention, ...]
    target: tuple[Mention, ...]
    place: Place | None
    cue: Span
    span: Span
    about: str | None = None
    passing: bool = False
    forward: bool = True


def standings_in(scene: Scene, cues: Sequence[Found]) -> list[Standing]:
    """Relations in order of their words; of two readings of the same words ("controls" a place or a party) the first
    that finds both its ends."""
    found: list[Standing] = []
    for cue in cues:
        if cue.cue.family != "relation" or not _told_now(scene, cue):
            continue
        made = _standing(scene, cue, _shared(scene, cue, found))
        if made is not None and not any(made.cue == other.cue for other in found):
            found.append(made)
    found += [s for s in _compounds(scene) if not any(s.cue.overlaps(other.cue) for other in found)]
    return sorted(found, key=lambda s: s.cue)


def _told_now(scene: Scene, found: Found) -> bool:
    """Whether a verb tells how things stand: in the present, the perfect ("has backed"), or after "is" ("is fighting");
    in the past only verbs of holding on, since "armed" and "trained" then tell what was once done. An -ing form right
    after a party describes it ("forces fighting ISIS")."""
    cue, before = found.cue, scene.lowers[max(0, found.first - 3) : found.first]
    if cue.form == "past":
        held = any(w in HAVE for w in before) and not any(w in BE for w in before)
        return held or (cue.past and not any(w in BE for w in before))
    if cue.form == "ing":
        if before[-1:] == ["of"]:
            return any(w.startswith("accus") for w in scene.lowers[max(0, found.first - 7) : found.first])
        return any(w in BE - {"was", "were"} for w in before) or found.first - 1 in {
            last for last, _ in scene.parties.values()
        }
    if cue.form == "base":
        helped = bool(before) and (before[-1] in AUXILIARIES or is_adverb(before[-1]))
        subject = scene.ending(found.first - 1)
        many = subject is not None and (subject[1].words.endswith("s") or subject[1].words[-1:].isupper())
        return helped or (cue.type != "commands" and (many or (bool(before) and before[-1] in ("they", "and", "who"))))
    return True


def described_by_fights(scene: Scene, cues: Sequence[Found]) -> list[Span]:
    """The words of "forces fighting ISIS": an -ing form right after who fights, which tells who they are and nothing
    that took place."""
    return [
        _span(scene, cue.first, cue.last + 1)
        for cue in cues
        if cue.cue.type == "fights"
        and cue.cue.form == "ing"
        and cue.first > 0
        and (scene.lowers[cue.first - 1] in _WHO_FIGHT or scene.ending(cue.first - 1) is not None)
        and parties_after(scene, cue.last + 1)[0]
    ]


_WHO_FIGHT = word_set(
    """forces force fighters troops groups group militias militia partners allies coalition countries rebels units
    factions soldiers tribes men women volunteers those army armies nations militants"""
)


def _shared(scene: Scene, cue: Found, before: Sequence[Standing]) -> list[Mention]:
    """The subject of "controls X and holds Y" for its second verb: that of the relation told right before."""
    if cue.cue.sides == "reverse" or not before or scene.lowers[max(0, cue.first - 1)] not in ("and", "but"):
        return []
    last = before[-1]
    between = scene.sentence.tokens_in(Span(last.span.end, scene.sentence.tokens[cue.first].start))
    return list(last.actor) if len(between) <= 2 and last.forward else []


def _standing(scene: Scene, found: Found, shared: list[Mention]) -> Standing | None:
    cue, first, after = found.cue, found.first, found.last + 1
    if after >= len(scene.lowers):
        return None
    finite = cue.form in ("base", "s", "past")
    if cue.end == "place":
        return _with_place(scene, found, shared or parties_before(scene, first, finite=finite))
    before = tuple(shared or parties_before(scene, first, finite=finite))
    relies = cue.type == "relies_on"
    behind, end = parties_after(scene, after, modified=relies)
    if cue.type == "commands" and not (before and behind):
        before, behind, end = _by_name(scene, found, before, behind, end)
    if relies and before and not behind:
        behind, end = _anyone(scene, after)
    if cue.end == "name" and before and not behind:
        behind, end = _named(scene, after)
    actor, target = (tuple(behind), before) if cue.sides == "reverse" else (before, tuple(behind))
    if not _apart(actor, target, cue.type):
        return None
    about, end = _what_for(scene, end, behind) if relies else (None, end)
    return Standing(
        cue.type,
        actor,
        target,
        None,
        _span(scene, first, after),
        _whole(scene, first, end, before),
        about,
        cue.form == "ing" and scene.lowers[first - 1] not in BE,
        cue.sides == "forward",
    )


def _with_place(scene: Scene, found: Found, before: list[Mention]) -> Standing | None:
    cue, first, after = found.cue, found.first, found.last + 1
    if cue.sides == "reverse":
        place = place_before(scene, first)
        actor, end = parties_after(scene, after)
    else:
        actor = before
        place, end = place_after(scene, after)
    if place is None or not actor or actor[0].id is None:
        return None
    if cue.type == "controls" and place.precision == "country":
        return None
    held: Sequence[Mention | Place] = [place] if cue.sides == "reverse" else actor
    return Standing(
        cue.type,
        tuple(actor),
        (),
        place,
        _span(scene, first, after),
        _whole(scene, first, end, held),
        forward=cue.sides == "forward",
    )


def _apart(actor: Sequence[Mention], target: Sequence[Mention], type_: str) -> bool:
    """Whether there are two ends, not one party twice, and at least one of them known by name."""
    if not actor or not target:
        return False
    ids = {m.id for m in actor} & {m.id for m in target} - {None}
    if type_ in _NEEDS_NO_NAME:
        return any(m.id for m in (*actor, *target)) and actor[0].words.casefold() != target[0].words.casefold()
    everyone = (*actor, *target)
    known = [m.id is not None for m in everyone]
    armed = all(m.id or m.sector not in (None, "CVL") for m in everyone)
    if type_ == "supports" and any(m.id is None for m in actor):
        return False
    return not ids and any(known) and (armed or type_ == "relies_on")


def _by_name(
    scene: Scene, found: Found, before: tuple[Mention, ...], behind: list[Mention], end: int
) -> tuple[tuple[Mention, ...], list[Mention], int]:
    """A leader whom the pack does not know, by name: "led by Adel Karim", "Adel Karim, the head of the Front"."""
    if before and not behind:
        behind, end = _named(scene, found.last + 1, least=2)
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


def _anyone(scene: Scene, at: int) -> tuple[list[Mention], int]:
    """Whom or what a party relies on, where the pack knows no such party: "relatives", "its own sources"."""
    end = at
    while end < len(scene.lowers) and scene.lowers[end] not in _ENDS | {",", "for", "to", "in", "on", "at", "when"}:
        end += 1
    end -= end > at and scene.lowers[end - 1] in ("and", "or")
    return ([_mention(scene, at, end)], end) if 0 < end - at <= _SHORT else ([], at)


_SHORT = 7
"""Tokens of whom a party relies on, at most."""


def _named(scene: Scene, at: int, least: int = 1) -> tuple[list[Mention], int]:
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
    span = _span(scene, first, end)
    return Mention(_words(scene, span), span)


def _what_for(scene: Scene, end: int, behind: Sequence[Mention]) -> tuple[str | None, int]:
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
    return (_words(scene, _span(scene, start, stop)), stop) if stop > start else (None, end)


_ENDS = SUBORDINATORS - {"that", "since", "until"} | frozenset({".", ";", ":", "—", "–", ")", "(", "”", '"'})


def _listed(lowers: Sequence[str], comma: int) -> bool:
    """Whether a list goes on after a comma: "intelligence, logistics and air support"."""
    return {"and", "or"} & set(lowers[comma + 1 : comma + 5]) != set() and lowers[comma + 1] not in ("and", "but", "or")


def _compounds(scene: Scene) -> Iterator[Standing]:
    """ "U.S.-backed Syrian Democratic Forces"; "Iran-backed militias such as X"; "X, an Iran-backed militia"."""
    lowers = scene.lowers
    for i in range(1, len(lowers) - 2):
        type_ = judgements().compounds.get(lowers[i + 1]) if lowers[i] in ("-", "–") else None
        backer = scene.country(scene.sentence.tokens[i - 1].text) if type_ is not None else None
        if type_ is None or backer is None:
            continue
        words = scene.sentence.tokens[i - 1]
        backer = Mention(words.text, words.span, backer.id, backer.sector)
        for party, first, end in _described(scene, i):
            if party.id not in (None, backer.id):
                yield Standing(
                    type_, (backer,), (party,), None, _span(scene, i - 1, i + 2), _span(scene, first, end), None, True
                )


def _described(scene: Scene, hyphen: int) -> Iterator[tuple[Mention, int, int]]:
    """The named parties that a compound describes, each with the tokens of the phrase."""
    first = hyphen - 1
    inside = next(((f, last) for f, (last, _) in scene.parties.items() if f <= first and last > hyphen + 1), None)
    start = hyphen + 2
    if inside is None:
        while (
            start not in scene.parties
            and start < min(hyphen + 6, len(scene.lowers))
            and scene.lowers[start].isalpha()
            and scene.lowers[start] not in SUBORDINATORS
        ):
            start += 1
        if start not in scene.parties:
            return
        last, party = scene.parties[start]
        if _is_name(party) or (start == hyphen + 2 and party.id is not None and len(party.words.split()) > 1):
            yield party, first, last + 1
            return
        inside = (start, last)
    named = _apposition(scene, first, inside[1])
    for party in named:
        spot = next(f for f, (_, m) in scene.parties.items() if m is party)
        yield party, min(first, spot), max(inside[1], scene.parties[spot][0]) + 1


def _is_name(party: Mention) -> bool:
    """Whether the words are a name ("Syrian Democratic Forces") and not a description ("Iraqi militias")."""
    return party.id is not None and any(c.isupper() for c in party.words.split()[-1])


def _apposition(scene: Scene, first: int, last: int) -> list[Mention]:
    lowers = scene.lowers
    after = lowers[last + 1 : last + 4]
    if after[:2] in (["such", "as"], [",", "including"], [",", "like"]) or after[:1] in (["like"], ["including"]):
        begins = last + (3 if len(after) > 1 and after[1] in ("as", "including", "like") else 2)
        named, _ = parties_after(scene, begins, listed=True)
        return [m for m in named if _is_name(m)]
    begins = last + 1 + (after[:1] == [","])
    if begins in scene.parties and _is_name(scene.parties[begins][1]):
        end = scene.parties[begins][0]
        if begins == last + 1 or lowers[end + 1 : end + 2] in ([","], ["."]):
            return [scene.parties[begins][1]]
    j = first - 1
    while j > 0 and lowers[j].isalpha() and lowers[j] not in ("a", "an", "the", "one") and first - j < 4:
        j -= 1
    if (
        j > 1
        and lowers[j] in ("a", "an", "the", "one")
        and lowers[j - 1] == ","
        and (hit := scene.ending(j - 2)) is not None
    ):
        return [hit[1]] if _is_name(hit[1]) else []
    return []


def _span(scene: Scene, first: int, end: int) -> Span:
    tokens = scene.sentence.tokens
    return Span(tokens[first].start, tokens[end - 1].end)


def _whole(scene: Scene, first: int, end: int, before: Sequence[Mention | Place]) -> Span:
    starts = [m.span.start for m in before if m.span is not None and scene.sentence.span.holds(m.span)]
    span = _span(scene, first, max(end, first + 1))
    return Span(min([span.start, *starts]), span.end)


def _words(scene: Scene, span: Span) -> str:
    base = scene.sentence.span.start
    return " ".join(scene.sentence.text[span.start - base : span.end - base].split())
