"""Parties that no catalogue has: noun phrases that are plainly the object or the subject of what a draft tells.

"Jets bombed a mortar position" strikes something though nobody owns it, and "opposition parties threatened" has
someone who threatens. Such a mention has its words and span, and neither id nor sector.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recount.extract.attribution import Attribution, attributions_in
from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, PRONOUNS, is_adverb, is_finite_like
from recount.extract.drafts import Draft
from recount.extract.parties import Parties
from recount.extract.subjects import subject_before
from recount.extract.syntax import Document, Token
from recount.records import Mention, Span
from recount.words.lists import word_set

_HITS = word_set(
    """
    hit hits struck strikes bombed bombs attacked attacks attack targeted targets destroyed destroys raided shelled
    ambush ambushed ambushes bombarded blasted
    """
)
_BETWEEN = 4
"""Tokens between the noun of a blow and the verb that says what it hit ("strike near Mosul hit")."""
_LONGEST = 6
_STOPS = PREPOSITIONS | AUXILIARIES | PRONOUNS | word_set(
    "and or but , ; : . ! ? ( ) — – that who which when while as where because if than used belonging run held owned"
)  # fmt: skip
_NEVER = word_set(
    """
    people persons others monday tuesday wednesday thursday friday saturday sunday today yesterday times time targets
    target least more about back again hard days day week weeks
    """
)
_OWNED = frozenset({("used", "by"), ("belonging", "to"), ("run", "by"), ("held", "by"), ("owned", "by")})
_HEADS = word_set(
    """
    parties party states nations countries leaders group groups partners allies ship ships crowds crowd army
    lawmakers families parliament
    """
)
_NO_ADVERB = word_set("supply assembly family ally")
_SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN"})
_MEANT = frozenset({"intent", "forecast"})


def with_phrases(draft: Draft, document: Document) -> Draft:
    """The draft with those that its own words name, where no party of the catalogue stands on that side."""
    if draft.type is None or draft.parties is None:
        return draft
    tokens = draft.sentence.tokens
    at = next((i for i, t in enumerate(tokens) if t.start >= draft.trigger.start), None)
    if at is None:
        return draft
    actor, target = draft.parties.actor, draft.parties.target
    if draft.type == "ASSAULT" and draft.kind in ("event", "tally") and not target:
        target = tuple(_objects(tokens, at, document))
    if not any(m.id for m in actor) and (draft.kind in _MEANT or draft.type != "ASSAULT"):
        actor = tuple(_subjects(tokens, at, draft, document)) or actor
    actor = tuple(_possessed(m, draft, document) for m in actor)
    return replace(draft, parties=Parties(actor, target), attribution=_own_saying(draft, document))


def _possessed(mention: Mention, draft: Draft, document: Document) -> Mention:
    """ "The brigades said their fighters had left": the fighters of the one who speaks are that party's own."""
    if mention.id is not None or mention.span is None or draft.attribution is None or not draft.attribution.chain:
        return mention
    own = document.text[max(0, mention.span.start - 6) : mention.span.start].split()[-1:]
    inside = mention.words.split()[:1]
    theirs = (own or inside) and {w.lower() for w in (*own, *inside)} & {"its", "their"}
    return replace(mention, id=draft.attribution.chain[0].id) if theirs else mention


def _own_saying(draft: Draft, document: Document) -> Attribution | None:
    """ "The council condemned the raid as a breach": what is told is itself a saying, and its speaker its source."""
    if draft.attribution is not None or draft.type not in _SAID:
        return draft.attribution
    found = attributions_in(draft.sentence, document)
    return next((a for a in found if a.chain and a.cue.overlaps(draft.trigger)), None)


def _objects(tokens: Sequence[Token], at: int, document: Document) -> Iterator[Mention]:
    """What a verb of hitting, at the trigger or right after the blow's noun, takes as its object."""
    for k in range(at, min(at + _BETWEEN, len(tokens) - 1)):
        if tokens[k].lower in {",", ";", "that", "who", "which", "and"}:
            return
        if tokens[k].lower in _HITS and (k == 0 or tokens[k - 1].lower not in DETERMINERS | BE | {"'s", "air"}):
            yield from _run(tokens, k + 1, document)
            return


def _run(tokens: Sequence[Token], start: int, document: Document) -> Iterator[Mention]:
    """The noun phrase from `start`, and the one that "and" joins to it where it has an article of its own or is
    plural as the first is."""
    stop = _end(tokens, start)
    first = _mention(tokens[start:stop], document)
    if first is None:
        return
    owner = _owner(tokens, stop, document)
    if owner is not None:
        yield owner
        return
    yield first
    if stop + 1 < len(tokens) and tokens[stop].lower == "and":
        second = tokens[stop + 1 : _end(tokens, stop + 1)]
        article = tokens[start].lower in DETERMINERS
        after = tokens[_end(tokens, stop + 1)].lower if _end(tokens, stop + 1) < len(tokens) else "."
        verbal = bool(second) and is_finite_like(second[0].lower)
        alike = bool(second) and (second[0].lower in DETERMINERS) == article and not verbal
        found = _mention(second, document) if alike and after not in AUXILIARIES else None
        if found is not None:
            yield found


def _owner(tokens: Sequence[Token], stop: int, document: Document) -> Mention | None:
    """The party whose the object is ("sites used by the brigades")."""
    words = tuple(t.lower for t in tokens[stop : stop + 2])
    if words not in _OWNED or stop + 2 >= len(tokens):
        return None
    near = tokens[stop + 2 : stop + 4]
    found = document.actors_of(Span(near[0].start, tokens[-1].end)) if near else []
    return next((m for m in found if m.id and m.span is not None and m.span.start <= near[-1].start), None)


def _end(tokens: Sequence[Token], start: int) -> int:
    k = start
    for token in tokens[start : start + _LONGEST + 1]:
        if token.lower in _STOPS or (is_adverb(token.lower) and token.lower not in _NO_ADVERB):
            break
        k += 1
    return k


def _mention(phrase: Sequence[Token], document: Document) -> Mention | None:
    """A phrase as a party: a common noun with its words before it, no place, number or day by itself."""
    if not 0 < len(phrase) <= _LONGEST:
        return None
    last = phrase[-1]
    common = last.text.isalpha() and last.text[0].islower() and len(last.text) > 2
    span = Span(phrase[0].start, last.end)
    bare = len(phrase) == 1 and not last.lower.endswith("s")
    if not common or bare or any(t.lower in _NEVER for t in phrase):
        return None
    places = (p.span for p in document.places_of(span))
    if document.actors_of(span) or any(p is not None and p.holds(last.span) for p in places):
        return None
    return Mention(document.text[span.start : span.end], span, None, None, "stated")


def _subjects(tokens: Sequence[Token], at: int, draft: Draft, document: Document) -> Iterator[Mention]:
    """Who stands as the subject of the verb: a party of the catalogue, a body or people, or a name written large."""
    lowers = [t.lower for t in tokens]
    verb = _cue(lowers, at, draft)
    subject, group = subject_before(tokens, lowers, verb)
    if subject is None or any(w in BE for w in lowers[group:verb]) or not is_verb(tokens, verb):
        return
    phrase = tokens[subject[0] : subject[1]]
    span = Span(phrase[0].start, phrase[-1].end)
    known = [m for m in document.actors_of(span) if m.span is not None and m.span.end >= phrase[-1].end]
    if known:
        yield known[0]
    elif phrase[-1].lower in _HEADS and len(phrase) <= _LONGEST:
        yield Mention(document.text[span.start : span.end], span, None, None, "stated")


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is plainly a finite verb or follows an auxiliary."""
    lower = tokens[at].lower
    return lower.endswith("ed") or is_finite_like(lower) or (at > 0 and tokens[at - 1].lower in AUXILIARIES)


def _cue(lowers: Sequence[str], at: int, draft: Draft) -> int:
    """The first word of the vow, order or demand that governs the trigger, where one does."""
    first = (draft.reading.cue or "").split()[:1]
    if draft.kind not in _MEANT or not first:
        return at
    return next((k for k in range(at, -1, -1) if lowers[k] == first[0].casefold()), at)
