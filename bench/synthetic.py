"""The synthetic Basque Country of Abadie and Gardeazabal: weights of the other regions, as published.

`python -m bench synthetic`: needs `synth/basque.csv` beside the measurement data.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.parts import Line, Parts
from recount.assess.lists import Floats
from recount.assess.synthetic_control import synthetic_control

TREATED, SPAIN = 17, 1
SECTORS = ("agriculture", "energy", "industry", "construction", "services.venta", "services.nonventa")
SCHOOL = ("illit", "prim", "med", "high", "post.high")
Panel = tuple[Floats, Floats, Floats, Floats]


def run(data: Path, _parts: Parts) -> Iterator[Line]:
    """Weights above a hundredth, by region."""
    table = data.parent.parent / "synth" / "basque.csv"
    if not table.exists():
        print(f"# no {table.name} beside {data.name}", file=sys.stderr)
        return
    names, panel, before, fitted = basque(table)
    found = synthetic_control(*panel, before=before, fitted=fitted)
    for name, weight in sorted(zip(names, found.weights, strict=True), key=lambda row: -row[1]):
        if weight > 0.01:
            yield f"weight_{name.split()[0]}", float(weight)
    yield "miss_before", found.miss


def basque(table: Path) -> tuple[list[str], Panel, int, slice]:
    """Names of the controls, the panel in the published specification, the first time after the event (1970), and the
    times on which predictors are weighed (1960 to 1969)."""
    with table.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    regions = sorted({int(float(row["regionno"])) for row in rows} - {SPAIN})
    held = {(int(float(row["regionno"])), int(float(row["year"]))): row for row in rows}
    names = {r: held[r, 1960]["regionname"] for r in regions}
    years = range(1955, 1998)

    def mean(region: int, column: str, when: range) -> float:
        cells = [held[region, year][column] for year in when]
        return float(np.mean([float(cell) for cell in cells if cell not in ("", "NA")]))

    def known(region: int) -> list[float]:
        school = np.array([mean(region, f"school.{level}", range(1964, 1970)) for level in SCHOOL])
        school = np.append(school[:3], school[3] + school[4])
        return [
            *(100 * school / school.sum()),
            mean(region, "invest", range(1964, 1970)),
            mean(region, "gdpcap", range(1960, 1970)),
            *(mean(region, f"sec.{sector}", range(1961, 1970, 2)) for sector in SECTORS),
            mean(region, "popdens", range(1969, 1970)),
        ]

    controls = [r for r in regions if r != TREATED]
    outcome = np.array([float(held[TREATED, year]["gdpcap"]) for year in years])
    others = np.array([[float(held[r, year]["gdpcap"]) for r in controls] for year in years])
    panel = (outcome, others, np.array(known(TREATED)), np.array([known(r) for r in controls]).T)
    return [names[r] for r in controls], panel, 1970 - 1955, slice(1960 - 1955, 1970 - 1955)
