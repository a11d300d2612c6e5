from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from extract_cases import LEXICON, sentence
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.lexicon import lexicon_of
from recount.extract.morphology import plural, verb_forms
from recount.extract.triggers import triggers_in
from recount.records import PackError, Span
from recount.words.means import MeansEntry
from recount.words.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("shell", "shell shells shelled shelling"),
        ("stab", "stab stabs stabbed stabbing"),
        ("strike", "strike strikes struck striking"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("deploy", "deploy deploys deployed deploying"),
        ("occupy", "occupy occupies occupied occupying"),
        ("free", "free frees freed freeing"),
        ("die", "die dies died dying"),
        ("barrel-bomb", "barrel-bomb barrel-bombs barrel-bombed barrel-bombing"),
    ],
)
def test_verbs_are_inflected(lemma: str, forms: str) -> None:
    assert {form for form, _ in verb_forms(lemma)} == set(forms.split())


@pytest.mark.parametrize(
    ("noun", "many"),
    [("air strike", "air strikes"), ("clash", "clashes"), ("casualty", "casualties"), ("talks", "talks")],
)
def test_nouns_have_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_every_event_of_the_vocabulary_has_words() -> None:
    covered = {p.entry.type for patterns in LEXICON.patterns.values() for p in patterns}
    assert covered == set(vocabulary().events)
    assert len({(p.entry.words, p.entry.type) for ps in LEXICON.patterns.values() for p in ps}) > 400


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen attacked a post.", [("attack", "active")]),
        ("A post was attacked by gunmen.", [("attack", "passive")]),
        ("Ten men killed in a raid.", [("kill", "passive"), ("raid", "noun")]),
        ("Rockets hit the base, wounding two.", [("hit", "active"), ("wound", "participle")]),
        ("The assassination of the judge shocked them.", [("assassination", "noun")]),
        ("They took three aid staff hostage.", [("take * hostage", "active")]),
        ("Air strikes kill twelve.", [("air strike", "noun"), ("kill", "active")]),
        ("Forces attack a village.", [("attack", "active")]),
        ("He died of a heart attack.", [("die", "active")]),
        ("They hope to strike a deal.", []),
        ("The fire brigade came.", []),
        ("She shot a film there.", []),
        ("Delays threatened the safety of the crew.", []),
        ("It was an attack on her record.", []),
        ("An attack helicopter turned.", []),
        ("Iran-backed groups met nobody.", [("meet", "active")]),
    ],
)
def test_triggers(text: str, found: list[tuple[str, str]]) -> None:
    assert [(t.entry.words, t.voice) for t in triggers_in(sentence(text), LEXICON)] == found


def test_a_name_is_no_trigger() -> None:
    text = "Near Hit, one strike destroyed a truck."
    with_name = triggers_in(sentence(text), LEXICON, [Span(5, 8)])
    assert "hit" not in {t.entry.words for t in with_name}


@given(
    st.lists(st.sampled_from(["attacks", "the", "killed", "in", "by", "rebels", "to", "strike", ",", "a"]), max_size=14)
)
def test_triggers_share_no_word(parts: list[str]) -> None:
    found = triggers_in(sentence(" ".join(parts)), LEXICON)
    assert all(a.first != b.first for a, b in pairwise(found))
    assert [t.first for t in found] == sorted(t.first for t in found)


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ({"triggers": [{"type": "ASSAULTS", "verbs": ["hit"]}]}, "ASSAULTS"),
        ({"triggers": [{"type": "ASSAULT", "mode": "nuclear", "verbs": ["hit"]}]}, "nuclear"),
        ({"triggers": [{"type": "ASSAULT", "harm": "sad", "verbs": ["hit"]}]}, "sad"),
        ({"triggers": [{"type": "ASSAULT", "sides": "left", "verbs": ["hit"]}]}, "left"),
        ({"triggers": [{"type": "ASSAULT", "of": "none of it", "nouns": ["hit"]}]}, "none of it"),
        ({"triggers": [{"type": "ASSAULT", "verbs": [True]}]}, "True"),
        ({"triggers": [{"type": "ASSAULT", "verbs": ["* hostage"]}]}, "hostage"),
        ({"triggers": [{"verbs": ["hit"]}]}, "type"),
        ({"tricks": []}, "tricks"),
        ({"exclusions": [False]}, "False"),
        ({"trends": {"measures": {"luck": ["luck"]}}}, "luck"),
        ({"by_object": {"place": ["TERRITORIES", "gain"]}}, "place"),
    ],
)
def test_a_wrong_entry_is_named(raw: dict[str, Any], named: str) -> None:
    with pytest.raises(PackError, match=named.replace("*", ".")):
        lexicon_of(raw)


def test_a_weapon_that_means_do_not_have_is_named() -> None:
    drone = MeansEntry("drone", "drone", "uav", "drone", "drone")
    raw = {"triggers": [{"type": "ASSAULT", "verbs": ["hit"], "instrument": "catapult"}]}
    with pytest.raises(PackError, match="catapult"):
        lexicon_of(raw, (drone,))


def _lexicon(**verbs: list[str]) -> Any:
    return lexicon_of({"triggers": [{"type": t, "verbs": words} for t, words in verbs.items()]})


def test_a_slice_changes_only_for_texts_that_hold_the_word() -> None:
    before, after = _lexicon(ASSAULT=["bomb"]), _lexicon(ASSAULT=["bomb", "torch"])
    assert before.slice(frozenset({"bombed", "the"})) == after.slice(frozenset({"bombed", "the"}))
    assert before.slice(frozenset({"torched"})) != after.slice(frozenset({"torched"}))
    assert _lexicon(ASSAULT=["bomb"]).slice(frozenset({"bomb"})) != _lexicon(AID=["bomb"]).slice(frozenset({"bomb"}))
