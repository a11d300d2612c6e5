"""Scales and pictures of estimates."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from recount.publish.figures.estimates import Row, estimates, scale

numbers = st.floats(-1e9, 1e9)


@given(numbers, numbers)
def test_a_scale_holds_what_it_is_for(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    lines = scale(low, high)
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert lines[0] <= low + slack
    assert lines[-1] >= high - slack
    assert 2 <= len(lines) <= 10
    assert lines == sorted(lines)


def test_labels_are_written_out_and_not_obeyed() -> None:
    picture = estimates([Row("<b>&", 1.0, None, 2.0)], mark=0.0, marked="none", title="t")
    assert "<b>&" in "".join(ElementTree.fromstring(picture).itertext())


def test_a_long_label_has_room_and_a_longer_one_is_shortened_aloud() -> None:
    long, longer = "attacks on partners on strikes: not seen", "x" * 80
    picture = ElementTree.fromstring(
        estimates([Row(long, 1, 0, 2), Row(longer, 1, 0, 2)], mark=0, marked="none", title="t")
    )
    width = float(picture.get("viewBox", "").split()[2])
    for label in picture.iter("{http://www.w3.org/2000/svg}text"):
        words = label.text or ""
        far = float(label.get("x", "0"))
        extent = {"end": (far - 7 * len(words), far), "middle": (far, far)}.get(
            label.get("text-anchor", ""), (far, far + 6 * len(words))
        )
        assert extent[0] >= 0, words
        assert extent[1] <= width, words
    said = "".join(picture.itertext())
    assert longer in said
    assert "1 (0 to 2)" in said
