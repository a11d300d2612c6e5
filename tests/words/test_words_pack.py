"""A pack holds together, obeys what was decided by hand, and says in one sentence what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recount.records import PackError
from recount.words.entries import PLACE_COLUMNS
from recount.words.expand import expanded
from recount.words.pack import Pack, load_pack

HAND = "who\twhen\twhy"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("inherent-resolve")


def small(folder: Path, **files: str) -> Path:
    (folder / "hand").mkdir()
    (folder / "pack.yaml").write_text("name: small\ncountries: [Iraq]\ngroups: {ours: us}\n", encoding="utf-8")
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem.replace('__', '/')}.{ending}").write_text(text, encoding="utf-8")
    return folder


def place_row(**cells: str) -> str:
    given = {"id": "pack:a", "name": "A", "lat": "33", "lon": "44", "radius_km": "3", "precision": "settlement"}
    return "\t".join(PLACE_COLUMNS) + "\n" + "\t".join((given | cells).get(c, "") for c in PLACE_COLUMNS) + "\n"


def test_the_shipped_pack_has_what_the_design_asks(pack: Pack) -> None:
    assert len(pack.actors) >= 90
    assert len(pack.places) >= 250
    provinces = [p for p in pack.places if p.precision == "province"]
    assert sum(p.country == "Iraq" for p in provinces) >= 18
    assert sum(p.country == "Syria" for p in provinces) == 14
    assert {"actors", "places", "mission", "shapes", "hand/aliases"} <= set(pack.hashes)


def test_every_group_is_described(pack: Pack) -> None:
    used = {group for actor in pack.actors.values() for group in actor.groups}
    assert used <= set(pack.about["groups"])


def test_every_place_names_its_source_and_whether_it_was_verified(pack: Pack) -> None:
    for place in pack.places:
        assert place.source and place.verified.startswith(("yes", "no: ")), place
        assert place.radius_km > 0 and place.lat is not None and place.lon is not None


def test_coordinates_by_hand_are_never_called_verified(pack: Pack) -> None:
    assert all(p.verified.startswith("no") for p in pack.places if p.source.startswith(("by hand", "near ")))


def test_places_lie_near_their_province(pack: Pack) -> None:
    centres = {(p.country, p.province): p for p in pack.places if p.precision == "province"}
    for place in pack.places:
        home = centres.get((place.country, place.province))
        if home is not None and place.lat and place.lon and home.lat and home.lon:
            assert abs(place.lat - home.lat) < 4 and abs(place.lon - home.lon) < 4, place


def test_outlines_are_small_and_cover_the_provinces(pack: Pack) -> None:
    assert pack.shapes is not None and pack.shapes.stat().st_size < 150_000
    features = json.loads(pack.shapes.read_text(encoding="utf-8"))["features"]
    drawn = {f["properties"]["name"] for f in features if f["properties"]["kind"] == "province"}
    assert {p.name for p in pack.places if p.precision == "province"} - drawn == {"Halabja"}


@pytest.mark.parametrize(
    ("actor", "above"),
    [
        ("kataib-hezbollah", {"pmf", "iran_backed", "iran-backed-militias"}),
        ("iraqi-cts", {"iraqi-security-forces", "iraqi_forces"}),
        ("ypj", {"ypg", "sdf"}),
        ("cjtf-oir", {"coalition"}),
        ("nobody-known", {"nobody-known"}),
    ],
)
def test_ancestors(pack: Pack, actor: str, above: set[str]) -> None:
    assert above | {actor} <= pack.ancestors(actor)


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("kataib-hezbollah", "iraqi_forces"),  # of the Iraqi state since 2016, and no partner of the coalition
        ("pmf", "iraqi_forces"),
        ("saraya-al-salam", "iran_backed"),  # of the PMF, and Sadr's
        ("tribal-mobilization", "iran_backed"),
    ],
)
def test_a_side_that_is_not_its_own(pack: Pack, actor: str, side: str) -> None:
    assert side not in pack.ancestors(actor)


def test_backing_is_not_belonging(pack: Pack) -> None:
    assert "iran" not in pack.ancestors("hezbollah")


def names_in(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for item in value for name in names_in(item)}
    return {value} if isinstance(value, str) else set()


def test_the_mission_speaks_only_of_groups_and_actors_that_there_are(pack: Pack) -> None:
    lists, known = pack.mission["names"], set(pack.about["groups"]) | set(pack.actors)
    assert {name for names in lists.values() for name in names} <= known
    for rule in pack.mission["rules"]:
        for condition in ("actor", "target", "any", "none", "only_actor", "only_target", "between"):
            for name in names_in(rule["when"].get(condition, [])):
                assert name in known or name.removeprefix("$") in lists, (rule["id"], name)


def test_optional_files_may_be_missing(tmp_path: Path) -> None:
    found = load_pack(str(small(tmp_path)))
    assert (found.actors, found.places, found.lexicon, found.shapes) == ({}, (), {}, None)


def test_an_unknown_pack_is_told_which_there_are() -> None:
    with pytest.raises(PackError, match="inherent-resolve"):
        load_pack("no-such-theatre")


def test_aliases_and_corrections_by_hand_are_obeyed(tmp_path: Path) -> None:
    found = load_pack(
        str(
            small(
                tmp_path,
                actors_yaml="- {id: a, name: A Group, kind: militia}",
                places_tsv=place_row(),
                hand__aliases_tsv=f"what\tid\talias\t{HAND}\nactor\ta\tThe A\tme\t2026-01-02\tseen in print\n",
                hand__corrections_tsv=f"what\tid\tfield\tvalue\t{HAND}\nplace\tpack:a\tlat\t34\tme\t2026-01-02\tx\n",
            )
        )
    )
    assert found.actors["a"].aliases == ("The A",)
    assert found.places[0].lat == 34.0


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"actors_yaml": "- {id: a}"}, "needs id and name"),
        ({"actors_yaml": "- {id: a, name: A, colour: red}"}, "colour"),
        ({"actors_yaml": "- {id: a, name: A, sector: ARMY}"}, "'ARMY'"),
        ({"actors_yaml": "- {id: a, name: A, aliases: [yes]}"}, "list of words"),
        ({"actors_yaml": "- {id: a, name: A, parents: [b]}"}, "no actors"),
        ({"actors_yaml": "- {id: a, name: A}\n- {id: a, name: B}"}, "twice"),
        ({"actors_yaml": "a: [b"}, "not YAML"),
        ({"actors_yaml": "a: b"}, "list of actors"),
        ({"places_tsv": place_row(lat="north")}, "must be numbers"),
        ({"places_tsv": place_row(lat="144")}, "no place on the globe"),
        ({"places_tsv": place_row(precision="village")}, "'village'"),
        ({"places_tsv": "id\tname\npack:a\tA\n"}, "lacks the columns"),
        ({"places_tsv": "id\tname\npack:a\tA\tB\n"}, "tabs"),
        ({"hand__aliases_tsv": f"what\tid\talias\t{HAND}\nactor\ta\tA\t\t2026-01-02\t\n"}, "who and why"),
        ({"hand__aliases_tsv": f"what\tid\talias\t{HAND}\nactor\ta\tA\tme\tlately\tx\n"}, "no date"),
        ({"hand__notes_tsv": f"what\t{HAND}\nactor\tme\t2026-01-02\tx\n"}, "unknown file"),
    ],
)
def test_a_broken_pack_is_named_in_one_sentence(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(PackError, match=said) as error:
        load_pack(str(small(tmp_path, **files)))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("alias", "names"),
    [
        ("Plain Name", ["Plain Name"]),
        ("(A|B) Force", ["A Force", "B Force"]),
        ("(Old |)Guard (Corps|)", ["Old Guard Corps", "Old Guard", "Guard Corps", "Guard"]),
    ],
)
def test_short_written_aliases(alias: str, names: list[str]) -> None:
    assert list(expanded(alias)) == names
