from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from recount.publish.outline import outline_from
from recount.records import PackError
from recount.words.pack import load_pack
from recount.words.vocabulary import vocabulary
from tests.publication_factory import OUTLINE


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    raw = copy.deepcopy(OUTLINE)
    change(raw)
    return raw


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["sections"][0].update(says="There were 12 attacks."), "typed number"),
        (lambda raw: raw["measures"]["events"].update(rule="At least 3 origins."), "typed number"),
        (lambda raw: raw["sections"][0].update(says="There are {strikes}."), "strikes"),
        (lambda raw: raw["sections"][0].update(kind="poem"), "poem"),
        (lambda raw: raw["sections"][0].update(colour="red"), "colour"),
        (lambda raw: raw["measures"]["events"].update(colour="red"), "colour"),
        (lambda raw: raw["measures"]["events"].update(unit=["event"]), "two words"),
        (lambda raw: raw.pop("notice"), "notice"),
    ],
)
def test_an_outline_that_does_not_hold_names_its_entry(change: Callable[[dict[str, Any]], object], says: str) -> None:
    with pytest.raises(PackError, match=says):
        outline_from(broken(change))


def test_the_shipped_outline_holds_and_names_parties_and_types_that_exist() -> None:
    pack = load_pack("inherent-resolve")
    outline = outline_from(pack.outline)
    known = {ancestor for actor in pack.actors for ancestor in pack.ancestors(actor)}
    names = vocabulary().names
    for measure in outline.measures.values():
        assert set(measure.actor) | set(measure.target) | set(measure.party) <= known, measure.key
        assert set(measure.types) <= set(vocabulary().events), measure.key
        modes = {mode for type_ in measure.types for mode in vocabulary().events[type_].modes}
        assert set(measure.modes) <= modes, measure.key
        assert set(measure.sectors) <= set(names["sectors"]), measure.key
        assert measure.figure is None or measure.figure in names["measures"], measure.key


def test_every_measure_of_the_shipped_outline_is_used() -> None:
    outline = outline_from(load_pack("inherent-resolve").outline)
    used = {name for section in outline.sections for name in section.names()}
    assert used == set(outline.measures)


def test_the_tests_outline_is_plain_yaml() -> None:
    assert outline_from(yaml.safe_load(yaml.safe_dump(OUTLINE))) == outline_from(OUTLINE)
