"""What is judged, and how: "capable of", "unable to operate without", "could not verify". The words have it, not we."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.clauses import BE, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS, is_adverb
from recount.extract.judgements import Found
from recount.extract.scene import Scene
from recount.extract.speaking import subject_at
from recount.extract.subjects import subject_before
from recount.records import Mention, Span, Verdict
from recount.words.lists import word_set

_COPULAS = BE | word_set(
    """become becomes became remain remains remained seem seems seemed appear appears appeared prove proves proved look
    looks looked grow grows grew grown"""
)
_BETWEEN = word_set(
    """not n't yet never still also no longer as only less more most very far too much a the largely increasingly highly
    fully been being to be"""
)
_NEGATIONS = frozenset({"not", "n't", "never", "hardly", "neither"})
_NEGATED = word_set(
    "not no cannot unable incapable lack lacks lacked lacking fail fails failed failing without little never"
)
_FLIP: dict[str, Verdict] = {"favourable": "unfavourable", "unfavourable": "favourable"}
_EMPTY = word_set("it there that this which who what he she they we i those these")
_MEANT = frozenset({"it", "them", "this", "that", "these", "those"})
_STOP = frozenset({",", ";", ".", ":", "—", "–", ")", "”", '"', "(", "but"})
_OPENS = word_set('that and but say says said believe believes , “ " ‘ :') - {"and"}
_LONG = 14


@dataclass(frozen=True, slots=True)
class Verdicted:
    """A judgement read from a sentence: what is judged in the report's words, the party if it is one, and how.
    `cue` is the words that judge, `verb` the word whose mood is theirs;
    `negated` where the cue itself holds a "not"; `judged` where the words of `about` stand."""

    verdict: Verdict
    about: str
    party: Mention | None
    cue: Span
    verb: Span
    span: Span
    negated: bool
    judged: Span

    @property
    def turned(self) -> Verdict:
        """The verdict where a "not" stands before the words."""
        return _FLIP.get(self.verdict, self.verdict)


def verdicts_in(scene: Scene, cues: Sequence[Found]) -> list[Verdicted]:
    """Judgements in order of their words; one that stands in what another judges with the same words is left."""
    found: list[Verdicted] = []
    for cue in cues:
        made = _verdict(scene, cue, found[-1] if found else None) if cue.cue.family == "assessment" else None
        if made is not None:
            found.append(made)
    objects = [v for v in found if v.about and scene.sentence.text.find(" as ") >= 0]
    return [v for v in found if not any(o is not v and o.span.holds(v.cue) and o.about == v.about for o in objects)]


def _verdict(scene: Scene, found: Found, before: Verdicted | None) -> Verdicted | None:
    cue = found.cue
    if cue.judges == "object":
        return _of_object(scene, found)
    verb = _copula(scene, found.first) if cue.after_be else found.first
    if verb is None or _nominal(scene, found):
        return None
    turned = cue.after_be and any(w in _NEGATIONS for w in scene.lowers[verb + 1 : found.first])
    if cue.judges == "clause":
        return _of_clause(scene, found)
    subject = _shared(scene, verb, before) or _subject(scene, verb)
    if subject is None:
        return None
    verdict: Verdict = _FLIP.get(cue.type, cue.type) if turned else cue.type  # type: ignore[assignment]
    return _made(scene, found, subject, verb, verdict, bool(_NEGATED.intersection(cue.words)))


def _shared(scene: Scene, verb: int, before: Verdicted | None) -> tuple[int, int] | None:
    """The subject of "was weaker but remained a threat" for its second verb: that of the judgement before."""
    j = verb - 1
    while j > 0 and is_adverb(scene.lowers[j]) and scene.lowers[j] != "yet":
        j -= 1
    if before is None or j < 0 or scene.lowers[j] not in ("but", "and", "yet"):
        return None
    tokens = scene.sentence.tokens
    start = next((i for i, t in enumerate(tokens) if t.start == before.judged.start), None)
    end = next((i for i, t in enumerate(tokens) if t.end == before.judged.end), None)
    return (start, end + 1) if start is not None and end is not None and end < verb else None


def _nominal(scene: Scene, found: Found) -> bool:
    """A verb's form that is a noun here ("the struggle to"), or an -ing form without a subject."""
    before = scene.lowers[found.first - 1] if found.first else ""
    return bool(found.cue.form) and (
        before in DETERMINERS or before in PREPOSITIONS or (found.cue.form == "ing" and before not in BE)
    )


def _copula(scene: Scene, first: int) -> int | None:
    """The form of "be" or "remain" that words hang on, past adverbs and "not"."""
    j = first - 1
    while (
        j >= 0
        and (scene.lowers[j] in _BETWEEN or is_adverb(scene.lowers[j]))
        and scene.lowers[j] not in ("be", "been", "being")
    ):
        j -= 1
    return j if j >= 0 and scene.lowers[j] in _COPULAS else None


def _subject(scene: Scene, verb: int) -> tuple[int, int] | None:
    """The tokens of what is judged: the noun phrase before the verb; `None` for "it" and "there"."""
    found, _ = subject_before(scene.sentence.tokens, scene.lowers, verb)
    if found is None or scene.lowers[found[1] - 1] in _SHOWN:
        found = _by_tree(scene, verb)
    if found is None:
        return None
    start, end = found
    start = next((i + 1 for i in range(end - 1, start - 1, -1) if scene.lowers[i] in _OPENS), start)
    words = scene.lowers[start:end]
    if words and (words[-1] in _EMPTY or words[0].endswith("ing")) and len(words) > 1:
        return None
    if not words or len(words) > _LONG or (len(words) == 1 and words[0] in _EMPTY):
        return _pronoun(scene, start, end) if words and words[0] in ("they", "it") else None
    return start, end


_SHOWN = word_set("shown found known said believed thought considered proved proven seen judged deemed")


def _by_tree(scene: Scene, verb: int) -> tuple[int, int] | None:
    """The subject by the tree, where the words before the verb are none ("had been shown to be useless")."""
    span = subject_at(scene.sentence.tree, scene.sentence.tokens[verb].span)
    inside = [i for i, t in enumerate(scene.sentence.tokens) if span is not None and span.holds(t.span)]
    return (inside[0], inside[-1] + 1) if inside and inside[-1] < verb else None


def _pronoun(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """ "It" and "they" are judged where they mean a party that can be told."""
    return (
        (start, end) if scene.meant(scene.sentence.tokens[end].span) is not None and end < len(scene.lowers) else None
    )


def _of_object(scene: Scene, found: Found) -> Verdicted | None:
    if found.gap is None or any(scene.lowers[i] in SUBORDINATORS for i in range(*found.gap)):
        return None
    if scene.lowers[found.gap[0]] in PREPOSITIONS:
        return None
    if found.gap[1] - found.gap[0] == 1 and scene.lowers[found.gap[0]] in (_EMPTY | PRONOUNS) - _MEANT:
        return None
    return _made(scene, found, found.gap, found.first, found.cue.type, False)  # type: ignore[arg-type]


def _of_clause(scene: Scene, found: Found) -> Verdicted | None:
    """What cannot be told: what follows, or the subject of a passive that nothing follows."""
    lowers, start = scene.lowers, found.last + 1
    asks = found.cue.words[-1] in ("whether", "who", "how")
    start -= asks
    end = start
    while end < len(lowers) and lowers[end] not in _STOP and end - start < 2 * _LONG:
        end += 1
    passive = any(w in ("be",) for w in found.cue.words) or found.cue.words[-1] == "unclear"
    first = found.first
    if passive and lowers[start : start + 1] not in (
        ["who"],
        ["whether"],
        ["how"],
        ["what"],
        ["why"],
        ["if"],
        ["where"],
    ):
        verb = (
            _copula(scene, first)
            if lowers[first] not in ("could", "cannot", "remains", "remained", "is", "was")
            else first
        )
        subject = _subject(scene, first if verb is None else verb)
        if subject is not None:
            return _made(scene, found, subject, first, "cannot_tell", True)
    if (
        end - start < 1
        and (verb := _copula(scene, first)) is not None
        and (subject := _subject(scene, verb)) is not None
    ):
        return _made(scene, found, subject, first, "cannot_tell", True)  # "its strength is difficult to establish"
    if end - start < 1 or (not asks and lowers[start] in ("by", "in", "on", "at", "for")):
        return None
    return _made(scene, found, (start, end), first, "cannot_tell", True)


def _made(scene: Scene, found: Found, about: tuple[int, int], verb: int, verdict: Verdict, negated: bool) -> Verdicted:
    tokens, base = scene.sentence.tokens, scene.sentence.span.start
    span = Span(tokens[about[0]].start, tokens[about[1] - 1].end)
    cue = Span(tokens[found.first].start, tokens[found.last].end)
    words = " ".join(scene.sentence.text[span.start - base : span.end - base].split())
    whole = Span(min(span.start, cue.start), max(span.end, cue.end))
    return Verdicted(verdict, words, _party(scene, about), cue, tokens[verb].span, whole, negated, span)


def _party(scene: Scene, about: tuple[int, int]) -> Mention | None:
    """The party that is judged: the words are its name, or a pronoun that means it."""
    first, end = about
    if scene.lowers[first] in ("it", "they"):
        return scene.meant(scene.sentence.tokens[end].span) if end < len(scene.lowers) else None
    first += scene.lowers[first] in DETERMINERS
    hit = scene.parties.get(first)
    return hit[1] if hit is not None and hit[0] == end - 1 else None
