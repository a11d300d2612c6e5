"""Toponyms: found, and put where they are, on LGL (Lieberman et al. 2010) and GeoVirus (Gritta et al. 2018).

What is scored is what `recount mentions` says: places, and names of places that stand for those who govern there.
`f1` counts mentions with exactly the gold span. `within_161km` counts every gold toponym that has coordinates: one that
is not found, or not resolved, counts as wrong, as in the published figures. `ceiling` is the share of gold toponyms for
whose words the gazetteer holds any place within 161 km: no choice among its readings could do better.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.line import Line
from recount.extract import Extractor
from recount.records import Place, Report, Segment
from recount.words.gazetteer import Gazetteer
from recount.words.pack import load_pack

DEFAULT = "geo"
NEAR_KM = 161.0
"""A hundred miles, the field's measure since Leidner (2007)."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A toponym as annotated; coordinates are missing for some of LGL's."""

    start: int
    end: int
    lat: float | None
    lon: float | None


def run(data: Path) -> Iterator[Line]:
    """Figures for each XML file that `data` is or holds."""
    pack = load_pack("inherent-resolve")
    gazetteer, extractor = Gazetteer(pack), Extractor(pack)
    for path in [data] if data.is_file() else sorted(data.glob("*.xml")):
        yield from _figures(f"toponyms_{path.stem.lower()}", gazetteer, extractor, list(articles_in(path)))


def _places(text: str, extractor: Extractor) -> list[Place]:
    report = Report("eval", "", "txt", text, "eval", (Segment("body", 0, len(text), True),))
    document = extractor.document(report)
    return [*document.places, *extractor.governing(document)]


def articles_in(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Texts with their toponyms, from either corpus's XML."""
    for article in ET.parse(path).getroot():
        text = article.findtext("text") or ""
        marks = [*article.iter("toponym"), *article.iter("location")]
        yield text, [_gold(mark, text) for mark in marks]


def _gold(mark: ET.Element, text: str) -> Gold:
    lat, lon = (next((float(e.text) for e in mark.iter(n) if e.text), None) for n in ("lat", "lon"))
    start, end = int(mark.findtext("start") or 0), int(mark.findtext("end") or 0)
    name = mark.findtext("phrase") or mark.findtext("name") or text[start:end]
    if text[start:end] != name:  # some of the corpora's offsets are off by a few characters
        near = text.find(name, max(0, start - 8))
        if 0 <= near <= start + 8:
            start, end = near, near + len(name)
    return Gold(start, end, lat, lon)


def _figures(
    task: str, gazetteer: Gazetteer, extractor: Extractor, articles: list[tuple[str, list[Gold]]]
) -> Iterator[Line]:
    hits = found = total = placed = near = reachable = 0
    for text, golds in articles:
        places = _places(text, extractor)
        spans = {(p.span.start, p.span.end) for p in places if p.span is not None}
        total, found = total + len(golds), found + len(places)
        hits += sum((g.start, g.end) in spans for g in golds)
        for gold in golds:
            if gold.lat is not None and gold.lon is not None:
                placed += 1
                near += any(_overlaps(p, gold) and _near(p.lat, p.lon, gold) for p in places)
                reachable += any(_near(lat, lon, gold) for lat, lon in gazetteer.readings(text[gold.start : gold.end]))
    yield Line(task, "f1", 2 * hits / max(1, found + total), total)
    yield Line(task, "precision", hits / max(1, found), found)
    yield Line(task, "recall", hits / max(1, total), total)
    yield Line(task, "within_161km", near / max(1, placed), placed)
    yield Line(task, "ceiling", reachable / max(1, placed), placed)


def _overlaps(place: Place, gold: Gold) -> bool:
    return place.span is not None and place.span.start < gold.end and gold.start < place.span.end


def _near(lat: float | None, lon: float | None, gold: Gold) -> bool:
    if lat is None or lon is None or gold.lat is None or gold.lon is None:
        return False
    p, q = math.radians(lat), math.radians(gold.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(gold.lon - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h)) <= NEAR_KM
