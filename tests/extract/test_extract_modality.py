"""Whether it happened: one row for each way of saying that it did, did not, may have, or is still to come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_documents import SOUP, document_of, span_of

from recount.extract.cues import checked, forms_of
from recount.extract.modality import ModalityReading, modality_of
from recount.records import PackError, Span


def reading(text: str, trigger: str) -> ModalityReading:
    document = document_of(text)
    span = span_of(text, trigger)
    sentence = next(s for s in document.sentences if s.span.holds(span))
    return modality_of(span, sentence, document)


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "becomes"),
    [
        ("Jets bombed a hospital and killed four people.", "bombed", "actual", "event"),
        ("Jets bombed a hospital and killed four people.", "killed", "actual", "event"),
        ("The embassy was attacked by unknown gunmen.", "attacked", "actual", "event"),
        ("Three soldiers were killed in the attack.", "attack", "actual", "event"),
        ("The ministry said that seven soldiers were killed.", "killed", "actual", "event"),
        # what became of it
        ("The offensive ordered in March never came about.", "offensive", "negated", "event"),
        ("Talks on the mission will begin on Monday.", "Talks", "actual", "forecast"),
        ("An official said a strike was not imminent.", "strike", "negated", "forecast"),
        ("The raid had been planned for September.", "raid", "actual", "intent"),
        ("Two drones were shot down near the base.", "shot down", "attempted", "event"),
        ("The army shot down two drones.", "shot down", "actual", "event"),
        ("The ministry denied in March that there had been a strike.", "strike", "negated", "event"),
        # negated
        ("The militia did not attack the base.", "attack", "negated", "event"),
        ("The army never bombed the town.", "bombed", "negated", "event"),
        ("No attack was reported on Monday.", "attack", "negated", "event"),
        ("The attack did not take place.", "attack", "negated", "event"),
        ("Their planes haven’t struck the city.", "struck", "negated", "event"),
        ("Russia did not carry out the air strike.", "strike", "negated", "event"),
        ("The coalition struck the depot without killing civilians.", "killing", "negated", "event"),
        ("The coalition struck the depot without killing civilians.", "struck", "actual", "event"),
        ("The battalion failed to take the hill.", "take", "negated", "event"),
        ("Police prevented an attack on the mosque.", "attack", "negated", "event"),
        ("Forces moved north to prevent attacks.", "attacks", "negated", "event"),
        ("The army failed to prevent the attack.", "attack", "actual", "event"),
        ("Guards could not stop the raid.", "raid", "actual", "event"),
        ("The army not only bombed the town but shelled it.", "bombed", "actual", "event"),
        ("No group claimed responsibility for the attack.", "attack", "actual", "event"),
        # the cue governs another clause
        ("The jets did not fly, but artillery shelled the town.", "shelled", "actual", "event"),
        ("The army did not attack and the rebels shelled the town.", "shelled", "actual", "event"),
        ("Drones were shot down before the attack.", "attack", "actual", "event"),
        ("Troops withdrew after the militia threatened to attack.", "withdrew", "actual", "event"),
        ("Officials may investigate the attack.", "attack", "actual", "event"),
        ("The strike may have killed two civilians.", "strike", "actual", "event"),
        # attempted
        ("The group attempted to assassinate the minister.", "assassinate", "attempted", "event"),
        ("Militants tried to storm the checkpoint.", "storm", "attempted", "event"),
        ("Police foiled a bomb attack on the market.", "attack", "attempted", "event"),
        ("The attack was foiled by guards.", "attack", "attempted", "event"),
        ("A failed assassination attempt against the governor shook the city.", "assassination", "attempted", "event"),
        ("Air defences intercepted two rockets.", "rockets", "attempted", "event"),
        # repelled: it took place
        ("The army repelled an attack on the airport.", "attack", "actual", "event"),
        # possible
        ("The strike may have killed two civilians.", "killed", "possible", "event"),
        ("The strike may have killed or wounded two civilians.", "wounded", "possible", "event"),
        ("A suspected drone strike hit the depot.", "strike", "possible", "event"),
        ("The base was preparing for an attack.", "attack", "possible", "event"),
        ("The column left to attack the village.", "attack", "possible", "event"),
        ("They used drones to attack the base.", "attack", "actual", "event"),
        ("Did the coalition bomb the hospital?", "bomb", "possible", "event"),
        # conditional
        ("If the troops stay, the militia will attack the base.", "stay", "conditional", "event"),
        ("The convoy may turn back if it is attacked.", "attacked", "conditional", "event"),
        # intent
        ("If the troops stay, the militia will attack the base.", "attack", "actual", "intent"),
        ("The militias vowed to attack the troops unless they leave.", "attack", "actual", "intent"),
        ("The militia threatened to strike the embassy.", "strike", "actual", "intent"),
        ("The general ordered his forces to attack the town.", "attack", "actual", "intent"),
        ("The envoy called on the government to release the prisoners.", "release", "actual", "intent"),
        ("The group demanded that troops withdraw.", "withdraw", "actual", "intent"),
        ("The party called for strikes on the camp.", "strikes", "actual", "intent"),
        ("The group has threatened attacks on the dam.", "attacks", "actual", "intent"),
        ("The two sides agreed to cease fire.", "cease", "actual", "intent"),
        ("He said the group would attack again.", "attack", "actual", "intent"),
        ("The brigade won’t withdraw.", "withdraw", "negated", "intent"),
        ("The shelling threatened the safety of troops after the attack.", "attack", "actual", "event"),
        # forecast
        ("Talks are expected to begin in June.", "begin", "actual", "forecast"),
        ("The army is likely to attack the town next week.", "attack", "actual", "forecast"),
        ("Analysts predict a collapse of the front.", "collapse", "actual", "forecast"),
        ("The killing could mark the end of the alliance.", "mark", "possible", "forecast"),
        ("The commander warned that fighters would return.", "return", "actual", "forecast"),
    ],
)
def test_reading(text: str, trigger: str, modality: str, becomes: str) -> None:
    found = reading(text, trigger)
    assert (found.modality, found.becomes) == (modality, becomes), found


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "stance"),
    [
        ("Ankara denied bombing the village.", "bombing", "negated", "denies"),
        ("Ankara denied that its jets bombed the village.", "bombed", "negated", "denies"),
        ("Ankara denied it had bombed the village.", "bombed", "negated", "denies"),
        ("The rebels rejected claims that they had shelled the market.", "shelled", "negated", "denies"),
        ("The group denied involvement in the attack.", "attack", "actual", "denies"),
        ("An alleged air strike hit the depot.", "strike", "actual", "reports"),
        ("Jets reportedly bombed the depot.", "bombed", "actual", "reports"),
        ("There was no evidence that the army bombed the school.", "bombed", "possible", "doubts"),
        ("The army bombed the school.", "bombed", "actual", None),
    ],
)
def test_stance_hint(text: str, trigger: str, modality: str, stance: str | None) -> None:
    found = reading(text, trigger)
    assert (found.modality, found.stance_hint) == (modality, stance), found


@pytest.mark.parametrize(
    ("text", "trigger", "condition"),
    [
        ("If the troops stay, the militia will attack the base.", "attack", "If the troops stay"),
        ("The group vowed to attack convoys unless they leave.", "attack", "unless they leave"),
        ("Guards may fire if they are attacked.", "attacked", "if they are attacked"),
        ("Should the guards leave, prisoners may attack the gate.", "attack", "Should the guards leave"),
        ("Without American aircraft, the militants could attack again.", "attack", "Without American aircraft"),
        ("The militia attacked the base as if it were war.", "attacked", None),
        ("The militia vowed to attack the base.", "attack", None),
    ],
)
def test_condition(text: str, trigger: str, condition: str | None) -> None:
    assert reading(text, trigger).condition == condition


@pytest.mark.parametrize(
    ("text", "trigger", "horizon"),
    [
        ("The army will attack the town within two weeks.", "attack", "within two weeks"),
        ("Troops are expected to withdraw by the end of the year.", "withdraw", "by the end of the year"),
        ("The group may attack the town and will soon withdraw.", "withdraw", None),
        ("The group vowed to attack the base.", "attack", None),
    ],
)
def test_horizon(text: str, trigger: str, horizon: str | None) -> None:
    assert reading(text, trigger).horizon == horizon


def test_the_cue_is_in_the_words_of_the_report() -> None:
    text = "The militia Threatened to strike the embassy."
    found = reading(text, "strike")
    assert found.cue == "Threatened to"


def test_a_trigger_elsewhere_is_actual() -> None:
    document = document_of("Nothing happened.")
    assert modality_of(Span(900, 905), document.sentences[0], document) == ModalityReading()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SOUP), min_size=1, max_size=24), st.integers(0, 23))
def test_any_soup_is_read(words: list[str], at: int) -> None:
    document = document_of(" ".join(words))
    for sentence in document.sentences:
        token = sentence.tokens[at % len(sentence.tokens)]
        found = modality_of(token.span, sentence, document)
        if found.cue is not None:
            assert found.cue in " ".join(sentence.text.split())
        assert found.becomes != "event" or found.horizon is None


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("say/said", ["say", "says", "said", "saying"]),
        ("plan", ["plan", "plans", "planned", "planning"]),
        ("point out", ["point out", "points out", "pointed out", "pointing out"]),
        ("make/made/making clear", ["make clear", "makes clear", "made clear", "making clear"]),
    ],
)
def test_forms(entry: str, forms: list[str]) -> None:
    assert [form for form, _ in forms_of(entry)] == forms


def test_unknown_parts_are_named() -> None:
    with pytest.raises(PackError, match="expected the parts"):
        checked({"speech": []})
