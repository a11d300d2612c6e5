"""Who a row says it was, linked to the catalogue by name; and whom it names as its own sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recount.extract.row_values import Cells, Getter, Header, value_of
from recount.records import Certainty, Mention, Source
from recount.words.catalogue import Catalogue
from recount.words.mapping import listed
from recount.words.normalise import fold
from recount.words.world import iso_codes

_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_LEADING = ("", "the ", "al-")
_REMEMBERED = 50_000


class RowParties:
    """Links names of parties and of sources; each distinct name is looked up once."""

    def __init__(self, catalogue: Catalogue, sectors: Mapping[str, str | None]) -> None:
        self._catalogue = catalogue
        self._sectors = sectors
        self._known: dict[str, tuple[str | None, str | None]] = {}

    def reader(self, specs: Any, header: Header) -> Getter:
        """Reads the parties of one role. The sector is the catalogue's, else the row's own."""
        readers = [self._one(spec if isinstance(spec, dict) else {"column": spec}, header) for spec in listed(specs)]

        def read(cells: Cells) -> tuple[Mention, ...]:
            found: dict[str, Mention] = {}
            for one in readers:
                for mention in one(cells):
                    found.setdefault(mention.id or fold(mention.words), mention)
            return tuple(found.values())

        return read

    def sources(self, specs: Any, header: Header) -> Getter:
        """Reads the sources that a row names, nearest first, each once; the last is who said it first."""
        readers = [
            _split_reader(spec if isinstance(spec, dict) else {"column": spec}, header) for spec in listed(specs)
        ]
        kinds = [spec.get("kind") if isinstance(spec, dict) else None for spec in listed(specs)]

        def read(cells: Cells) -> tuple[Source, ...]:
            found: dict[str, Source] = {}
            for split, kind in zip(readers, kinds, strict=True):
                for words in split(cells):
                    source = self._source(words, kind)
                    found.setdefault(source.id or fold(words), source)
            return tuple(found.values())

        return read

    def link(self, name: str) -> tuple[str | None, str | None]:
        """Catalogue id and sector of a name; the whole name must be the actor's, not a part of it."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[name] = self._linked(name)
        return known

    def _linked(self, name: str) -> tuple[str | None, str | None]:
        generic: str | None = None
        for words in _ways(name):
            for mention in self._catalogue.actors_in(words):
                span = mention.span
                if span is None or span.end != len(words) or words[: span.start].casefold() not in _LEADING:
                    continue
                if mention.id is not None:
                    return mention.id, mention.sector or self._sectors.get(mention.id)
                generic = generic or mention.sector
        return None, generic

    def _one(self, spec: Mapping[str, Any], header: Header) -> Getter:
        split = _split_reader(spec, header)
        sector, certainty = value_of(spec.get("sector"), header), value_of(spec.get("certainty"), header)

        def read(cells: Cells) -> list[Mention]:
            own = sector(cells)
            sure: Certainty = certainty(cells) or "stated"
            found = []
            for words in split(cells):
                id_, known = self.link(words)
                found.append(Mention(words, None, id_, (known if id_ else own) or known or own, sure))
            return found

        return read

    def _source(self, words: str, kind: Any) -> Source:
        if kind == "document":
            return Source(None, words, None, kind, True, None, False, None)
        id_, _ = self.link(words)
        if id_ is not None or _is_name(words):
            return Source(words, None, None, "media" if kind == "witness" and id_ else kind, True, None, False, id_)
        return Source(None, words, None, kind, False, None, False, None)


def _split_reader(spec: Mapping[str, Any], header: Header) -> Getter:
    read = value_of(
        {k: v for k, v in spec.items() if k in ("column", "value", "map", "else", "nothing", "lower")}, header
    )
    marks = re.compile("|".join(re.escape(str(mark).strip()) for mark in listed(spec.get("split"))))

    def split(cells: Cells) -> Sequence[str]:
        words = read(cells)
        if words is None:
            return ()
        if not marks.pattern:
            return (str(words),)
        return [part for item in marks.split(str(words)) if (part := item.strip())]

    return split


def _ways(name: str) -> list[str]:
    """Ways in which a dataset's name for a party may stand in the catalogue.

    >>> _ways("Military Forces of Syria (2000-)")[:2]
    ['Military Forces of Syria (2000-)', 'Military Forces of Syria']
    """
    bare = _BRACKET.sub(" ", name).strip()
    ways = [name, bare, *(part for part in _BRACKET.findall(name) if part and not part[0].isdigit())]
    kind, mark, country = bare.partition(" of ")
    if mark and country in iso_codes():
        what = {"military forces": ("armed forces", "army"), "police forces": ("police",)}.get(kind.casefold(), ())
        code = iso_codes()[country]
        names = [country, *(name for name, iso in iso_codes().items() if iso == code and name != country)]
        ways += [f"{kind} of {name}" for name in names]
        ways += [f"{name}'s {word}" for name in names for word in (*what, kind.casefold())]
    ways += [part.strip() for part in re.split(r":| - ", bare)] if ":" in bare or " - " in bare else []
    ways += [f"{bare[:1].upper()}{bare[1:]}"]
    return [way for way in dict.fromkeys(ways) if way]


def _is_name(words: str) -> bool:
    """Whether words name somebody who can be known again: each longer word begins with a capital, or it is no Latin."""
    long = [w for w in words.split() if len(w) > 3]
    return bool(words[:1].isupper() or not words[:1].isascii()) and all(not w[0].islower() for w in long)
