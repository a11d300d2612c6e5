"""Relations in passing: "the Iran-backed Front", "Iran-backed militias such as the Front"."""

from __future__ import annotations

from collections.abc import Iterator

from recount.extract.clauses import SUBORDINATORS
from recount.extract.ends import parties_after
from recount.extract.judgements import judgements
from recount.extract.scene import Scene
from recount.extract.standings import Standing, span_at
from recount.records import Mention


def compounds(scene: Scene) -> Iterator[Standing]:
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
                    type_,
                    (backer,),
                    (party,),
                    None,
                    span_at(scene, i - 1, i + 2),
                    span_at(scene, first, end),
                    None,
                    True,
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
