"""CEAF-REE: how well entities that fill roles agree, as Du, Rush and Cardie (EACL 2021, GRIT) count it.

Entities of one document and role are paired one to one so that as many pairs as can be agree. A pair agrees where
every mention that we name of ours is a mention of theirs: one true mention is enough, and one false mention spoils
the entity. Mentions are compared as words alone: lower case, without punctuation and articles.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Sequence

from evals.counts import Count

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

_MARKS = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(a|an|the)\b")

Entity = frozenset[str]
"""The mentions of one entity, as `normal` writes them."""


def normal(mention: str) -> str:
    """A mention without case, punctuation and articles.

    >>> normal("The U.S. Embassy")
    'us embassy'
    """
    return " ".join(_ARTICLE.sub(" ", mention.lower().translate(_MARKS)).split())


def entity_of(mentions: Collection[str]) -> Entity:
    return frozenset(map(normal, mentions))


def counted(said: Sequence[Entity], gold: Sequence[Entity]) -> Count:
    """Entities of one role in one document."""
    return Count(agreeing(said, gold), len(said), len(gold))


def agreeing(said: Sequence[Entity], gold: Sequence[Entity]) -> int:
    """The largest number of pairs, one to one, in which what we say is part of what they say.

    A similarity of 0 or 1 makes the best assignment a largest matching, which augmenting paths find (Kuhn 1955).
    """
    taken: dict[int, int] = {}

    def placed(one: int, tried: set[int]) -> bool:
        for k, other in enumerate(gold):
            if k not in tried and said[one] <= other:
                tried.add(k)
                if k not in taken or placed(taken[k], tried):
                    taken[k] = one
                    return True
        return False

    return sum(placed(one, set()) for one in range(len(said)))
