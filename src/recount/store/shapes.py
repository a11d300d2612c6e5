"""How records lie in the truth, and back: one function each way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recount.records import Capture, Claim, Copy, Custody, Form, Given
from recount.records.codec import from_dict, to_dict
from recount.records.ids import short
from recount.store.lines import as_written, dumps, to_json


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture without its bytes; those are `campaign.capture_bytes(kept.custody.sha256)`."""

    form: Form
    custody: Custody
    given: Given


@dataclass(frozen=True, slots=True)
class ReportClaims:
    """What was extracted from one report under one key. `sentences` gives, per claim id, where its sentence
    starts in the text (code points) and the sentence itself."""

    report: str
    key: str
    claims: tuple[Claim, ...]
    sentences: Mapping[str, tuple[int, str]]


def capture_key(capture: Capture | Kept) -> str:
    """Same address, same bytes, same things stated: the same capture, whenever it was made again."""
    custody = capture.custody
    given = dumps(to_dict(capture.given))
    return short("capture", custody.address, custody.locator or "", custody.sha256, capture.form, given)


def capture_to_json(capture: Capture) -> str:
    """Form, custody and given; the bytes go into the vault."""
    return dumps({"form": capture.form, "custody": to_dict(capture.custody), "given": to_dict(capture.given)})


def capture_from_json(text: str) -> Kept:
    """A capture without its bytes."""
    value = json.loads(text)
    return Kept(value["form"], from_dict(Custody, value["custody"]), from_dict(Given, value["given"]))


@dataclass(frozen=True, slots=True)
class _Said:
    """Claims as one value; `of` numbers the sentence of each."""

    claims: tuple[Claim, ...]
    sentences: tuple[tuple[int, str], ...]
    of: tuple[int | None, ...]


def claims_to_json(claims: Sequence[Claim], sentences: Mapping[str, tuple[int, str]]) -> str:
    """Claims with their sentences; a sentence that carries several claims is written once."""
    numbers: dict[tuple[int, str], int] = {}
    of = tuple(_number(numbers, sentences.get(claim.id)) for claim in claims)
    return to_json(_Said(tuple(claims), tuple(numbers), of))


def claims_from_json(report: str, key: str, text: str) -> ReportClaims:
    """Claims with their sentences."""
    said = as_written(_Said, text) or _said(json.loads(text))
    placed = {claim.id: said.sentences[of] for claim, of in zip(said.claims, said.of, strict=True) if of is not None}
    return ReportClaims(report, key, said.claims, placed)


def _said(value: Mapping[str, Any]) -> _Said:
    """Read part by part, each of which is refused aloud where it holds what nobody expects."""
    claims = tuple(from_dict(Claim, item) for item in value["claims"])
    return _Said(claims, tuple((start, sentence) for start, sentence in value["sentences"]), tuple(value["of"]))


def copies_to_json(copies: Sequence[Copy]) -> str:
    """All copies that stand, as one value."""
    return dumps([to_dict(copy) for copy in copies])


def copies_from_json(text: str) -> list[Copy]:
    """All copies that stand."""
    return [from_dict(Copy, item) for item in json.loads(text)]


def _number(numbers: dict[tuple[int, str], int], sentence: tuple[int, str] | None) -> int | None:
    return None if sentence is None else numbers.setdefault(sentence, len(numbers))
