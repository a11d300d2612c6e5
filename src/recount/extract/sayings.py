"""Sayings: each cue of speech in a sentence with the words of its speaker and of what is said, as token ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, SUBJECTS, is_adverb
from recount.extract.contents import (
    AFTER,
    CLOSING,
    OPENING,
    between,
    content_after,
    content_before,
    pre_start,
    resumed,
    sentence_end,
    to_end,
    within_relative,
)
from recount.extract.cues import Speech, cues
from recount.extract.subjects import Range, subject_after, subject_before
from recount.extract.syntax import Token
from recount.records import Stance

_TAIL = frozenset(".!?")
_HEARSAY = {"reportedly", "allegedly", "apparently"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue at tokens `cue`, its speaker and content. `speaker` `None`: nobody is named, or the one before speaks on
    (`inherits`). `lemma` is the verb; `negated` where the verb is denied ("did not say")."""

    cue: Range
    speaker: Range | None
    content: tuple[Range, ...]
    lemma: str
    stance: Stance
    inherits: bool = False
    agentless: bool = False


def sayings_in(tokens: Sequence[Token], quoted: frozenset[int]) -> list[Saying]:
    """Sayings of one sentence in order of cue; `quoted` are the tokens inside quotation marks."""
    lowers = _with_marks(tokens)
    found: list[Saying] = []
    k = 0
    while k < len(tokens):
        saying = _at(tokens, lowers, quoted, k, found)
        if saying is not None:
            found.append(saying)
            k = max(saying.cue[1], k + 1)
        else:
            k += 1
    return _trimmed(found, lowers)


def speaking_in(tokens: Sequence[Token]) -> Iterator[Range]:
    """Subjects of "said", whether or not what they said is told ("said in a statement and left")."""
    lowers = [t.lower for t in tokens]
    for k, lower in enumerate(lowers):
        if lower in {"said", "told", "says", "spoke", "added"}:
            subject, _ = subject_before(tokens, lowers, k)
            if subject is not None:
                yield subject


@cache
def _openers() -> frozenset[str]:
    """Tokens with which a cue may begin; most tokens begin none."""
    given = cues()
    return given.prepositions.firsts | given.hedges.firsts | given.speech.firsts | frozenset(given.nouns)


def _with_marks(tokens: Sequence[Token]) -> list[str]:
    """The tokens in lower case, two apostrophes side by side read as a quotation mark."""
    lowers = [t.lower for t in tokens]
    for k in range(len(lowers) - 1):
        if tokens[k].text == "'" == tokens[k + 1].text and tokens[k].end == tokens[k + 1].start:
            lowers[k] = lowers[k + 1] = '"'
    return lowers


def _at(
    tokens: Sequence[Token], lowers: list[str], quoted: frozenset[int], k: int, before: list[Saying]
) -> Saying | None:
    given = cues()
    if lowers[k] not in _openers():
        return None
    for end, words_ in given.prepositions.at(lowers, k):
        return _prepositional(lowers, k, end, words_)
    for end, stance in given.hedges.at(lowers, k):
        if not (lowers[k] in {"reported", "alleged"} and (k == 0 or lowers[k - 1] not in DETERMINERS)):
            if _hedges_verb(lowers, end):
                continue
            return _hedge(lowers, k, end, stance)
    if lowers[k] in given.nouns and lowers[k + 1 : k + 2] == ["that"] and not _said_by_name(tokens, lowers, k):
        return _noun(tokens, lowers, k, given.nouns[lowers[k]])
    if _ends_name(tokens, lowers, k):
        return None
    for end, speech in given.speech.at(lowers, k):
        saying = _verb(tokens, lowers, quoted, k, end, speech, before)
        if saying is not None:
            return saying
    return None


def _ends_name(tokens: Sequence[Token], lowers: list[str], k: int) -> bool:
    """ "Islamic State", "the State Report": a noun that could be a verb ends a name where both are written large."""
    large = k > 0 and tokens[k].text[0].isupper() and tokens[k - 1].text[0].isupper()
    return large and lowers[k] in cues().nouns_too and not tokens[k].text.isupper()


def _said_by_name(tokens: Sequence[Token], lowers: list[str], k: int) -> bool:
    """ "The United Nations estimates that": right after a name a form in -s is a verb."""
    plain = k > 0 and tokens[k - 1].text[0].isupper() and not lowers[k - 1].endswith(("'s", "s'"))
    return plain and lowers[k].endswith("s") and lowers[k - 1] not in DETERMINERS


def _prepositional(lowers: list[str], k: int, end: int, lemma: str) -> Saying | None:
    """ "According to X, ..." and "..., according to X"."""
    speaker = subject_after(lowers, end)
    if speaker is None:
        return None
    stop = sentence_end(lowers)
    parts: list[Range] = []
    if k > 1:
        start = pre_start(lowers, k)
        if k - start > 1:
            parts.append((start, k - 1 if lowers[k - 1] == "," else k))
    after = speaker[1] + (1 if speaker[1] < len(lowers) and lowers[speaker[1]] in {",", ":"} else 0)
    if after < stop and lowers[speaker[1]] in {",", ":"} and (not parts or _carries_on(lowers, after)):
        parts.append((after, stop))
    return Saying((k, end), speaker, tuple(parts), lemma, "asserts") if parts else None


def _carries_on(lowers: list[str], start: int) -> bool:
    """Whether what follows a parenthesis goes on with the sentence before it."""
    return lowers[start] not in {"who", "which", "a", "an", "while", "but"} and len(lowers) - start > 2


def _hedges_verb(lowers: list[str], end: int) -> bool:
    """Whether the adverb bends a verb of speech ("reportedly told"), which then carries the stance."""
    return end < len(lowers) and any(speech.form in {"past", "s"} for _, speech in cues().speech.at(lowers, end))


def _noun(tokens: Sequence[Token], lowers: list[str], k: int, stance: Stance) -> Saying | None:
    """ "The coalition's claim that ..." has a speaker; "reports that ..." has none."""
    stop = next((j for j in range(k + 2, len(lowers)) if lowers[j] in {",", ";"}), sentence_end(lowers))
    if stop <= k + 2 or (k > 0 and lowers[k - 1] in {"to", "we", "they", "i", "officials"}):
        return None
    owner = k > 0 and lowers[k - 1].endswith(("'s", "s'"))
    speaker, _ = subject_before(tokens, lowers, k) if owner else (None, k)
    content = ((k + 1, stop),)
    return Saying((k, k + 1), speaker, content, lowers[k].rstrip("s"), stance, agentless=speaker is None)


def _hedge(lowers: list[str], k: int, end: int, stance: Stance) -> Saying | None:
    """ "Reportedly", "is said to": nobody is named; the clause around is the content."""
    start, stop = k, end
    while (
        start > 0
        and lowers[start - 1] not in {";", "“", "”", '"', ":"}
        and not (lowers[start - 1] == "," and k - start > 3)
    ):
        start -= 1
    while (
        stop < len(lowers)
        and lowers[stop] not in {";", "“", "”", '"'}
        and not (lowers[stop] in _TAIL and stop == len(lowers) - 1)
    ):
        if lowers[stop] == "," and stop + 1 < len(lowers) and lowers[stop + 1] in {"but", "while", "although"}:
            break
        stop += 1
    parts = tuple(part for part in ((start, k), (end, stop)) if part[1] > part[0])
    return Saying((k, end), None, parts, "", stance, agentless=True) if parts else None


def _verb(
    tokens: Sequence[Token],
    lowers: list[str],
    quoted: frozenset[int],
    k: int,
    end: int,
    speech: Speech,
    before: list[Saying],
) -> Saying | None:
    subject, group = subject_before(tokens, lowers, k)
    auxiliaries = lowers[group:k]
    if speech.form == "ing" and not any(w in BE for w in auxiliaries):
        subject = None
    if speech.form == "past" and lowers[end : end + 1] == ["by"]:
        return _passive(lowers, group, end, speech)
    if any(w in {"not", "never", "didn't", "don't", "doesn't"} for w in auxiliaries) or "to" in auxiliaries:
        return None
    if speech.form == "past" and any(w in BE for w in auxiliaries):
        return None
    if speech.form == "base" and not auxiliaries and not _plural(lowers, subject):
        return None
    content = content_after(lowers, quoted, end, speech, documents=_document(lowers, subject))
    turned = None
    if subject is None or _is_quote_end(lowers, group - 1):
        turned = _turned(tokens, lowers, group, end, speech)
    if turned is not None:
        return turned
    inherits = subject is None and _participle(lowers, group, speech, before)
    if subject is None and not inherits:
        return None
    if content is None or (subject is not None and between(lowers, subject[0], end)):
        content = content_before(lowers, quoted, subject, group, content)
    if content is None and subject is not None and "clause" in speech.takes and lowers[end : end + 1] == [","]:
        content = to_end(lowers, quoted, end + 1, sentence_end(lowers)) if end + 3 < len(lowers) else None
    if content is None or (subject is not None and _noun_use(tokens, lowers, k, end)):
        return None
    if group > 1 and lowers[group - 1] in {"who", "which"}:
        content = within_relative(lowers, content, commas=lowers[group - 2] == ",")
    stance = "reports" if speech.stance == "asserts" and _HEARSAY & set(auxiliaries) else speech.stance
    return Saying((group, end), subject, content, speech.lemma, stance, inherits=inherits)


def _passive(lowers: list[str], group: int, end: int, speech: Speech) -> Saying | None:
    """ "..., as stated by X" and "was announced by X": the speaker follows, the content stands before."""
    speaker = subject_after(lowers, end + 1)
    stop = group - 1 if group and lowers[group - 1] == "as" else group
    while stop > 0 and (lowers[stop - 1] in {",", "as"} or is_adverb(lowers[stop - 1])):
        stop -= 1
    start = pre_start(lowers, stop) if stop > 1 else 0
    if speaker is None or stop - start < 2:
        return None
    return Saying((group, end + 1), speaker, ((start, stop),), speech.lemma, speech.stance)


def _document(lowers: list[str], subject: Range | None) -> bool:
    """Whether a document speaks, whose verbs take a clause without "that" ("the audit found attacks fell")."""
    return subject is not None and any(cues().speakers.get(w) == "document" for w in lowers[subject[0] : subject[1]])


def _plural(lowers: list[str], subject: Range | None) -> bool:
    """Whether a plain form agrees with its subject ("officials say", "we believe")."""
    if subject is None:
        return False
    phrase = lowers[subject[0] : subject[1]]
    return (
        phrase[-1] in {"they", "we", "i", "you", "who", "people", "police"}
        or "and" in phrase
        or any(w.endswith("s") and not w.endswith(("ss", "'s")) for w in phrase)
    )


def _noun_use(tokens: Sequence[Token], lowers: list[str], k: int, end: int) -> bool:
    """Whether a form that is a noun or adjective too is one here: by the word before it, or no clause after."""
    if lowers[k] not in cues().nouns_too:
        return False
    before = lowers[k - 1] if k else ""
    if (
        before in DETERMINERS
        or before in {"of", "in", "with", "by", "-", "most", "more"}
        or before.endswith(("'s", "s'"))
    ):
        return True
    after = lowers[end] if end < len(lowers) else ""
    if after in DETERMINERS or after in SUBJECTS or after in OPENING or after in {"that", "to"}:
        return False
    past = lowers[k].endswith("ed")
    if past or tokens[k - 1].text[0].isupper() or before in SUBJECTS:
        return after in {".", "-"} and not past
    return not (end < len(tokens) and tokens[end].text[0].isupper())


def _participle(lowers: list[str], group: int, speech: Speech, before: list[Saying]) -> bool:
    """ "..., adding that": the one who spoke before, or the subject of the sentence, speaks on."""
    if group < 2:
        return False
    if speech.form == "ing":
        return bool(before) or lowers[group - 1] in {",", "and", "while", "by", "—", "in"} | CLOSING
    return speech.form == "past" and lowers[group - 1] == "and" and (bool(before) or "clause" in speech.takes)


def _turned(tokens: Sequence[Token], lowers: list[str], group: int, end: int, speech: Speech) -> Saying | None:
    """ "..., said X": the verb stands before its speaker."""
    if group < 2 or speech.form in {"ing", "base"} or lowers[group - 1] not in {","} | CLOSING:
        return None
    if end >= len(lowers) or not _may_speak(tokens, lowers, end, after_quote=lowers[group - 1] in CLOSING):
        return None
    speaker = subject_after(lowers, end)
    if speaker is None or any(is_verbish(lowers[j]) for j in range(speaker[0], min(speaker[1], speaker[0] + 5))):
        return None
    start = pre_start(lowers, group)
    stop = group - 1 if lowers[group - 1] == "," else group
    if stop <= start:
        return None
    return Saying((group, end), speaker, ((start, stop), *resumed(lowers, speaker[1] - 1)), speech.lemma, speech.stance)


def _may_speak(tokens: Sequence[Token], lowers: list[str], k: int, *, after_quote: bool) -> bool:
    """Whether a speaker may begin at a token: a name, a determiner or a role; after a quotation any noun."""
    if after_quote:
        return tokens[k].text[0].isalnum() and lowers[k] not in AFTER and lowers[k] != "that"
    return tokens[k].text[0].isupper() or lowers[k] in DETERMINERS or lowers[k] in cues().speakers


def is_verbish(lower: str) -> bool:
    """Whether a word after "said" shows that a clause and not a speaker follows."""
    return lower in AUXILIARIES and lower != "'s"


def _is_quote_end(lowers: list[str], k: int) -> bool:
    return k >= 0 and lowers[k] in CLOSING


def _trimmed(found: list[Saying], lowers: list[str]) -> list[Saying]:
    """Cut each content where another saying begins beside it and not inside it ("A said X and B said Y")."""
    return list(_each_trimmed(found, lowers))


def _each_trimmed(found: list[Saying], lowers: list[str]) -> Iterator[Saying]:
    for i, saying in enumerate(found):
        cut = saying
        for other in found[i + 1 :]:
            first = other.speaker[0] if other.speaker is not None and other.speaker[0] < other.cue[0] else other.cue[0]
            ahead = other.speaker is not None and any(end <= first for _, end in other.content)
            clause = first > 0 and lowers[first - 1] in {"and", "while", "but"} and _clause_before(lowers, first)
            beside = other.inherits or ahead or clause
            if beside and not other.agentless and first > saying.cue[1]:
                cut = _cut_at(cut, first, lowers)
                break
        if cut.content:
            yield cut


def _clause_before(lowers: list[str], first: int) -> bool:
    return lowers[first - 2 : first - 1] == [","] or lowers[first - 1] in {"while", "but"}


def _cut_at(saying: Saying, first: int, lowers: list[str]) -> Saying:
    parts = []
    for start, end in saying.content:
        if start < first < end:
            end = first
            while end > start and (lowers[end - 1] in {",", "and", "while", "but", "—"} or is_adverb(lowers[end - 1])):
                end -= 1
        if end > start:
            parts.append((start, end))
    return replace(saying, content=tuple(parts))
