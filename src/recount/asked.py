"""What a person asks to have judged, as it comes from the command line, a file or the desk, and the judgement it is.

One shape for all of them, as JSON:

    {"kind": "same", "why": "...", "who": "...", "targets": ["event or claim id", ...]}
    {"kind": "different", ..., "targets": ["event or claim id", ...]}
    {"kind": "split", ..., "targets": ["event id"], "parts": [["claim id", ...], ["claim id", ...]]}
    {"kind": "wrong" or "hide", ..., "targets": ["claim or event id", ...]}
    {"kind": "relate", ..., "targets": ["event or claim id", "another"], "value": "part_of, revises, contradicts, ..."}
    {"kind": "hide_words", ..., "targets": ["publisher", ...], none for all, "value": "the words of each such sentence"}
    {"kind": "merge_actor", ..., "targets": ["actor id or words", ...], "value": "actor id"}
    {"kind": "regrade", ..., "targets": ["event id"], "value": "confirmed, fair, weak, contested or discounted"}
    {"kind": "add_claim", ..., "selection": {"report": "id", "exact": "the words", "start": 120},
                               "claim": {"kind": "event", "type": "ASSAULT", "actor": "isis", "place": "Raqqa",
                                         "time": "2016-06-20", "quantity": [{"measure": "killed", "value": 3}]}}
    {"kind": "undo", ..., "undoes": "judgement id"}

`who` falls to whoever is at the rim; `start` may be left out where the words stand once in the report. In `split`, what
no part names is a part of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from recount.drafted import claim_from
from recount.records import Claim, DataError, Event, Grade, Judgement, JudgementKind, Report, Selector
from recount.records.ids import short
from recount.words.anchors import selected, selector_of
from recount.words.pack import Pack
from recount.words.vocabulary import vocabulary

KINDS: tuple[str, ...] = get_args(JudgementKind)
FEWEST_WORDS = 5
"""Of a rule on words: fewer stand in sentences that say something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A judgement as a person puts it: ids of events or claims as they see them, not yet bound to words."""

    kind: JudgementKind
    why: str
    who: str = ""
    targets: tuple[str, ...] = ()
    value: str | None = None
    undoes: str | None = None
    parts: tuple[tuple[str, ...], ...] = ()
    selection: Mapping[str, Any] = field(default_factory=dict)
    claim: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person had before them: events, claims and reports by id, judgements on record, and the pack."""

    events: Mapping[str, Event]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    judgements: Mapping[str, Judgement]
    pack: Pack


def asked_from(raw: Any) -> Asked:
    """The request from its JSON value. Raises `DataError` saying what is amiss."""
    if not isinstance(raw, Mapping):
        raise DataError(f"A judgement is a JSON object with kind and why; found {raw!r}.")
    unknown = sorted(raw.keys() - {"kind", "why", "who", "targets", "value", "undoes", "parts", "selection", "claim"})
    if unknown:
        raise DataError(f"A judgement has no fields {unknown}; python -m recount judge --help names those it has.")
    if raw.get("kind") not in KINDS:
        raise DataError(f"{raw.get('kind')!r} is no kind of judgement; expected one of {', '.join(KINDS)}.")
    texts = {name: raw.get(name) for name in ("why", "who", "value", "undoes")}
    wrong = [name for name, value in texts.items() if value is not None and not isinstance(value, str)]
    wrong += [name for name in ("selection", "claim") if not isinstance(raw.get(name) or {}, Mapping)]
    if wrong or not _ids(raw.get("targets")) or not all(map(_ids, raw.get("parts") or ())):
        raise DataError(f"Of this judgement {', '.join(wrong) or 'targets or parts'} cannot be read: {dict(raw)!r}.")
    return Asked(
        kind=raw["kind"],
        why=(raw.get("why") or "").strip(),
        who=(raw.get("who") or "").strip(),
        targets=tuple(raw.get("targets") or ()),
        value=raw.get("value"),
        undoes=raw.get("undoes"),
        parts=tuple(tuple(part) for part in raw.get("parts") or ()),
        selection=raw.get("selection") or {},
        claim=raw.get("claim") or {},
    )


def _ids(value: Any) -> bool:
    return value is None or (isinstance(value, list | tuple) and all(isinstance(item, str) for item in value))


def judgement_of(asked: Asked, seen: Seen, *, who: str, when: str) -> Judgement:
    """The judgement, bound to the claims that the person saw and to the words that carry them."""
    if not asked.why:
        raise DataError("A judgement needs a reason; say with why what it rests on.")
    draft = Judgement("", asked.kind, asked.who or who, when, asked.why, (), value=asked.value)
    made = _BINDERS[asked.kind](asked, seen, draft)
    parts = (made.kind, made.who, when, made.why, *made.targets, *map(str, made.parts), made.value or "")
    return replace(made, id=short("judgement", *parts, made.undoes or ""))


def _bound(draft: Judgement, seen: Seen, claims: Sequence[str], parts: Sequence[int] = ()) -> Judgement:
    """The draft about these claims, each with its words and as it was seen."""
    held = [seen.claims[c] for c in claims]
    return replace(
        draft,
        targets=tuple(claims),
        selectors=tuple(_selector(claim, seen.reports) for claim in held),
        seen=tuple(held),
        parts=tuple(parts),
    )


def _selector(claim: Claim, reports: Mapping[str, Report]) -> Selector:
    first, report = claim.evidence[0], reports.get(claim.report)
    if report is None or report.text[first.start : first.end] != first.quote:
        return Selector(claim.report, claim.text_version, first.quote, "", "", first.start, first.end)
    return selector_of(report, first.start, first.end)


def _expanded(target: str, seen: Seen) -> tuple[str, ...]:
    """The claims that an id stands for: its own, or those of the event."""
    if target in seen.claims:
        return (target,)
    if target in seen.events:
        return seen.events[target].claims
    raise DataError(
        f"{target!r} is no claim and no event of this campaign as it stands now; take an id that recount claims or "
        "recount events prints."
    )


def _same(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    claims = _only_events(dict.fromkeys(c for t in asked.targets for c in _expanded(t, seen)), seen)
    if len(claims) < 2:
        raise DataError("same joins what two or more ids stand for; name at least two claims or events.")
    return _bound(draft, seen, claims)


def _different(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    part = {c: n for n, target in enumerate(asked.targets) for c in _only_events(_expanded(target, seen), seen)}
    if len(set(part.values())) < 2:
        raise DataError("different keeps apart what two or more ids stand for; name at least two claims or events.")
    return _bound(draft, seen, list(part), list(part.values()))


def _split(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    event = seen.events.get(asked.targets[0]) if len(asked.targets) == 1 else None
    if event is None:
        raise DataError("split takes the id of one event, and with parts the claims that belong together.")
    part = {claim: n for n, claims in enumerate(asked.parts) for claim in claims}
    strange = sorted(part.keys() - set(event.claims))
    if strange:
        raise DataError(f"The event {event.id} does not hold the claims {strange}; it holds {list(event.claims)}.")
    numbers = [part.get(claim, len(asked.parts)) for claim in event.claims]
    if len(set(numbers)) < 2:
        raise DataError(f"This would not split the event {event.id}: all of its claims lie in one part.")
    return _bound(draft, seen, event.claims, numbers)


def _aside(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    claims = list(dict.fromkeys(c for t in asked.targets for c in _expanded(t, seen)))
    if not claims:
        raise DataError(f"{asked.kind} needs the ids of the claims or events that it is about.")
    return _bound(draft, seen, claims)


def _regrade(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    if asked.value not in get_args(Grade):
        raise DataError(f"{asked.value!r} is no grade; expected one of {', '.join(get_args(Grade))}.")
    return _bound(draft, seen, _aside(asked, seen, draft).targets)


def _relate(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    ties = {**vocabulary().names["ties"], **vocabulary().names["links"]}
    if asked.value not in ties:
        raise DataError(f"{asked.value!r} is no way in which events stand; expected one of {', '.join(ties)}.")
    if len(asked.targets) != 2:
        raise DataError("relate takes two ids, of events or claims: the first stands so to the second.")
    one, other = (_only_events(_expanded(target, seen), seen) for target in asked.targets)
    home = {claim: event.id for event in seen.events.values() for claim in event.claims}
    if {home.get(c, c) for c in one} & {home.get(c, c) for c in other}:
        raise DataError("relate takes two ids of different events; these are one event. Split it first.")
    return _bound(draft, seen, [*one, *other], [0] * len(one) + [1] * len(other))


def _hide_words(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    words = " ".join((asked.value or "").split())
    if len(words.split()) < FEWEST_WORDS:
        raise DataError(
            f"hide_words needs as value the words of a sentence that is said again and again, {FEWEST_WORDS} or more "
            f"of them, so that no other is met; found {words!r}."
        )
    known = {report.publisher for report in seen.reports.values()}
    if strange := sorted(set(asked.targets) - known):
        raise DataError(
            f"No report of this campaign is by {', '.join(strange)}; publishers are named as reports name them."
        )
    return replace(draft, targets=asked.targets, value=words)


def _merge_actor(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    named = {m.id for c in seen.claims.values() for m in (*c.actor, *c.target) if m.id}
    if not asked.targets or asked.value not in seen.pack.actors.keys() | named:
        raise DataError(
            f"merge_actor needs targets (ids or words of parties) and as value the actor they are; {asked.value!r} "
            "is no actor of the pack or of the campaign."
        )
    return replace(draft, targets=asked.targets)


def _add_claim(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    report = seen.reports.get(str(asked.selection.get("report")))
    if report is None or report.dataset is not None:
        raise DataError(f"The selection needs the id of a report that is a text; found {asked.selection!r}.")
    start = asked.selection.get("start")
    if start is not None and (not isinstance(start, int) or isinstance(start, bool) or start < 0):
        raise DataError(f"The start of a selection is a number of code points, from 0; found {start!r}.")
    span = selected(report, str(asked.selection.get("exact") or ""), start)
    claim = claim_from(asked.claim, report, span, seen.pack)
    return replace(
        draft, targets=(claim.id,), selectors=(selector_of(report, span.start, span.end),), seen=(claim,), value=None
    )  # fmt: skip


def _undo(asked: Asked, seen: Seen, draft: Judgement) -> Judgement:
    undoes = asked.undoes or next(iter(asked.targets), None)
    if undoes not in seen.judgements:
        raise DataError(f"{undoes!r} is no judgement of this campaign; recount judge CAMPAIGN --list names them.")
    return replace(draft, undoes=undoes)


def _only_events(claims: Any, seen: Seen) -> list[str]:
    other = sorted({seen.claims[c].kind for c in claims} - {"event"})
    if other:
        raise DataError(f"Only claims of kind event can be one happening or two; found {', '.join(other)}.")
    return list(claims)


_BINDERS = {
    "same": _same,
    "different": _different,
    "split": _split,
    "wrong": _aside,
    "hide": _aside,
    "regrade": _regrade,
    "relate": _relate,
    "hide_words": _hide_words,
    "merge_actor": _merge_actor,
    "add_claim": _add_claim,
    "undo": _undo,
}
