"""Lines of the coalition's daily strike releases: is the place and the number of strikes of each line read right?

Each line is a report of its own, published on its day. The answer is the first ASSAULT event or tally: its first
place, and its figure of strikes (an event without one is one strike). The place is right where the name that others
read from the line is the place's words or id under transliteration. Baseline: the words between "Near" and the
first comma, and the first number word.

`strikes_paraphrased` says the same facts in ten sentences of our own, over every 25th line, so that what is measured is
not the releases' one form. The baseline is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.line import Line
from evals.shape import report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.records import Claim
from recount.words.normalise import name_key
from recount.words.numbers import numbers_in
from recount.words.pack import load_pack

DEFAULT = "strikes/strike_release_lines.csv"
_NEAR = re.compile(r"(?:Near|In|At|Across)\s+([^,]+),")


def run(data: Path) -> Iterator[Line]:
    rows = list(rows_in(data))
    extractor = Extractor(load_pack("inherent-resolve"))
    place, count, both, baseline, resolved = [], [], [], [], []
    for row in rows:
        claim = _answer(extractor, row)
        named, counted = _place_right(claim, row), claim is not None and _strikes(claim) == float(row["number"] or 1)
        place.append(named)
        count.append(counted)
        both.append(named and counted)
        baseline.append(_baseline(row))
        resolved.append(bool(claim and claim.place and claim.place[0].id))
    yield Line("strikes", "place", share(place), len(rows))
    yield Line("strikes", "count", share(count), len(rows))
    yield Line("strikes", "both", share(both), len(rows))
    yield Line("strikes", "both_baseline", share(baseline), len(rows))
    yield Line("strikes", "place_in_gazetteer", share(resolved), len(rows))
    yield from _paraphrased(rows[::_EVERY], extractor)


_EVERY = 25
_FORMS = (
    "Coalition aircraft carried out {n} {strikes} near {place} that {deed}.",
    "The coalition conducted {n} {airstrikes} near {place} on {day}, its command said.",
    "{N} coalition {airstrikes} near {place} {deed}.",
    "In {place}, {digits} {strikes} {deed}.",
    "Warplanes of the U.S.-led coalition struck Islamic State {times} near {place} on {day}.",
    "Coalition jets hit militants' positions outside {place} in {n} {strikes}.",
    "A statement said {n} {airstrikes} by the coalition in {place} {deed}.",
    "Fighter aircraft and drones launched {n} {strikes} in the {place} area, which {deed}.",
    "Islamic State positions near {place} were hit by {n} coalition {airstrikes} on {day}.",
    "Military officials reported {n} {strikes} around {place}.",
)
"""Ways of saying where, how many and what; made without looking at what the extractor does with them."""
_DEED = re.compile(r"(?:air)?strikes? (.*?)[.;]*", re.IGNORECASE)
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _paraphrased(rows: list[dict[str, Any]], extractor: Extractor) -> Iterator[Line]:
    right: list[bool] = []
    baseline: list[bool] = []
    for row in rows:
        for form in _FORMS:
            said = {**row, "line": _said(form, row)}
            claim = _answer(extractor, said)
            counted = claim is not None and _strikes(claim) == float(row["number"] or 1)
            right.append(counted and _place_right(claim, said))
            baseline.append(_baseline(said))
    yield Line("strikes_paraphrased", "both", share(right), len(right))
    yield Line("strikes_paraphrased", "both_baseline", share(baseline), len(baseline))


def _said(form: str, row: dict[str, Any]) -> str:
    number = int(float(row["number"] or 1))
    word = _WORDS[number] if number < len(_WORDS) else str(number)
    deed = _DEED.fullmatch(row["description"].strip())
    many = "" if number == 1 else "s"
    return form.format(
        n=word,
        N=word.capitalize(),
        digits=number,
        times="once" if number == 1 else f"{word} times",
        strikes=f"strike{many}",
        airstrikes=f"airstrike{many}",
        place=row["location"],
        deed=deed[1] if deed else "hit an Islamic State position",
        day=datetime.strptime(row["date"], "%m/%d/%Y").strftime("%A"),
    )


def _answer(extractor: Extractor, row: dict[str, Any]) -> Claim | None:
    day = datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat()
    claims = extractor.claims_in(report_of(row["line"], published=day))
    return next((c for c in claims if c.type == "ASSAULT" and c.kind in ("event", "tally")), None)


def _strikes(claim: Claim) -> float | None:
    figure = next((q.value for q in claim.quantity if q.measure in ("strikes", "attacks")), None)
    return 1.0 if figure is None and claim.kind == "event" else figure


def _place_right(claim: Claim | None, row: dict[str, Any]) -> bool:
    if claim is None or not claim.place:
        return False
    place = claim.place[0]
    names = {name_key(place.words), name_key((place.id or "").rpartition(":")[2].rpartition("/")[2])}
    return name_key(row["location"]) in names


def _baseline(row: dict[str, Any]) -> bool:
    near, numbers = _NEAR.search(row["line"]), numbers_in(row["line"])
    return (
        near is not None
        and bool(numbers)
        and name_key(near.group(1)) == name_key(row["location"])
        and numbers[0].value == float(row["number"] or 1)
    )
