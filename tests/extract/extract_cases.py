"""A small extractor for tests: the shipped lexicon, and finders that know a handful of names."""

from __future__ import annotations

import re
from datetime import date

from recount.extract.carrying import carry
from recount.extract.claiming import claim_of
from recount.extract.coding import Coded, code
from recount.extract.frame import Carried
from recount.extract.lexicon import Lexicon, lexicon_of
from recount.extract.syntax import Document, Sentence, document_of, tokens_in
from recount.extract.trees import Tree
from recount.language.choose import language_of
from recount.records import Claim, Mention, Place, Published, Report, Segment, Span
from recount.words.pack import load_pack
from recount.words.seen import NOTHING_SEEN, Seen

_PACK = load_pack("inherent-resolve")
LEXICON: Lexicon = lexicon_of(_PACK.lexicon, _PACK.means)
PUBLISHED = "2021-12-15"
_PLACES = {"Baghdad": "Iraq", "Hawija": "Iraq", "Mosul": "Iraq", "Hit": "Iraq", "Idlib": "Syria", "Raqqa": "Syria"}
_COUNTRIES = {"Iraq": "Iraq", "Syria": "Syria"}
_ACTORS = {
    "ISIS": ("isis", "ISM"),
    "U.S. troops": ("us-forces", "MIL"),
    "coalition troops": ("coalition", "IMG"),
    "Iraqi forces": ("iraqi-forces", "MIL"),
    "Russia": ("russia", "GOV"),
    "the militias": ("militias", "PRM"),
    "militias": ("militias", "PRM"),
    "rebels": (None, "REB"),
    "militants": (None, "REB"),
    "soldiers": (None, "MIL"),
    "civilians": (None, "CVL"),
    "activists": (None, "SOC"),
}


class Places:
    """Finds the places above as whole words."""

    def places_in(
        self, text: str, start: int = 0, end: int | None = None, *, seen: Seen = NOTHING_SEEN, governing: bool = False
    ) -> list[Place]:
        stop = len(text) if end is None else end
        assert isinstance(seen, Seen)
        if governing:
            return []
        return [self._place(m) for m in _any_of({**_PLACES, **_COUNTRIES}).finditer(text, start, stop)]

    def _place(self, match: re.Match[str]) -> Place:
        word, span = match.group(), Span(match.start(), match.end())
        if word in _COUNTRIES:
            return Place(word, span, f"pack:{word}", 33.0, 43.0, 500.0, "country", None, word)
        return Place(word, span, f"pack:{word}", 33.0, 43.0, 10.0, "settlement", word, _PLACES[word])


class Parties:
    """Finds the parties above as whole words."""

    def actors_in(
        self, text: str, start: int = 0, end: int | None = None, *, published: date | None = None
    ) -> list[Mention]:
        assert published is None or isinstance(published, date)
        stop = len(text) if end is None else end
        found = _any_of(_ACTORS).finditer(text, start, stop)
        return [Mention(m.group(), Span(m.start(), m.end()), *_ACTORS[m.group()]) for m in found]


def _any_of(names: dict[str, object]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def report_of(text: str, *, published: str | None = PUBLISHED) -> Report:
    return Report("r", "r", "txt", text, "v", (Segment("body", 0, len(text), True),), Published(published, "stated"))


def document(text: str, *, published: str | None = PUBLISHED) -> Document:
    return document_of(
        report_of(text, published=published), gazetteer=Places(), catalogue=Parties(), language=language_of()
    )


def sentence(text: str) -> Sentence:
    words = [word for part in language_of().analyse(text).sentences for word in part.words]
    return Sentence(0, Span(0, len(text)), tokens_in(text), 0, "body", text, Tree(tuple(words)))


def coded(text: str, *, published: str | None = PUBLISHED) -> list[Coded]:
    made, carried, found = document(text, published=published), Carried(), []
    for one in made.sentences:
        item = code(one, made, LEXICON, carried)
        carried = carry(carried, item, made)
        found.append(item)
    return found


def claims(text: str, *, published: str | None = PUBLISHED) -> list[Claim]:
    made = document(text, published=published)
    return [claim_of(draft, made) for item in coded(text, published=published) for draft in item.drafts]
