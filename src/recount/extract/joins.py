"""Which stretches of a sentence are joined as cause and effect, and by which words: "because of", "led to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recount.extract.clauses import BE, DETERMINERS, PREPOSITIONS
from recount.extract.judgements import Found, Needs, judgements
from recount.extract.splitting import clause_of, clauses_in
from recount.extract.syntax import Sentence
from recount.records import Span
from recount.words.lists import word_set

_STOPS = frozenset({";", "—", "–", ".", "”", '"'})
_JOINS = word_set(", which that and has have had also")
_LOOSE = word_set(", and but that while when")
_POINTS = word_set("this that which it these")
_NOT_BEFORE_VERB = DETERMINERS | PREPOSITIONS | frozenset({"-"})


@dataclass(frozen=True, slots=True)
class Joined:
    """Two stretches of text and how they are joined. A side of `None` is told nowhere."""

    type: str
    cue: Span
    cause: Span | None
    effect: Span | None
    needs: Needs
    before: Sentence | None = None
    verb: bool = False
    credits: bool = False


def joined_in(sentence: Sentence, before: Sentence | None) -> list[Joined]:
    lowers = [t.lower for t in sentence.tokens]
    if judgements().link_firsts.isdisjoint(lowers):
        return []
    found = []
    for hit in judgements().found_in(lowers):
        name = hit.first > 0 and bool(hit.cue.form) and sentence.tokens[hit.first].text[0].isupper()
        if hit.cue.family == "link" and not name and not _is_noun(hit, lowers) and not _asked(hit, lowers):
            made = _sides(hit, sentence, lowers, before)
            if made is not None:
                found.append(
                    replace(
                        made,
                        verb=bool(hit.cue.form),
                        credits=hit.cue.sides == "credited" or hit.cue.words[0] == "blamed",
                    )
                )
    return found


def _asked(hit: Found, lowers: Sequence[str]) -> bool:
    """ "Whether the one led to the other": a question, and no answer to it."""
    return "whether" in lowers[max(0, hit.first - _ASKED) : hit.first]


_ASKED = 6


def _is_noun(hit: Found, lowers: Sequence[str]) -> bool:
    """A verb's form that is a noun or an adjective here ("the cause", "limited resources")."""
    before = lowers[hit.first - 1] if hit.first else ""
    after = lowers[hit.last + 1] if hit.last + 1 < len(lowers) else ""
    if hit.cue.sides == "before" and not judgements().outcomes.isdisjoint(lowers[hit.last + 1 : hit.last + 4]):
        return True  # "caused material damage": the outcome of one happening, and nothing it led to
    if hit.cue.words == ("due", "to"):
        return before in BE and after not in DETERMINERS  # "is due to arrive"
    if not hit.cue.form:
        return hit.gap is not None and before in BE
    blames = hit.cue.sides == "credited"
    if hit.cue.form in ("base", "s") and len(hit.cue.words) == 1 and after not in DETERMINERS and not blames:
        return True
    if hit.cue.form == "base" and before in ("and", "or"):
        return True  # "will clear the town and enable a return": the mood stands too far off to be read
    passive = hit.cue.form == "past" and before in BE
    return passive or before in _NOT_BEFORE_VERB or (hit.cue.form == "ing" and before not in BE | {",", "and"})


def _sides(hit: Found, sentence: Sentence, lowers: list[str], before: Sentence | None) -> Joined | None:
    """Which stretches the words join, and which of them is the cause."""
    first, after, cue = hit.first, hit.last + 1, hit.cue
    span = _span(sentence, first, after)
    if cue.back:
        return _back(hit, sentence, lowers, before, span)
    if cue.sides == "attributed" and hit.gap is not None:
        return _joined(cue.type, span, _right(sentence, lowers, after), _span(sentence, *hit.gap), cue.needs)
    if cue.sides == "credited":
        return _credited(hit, sentence, lowers, before, span)
    start = _start(sentence, lowers, first)
    if cue.sides == "after":
        cause = _right(sentence, lowers, after)
        opens = first - start <= 1 and first < 3
        comma = next((i for i in range(after, len(lowers)) if lowers[i] == ","), None) if opens else None
        if opens and comma is None:
            return None
        if comma is not None:
            cause, effect = _span(sentence, after, comma), _right(sentence, lowers, comma + 1)
        else:
            effect = _span(sentence, start, first) if first > start else None
        return _joined(cue.type, span, cause, effect, cue.needs)
    left = _span(sentence, start, first) if first > start else None
    points = [w for w in lowers[start:first] if w in _POINTS]
    if points and first - start <= 2 and before is not None:
        made = _joined(cue.type, span, before.span, _right(sentence, lowers, after), cue.needs)
        return replace(made, before=before) if made is not None else None
    return _joined(cue.type, span, left, _right(sentence, lowers, after), cue.needs)


def _credited(hit: Found, sentence: Sentence, lowers: list[str], before: Sentence | None, span: Span) -> Joined | None:
    """ "They blame the rain", "blamed it on the rain", "credit the raids for the fall": what is blamed or credited is
    the cause; where no effect is named, it is what was told right before."""
    first, after = hit.first, hit.last + 1
    cause = _right(sentence, lowers, after)
    if cause is None:
        return None
    end = next((i for i, t in enumerate(sentence.tokens) if t.end == cause.end), after)
    comma = next((i for i in range(after, end) if lowers[i] == ","), end)
    turn = next((i for i in range(after + 1, min(comma, after + _FAR)) if lowers[i] in ("on", "for", "with")), None)
    if turn is not None and lowers[after] in _POINTS and before is not None and turn == after + 1:
        made = _joined(hit.cue.type, span, before.span, _span(sentence, turn + 1, end + 1), hit.cue.needs)
        return replace(made, cause=made.effect, effect=before.span, before=before) if made is not None else None
    if turn is not None and end > turn:
        one, two = _span(sentence, after, turn), _span(sentence, turn + 1, end + 1)
        return _joined(hit.cue.type, span, *((two, one) if lowers[turn] == "on" else (one, two)), hit.cue.needs)
    if lowers[first - 1 : first] == ["and"] and first > 2:
        return _joined(hit.cue.type, span, cause, _span(sentence, 0, first), hit.cue.needs)
    if before is None:
        return None
    made = _joined(hit.cue.type, span, cause, before.span, hit.cue.needs)
    return replace(made, before=before) if made is not None else None


_FAR = 9
"""Tokens of what is blamed before "on" or "for"."""


def _back(hit: Found, sentence: Sentence, lowers: list[str], before: Sentence | None, span: Span) -> Joined | None:
    """ "As a result, ...": what stands before it is the sentence before, or this sentence up to it."""
    first, after = hit.first, hit.last + 1
    opens = first <= 2 or lowers[first - 1] in ("and", ",", ";")
    closes = after >= len(lowers) or lowers[after] in _STOPS or (lowers[after] == "," and not opens)
    if first > 2 and not closes and lowers[first - 1] in ("and", ",", ";") and lowers[after] == ",":
        return _joined(hit.cue.type, span, _span(sentence, 0, first), _right(sentence, lowers, after), hit.cue.needs)
    if before is None or not ((first <= 1 and lowers[after : after + 1] == [","]) or closes):
        return None
    effect = _span(sentence, 0, first) if closes else _right(sentence, lowers, after + 1)
    made = _joined(hit.cue.type, span, before.span, effect, hit.cue.needs)
    return replace(made, before=before) if made is not None else None


def _joined(type_: str, cue: Span, cause: Span | None, effect: Span | None, needs: Needs) -> Joined | None:
    return Joined(type_, cue, cause, effect, needs) if cause is not None and effect is not None else None


def _start(sentence: Sentence, lowers: Sequence[str], first: int) -> int:
    """Where the stretch before a cue begins: with its clause, or with the one before where this has no subject."""
    if first == 0:
        return 0
    clauses = clauses_in(sentence)
    clause = clause_of(clauses, sentence.tokens[first - 1].start)
    start = _index(sentence, clause.span.start)
    if all(w in _JOINS for w in lowers[start:first]) and clause.index > 0:
        start = _index(sentence, clauses[clause.index - 1].span.start)
    while start < first and lowers[start] in _LOOSE:
        start += 1
    return max(start, next((i + 1 for i in range(first - 1, -1, -1) if lowers[i] in _STOPS), 0))


def _right(sentence: Sentence, lowers: Sequence[str], at: int) -> Span | None:
    """From a token to the end of its clause, or the next stop."""
    if at >= len(lowers):
        return None
    clause = clause_of(clauses_in(sentence), sentence.tokens[at].start)
    end = next((i for i in range(at, len(lowers)) if lowers[i] in _STOPS), len(lowers))
    end = min(end, next((i for i in range(at, len(lowers)) if sentence.tokens[i].start >= clause.span.end), end))
    while end > at and lowers[end - 1] in _LOOSE:
        end -= 1
    return _span(sentence, at, end) if end > at else None


def _index(sentence: Sentence, offset: int) -> int:
    return next(i for i, t in enumerate(sentence.tokens) if t.start >= offset)


def _span(sentence: Sentence, first: int, end: int) -> Span:
    return Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
