"""Actors that a person holds to be one: every mention of the one, by id or by words, is read as the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recount.records import Claim, Judgement, Mention, Source
from recount.words.normalise import fold


@dataclass(slots=True)
class Merges:
    """From an actor's id, or the folded words of a party that the catalogue does not know, to the actor that it is.

    `effects` says per judgement what came of it."""

    into: dict[str, str] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.into)

    def final(self, actor: str) -> str:
        """The actor at the end of the chain."""
        while (further := self.into.get(actor, actor)) != actor:
            actor = further
        return actor

    def read(self, claim: Claim, sectors: Mapping[str, str | None]) -> Claim:
        """The claim with its parties and speakers read as the actors that they are; `sectors` by actor."""
        actor = tuple(self._mention(m, sectors) for m in claim.actor)
        target = tuple(self._mention(m, sectors) for m in claim.target)
        source = tuple(self._source(s) for s in claim.source)
        if (actor, target, source) == (claim.actor, claim.target, claim.source):
            return claim
        return replace(claim, actor=actor, target=target, source=source)

    def names(self, claim: Claim) -> set[str]:
        """Which of the merged the claim names."""
        spoken = {m.id or fold(m.words) for m in (*claim.actor, *claim.target)}
        spoken |= {s.id or fold(s.name or "") for s in claim.source}
        return spoken & self.into.keys()

    def _mention(self, mention: Mention, sectors: Mapping[str, str | None]) -> Mention:
        into = self.final(mention.id or fold(mention.words))
        if into == (mention.id or fold(mention.words)):
            return mention
        return replace(mention, id=into, sector=sectors.get(into, mention.sector))

    def _source(self, source: Source) -> Source:
        known = source.id or (fold(source.name) if source.named and source.name else "")
        into = self.final(known)
        return source if into == known else replace(source, id=into)


def merges_of(active: Sequence[Judgement]) -> Merges:
    """The mergers in force, latest first, so that an earlier one that would close a circle gives way."""
    merges = Merges()
    for judgement in reversed([j for j in active if j.kind == "merge_actor"]):
        if not judgement.value:
            merges.effects[judgement.id] = "not obeyed: it names no actor to merge into"
            continue
        end = merges.final(judgement.value)
        names = {name for target in judgement.targets for name in (target, fold(target))}
        taken = sorted(name for name in names if name not in merges.into and name != end)
        merges.into.update(dict.fromkeys(taken, judgement.value))
        merges.effects[judgement.id] = "obeyed" if taken else "superseded by a later judgement"
    return merges
