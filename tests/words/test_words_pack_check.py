"""Every fault of a pack is told, each with its file and entry, and all of them at once."""

# ruff: noqa: E501 - a case is a row

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from recount.cli.packs import checked
from recount.records import PackError
from recount.records.problem import Problem
from recount.words.entries import PLACE_COLUMNS
from recount.words.pack_draft import draft_of

ABOUT = "name: small\ntitle: Small\ncountries: [Iraq]\nzone: Asia/Baghdad\nstart: 2014-01-01\ngroups: {ours: us, theirs: them}\n"
PROVINCE = {"id": "p:anbar", "name": "Anbar", "radius_km": "200", "precision": "province", "province": "Anbar"}
HIT = {"id": "p:hit", "name": "Hit", "lat": "33.64", "lon": "42.82", "radius_km": "4", "province": "Anbar"}
SQUARE = [[41.0, 32.0], [44.0, 32.0], [44.0, 35.0], [41.0, 35.0], [41.0, 32.0]]


def places(*rows: Mapping[str, str]) -> str:
    given = {
        "lat": "33",
        "lon": "43",
        "radius_km": "3",
        "precision": "settlement",
        "country": "Iraq",
        "verified": "yes",
    }
    lines = ["\t".join((given | dict(row)).get(column, "") for column in PLACE_COLUMNS) for row in rows]
    return "\n".join(["\t".join(PLACE_COLUMNS), *lines]) + "\n"


def outline(name: str = "Anbar") -> str:
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    facts = {"kind": "province", "country": "Iraq", "name": name}
    return json.dumps({"type": "FeatureCollection", "features": [{"properties": facts, "geometry": shape}]})


def found_in(folder: Path, files: Mapping[str, str]) -> list[Problem]:
    (folder / "hand").mkdir()
    for name, text in ({"pack.yaml": ABOUT} | dict(files)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return checked(str(folder))[1]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]


ARMY = "- {id: army, name: Army, sector: MIL, groups: [ours]}\n"
MEASURE = "unit: [thing, things], rule: as told"
OUTLINE = "nouns: {{}}\nnotice: n\nmeasures: {{a: {{{measure}}}}}\nsections: [{section}]\n"
METHOD = "{key: m, title: M, kind: method}"
MISSION = "rules:\n  - {{id: one, verdict: inside, when: {when}, reason: because}}\n{more}"

BROKEN = [
    # actors
    ({"actors.yaml": "- {id: a, name: A, sector: XYZ}\n"}, "actors.yaml", "a", "sector 'XYZ'"),
    ({"actors.yaml": "- {id: a, name: A, colour: red}\n"}, "actors.yaml", "a", "unknown fields ['colour']"),
    ({"actors.yaml": "army: Army\n"}, "actors.yaml", "", "a dict at the top"),
    ({"actors.yaml": "- army\n"}, "actors.yaml", "army", "no mapping"),
    ({"actors.yaml": "- {id: a, name: [\n"}, "actors.yaml", "", "did not find expected node content"),
    ({"actors.yaml": ARMY + ARMY.replace("Army", "Other")}, "actors.yaml", "army", "stands twice"),
    ({"actors.yaml": "- {id: a, name: A, parents: [armi]}\n" + ARMY}, "actors.yaml", "a", "the parent 'armi'"),
    ({"actors.yaml": "- {id: a, name: A, groups: [our]}\n"}, "actors.yaml", "a", "the group 'our'"),
    ({"actors.yaml": "- {id: a, name: A, parents: [a]}\n"}, "actors.yaml", "a", "its own parent"),
    (
        {"actors.yaml": "- {id: a, name: A, parents: [b]}\n- {id: b, name: B, parents: [c]}\n- {id: c, name: C, parents: [a]}\n"},
        "actors.yaml", "a", "a -> b -> c -> a",
    ),
    (
        {"actors.yaml": ARMY + "- {id: a, name: A, parents: [{id: army, start: 2016-01-01, end: 2015-01-01}]}\n"},
        "actors.yaml", "a", "from 2016-01-01 until 2015-01-01",
    ),
    (
        {"actors.yaml": "- {id: a, name: A, kind: office, holders: [{name: X, start: 2014-01-01, end: 2016-02-01}, "
                        "{name: Y, start: 2016-01-01}]}\n"},
        "actors.yaml", "a", "X from 2014-01-01 until 2016-02-01 and Y",
    ),
    ({"actors.yaml": "- {id: a, name: A, arabic: [Jaysh]}\n"}, "actors.yaml", "a", "'Jaysh' in `arabic`"),
    ({"actors.yaml": "- {id: a, name: Lions}\n- {id: b, name: B, aliases: [Lions]}\n"}, "actors.yaml", "a", "it shares 'lions' with b"),
    # places
    ({"places.tsv": places(PROVINCE, HIT | {"lat": "north"})}, "places.tsv", "p:hit", "must be numbers"),
    ({"places.tsv": places(PROVINCE, HIT | {"precision": "hamlet"})}, "places.tsv", "p:hit", "'hamlet'"),
    ({"places.tsv": "id\tname\np:a\tA\n"}, "places.tsv", "", "lacks the columns"),
    ({"places.tsv": "id\tname\np:a\tA\tB\n"}, "places.tsv", "", "tabs"),
    ({"places.tsv": places(PROVINCE, HIT, HIT)}, "places.tsv", "p:hit", "stands twice"),
    ({"places.tsv": places(PROVINCE, HIT | {"province": "Anbr"})}, "places.tsv", "p:hit", "the province 'Anbr'"),
    ({"places.tsv": places(PROVINCE, HIT | {"country": "Irak"})}, "places.tsv", "p:hit", "the country 'Irak'"),
    ({"places.tsv": places(PROVINCE, HIT | {"radius_km": "0.1"})}, "places.tsv", "p:hit", "a radius of 0.1 km"),
    ({"places.tsv": places(PROVINCE, HIT | {"arabic": "Heet"})}, "places.tsv", "p:hit", "'Heet' in `arabic`"),
    ({"places.tsv": places(PROVINCE, HIT | {"verified": "perhaps"})}, "places.tsv", "p:hit", "'perhaps'"),
    ({"places.tsv": places(PROVINCE, HIT, HIT | {"id": "p:heet"})}, "places.tsv", "p:hit", "the name and province of p:heet"),
    (
        {"places.tsv": places(PROVINCE, HIT | {"lat": "37.5"}), "shapes.geojson": outline()},
        "places.tsv", "p:hit", "km outside the outline of Anbar",
    ),
    ({"places.tsv": places(PROVINCE), "shapes.geojson": outline("Anber")}, "shapes.geojson", "Anber", "an outline of Anber"),
    ({"shapes.geojson": "{}"}, "shapes.geojson", "", "not GeoJSON"),
    # hand
    ({"hand/aliases.tsv": "what\tid\talias\twho\twhen\twhy\nactor\ta\tB\tme\tyesterday\tbecause\n"}, "hand/aliases.tsv", "actor a", "no date"),
    ({"hand/wishes.tsv": "what\nx\n"}, "hand/wishes.tsv", "x", "unknown file"),
    (
        {"hand/exclusions.tsv": "what\twords\tid\twho\twhen\twhy\nactor\tLions\tnobody\tme\t2026-01-01\tbecause\n"},
        "hand/exclusions.tsv", "Lions", "'nobody'",
    ),
    # lexicon
    ({"lexicon.yaml": "triggers: [{type: ASALT, verbs: [hit]}]\n"}, "lexicon.yaml", "triggers 1 (ASALT: hit)", "'ASALT' is no event"),
    ({"lexicon.yaml": "triggers: [{type: ASSAULT, mode: loud, verbs: [hit]}]\n"}, "lexicon.yaml", "triggers 1 (ASSAULT: hit)", "no mode 'loud'"),
    ({"lexicon.yaml": "wishes: []\n"}, "lexicon.yaml", "wishes", "unknown parts ['wishes']"),
    (
        {"lexicon.yaml": "triggers:\n- {type: ASSAULT, verbs: [hit]}\n- {type: PROTEST, verbs: [hit]}\n"},
        "lexicon.yaml", "hit", "it is ASSAULT and PROTEST",
    ),
    ({"lexicon.yaml": "extends: nowhere\n"}, "lexicon.yaml", "extends", "no pack 'nowhere'"),
    ({"means.yaml": "classes: {guns: {mode: firearms}}\nmeans: [{id: g, name: gun, class: gun}]\n"}, "means.yaml", "g", "'gun'"),
    # mission
    ({"mission.yaml": MISSION.format(when="{actor: [nobody]}", more="")}, "mission.yaml", "one", "actor: 'nobody'"),
    ({"mission.yaml": MISSION.format(when="{type: [ASALT]}", more="")}, "mission.yaml", "one", "type: 'ASALT'"),
    ({"mission.yaml": MISSION.format(when="{place: [p:none]}", more="")}, "mission.yaml", "one", "place: 'p:none'"),
    ({"mission.yaml": MISSION.format(when="{country: [Irak]}", more="")}, "mission.yaml", "one", "country: 'Irak'"),
    ({"mission.yaml": MISSION.format(when="{actor: [$us]}", more="")}, "mission.yaml", "one", "$us is not among the names"),
    ({"mission.yaml": MISSION.format(when="{mood: [ours]}", more="")}, "mission.yaml", "one", "'mood'"),
    ({"mission.yaml": MISSION.format(when="{between: [ours]}", more="")}, "mission.yaml", "one", "between"),
    ({"mission.yaml": "rules: [{id: one, verdict: maybe}]\n"}, "mission.yaml", "one", "a rule needs id"),
    ({"mission.yaml": "names: {x: [nobody]}\n"}, "mission.yaml", "names x", "'nobody'"),
    (
        {"mission.yaml": MISSION.format(when="{actor: [ours]}", more="examples:\n- {says: they act, rule: one, actor: theirs}\n")},
        "mission.yaml", "example 1", "the rule None decides 'they act'",
    ),
    (
        {"mission.yaml": MISSION.format(when="{actor: [ours]}", more="examples:\n- {says: they act, rule: two}\n")},
        "mission.yaml", "example 1", "the rule 'two'",
    ),
    # outline
    ({"outline.yaml": "nouns: {}\n"}, "outline.yaml", "sections", "it is not there"),
    ({"outline.yaml": OUTLINE.format(measure=MEASURE + ", actor: [nobody]", section=METHOD)}, "outline.yaml", "measure a", "'nobody'"),
    ({"outline.yaml": OUTLINE.format(measure=MEASURE + ", types: [ASALT]", section=METHOD)}, "outline.yaml", "measure a", "'ASALT'"),
    ({"outline.yaml": OUTLINE.format(measure="unit: [thing]", section=METHOD)}, "outline.yaml", "measure a", "rule"),
    (
        {"outline.yaml": OUTLINE.format(measure=MEASURE, section="{key: s, title: S, kind: counted, measures: [b]}")},
        "outline.yaml", "section s", "asks for ['b']",
    ),
    ({"outline.yaml": OUTLINE.format(measure=MEASURE, section="{key: s, title: 12 of them, kind: method}")}, "outline.yaml", "section s", "typed number"),
    ({"pack.yaml": ABOUT + "credits: [{what: x}]\n"}, "pack.yaml", "credits 1", "expected rows of what, name and licence"),
    ({"pack.yaml": ABOUT.replace("[Iraq]", "[Irak]")}, "pack.yaml", "countries", "'Irak'"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "file", "entry", "words"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_fault_is_told_with_its_file_and_entry(
    tmp_path: Path, files: dict[str, str], file: str, entry: str, words: str
) -> None:
    told = errors(found_in(tmp_path, files))
    assert any((p.file, p.entry) == (file, entry) and words in p.found for p in told), [p.sentence for p in told]


def test_all_faults_are_told_at_once_and_what_holds_is_read(tmp_path: Path) -> None:
    actors = (
        ARMY
        + "- {id: a, name: A, sector: XYZ, kind: army, parents: [{id: army, relation: loves}, {id: army, start: soon}]}\n"
    )
    told = errors(found_in(tmp_path, {"actors.yaml": actors, "places.tsv": places(PROVINCE, HIT | {"lat": "x"})}))
    assert [p.entry for p in told] == ["a", "a", "a", "p:hit"]
    pack, _ = draft_of(str(tmp_path))
    assert list(pack.actors) == ["army"] and [p.id for p in pack.places] == ["p:anbar"]


@pytest.mark.parametrize(
    "actors",
    [
        "- {id: a, name: Lions, country: Iraq}\n- {id: b, name: B, aliases: [Lions], country: Syria}\n",
        "- {id: a, name: A, parents: [{id: b, end: 2015-01-01}]}\n- {id: b, name: B, parents: [{id: a, start: 2015-01-01}]}\n",
        "- {id: a, name: A, kind: office, holders: [{name: X, end: 2016-01-01}, {name: Y, start: 2016-01-01}]}\n",
        "- {id: a, name: A, kind: government, holders: [{name: X, start: 2014-01-01}, {name: Y, start: 2014-01-01}]}\n",
    ],
    ids=["two countries", "parents in turn", "one after the other", "two offices of a government"],
)
def test_what_dates_or_countries_tell_apart_is_no_fault(tmp_path: Path, actors: str) -> None:
    assert errors(found_in(tmp_path, {"actors.yaml": actors})) == []


MISSING = [
    ({"actors.yaml": "- {id: a, name: A}\n"}, "actor without Arabic", "a"),
    ({"actors.yaml": "- {id: a, name: A}\n"}, "actor without sector", "a"),
    ({"actors.yaml": ARMY + "- {id: a, name: A, parents: [army]}\n"}, "membership without dates", "a"),
    ({"actors.yaml": "- {id: a, name: A, kind: media}\n"}, "source without kind", "a"),
    ({"actors.yaml": "- {id: a, name: A, kind: office}\n"}, "office without dated holders", "a"),
    (
        {"actors.yaml": "- {id: a, name: A, kind: office, holders: [{name: X, end: 2015-01-01}, {name: Y, start: 2016-01-01}]}\n"},
        "hole in an office", "a",
    ),
    ({"places.tsv": places(PROVINCE)}, "province without places", "p:anbar"),
    ({"places.tsv": places(PROVINCE, HIT)}, "place without Arabic", "p:hit"),
    ({"places.tsv": places(PROVINCE, HIT | {"verified": "no: by hand"})}, "place not verified", "p:hit"),
    ({"lexicon.yaml": "triggers: [{type: ASSAULT, verbs: [hit]}]\n"}, "event type without a verb", "PROTEST"),
    ({"mission.yaml": MISSION.format(when="{actor: [ours]}", more="")}, "no mission examples", "examples"),
    ({}, "missing part", ""),
]  # fmt: skip


@pytest.mark.parametrize(("files", "kind", "entry"), MISSING, ids=lambda value: str(value)[:40])
def test_what_is_missing_is_a_gap_and_no_error(tmp_path: Path, files: dict[str, str], kind: str, entry: str) -> None:
    told = found_in(tmp_path, files)
    assert any((p.kind, p.entry) == (kind, entry) for p in told if p.level == "gap")
    assert errors(told) == []


def test_no_pack_is_one_sentence() -> None:
    with pytest.raises(PackError, match="no pack 'atlantis'"):
        checked("atlantis")


def test_the_pack_that_ships_has_no_fault_and_places_of_every_kind() -> None:
    pack, told = checked("inherent-resolve")
    assert [p.sentence for p in errors(told)] == []
    assert len(pack.places) >= 1650
    assert sum(bool(place.arabic) for place in pack.places) >= 700
    kinds = {place.kind for place in pack.places}
    assert {"base", "camp", "prison", "crossing", "road", "hill", "dam", "oil", "district", "town"} <= kinds
