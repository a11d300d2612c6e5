"""Names of the catalogue's actors: how an entry's aliases become keys, and when a match counts.

Case rules: a name with a capital needs one in the text; "IS" and "US" count only as written, and not in a line of
capitals; a place name stands for its government only where it says or does something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from recount.words.entries import ActorEntry
from recount.words.expand import expanded
from recount.words.parties import Parties
from recount.words.tokens import Word, keys_of

How = Literal["any", "capital", "exact", "metonym"]


@dataclass(frozen=True, slots=True)
class Claimant:
    """An actor that a name may stand for, and how the text must write it; `form` is the exact form without dots;
    `start` and `end` bound the term of a person in office (ISO, half open, `None` = open)."""

    id: str
    how: How
    form: str = ""
    start: str | None = None
    end: str | None = None


def claimants_of(entry: ActorEntry) -> Iterator[tuple[tuple[str, ...], Claimant]]:
    """Every way in which an entry may be named, as keys and the claim on them."""
    for alias in (entry.name, *entry.aliases, *(former.name for former in entry.called)):
        for name in expanded(alias):
            yield keys_of(name), Claimant(entry.id, "capital" if name != name.lower() else "any")
    for name in entry.arabic:
        yield keys_of(name), Claimant(entry.id, "any")
    for name in entry.cased:
        yield keys_of(name), Claimant(entry.id, "exact", name.replace(".", ""))
    for name in entry.metonyms:
        yield keys_of(name), Claimant(entry.id, "metonym")
    for holder in entry.holders:
        for name in (holder.name, *holder.aliases):
            yield keys_of(name), Claimant(entry.id, "capital", "", holder.start, holder.end)


def serving(claimants: Sequence[Claimant], day: str) -> Sequence[Claimant]:
    """Of the offices that a person held one after another, or that bearers of one surname hold, those held on that day
    (ISO); where nobody held one then, that which ended last before it; else all."""
    on = [c for c in claimants if (c.start or "") <= day and (c.end is None or day < c.end)]
    past = [c.end for c in claimants if c.end is not None and c.end <= day]
    return on or [c for c in claimants if past and c.end == max(past)] or claimants


_SUBJECTS = frozenset(("he", "she", "it", "this", "that", "what", "who", "there", "which"))
"""After these, "IS" in capitals is the verb, raised in voice."""


def settled(
    text: str, words: list[Word], i: int, j: int, claimants: Sequence[Claimant], parties: Parties
) -> tuple[Claimant, ...]:
    """Those claimants whose way of writing the text keeps to."""
    return tuple(c for c in claimants if _counts(text, words, i, j, c, parties))


def _counts(text: str, words: list[Word], i: int, j: int, claimant: Claimant, parties: Parties) -> bool:
    if claimant.how == "any":
        return True
    if claimant.how == "capital":
        return any(word.capital for word in words[i:j])
    if claimant.how == "metonym":
        return all(word.capital for word in words[i:j] if word.key != "of") and parties.acting(words, i, j)
    written = text[words[i].start : words[j - 1].end].replace(".", "")
    return written in (claimant.form, f"{claimant.form}s") and not _shouted(text, words, i, j)


def _shouted(text: str, words: list[Word], i: int, j: int) -> bool:
    """Whether the neighbours are in capitals too, so that capitals say nothing (a headline's "WHO IS NEXT")."""
    if j - i > 1 or words[i].end - words[i].start > 2:
        return False
    if i and words[i - 1].key in _SUBJECTS:
        return True
    near = [*words[max(0, i - 2) : i], *words[j : j + 2]]
    loud = [text[w.start : w.end].isupper() and w.end - w.start > 1 for w in near]
    return len(loud) > 1 and all(loud)
