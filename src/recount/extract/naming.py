"""What someone calls something: "called the report irresponsible", "dismissed it as a mistake". Who calls judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recount.extract.clauses import BE, DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb
from recount.extract.judgements import Cue, Found, judgements

_REACH = 9
"""Tokens after the verb in which the words of judgement are looked for."""
_ENDS = frozenset({",", ";", ".", ":", "(", "—", "–", "to", "if", "whether"})
_HAVE = frozenset({"to", "of"})


def namings_in(lowers: Sequence[str]) -> list[Found]:
    """The judgements of a sentence by a verb of calling, its object and a word that judges."""
    verbs = judgements().callings
    if verbs.keys().isdisjoint(lowers):
        return []
    return [hit for i, word in enumerate(lowers) if word in verbs for hit in _named(lowers, i, bare=verbs[word])]


def _named(lowers: Sequence[str], i: int, *, bare: bool) -> Iterator[Found]:
    if i and (lowers[i - 1] in BE | DETERMINERS or lowers[i - 1] in _HAVE):
        return
    start = i + 1
    for at in range(start + 1, min(start + _REACH, len(lowers))):
        if lowers[at] in _ENDS or lowers[at] in SUBORDINATORS - {"as"}:
            return
        verdict = judgements().called.get(lowers[at])
        if verdict is None:
            continue
        end = _object_end(lowers, start, at, bare=bare)
        if end is not None:
            cue = Cue("assessment", verdict, (lowers[i], "*", lowers[at]), judges="object")
            yield Found(cue, i, at, (start, end))
        return


def _object_end(lowers: Sequence[str], start: int, at: int, *, bare: bool) -> int | None:
    """One past the object that stands between the verb and the judging word at a token."""
    as_ = next((k for k in range(start + 1, at) if lowers[k] == "as"), None)
    if as_ is None and not bare:
        return None
    end = as_ if as_ is not None else next((k for k in range(at, start, -1) if lowers[k - 1] in ("a", "an")), None)
    if as_ is None and end is not None:
        end -= 1
    if end is None:
        end = at
        while end > start + 1 and is_adverb(lowers[end - 1]):
            end -= 1
    return end if end > start and lowers[start] not in PREPOSITIONS else None
