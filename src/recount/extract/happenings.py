"""Triggers of a sentence grouped into happenings: "the strike hit the town, killing four" is one, not three."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recount.extract.cast import ARMED, Cast
from recount.extract.cues import cues
from recount.extract.lexicon import Lexicon, Subject
from recount.extract.modality import ModalityReading
from recount.extract.sides import objects, sides_of, subjects, whole_of
from recount.extract.splitting import Clause, clause_of
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.extract.triggers import Trigger
from recount.records import Span
from recount.words.lists import word_set
from recount.words.vocabulary import vocabulary

GOVERNING = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "SANCTION", "CONCEDE"})
"""What follows these is their content: "called for a ceasefire" is no ceasefire."""
_REPORTING = frozenset({"ACCUSE", "SUPPORT", "CONSULT", "COOPERATE", "AID"})
_PERSON_WORDS = word_set(
    """
    militants militant insurgents insurgent fighters fighter soldiers soldier men man people suspects
    suspect commander leader terrorists terrorist members member persons individuals individual prisoners
    civilians hostages facilitator officer officers policemen women
    """
)
_PLACE_WORDS = word_set(
    """
    city town village villages towns cities district province area areas territory ground airport airbase
    base bases hill hills neighbourhood neighborhood neighbourhoods neighborhoods countryside region
    positions position border crossing dam post posts checkpoint checkpoints mountain peak control road
    highway refinery field fields building buildings hospital mosque farms
    """
)

Read = Callable[[Span], ModalityReading]


@dataclass(frozen=True, slots=True)
class Happening:
    """Triggers that tell of one thing, the telling one first. `span` covers their clauses."""

    triggers: tuple[Trigger, ...]
    span: Span
    reading: ModalityReading

    @property
    def head(self) -> Trigger:
        return self.triggers[0]


def happenings_in(
    sentence: Sentence,
    triggers: Sequence[Trigger],
    clauses: list[Clause],
    document: Document,
    lexicon: Lexicon,
    read: Read,
) -> list[Happening]:
    """Happenings in order of their first trigger."""
    settled = [s for t in triggers if (s := _settled(t, sentence, document, lexicon)) is not None]
    readings = {t.span: read(t.span) for t in settled}
    kept = _ungoverned(settled, readings, sentence.tree)
    groups: list[list[Trigger]] = []
    for trigger in kept:
        home = next((g for g in groups if _together(g, trigger, clauses, readings, sentence.tree, lexicon)), None)
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    made = [_happening(group, clauses, readings) for group in groups]
    return _without_weak(made, clauses)


def _settled(trigger: Trigger, sentence: Sentence, document: Document, lexicon: Lexicon) -> Trigger | None:
    """What "captured", "seized", "took" mean by what they take: a place, people or a thing; "engage" people only."""
    entry, tree = trigger.entry, sentence.tree
    at = tree.top(trigger.span)
    if at is None:
        return None
    if entry.words == "die" and _by_illness(trigger, sentence):
        return None
    if entry.words == "deny" and _denies_a_deed(at, tree, lexicon):
        return None
    if not trigger.is_noun and any(tree.words[m].lemma in _NOT_YET for m in tree.children(at, "mark", "advmod")):
        return None
    if entry.words in _WARNS and _tells_of_others(at, sentence, document):
        return None
    if _would_have_to(at, tree) or _stands_already(trigger, at, tree) or _is_lacking(trigger, at, tree):
        return None
    if _is_purpose(at, tree, lexicon) or _describes(trigger, at, tree):
        return None
    if entry.subject is not None and not _is_subject(entry.subject, trigger, sentence, document, lexicon):
        return None
    if entry.words in ("engage", "target") and trigger.voice != "passive":
        following = _words_after(trigger, sentence, 2)
        return None if following[:1] in (["in"], ["with"]) else trigger
    if entry.type == "PROTEST" and entry.sides == "subject" and " " not in entry.words and tree.children(at, "obj"):
        return None  # "They demonstrated courage" is no demonstration
    if trigger.voice == "participle" and entry.type != "ASSAULT" and not _tells_on(trigger, at, sentence):
        return None
    if entry.not_of and _is_of(entry.not_of, trigger, at, tree):
        return None
    if entry.words == "intercept" and any(lexicon.is_munition(w) for w in _done_to(trigger, at, tree)):
        return replace(trigger, entry=replace(entry, **_DOWNING))
    if not entry.by_object or trigger.is_noun:
        return trigger
    kind = _object_kind(trigger, sentence, document, lexicon)
    if kind is None or (kind == "thing" and entry.words in ("take", "secure", "overrun")):
        return None
    if kind == "person" and entry.words in ("take", "secure"):
        return None
    type_, mode = lexicon.by_object.get(kind, (entry.type, entry.mode))
    return replace(trigger, entry=replace(entry, type=type_, mode=mode))


def _tells_of_others(at: int, sentence: Sentence, document: Document) -> bool:
    """ "Warned that the group was waiting", "that ISIS would return", "that a million could be displaced", "warned of a
    famine": what others do or suffer is no threat of one's own."""
    tree = sentence.tree
    if any(tree.words[o].lemma.lower() in _FEARED for o in tree.obliques(at, "of", "about")):
        return True
    told = [
        c for c in tree.children(at, "ccomp") if "if" not in {tree.words[m].lemma for m in tree.children(c, "mark")}
    ]
    subjects = {c: tree.children(c, "nsubj", "nsubj:pass") for c in told}
    named = [c for c in told if any(tree.words[s].upos in ("NOUN", "PROPN", "NUM") for s in subjects[c])]
    if not named:
        return False
    helpers = [tree.words[a].lemma for c in named for a in tree.children(c, "aux")]
    if _TO_COME.isdisjoint(helpers) or not _MAY.isdisjoint(helpers):
        return True
    ours = [m for m in document.actors_of(tree.phrase(at)) if m.span and m.span.end <= tree.words[at].start]
    theirs = [s for c in named for s in subjects[c]]
    rebels = any(m.sector in _REBELS for m in ours)
    if not rebels and any(tree.words[s].lemma.lower() in VIOLENCE for s in theirs):
        return True
    return bool(document.known_at(sentence.span, [tree.span(s) for s in theirs]) - {m.id for m in ours})


_WARNS = ("warn", "warn that", "warn of")
_MAY = frozenset({"could", "may", "might"})
_REBELS = frozenset({"REB", "ISM", "UAF", "PRM"})
VIOLENCE = word_set("attack violence fighting clash bombing killing conflict bloodshed rocket displacement")
"""What befalls people: whoever warns of it does not threaten it, unless it is theirs to deal."""
_FEARED = word_set(
    "resurgence famine disaster catastrophe crisis collapse risk danger possibility potential shortage outbreak "
    "epidemic exodus influx displacement starvation threat return comeback"
)
"""What nobody threatens others with."""


def _stands_already(trigger: Trigger, at: int, tree: Tree) -> bool:
    """ "Despite the ceasefire", "under the truce": what holds, or should, was not concluded here."""
    if not trigger.is_noun or trigger.entry.mode != "ceasefire":
        return False
    return any(tree.words[c].text.lower() in _STANDING for c in tree.children(at, "case"))


_STANDING = frozenset({"despite", "under", "during", "amid", "since", "notwithstanding"})


def _is_lacking(trigger: Trigger, at: int, tree: Tree) -> bool:
    """ "Poor coordination with the partners": how it was done, or that it was not."""
    if not trigger.is_noun or trigger.entry.type not in ("COOPERATE", "CONSULT"):
        return False
    return any(tree.words[c].lemma.lower() in _LACKING for c in tree.children(at, "amod", "det"))


_LACKING = word_set(
    "poor little limited weak insufficient inadequate better greater close closer no effective improved"
)


def _would_have_to(at: int, tree: Tree) -> bool:
    """ "Would have to leave": a need that has not come."""
    head = tree.head(at)
    if tree.relation(at) != "xcomp" or tree.words[head].lemma != "have":
        return False
    return any(tree.words[a].lemma in _TO_COME for a in tree.children(head, "aux"))


_TO_COME = frozenset({"will", "would", "shall", "may", "might", "could", "can"})
_NOT_YET = frozenset({"until", "without"})
""" "Until the troops leave", "without firing a shot": what has not been."""


def _is_purpose(at: int, tree: Tree, lexicon: Lexicon) -> bool:
    """ "An offensive to retake the town": what a blow is meant to bring about has not come about."""
    word = tree.words[at]
    if word.deprel not in ("acl", "advcl") or not any(tree.words[m].lemma == "to" for m in tree.children(at, "mark")):
        return False
    head = tree.words[word.head].text.casefold()
    return word.deprel == "acl" and (lexicon.is_blow(head) or head in _PUSHES)


def _is_subject(wanted: Subject, trigger: Trigger, sentence: Sentence, document: Document, lexicon: Lexicon) -> bool:
    """Whether the subject is of the sort that the entry asks for: an armed party, or a weapon."""
    tree = sentence.tree
    top = tree.top(trigger.span)
    doers = sides_of(trigger, tree, lexicon).doers or (tuple(subjects(tree, top)) if top is not None else ())
    if trigger.voice == "passive":
        return False
    if wanted == "weapon":
        return any(lexicon.is_munition(tree.words[w].text.casefold()) for i in doers for w in whole_of(tree, i))
    cast = Cast(sentence, document, lexicon, lambda _: None)
    return any(m.sector in ARMED for i in doers for m in cast.doers(i))


def _describes(trigger: Trigger, at: int, tree: Tree) -> bool:
    """ "A hospital it supports": a pronoun and its verb right after a noun tell which one it is."""
    if trigger.voice != "active" or not trigger.entry.weak or tree.children(at, "obj"):
        return False
    first = next(iter(tree.children(at, "nsubj")), None)
    return first is not None and first > 0 and tree.words[first].upos == "PRON" and tree.words[first - 1].upos == "NOUN"


_PUSHES = word_set("operation operations campaign campaigns push fight drive battle war")
_WOUNDS = word_set(
    "wounds wound injuries injury bullet bullets gunshot shrapnel burns torture blast shelling fire blood"
)


def _by_illness(trigger: Trigger, sentence: Sentence) -> bool:
    """ "died of kidney failure": a death that nobody dealt, unless the cause is a wound."""
    following = _words_after(trigger, sentence, 6)
    return following[:1] in (["of"], ["from"]) and _WOUNDS.isdisjoint(following)


_ACCOUNT = word_set("involvement responsibility report claim role hand part knowledge link connection charge account")


def _denies_a_deed(at: int, tree: Tree, lexicon: Lexicon) -> bool:
    """ "denied that it bombed", "denied involvement", "which it denied": what is denied is a deed or an account of it,
    and nothing is refused to anybody."""
    if tree.children(at, "ccomp", "xcomp", "advcl"):
        return True
    taken = [o for o in objects(tree, at) if tree.words[o].upos != "PRON"]
    return not taken or any(
        tree.words[o].lemma in _ACCOUNT or lexicon.is_blow(tree.words[o].text.casefold()) for o in taken
    )


def _tells_on(trigger: Trigger, at: int, sentence: Sentence) -> bool:
    """ ", condemning the attack", "began withdrawing", "responded by sending aid", "a statement urging" tell; "aimed at
    training" does not."""
    if trigger.first > 0 and sentence.tokens[trigger.first - 1].lower in (",", "-", "—", "and"):
        return True
    tree = sentence.tree
    relation, head = tree.relation(at), tree.words[tree.head(at)] if tree.head(at) != NOWHERE else None
    if relation == "xcomp":
        return head is not None and head.lemma in _RUNS
    if relation == "advcl":
        return any(tree.words[m].lemma in _BY_DOING for m in tree.children(at, "mark"))
    return relation == "acl" and head is not None and cues().speakers.get(head.lemma) == "document"


_RUNS = word_set("begin start continue keep resume consider mull weigh contemplate")
_BY_DOING = frozenset({"by", "after"})


def _is_of(wanted: frozenset[str], trigger: Trigger, at: int, tree: Tree) -> bool:
    """Whether what it is done to is one of these things: "released figures", "the report was released"."""
    return not wanted.isdisjoint(_done_to(trigger, at, tree))


_DOWNING: dict[str, Any] = {"type": "ASSAULT", "mode": "firearms", "instrument": "anti-aircraft fire"}
"""What stopping a rocket in its flight is, where stopping a truck on its way seizes it."""


def _done_to(trigger: Trigger, at: int, tree: Tree) -> frozenset[str]:
    """The lemmas of what it is done to, also of the whole of which it is a part ("ten of the | rockets")."""
    if trigger.is_noun:
        taken = [*tree.obliques(at, "of"), *tree.children(at, "compound", "nmod:poss")]
    else:
        taken = [*tree.children(at, "nsubj:pass"), *objects(tree, at), *tree.children(at, "obj")]
        described = tree.head(at) if tree.relation(at) in ("acl", "acl:relcl", "amod") else NOWHERE
        taken += tree.joined(described) if described != NOWHERE else []  # "its figures and those released by it"
    return frozenset(tree.words[w].lemma.casefold() for i in taken for w in whole_of(tree, i))


def _object_kind(trigger: Trigger, sentence: Sentence, document: Document, lexicon: Lexicon) -> str | None:
    tree = sentence.tree
    taken = next((choice for choice in sides_of(trigger, tree, lexicon).suffers if choice), ())
    kinds = [kind for i in taken if (kind := _kind_of(i, sentence, document)) is not None]
    return next((kind for kind in ("person", "place", "thing") if kind in kinds), None)


def _kind_of(index: int, sentence: Sentence, document: Document) -> str | None:
    tree = sentence.tree
    word, at = tree.words[index], tree.span(index)
    lower = word.text.casefold()
    if word.upos == "PRON":
        return "place" if lower == "it" else "person" if lower in _PEOPLE else None
    if lower in _PERSON_WORDS:
        return "person"
    if lower in _PLACE_WORDS:
        return "place"
    if any(
        p.span is not None and p.span.overlaps(at) and p.precision != "country"
        for p in document.places_of(sentence.span)
    ):
        return "place"
    if any(m.span is not None and m.span.overlaps(at) for m in document.actors_of(sentence.span)):
        return "person"
    named = {m.label for m in document.named_of(sentence.span) if m.start <= word.start and word.end <= m.end}
    if named & {"person", "place"}:
        return "person" if "person" in named else "place"
    if word.upos == "NUM" or (lower in _SHARES and (inner := tree.obliques(index, "of"))):
        inner = tree.obliques(index, "of")
        return _kind_of(inner[0], sentence, document) if inner else "person"
    return "thing"


_PEOPLE = word_set("he him she her they them we us i me")
_SHARES = word_set("most all half part parts much rest majority dozens hundreds quarter third percent percentage some")


def _words_after(trigger: Trigger, sentence: Sentence, count: int) -> list[str]:
    return [t.lower for t in sentence.tokens[trigger.last + 1 : trigger.last + 1 + count]]


def _ungoverned(triggers: Sequence[Trigger], readings: dict[Span, ModalityReading], tree: Tree) -> list[Trigger]:
    """Triggers that are not what another one is about: "called for a ceasefire" is no ceasefire."""
    governing = {
        top: t for t in triggers if t.entry.type in GOVERNING | _REPORTING and (top := tree.top(t.span)) is not None
    }
    return [
        t
        for t in triggers
        if (governor := _governor(t, governing, tree)) is None or _survives(t, governor, readings[t.span])
    ]


_CONTENT = frozenset(
    {
        "obj",
        "obl",
        "obl:agent",
        "nmod",
        "nmod:poss",
        "xcomp",
        "ccomp",
        "acl",
        "iobj",
        "compound",
        "conj",
        "amod",
        "advcl",
        "nsubj:pass",
    }
)


def _governor(trigger: Trigger, governing: Mapping[int, Trigger], tree: Tree) -> Trigger | None:
    """The trigger of whose content this one is a part, by the path up the tree. A clause with "after", "when" or
    "because" is none, nor is a sentence that is only set beside it."""
    at = tree.top(trigger.span)
    while at is not None and tree.relation(at) in _CONTENT and tree.head(at) != NOWHERE:
        if tree.relation(at) == "advcl" and not _is_infinitive(tree, at):
            return None
        if tree.relation(at) == "conj" and tree.head(at) in governing:
            return None
        if tree.relation(at) == "ccomp" and tree.head(at) > at:
            return None
        at = tree.head(at)
        if at in governing and governing[at] is not trigger:
            return governing[at]
    return None


def _is_infinitive(tree: Tree, at: int) -> bool:
    return any(tree.words[m].lemma == "to" for m in tree.children(at, "mark"))


def _survives(trigger: Trigger, governor: Trigger, reading: ModalityReading) -> bool:
    if trigger.entry.type == "ASSAULT" and trigger.entry.harm == "killed":
        return True
    if governor.entry.type in GOVERNING:
        if trigger.is_noun or trigger.voice == "participle":
            return False
        return reading.becomes != "event" or trigger.voice == "passive"
    if trigger.is_noun and governor.entry.type == "CONSULT":  # "met to discuss the withdrawal": it is yet to come
        return not trigger.entry.weak and trigger.entry.type == "ASSAULT"
    if trigger.is_noun:
        return not trigger.entry.weak and trigger.entry.type in ("ASSAULT", "COERCE", "RETREAT", "TERRITORY")
    return True


def _together(
    group: Sequence[Trigger],
    trigger: Trigger,
    clauses: list[Clause],
    readings: dict[Span, ModalityReading],
    tree: Tree,
    lexicon: Lexicon,
) -> bool:
    head = group[0]
    if head.entry.type != trigger.entry.type:
        return False
    left, right = readings[group[-1].span], readings[trigger.span]
    first, second = clause_of(clauses, group[-1].span.start), clause_of(clauses, trigger.span.start)
    if right.modality == "attempted" and left.modality == "actual" and head.entry.type == "ASSAULT":
        return first.index == second.index  # "an attack on the palace attempting to assassinate him" took place
    if (left.becomes, left.modality) != (right.becomes, right.modality):
        return False
    if _by_others(group, trigger, tree, lexicon) or _aside(group, trigger, tree):
        return False
    if first.index == second.index:
        return head.entry.type == "ASSAULT" or _same_mode(head, trigger)
    if head.entry.type != "ASSAULT":
        return False
    if trigger.entry.harm is not None and _shares_subject(group, trigger, tree):
        return True
    return second.index - first.index <= 1 and _goes_on(
        second.opening, first_harm=head.entry.harm is not None, harm=trigger.entry.harm is not None
    )


def is_dealt(trigger: Trigger, sentence: Sentence, lexicon: Lexicon) -> bool:
    """ "The group carried out the attack", "the blasts were caused by it": who did what was told before."""
    tree = sentence.tree
    at = tree.top(trigger.span)
    if at is None or tree.relation(at) not in ("obj", "nsubj:pass"):
        return False
    verb = tree.words[tree.head(at)]
    if verb.deprel == "acl:relcl" or verb.lemma in _OWNING:
        return False
    return verb.text.casefold() in lexicon.light or verb.lemma in _DEALING


_DEALING = frozenset({"cause", "do"})
_OWNING = frozenset({"claim", "admit", "acknowledge"})
"""Verbs that answer for a deed, and do not say of themselves who did it."""


def told_aside(at: int, others: Collection[int], tree: Tree) -> bool:
    """ "Leaders who had vowed revenge for the deaths of protesters condemned the attack": a word of a relative clause
    that holds none of the others and describes neither one of them nor what one acts on."""
    for head in (at, *tree.above(at)):
        if head in others:
            return False
        if tree.relation(head) == "acl:relcl":
            noun = tree.head(head)
            doer = tree.relation(noun) in ("nsubj", "nsubj:pass") and tree.head(noun) in others
            within = not set(others).isdisjoint(tree.below(head))
            return not within and (doer or set(others).isdisjoint((noun, *tree.above(noun))))
    return False


def _by_others(group: Sequence[Trigger], trigger: Trigger, tree: Tree, lexicon: Lexicon) -> bool:
    """ "A drone hit a post and four jets destroyed a convoy": two deeds, each with a doer of its own."""
    ours = _own_doers(trigger, tree, lexicon)
    return bool(ours) and any((theirs := _own_doers(t, tree, lexicon)) and not theirs & ours for t in group)


def _aside(group: Sequence[Trigger], trigger: Trigger, tree: Tree) -> bool:
    """Whether one of the two stands in a clause aside from the other: two nouns of one stretch, of two happenings."""
    at = tree.top(trigger.span)
    tops = [top for t in group if (top := tree.top(t.span)) is not None]
    if at is None or not trigger.is_noun:
        return False
    return told_aside(at, tops, tree) or all(told_aside(top, [at], tree) for top in tops)


def _own_doers(trigger: Trigger, tree: Tree, lexicon: Lexicon) -> set[int]:
    """Who is named as the subject of an active verb, right beside it."""
    at = tree.top(trigger.span)
    if at is None or trigger.voice != "active" or trigger.entry.sides != "forward":
        return set()
    own = tree.children(at, "nsubj")
    if trigger.entry.harm is not None:  # "a bomb exploded and the blast killed four": the blow's own outcome
        own = [i for i in own if not lexicon.is_blow(tree.words[i].text.casefold())]
    return {i for i in own if tree.words[i].upos != "PRON"}


def _shares_subject(group: Sequence[Trigger], trigger: Trigger, tree: Tree) -> bool:
    """ "Attacked a post near the town on Sunday and killed 13 policemen": one subject for both."""
    at = tree.top(trigger.span)
    if at is None or tree.relation(at) != "conj" or tree.children(at, "nsubj", "nsubj:pass"):
        return False
    return any(tree.top(t.span) == tree.head(at) for t in group)


def _goes_on(opening: str, *, first_harm: bool, harm: bool) -> bool:
    """Whether the next clause tells on the same ASSAULT: its outcome ("an attack, which killed four", "and wounded
    six") or, after an outcome, its means ("four died when a bomb exploded")."""
    if opening == "when":
        return first_harm != harm
    return harm and (opening == "and" or (opening == "relative" and not first_harm))


def _same_mode(head: Trigger, trigger: Trigger) -> bool:
    return head.entry.mode == trigger.entry.mode or None in (head.entry.mode, trigger.entry.mode)


def _happening(group: Sequence[Trigger], clauses: list[Clause], readings: dict[Span, ModalityReading]) -> Happening:
    ordered = sorted(
        group, key=lambda t: (t.entry.harm is not None and not t.is_noun, t.entry.weak, t.entry.mode is None, t.first)
    )
    spans = [clause_of(clauses, t.span.start).span for t in group]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Happening(tuple(ordered), span, readings[ordered[0].span])


def _without_weak(happenings: list[Happening], clauses: list[Clause]) -> list[Happening]:
    """A weak word beside a strong one of the same clause only colours it ("met for talks", "in fierce fighting")."""
    strong: dict[int, int] = {}
    for happening in happenings:
        if not happening.head.entry.weak and not (happening.head.is_noun and happening.head.entry.type != "ASSAULT"):
            strong.setdefault(clause_of(clauses, happening.head.span.start).index, happening.head.first)
    kept = []
    for happening in happenings:
        at = clause_of(clauses, happening.head.span.start).index
        if happening.head.entry.weak and at in strong and _only_colours(happening, strong[at]):
            continue
        kept.append(happening)
    return kept


def _only_colours(happening: Happening, strong: int) -> bool:
    """A weak noun, or a weak verb of the talking kind after the strong word; "condemned the raid" stands by itself."""
    talks = vocabulary().events[happening.head.entry.type].quad in (1, 3)
    return happening.head.is_noun or (talks and happening.head.first > strong)
