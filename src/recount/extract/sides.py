"""Which words stand on which side of a trigger, asked of the sentence's tree: who does it, and to whom.

Words are spoken of by their index in the tree, and are no parties yet: "a car bomb" stands as the doer of "killed",
and it takes a catalogue and a list of nouns to say that nobody is named by it (`recount.extract.cast`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.lexicon import PARTICLES, Lexicon
from recount.extract.trees import NOWHERE, Tree
from recount.extract.triggers import Trigger, counted

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_ON = ("on", "against", "at", "upon", "towards", "toward", "targeting", "into")
_WITH = ("with", "against", "between", "alongside")
_RECIPIENTS = ("to", "with", "on", "against", "for", "from", "toward", "towards", "of", "at")
"""Where the other party of words and gifts stands when it is no object: "gave aid to", "signed with", "called on"."""
_CARRIED_OUT = ("acl", "acl:relcl")
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Doers, and choices of those it is done to: the first choice that names a party holds."""

    doers: tuple[int, ...]
    suffers: tuple[tuple[int, ...], ...]


NO_SIDES = Sides((), ())


def sides_of(trigger: Trigger, tree: Tree, lexicon: Lexicon) -> Sides:
    """The words on each side of a trigger. Nothing where the tree does not hold it."""
    at = tree.top(trigger.span)
    if at is None:
        return NO_SIDES
    alone = trigger.first == trigger.last  # "will continue its | attacks" is told by "will"; "shot dead" is a verb
    noun = trigger.is_noun or (alone and tree.words[at].upos in ("NOUN", "PROPN"))
    return _of_noun(trigger, at, tree, lexicon) if noun else _of_verb(trigger, at, tree)


def subjects(tree: Tree, at: int) -> list[int]:
    """Who is the subject of a predicate, all that "and" joins, also where the tree hangs two on one verb; else who is
    taken over from the clause above. Of a participle under a passive that is who did the other thing."""
    own = _own(tree, at)
    if own:
        return own
    word = tree.words[at]
    if word.head == NOWHERE or word.deprel == "parataxis":
        return []
    if word.deprel == "ccomp":  # "rebels regained the town, the army said": a subject hung on the verb of saying
        hung = [s for s in tree.children(word.head, "nsubj") if s < at < word.head]
        return [s for first in hung for s in tree.joined(first)]
    if word.deprel == "conj" and word.upos == "VERB" and tree.relation(word.head) == "obj":
        return subjects(tree, tree.head(word.head))  # "killed seven men and detained 27": hung on the men
    if word.deprel not in ("advcl", "conj"):
        return tree.subjects(at)
    if not tree.is_passive(word.head):
        return subjects(tree, word.head) if word.deprel == "conj" else tree.subjects(at) or subjects(tree, word.head)
    if word.deprel == "conj" and tree.is_passive(at):
        return subjects(tree, word.head)
    return tree.agents(word.head)


def whole_of(tree: Tree, index: int) -> list[int]:
    """The word and, of a bare number, what it is a part of: "ten of the 13 | rockets"."""
    return [index, *(tree.obliques(index, "of") if tree.words[index].upos in ("NUM", "DET", "PRON") else ())]


def objects(tree: Tree, at: int) -> list[int]:
    """What a predicate in the active takes, after it where the tree has it on both sides."""
    found = [o for first in tree.children(at, "obj") if not _led(tree, first, at) for o in tree.joined(first)]
    turned = [
        s
        for first in tree.children(at, "nsubj:pass")
        if first > at and _is_finite(tree, at)
        for s in tree.joined(first)
    ]
    return sorted(dict.fromkeys([*found, *turned])) or counted(tree, at)


def _own(tree: Tree, at: int) -> list[int]:
    found = [s for first in tree.children(at, *_SUBJECTS) for s in _meant(tree, first, at)]
    if _is_finite(tree, at):
        before = [s for s in found if s < at]
        found = before or [s for s in found if tree.relation(s) != "nsubj:pass"]
        if not found:  # "a strike on Monday killed two": a subject that the tree takes for an object
            found = [o for first in tree.children(at, "obj") if _led(tree, first, at) for o in tree.joined(first)]
    return sorted(dict.fromkeys(found))


def _led(tree: Tree, index: int, at: int) -> bool:
    return index < at and _is_finite(tree, at) and tree.words[at].deprel not in ("acl:relcl", "acl")


def _is_finite(tree: Tree, at: int) -> bool:
    return (
        tree.words[at].upos == "VERB" and not tree.children(at, "aux:pass") and "VerbForm=Fin" in tree.words[at].feats
    )


def _meant(tree: Tree, subject: int, predicate: int) -> list[int]:
    word, clause = tree.words[subject], tree.words[predicate]
    if word.lemma.lower() in _RELATIVE and clause.deprel in _CARRIED_OUT and clause.head != NOWHERE:
        return [clause.head]
    return tree.joined(subject) if word.deprel != "conj" else [subject]


def _of_verb(trigger: Trigger, at: int, tree: Tree) -> Sides:
    entry = trigger.entry
    passive = trigger.voice == "passive"
    agents = tree.agents(at) or _by(tree, at)
    prepared = _governed(trigger, tree)
    if entry.sides == "both":
        first = agents if passive else subjects(tree, at)
        others = [*prepared, *objects(tree, at), *_all(tree, tree.obliques(at, *_WITH))]
        others += [n for o in objects(tree, at) for n in _all(tree, tree.obliques(o, *_ON))]
        first, others = (first, others) if not passive else (subjects(tree, at), agents)
        if len(first) > 1 and not others:
            return Sides(tuple(first[:1]), (tuple(first[1:]),))
        return Sides(tuple(first), (tuple(dict.fromkeys(others)),))
    if entry.sides == "thing":
        return Sides(tuple(agents), (tuple(_all(tree, tree.obliques(at, *_ON))),))
    if entry.sides == "reverse":
        return Sides(
            tuple(agents or prepared or _all(tree, tree.obliques(at, "to", "from"))), (tuple(subjects(tree, at)),)
        )
    lost = tuple(_all(tree, tree.obliques(at, "from"))) if entry.type == "TERRITORY" else ()
    if passive and entry.sides == "subject" and not agents and not lost:
        return Sides(tuple(_suffering(tree, at)), ())  # "troops were pulled back": it is they who leave
    if passive:
        return Sides(tuple(agents), (tuple(prepared), tuple(_suffering(tree, at)), lost))
    if entry.sides == "subject":
        return Sides(tuple(subjects(tree, at)), ())
    return Sides(tuple(agents or subjects(tree, at)), (*_objects(trigger, at, tree, prepared), lost))


def _objects(trigger: Trigger, at: int, tree: Tree, prepared: Sequence[int]) -> Iterator[tuple[int, ...]]:
    literal = set(trigger.entry.words.casefold().split())
    words = dict.fromkeys((at, *tree.within(trigger.span)))
    taken = [
        o for w in words for o in objects(tree, w) if not (_inside(trigger, tree, o) and tree.words[o].lemma in literal)
    ]
    taken += [i for first in tree.children(at, "iobj") for i in tree.joined(first)]
    if prepared:
        yield tuple(prepared)
    yield tuple(dict.fromkeys(taken))
    ahead = _ON if trigger.entry.type in ("ASSAULT", "TERRITORY", "COERCE") else _RECIPIENTS
    yield tuple(_all(tree, tree.obliques(at, *ahead)))
    yield tuple(n for o in objects(tree, at) for n in _all(tree, tree.obliques(o, *ahead)))


def _inside(trigger: Trigger, tree: Tree, index: int) -> bool:
    word = tree.words[index]
    return trigger.span.start <= word.start and word.end <= trigger.span.end


def _governed(trigger: Trigger, tree: Tree) -> list[int]:
    """What a preposition of the trigger's own words governs: "fired on | the crew", "took control of | the town"."""
    inside = set(tree.within(trigger.span))
    if len(inside) < 2:
        return []
    found = [
        index
        for index in range(len(tree))
        if index not in inside and any(m in inside for m in tree.children(index, "case"))
    ]
    return _all(tree, found)


def _suffering(tree: Tree, at: int) -> list[int]:
    own = [s for first in tree.children(at, *_SUBJECTS) for s in _meant(tree, first, at)]
    return sorted(dict.fromkeys(own)) or subjects(tree, at)


def _by(tree: Tree, at: int) -> list[int]:
    """ "by" that the tree takes for another oblique, beside a participle."""
    return _all(tree, tree.obliques(at, "by"))


def _all(tree: Tree, firsts: Sequence[int]) -> list[int]:
    return [i for first in firsts for i in tree.joined(first)]


def _of_noun(trigger: Trigger, at: int, tree: Tree, lexicon: Lexicon) -> Sides:
    of = _all(tree, tree.obliques(at, "of"))
    owners = [
        i
        for first in tree.children(at, "nmod:poss", "compound", "amod", "nmod:unmarked")
        if not _inside(trigger, tree, first)  # "a | mediation effort" is no effort of mediation's
        for i in tree.joined(first)
    ]
    by = _all(tree, [*tree.obliques(at, "by"), *tree.children(at, "obl:agent")])
    against = _all(tree, tree.obliques(at, *_ON))
    by += bringers(tree, at, lexicon)
    bearers, light, harmed = _around(trigger, at, tree, lexicon)
    if trigger.entry.of == "both":
        sides = [*owners, *of, *_all(tree, tree.obliques(at, *_WITH)), *by]
        return Sides(tuple(sides[:1] or light[:1]), (tuple(sides[1:] if sides else light[1:]), tuple(harmed)))
    if trigger.entry.of == "actor":
        return Sides(tuple([*of, *owners] or by or light), (tuple(against), tuple(harmed)))
    target = of if trigger.entry.of == "target" else []
    named = tree.children(at, "compound", "amod") if trigger.entry.harm is not None else []
    own = [o for o in owners if o not in named]
    if light:  # "they carried out terrorist attacks": of whose kind, and not by whom
        own = [o for o in own if tree.relation(o) == "nmod:poss"]
    doers = by or [*own, *light]
    return Sides(tuple(doers), (tuple(against), tuple(target), tuple(named), tuple(harmed), tuple(bearers)))


def bringers(tree: Tree, at: int, lexicon: Lexicon) -> list[int]:
    """Whom a clause behind a deed or a weapon gives as its doer: "a raid carried out by | rebels", "a mine laid by
    | the group", "the attack that | rebels launched"."""
    done = tree.children(at, *_CARRIED_OUT)
    found = [agent for c in done if _is_light(tree, c, _brought(tree, at, lexicon)) for agent in _agents(tree, c)]
    return found or [agent for c in done if _is_light(tree, c, lexicon.laid) for agent in tree.agents(c)]


def _agents(tree: Tree, clause: int) -> list[int]:
    return tree.agents(clause) or _by(tree, clause) or ([] if tree.is_passive(clause) else _given(tree, clause))


def _brought(tree: Tree, at: int, lexicon: Lexicon) -> frozenset[str]:
    """The verbs that give a deed its doer; and, of a weapon, those that bring it where it strikes."""
    weapon = lexicon.is_weapon(tree.words[at].text.casefold())
    return lexicon.light | lexicon.laid if weapon else lexicon.light


def _given(tree: Tree, at: int) -> list[int]:
    """The subject that a relative clause names itself ("the attack that rebels launched")."""
    return [s for s in _own(tree, at) if tree.words[s].lemma.lower() not in _RELATIVE]


def _is_light(tree: Tree, at: int, light: frozenset[str]) -> bool:
    return tree.words[at].text.casefold() in light


def _around(trigger: Trigger, at: int, tree: Tree, lexicon: Lexicon) -> tuple[list[int], list[int], list[int]]:
    """Who bears it ("the town suffered an attack"), who does it by a light verb ("rebels carried out a raid"), and what
    a verb of harm takes whose subject the noun is ("the strike killed four soldiers")."""
    relation, head = tree.relation(at), tree.head(at)
    while head != NOWHERE and (relation == "conj" or (relation == "nmod" and tree.words[head].lemma in _SERIES)):
        relation, head = tree.relation(head), tree.head(head)
    if head == NOWHERE or tree.words[head].upos not in ("VERB", "AUX"):
        return [], [], []
    if relation in ("nsubj", "csubj"):
        return [], [], objects(tree, head) if _deals(trigger, tree.words[head].text, lexicon) else []
    if not _is_light(tree, head, _brought(tree, at, lexicon) | lexicon.borne):
        return [], [], []
    if relation == "nsubj:pass":
        return [], tree.agents(head) or _by(tree, head), []
    if relation in ("obj", "obl", "xcomp"):
        who = subjects(tree, head) if not tree.is_passive(head) else tree.agents(head)
        borne = _is_light(tree, head, lexicon.borne)
        against = _all(tree, [*tree.obliques(head, *_ON), *_behind_means(tree, head)])
        return (who if borne else against), ([] if borne else who), []
    return [], [], []


def _behind_means(tree: Tree, head: int) -> list[int]:
    """ "Conducted strikes | using aircraft | against the group": a tree may hang whom they strike on the means."""
    means = [c for c in tree.children(head, "advcl") if tree.words[c].lemma == "use"]
    spots = [at for c in means for at in (c, *tree.objects(c))]
    return [i for at in spots for i in tree.obliques(at, "against")]


def _deals(trigger: Trigger, verb: str, lexicon: Lexicon) -> bool:
    """Whether a verb says what a blow does to whom it takes: "the strike killed", and not "the strike shocked". Of what
    is no blow any verb may."""
    if trigger.entry.type != "ASSAULT":
        return True
    found = lexicon.patterns.get(verb.casefold(), ())
    plain = [p for p in found if set(p.tokens[1:]) <= _THROUGH]  # "sent a wall of flame" strikes no wall
    return any(not p.entry.noun and p.entry.type in ("ASSAULT", "TERRITORY") for p in plain)


_THROUGH = PARTICLES | {"through", "into"}


_SERIES = frozenset({"series", "wave", "number", "string", "spate", "campaign", "pair", "dozen", "round", "barrage"})
