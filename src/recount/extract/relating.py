"""A sentence's relations and judgements as drafts, beside what happened in it. Asked only of sentences that hold one of
the words of judgements.yaml with what it needs around it, since most hold none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.extract.assessments import Verdicted, verdicts_in
from recount.extract.attribution import Attribution, attribution_of, attributions_in
from recount.extract.clauses import is_finite_like
from recount.extract.coding import Coded
from recount.extract.conditions import lacking
from recount.extract.drafts import NOBODY, Draft
from recount.extract.evidence import clause_told
from recount.extract.frame import Carried
from recount.extract.governments import Country
from recount.extract.judgements import judgements
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.naming import namings_in
from recount.extract.parties import Parties
from recount.extract.qualities import may_judge, qualities_in
from recount.extract.relations import described_by_fights, may_stand, standings_in
from recount.extract.scene import Scene, scene_of
from recount.extract.splitting import clause_of, clauses_in
from recount.extract.standings import Standing
from recount.extract.syntax import Document, Sentence
from recount.extract.telling import says_nothing
from recount.extract.when import When, when_of
from recount.extract.where import Where
from recount.records import Mention, Relation, Span

_READ_AS_EVENTS = frozenset({"SUPPORT", "AID", "COOPERATE", "REJECT", "ASSAULT"})
_NOWHERE = Where((), "none", "no place asked for")


def with_standing(coded: Coded, document: Document, carried: Carried, country: Country) -> Coded:
    """The sentence's drafts with those of its relations and judgements; an event that was read from the very words
    of a relation ("supports", "the forces fighting ISIS") gives way to it."""
    sentence = coded.sentence
    lowers = [t.lower for t in sentence.tokens]
    cues = [c for c in judgements().found_in(lowers) if c.cue.family == "assessment"]
    begun = {c.first for c in cues}
    cues = sorted((*cues, *(n for n in namings_in(lowers) if n.first not in begun)), key=lambda c: c.first)
    shown = may_judge(sentence)
    if (not cues and not shown and not may_stand(lowers)) or (
        coded.note is not None and says_nothing(sentence) is not None
    ):
        return coded
    scene = _scene(sentence, document, lowers, carried, country)
    standings, verdicts = standings_in(scene), verdicts_in(scene, cues)
    if shown:
        verdicts += [q for q in qualities_in(scene) if not any(q.cue.overlaps(v.cue) for v in verdicts)]
    apart = described_by_fights(scene)
    if not standings and not verdicts and not apart:
        return coded
    attributions = list(attributions_in(sentence, document))
    made = [d for s in standings if (d := _relation(s, sentence, document, attributions)) is not None]
    apart += [d.trigger for d in made]
    told = [d for d in coded.drafts if not _is_relation(d, apart)]
    made += [d for v in verdicts if (d := _assessment(v, sentence, document, attributions)) is not None]
    drafts = sorted((*told, *made), key=lambda d: (d.span.start, d.trigger.start))
    return replace(coded, drafts=tuple(drafts), note=None if drafts else coded.note)


def _scene(sentence: Sentence, document: Document, lowers: list[str], carried: Carried, country: Country) -> Scene:
    subject = carried.subject if carried.segment == sentence.segment else None

    def meant(verb: Span) -> Mention | None:
        """Whom "it", "they" or "the group" before a verb means: in what someone says, that speaker; else the subject
        of the sentence before, where nobody has been named since."""
        said = attribution_of(verb, attributions_in(sentence, document))
        if said is not None and said.chain:
            id_ = said.chain[0].id
            return next((m for m in document.actors_of(sentence.span) if id_ is not None and m.id == id_), None)
        before = [t for t in sentence.tokens if t.end <= verb.start]
        alone = not any(m.id for m in document.actors_of(Span(sentence.span.start, verb.start)))
        return subject if alone and not any(is_finite_like(t.lower) for t in before[:-4]) else None

    return scene_of(sentence, document, lowers, country, meant)


def _is_relation(draft: Draft, apart: Sequence[Span]) -> bool:
    """Whether an event was read from words that tell how parties stand."""
    of_standing = draft.kind in ("event", "tally") and draft.type in _READ_AS_EVENTS
    return of_standing and any(span.holds(draft.trigger) for span in apart)


def _relation(
    found: Standing, sentence: Sentence, document: Document, attributions: Sequence[Attribution]
) -> Draft | None:
    attribution = attribution_of(found.cue, attributions)
    if found.type == "commands" and found.passing and _speaks(found, attributions):
        return None
    reading = ModalityReading() if found.passing else modality_of(found.cue, sentence, document)
    if reading.becomes != "event" or reading.modality == "conditional":
        return None
    span = found.span if found.passing else _clause(found.cue, found.span, sentence)
    when = when_of(found.span, sentence, document, None, past=False) if not found.passing else None
    when = when if when is not None and when.origin == "own" else _dated(span, sentence, document)
    relation = _with_dates(Relation(found.type), when, document)
    where = Where((found.place,), "own", f"place in the clause: {found.place.words}") if found.place else _NOWHERE
    words = document.text[found.cue.start : found.cue.end]
    reason = f"'{' '.join(words.split())}' is {found.type}"
    draft = _draft(sentence, found.cue, span, reading, attribution, reason)
    return replace(
        draft,
        kind="relation",
        type=found.type,
        relation=relation,
        parties=Parties(found.actor, found.target),
        where=where,
        when=when,
        about=found.about,
        weak=found.passing,
    )


def _speaks(found: Standing, attributions: Sequence[Attribution]) -> bool:
    """Whether who leads is only named as who speaks: "Gen. Ross, the commander of X, said"."""
    return any(a.source is not None and a.source.overlaps(found.span) for a in attributions)


def _clause(cue: Span, whole: Span, sentence: Sentence) -> Span:
    clause = clause_of(clauses_in(sentence), cue.start).span
    return Span(min(clause.start, whole.start), max(clause.end, whole.end))


def _dated(span: Span, sentence: Sentence, document: Document) -> When:
    return when_of(span, sentence, document, None, past=False)


def _with_dates(relation: Relation, when: When, document: Document) -> Relation:
    """Since when and until when: the bounds of a time after "since", "until" or "from", or of one that renames."""
    time = when.time
    if when.origin != "own" or time is None or time.words is None:
        return relation
    words = time.words.casefold()
    lead = document.text[: document.text.find(time.words)].rstrip()[-8:].casefold()
    if words.startswith(("since", "from", "between")) or lead.endswith(("since", "from")) or relation.type == "same_as":
        end = time.end if words.startswith(("from", "between")) else None
        return replace(relation, start=time.start, end=end)
    if words.startswith(("until", "till")) or lead.endswith(("until", "till")):
        return replace(relation, end=time.end)
    return relation


def _assessment(
    found: Verdicted, sentence: Sentence, document: Document, attributions: Sequence[Attribution]
) -> Draft | None:
    reading = modality_of(found.verb, sentence, document)
    if reading.becomes != "event":
        return None
    verdict = found.verdict
    if reading.modality == "negated":
        verdict = verdict if found.negated else found.turned
        reading = replace(reading, modality="actual")
    if found.negated and reading.modality == "possible":
        reading = replace(reading, modality="actual")
    if reading.condition is None:
        reading = replace(reading, condition=lacking(sentence))
    words = " ".join(document.text[found.cue.start : found.cue.end].split())
    span = _clause(found.cue, found.span, sentence)
    draft = _draft(
        sentence, found.cue, span, reading, attribution_of(found.cue, attributions, said=True), f"judges: {words}"
    )
    parties = Parties((found.party,), ()) if found.party is not None else NOBODY
    when = when_of(span, sentence, document, None, past=False)
    return replace(draft, kind="assessment", parties=parties, about=found.about, verdict=verdict, when=when)


def _draft(
    sentence: Sentence,
    cue: Span,
    span: Span,
    reading: ModalityReading,
    attribution: Attribution | None,
    reason: str,
) -> Draft:
    return Draft(
        kind="assessment",
        type=None,
        mode=None,
        trigger=cue,
        span=clause_told(span, cue, sentence, attribution),
        sentence=sentence,
        reading=reading,
        parties=NOBODY,
        where=_NOWHERE,
        when=When(None, "none", "no time given"),
        quantity=(),
        instrument=(),
        attribution=attribution,
        reasons=(reason,),
    )
