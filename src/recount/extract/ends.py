"""What stands right before and right after some words: the two ends of a relation. Adjacency is the rule: between an
end and the words only helpers, articles and set phrases may stand, so that nobody is drawn in from afar."""

from __future__ import annotations

from recount.extract.clauses import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite_like,
)
from recount.extract.judgements import judgements
from recount.extract.scene import STEPS, Scene, past_brackets, possesses, step_back
from recount.records import Mention
from recount.words.lists import word_set

_TO_PARTY = STEPS - word_set("in from near outside around about")
_STOPS_LEFT = word_set(', ; : — – - “ " ( that both when while but because as if whether')
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
            hit = scene.ending(past_brackets(lowers, k - 1)) if opens else None
            return hit[1] if hit is not None and hit[1].id is not None else None
        if lowers[k] in (";", ":") or (is_finite_like(lowers[k]) and lowers[k - 1] not in (",", "which", "who")):
            return None
    return None


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
    if possesses(scene, last):
        return False
    if last + 1 >= len(scene.lowers):
        return True
    after = scene.lowers[last + 1]
    if after in ("-", "'", "’"):
        return after == "-" and scene.sentence.text[end : end + 1].isspace()
    return after in _FOLLOWS or after.endswith(("ing", "ly")) or is_finite_like(after) or after in _DAYS


_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday last this")
