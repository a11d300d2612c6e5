"""Drafts to claims: ids, evidence, crosswalk, stance and sensitivity."""

from __future__ import annotations

import re
from dataclasses import replace

from recount.extract.confidence import confidence_of
from recount.extract.drafts import Draft
from recount.extract.evidence import further_told
from recount.extract.parties import ARMED
from recount.extract.syntax import Document
from recount.extract.turns import with_speaker
from recount.extract.where import zone_of
from recount.records import Claim, Evidence, Mention, Modality, Span, Stance, Time
from recount.records.ids import claim_id
from recount.words.vocabulary import vocabulary

_CHILD = re.compile(
    r"\b(?:a|an|the|her|his|their|\w+-year-old)\s(?:\w+\s)?(?:child|boy|girl|baby|infant|toddler|son|daughter)\b|\b(?:[1-9]|1[0-7])-year-old\b",
    re.I,
)
_NAMED = re.compile(r"\b(?:identified as|named as|named|known as)\s[A-Z]\w+\s[A-Z]\w+")
_HARMFUL = frozenset({"ASSAULT"})


def claim_of(draft: Draft, document: Document) -> Claim:
    """The claim that a draft makes. CAMEO root and ACLED type always follow from type and mode."""
    report = document.report
    start, end = draft.span.start, draft.span.end
    score, terms = confidence_of(draft, document)
    cameo, acled = _crosswalk(draft)
    attribution = draft.attribution
    return Claim(
        id=claim_id(report.id, report.text_version, draft.kind, draft.type, start, end),
        report=report.id,
        text_version=report.text_version,
        kind=draft.kind,
        type=draft.type,
        evidence=tuple(_quoted(span, document) for span in (draft.span, *further_told(draft, document))),
        mode=draft.mode,
        cameo=cameo,
        acled=acled,
        actor=draft.parties.actor,
        target=draft.parties.target,
        instrument=draft.instrument,
        place=draft.where.places,
        time=_zoned(draft),
        said_at=attribution.said_at if attribution else None,
        quantity=draft.quantity,
        direction=draft.direction,
        relation=draft.relation,
        about=draft.about,
        verdict=draft.verdict,
        condition=draft.reading.condition,
        horizon=draft.reading.horizon,
        source=with_speaker(attribution.chain if attribution else (), draft.sentence, document),
        stance=_stance(draft),
        modality=_modality(draft),
        contradicts=attribution.contradicts if attribution else None,
        reading_confidence=score,
        reasons=(*draft.reasons, *terms),
        sensitivity=_sensitivity(draft, document),
    )


def _quoted(span: Span, document: Document) -> Evidence:
    return Evidence(span.start, span.end, document.text[span.start : span.end])


def _zoned(draft: Draft) -> Time | None:
    time = draft.when.time
    if time is None or time.zone is not None:
        return time
    return replace(time, zone=zone_of(draft.where.places))


def _stance(draft: Draft) -> Stance:
    if draft.attribution is not None and draft.attribution.stance != "asserts":
        return draft.attribution.stance
    if draft.reading.stance_hint is not None:
        return draft.reading.stance_hint
    if draft.type == "ASSAULT" and any(m.certainty == "claimed" for m in draft.parties.actor):
        return "claims_responsibility"
    return draft.attribution.stance if draft.attribution is not None else "asserts"


def _modality(draft: Draft) -> Modality:
    return draft.reading.modality


def _crosswalk(draft: Draft) -> tuple[str | None, str | None]:
    """The vocabulary's crosswalk, with two refinements of ours: an ASSAULT without a mode is an attack when its targets
    are civilians, and ground taken by a non-state actor is overtaken, not regained."""
    if draft.kind not in ("event", "intent", "tally", "forecast"):
        return None, None
    cameo, acled = vocabulary().crosswalk(draft.type, draft.mode)
    if draft.type == "ASSAULT" and draft.mode in (None, "firearms") and _on_civilians(draft):
        acled = "Attack"
    if draft.type == "TERRITORY" and draft.mode == "gain" and _sectors(draft.parties.actor) & {"REB", "ISM"}:
        acled = "Non-state actor overtakes territory"
    return cameo, acled


def _sectors(mentions: tuple[Mention, ...]) -> set[str]:
    return {m.sector for m in mentions if m.sector}


def _on_civilians(draft: Draft) -> bool:
    hurt = {q.of_whom for q in draft.quantity}
    targets = _sectors(draft.parties.target)
    unarmed = bool(targets) and not targets & ARMED
    return unarmed or bool(
        hurt & {"civilians", "children", "women"} and not hurt & {"combatants", "soldiers", "militants"}
    )


def _sensitivity(draft: Draft, document: Document) -> tuple[str, ...]:
    if draft.type not in ("ASSAULT", "COERCE"):
        return ()
    words = document.text[draft.span.start : draft.span.end]
    tags = []
    if _CHILD.search(words):
        tags.append("child")
    if _NAMED.search(words):
        tags.append("victim" if draft.type in _HARMFUL else "detainee")
    return tuple(tags)
