"""The file of relations is checked when it is read, and a fault is named by its row."""

from __future__ import annotations

from typing import Any

import pytest

from recount.extract.relation_words import checked_relations, relation_words
from recount.records import PackError


def table(**parts: Any) -> dict[str, Any]:
    """A small table that holds, with parts put in place of its own."""
    rows = [{"type": "supports", "verbs": ["back"]}]
    light = {"has": ["have/had"], "gives": ["give/gave"], "gets": ["get/got"]}
    return {"relations": rows, "light": light, "compounds": {"supports": ["backed"]}, "people": ["group"], **parts}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"relations": [{"type": "likes", "verbs": ["like"]}]}, "row 1: found 'likes'"),
        ({"relations": [{"type": "supports"}]}, "row 1: expected verbs, words or nouns"),
        ({"relations": [{"type": "supports", "verb": ["back"]}]}, "row 1: found ['verb']"),
        ({"relations": [{"type": "supports", "nouns": ["tie"], "held": "as"}]}, "held is 'as'"),
        ({"compounds": {"likes": ["loved"]}}, "compounds: found ['likes']"),
        ({"light": {"has": []}}, "light: expected"),
        ({"friends": []}, "expected the parts"),
    ],
)
def test_a_fault_is_named_by_its_row(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(PackError) as caught:
        checked_relations(table(**parts))
    assert words in str(caught.value)


def test_every_form_of_a_verb_is_known() -> None:
    frames = relation_words().frames
    assert all("supports" in {f.type for f in frames[form]} for form in ("back", "backs", "backed", "backing"))
