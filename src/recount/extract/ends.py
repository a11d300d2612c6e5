"""What stands right before and right after some words: the two ends of a relation. Adjacency is the rule: between an
end and the words only helpers, articles and set phrases may stand, so that nobody is drawn in from afar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from recount.extract.clauses import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_finite_like,
)
from recount.extract.judgements import judgements
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
_STEPS = DETERMINERS | word_set(
    """local large parts part most of much all city cities town towns village villages province district area areas
    territory in whole entire northern southern eastern western central north-eastern both groups like various rival
    so-called network neighbouring neighboring nearby around half swathes stretches neighbourhoods neighborhoods base
    and military almost nearly about support help from near outside several two three " “ ' ‘"""
)
_TO_PARTY = _STEPS - word_set("in from near outside around about")
_STOPS_LEFT = word_set(', ; : — – - “ " ( that both when while but because as if whether')
_RELATIVE = frozenset({"which", "who", "that"})
_ARTICLES = frozenset({"a", "an", "the", "one", "another", "itself", "its"})
_APPOSES = _ARTICLES | frozenset({"which", "who", "also", "formerly", "part", "long"})
_FOLLOWS = (
    PREPOSITIONS
    | AUXILIARIES
    | SUBORDINATORS
    | PRONOUNS
    | word_set(
        """and or but nor to than as not also then , . ; : — – - ) ( ” " ! ? ’ ' forces fighters troops militants
        militiamen units members"""
    )
)
_FAR = 10


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
    return Before(_past_brackets(lowers, j) if j > 0 else j, helped, comma, relative, both)


def _goes_on(lowers: Sequence[str], j: int) -> bool:
    return lowers[j] in _GOES_ON or (lowers[j] == "to" and j > 0 and lowers[j - 1] in _GOES_ON)


def parties_before(scene: Scene, first: int, *, finite: bool) -> list[Mention]:
    """The parties that stand before token `first` as what the words there are said of; `finite` where the words hold
    a verb of their own ("controls") and do not describe ("backed by")."""
    back = step_back(scene, first)
    if scene.lowers[back.at] == "of" and any(
        w.startswith("accus") for w in scene.lowers[max(0, back.at - 6) : back.at]
    ):
        hit = scene.ending(back.at - 1)  # "accused the Front of arming": the Front, as its accuser says
        return [hit[1]] if hit is not None and scene.lowers[first].endswith("ing") else []
    finite = (finite or back.helped) and not back.relative
    if back.at < 0:
        return []
    if finite and back.comma:
        found = _apposed(scene, back.at)
        return [found] if found is not None else []
    hit = scene.ending(back.at)
    if hit is None:
        named = None if finite and not back.comma and back.at != first - 1 else _apposed(scene, back.at)
        pronoun = scene.meant(scene.sentence.tokens[first].span) if _pronominal(scene, back.at) else None
        found = pronoun or (None if finite else named)
        return [found] if found is not None else []
    start, party = hit
    if finite and _governed(scene, start):
        return []
    pronoun = (
        scene.meant(scene.sentence.tokens[first].span) if party.id is None and _pronominal(scene, back.at) else None
    )
    named = _named_by(scene, start, party)
    alone = not back.both and (back.comma or named is not None)
    return [*([] if alone else _joined_before(scene, start)), named or pronoun or party]


def _pronominal(scene: Scene, at: int) -> bool:
    """Whether the words that end at a token are "it", "they" or "the group"."""
    return scene.lowers[at] in ("it", "they") or (at > 0 and scene.lowers[at - 1] == "the")


def _governed(scene: Scene, start: int) -> bool:
    """ "fighters of the group control": the group is inside another subject."""
    j = start - 1
    while j >= 0 and scene.lowers[j] in DETERMINERS:
        j -= 1
    return j >= 0 and scene.lowers[j] in PREPOSITIONS


def _apposed(scene: Scene, at: int) -> Mention | None:
    """ "The Front, a militia of the north" or "the Front, which was formed there" with its last word at a token: the
    Front."""
    lowers = scene.lowers
    for k in range(at, max(0, at - _FAR), -1):
        if lowers[k] == ",":
            opens = k < at and (lowers[k + 1] in _APPOSES or lowers[k + 1].endswith("ed"))
            hit = scene.ending(_past_brackets(lowers, k - 1)) if opens else None
            return hit[1] if hit is not None and hit[1].id is not None else None
        if lowers[k] in (";", ":") or (is_finite_like(lowers[k]) and lowers[k - 1] not in (",", "which", "who")):
            return None
    return None


def _past_brackets(lowers: Sequence[str], at: int) -> int:
    """The token before the brackets that end at a token, or that token."""
    opens = [i for i in range(max(0, at - 6), at) if lowers[i] == "("] if lowers[at] == ")" else []
    return opens[-1] - 1 if opens else at


def _named_by(scene: Scene, start: int, party: Mention) -> Mention | None:
    """The name to which a description is set: "the Front, an Iraqi militia" is the Front."""
    lowers, j = scene.lowers, start - 1
    if any(c.isupper() for c in party.words.split()[-1]):
        return None
    while j > 0 and lowers[j] not in (",", ".") and start - j < 5 and not is_finite_like(lowers[j]):
        j -= 1
    if j < 1 or lowers[j] != "," or lowers[j + 1] not in _ARTICLES:
        return None
    hit = scene.ending(j - 1)
    return hit[1] if hit is not None and hit[1].id is not None else None


def _joined_before(scene: Scene, start: int) -> list[Mention]:
    """ "A, B and" before a party, where nothing but the start of a clause stands before A."""
    found: list[Mention] = []
    j = start
    while True:
        j -= 1
        while j > 0 and scene.lowers[j] in DETERMINERS:
            j -= 1
        if j < 1 or scene.lowers[j] not in ("and", ","):
            break
        hit = scene.ending(j - 1 if scene.lowers[j - 1] != "," else j - 2)
        if hit is None:
            break
        found.insert(0, hit[1])
        j = hit[0]
    first = j
    opens = first < 0 or (first == 0 and scene.lowers[0] in DETERMINERS) or scene.lowers[max(0, first)] in _STOPS_LEFT
    return found if found and opens else []


def parties_after(scene: Scene, at: int, *, modified: bool = False, listed: bool = False) -> tuple[list[Mention], int]:
    """The parties that begin at token `at`, after articles and set words, and one past their last token. `modified`
    lets a party be the first word of more ("coalition air support"), which then stays unread; `listed` says that all
    that follow belong together, verb or not."""
    start = _step_on(scene, at)
    found: list[Mention] = []
    end = at
    while start in scene.parties:
        last, party = scene.parties[start]
        past = _past_modified(scene, last + 1)
        if not modified and past == last + 1 and not _closes(scene, last):
            break
        if found and not listed and past < len(scene.lowers) and _verb(scene, past):
            break
        found.append(party)
        end = past
        if scene.lowers[end : end + 1] not in (["and"], [","], ["or"]):
            break
        start = _step_on(scene, end + 1 + (scene.lowers[end : end + 2] == [",", "and"]), most=1)
    return found, end


def _verb(scene: Scene, at: int) -> bool:
    return is_finite_like(scene.lowers[at]) or scene.lowers[at] in ("said", "says")


def _step_on(scene: Scene, at: int, most: int = 5) -> int:
    i = at
    while i < len(scene.lowers) and i - at < most and i not in scene.parties and scene.lowers[i] in _TO_PARTY:
        i += 1
    return i


def _past_modified(scene: Scene, at: int) -> int:
    for length in (2, 1):
        if tuple(scene.lowers[at : at + length]) in judgements().modifies:
            return at + length
    return at


def _closes(scene: Scene, last: int) -> bool:
    """Whether a name is not the first part of a longer noun phrase, nor a possessive."""
    end = scene.sentence.tokens[last].end - scene.sentence.span.start
    if _possesses(scene, last):
        return False
    if last + 1 >= len(scene.lowers):
        return True
    after = scene.lowers[last + 1]
    if after in ("-", "'", "’"):
        return after == "-" and scene.sentence.text[end : end + 1].isspace()
    return after in _FOLLOWS or after.endswith(("ing", "ly")) or is_finite_like(after) or after in _DAYS


def _possesses(scene: Scene, last: int) -> bool:
    end = scene.sentence.tokens[last].end - scene.sentence.span.start
    return scene.sentence.text[end : end + 2] in ("'s", "’s") or scene.lowers[last].endswith("'s")


_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday last this")


def place_after(scene: Scene, at: int) -> tuple[Place | None, int]:
    """The place that begins at token `at`, after articles and words such as "most of", and one past its last token."""
    i = at
    while i < len(scene.lowers) and i - at < 6 and i not in scene.places and scene.lowers[i] in _STEPS:
        i += 1
    if i not in scene.places:
        return None, at
    last, place = scene.places[i]
    return (place, last + 1) if not _possesses(scene, last) else (None, at)


_KINDS = word_set("province district city town base airport governorate camp prison dam crossing village")


def place_before(scene: Scene, first: int) -> Place | None:
    """The place that stands before token `first` as what the words there are said of."""
    back = step_back(scene, first)
    at = back.at
    if at >= 0 and scene.lowers[at] in _KINDS and at > 0:
        at -= 1
    hit = scene.place_ending(at) if at >= 0 else None
    if hit is None or (not back.relative and _inside(scene, hit[0])):
        return None
    return hit[1]


def _inside(scene: Scene, start: int) -> bool:
    """ "A battalion in Mosul is led": Mosul is inside another subject; "parts of Mosul are held" is about Mosul."""
    j = start - 1
    while j >= 0 and scene.lowers[j] in DETERMINERS | {
        "city",
        "town",
        "village",
        "northern",
        "southern",
        "eastern",
        "western",
    }:
        j -= 1
    if j >= 0 and scene.lowers[j] == "of":
        return not _STEPS.issuperset(scene.lowers[max(0, j - 1) : j]) and scene.lowers[j - 1] not in _KINDS | {"areas"}
    return (
        j >= 0
        and scene.lowers[j] in PREPOSITIONS
        and scene.lowers[max(0, j - 1)] not in ("areas", "territory", "parts")
    )
