"""Who: actors of the pack, and parties without a name, as a text names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recount.records import Certainty, Mention, Span
from recount.records.ids import digest, short
from recount.words.entries import ActorEntry
from recount.words.names import Claimant, claimants_of, serving, settled
from recount.words.pack import Pack
from recount.words.parties import Parties, parties
from recount.words.tokens import Word, keys_of, words_in
from recount.words.trie import Trie, joined

_EXTENDS = frozenset({"forces", "rebels", "militia", "militants", "officials", "jihadists"})
"""Classes whose nouns belong to a name before them: "Hezbollah fighters" is Hezbollah."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of words that names a party: `words[i:j]`; `classes` for nouns without a name."""

    i: int
    j: int
    claimants: tuple[Claimant, ...] = ()
    classes: tuple[str, ...] = ()


class Catalogue:
    """The pack's actors, ready to be found in texts."""

    def __init__(self, pack: Pack) -> None:
        self._actors = pack.actors
        self._parties: Parties = parties()
        self._names: Trie[Claimant] = Trie()
        self._nouns: Trie[tuple[str, ...]] = Trie()
        self._adjectives: dict[tuple[str, str], list[str]] = {}
        self._hashes: dict[str, list[tuple[frozenset[str], str]]] = {}
        excluded = {keys_of(e.words): e.id for e in pack.exclusions if e.what == "actor"}
        for entry in pack.actors.values():
            self._add(entry, excluded)
        for keys, classes in self._parties.nouns.items():
            self._nouns.add(keys, classes)
        self._modifiers = self._parties.modifiers | {w for words, _ in self._adjectives for w in words.split()}
        self._openers = self._names.firsts | self._nouns.firsts | self._modifiers
        self._countries = _country_words(pack.actors.values())
        self._base = digest(*sorted(" ".join(k) for k in self._parties.nouns), *sorted(self._modifiers))

    def actors_in(
        self, text: str, start: int = 0, end: int | None = None, *, published: date | None = None
    ) -> list[Mention]:
        """Mentions of actors in `text[start:end]`, in order of span, longest match, none overlapping.

        Named actors carry their id and sector; parties without a name ("residents", "gunmen") their sector only.
        Which army "the army" is, is settled by the country that the whole text speaks of most, or left open. A person
        who held several offices, or a surname of several holders, is the office held when the text was published.
        """
        words = words_in(text, start, end)
        whole = words if start == 0 and end is None else words_in(text)
        about = self._spoken_of(whole)
        day = published.isoformat() if published else None
        found = ((run, self._mention(text, words, run, about, day)) for run in self._runs(text, words))
        return _merged(text, self._by_office(text, [(run, mention) for run, mention in found if mention is not None]))

    def _by_office(self, text: str, found: Sequence[tuple[_Found, Mention]]) -> list[Mention]:
        """Mentions with the office that stands before a name of which nobody else tells which one it was: "the prime
        minister, Adel Karim", and every "Karim" of that text."""
        before: Mention | None = None
        settled: dict[frozenset[str], str] = {}
        made: list[Mention] = []
        for run, mention in found:
            ids = frozenset(c.id for c in run.claimants)
            if mention.id is None and len(ids) > 1:
                if before is not None and before.id in ids and _adjoins(text, before, mention):
                    settled[ids] = before.id
                held = next((office for several, office in settled.items() if several & ids and office in ids), None)
                if held is not None:
                    mention = replace(mention, id=held, sector=self._actors[held].sector)
            before = mention
            made.append(mention)
        return made

    def slice(self, words: frozenset[str]) -> str:
        """A hash of exactly those entries that a text with these folded words could match."""
        keys = words | {w[:-1] for w in words if w.endswith("s")} | {w.replace(".", "") for w in words}
        keys |= {key for w in words if not w.isalnum() for key in keys_of(w)}
        hit = {h for key in keys for needs, h in self._hashes.get(key, ()) if needs <= keys}
        return short(self._base, *sorted(hit))

    def _add(self, entry: ActorEntry, excluded: dict[tuple[str, ...], str | None]) -> None:
        mark = digest(repr(entry))
        for keys, claimant in claimants_of(entry):
            if excluded.get(keys, "") in (None, entry.id):
                continue
            self._names.add(keys, claimant)
            self._hashes.setdefault(max(keys, key=len), []).append((frozenset(keys), mark))
        for adjective in (*entry.demonyms, *entry.generic):
            keys = keys_of(adjective)
            self._hashes.setdefault(max(keys, key=len), []).append((frozenset(keys), mark))
            for class_ in entry.takes:
                self._adjectives.setdefault((" ".join(keys), class_), []).append(entry.id)

    def _runs(self, text: str, words: list[Word]) -> Iterator[_Found]:
        i = 0
        openers = self._openers
        while i < len(words):
            key = words[i].key
            if key not in openers and key[:-1] not in openers:
                i += 1  # most words; no name, noun or adjective begins so
                continue
            found = self._at(text, words, i)
            if found is None:
                i += 1
                continue
            yield found
            i = found.j

    def _at(self, text: str, words: list[Word], i: int) -> _Found | None:
        named = self._named(text, words, i)
        if named is not None:
            return _Found(i, self._noun_run(text, words, named.j, _EXTENDS), named.claimants)
        j = self._modifier_run(text, words, i)
        for k in range(i + 1, j + 1):
            if self._strike(text, words, k):
                return _Found(i, k, classes=("forces",))
        for k in range(min(j, len(words) - 1), i - 1, -1):
            noun = self._noun(text, words, k) if k == i or joined(text, words[k - 1], words[k]) else None
            if noun is not None:
                stop = self._noun_run(text, words, noun[0], None)
                return _Found(i, stop, classes=noun[1])
        return None

    def _modifier_run(self, text: str, words: list[Word], i: int) -> int:
        j = i
        while j < len(words) and self._key(words[j]) in self._modifiers:
            if j > i and (not joined(text, words[j - 1], words[j]) or self._named(text, words, j) is not None):
                break
            j += 1
        return j

    def _key(self, word: Word) -> str:
        """The word's key, without an s that has lost its apostrophe ("Syrias army")."""
        if (
            word.key not in self._modifiers
            and word.capital
            and word.key[:-1] in self._modifiers
            and word.key[-1] == "s"
        ):
            return word.key[:-1]
        return word.key

    def _strike(self, text: str, words: list[Word], j: int) -> bool:
        """Whether words of bombing follow, so that the nation before them is their author."""
        sizes = (2, 1) if j < len(words) and joined(text, words[j - 1], words[j]) else ()
        return any(tuple(w.key for w in words[j : j + n]) in self._parties.strikes for n in sizes)

    def _named(self, text: str, words: list[Word], i: int) -> _Found | None:
        if not self._names.starts(words[i].key) and not self._names.starts(words[i].key[:-1]):
            return None
        for j, claimants in self._names.matches(text, words, i):
            kept = settled(text, words, i, j, claimants, self._parties)
            if kept:
                return _Found(i, j, kept)
        return None

    def _noun(self, text: str, words: list[Word], k: int) -> tuple[int, tuple[str, ...]] | None:
        if k >= len(words):
            return None
        for j, values in self._nouns.matches(text, words, k):
            return j, values[0]
        return None

    def _noun_run(self, text: str, words: list[Word], j: int, only: frozenset[str] | None) -> int:
        """Where the nouns that follow without a break end ("army | helicopters")."""
        while j < len(words) and joined(text, words[j - 1], words[j]) and text[words[j - 1].stop] != "\n":
            noun = self._noun(text, words, j)
            if noun is None or (only is not None and not only & set(noun[1])) or words[j].key in _NOT_AFTER_NAME:
                break
            j = noun[0]
        return j

    def _mention(
        self, text: str, words: list[Word], found: _Found, about: Counter[str], day: str | None
    ) -> Mention | None:
        first, last = words[found.i], words[found.j - 1]
        if _HELD.match(text, last.end):
            return None
        start = _with_article(text, first)
        certainty: Certainty = "stated"
        if {words[k].key for k in range(max(0, found.i - 1), found.j)} & self._parties.suspecting:
            certainty = "suspected"
        claimants: Sequence[Claimant] = found.claimants
        if day is not None and len(claimants) > 1:
            claimants = serving(claimants, day)
        id_ = self._chosen([c.id for c in claimants], about) if claimants else None
        sector: str | None = None
        if not found.claimants:
            raw = tuple(word.key for word in words[found.i : found.j])
            keys = [*raw] if raw in self._parties.nouns else [self._key(word) for word in words[found.i : found.j]]
            definite = found.i > 0 and words[found.i - 1].key == "the" and not first.capital
            id_ = self._by_adjective(keys, about, definite)
            if id_ is None and self._empty(text, words, found):
                return None
            sector = self._parties.sectors[found.classes[0]]
        if id_ is not None:
            sector = self._actors[id_].sector
        span = Span(start, last.end)
        return Mention(text[span.start : span.end], span, id_, sector, certainty)

    def _empty(self, text: str, words: list[Word], found: _Found) -> bool:
        """Whether the words name no party after all: a nation's adjective before strikes, or a bare "military"."""
        bare = all(self._key(w) in self._modifiers for w in words[found.i : found.j])
        alone = self._parties.stands_alone(text, words, found.i, found.j)
        return not alone or (bare and tuple(w.key for w in words[found.i : found.j]) not in self._parties.nouns)

    def _by_adjective(self, keys: Sequence[str], about: Counter[str], definite: bool) -> str | None:
        """The actor that the words before a noun make of it: the longest adjective of the classes in the run."""
        for size in range(min(3, len(keys) - 1), 0, -1):
            for at in range(len(keys) - size):
                for cut in range(at + size, len(keys)):
                    ids = self._taken(" ".join(keys[at : at + size]), tuple(keys[cut:]))
                    chosen = self._chosen(ids, about)
                    if chosen is not None:
                        return chosen
        if tuple(keys) not in self._parties.nouns:
            return self._chosen(self._adjectives.get((" ".join(keys), "forces"), ()), about)
        if definite and keys == ["army"]:
            ids = [i for (_, class_), them in self._adjectives.items() if class_ == "army" for i in them]
            return self._chosen([*dict.fromkeys(ids)], about, alone=False)
        return None

    def _taken(self, adjective: str, noun: tuple[str, ...]) -> list[str]:
        for class_ in self._parties.nouns.get(noun, ()):
            ids = self._adjectives.get((adjective, class_))
            if ids:
                return ids
        return []

    def _chosen(self, ids: Sequence[str], about: Counter[str], *, alone: bool = True) -> str | None:
        """One id, or the one whose country the text speaks of clearly more than of the others'."""
        ids = [*dict.fromkeys(ids)]
        if len(ids) == 1 and alone:
            return ids[0]
        counts = sorted(((about[self._actors[i].country or ""], -n, i) for n, i in enumerate(ids)), reverse=True)
        if not counts or counts[0][0] == 0 or (len(counts) > 1 and counts[0][0] == counts[1][0]):
            return None
        return counts[0][2]

    def _spoken_of(self, words: Iterable[Word]) -> Counter[str]:
        about: Counter[str] = Counter()
        for word in words:
            country = self._countries.get(word.key) if word.capital else None
            if country is not None:
                about[country] += 1
        return about


_HELD = re.compile(
    r"[-‑–](?:held|controlled|backed|led|linked|affiliated|occupied|dominated|run|besieged|based|allied|aligned|supported|era|made|style|funded|sponsored|seized|ruled|trained|brokered|friendly|designated)"
)
"""A party in such a compound holds, backs or runs something; it does not act or suffer in the sentence."""
_NOT_AFTER_NAME = frozenset({"opposition", "support", "family", "children", "women", "men", "intelligence"})


def _adjoins(text: str, before: Mention, mention: Mention) -> bool:
    """Whether nothing but a space or a comma stands between two mentions."""
    if before.span is None or mention.span is None:
        return False
    return text[before.span.end : mention.span.start].strip() in ("", ",")


def _merged(text: str, mentions: list[Mention]) -> list[Mention]:
    """Neighbouring mentions of one actor as one: an office and its holder, a name and its short form."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before and before.span and mention.span and mention.id is not None and mention.id == before.id:
            gap = text[before.span.end : mention.span.start]
            span = Span(before.span.start, mention.span.end)
            if gap == " ":
                kept[-1] = replace(mention, words=text[span.start : span.end], span=span)
                continue
        kept.append(mention)
    return kept


def _with_article(text: str, first: Word) -> int:
    """The mention's start with the Arabic article that stands before its first word ("al-Nusra")."""
    before = text[max(0, first.start - 3) : first.start]
    if before[1:] and before[-1] in "- " and before[-3:-1].casefold() in ("al", "an", "ad", "ar", "as"):
        spaced = before[-1] == " "
        outside = text[first.start - 4 : first.start - 3] if first.start > 3 else " "
        if not outside.isalnum() and (not spaced or before[-3:-1] == "Al"):
            return first.start - 3
    return first.start


def _country_words(entries: Iterable[ActorEntry]) -> dict[str, str]:
    """Single words that speak of a country: its name, its adjective, and both with a lost apostrophe."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.country is None or not entry.country.isascii():
            continue
        for word in (entry.country, *entry.demonyms, *entry.metonyms):
            keys = keys_of(word)
            if len(keys) == 1 and keys[0] != "kurdish":
                found.setdefault(keys[0], entry.country)
                found.setdefault(keys[0] + "s", entry.country)
    return found
