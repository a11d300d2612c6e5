"""A sentence split into clauses, by the words that open them. A parser will do this better; the shape stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recount.extract.clauses import AUXILIARIES, is_finite_like
from recount.extract.syntax import Sentence, Token
from recount.records import Span
from recount.words.lists import word_set

Opening = Literal["main", "and", "relative", "when", "after"]

_APART = frozenset({"after", "before", "since", "while", "whereas", "although", "though", "because", "until"})
_BESIDE = frozenset({"when", "as", "where"})
_RELATIVE = frozenset({"who", "which", "whose"})
_SAYING = word_set("said says say saying announced reported claimed added told stated confirmed believe believed")
_DESCRIBING = frozenset({"which", "where"})
_PARTS_OF_DAY = word_set("dawn noon midday midnight dusk sunset sunrise daybreak nightfall dark")
_AND = frozenset({"and", "but", "or", "yet"})
_FINITE = word_set("died says kill kills remain remains say claim claims became stood swept spoke thought")
_NO_CLAUSE_AFTER_AS = word_set("many well much few far a an part of saying")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with its own finite verb. `opening` is how it is joined to what stands before: clauses
    opened by "after", "before", "while" or a semicolon are about another time, the others go on with the same."""

    span: Span
    opening: Opening
    index: int


def clauses_in(sentence: Sentence) -> list[Clause]:
    """Clauses in order; together they cover the sentence. An empty sentence is one empty clause."""
    tokens = sentence.tokens
    if not tokens:
        return [Clause(sentence.span, "main", 0)]
    verbs = [i for i, token in enumerate(tokens) if _finite(token) or _puts(tokens, i)]
    cuts: list[tuple[int, Opening]] = [(0, "main")]
    for i in range(1, len(tokens)):
        opening = _opening(tokens, i)
        if opening is not None and _any(verbs, cuts[-1][0], i) and _any(verbs, i + 1, len(tokens)):
            cuts.append((i, opening))
    ends = [first - 1 for first, _ in cuts[1:]] + [len(tokens) - 1]
    return [
        Clause(Span(tokens[first].start, tokens[last].end), opening, n)
        for n, ((first, opening), last) in enumerate(zip(cuts, ends, strict=True))
    ]


def clause_of(clauses: list[Clause], offset: int) -> Clause:
    """The clause that holds an offset; the last one where none does (a mark between two)."""
    return next((c for c in clauses if offset < c.span.end), clauses[-1])


def _opening(tokens: Sequence[Token], i: int) -> Opening | None:
    word = tokens[i].lower
    if word == ";" or (word == "—" and sum(t.lower == "—" for t in tokens) == 1):
        return "after"
    if word in _APART:
        return None if _is_preposition(tokens, i) else "after"
    if word in _BESIDE:
        return _beside(tokens, i)
    if word in _RELATIVE:
        return "relative"
    if word == "that" and tokens[i - 1].lower not in _SAYING and _verb_follows(tokens, i + 1):
        return "relative"
    if word in _AND and (tokens[i - 1].lower == "," or (_starts_clause(tokens, i + 1) and _told_since(tokens, i))):
        return "and"
    return None


def _is_preposition(tokens: Sequence[Token], i: int) -> bool:
    """ "after the attack" opens no clause, "after rebels attacked" does: a verb must come before the next comma, and
    before a clause that describes a noun. "Before dawn" is a time."""
    for n, token in enumerate(tokens[i + 1 : i + 14]):
        if token.lower in (",", ";") or token.lower in _DESCRIBING or (not n and token.lower in _PARTS_OF_DAY):
            return True
        if _finite(token):
            return False
    return True


def _beside(tokens: Sequence[Token], i: int) -> Opening | None:
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if tokens[i].lower == "as" and (
        tokens[i - 1].lower in ("as", "such", "well", "same", "far", "known") or after in _NO_CLAUSE_AFTER_AS
    ):
        return None
    return None if _is_preposition(tokens, i) else "when"


def _starts_clause(tokens: Sequence[Token], i: int) -> bool:
    """After a bare "and" a subject and soon an auxiliary make a clause ("and rebels have", not "and seized")."""
    if i >= len(tokens) or _finite(tokens[i]):
        return False
    for n, token in enumerate(tokens[i : i + 7]):
        if token.lower in (",", ";", "and", "or", "to"):
            return False
        if n and token.lower in AUXILIARIES:
            return True
    return False


def _verb_follows(tokens: Sequence[Token], i: int) -> bool:
    return any(_finite(token) for token in tokens[i : i + 2])


def _told_since(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb stands between the last comma and the "and": else it only joins two subjects."""
    for token in reversed(tokens[:i]):
        if token.lower in (",", ";", ":"):
            return False
        if _finite(token):
            return True
    return False


def _any(verbs: Sequence[int], first: int, last: int) -> bool:
    return any(first <= v < last for v in verbs)


def _puts(tokens: Sequence[Token], i: int) -> bool:
    """ "Put the toll at 21", "put it at 40"."""
    return tokens[i].lower in ("put", "puts") and any(t.lower == "at" for t in tokens[i + 2 : i + 5])


def _finite(token: Token) -> bool:
    return is_finite_like(token.lower) or token.lower in _FINITE
