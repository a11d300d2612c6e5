"""Weapons and means: complete, spelt once, and refused in one sentence where a row does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from recount.records import PackError
from recount.words.means import means_from
from recount.words.pack import load_pack

CLASSES = {"uav": {"mode": "drone"}, "bombs": {"mode": "explosives"}}


def test_the_shipped_pack_knows_the_means_of_this_war() -> None:
    means = load_pack("inherent-resolve").means
    assert len(means) >= 70
    assert {"small_arms", "indirect_fire", "uav_one_way", "uav_armed", "ied", "vbied", "svbied", "suicide_vest"} <= {
        entry.class_ for entry in means
    }
    for entry in means:
        assert entry.arabic and all("؀" <= c <= "ۿ" for name in entry.arabic for c in name if c.isalpha()), entry
        assert all(any(c.isalpha() for c in name) for name in entry.names), entry


def test_a_word_of_claims_is_itself_a_means() -> None:
    means = load_pack("inherent-resolve").means
    assert {entry.word for entry in means} <= {entry.name for entry in means}


def test_an_entry_takes_mode_and_word_from_its_class_and_name_unless_it_says_otherwise() -> None:
    plain, told = means_from(
        {
            "classes": CLASSES,
            "means": [
                {"id": "a", "name": "drone", "class": "uav"},
                {"id": "b", "name": "Big Drone", "class": "uav", "word": "drone", "mode": "aerial", "aliases": ["bd"]},
            ],
        }
    )
    assert (plain.mode, plain.word, plain.names) == ("drone", "drone", ("drone",))
    assert (told.mode, told.word, told.names) == ("aerial", "drone", ("Big Drone", "bd"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"weapons": []}, "weapons"),
        ({"classes": {"uav": {"mode": "magic"}}}, "needs a mode"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A"}]}, "needs id, name and class"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A", "class": "uav", "size": 3}]}, "size"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A", "class": "sea"}]}, "'sea'"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A", "class": "uav", "mode": "magic"}]}, "magic"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A", "class": "uav", "aliases": [True]}]}, "quote"),
        ({"classes": CLASSES, "means": [{"id": "a", "name": "A", "class": "uav"}] * 2}, "twice"),
        (
            {
                "classes": CLASSES,
                "means": [{"id": "a", "name": "A", "class": "uav"}, {"id": "b", "name": "a", "class": "bombs"}],
            },
            "names both",
        ),
    ],
)
def test_a_row_that_does_not_hold_is_named(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(PackError, match=said) as error:
        means_from(raw)
    assert "\n" not in str(error.value)
