"""What is to come without a coded act: vows, orders, demands, offers, plans and forecasts told in other words.

A trigger of the lexicon that is promised or foretold is coded as such by its mood; this reads what is left, so that
"vowed to respond with full force" is an intent though nothing in it is an act of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recount.extract.attribution import Attribution, attribution_of
from recount.extract.clauses import AUXILIARIES, DETERMINERS, PRONOUNS, clause_start, is_adverb
from recount.extract.conditions import condition_of, horizon_of, lacking
from recount.extract.cues import cues
from recount.extract.fates import frees_place
from recount.extract.frame import Frame
from recount.extract.happenings import VIOLENCE, Happening
from recount.extract.idle import is_idle
from recount.extract.lexicon import Entry
from recount.extract.modality import ModalityReading
from recount.extract.outlooks import Coming, outlooks
from recount.extract.promised import NOT, REACH, Outlook, said, with_content
from recount.extract.splitting import clause_of
from recount.extract.trees import NOWHERE
from recount.extract.triggers import Trigger
from recount.records import Modality, Span
from recount.words.lists import word_set

_WILL = frozenset({"will", "would", "shall", "'ll"})
_MAY = frozenset({"could", "may", "might"})
_HABIT = word_set("have often regularly usually sometimes like be_like")


def coming(frame: Frame, triggers: Sequence[Trigger]) -> list[tuple[Outlook, Happening]]:
    """What is to come in the sentence by its cues, each with the happening it would be. `triggers` are all of the
    sentence: they say which event a content is. A cue inside the content of another tells nothing more."""
    lowers = [t.lower for t in frame.sentence.tokens]
    taken: list[Outlook] = []
    for outlook in _outlooks(frame, lowers, {t.first: t.entry.type for t in triggers if not t.entry.by_object}):
        if not any(o.start <= outlook.start < o.stop and not _beside(frame, o, outlook) for o in taken):
            taken.append(_to_be_held(frame, outlook))
    return [(outlook, _happening(frame, lowers, outlook)) for outlook in taken]


def _to_be_held(frame: Frame, outlook: Outlook) -> Outlook:
    """ "Vowed to free Ramadi", "that Ramadi would be free": a place that is freed is taken and not left."""
    act = frame.sentence.tokens[outlook.head].span
    held = outlook.type == "RETREAT" and frees_place(act, frame.sentence, frame.document)
    return replace(outlook, type="TERRITORY") if held else outlook


def _beside(frame: Frame, one: Outlook, other: Outlook) -> bool:
    """ "Asked parliament to meet and promised weapons": a cue that "and" joins to another is none of its content."""
    tree, tokens = frame.sentence.tree, frame.sentence.tokens
    first, second = tree.top(tokens[one.start].span), tree.top(tokens[other.start].span)
    return first is not None and second is not None and first != second and second in tree.joined(first)


def untold(
    found: Sequence[tuple[Outlook, Happening]], made: Sequence[Happening]
) -> tuple[list[Happening], list[tuple[Outlook, Happening]]]:
    """`made` without the mere sayings of what is to come and without contents read as done, and what of `found` no
    happening to come of `made` tells already."""
    coded = [t for h in made if h.reading.becomes != "event" for t in h.triggers]
    left = [(o, h) for o, h in found if not any(o.start <= t.first < o.stop and t.last >= o.end - 1 for t in coded)]
    left = [(o, h) for o, h in left if o.kind == "intent" or not any(_is_subject(m, o, h) for m in made)]
    kept = [h for h in made if not _only_said(h, [o for o, _ in found]) and not _within(h, [o for o, _ in left])]
    kept = [m for m in kept if not any(_is_subject(m, o, h) for o, h in left)]
    return kept, left


def _is_subject(told: Happening, outlook: Outlook, happening: Happening) -> bool:
    """ "The attacks would continue": what the noun foretells already."""
    head = told.head
    foretold = told.reading.becomes == "forecast" and head.is_noun and happening.span.holds(head.span)
    return foretold and head.last < outlook.start


def content_of(outlook: Outlook, frame: Frame) -> Span:
    """The words of what is to come."""
    tokens = frame.sentence.tokens
    return Span(tokens[outlook.end - 1].end, tokens[min(outlook.stop, len(tokens)) - 1].end)


def _only_said(happening: Happening, taken: Sequence[Outlook]) -> bool:
    """A demand or an offer that took place: it is its content to come, and no happening beside it."""
    head = happening.head
    said = happening.reading.becomes == "event" and head.entry.type in _SAID
    return said and any(o.start <= head.last and head.first < o.end for o in taken)


def _within(happening: Happening, taken: Sequence[Outlook]) -> bool:
    """A content that its own words would give as done."""
    first = happening.head.first
    actual = happening.reading.becomes == "event"
    return actual and any(o.head > o.start and o.first <= first < min(o.stop, o.first + REACH) for o in taken)


_SAID = frozenset({"REQUEST", "AGREE"})


def _outlooks(frame: Frame, lowers: list[str], known: dict[int, str]) -> Iterator[Outlook]:
    tokens = frame.sentence.tokens
    for i, lower in enumerate(lowers):
        if lower in outlooks().sayings.firsts and _may_be_cue(frame, lowers, i):
            yield from (o for o in said(lowers, i, known) if not _says_nothing(frame, tokens[o.start].span))
        if lower in _WILL | _MAY:
            yield from _modal(frame, lowers, i, known)
        elif lower == "must" and _is_demanded(frame, i):
            yield with_content("intent", "REQUEST", lowers, (i, i + 1), i + 1, known)
        elif lower in _BE_TO and _is_to(lowers, i):
            yield with_content("intent", None, lowers, (i, i + 2), i + 2, known)


def _says_nothing(frame: Frame, cue: Span) -> bool:
    """Whether a cue promises and threatens nothing: an idle one, and "threatened the premier", which says who was
    threatened and not with what."""
    tree = frame.sentence.tree
    at = tree.top(cue)
    if at is None:
        return False
    if is_idle(cue, frame.sentence):
        return True
    if tree.words[at].lemma != "threaten" or tree.children(at, "xcomp", "ccomp"):
        return False
    whom = [tree.span(o) for o in tree.children(at, "obj") if o > at]
    named = [m for m in frame.document.named_of(frame.sentence.span) if m.label in ("person", "organisation")]
    parties = [m.span for m in frame.document.actors_of(frame.sentence.span) if m.span is not None]
    parties += [m.span for m in named]
    return any(party.holds(o) for o in whom for party in parties)


def _may_be_cue(frame: Frame, lowers: list[str], i: int) -> bool:
    """Whether a word may promise or demand: no noun that only looks like a verb ("Central Command said"), nothing
    under "if", and no plain infinitive without somebody who is told to do it ("routine to ask for")."""
    tree = frame.sentence.tree
    at = tree.top(frame.sentence.tokens[i].span)
    if at is None:
        return True
    word = tree.words[at]
    verb = any(lowers[i] in forms for forms in (outlooks().verbal,))
    if verb and word.upos in ("PROPN", "NOUN", "ADJ") and not _nominal(lowers, i):
        return False  # "Central Command", "direct hits"
    if any(tree.words[m].lemma == "if" for m in tree.children(tree.clause(at), "mark")):
        return False
    bare = any(tree.words[m].lemma == "to" for m in tree.children(at, "mark"))
    return not (bare and tree.relation(at) in ("csubj", "advcl", "acl") and word.upos == "VERB")


def _nominal(lowers: list[str], i: int) -> bool:
    """ "A threat of", "plans for": a phrase of the YAML that a noun opens."""
    return lowers[i + 1 : i + 2] in (["of"], ["for"], ["to"])


def _is_demanded(frame: Frame, i: int) -> bool:
    """ "The president said that the siege must end": a demand of others, by somebody who is named as saying so."""
    tree = frame.sentence.tree
    at = tree.top(frame.sentence.tokens[i].span)
    verb = tree.head(at) if at is not None else NOWHERE
    attribution = attribution_of(frame.sentence.tokens[i].span, frame.attributions)
    if verb == NOWHERE or tree.relation(verb) != "ccomp" or attribution is None or not attribution.chain:
        return False
    subjects = tree.children(verb, "nsubj", "nsubj:pass")
    others = bool(subjects) and all(tree.words[s].upos != "PRON" for s in subjects)
    return (
        others
        and attribution.chain[0].kind in _DEMANDING
        and "have" not in {tree.words[a].lemma for a in tree.children(verb, "aux")}
    )


_DEMANDING = frozenset({"official", "armed_group", "document"})


_BE_TO = frozenset({"is", "are", "was", "were"})


def _is_to(lowers: list[str], i: int) -> bool:
    """ "The second phase is to begin": what is arranged, and no role that "is to advise"."""
    if lowers[i + 1 : i + 2] != ["to"] or i + 2 >= len(lowers):
        return False
    what = lowers[max(0, i - 4) : i]
    verb = lowers[i + 2]
    return verb.isalpha() and verb not in DETERMINERS | {"be"} | outlooks().befalls and _PURPOSES.isdisjoint(what)


_PURPOSES = word_set("role aim goal purpose task mission objective job plan there")


def _modal(frame: Frame, lowers: list[str], i: int, known: dict[int, str]) -> Iterator[Outlook]:
    """ "Operations would continue until ...", "ISIS could return": a plan of its subject, or what may come about."""
    head = i + 1
    while head < len(lowers) - 1 and (is_adverb(lowers[head]) or lowers[head] in NOT | {"be"}):
        head += 1
    if head >= len(lowers) or not lowers[head].isalpha() or not _HABIT.isdisjoint(lowers[i + 1 : head + 1]):
        return
    if lowers[i] in _MAY:
        if lowers[head] in cues().outlook and not NOT & set(lowers[i:head]):
            yield with_content("forecast", None, lowers, (i, i + 1), head, known)
        return
    kind = _meant(frame, lowers, i, head)
    if kind is not None:
        yield with_content(kind, None, lowers, (i, i + 1), head, known)


def _meant(frame: Frame, lowers: list[str], i: int, head: int) -> Coming | None:
    """Whether "will" or "would" promises or foretells; `None` where it is no one's word and nobody's plan. What
    somebody says of themselves, of what is theirs to do or of what is to be done is meant; what comes about by itself,
    or what a judge of matters thinks likely, is foretold."""
    at = frame.sentence.tokens[i].span
    attribution = attribution_of(at, frame.attributions)
    if lowers[i] == "would" and attribution is None and "until" not in lowers[head:]:
        return None
    if lowers[i - 1 : i] in (["one"], ["you"], ["what"]):
        return None  # "what one would find": anybody, and nothing to come
    if lowers[head] in _ABLE or is_judged(frame, at) or not _PROBABLY.isdisjoint(lowers[i : head + 1]):
        return "forecast"
    if _own_plan(frame, attribution, head):
        return "intent"
    start = clause_start(lowers, i)
    subject = lowers[max(start, i - REACH) : i]
    acts = _acts(frame, lowers, i, subject)
    if _befalls(frame, head):
        return "forecast" if acts or attribution is not None else None
    outcome = lowers[head] in outlooks().outcomes and "be" not in lowers[i:head]
    if outcome and not (acts and lowers[head] in _WILLED):
        return "forecast"
    if acts:
        return "intent"
    return "forecast" if attribution is not None or lowers[head] in _STARTS else None


KEPT = word_set("keep maintain retain remain stay leave")
"""By these what is, is only to stay as it is."""
_WILLED = KEPT | word_set("take help make allow")
"""What comes about by itself, unless somebody does it: "the U.S. will keep 900 troops"."""
_PROBABLY = word_set("probably likely eventually inevitably perhaps maybe presumably soon_or_later")
_ABLE = frozenset({"able", "unable"})
_HANDLED = frozenset({"official", "armed_group"})
"""Who, speaking of troops or of what is to be done, speaks of their own plans."""


def _own_plan(frame: Frame, attribution: Attribution | None, head: int) -> bool:
    """Whether the speaker tells what they themselves or those under them are to do: "said it would look into the
    reports", "said that troops would not return", "announced that checkpoints would no longer use the wands"."""
    if attribution is None or not attribution.chain:
        return False
    tree = frame.sentence.tree
    verb = tree.top(frame.sentence.tokens[head].span)
    if verb is None:
        return False
    speaker = attribution.chain[0]
    if _befalls(frame, head) or tree.children(verb, "cop"):
        return False
    if speaker.verb in outlooks().committing:
        return True
    subjects = tree.subjects(verb)
    words = [tree.words[s] for s in subjects]
    if any(w.upos == "PRON" and w.lemma.lower() in _SELF and w.start >= attribution.content[0].start for w in words):
        return True
    if not subjects and tree.relation(verb) == "conj":
        return True
    if speaker.kind not in _HANDLED:
        return False
    theirs = any(w.lemma.lower() in outlooks().theirs or w.lemma.lower() == "more" for w in words)
    return theirs or (tree.is_passive(verb) and not tree.agents(verb))


def _befalls(frame: Frame, head: int) -> bool:
    """Whether a verb tells what comes over somebody: "will never know", "would suffer"."""
    at = frame.sentence.tree.top(frame.sentence.tokens[head].span)
    return at is not None and frame.sentence.tree.words[at].lemma.lower() in outlooks().befalls


_SELF = frozenset({"it", "they", "we", "he", "she", "i", "its", "ours"})


_STARTS = word_set("begin start resume end open close continue")


def _acts(frame: Frame, lowers: list[str], i: int, subject: list[str]) -> bool:
    """Whether someone stands as the subject of a verb: a pronoun, a party, or what a party carries on."""
    if i and (lowers[i - 1] in PRONOUNS - {"it", "which"} or (lowers[i - 1] == "it" and frame.attributions)):
        return True
    tokens = frame.sentence.tokens
    near = Span(tokens[max(0, i - 3)].start, tokens[i].start)
    return bool(frame.document.actors_of(near)) or not outlooks().acts.isdisjoint(subject[-4:])


def is_judged(frame: Frame, span: Span) -> bool:
    """Whether the nearest speaker judges what is to come rather than saying what they mean to do: by the verb, or
    since others are warned of ("warned that ISIS would free its prisoners")."""
    attribution = attribution_of(span, frame.attributions)
    if attribution is None or not attribution.chain:
        return False
    speaker = attribution.chain[0]
    if speaker.verb in outlooks().judging:
        return True
    tree = frame.sentence.tree
    at = tree.top(span)
    at = tree.head(at) if at is not None and tree.words[at].upos == "AUX" and tree.head(at) >= 0 else at
    if speaker.verb not in _WARNING or at is None:
        return False
    words = tree.children(at, "nsubj", "nsubj:pass")
    if speaker.kind != "armed_group" and any(tree.words[s].lemma.lower() in VIOLENCE for s in words):
        return True
    subjects = [tree.span(s) for s in words]
    return bool(frame.document.known_at(frame.sentence.span, subjects) - {_party_of(attribution, frame)})


def _party_of(attribution: Attribution, frame: Frame) -> str | None:
    """The party that a speaker belongs to, by the words of the sentence: "an SDF commander"."""
    if attribution.chain[0].id is not None or attribution.source is None:
        return attribution.chain[0].id
    held = [m for m in frame.document.actors_of(attribution.source) if m.id is not None]
    return held[0].id if held else None


_WARNING = frozenset({"warn", "caution", "fear", "alert"})


def _happening(frame: Frame, lowers: list[str], outlook: Outlook) -> Happening:
    tokens = frame.sentence.tokens
    at = outlook.head
    last = max(at, outlook.end - 1) if outlook.said and at == outlook.start else at
    subject = outlook.type == "RETREAT"
    base = frame.sentence.span.start
    cue = " ".join(frame.sentence.text[tokens[outlook.start].start - base : tokens[outlook.end - 1].end - base].split())
    entry = Entry(
        cue,
        outlook.type or "",
        None,
        False,
        "subject" if subject else "forward",
        "target",
        None,
        False,
        None,
        False,
    )
    span = Span(tokens[at].start, tokens[last].end)
    trigger = Trigger(entry, span, at, last, "active", False, False)
    condition = condition_of(frame.sentence, lowers, at)
    reading = ModalityReading(
        modality=_modality(lowers, outlook),
        becomes=outlook.kind,
        cue=cue,
        condition=condition[1] if condition else _lack(frame, outlook),
        horizon=horizon_of(frame.sentence, frame.document, at, max(outlook.end, outlook.first - 1) - 1),
    )
    clause = clause_of(frame.clauses, tokens[outlook.start].start).span
    content = Span(clause.start, max(clause.end, tokens[min(outlook.stop, len(tokens)) - 1].end))
    return Happening((trigger,), content, reading)


def _lack(frame: Frame, outlook: Outlook) -> str | None:
    return lacking(frame.sentence) if outlook.kind == "forecast" else None


def _modality(lowers: list[str], outlook: Outlook) -> Modality:
    """Negated by a "not" in its verb group or before its content's verb; possible where only "could" foretells."""
    lead = outlook.start
    while lead > 0 and (lowers[lead - 1] in AUXILIARIES | NOT or is_adverb(lowers[lead - 1])):
        lead -= 1
    near = lowers[lead : outlook.start] + lowers[outlook.end : max(outlook.end, min(outlook.head, outlook.end + 5))]
    if not NOT.isdisjoint(near) or lowers[outlook.start] == "unlikely":
        return "negated"
    return "possible" if lowers[outlook.start] in _MAY else "actual"
