"""PDFs: page and box of every part, columns in reading order, tables by their rows, footnotes, broken paragraphs."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_builders import capture

from recount.read import read
from recount.records import Report, Segment, Skip

SHELLED = (
    "The northern brigade shelled the market of Qasr at dawn on Sunday, and the hospital said that four people were "
    "killed and eleven others wounded in the attack."
)
DENIED = (
    "A spokesman of the brigade denied that its guns had fired at the town, and asked for an inquiry into who did; the "
    "governor promised one before the end of the month, and said that the market would stay closed until then."
)
ROWS = [("Place", "Killed", "Wounded"), ("Qasr", "4", "11"), ("Hit", "12", "30"), ("Ana", "0", "2")]


def paper() -> FPDF:
    made = FPDF(format="A4")
    made.set_font("helvetica", size=11)
    made.add_page()
    return made


def of(made: FPDF) -> Report:
    found = read(capture(bytes(made.output()), "pdf"), today=date(2024, 5, 1))
    assert isinstance(found, Report), found
    return found


def told(report: Report) -> list[tuple[str, str]]:
    return [(s.kind, report.text[s.start : s.end]) for s in report.segments]


def of_words(report: Report, words: str) -> Segment:
    return next(s for s in report.segments if words in report.text[s.start : s.end])


def wrapped(made: FPDF, words: str, width: float) -> list[str]:
    return list(made.multi_cell(width, 6, words, align="L", dry_run=True, output="LINES"))


def test_each_part_has_its_page_and_its_box() -> None:
    made = paper()
    made.multi_cell(0, 6, SHELLED, align="L")
    made.add_page()
    made.set_xy(50, 100)
    made.cell(0, 6, "Nobody claimed it.")
    report = of(made)
    first, second = of_words(report, SHELLED), of_words(report, "Nobody")
    assert (first.page, second.page) == (1, 2)
    assert first.box is not None
    assert second.box is not None
    points = 72 / 25.4
    assert second.box[0] == pytest.approx(51 * points, abs=1)
    assert second.box[1] < 842 - 103 * points < second.box[3]
    assert 20 < first.box[3] - first.box[1] < 60
    assert first.locator is None


@pytest.mark.parametrize("by_rows", [True, False], ids=["written by rows", "written by columns"])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    made = paper()
    made.multi_cell(0, 6, "Two shells fall on the market", new_x="LMARGIN", new_y="NEXT")
    sides = [wrapped(made, SHELLED + " " + DENIED, 80), wrapped(made, DENIED + " " + SHELLED, 80)]
    cells = [(x, n, line) for x, side in zip((10, 110), sides, strict=True) for n, line in enumerate(side)]
    for x, n, line in sorted(cells, key=lambda c: (c[1], c[0]) if by_rows else (c[0], c[1])):
        made.set_xy(x, 40 + 6 * n)
        made.cell(80, 6, line)
    found = told(of(made))
    assert [words for kind, words in found if kind == "body"] == [SHELLED + " " + DENIED, DENIED + " " + SHELLED]


def test_a_paragraph_goes_on_over_the_end_of_a_column() -> None:
    made = paper()
    lines = wrapped(made, SHELLED + " " + DENIED, 80)
    for n, line in enumerate(lines):
        made.set_xy(10 if n < 4 else 110, 40 + 6 * (n % 4 if n < 4 else n - 4))
        made.cell(80, 6, line)
    assert told(of(made)) == [("body", SHELLED + " " + DENIED)]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    made = FPDF(format="A4")
    made.set_font("helvetica", size=11)
    for page in (1, 2, 3):
        made.add_page()
        made.set_xy(10, 10)
        made.cell(0, 6, f"Valley Herald Bulletin {page}")
        lines = wrapped(made, DENIED, 180)
        for n, line in enumerate(lines[:1] if page == 1 else lines[1:] if page == 2 else [SHELLED[:80]]):
            made.set_xy(10, (250 if page == 1 else 30) + 6 * n)
            made.cell(0, 6, line)
    report = of(made)
    whole = of_words(report, DENIED)
    assert (whole.kind, whole.page, whole.locator) == ("body", 1, "pages 1-2")
    assert whole.box is not None
    assert whole.box[3] - whole.box[1] < 20
    assert [kind for kind, words in told(report) if words.startswith("Valley")] == ["template"] * 3


def test_rows_that_stand_in_line_are_a_table() -> None:
    made = paper()
    made.multi_cell(0, 6, SHELLED, align="L", new_x="LMARGIN", new_y="NEXT")
    made.ln(6)
    with made.table(align="L", text_align=("LEFT", "RIGHT", "CENTER")) as table:
        for row in ROWS:
            table.row(row)
    made.ln(6)
    made.multi_cell(0, 6, DENIED, align="L")
    found = told(of(made))
    assert [words for kind, words in found if kind == "table"] == [" | ".join(row) for row in ROWS]
    assert [words for kind, words in found if kind == "body"] == [SHELLED, DENIED]
    assert not any(s.claimable for s in of(made).segments if s.kind == "table")


def test_a_cell_of_several_lines_stays_one_cell() -> None:
    made = paper()
    with made.table(width=120, col_widths=(30, 90), text_align="LEFT", v_align="T") as table:
        for row in [("Place", "What was told of it"), ("Qasr", SHELLED), ("Hit", "Nothing")]:
            table.row(row)
    found = [words for kind, words in told(of(made)) if kind == "table"]
    assert found == ["Place | What was told of it", f"Qasr | {SHELLED}", "Hit | Nothing"]


@pytest.mark.parametrize("align", ["J", "L", "C"])
def test_prose_is_no_table(align: str) -> None:
    made = paper()
    for words in (SHELLED, DENIED):
        made.multi_cell(70, 6, words, align=align, new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    made.multi_cell(0, 6, f"1.   {SHELLED}", align="L", new_x="LMARGIN", new_y="NEXT")
    made.multi_cell(0, 6, f"2.   {DENIED}", align="L", new_x="LMARGIN", new_y="NEXT")
    assert "table" not in {kind for kind, _ in told(of(made))}


def test_small_print_with_a_number_at_the_foot_is_a_note() -> None:
    made = paper()
    made.multi_cell(0, 6, SHELLED + " " + DENIED, align="L")
    made.set_font("helvetica", size=8)
    made.set_xy(10, 250)
    made.multi_cell(
        0, 4, "1 The hospital counted again on Monday and did not change its number of the dead.", align="L"
    )
    report = of(made)
    assert told(report)[-1][0] == "note"
    assert not report.segments[-1].claimable


def test_a_heading_in_bold_ends_a_paragraph() -> None:
    made = paper()
    made.set_font("helvetica", style="B", size=11)
    made.cell(0, 6, "What is known of the guns", new_x="LMARGIN", new_y="NEXT")
    made.set_font("helvetica", size=11)
    made.multi_cell(0, 6, SHELLED, align="L")
    assert [words for _, words in told(of(made))] == ["What is known of the guns", SHELLED]


def long() -> bytes:
    made = FPDF(format="A4")
    made.set_font("helvetica", size=11)
    for _ in range(30):
        made.add_page()
        for words in (SHELLED, DENIED) * 7:
            made.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
            made.ln(2)
    return bytes(made.output())


def test_boxes_do_not_make_it_slow() -> None:
    begun = time.perf_counter()
    assert isinstance(read(capture(long(), "pdf"), today=date(2024, 5, 1)), Report)
    assert time.perf_counter() - begun < 15


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1 << 30))
def test_any_damage_ends_in_a_report_or_a_sentence(seed: int) -> None:
    made = paper()
    made.multi_cell(80, 6, SHELLED)
    data = bytearray(made.output())
    draw = random.Random(seed)
    for _ in range(draw.randrange(1, 30)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    found = read(capture(bytes(data[: draw.randrange(len(data) // 2, len(data))]), "pdf"), today=date(2024, 5, 1))
    assert not isinstance(found, Skip) or found.sentence.endswith(".")
