"""How records lie in the truth, and back: one function each way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recount.records import Capture, Claim, Copy, Custody, Form, Given
from recount.records.codec import dumps, from_dict, to_dict
from recount.records.ids import short


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


def claims_to_json(claims: Sequence[Claim], sentences: Mapping[str, tuple[int, str]]) -> str:
    """Claims with their sentences; a sentence that carries several claims is written once."""
    numbers: dict[tuple[int, str], int] = {}
    of = [_number(numbers, sentences.get(claim.id)) for claim in claims]
    return dumps({"claims": [to_dict(claim) for claim in claims], "sentences": [list(s) for s in numbers], "of": of})


def claims_from_json(report: str, key: str, text: str) -> ReportClaims:
    """Claims with their sentences."""
    value = json.loads(text)
    claims = tuple(from_dict(Claim, item) for item in value["claims"])
    sentences = [(start, sentence) for start, sentence in value["sentences"]]
    placed = {claim.id: sentences[of] for claim, of in zip(claims, value["of"], strict=True) if of is not None}
    return ReportClaims(report, key, claims, placed)


def copies_to_json(copies: Sequence[Copy]) -> str:
    """All copies that stand, as one value."""
    return dumps([to_dict(copy) for copy in copies])


def copies_from_json(text: str) -> list[Copy]:
    """All copies that stand."""
    return [from_dict(Copy, item) for item in json.loads(text)]


def _number(numbers: dict[tuple[int, str], int], sentence: tuple[int, str] | None) -> int | None:
    return None if sentence is None else numbers.setdefault(sentence, len(numbers))
