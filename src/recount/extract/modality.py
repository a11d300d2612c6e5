"""Did it: whether a sentence says that a thing happened, was tried, is possible, promised, foretold or denied.

A cue counts where it governs the trigger: in the same verb group, as the verb or noun whose object the trigger is, as
an adjective before it, or over its clause. What a repelled attack tells is that the attack took place: it is actual;
a foiled or intercepted one was attempted, a prevented one did not take place. "Alleged" and "reportedly" change the
stance and not the modality, since they say who vouches and not what happened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from recount.extract.clauses import (
    AUXILIARIES,
    BE,
    HAVE,
    PREPOSITIONS,
    clause_end,
    clause_start,
    is_adverb,
    is_finite_like,
    is_nominal,
    noun_phrase_start,
)
from recount.extract.conditions import condition_of, horizon_of, lacking
from recount.extract.cues import Mood, cues
from recount.extract.fates import fate_of
from recount.extract.sides import whole_of
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.records import Modality, Span, Stance
from recount.words.lists import word_set

Becomes = Literal["event", "intent", "forecast"]

_REACH = 8
"""Tokens between a directive and its infinitive ("called on the government to strike"), a clause cue and its verb."""


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """How a trigger is meant.

    `becomes` is the kind that its claim takes: an `event` (or tally), an `intent` before any act, a `forecast`.
    `stance_hint` is set where the cue itself is a speech act ("denied bombing": denies). `cue` is the governing
    words, `condition` the words of "if" or "unless", `horizon` the words of by when an intent or forecast falls due.
    """

    modality: Modality = "actual"
    becomes: Becomes = "event"
    stance_hint: Stance | None = None
    cue: str | None = None
    condition: str | None = None
    horizon: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    mood: Mood


def modality_of(trigger: Span, sentence: Sentence, document: Document) -> ModalityReading:
    """How the sentence means the words at `trigger`. A trigger outside the sentence is read as actual."""
    lowers = [t.lower for t in sentence.tokens]
    at = next((i for i, t in enumerate(sentence.tokens) if t.end > trigger.start), None)
    if at is None or sentence.tokens[at].start >= trigger.end:
        return ModalityReading()
    end = at
    while end + 1 < len(lowers) and sentence.tokens[end + 1].start < trigger.end:
        end += 1
    found = _governing(sentence, lowers, at, end)
    if not found and (first := _joined_to(sentence.tree, trigger)) is not None:
        return modality_of(first, sentence, document)
    reading = ModalityReading()
    for cue in found:
        reading = _apply(reading, cue, lowers, end)
    if found:
        reading = replace(reading, cue=_words(sentence, found[-1] if _outer_counts(found) else found[0]))
    reading = _by_tree(reading, sentence, sentence.tokens[at].span)
    return _with_frame(reading, sentence, document, at, end, lowers)


def _joined_to(tree: Tree, trigger: Span) -> Span | None:
    """The first verb of a list whose "to" or "will" holds for the one at the trigger: "to advise, assist and train"."""
    at = tree.top(trigger)
    if at is None or tree.relation(at) != "conj" or "VerbForm=Inf" not in tree.words[at].feats:
        return None
    if tree.children(at, "mark", "aux", "nsubj", "nsubj:pass"):
        return None
    first = tree.first(at)
    governed = any(c < first and tree.words[c].lemma.lower() in _SHARED for c in tree.children(first, "mark", "aux"))
    return tree.span(first) if governed and tree.words[first].upos == "VERB" else None


_SHARED = frozenset({"to", "will", "would", "may", "might", "could", "can", "must", "should", "shall"})
_DENYING = frozenset({"deny", "refute", "disavow", "rebut"})
_FLYING = word_set("drone uav rocket missile projectile mortar shell quadcopter")
_STOPPING = word_set("shoot intercept down bring destroy stop neutralise neutralize")


def _by_tree(reading: ModalityReading, sentence: Sentence, trigger: Span) -> ModalityReading:
    """What the tree adds where no cue beside the trigger said anything: a verb that is denied, or whose object there
    is none of ("would publish no more figures"); a happening in a clause that somebody denies; what flew and was
    stopped in flight."""
    tree = sentence.tree
    at = tree.top(trigger)
    if at is None or reading.modality != "actual" or reading.stance_hint is not None:
        return reading
    if reading.cue is None and any(_denies(tree, a, at) for a in tree.above(at)):
        return replace(reading, modality="negated", stance_hint="denies", cue="denied")
    if _is_surmised(tree, at):
        return replace(reading, modality="possible", cue="indications")
    if tree.words[at].upos != "VERB":
        return reading
    if reading.becomes == "event" and _stopped(tree, at):
        return replace(reading, modality="attempted", cue=tree.words[at].text)
    taken = tree.children(at, "obj", "nsubj:pass")  # "harmed no convoy", "no convoy was hit"
    none = any(tree.words[d].lemma.lower() == "no" for o in taken for d in tree.children(o, "det"))
    if none or (reading.cue is None and _not(tree, at)):
        return replace(reading, modality="negated", cue=reading.cue or "not")
    return reading


def _denies(tree: Tree, verb: int, below: int) -> bool:
    if tree.words[verb].lemma.lower() not in _DENYING or tree.is_negated(verb):
        return False
    return any(below in tree.below(c) for c in tree.children(verb, "ccomp", "obj") if c > verb)


_SURMISES = frozenset({"indication", "suspicion", "belief", "assumption", "theory", "fear"})


def _is_surmised(tree: Tree, at: int) -> bool:
    """ "Indications are that the group did it": what follows a surmise as subject is no more than that."""
    subjects = (c for a in (at, *tree.above(at)) for c in tree.children(a, "nsubj", "nsubj:outer", "nsubj:pass"))
    return any(c < at and tree.words[c].lemma.lower() in _SURMISES and _is_said_to_be(tree, c) for c in subjects)


def _is_said_to_be(tree: Tree, noun: int) -> bool:
    return noun + 1 < len(tree) and tree.words[noun + 1].lemma == "be"


def _not(tree: Tree, verb: int) -> bool:
    """ "Not" of the verb's own, and no "not only" or "not until", and no doubt about the tree."""
    marks = [c for c in tree.children(verb, "advmod") if tree.words[c].lemma.lower() in ("not", "never", "n't")]
    return any(m < verb and tree.words[m + 1].text.lower() not in ("only", "just", "until") for m in marks)


def _stopped(tree: Tree, verb: int) -> bool:
    """ "Two drones were shot down": those who sent them tried."""
    if tree.words[verb].lemma.lower() not in _STOPPING or not tree.is_passive(verb) or tree.agents(verb):
        return False
    return any(tree.words[w].lemma.lower() in _FLYING for s in tree.subjects(verb) for w in whole_of(tree, s))


def _outer_counts(found: list[_Found]) -> bool:
    return found[-1].mood.reading in {"denied", "doubted", "involved"}


def _words(sentence: Sentence, cue: _Found) -> str:
    start, end = sentence.tokens[cue.start].start, sentence.tokens[cue.end - 1].end
    offset = sentence.span.start
    return " ".join(sentence.text[start - offset : end - offset].split())


def _governing(sentence: Sentence, lowers: list[str], at: int, end: int) -> list[_Found]:
    """Cues over a trigger, innermost first."""
    if not is_nominal(lowers, at) or lowers[max(0, at - 2) : at] == ["to", "help"]:
        return _over_verb(lowers, at)
    undone = _undone(sentence, lowers, end)
    found = _over_noun(lowers, at)
    return found + [cue for cue in undone if not found or found[0].mood.reading != "actual"]


def _over_verb(lowers: list[str], at: int) -> list[_Found]:
    """Cues of the verb group that ends at a token, then those over its clause."""
    found: list[_Found] = []
    j, infinitive = at - 1, False
    gerund = lowers[at].endswith("ing")
    while j >= 0:
        cue = _ending(lowers, j, {"verb", "infinitive"} | ({"gerund"} if gerund else set()), beyond=at)
        if cue is not None:
            found.append(cue)
            infinitive = infinitive and "infinitive" not in cue.mood.governs
            gerund = lowers[cue.start].endswith("ing")
            j = cue.start - 1
            if cue.mood.reading == "actual" and not cue.mood.words.startswith("continu"):
                return found  # "will continue to attack" is meant as "will" is
        elif lowers[j] == "to":
            parted = _parted(lowers, j)
            if parted is not None:
                found.append(parted)
                infinitive, gerund, j = False, False, parted.start - 1
            else:
                infinitive, gerund, j = True, False, j - 1
        elif lowers[j] == "help" and j > 0 and lowers[j - 1] == "to":
            j -= 1  # "volunteers to help fight": the helped is meant as the help is
        elif lowers[j] in AUXILIARIES or is_adverb(lowers[j]):
            gerund, j = lowers[j].endswith("ing"), j - 1
        elif lowers[j] in {"and", "or"} and (shared := _coordinated(lowers, j, at)) is not None:
            j = shared - 1
        else:
            break
    if infinitive:
        return found + _sent(lowers, j, at)
    if any(cue.mood.reading in {"intent", "denied"} for cue in found):
        return found
    return found + _over_clause(lowers, max(j, 0), at)


def _coordinated(lowers: list[str], conjunction: int, at: int) -> int | None:
    """The verb that shares its auxiliary with the one after "and" or "or" ("may have killed or wounded")."""
    left = conjunction - 1
    if left < 0 or not lowers[left].isalpha() or at - conjunction > 2:
        return None
    same = [w.endswith("ed") or w in {"shot", "struck"} for w in (lowers[left], lowers[at])]
    gerunds = [w.endswith("ing") for w in (lowers[left], lowers[at])]
    before = lowers[left - 1] if left else ""
    alike = same[0] == same[1] and gerunds[0] == gerunds[1]
    return left if alike and (any(same) or any(gerunds) or before in AUXILIARIES) else None


def _sent(lowers: list[str], j: int, at: int) -> list[_Found]:
    """The cue over an infinitive: a directive with someone between ("ordered troops to"), else a bare purpose."""
    floor = max(clause_start(lowers, max(j, 0)), j - _REACH)
    for k in range(j, floor - 1, -1):
        cue = _ending(lowers, k, {"sent"})
        if cue is not None and not (k == j and cue.mood.words in {"required"}):
            return [cue, *(c for c in _over_verb(lowers, cue.start) if c.mood.reading in {"negated", "possible"})]
    to = at - 1
    while to > 0 and lowers[to] != "to":
        to -= 1
    if to > 0 and lowers[to - 1] in _HAD:
        return []  # "has had to order the departure": it came to that
    return [_Found(to, to + 1, Mood("to", "possible", frozenset({"verb"})))]


_HAD = frozenset({"had", "forced", "compelled", "obliged"})
"""What stands before "to" where what had to be done was done."""


def _over_clause(lowers: list[str], j: int, at: int) -> list[_Found]:
    """A cue over the whole clause: before its "that", or bare ("denied it had bombed")."""
    start = clause_start(lowers, j)
    if start >= 1 and lowers[start - 1] in {"that", "whether", "if"}:
        k = start - 2 if lowers[start - 1] == "that" else start - 1
        cue = _ending(lowers, k, {"clause"}) if k >= 0 else None
        if cue is None and k >= 0 and lowers[start - 1] == "that":
            cue = _ending(lowers, k, {"denial"}, denial=True)
        return [cue] if cue else []
    for k in range(j, max(start, at - _REACH) - 1, -1):
        if lowers[k] in PREPOSITIONS and k != j:
            continue
        cue = _ending(lowers, k, {"clause"})
        if cue is not None and k + 1 < at and cue.start >= start and not _object_of(lowers, cue, at):
            return [cue]
    return []


def _object_of(lowers: list[str], cue: _Found, at: int) -> bool:
    """Whether the cue's own object ends the clause before the trigger, or the cue is a noun's adjective."""
    if cue.end == at:
        return True
    between = lowers[cue.end : at]
    return "," in between or "and" in between or (cue.start > 0 and lowers[cue.start - 1] in {"the", "a", "of", "with"})


def _over_noun(lowers: list[str], at: int) -> list[_Found]:
    """Cues over a noun: adjectives before it, a governing verb, noun or preposition, a light verb's own mood."""
    start = noun_phrase_start(lowers, at)
    for k in range(at - 1, start - 1, -1):
        cue = _ending(lowers, k, {"before"})
        if cue is not None:
            return [cue]
    j, of = start - 1, start
    for k in range(start, at):
        cue = _ending(lowers, k, {"noun"})
        if cue is not None:
            return [cue, *_over_verb_if_negating(lowers, cue)]
    while (
        j >= 1
        and lowers[j] == "of"
        and lowers[j - 1] in {"wave", "series", "number", "string", "spate", "hundreds", "dozens", "kind", "types"}
    ):
        of = noun_phrase_start(lowers, j - 1)
        j = of - 1
    if j < 0:
        return []
    for k in (j, of - 1):
        cue = _ending(lowers, k, {"noun", "before"}) if k >= 0 else None
        if cue is not None:
            return [cue, *_over_verb_if_negating(lowers, cue)]
    return _over_light(lowers, j)


def _over_verb_if_negating(lowers: list[str], cue: _Found) -> list[_Found]:
    """What stands over the cue itself: "failed to prevent", "did not order", "to thwart"."""
    if (
        cue.mood.reading == "actual"
        or is_nominal(lowers, cue.start)
        or lowers[cue.start] in {"no", "without", "against"}
    ):
        return []
    return _over_verb(lowers, cue.start)


def _over_light(lowers: list[str], j: int) -> list[_Found]:
    light = cues().light
    if lowers[j] in {"out", "on", "for", "to", "in"} and j > 0 and lowers[j - 1] in light:
        j -= 1
    if lowers[j] in light:
        return _over_verb(lowers, j)
    return []


def _undone(sentence: Sentence, lowers: list[str], end: int) -> list[_Found]:
    """What became of it: "the attack was foiled", "the raid did not take place", "an assassination attempt"."""
    j = end + 1
    if j < len(lowers) and lowers[j] in {"attempt", "attempts", "bid"}:
        return [_Found(j, j + 1, Mood(lowers[j], "attempted", frozenset({"noun"})))]
    if j < len(lowers) and lowers[j] in {"plot", "plots", "plan", "plans", "threat", "threats"}:
        return [_Found(j, j + 1, Mood(lowers[j], "intent", frozenset({"noun"})))]
    found = []
    for words, mood in fate_of(sentence.tokens[end].span, sentence):
        at = next(i for i, t in enumerate(sentence.tokens) if t.end > words.start)
        found.append(_Found(at, at + 1, mood))
    return found


_WHEN = word_set(
    """on last this next again publicly repeatedly monday tuesday wednesday thursday friday saturday sunday week month
    year earlier later yesterday today night"""
)


def _parted(lowers: list[str], to: int) -> _Found | None:
    """ "vowed on Friday to attack": a cue that words of time part from its "to"."""
    k = to - 1
    while k > 0 and to - k < 4 and lowers[k] in _WHEN:
        k -= 1
    if k == to - 1 or k < 0:
        return None
    cue = _ending([*lowers[: k + 1], "to"], k + 1, {"infinitive"})
    return None if cue is None else _Found(cue.start, to + 1, cue.mood)


def _ending(
    lowers: list[str], end: int, governs: set[str], *, beyond: int | None = None, denial: bool = False
) -> _Found | None:
    """The longest cue whose last token is `end` and that governs in one of the ways asked for."""
    for start, mood in cues().modality.ending(lowers, end):
        if denial and mood.reading == "denied":
            return _Found(start, end + 1, mood)
        if not mood.governs & governs:
            continue
        if (
            "gerund" in mood.governs
            and not mood.governs & (governs - {"gerund"})
            and beyond is not None
            and end + 1 < beyond - 1
        ):
            continue
        return _Found(start, end + 1, mood)
    return None


def _apply(reading: ModalityReading, cue: _Found, lowers: list[str], end: int) -> ModalityReading:
    """Fold one cue, going outwards, into a reading."""
    kind = cue.mood.reading
    if kind in {"actual"}:
        return reading
    if kind in {"negated", "averted"}:
        undone = reading.modality == "negated" and reading.stance_hint is None
        becomes: Becomes = "intent" if cue.mood.words == "won't" else "event"
        return replace(reading, modality="actual" if undone else "negated", becomes=becomes)
    if kind == "attempted":
        return reading if reading.modality != "actual" else replace(reading, modality="attempted")
    if kind == "possible":
        if reading.modality == "actual" and reading.becomes == "event" and _looks_ahead(cue, lowers, end):
            return replace(reading, modality="possible", becomes="forecast")
        return replace(reading, modality="possible") if reading.modality in {"actual", "attempted"} else reading
    if kind in {"intent", "forecast"}:
        if reading.becomes != "event":
            return reading
        return replace(reading, becomes="intent" if kind == "intent" else "forecast")
    return _spoken(reading, kind)


def _spoken(reading: ModalityReading, kind: str) -> ModalityReading:
    if kind == "denied":
        return replace(reading, modality="actual" if reading.modality == "negated" else "negated", stance_hint="denies")
    if kind == "doubted":
        return replace(reading, modality="possible", stance_hint="doubts")
    if kind == "involved":
        return replace(reading, stance_hint="denies")
    return replace(reading, stance_hint="reports")


def _looks_ahead(cue: _Found, lowers: list[str], end: int) -> bool:
    """Whether "could", "may" or "might" foretells: a plain verb of outcome, or a word of time to come."""
    if cue.mood.words not in {"could", "may", "might", "potentially"}:
        return False
    after = lowers[cue.end : end + 1]
    if any(w in HAVE or w in BE for w in after):
        return False
    given = cues()
    ahead = lowers[end + 1 : clause_end(lowers, end)]
    return any(w in given.outlook for w in after) or any(w in given.ahead for w in ahead)


def _with_frame(
    reading: ModalityReading, sentence: Sentence, document: Document, at: int, end: int, lowers: list[str]
) -> ModalityReading:
    """Add what the sentence around says: a condition, a question, by when."""
    condition = condition_of(sentence, lowers, at)
    if condition is not None and not (_told_aside(sentence, at) and not condition[0]):
        inside, words = condition
        if inside and reading.becomes == "event":
            reading = replace(reading, modality="conditional", cue=reading.cue or words.split()[0], condition=words)
        elif reading.becomes != "event":
            reading = replace(reading, condition=words)
        elif reading.modality == "possible" or (reading.modality == "actual" and not is_finite_like(lowers[at])):
            reading = replace(reading, modality="conditional", cue=reading.cue or words.split()[0], condition=words)
    elif _would(lowers, at) and reading.modality == "actual" and reading.becomes == "event":
        reading = replace(reading, becomes="intent", cue="would")
    if lowers[-1] == "?" and reading.modality == "actual" and reading.becomes == "event":
        reading = replace(reading, modality="possible", cue="?")
    if reading.condition is None and (reading.becomes == "forecast" or reading.modality == "possible"):
        reading = replace(reading, condition=lacking(sentence))
    if reading.becomes != "event":
        reading = replace(reading, horizon=horizon_of(sentence, document, at, end))
    return reading


def _told_aside(sentence: Sentence, at: int) -> bool:
    """ "Turkey, which has 500 troops there, threatened to act if ...": a relative clause hangs on no "if"."""
    tree = sentence.tree
    index = tree.top(sentence.tokens[at].span)
    clause = tree.clause(index) if index is not None else None
    if clause is None or tree.relation(clause) != "acl:relcl":
        return False
    return not any(tree.words[i].lemma.lower() in ("if", "unless") for i in tree.below(clause))


def _would(lowers: list[str], at: int) -> bool:
    j = at - 1
    while j >= 0 and (lowers[j] in AUXILIARIES or is_adverb(lowers[j])):
        if lowers[j] in {"would", "'d"}:
            return not is_nominal(lowers, at)
        j -= 1
    return False
