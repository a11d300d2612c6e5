"""What is said: where the content of a saying begins and ends, before its verb, after it, or on both sides."""

from __future__ import annotations

from recount.extract.clauses import BE, DETERMINERS, PREPOSITIONS, SUBJECTS
from recount.extract.cues import Speech
from recount.extract.subjects import Range
from recount.words.lists import word_set

OPENING = frozenset('“"«')
CLOSING = frozenset('”"»')
AFTER = PREPOSITIONS | word_set(
    "late early last earlier monday tuesday wednesday thursday friday saturday sunday yesterday today tonight later "
    "again when while as separately recently publicly"
)
_TAIL = frozenset(".!?")
_COMMA = {",", "—", "–", "-"}
_REACH = 16
"""Tokens of place and time between a verb of speech and the "that" or quotation which it opens."""


def within_relative(lowers: list[str], content: tuple[Range, ...], *, commas: bool) -> tuple[Range, ...]:
    """A saying in a relative clause ends with it: at the comma, or where the main verb comes."""
    (start, end), *_ = content
    if commas or lowers[start] == "that":
        return ((start, next((j for j in range(start + 1, end) if lowers[j] == ","), end)),)
    return ((start, next((j for j in range(start + 1, end) if lowers[j] in BE or lowers[j] == ","), end)),)


def between(lowers: list[str], subject: int, end: int) -> bool:
    """Whether the saying stands in the middle of its content: "...," he said, "..." """
    before = lowers[subject - 1] if subject else ""
    return before in CLOSING or (before == "," and lowers[end : end + 1] == [","])


def content_after(
    lowers: list[str], quoted: frozenset[int], end: int, speech: Speech, *, documents: bool
) -> tuple[Range, ...] | None:
    """What the verb takes after it, `None` where its frames do not fit what follows."""
    i, stop = end, sentence_end(lowers)
    clause = bool(speech.takes & {"clause", "that", "quote"})
    bare = "clause" in speech.takes or (documents and "that" in speech.takes)
    if "hearer" in speech.takes:
        i, heard = _past_hearer(lowers, i)
        clause = clause or heard
    if i >= stop:
        return None
    if clause:
        opened = _opening(lowers, i, stop)
        if opened is not None:
            return to_end(lowers, quoted, opened, stop)
    if lowers[i] in _COMMA or lowers[i] in CLOSING - OPENING:
        return None
    if "infinitive" in speech.takes and lowers[i] == "to":
        return to_end(lowers, quoted, i, stop)
    if "of" in speech.takes and lowers[i] not in AFTER:
        of = next((j for j in range(i, min(i + 12, stop)) if lowers[j] in {"of", "for", "with"}), None)
        return to_end(lowers, quoted, i, stop) if of is not None else None
    if bare and lowers[i] not in AFTER - {"as"}:
        return to_end(lowers, quoted, i, stop)
    if "hearer" in speech.takes and clause and lowers[i] not in AFTER and i > end:
        return to_end(lowers, quoted, i, stop)
    if "object" in speech.takes and (lowers[i] not in AFTER or lowers[end - 1] in PREPOSITIONS):
        return to_end(lowers, quoted, i, stop)
    return _past_adverbials(lowers, quoted, i, stop) if "clause" in speech.takes else None


def _opening(lowers: list[str], i: int, stop: int) -> int | None:
    """Where "that", a quotation or a colon opens the content, at once or after adverbials."""
    j = i
    while j < min(i + _REACH, stop):
        lower = lowers[j]
        if lower == "that" or (lower in {"whether", "how", "why", "what"} and j == i):
            return j
        if lower in OPENING and (j == i or lower != '"' or lowers[j - 1] in {",", ":"} or j - i < 8):
            return j
        if lower == ":" and j + 1 < stop:
            return j + 1
        if j == i and lower not in AFTER and lower != ",":
            return None
        if lower in {";", "but"} or (lower == "," and j > i and lowers[j + 1 : j + 2] not in (["“"], ['"'], ["that"])):
            return None
        if lower == "," and j == i and lowers[j + 1 : j + 2] not in (["“"], ['"']):
            return None
        j += 1
    return None


def _past_hearer(lowers: list[str], i: int) -> tuple[int, bool]:
    """One past the hearer of "told X": (token, whether there was one)."""
    j = i
    if j < len(lowers) and lowers[j] in {
        "him",
        "her",
        "them",
        "me",
        "us",
        "you",
        "reporters",
        "journalists",
        "parliament",
    }:
        return j + 1, True
    while j < len(lowers) and j - i < 10:
        lower = lowers[j]
        if lower in {
            "that",
            ",",
            ":",
            "”",
            "“",
            '"',
            ".",
            "in",
            "on",
            "at",
            "during",
            "he",
            "she",
            "they",
            "it",
            "we",
            "there",
            "to",
            "about",
            "last",
            "earlier",
        }:
            break
        if j > i and lower in DETERMINERS:
            break
        j += 1
    return (j, True) if j > i else (i, False)


def _past_adverbials(lowers: list[str], quoted: frozenset[int], i: int, stop: int) -> tuple[Range, ...] | None:
    """After "said in Baghdad on Monday" without "that": content starts at the next determiner, pronoun or comma."""
    for j in range(i + 1, min(i + _REACH, stop)):
        if lowers[j] == ",":
            return None
        if (lowers[j] in DETERMINERS and lowers[j - 1] not in PREPOSITIONS) or lowers[j] in SUBJECTS:
            return to_end(lowers, quoted, j, stop)
    return None


def to_end(lowers: list[str], quoted: frozenset[int], start: int, stop: int) -> tuple[Range, ...]:
    """Content from a token to where it ends: the close of its quotation, a turn ("; ", ", but"), or the sentence."""
    j = start
    inside = start > 0 and start - 1 in quoted and lowers[start - 1] not in CLOSING
    opens_quote = lowers[start] in OPENING or (
        lowers[start] == "that" and start + 1 < stop and lowers[start + 1] in OPENING
    )
    while j < stop:
        if j not in quoted:
            if inside:
                break
            if lowers[j] == ";" or (
                lowers[j] in {",", "—"} and j + 1 < stop and lowers[j + 1] in {"but", "while", "although", "though"}
            ):
                break
            if opens_quote and j > start and j - 1 in quoted and lowers[j] not in CLOSING:
                break
        j += 1
    return ((start, j),)


def content_before(
    lowers: list[str], quoted: frozenset[int], subject: Range | None, group: int, after: tuple[Range, ...] | None
) -> tuple[Range, ...] | None:
    """Content that stands before its speaker: "..., X said"."""
    if subject is None:
        return after
    s = subject[0]
    if s < 3 or lowers[s - 1] not in {",", "?", "!", "—"} | CLOSING:
        return after
    start = _quote_start(lowers, s) or pre_start(lowers, s)
    if start >= s - 1 or lowers[start] in {"as"}:
        return after
    if lowers[start] in PREPOSITIONS and s - start < 8 and s - 1 not in quoted:
        return after
    end = s - 1 if lowers[s - 1] in {",", "—"} else s
    parts: list[Range] = [(start, end)]
    return (*parts, *(after or resumed(lowers, group))) or None


def _quote_start(lowers: list[str], s: int) -> int | None:
    """Where the quotation before a speaker opens, if words that introduce it stand before."""
    if lowers[s - 1] not in CLOSING and lowers[s - 2 : s] != ["”", ","]:
        return None
    for j in range(s - 3, 0, -1):
        if lowers[j] in OPENING:
            return j if lowers[j - 1] in {",", ":", "that"} else None
    return None


def resumed(lowers: list[str], group: int) -> tuple[Range, ...]:
    """The rest of a quotation cut by its speaker: "...," he said, "..." """
    stop = sentence_end(lowers)
    for j in range(group + 1, min(group + 14, stop - 1)):
        if lowers[j] in {",", "."} and lowers[j + 1] in OPENING:
            return ((j + 1, stop),)
    return ()


def pre_start(lowers: list[str], s: int) -> int:
    """The first token of what stands before a speaker: after a semicolon, else the start of the sentence."""
    j = s - 1
    while j > 0 and lowers[j - 1] not in {";", "•"}:
        j -= 1
    while j < s and lowers[j] in {"-", "*", "and", "but"}:
        j += 1
    return j


def sentence_end(lowers: list[str]) -> int:
    """One past the last token that is not a final stop; a closing mark stays."""
    stop = len(lowers)
    if stop and lowers[stop - 1] in _TAIL:
        stop -= 1
    return stop
