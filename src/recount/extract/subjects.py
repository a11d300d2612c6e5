"""The noun phrase before a verb, by its words."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.clauses import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    is_adverb,
    is_finite_like,
)
from recount.extract.syntax import Token
from recount.words.lists import word_set

_WALL = frozenset('“”"«»;:—–()[]?!|•') | word_set(
    "that but while after when because although though if unless until before where whereas whether as than so"
)
_MARKS = frozenset('“”"«»')
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later recently week "
    "month year"
)
_CONTRACTED = word_set(
    "it's i'm he's she's that's there's they're we're you're don't doesn't can't isn't aren't what's i've we've"
)
_NEVER_LAST = word_set("and or as than that but if when while because so though although whether then")
TITLES = word_set("mr mrs ms dr gen lt col sen rep gov maj mg ltg sgt capt prof st brig adm cmdr pres hon rev jr sr")
_REACH = 16

Range = tuple[int, int]


def subject_before(tokens: Sequence[Token], lowers: Sequence[str], verb: int) -> tuple[Range | None, int]:
    """(token range of the subject or `None`, first token of the verb group with its auxiliaries and adverbs)."""
    j = verb - 1
    while j >= 0 and (lowers[j] in AUXILIARIES or is_adverb(lowers[j])) and lowers[j] not in {"even"}:
        j -= 1
    group = j + 1
    if j >= 1 and lowers[j] in _DAYS and lowers[j - 1] in {"on", "last", "this"}:
        j -= 2
    if j < 0 or lowers[j] in _MARKS or lowers[j] in PREPOSITIONS or lowers[j] in _NEVER_LAST:
        return None, group
    if lowers[j] in {"who", "which"}:
        return _antecedent(tokens, lowers, j), group
    if lowers[j] == ",":
        return _apposed(tokens, lowers, j), group
    start = _walk(lowers, j)
    unclosed = _unclosed(tokens, lowers, start)
    start = unclosed if unclosed is not None else _past_adverbial(tokens, lowers, start, j)
    return ((start, j + 1) if start <= j else None), group


def _unclosed(tokens: Sequence[Token], lowers: Sequence[str], start: int) -> int | None:
    """The name before an apposition whose second comma is missing ("The Front, a militia that is small said")."""
    for m in range(start - 1, max(0, start - 8), -1):
        if lowers[m] in {";", ":"} or lowers[m] in _MARKS:
            return None
        if lowers[m] == "," and lowers[m + 1] in {"a", "an"} and tokens[m - 1].text[0].isupper():
            relative = any(w in {"that", "who", "which"} for w in lowers[m + 1 : start + 1])
            return _walk(lowers, m - 1) if relative else None
    return None


def _walk(lowers: Sequence[str], end: int) -> int:
    """Go left from the last token of a noun phrase to its first."""
    j = end
    while j > 0 and end - j < _REACH:
        left = lowers[j - 1]
        if left == "." and is_abbreviation(lowers, j - 1):
            j -= 2
            continue
        if left == ")" and j >= 3 and lowers[j - 3] == "(":
            j -= 3
            continue
        if left in _WALL or left in {",", "."} or left in _CONTRACTED:
            return j
        if left in {"and", "or"} and _verbal(lowers, j - 1):
            return j
        if _finite_before(lowers, j - 1):
            return j
        j -= 1
    return j


def _finite_before(lowers: Sequence[str], at: int) -> bool:
    """Whether a token is a finite verb of another clause, not one of a relative clause or of "U.S.-led"."""
    finite = lowers[at] in BE or lowers[at] in HAVE or lowers[at] in IRREGULAR_PASTS
    return finite and not _relative(lowers, at) and not (at > 0 and lowers[at - 1] == "-")


def _verbal(lowers: Sequence[str], conjunction: int) -> bool:
    """Whether a clause and not a noun phrase stands before "and"."""
    j = conjunction - 1
    while j >= 0 and conjunction - j < 9 and lowers[j] not in _WALL and lowers[j] != ",":
        if is_finite_like(lowers[j]) and not (j > 0 and lowers[j - 1] == "-"):
            return True
        j -= 1
    return j >= 0 and lowers[j] == "," and j == conjunction - 1


def _relative(lowers: Sequence[str], at: int) -> bool:
    return any(w in {"who", "which", "whose"} for w in lowers[max(0, at - 6) : at])


def _past_adverbial(tokens: Sequence[Token], lowers: Sequence[str], start: int, end: int) -> int:
    """Leave out "On Monday" or "In Baghdad" before the subject: a subject does not begin with a preposition."""
    while start < end and lowers[start] in {"and", "or", "then", "still", "yet", "also", "meanwhile", "however", "nor"}:
        start += 1
    if lowers[start] not in PREPOSITIONS:
        return start
    for k in range(start + 2, end + 1):
        if (
            lowers[k] in DETERMINERS
            or (tokens[k].text[0].isupper() and lowers[k - 1] in _DAYS)
            or lowers[k] in {"he", "she", "they", "it"}
        ):
            return k
    return end if lowers[end] not in PREPOSITIONS else end + 1


def _apposed(tokens: Sequence[Token], lowers: Sequence[str], comma: int) -> Range | None:
    """The subject of "X, a spokesman for Y, said": the phrase before an apposition or a relative clause."""
    j = comma - 1
    while j > 0 and comma - j < 24 and lowers[j] != "," and lowers[j] not in {";", ":", "”", '"'}:
        j -= 1
    if j <= 0 or lowers[j] != ",":
        return None
    opens = lowers[j + 1]
    if comma - j <= 3 and opens in {"however", "meanwhile", "too", "though", "in", "for", "also"}:
        start = _past_adverbial(tokens, lowers, _walk(lowers, j - 1), j - 1)
        return (start, j) if start < j else None
    if not (
        opens in {"a", "an", "the", "who", "which", "whose", "one", "head"}
        or tokens[j + 1].text[0].islower()
        or is_title(tokens[j + 1])
    ):
        return None
    if opens in {"saying", "adding", "and", "but"} or opens.endswith("ing"):
        return None
    start = _past_adverbial(tokens, lowers, _walk(lowers, j - 1), j - 1)
    head = range(start, j)
    if len(head) == 0 or len(head) > 10 or any(lowers[k] in BE or lowers[k] in IRREGULAR_PASTS for k in head):
        return None
    return start, comma


def is_abbreviation(lowers: Sequence[str], stop: int) -> bool:
    """Whether a full stop belongs to a title or an initial ("Lt. Gen.", "John F. Smith")."""
    return 0 < stop < len(lowers) - 1 and (
        lowers[stop - 1] in TITLES or (len(lowers[stop - 1]) == 1 and lowers[stop - 1].isalpha())
    )


def is_title(token: Token) -> bool:
    """Whether a capitalised word opens an apposition ("Director of ...")."""
    return token.lower in {
        "director",
        "commander",
        "president",
        "chairman",
        "governor",
        "head",
        "chief",
        "professor",
        "minister",
        "leader",
        "secretary",
    }


def _antecedent(tokens: Sequence[Token], lowers: Sequence[str], relative: int) -> Range | None:
    end = relative - 1
    if end >= 0 and lowers[end] == ",":
        end -= 1
    if end < 0 or lowers[end] in _WALL or lowers[end] in _NEVER_LAST:
        return None
    start = _past_adverbial(tokens, lowers, _walk(lowers, end), end)
    return (start, end + 1) if start <= end else None
