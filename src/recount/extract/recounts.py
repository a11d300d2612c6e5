"""Another count of what was counted before: "the monitor spoke of 35", "a doctor put it at 136", "now says 40"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from recount.extract.attribution import Attribution, attribution_of
from recount.extract.cues import Phrases
from recount.extract.drafts import Draft
from recount.extract.frame import Frame
from recount.extract.modality import modality_of
from recount.extract.parties import Parties
from recount.extract.speakers import source_of
from recount.extract.syntax import Document, Sentence
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Mention, PackError, Place, Quantity, Source, Span
from recount.words.numbers import Number
from recount.words.yaml_text import yaml_of

REACH = 4
"""Sentences between a count and another of the same."""
_TAKEN = frozenset({"obj", "obl", "nmod", "ccomp", "xcomp", "dep", "root", "conj"})
"""How a bare number hangs on its verb; one that counts a noun hangs on that noun."""
_ASIDES = ("acl", "acl:relcl", "appos", "punct", "conj", "cc")
_POINTING = frozenset({"it", "that", "this", "number", "figure", "toll", "count", "total", "dead", "they"})
_YEARS = (1900.0, 2100.0)


@dataclass(frozen=True, slots=True)
class Recount:
    """Tokens `start` to `end` (exclusive) that give a bare number; `told` is whether the subject of `verb` gives it, or
    `teller` where the verb is not said again for them."""

    start: int
    end: int
    number: Number
    told: bool
    verb: Span
    teller: Span | None = None


@cache
def recount_words() -> Phrases[bool]:
    """The words that ship with Recount, checked once: whether the subject of each is who counts."""
    raw = yaml_of(resources.files("recount.extract").joinpath("recounts.yaml").read_text(encoding="utf-8"))
    if raw.keys() != {"counts", "stands"}:
        raise PackError(f"recounts: expected the parts ['counts', 'stands'], found {sorted(raw)}")
    return Phrases((words, part == "counts") for part in raw for words in raw[part])


def recounts_in(sentence: Sentence, document: Document) -> list[Recount]:
    """The cues of the sentence with a bare number right after them."""
    starts = {n.span.start: n for n in document.numbers_of(sentence.span) if n.value is not None}
    return [found for found in _cues(sentence, starts) if _is_bare(found.number, sentence, document)] if starts else []


def _cues(sentence: Sentence, starts: dict[int, Number]) -> Iterator[Recount]:
    lowers, tokens = [t.lower for t in sentence.tokens], sentence.tokens
    words = recount_words()
    for k in range(len(lowers)):
        for end, told in words.at(lowers, k):
            if end < len(tokens) and tokens[end].start in starts:
                verb = Span(tokens[k].start, tokens[end - 1].end)
                yield Recount(k, end, starts[tokens[end].start], told, verb)
                yield from _going_on(sentence, starts, end, told, verb) if lowers[end - 1] == "at" else ()
                break


def _going_on(sentence: Sentence, starts: dict[int, Number], after: int, told: bool, verb: Span) -> Iterator[Recount]:
    """ "Stood at 250 and on the day itself at 79", "residents put at 17 and the army at four": the verb is not said
    again."""
    tokens = sentence.tokens
    for k in range(after + 1, len(tokens) - 1):
        if tokens[k].lower == "at" and tokens[k + 1].start in starts:
            yield Recount(k, k + 1, starts[tokens[k + 1].start], told, verb, _other_teller(sentence, after, k))


def _other_teller(sentence: Sentence, after: int, at: int) -> Span | None:
    """The noun phrase between "and" and the "at" of a further count: others count there."""
    tokens, tree = sentence.tokens, sentence.tree
    opens = next((k + 1 for k in range(at - 1, after, -1) if tokens[k].lower in ("and", "but", "while", ",")), at)
    if opens == at:
        return None
    words = Span(tokens[opens].start, tokens[at - 1].end)
    top = tree.top(words)
    named = top is not None and tree.words[top].upos in ("NOUN", "PROPN") and tokens[opens].lower != "on"
    return words if named else None


def _is_bare(number: Number, sentence: Sentence, document: Document) -> bool:
    """A number that counts no noun beside it, and is no year, day or share."""
    tree = sentence.tree
    at = tree.top(number.core)
    if at is None or tree.relation(at) not in _TAKEN:
        return False
    year = number.comparator == "exact" and number.value is not None and _YEARS[0] <= number.value <= _YEARS[1]
    after = next((t for t in sentence.tokens if t.start >= number.span.end), None)
    counts = after is not None and (after.lower in ("%", "percent", "per", "-") or _is_noun(after.span, sentence))
    dated = any(m.span.overlaps(number.core) for m in document.times_of(sentence.span))
    return not (year or counts or dated)


def _is_noun(span: Span, sentence: Sentence) -> bool:
    at = sentence.tree.top(span)
    return at is not None and sentence.tree.words[at].upos in ("NOUN", "PROPN", "ADJ", "NUM")


def recounted(frame: Frame, made: Sequence[Draft], recounts: Sequence[Recount]) -> list[Draft]:
    """What was counted before, once more with each further count of it. Nothing where a figure of its own says what
    the number counts, or nothing was counted shortly before."""
    found: list[Draft] = []
    for recount in recounts:
        if any(f.span.overlaps(recount.number.core) for f in frame.figures):
            continue
        before = _counted(frame, [*made, *found], recount.number)
        draft = _draft(frame, recount, before) if before is not None else None
        if draft is not None:
            found.append(draft)
    return found


def _counted(frame: Frame, made: Sequence[Draft], number: Number) -> Draft | None:
    """The happening whose count it may be: the last one told before the number, if it has a count."""
    own = [d for d in made if d.quantity and d.kind in ("event", "tally") and d.trigger.start < number.span.start]
    if own:
        return max(own, key=lambda d: d.trigger.start)
    last = frame.carried.count
    return last if last is not None and frame.sentence.index - last.sentence.index <= REACH else None


def _place_after(frame: Frame, verb: int, end: int) -> Place | None:
    """The place that hangs on the verb of a count, after its number: "counted five in Diyala"."""
    tree = frame.sentence.tree
    for index in tree.obliques(verb, "in", "at", "near", "across", "around"):
        at = tree.span(index)
        if at.start >= end:
            for place in frame.document.places_of(frame.sentence.span):
                if place.span is not None and place.span.holds(at):
                    return place
    return None


def _draft(frame: Frame, recount: Recount, before: Draft) -> Draft | None:
    tokens, tree = frame.sentence.tokens, frame.sentence.tree
    verb = tree.top(recount.verb)
    if verb is None:
        return None
    reading = modality_of(tree.span(verb), frame.sentence, frame.document)
    if tree.is_negated(verb) or reading.becomes != "event" or reading.modality == "conditional":
        return None
    subjects = tree.subjects(verb)
    points = recount.teller is None and bool(subjects) and tree.words[subjects[0]].lemma.lower() in _POINTING
    if not recount.told and not points:
        return None
    number, first = recount.number, before.quantity[0]
    if first.share is not None or first.per is not None:
        return None
    who = tree.phrase(subjects[0], without=_ASIDES) if subjects and recount.told else None
    who = recount.teller or who
    start = who.start if who is not None and who.end <= tokens[recount.start].start else tokens[recount.start].start
    clause = Span(start, number.span.end)
    there = _place_after(frame, verb, number.span.end)
    if there is not None and there.span is not None:
        clause = Span(start, max(clause.end, there.span.end))
    where = Where((there,), "own", f"place in the clause: {there.words}") if there is not None else None
    quantity = Quantity(
        first.measure, first.of_whom, number.value, number.comparator, number.low, number.high, words=number.words
    )
    own = _own_dead(frame, recount, who)
    return replace(
        before,
        parties=before.parties if own is None else Parties((), (own,)),
        trigger=Span(tokens[recount.start].start, number.span.end),
        span=clause,
        sentence=frame.sentence,
        reading=reading,
        where=where
        or Where(before.where.places, "carried" if before.where.places else "none", "place of the count before"),
        when=When(before.when.time, "carried" if before.when.time else "none", "time of the count before"),
        quantity=(quantity,),
        instrument=(),
        attribution=_said(frame, recount, who, clause),
        rests=False,
        reasons=("another count of what was counted before",),
    )


def _own_dead(frame: Frame, recount: Recount, who: Span | None) -> Mention | None:
    """ "The force put its own losses at 25": whose dead are counted, where it is the counter's."""
    tokens = frame.sentence.tokens[recount.start : recount.end]
    if who is None or not any(t.lower in ("its", "their") for t in tokens):
        return None
    return next((m for m in frame.document.actors_of(who) if m.id is not None), None)


def _said(frame: Frame, recount: Recount, who: Span | None, clause: Span) -> Attribution | None:
    """Who counts: the subject, with those who say that it counted; else whoever speaks."""
    outer = attribution_of(recount.number.core, frame.attributions)
    source = _source(frame, who) if who is not None else None
    if source is None:
        return outer
    told = frame.sentence.tree.top(recount.verb)
    under = told is not None and frame.sentence.tree.relation(told) == "ccomp"
    chain = outer.chain if outer is not None and under else ()
    if outer is not None and any((s.name, s.description) == (source.name, source.description) for s in outer.chain):
        return outer
    cue = frame.sentence.tokens[recount.start].span
    return Attribution((clause,), (source, *chain), "asserts", False, None, None, cue)


def _source(frame: Frame, who: Span) -> Source | None:
    phrase = frame.sentence.tokens_in(who)
    return source_of(phrase, frame.sentence, frame.document, verb=None) if phrase else None
