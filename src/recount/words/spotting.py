"""Words that may name places: spans with everything they may mean, before the document decides.

Left out here, since no document could make places of them: parts of longer names ("Aleppo Media Center"), people
("Paris Hilton"), towns that are English words where nothing locates them, and places that speak or act for their
governments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from recount.records import Span
from recount.words.beside import (
    GATES,
    HEADS,
    KINDS,
    LONGER,
    NATIVES,
    NEVER,
    OPENERS,
    SHORT_HEADS,
    TITLES,
    authority_follows,
)
from recount.words.entries import PlaceEntry
from recount.words.names import Claimant, claimants_of, settled
from recount.words.normalise import name_key
from recount.words.pack import Pack
from recount.words.parties import parties
from recount.words.seen import NOTHING_SEEN, Seen
from recount.words.states import stands_for_state
from recount.words.tokens import Word, is_article, keys_of, words_in
from recount.words.trie import Trie, joined
from recount.words.unlisted import is_feature
from recount.words.world import Spot, World, iso_codes, not_places

LOCATES = parties().locative | {"town", "village", "villages", "towns", "cities", "between", "retook", "recaptured"}
ARTICLES_BEFORE = ("the", "al", "ar", "as", "ash", "an", "ad", "az", "el")
_PARTS = frozenset({"district", "subdistrict", "village", "valley"})
_OF_PROVINCE = frozenset({"province", "provinces", "governorate", "governorates"})
_JOINED_BEFORE = re.compile(r"\w[-‑](?:e|i|ye|yi)[- ]$")
"""What binds a name to the one before it in Persian and its neighbours: the Saraj of Nahr-e Saraj is no place."""
_OF_PARTY = re.compile(r"\b[DRI]-$")
"""What the American press writes before the place that a politician is from ("D-W.Va.")."""
_NO_FIRST_NAME = OPENERS | LOCATES | KINDS | HEADS


@dataclass(slots=True)
class Found:
    """`words[i:j]` and its readings; `sure` for names that need no context to be places; `governs` where the name
    stands for those who govern there and not for the ground;
    `end` where the name ends with a stop of its own."""

    i: int
    j: int
    spots: list[Spot]
    sure: bool
    governs: bool = False
    end: int | None = None


class Spotter:
    """Finds the words; knows the pack's names and the world's."""

    def __init__(self, pack: Pack, world: World) -> None:
        self._parties: Trie[Claimant] = Trie()
        self._world = world
        self._names: Trie[tuple[Spot, bool]] = Trie()
        self._sounds: dict[str, list[Spot]] = {}
        self._metonyms: Trie[str] = Trie()
        self._countries = frozenset(" ".join(keys_of(country)) for country in pack.countries)
        excluded = {keys_of(e.words): e.id for e in pack.exclusions if e.what == "place"}
        for entry in pack.places:
            spot = spot_of(entry)
            for name in (entry.name, *entry.aliases, *entry.arabic):
                keys = keys_of(name)
                if excluded.get(keys, "") not in (None, entry.id):
                    self._names.add(keys, (spot, _unmistakable(keys)))
                    sound = name_key(name)
                    if len(sound) > 4 and spot not in self._sounds.setdefault(sound, []):
                        self._sounds[sound].append(spot)
        for actor in pack.actors.values():
            for name in actor.metonyms:
                self._metonyms.add(keys_of(name), actor.id)
            for keys, claimant in claimants_of(actor):
                if claimant.how != "metonym":
                    self._parties.add(keys, claimant)

    def found_in(self, text: str, words: list[Word], seen: Seen = NOTHING_SEEN) -> Iterator[Found]:
        """Places as the text names them, longest first, none overlapping. What a reader of sentences has `seen`
        weighs in: a name that it took for a person's is none, one that it took for a place needs no other word."""
        surnames = _surnames(text, words)
        i = 0
        while i < len(words):
            if not words[i].capital and words[i].key.isascii():
                i += 1  # neither a place nor a party begins in lower case
                continue
            found = self._at(text, words, i, seen)
            if found is not None and not found.spots[0].pack and self._borne(words, found, surnames):
                found = found if seen.is_place(_span(words, found.i, found.j)) else None
            if found is not None and self._overruled(text, words, found, seen):
                found = None
            party = self._party(text, words, i)
            if found is not None and party == found.j and found.spots[0].pack and found.spots[0].precision == "site":
                party = i  # an embassy is a body and a building
            if found is None or party == found.j or (party > found.j and not _great(found.spots)):
                inner = party - 1 if party - i > 2 and words[party - 2].key in ("in", "at") else party
                i = max(i + 1, inner)  # "the U.S. embassy in Baghdad" is a party, and Baghdad a place all the same
                continue
            i = max(found.j, party)
            if _behind_gate(words, found.i):
                continue
            found.governs = found.governs or party > found.j
            found.governs = found.governs or self._speaks(text, words, found) or self._rules(text, words, found)
            yield found

    def meanings(self, name: str) -> list[Spot]:
        """Every reading of a name by itself."""
        words = words_in(name)
        ours = (
            [s for j, values in self._names.matches(name, words, 0) if j == len(words) for s, _ in values]
            if words
            else []
        )
        return [*ours, *self._world.spots(" ".join(word.key for word in words))]

    def alike(self, name: str) -> list[Spot]:
        """The pack's places whose names sound like this one, however it is spelt in Latin letters."""
        return self._sounds.get(name_key(name), [])

    def _party(self, text: str, words: list[Word], i: int) -> int:
        """Where an actor's name that begins here ends; i itself if none does."""
        if not words[i].capital or not (self._parties.starts(words[i].key) or self._parties.starts(words[i].key[:-1])):
            return i
        for j, claimants in self._parties.matches(text, words, i):
            if settled(text, words, i, j, claimants, parties()):
                return j
        return i

    def _borne(self, words: list[Word], found: Found, surnames: frozenset[str]) -> bool:
        """Whether the text gives the name to a person, and nothing here locates it."""
        if found.j > found.i + 1 or words[found.i].key not in surnames or _great(found.spots):
            return False
        kind = found.j < len(words) and words[found.j].key in KINDS
        return not kind and _before(words, found.i) not in ("in", "near", "outside", "at")

    def _overruled(self, text: str, words: list[Word], found: Found, seen: Seen) -> bool:
        """Whether a reader of sentences took the name for a person's, for money, or for part of a longer name that
        no list has."""
        if found.spots[0].pack:
            return False
        span = _span(words, found.i, found.j)
        if seen.is_money(span):
            return True
        if seen.is_person(span):
            return not (span.start and text[span.start - 1] in "-‑–")  # "R-Florence" is from Florence
        longer = seen.longer_place(span)
        if longer is not None and longer.start == span.start and is_feature(text[longer.start : longer.end]):
            return True
        if longer is None or _great(found.spots) or found.sure:
            return False
        rest = [w for w in words[max(0, found.i - 4) : found.j + 4] if longer.holds(Span(w.start, w.end))]
        rest = [w for w in rest if not span.holds(Span(w.start, w.end))]
        return any(w.capital and w.key not in KINDS and w.key not in OPENERS for w in rest)

    def _at(self, text: str, words: list[Word], i: int, seen: Seen) -> Found | None:
        word = words[i]
        if not word.capital and word.key.isascii():
            return None
        ours = self._ours(text, words, i)
        theirs = self._theirs(text, words, i, seen)
        if ours is None or (theirs is not None and theirs.j > ours.j):
            if theirs is None and ours is None:
                return self._by_sound(text, words, i) or self._province_by_sound(text, words, i)
            return theirs or ours
        if theirs is not None and theirs.j == ours.j:
            ours.spots = [*ours.spots, *theirs.spots]
        return ours

    def _ours(self, text: str, words: list[Word], i: int) -> Found | None:
        for j, values in self._names.matches(text, words, i):
            if j == i + 1 and words[i].key in HEADS and not _has_article(text, words, i):
                continue
            spots = [spot for spot, _ in values]
            located = self._located(words, i, j)
            sure = any(unmistakable for _, unmistakable in values) or located or _has_article(text, words, i)
            if not sure:
                continue
            if self._longer_name(text, words, i, j, strict=False):
                if authority_follows(text, words, j):
                    return Found(i, j, spots, located, governs=True)
                continue
            plain = any(keys_of(s.name) == (words[i].key,) for s in spots)
            if j == i + 1 and not plain and _part_of_district(text, words, i):
                continue
            if not _person(text, words, i) or located:
                return Found(i, j, spots, located)
        return None

    def _initials(self, text: str, run: list[Word], key: str) -> bool:
        """ "NSW", "DRC", "UAE": the capitals of a country or a province."""
        return len(key) > 2 and text[run[0].start : run[-1].end].isupper() and self._world.is_region(key)

    def _abbreviated(self, text: str, words: list[Word], i: int) -> Found | None:
        """ "Charleston, S.C.", "in Kan.": the press's short form of a state, after a comma or a word that locates."""
        found = self._world.abbreviated(text, words[i].start)
        if found is None:
            return None
        led = text[max(0, words[i].start - 3) : words[i].start]
        if not (led.endswith((", ", "(")) or _OF_PARTY.search(led) or _before(words, i) in LOCATES):
            return None
        end, spot = found
        j = next((k for k in range(i, len(words)) if words[k].start >= end), len(words))
        return Found(i, j, [spot], True, end=end)

    def _theirs(self, text: str, words: list[Word], i: int, seen: Seen) -> Found | None:
        if (short := self._abbreviated(text, words, i)) is not None:
            return short
        if _JOINED_BEFORE.search(text, max(0, words[i].start - 6), words[i].start):
            return None
        for j in range(_reach(text, words, i, 5), i, -1):
            run = words[i:j]
            if not run[-1].capital:
                continue
            key = " ".join(word.key for word in run)
            if run[-1].key not in ("us",) and key.endswith("s") and not self._world.knows(key):
                key = key[:-1]
            if j < len(words) and words[j].key in ("county", "parish") and words[j].capital:
                continue  # "Laurel County" is no town, whether or not a list has the county
            if key in NEVER or (j == i + 1 and key in HEADS):
                continue
            if not self._world.knows(key) or (
                len(key) < 4 and not _acronym(text, run) and not self._initials(text, run, key)
            ):
                continue
            if seen.is_place(_span(words, i, j)) and (len(key) > 3 or _acronym(text, run)):
                return Found(
                    i, j, self._world.spots(key), True, not self._apart(text, words, j) and key in ("us", "uk")
                )
            located = self._located(words, i, j)
            if (
                j == i + 1
                and not located
                and (key in not_places() or len(key) < 4)
                and not _acronym(text, run)
                and not self._initials(text, run, key)
            ):
                continue
            governs = key in ("us", "uk") and not self._apart(text, words, j)
            if j == i + 1 and not _great(self._world.spots(key)) and _part_of_district(text, words, i):
                return None
            if key in not_places() and key not in ("us", "uk") and not self._firmly(text, words, i, j):
                continue
            if _person(text, words, i):
                continue
            if self._longer_name(text, words, i, j, strict=not _great(self._world.spots(key))):
                if authority_follows(text, words, j):
                    return Found(i, j, self._world.spots(key), located, governs=True)
                continue
            return Found(i, j, self._world.spots(key), located, governs)
        return None

    def _by_sound(self, text: str, words: list[Word], i: int) -> Found | None:
        """A transliteration that no list has, where the words around it call for a place."""
        for j in range(_reach(text, words, i, 3), i, -1):
            run = words[i:j]
            if not run[-1].capital:
                continue
            if not self._located(words, i, j) or (
                j < len(words) and words[j].capital and joined(text, run[-1], words[j])
            ):
                continue
            if len(run) == 1 and _part_of_district(text, words, i):
                continue
            spots = self._sounds.get(name_key(text[run[0].start : run[-1].end]))
            if spots and not any(word.key in not_places() for word in run):
                return Found(i, j, spots, True)
        return None

    def _province_by_sound(self, text: str, words: list[Word], i: int) -> Found | None:
        """ "Paktiya province", "KONAR, Afghanistan": a spelling that no list has, beside words that make a province of
        it."""
        for j in range(_reach(text, words, i, 3), i, -1):
            run = words[i:j]
            if not run[-1].capital or j == len(words):
                continue
            gap = text[words[j - 1].end : words[j].start]
            country = {s.region for s in self._world.spots(words[j].key) if s.precision == "country"}
            if (gap == " " and words[j].key in _OF_PROVINCE) or (gap == ", " and country and words[j].capital):
                spots = self._world.provinces_alike(text[run[0].start : run[-1].end])
                spots = [s for s in spots if gap == " " or s.region in country]
                if spots:
                    return Found(i, j, spots, True)
        return None

    def _located(self, words: list[Word], i: int, j: int) -> bool:
        before = _before(words, i)
        after = j < len(words) and (words[j].key in KINDS or (words[j].key in NATIVES and not words[j].capital))
        return before in LOCATES or after

    def _apart(self, text: str, words: list[Word], j: int) -> bool:
        """Whether a short country name stands for the country ("in the U.S. and") and is no adjective ("U.S. jets")."""
        if j == len(words) or text[words[j - 1].end : words[j].start] != " ":
            return j == len(words) or text[words[j - 1].end] not in "-‑–"
        return words[j].key in parties().after

    def _firmly(self, text: str, words: list[Word], i: int, j: int) -> bool:
        """For names that are English words: a locating word and a following mark or kind of place."""
        after = text[words[j - 1].end : words[j - 1].end + 1]
        return self._located(words, i, j) and (after in ",." or (j < len(words) and words[j].key in KINDS))

    def _longer_name(self, text: str, words: list[Word], i: int, j: int, *, strict: bool) -> bool:
        if j == len(words) or text[words[j - 1].end : words[j].start] != " " or not words[j].capital:
            return False
        key = words[j].key
        if key in KINDS or self._names.starts(key) or key in OPENERS:
            return False
        return key in LONGER or (strict and j == i + 1 and not self._world.knows(key))

    def _rules(self, text: str, words: list[Word], found: Found) -> bool:
        country = found.spots[0].precision == "country"
        return country and stands_for_state(text, words, found.i, found.j, self._is_country)

    def _is_country(self, key: str) -> bool:
        return key in self._countries or any(spot.precision == "country" for spot in self._world.spots(key))

    def _speaks(self, text: str, words: list[Word], found: Found) -> bool:
        for j, _ in self._metonyms.matches(text, words, found.i):
            if j == found.j:
                return parties().acting(words, found.i, found.j)
        return False


def spot_of(entry: PlaceEntry) -> Spot:
    """A pack's place as a spot; a place without coordinates is put at 0, 0 and never drawn (radius 20,000 km)."""
    region = iso_codes().get(entry.country or "", "")
    people = {"country": 20_000_000, "province": 2_000_000, "region": 1_000_000}.get(entry.precision, 20_000)
    if entry.source.startswith("GeoNames"):  # the radius was made from the population; turn it back
        people = int(2_000 * entry.radius_km**2.5)
    return Spot(
        id=entry.id,
        name=entry.name,
        lat=entry.lat if entry.lat is not None else 0.0,
        lon=entry.lon if entry.lon is not None else 0.0,
        radius_km=entry.radius_km if entry.lat is not None else 20_000.0,
        precision=entry.precision,
        province=entry.province,
        country=entry.country,
        population=people,
        region=region,
        pack=True,
    )


def _unmistakable(keys: tuple[str, ...]) -> bool:
    """Whether a pack name is a place wherever it stands: long enough, and no English word or person's name."""
    bare = "".join(keys)
    if not bare.isascii():
        return len(bare) > 3
    return len(keys) > 1 or (len(bare) > 3 and bare not in not_places())


def _span(words: list[Word], i: int, j: int) -> Span:
    return Span(words[i].start, words[j - 1].end)


def _great(spots: list[Spot]) -> bool:
    """Whether one of the readings is so well known that the name alone calls it to mind."""
    return any(s.precision in ("country", "province") or s.population > 150_000 for s in spots)


def _surnames(text: str, words: list[Word]) -> frozenset[str]:
    """Words that follow a capitalised word that opens no place name: in most texts, people's last names."""
    found = set()
    for before, word in pairwise(words):
        together = word.capital and before.capital and text[before.end : word.start] == " "
        if together and before.stop == before.end and before.key not in _NO_FIRST_NAME:
            found.add(word.key)
    return frozenset(found)


def _reach(text: str, words: list[Word], i: int, most: int) -> int:
    """One past the last word that may belong to a name of so many words from the i-th on."""
    j = i + 1
    if words[i].key in SHORT_HEADS and j < len(words) and text[words[i].stop : words[j].start] == ". ":
        j += 1  # the stop of "St. Louis" ends no name
    while j < len(words) and j < i + most and joined(text, words[j - 1], words[j]):
        j += 1
    return j


def _part_of_district(text: str, words: list[Word], i: int) -> bool:
    """Whether the word is one of several capitalised ones before a word for what they name ("Chapa Dara district")."""
    first, last = i, i
    while last + 1 < len(words) and words[last + 1].capital and joined(text, words[last], words[last + 1]):
        last += 1
    if i and words[i - 1].capital and joined(text, words[i - 1], words[i]) and words[i - 1].key not in OPENERS:
        first -= 1
    follows = (
        last + 1 < len(words) and words[last + 1].key in _PARTS and text[words[last].end : words[last + 1].start] == " "
    )
    return follows and first < last


def _has_article(text: str, words: list[Word], i: int) -> bool:
    return i > 0 and words[i - 1].key in ("al", "ar", "as", "at") and text[words[i - 1].end : words[i].start] == "-"


def _behind_gate(words: list[Word], i: int) -> bool:
    """ "Bab al-Nayrab": a gate or quarter called after a town, and not that town."""
    k = i - 1
    while k >= 0 and words[k].key in ARTICLES_BEFORE and words[k].key != "the":
        k -= 1
    return k >= 0 and words[k].capital and words[k].key in GATES and not (k > 0 and words[k - 1].key == "al")


def _before(words: list[Word], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].key in ARTICLES_BEFORE:
        k -= 1
    return words[k].key if k >= 0 else ""


def _acronym(text: str, run: list[Word]) -> bool:
    written = text[run[0].start : run[-1].end]
    return (
        len(run) == 1 and written.replace(".", "").isupper() and written in ("US", "U.S.", "UK", "U.K.", "UAE", "USA")
    )


def _person(text: str, words: list[Word], i: int) -> bool:
    """Whether the capitalised word before makes it the end of a person's name ("Abu Bakr al-Baghdadi")."""
    k = i - 1
    if k > 0 and is_article(text, words, k):
        k -= 1
    if k < 0 or not words[k].capital or text[words[k].stop : words[k + 1].start] not in (" ", "-"):
        return False
    key = words[k].key
    if key in TITLES:
        return True
    if key in OPENERS or key in LOCATES or words[k].possessive or text[words[k].start : words[k].end].isupper():
        return False
    return key in not_places() or (k + 1 < i)
