"""Which titles, bullets and paragraphs only say again what another part says in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.read.parts import CLAIMABLE, Part

_TOKEN = re.compile(r"\d[\d,.]*\d|\w+")
_SMALL = frozenset(
    """a an the of in on at to for by from with and or but as is are was were be been has have had it its this that
    these those he she they his her their who which after before over near into up out says said say not no will
    would""".split()  # noqa: SIM905
)
_COUNT = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()  # noqa: SIM905
_NUMBERS = {word: str(n) for n, word in enumerate(_COUNT)}
_ENOUGH = 0.6
"""Share of a headline's or bullet's words that the other part must hold."""


def repeats_among(text: str, parts: Sequence[Part]) -> dict[int, int]:
    """For each title, lede bullet and repeated paragraph the part that says the same in full: for a title or a bullet
    the body paragraph (or post) that holds most of its words and all of its numbers, for a paragraph that stands
    twice the earlier one."""
    bags = {i: _bag(text[p.start : p.end]) for i, p in enumerate(parts) if p.kind in CLAIMABLE}
    full = [i for i in bags if parts[i].kind in ("body", "post")]
    found: dict[int, int] = {}
    seen: dict[frozenset[str], int] = {}
    for i, bag in bags.items():
        if parts[i].kind in ("title", "lede"):
            best = max(full, key=lambda j: (_share(bag, bags[j]), -j), default=None)
            if best is not None and _share(bag, bags[best]) >= _ENOUGH:
                found[i] = best
        elif len(bag) >= 4 and bag in seen and _same(text, parts[seen[bag]], parts[i]):
            found[i] = seen[bag]
        else:
            seen.setdefault(bag, i)
    return found


def _same(text: str, one: Part, other: Part) -> bool:
    return text[one.start : one.end].split() == text[other.start : other.end].split()


def _share(bag: frozenset[str], other: frozenset[str]) -> float:
    """Share of the bag that the other holds; nothing, where a number is missing there."""
    if len(bag) < 2 or any(word[0].isdigit() and word not in other for word in bag):
        return 0.0
    return len(bag & other) / len(bag)


def _bag(words: str) -> frozenset[str]:
    """Content words cut to five letters (kill, kills, killed), numbers in digits."""
    found = set()
    for token in _TOKEN.findall(words.casefold()):
        if token not in _SMALL:
            found.add(_NUMBERS.get(token, token.replace(",", "") if token[0].isdigit() else token[:5].rstrip("s")))
    return frozenset(word for word in found if word)
