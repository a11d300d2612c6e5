"""How alike two clusters are: what each text tells of its happening is compared whole.

A title says less than the body that follows it, and a body tells in several sentences what another puts into one. So
where two texts meet, all that each says of its cluster is told as one and compared once; a bare title does not weaken
a good account, and a figure that only one of several sentences gives still speaks. Claims of one text are weighed pair
by pair, on the mean, since there nothing but the writer's own words says whether they are one. Where a text stands on
both sides, those words decide for it, and how its two parts compare with other texts is not asked again: the one part
has been compared with them, and the other may be its title.

Whether a pair is contradicted is asked of every pair: what two parts forbid, no whole allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from recount.reconcile.cluster import Linkage, Score
from recount.reconcile.compare import compare
from recount.reconcile.facts import Facts
from recount.reconcile.threads import told_as_one
from recount.reconcile.weights import Weights


class Accounts:
    """The tellings as they are held, and what they say taken together. Of use while none of them changes."""

    def __init__(self, held: Mapping[str, Facts], table: Weights) -> None:
        self._held, self._table = held, table
        self._whole: dict[tuple[str, ...], Facts] = {}

    def linkage(self, score: Score) -> Linkage:
        """The mean, over the texts of the one cluster and those of the other, of how alike their accounts are."""

        def between(left: Sequence[str], right: Sequence[str]) -> float:
            if any(score(a, b) == -inf for a in left for b in right):
                return -inf
            ours, theirs = self._by_text(left), self._by_text(right)
            both = ours.keys() & theirs.keys()
            found = [
                self._alike(one, other, score, g == h)
                for g, one in ours.items()
                for h, other in theirs.items()
                if g == h or (g not in both and h not in both)
            ]
            return sum(found) / len(found)

        return between

    def _alike(self, one: Sequence[str], other: Sequence[str], score: Score, one_text: bool) -> float:
        pairs = [score(a, b) for a in one for b in other]
        if not one_text and len(pairs) > 1:
            whole = compare(self._told(one), self._told(other), self._table).score
            if whole > -inf:  # else the parts go together and only their sum does not, which says nothing
                return whole
        return sum(pairs) / len(pairs)

    def _by_text(self, tellings: Iterable[str]) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = defaultdict(list)
        for telling in tellings:
            texts[self._held[telling].group].append(telling)
        return texts

    def _told(self, tellings: Sequence[str]) -> Facts:
        """All that one text says, led by the first of its sentences that is no title."""
        key = tuple(sorted(tellings))
        if key not in self._whole:
            facts = sorted((self._held[t] for t in key), key=lambda f: (f.headline, f.start, f.id))
            self._whole[key] = told_as_one(facts[0], facts[1:])
        return self._whole[key]
