"""Who did it and to whom: the parties on the sides of a trigger, as the sentence's tree has them.

Nobody is named who does not stand on a side of the deed: nearness is no guilt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from recount.extract.cast import ARMED, Cast, Meant
from recount.extract.lexicon import Lexicon
from recount.extract.sides import Sides, objects, sides_of, subjects
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.extract.triggers import Trigger
from recount.records import Certainty, Mention, Span

__all__ = ["ARMED", "NOBODY", "Parties", "certainty_of", "parties_of"]
_SUSPECTED = re.compile(
    r"\b(?:suspected|alleged(?:ly)?|blamed (?:on|for)|accused of|believed to|tied to|linked to|attributed to|"
    r"purported(?:ly)?)\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"\bclaim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)|\btook (?:responsibility|credit)\b", re.I
)
_TIED = re.compile(
    r"\b(?:tied to|linked to|blamed on|attributed to|"
    r"blam(?:ed|es|ing)|accus(?:ed|es|ing)|suspects?|pointed (?:the finger )?at)\s",
    re.IGNORECASE,
)
_DEEDS = frozenset({"ASSAULT", "COERCE", "TERRITORY"})
_THINGS = frozenset({"ASSAULT"})
"""Types whose target may be a thing that nobody is said to own: "bombed a workshop"."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Actors and targets of one happening, in order, each party once."""

    actor: tuple[Mention, ...]
    target: tuple[Mention, ...]


NOBODY = Parties((), ())


def parties_of(
    trigger: Trigger, sentence: Sentence, document: Document, lexicon: Lexicon, meant: Meant = lambda _: None
) -> Parties:
    """Parties of a trigger. `meant` says for whom a pronoun on one of its sides stands."""
    sides = sides_of(trigger, sentence.tree, lexicon)
    cast = Cast(sentence, document, lexicon, meant)
    actor = [m for index in sides.doers for m in cast.doers(index)]
    target = _suffering(sides, cast, trigger, actor)
    if trigger.is_noun and trigger.entry.type not in _THINGS:
        target = [m for m in target if m.id is not None or m.sector is not None]
    if trigger.entry.type in _DEEDS and not (trigger.is_noun and trigger.entry.type != "ASSAULT"):
        mentions = [m for m in document.actors_of(sentence.span) if not any(key_of(m) == key_of(t) for t in target)]
        mentions = [m for m in mentions if not _described(m, sentence.tree)]
        actor += [m for m in _blamed(mentions, sentence.span, document.text) if m not in actor]
    told = _each_once(_with_certainty(actor, sentence.span, document.text))
    return Parties(told, _each_once(target, apart=told))


def over_intent(parties: Parties, cue: int, cast: Cast) -> Parties:
    """The parties of what somebody orders, asks for or vows: whoever does so, by the verb at an index, and whom they
    ask where the act itself names nobody it is done to. "The premier ordered the militias to gather"."""
    tree = cast.tree
    actor = _each_once(m for i in subjects(tree, cue) for m in cast.doers(i))
    addressed = [*objects(tree, cue), *tree.children(cue, "iobj"), *tree.obliques(cue, "on", "to", "upon")]
    asked = _each_once((m for i in addressed for m in cast.struck(i, things=False)), apart=actor)
    target = parties.target if any(key_of(m) not in map(key_of, asked) for m in parties.target) else asked
    return Parties(actor or parties.actor, target or parties.target)


def _suffering(sides: Sides, cast: Cast, trigger: Trigger, actor: Sequence[Mention]) -> list[Mention]:
    """The first choice of words that names somebody other than the actor."""
    doing = {key_of(m) for m in actor}
    things, states = trigger.entry.type in _THINGS, trigger.entry.type not in _DEEDS
    ground = trigger.entry.type == "TERRITORY"
    for choice in sides.suffers:
        if ground:  # "retaking it from the group": what is taken is a place
            choice = tuple(i for i in choice if cast.tree.words[i].upos != "PRON")
        struck = [m for i in choice for m in cast.struck(i, things=things, states=states)]
        if found := [m for m in struck if key_of(m) not in doing]:
            return found
    return []


def _described(mention: Mention, tree: Tree) -> bool:
    """ "Seven people linked to the groups": the words tell whose people they are."""
    at = tree.top(mention.span) if mention.span is not None else None
    if at is None or tree.head(at) == NOWHERE:
        return False
    clause = tree.head(at)
    return tree.relation(clause) in ("acl", "acl:relcl") and tree.words[clause].lemma in ("link", "tie", "affiliate")


def _blamed(mentions: Sequence[Mention], span: Span, text: str) -> list[Mention]:
    """Parties named by "blamed on", "tied to", "claimed responsibility"."""
    found = []
    for mention in mentions:
        if mention.span is None:
            continue
        lead = text[max(span.start, mention.span.start - 24) : mention.span.start]
        tail = text[mention.span.end : min(span.end, mention.span.end + 40)]
        tied = _TIED.search(lead + "")
        if tied and len(lead[tied.end() :].split()) <= 2:
            found.append(replace(mention, certainty="suspected"))
        elif _CLAIMED.match(tail.lstrip().removeprefix("has ").removeprefix("have ").removeprefix("later ")):
            found.append(replace(mention, certainty="claimed"))
    return found


def _with_certainty(mentions: Sequence[Mention], span: Span, text: str) -> list[Mention]:
    return [replace(m, certainty=certainty_of(m, span, text)) for m in mentions]


def certainty_of(mention: Mention, span: Span, text: str) -> Certainty:
    """How the clause puts the role: suspected where such a word stands right before the party."""
    if mention.certainty != "stated" or mention.span is None:
        return mention.certainty
    lead = text[max(span.start, mention.span.start - 22) : mention.span.start]
    hit = _SUSPECTED.search(lead)
    return "suspected" if hit and len(lead[hit.end() :].split()) <= 2 else "stated"


def _each_once(mentions: Iterable[Mention], apart: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """Each party once, by its id or its words; the least certain naming wins, since a rule that doubts had a reason."""
    kept: dict[str, Mention] = {}
    barred = {m.span.start for m in apart if m.span is not None}
    mentions = list(mentions)
    spans = [m.span for m in mentions if m.span is not None]
    for mention in mentions:
        if mention.span is not None and mention.span.start in barred:
            continue
        if any(s.holds(mention.span) and s != mention.span for s in spans if mention.span is not None):
            continue  # a part of another's name
        key = key_of(mention)
        if key not in kept or mention.certainty != "stated":
            kept[key] = mention
    return tuple(kept.values())


def key_of(mention: Mention) -> str:
    """What two mentions of one party share: its id, else its words."""
    return mention.id or mention.words.casefold()
