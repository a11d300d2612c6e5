"""Small facts about English that need no parser: function words, likely verbs, and where a clause ends."""

from __future__ import annotations

from collections.abc import Sequence

from recount.words.lists import word_set

DETERMINERS = word_set(
    """a an the this that these those its his her their our my your any some no every each another both all several
    many"""
)
PREPOSITIONS = word_set(
    """of in on at by for with from to against near into over after before during since until under between among
    around through throughout across along toward towards within outside inside amid beyond via per upon about onto
    despite"""
)
PRONOUNS = word_set("he she they it we i you who which whom him them us me itself themselves himself herself")
SUBJECTS = word_set("he she they it we i you there")
BE = word_set("be is are was were been being am 's 're get gets got getting")
HAVE = word_set("have has had having 've")
AUXILIARIES = (
    BE
    | HAVE
    | word_set("do does did will would shall should may might can could must not n't to ever even")
    | word_set("didn't don't doesn't won't wouldn't couldn't shouldn't can't cannot hasn't haven't hadn't isn't aren't")
    | word_set("wasn't weren't")
)
ADVERBS = word_set(
    """also then soon never often still just already once twice again ever always sometimes later earlier now not
    directly even perhaps maybe together further since almost very"""
)
SUBORDINATORS = word_set(
    """that after before when while because although though as since until which who whom whose where whereas if unless
    whether once whereby but despite amid so"""
)
STOPS = frozenset(";:—–?!|•()[]")
IRREGULAR_PASTS = word_set(
    """shot struck fell blew fought took gave left went came drove broke lost won sent held hit cut led fled sank slew
    said told began ran rose saw got found made set met kept threw flew stole burst"""
)
COMPOUND = word_set(
    """air drone rocket mortar missile suicide car truck bomb ground night joint armed terrorist militant artillery
    ballistic cyber major new large deadly fresh further more other similar such first second third retaliatory
    coordinated massive military militia isis rebel indirect fire chemical gas american russian turkish iranian
    israeli iraqi syrian coalition insurgent"""
)


def is_adverb(lower: str) -> bool:
    """Whether a token can stand between an auxiliary and its verb."""
    return lower in ADVERBS or (lower.endswith("ly") and len(lower) > 4)


def is_finite_like(lower: str) -> bool:
    """Whether a token is probably a past or auxiliary form. Adjectives such as "armed" are taken for verbs: a clause
    boundary too many costs less than a cue that reaches over one."""
    return (
        lower in BE
        or lower in HAVE
        or lower in IRREGULAR_PASTS
        or (lower.endswith("ed") and len(lower) > 4)
        or lower in {"will", "would", "could", "may", "might", "can", "did", "does", "do"}
    )


def is_nominal(lowers: Sequence[str], start: int) -> bool:
    """Whether the trigger that starts at a token is used as a noun ("a drone attack") rather than as a verb."""
    word = lowers[start]
    if word.endswith("ed") or word in IRREGULAR_PASTS - {"hit", "cut", "burst", "set"}:
        return False
    before = lowers[start - 1] if start else ""
    if word.endswith("ing"):
        after = lowers[start + 1] if start + 1 < len(lowers) else ""
        return before in DETERMINERS or after == "of" or (before in COMPOUND)
    if word.endswith(("tion", "tions", "ment", "age", "sion", "sions", "ings", "ism")):
        return True
    if before in AUXILIARIES or before in SUBJECTS or before in {"who", "which"}:
        return False
    if not before or before in DETERMINERS or before in PREPOSITIONS or before in COMPOUND or before.isdigit():
        return True
    return not (is_adverb(before) or before in {"and", "or", ","})


def noun_phrase_start(lowers: Sequence[str], start: int) -> int:
    """The first token of the noun phrase whose head starts at a token: premodifiers, then a determiner."""
    j = start
    while j > 0 and start - j < 6 and _premodifies(lowers[j - 1]):
        j -= 1
    if j > 0 and lowers[j - 1] in DETERMINERS:
        j -= 1
    return j


_PARTICLES = frozenset({"out", "up", "off", "over"})
"""Of a verb before a noun ("to carry out | complex attacks"), and never a part of the noun's phrase."""


def _premodifies(lower: str) -> bool:
    if lower in COMPOUND or lower == "-":
        return True
    if lower in _PARTICLES:
        return False
    if not lower[0].isalnum() or lower in DETERMINERS or lower in PREPOSITIONS or lower in AUXILIARIES:
        return False
    return not (lower in SUBORDINATORS or lower in PRONOUNS or lower in {"and", "or"} or is_finite_like(lower))


def clause_start(lowers: Sequence[str], at: int) -> int:
    """The first token of the clause around a token, going left to a stop, a subordinator, a comma with a conjunction,
    or a conjunction that has a subject of its own."""
    j = at
    while j > 0:
        left = lowers[j - 1]
        if left in STOPS or left in SUBORDINATORS:
            return j
        if left in {"and", "or"} and j >= 2 and lowers[j - 2] == ",":
            return j
        if left in {"and", "or"} and j < at and _subject_follows(lowers, j, at):
            return j
        j -= 1
    return 0


def _subject_follows(lowers: Sequence[str], start: int, at: int) -> bool:
    return (lowers[start] in DETERMINERS or lowers[start] in SUBJECTS) and any(
        is_finite_like(lowers[k]) for k in range(start + 1, at + 1)
    )


def clause_end(lowers: Sequence[str], at: int) -> int:
    """One past the last token of the clause around a token, going right to a stop or a comma."""
    j = at + 1
    while j < len(lowers) and lowers[j] not in STOPS and lowers[j] not in {",", "."}:
        j += 1
    return j
