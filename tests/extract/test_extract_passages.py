"""Whole passages in the manner of real reports: what must come of them and, as much, what must not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.extract.cascade import Extractor
from recount.records import Claim, Mention, Published, Report, Segment, Source
from recount.records.ids import claim_id
from recount.words.pack import load_pack
from recount.words.vocabulary import vocabulary

_FILE = Path(__file__).with_name("passages.yaml")
ROWS: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
PUBLISHED = "2021-12-15"


@cache
def extractor() -> Extractor:
    return Extractor(load_pack("inherent-resolve"))


def claims_of(text: str, published: str | None = PUBLISHED) -> list[Claim]:
    segments = (Segment("body", 0, len(text), True),)
    return extractor().claims_in(Report("r", "r", "txt", text, "v", segments, Published(published, "stated")))


def meets(claim: Claim, row: dict[str, Any]) -> bool:
    return all(_field_meets(claim, name, wanted) for name, wanted in row.items())


def _field_meets(claim: Claim, name: str, wanted: Any) -> bool:
    if name in ("actor", "target"):
        return _one_of([x for m in getattr(claim, name) for x in _names(m)], wanted)
    if name == "place":
        return any(wanted in p.words for p in claim.place) if wanted else not claim.place
    if name == "source":
        return any(wanted in told for told in map(_told, claim.source)) if wanted else not claim.source
    if name in ("start", "end"):
        return claim.time is not None and getattr(claim.time, name) == wanted
    if name == "said":
        return claim.said_at is not None and claim.said_at.start == wanted
    if name == "quote":
        return wanted in claim.evidence[0].quote
    if name == "contradicts":
        return wanted in (claim.contradicts or "")
    if name in vocabulary().names["measures"]:
        return any(q.measure == name and q.value == wanted for q in claim.quantity)
    return bool(getattr(claim, name) == wanted)


def _names(mention: Mention) -> list[str]:
    return [name for name in (mention.id, mention.sector) if name]


def _one_of(found: list[str], wanted: Any) -> bool:
    return not found if wanted == [] else wanted in found


def _told(source: Source) -> str:
    return " ".join(filter(None, (source.name, source.description, source.id))).lower()


def shown(claims: list[Claim]) -> str:
    return "\n".join(
        f"  {c.kind} {c.type} {c.mode} {c.modality}/{c.stance} {[(m.words, m.id) for m in c.actor]} -> "
        f"{[(m.words, m.id) for m in c.target]} at {[p.words for p in c.place]} {c.time and c.time.start} "
        f"{[(q.measure, q.value) for q in c.quantity]} by {[_told(s) for s in c.source]} "
        f"!{c.contradicts} | {c.evidence[0].quote}"
        for c in claims
    )


def faults(row: dict[str, Any], claims: list[Claim]) -> list[str]:
    """What is missing, and what is there that must not be."""
    missing = [f"missing {want}" for want in row.get("expect", []) if not any(meets(c, want) for c in claims)]
    wrong = [f"wrong {ban}" for ban in row.get("never", []) if any(meets(c, ban) for c in claims)]
    too_many = sum(c.kind == "event" for c in claims) > row.get("events", len(claims))
    spurious = bool(row.get("nothing") and claims)
    return missing + wrong + ["too many events"] * too_many + ["not nothing"] * spurious


def _params() -> list[Any]:
    def marks(row: dict[str, Any]) -> list[pytest.MarkDecorator]:
        return [pytest.mark.xfail(strict=True, reason=row["xfail"])] if "xfail" in row else []

    return [pytest.param(row, id=row["id"], marks=marks(row)) for row in ROWS]


@pytest.mark.parametrize("row", _params())
def test_passage(row: dict[str, Any]) -> None:
    found = claims_of(row["text"], row.get("published", PUBLISHED))
    assert not faults(row, found), "\n" + row["text"] + "\n" + "\n".join(faults(row, found)) + "\n" + shown(found)


def test_rows_are_told_apart_and_name_only_known_fields() -> None:
    known = {
        "kind",
        "type",
        "mode",
        "stance",
        "modality",
        "actor",
        "target",
        "place",
        "start",
        "end",
        "said",
        "source",
        "quote",
        "direction",
        "verdict",
    }
    known |= {"contradicts"} | set(vocabulary().names["measures"])
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(set(want) <= known for row in ROWS for want in row.get("expect", []) + row.get("never", []))
    assert all({"expect", "never", "nothing"} & set(row) for row in ROWS)


def sound(text: str, claims: list[Claim]) -> None:
    """Ids apart; every span lies in the text and holds its words."""
    assert len({c.id for c in claims}) == len(claims)
    for claim in claims:
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote != ""
        for part in (*claim.actor, *claim.target, *claim.place):
            assert part.span is None or text[part.span.start : part.span.end] == part.words


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_evidence_and_spans_of_passages_are_the_texts_own(row: dict[str, Any]) -> None:
    sound(row["text"], claims_of(row["text"], row.get("published", PUBLISHED)))


_PIECES = sorted({piece for row in ROWS for piece in row["text"].replace(", ", ", |").replace(". ", ". |").split("|")})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*_PIECES, " ", "\n\n", '"', "”", "\u200f", "é", "—", "(", "RT @"]), max_size=9))
def test_evidence_and_spans_of_mangled_texts_are_the_texts_own(pieces: list[str]) -> None:
    text = "".join(pieces)
    sound(text, claims_of(text))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_every_figure_of_a_passage_stands_in_words_that_its_claim_quotes(row: dict[str, Any]) -> None:
    for claim in claims_of(row["text"], row.get("published", PUBLISHED)):
        for figure in claim.quantity:
            assert any((figure.words or "") in e.quote for e in claim.evidence), (figure, claim.evidence)


_MANY = (
    "The governor said six women and six children were among the dead in Baquba and that around 240 people were "
    "wounded. Rockets hit Basra after dawn on Tuesday, residents said, and medics counted 11 dead and 30 injured."
)


def test_what_a_claim_rests_on_outside_its_clause_is_quoted_after_it() -> None:
    found = claims_of(_MANY)
    figures = {(q.measure, q.value): claim for claim in found for q in claim.quantity}
    for measure, value, words in [("killed", 6, "six children"), ("wounded", 240, "240 people"), ("killed", 11, "11")]:
        assert any(words in e.quote for e in figures[(measure, value)].evidence)
    for claim in found:
        assert claim.id == claim_id("r", "v", claim.kind, claim.type, claim.evidence[0].start, claim.evidence[0].end)
