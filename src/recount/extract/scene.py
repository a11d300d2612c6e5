"""A sentence with its parties and places laid on its tokens, and what lies right before some words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from recount.extract.clauses import (
    AUXILIARIES,
    DETERMINERS,
    is_adverb,
)
from recount.extract.syntax import Document, Sentence
from recount.records import Mention, Place, Span
from recount.words.lists import word_set

_HELPERS = AUXILIARIES | word_set(
    """long largely mostly openly widely still reportedly allegedly become became becomes becoming remain remains
    remained remaining no longer never mainly primarily chiefly partly only jointly officially nominally formally
    heavily"""
)


_HELPERS -= {"to", "ever"}


_GOES_ON = word_set("continue continues continued continuing")


STEPS = DETERMINERS | word_set(
    """local large parts part most of much all city cities town towns village villages province district area areas
    territory in whole entire northern southern eastern western central north-eastern both groups like various rival
    so-called network neighbouring neighboring nearby around half swathes stretches neighbourhoods neighborhoods base
    and military almost nearly about support help from near outside several two three " “ ' ‘"""
)


_RELATIVE = frozenset({"which", "who", "that"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its parties and places by the tokens at which they begin and end. `country` gives the government
    that a country's name or adjective stands for; `carried` whom a pronoun means that opens the sentence."""

    sentence: Sentence
    document: Document
    lowers: list[str]
    country: Callable[[str], Mention | None]
    meant: Callable[[Span], Mention | None]
    parties: dict[int, tuple[int, Mention]] = field(default_factory=dict)
    places: dict[int, tuple[int, Place]] = field(default_factory=dict)

    def ending(self, at: int) -> tuple[int, Mention] | None:
        """(first token, party) of the party whose last token is `at`."""
        return next(((first, m) for first, (last, m) in self.parties.items() if last == at), None)

    def place_ending(self, at: int) -> tuple[int, Place] | None:
        """(first token, place) of the place whose last token is `at`."""
        return next(((first, p) for first, (last, p) in self.places.items() if last == at), None)


def scene_of(
    sentence: Sentence,
    document: Document,
    lowers: list[str],
    country: Callable[[str], Mention | None],
    meant: Callable[[Span], Mention | None],
) -> Scene:
    """The sentence with its mentions laid on its tokens. A country's name is a party too, where it is an end."""
    firsts = {t.start: i for i, t in enumerate(sentence.tokens)}
    lasts = {t.end: i for i, t in enumerate(sentence.tokens)}
    scene = Scene(sentence, document, lowers, country, meant)
    for party in document.actors_of(sentence.span):
        if party.span is not None and party.span.start in firsts and party.span.end in lasts:
            scene.parties[firsts[party.span.start]] = (lasts[party.span.end], party)
    taken = [m.span for _, m in scene.parties.values() if m.span]
    for place in document.places_of(sentence.span):
        if place.span is None or place.span.start not in firsts or place.span.end not in lasts:
            continue
        first, last = firsts[place.span.start], lasts[place.span.end]
        if not any(span.overlaps(place.span) for span in taken):
            scene.places[first] = (last, place)
            if place.precision == "country" and (government := country(place.words)) is not None:
                scene.parties.setdefault(first, (last, replace(government, words=place.words, span=place.span)))
    return scene


@dataclass(frozen=True, slots=True)
class Before:
    """Where the search for what stands before some words goes on: the token, and what lay between."""

    at: int
    helped: bool
    comma: bool
    relative: bool
    both: bool


def step_back(scene: Scene, first: int) -> Before:
    """Past helpers, "which" and a comma before token `first`."""
    lowers, j, helped = scene.lowers, first - 1, False
    while j >= 0 and (lowers[j] in _HELPERS or is_adverb(lowers[j]) or _goes_on(lowers, j)):
        helped, j = True, j - 1
    both = j > 0 and lowers[j] in ("both", "all", "each") and lowers[j - 1] == ","
    j -= both
    relative = j > 0 and lowers[j] in _RELATIVE and not (lowers[j] == "that" and helped and lowers[j - 1] == "said")
    j -= relative
    comma = j > 0 and lowers[j] == ","
    j -= comma
    return Before(past_brackets(lowers, j) if j > 0 else j, helped, comma, relative, both)


def _goes_on(lowers: Sequence[str], j: int) -> bool:
    return lowers[j] in _GOES_ON or (lowers[j] == "to" and j > 0 and lowers[j - 1] in _GOES_ON)


def past_brackets(lowers: Sequence[str], at: int) -> int:
    """The token before the brackets that end at a token, or that token."""
    opens = [i for i in range(max(0, at - 6), at) if lowers[i] == "("] if lowers[at] == ")" else []
    return opens[-1] - 1 if opens else at


def possesses(scene: Scene, last: int) -> bool:
    end = scene.sentence.tokens[last].end - scene.sentence.span.start
    return scene.sentence.text[end : end + 2] in ("'s", "’s") or scene.lowers[last].endswith("'s")
