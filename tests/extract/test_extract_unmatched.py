"""What a text tells that the pack has no words for."""

from __future__ import annotations

import pytest
from whole_reports import extractor, report_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iraqi forces drained a marsh near Hawija on Monday.", [("verb", "drain")]),
        ("Iraqi forces attacked a village near Hawija on Monday.", []),
        ("The SDF arrested Ahmed al-Khubail.", [("actor", "Ahmed al-Khubail")]),
        ("The minister said that it rained.", []),
    ],
)
def test_verbs_beside_known_parties_and_names_of_nobody_known_are_listed(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.what, one.words) for one in extractor().unmatched_in(report_of(text))] == found
