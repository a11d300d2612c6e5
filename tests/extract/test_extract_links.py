"""What led to what: the claims on both sides by their ids, and no link from a happening to its own harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_documents import SOUP
from whole_reports import extractor, report_of, told

from recount.records import Claim


def sides(claim: Claim, text: str) -> tuple[list[str | None], list[str | None]]:
    """The types of the claims on either side; every id is that of a claim of the same report."""
    known = {c.id: c for c in extractor().claims_in(report_of(text))}
    return [known[i].kind for i in claim.cause], [known[i].kind for i in claim.effect]


@pytest.mark.parametrize(
    ("text", "type_", "cause", "effect"),
    [
        ("The coalition suspended training because of the rocket attacks.", "causes", [], ["event"]),
        ("The inspector general attributed the drop in raids to the militia attacks.", "causes", ["tally"], ["trend"]),
        ("Militia attacks hampered the coalition. As a result, airstrikes fell.", "causes", ["tally"], ["trend"]),
        ("The drop in airstrikes coincided with an increase in ISIS attacks.", "coincides", ["trend"], ["trend"]),
        ("As raids fell, ISIS activity rose.", "coincides", ["trend"], ["trend"]),
        ("The militia fired rockets at the base on 3 November. The coalition struck back in response to the attack.",
         "causes", ["event"], ["event"]),
        ("Shelling drove 200 people from the village on Monday. The mayor blamed the lack of guards.", "causes", [],
         ["event"]),
        ("Attacks fell last year. The army attributed the drop to its raids.", "causes", ["tally"], ["trend"]),
        ("Fog hindered the army's advance on the ridge.", "hinders", [], ["event"]),
        ("The clinic shut because nobody dared to drive there, nurses said.", "causes", [], []),
        ("The withdrawal made it harder for Iraqi forces to hold the town.", "hinders", [], []),
    ],
)  # fmt: skip
def test_the_ends_of_a_link(text: str, type_: str, cause: list[str], effect: list[str]) -> None:
    found = [c for c in told(text, "link") if c.type == type_][-1]
    assert sides(found, text) == (cause, effect)


@pytest.mark.parametrize(
    "text",
    [
        "Four civilians were killed due to terrorist rocket attacks.",
        "The attack on the town caused material damage to houses.",
        "The envoy is due to resume talks on the fighting on Monday.",
        "Syrian forces that seized the town rested.",
        "The general spoke in response to a question about the attack on the base.",
        "The cause of the attack is unknown.",
        "Whether the raid led to the attack is not known.",
        "A car exploded in Kirkuk on Monday. The police blamed ISIS.",
    ],
)
def test_no_link(text: str) -> None:
    assert told(text, "link") == []


@given(
    st.lists(
        st.sampled_from([*SOUP, "because of", "led to", "As a result,", "Iran", "ISIS", "raids", "fell"]), max_size=25
    )
)
def test_any_words_give_links_within_their_own_report(words: list[str]) -> None:
    report = report_of(" ".join(words))
    found = extractor().claims_in(report)
    ids = [c.id for c in found]
    assert len(ids) == len(set(ids))
    for claim in found:
        assert set(claim.cause) | set(claim.effect) <= set(ids) - {claim.id}
        assert not set(claim.cause) & set(claim.effect)
