"""The claim is the atom: one report says one thing, in these words. Nothing said is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.actor import Mention
from recount.records.place import Place
from recount.records.quantity import Quantity
from recount.records.text import Evidence
from recount.records.time import Time

Kind = Literal["event", "tally", "level", "trend", "relation", "link", "assessment", "forecast", "intent"]
Stance = Literal["asserts", "reports", "doubts", "denies", "accuses", "admits", "claims_responsibility"]
Modality = Literal["actual", "negated", "possible", "attempted", "conditional"]
Direction = Literal["up", "down", "none"]
Verdict = Literal["favourable", "unfavourable", "mixed", "cannot_tell"]
SourceKind = Literal["official", "document", "expert", "witness", "partner", "armed_group", "media", "anonymous"]


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain of who says so.

    `name` for a named person, body or document; `description` for what the report says of an unnamed one
    ("two Iraqi officers"). Anonymous sources (`named` false) are never linked across reports, so their `id` is
    `None`. `verb` is the speech verb as a lemma; `verbatim` is true where the claim stands inside their quotation.
    """

    name: str | None
    description: str | None
    role: str | None
    kind: SourceKind | None
    named: bool
    verb: str | None
    verbatim: bool
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How two parties stand (`type` from the vocabulary), since when and until when, as said."""

    type: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One report says one thing. See docs/reference/records.md for the meaning of each field.

    Two claims are the same claim when their ids are equal: same report, same text version, same kind and type,
    same first evidence span. Everything else is attribute and may be read better by a later extractor.
    """

    id: str
    report: str
    text_version: str
    kind: Kind
    type: str | None
    evidence: tuple[Evidence, ...]
    mode: str | None = None
    cameo: str | None = None
    acled: str | None = None
    actor: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    instrument: tuple[str, ...] = ()
    place: tuple[Place, ...] = ()
    time: Time | None = None
    said_at: Time | None = None
    quantity: tuple[Quantity, ...] = ()
    direction: Direction | None = None
    relation: Relation | None = None
    cause: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    about: str | None = None
    verdict: Verdict | None = None
    condition: str | None = None
    horizon: str | None = None
    source: tuple[Source, ...] = ()
    stance: Stance = "asserts"
    modality: Modality = "actual"
    contradicts: str | None = None
    reading_confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    sensitivity: tuple[str, ...] = ()
