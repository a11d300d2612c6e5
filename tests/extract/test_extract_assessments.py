"""What is judged and how, in whose words; a word of judgement in passing is none."""

from __future__ import annotations

import pytest
from whole_reports import told


@pytest.mark.parametrize(
    ("text", "about", "verdict"),
    [
        ("The Peshmerga are capable of planning operations.", "The Peshmerga", "favourable"),
        ("The Iraqi army is unable to operate without air support.", "The Iraqi army", "unfavourable"),
        ("The Iraqi army is not yet able to operate without air support.", "The Iraqi army", "unfavourable"),
        ("The PMF is not a reliable partner.", "The PMF", "unfavourable"),
        ("ISIS remains a threat in Iraq.", "ISIS", "unfavourable"),
        ("The SDF made progress in securing the prisons.", "The SDF", "favourable"),
        ("When acting alone, Iraqi forces had no significant achievement.", "Iraqi forces", "unfavourable"),
        ("Iraqi leaders condemned the strike as a violation of sovereignty.", "the strike", "unfavourable"),
        ("The strike did not violate Iraqi sovereignty.", "The strike", "favourable"),
        ("It is difficult to establish who carried out the attack.", "who carried out the attack", "cannot_tell"),
        ("The coalition could not verify the report.", "the report", "cannot_tell"),
        ("The group's responsibility could not be verified.", "The group's responsibility", "cannot_tell"),
        ("The results of the training were mixed.", "The results of the training", "mixed"),
        ("The ministry called the raid on the market a shameful crime.", "the raid on the market", "unfavourable"),
        ("The council described the shelling as entirely justified.", "the shelling", "favourable"),
        ("The governor dismissed the leaflet as propaganda.", "the leaflet", "unfavourable"),
        ("Neither toll could be verified.", "toll", "cannot_tell"),
        ("The number of the missing is hard to establish.", "The number of the missing", "cannot_tell"),
        ("The police could not hold the bridge without the army.", "The police", "unfavourable"),
        ("The brigade met hardly any resistance.", "The brigade", "favourable"),
    ],
)
def test_what_is_judged(text: str, about: str, verdict: str) -> None:
    (found,) = told(text, "assessment")
    assert (found.about, found.verdict, found.modality) == (about, verdict, "actual")


def test_two_judgements_share_their_subject_and_speaker() -> None:
    text = "The inspector general said ISIS had been weakened but was capable of attacks."
    found = told(text, "assessment")
    assert sorted((c.about, c.verdict) for c in found) == [("ISIS", "favourable"), ("ISIS", "unfavourable")]
    assert all(c.actor[0].id == "isis" and c.source[0].description == "The inspector general" for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "The effective date of the ceasefire is Monday.",
        "Hundreds of capable men joined the group.",
        "The Capable Hands charity opened a school.",
        "ISIS will remain a threat.",
        "He called for a threat assessment.",
        "Residents found the successful candidate in the square.",
        "The army called up reserves after the massacre.",
        "A hamlet that is called Crime Hill lies nearby.",
    ],
)
def test_no_judgement(text: str) -> None:
    assert told(text, "assessment") == []
