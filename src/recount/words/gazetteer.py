"""Where: places that a text names, resolved within the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recount.records import Place, Span
from recount.records.ids import digest, short
from recount.words.apposed import within
from recount.words.extent import extent_of, homonyms
from recount.words.manner import manner_of
from recount.words.normalise import name_key
from recount.words.pack import Pack
from recount.words.parties import parties
from recount.words.resolve import Reading, resolve
from recount.words.seen import NOTHING_SEEN, Seen
from recount.words.spotting import Found, Spotter, spot_of
from recount.words.tokens import Word, keys_of, words_in
from recount.words.unlisted import unlisted
from recount.words.world import Spot, World, iso_codes, world

_OF_PROVINCE = re.compile(r" (?:province|governorate)s?\b|(?-i: state\b)", re.IGNORECASE)


class Gazetteer:
    """The pack's places and the world's towns, provinces and countries, ready to be found in texts."""

    def __init__(self, pack: Pack) -> None:
        self._world: World = world(frozenset(iso_codes()[c] for c in pack.countries if c in iso_codes()))
        self._spotter = Spotter(pack, self._world)
        self._provinces = homonyms([spot_of(entry) for entry in pack.places])
        self._home = frozenset(pack.countries)
        self._last: tuple[str, Seen, list[tuple[Reading, bool]]] | None = None
        self._hints = _hints(pack)
        self._hashes: dict[str, list[tuple[frozenset[str], str]]] = {}
        for entry in pack.places:
            mark = digest(repr(entry))
            for name in (entry.name, *entry.aliases, *entry.arabic):
                keys = keys_of(name)
                self._hashes.setdefault(max(keys, key=len), []).append((frozenset(keys), mark))
            self._hashes.setdefault(f"~{name_key(entry.name)}", []).append((frozenset(), mark))
        self._base = digest(*sorted(" ".join(keys_of(e.words)) for e in pack.exclusions if e.what == "place"))

    def places_in(
        self, text: str, start: int = 0, end: int | None = None, *, seen: Seen = NOTHING_SEEN, governing: bool = False
    ) -> list[Place]:
        """Places named in `text[start:end]`, in order of span, none overlapping; the whole text is the context.

        Country names count as places too. Not places: nationalities, parts of longer names, people, and names that
        stand for governments ("Damascus said"); with `governing` it is those alone that are given. `seen` is what a
        reader of whole sentences saw named.
        """
        settled = [r for r, governs in self._settled(text, seen) if governs == governing]
        kept = _without_strangers(settled) if self._theatre(words_in(text)) > 0.5 else settled
        stop = len(text) if end is None else end
        places = [self._place(text, r) for r in kept if start <= r.start and r.end <= stop]
        if not governing:
            taken = [Span(r.start, r.end) for r, _ in self._settled(text, seen)]
            places += [
                p for p in unlisted(text, seen, taken) if p.span and start <= p.span.start and p.span.end <= stop
            ]
            places.sort(key=lambda p: p.span or Span(0, 0))
        return within(places, text)

    def _settled(self, text: str, seen: Seen) -> list[tuple[Reading, bool]]:
        """The text's names, each with whether it stands for those who govern there, and their places chosen. The last
        text's are kept: who asks for its places asks for its governments next."""
        last = self._last
        if last is not None and last[0] == text and last[1] == seen:
            return last[2]
        words = words_in(text)
        found = list(self._spotter.found_in(text, words, seen))
        readings = [self._reading(text, words, f) for f in found]
        theatre = self._theatre(words)
        manner = {country: (1.0 - theatre) * gain for country, gain in manner_of(words).items()}
        resolve(text, readings, theatre=theatre, manner=manner)
        settled = [(r, f.governs) for r, f in zip(readings, found, strict=True)]
        self._last = (text, seen, settled)
        return settled

    def meanings(self, name: str) -> list[Spot]:
        """Everything that a name may mean, whatever stands around it: the pack's places first, under this spelling
        or one that sounds the same."""
        return [*self._spotter.alike(name), *self._spotter.meanings(name)]

    def readings(self, name: str) -> list[tuple[float, float]]:
        """Latitude and longitude of everything that a name may mean, whatever stands around it."""
        return [(spot.lat, spot.lon) for spot in self._spotter.meanings(name)]

    def slice(self, words: frozenset[str]) -> str:
        """A hash of exactly those pack entries that a text with these folded words could match."""
        keys = words | {w[:-1] for w in words if w.endswith("s")}
        keys |= {key for w in words if not w.isalnum() for key in keys_of(w)}
        hit = {h for key in keys for needs, h in self._hashes.get(key, ()) if needs <= keys}
        hit |= {h for w in words if len(w) > 3 for _, h in self._hashes.get(f"~{name_key(w)}", ())}
        return short(self._base, *sorted(hit))

    def _reading(self, text: str, words: list[Word], found: Found) -> Reading:
        first, last = words[found.i], words[found.j - 1]
        start = first.start
        if found.i and words[found.i - 1].key in ("al", "ar", "as", "ash", "at", "an", "ad", "az", "el"):
            gap = text[words[found.i - 1].end : first.start]
            if gap == "-" or (gap == " " and words[found.i - 1].capital and words[found.i - 1].key in ("al", "ar")):
                start = words[found.i - 1].start
        end = last.end
        if found.end is not None:
            return Reading(start, found.end, found.spots)
        if _OF_PROVINCE.match(text, end) and not any(s.pack for s in found.spots):
            found.spots = [s for s in found.spots if s.precision == "province"] or found.spots
        if end - 1 > start and text[end - 1] == "s" and not any(_same(s.name, text[start:end]) for s in found.spots):
            end = end - 1 if any(_same(s.name, text[start : end - 1]) for s in found.spots) else end
        return Reading(start, end, found.spots)

    def _place(self, text: str, reading: Reading) -> Place:
        spot = reading.chosen or reading.spots[0]
        same = self._provinces.get((spot.country, spot.name)) if spot.pack else None
        if spot.pack and spot.precision == "province":
            spot = self._town_of(reading, spot)
        wide = extent_of(text, reading.start, reading.end, spot, same)
        span = Span(reading.start, wide.end)
        return Place(
            words=text[span.start : span.end],
            span=span,
            id=wide.spot.id,
            lat=wide.spot.lat,
            lon=wide.spot.lon,
            radius_km=wide.radius_km,
            precision=wide.precision,
            province=wide.spot.province,
            country=wide.spot.country,
        )

    def _town_of(self, reading: Reading, province: Spot) -> Spot:
        """A name that is both a town's and a province's is the town's, unless the words around say otherwise."""
        towns = [s for s in reading.spots if s.pack and s.precision == "settlement" and s.country == province.country]
        towns = [s for s in towns if s.name == province.name] or [s for s in towns if s.province == province.province]
        return towns[0] if towns else province

    def _theatre(self, words: Iterable[Word]) -> float:
        """How far the document is about the pack's countries: 1 from six words of theirs in a thousand on."""
        hits = total = 0
        for word in words:
            total += 1
            hits += word.capital and word.key in self._hints
        return min(1.0, hits / max(2.0, 0.006 * total))


def _without_strangers(readings: list[Reading]) -> list[Reading]:
    """In a text about the theatre, without small towns elsewhere whose country it never names: there they are
    mostly people's names and headline words. "X, Country" keeps its X, since it names the country."""
    named = {r.chosen.region for r in readings if r.chosen and r.chosen.precision == "country"}
    return [r for r in readings if r.chosen is None or _at_home(r.chosen, named)]


def _at_home(spot: Spot, named: set[str]) -> bool:
    if spot.pack or spot.precision == "country":
        return True
    if spot.precision == "province":
        return spot.region in named
    return spot.population >= (50_000 if spot.region in named else 400_000)


def _hints(pack: Pack) -> frozenset[str]:
    """Words that speak of the theatre: its countries, their adjectives and their provinces."""
    home = set(pack.countries)
    names = [*home, *(f"{c}s" for c in home)]
    names += [d for a in pack.actors.values() if a.country in home for d in a.demonyms if d[0].isupper()]
    names += [p.name for p in pack.places if p.precision == "province"]
    keys = {keys_of(name) for name in names}
    return frozenset(k[0] for k in keys if len(k) == 1) - parties().locative


def _same(a: str, b: str) -> bool:
    return name_key(a) == name_key(b)
