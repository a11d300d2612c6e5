"""The place that stands right before or right after some words."""

from __future__ import annotations

from recount.extract.clauses import (
    DETERMINERS,
    PREPOSITIONS,
)
from recount.extract.scene import STEPS, Scene, possesses, step_back
from recount.records import Place
from recount.words.lists import word_set


def place_after(scene: Scene, at: int) -> tuple[Place | None, int]:
    """The place that begins at token `at`, after articles and words such as "most of", and one past its last token."""
    i = at
    while i < len(scene.lowers) and i - at < 6 and i not in scene.places and scene.lowers[i] in STEPS:
        i += 1
    if i not in scene.places:
        return None, at
    last, place = scene.places[i]
    return (place, last + 1) if not possesses(scene, last) else (None, at)


_KINDS = word_set("province district city town base airport governorate camp prison dam crossing village")


def place_before(scene: Scene, first: int) -> Place | None:
    """The place that stands before token `first` as what the words there are said of."""
    back = step_back(scene, first)
    at = back.at
    if at >= 0 and scene.lowers[at] in _KINDS and at > 0:
        at -= 1
    hit = scene.place_ending(at) if at >= 0 else None
    if hit is None or (not back.relative and _inside(scene, hit[0])):
        return None
    return hit[1]


def _inside(scene: Scene, start: int) -> bool:
    """ "A battalion in Mosul is led": Mosul is inside another subject; "parts of Mosul are held" is about Mosul."""
    j = start - 1
    while j >= 0 and scene.lowers[j] in DETERMINERS | {
        "city",
        "town",
        "village",
        "northern",
        "southern",
        "eastern",
        "western",
    }:
        j -= 1
    if j >= 0 and scene.lowers[j] == "of":
        return not STEPS.issuperset(scene.lowers[max(0, j - 1) : j]) and scene.lowers[j - 1] not in _KINDS | {"areas"}
    return (
        j >= 0
        and scene.lowers[j] in PREPOSITIONS
        and scene.lowers[max(0, j - 1)] not in ("areas", "territory", "parts")
    )
