"""A sentence with its parties and places laid on its tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from recount.extract.syntax import Document, Sentence
from recount.records import Mention, Place, Span


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
