"""The table by which two claims are held to be one happening: read from weights.yaml and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.records import PackError
from recount.records.ids import short
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts as one of a tally's measure: events of these types and, where any are named, these modes."""

    types: frozenset[str]
    modes: frozenset[str]
    means: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights (natural log-odds), their meanings, and the small word lists that the features consult.

    `family` maps an event type to its family; `alike` and `mistaken` hold unordered pairs of modes; `carried` are
    families whose happenings a text goes on telling in the next clauses; `pointing_back` has words that point back,
    with the modes of which they are said.
    """

    version: str
    threshold: float
    near_miss: float
    across: float
    within: float
    windows: Mapping[str, int]
    city_km: float
    weight: Mapping[str, float]
    means: Mapping[str, str]
    family: Mapping[str, str]
    alike: frozenset[frozenset[str]]
    mistaken: frozenset[frozenset[str]]
    rare: frozenset[str]
    seldom: frozenset[str]
    bland: frozenset[str]
    another: frozenset[str]
    carried: frozenset[str]
    pointing_back: Mapping[str, frozenset[str]]
    units: Mapping[str, Unit]


@cache
def weights() -> Weights:
    """The table that ships with Recount, checked once."""
    return weights_from(yaml_of(_shipped()))


def weights_key() -> str:
    """Changes with any line of the table that ships; without reading it, since a build with nothing new asks too."""
    return short("weights", _shipped())


def _shipped() -> str:
    return resources.files("recount.reconcile").joinpath("weights.yaml").read_text(encoding="utf-8")


def weights_from(raw: Mapping[str, Any]) -> Weights:
    """The table from its YAML; raises `PackError` naming the part that does not hold."""
    try:
        features = {name: (float(row["weight"]), str(row["means"])) for name, row in raw["features"].items()}
        return Weights(
            version=str(raw["version"]),
            threshold=float(raw["threshold"]),
            near_miss=float(raw["near_miss"]),
            across=float(raw["prior"]["across"]),
            within=float(raw["prior"]["within"]),
            city_km=float(raw["city_km"]),
            windows={name: int(days) for name, days in raw["windows"].items()},
            weight={name: weight for name, (weight, _) in features.items()},
            means={name: means for name, (_, means) in features.items()},
            family=_families(raw["families"]),
            alike=frozenset(frozenset(pair) for pair in raw["modes_alike"]),
            mistaken=frozenset(frozenset(pair) for pair in raw["modes_mistaken"]),
            rare=frozenset(raw["modes_rare"]),
            seldom=frozenset(raw["modes_seldom"]),
            bland=frozenset(raw["bland"]),
            another=frozenset(raw["another"]),
            carried=frozenset(raw["carried"]),
            pointing_back={w: frozenset(row["modes"]) for row in raw["pointing_back"] for w in row["words"]},
            units={name: _unit(name, row) for name, row in raw["units"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError(
            f"weights.yaml: {type(error).__name__} at {error}; compare it with the file that ships"
        ) from error


def _families(raw: Mapping[str, list[str]]) -> dict[str, str]:
    family = {type_: name for name, types in raw.items() for type_ in types}
    missing = sorted(vocabulary().events.keys() - family.keys())
    unknown = sorted(family.keys() - vocabulary().events.keys())
    if missing or unknown:
        raise PackError(f"weights.yaml: families lack the types {missing} and name the unknown types {unknown}")
    return family


def _unit(name: str, row: Mapping[str, Any]) -> Unit:
    if name not in vocabulary().names["measures"]:
        raise PackError(f"weights.yaml: the unit {name!r} is not a measure of the vocabulary")
    return Unit(frozenset(row["types"]), frozenset(row["modes"]), str(row["means"]))
