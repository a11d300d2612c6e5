"""Tables inside documents: rows that can be read and taken apart again, prose that stays prose, in every form."""

from __future__ import annotations

from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Cell as OdfCell
from odfdo import Document, Header, Paragraph, Row, Table
from reading_builders import book, capture, saved

from recount.read import read
from recount.read.blocks import Block
from recount.read.page import tree_of
from recount.read.page_tables import PageTables
from recount.read.tables import Cell, grid_of, is_layout, is_prose, row_words, table_blocks
from recount.records import Form, Report

TODAY = date(2024, 5, 1)
BEFORE = "The northern brigade shelled the market of Qasr at dawn on Sunday, and the hospital counted four dead there."
AFTER = "A spokesman of the brigade denied that its guns had fired at the town, and asked for an inquiry into who did."
PROSE = "Two mortar shells hit the vegetable market, killing four people."
ROWS = (("Province", "Attacks", "Killed"), ("Qasr", "12", "1,204"), ("Nahr", "7", "0"), ("Total", "19", "1,204"))
LOG = (("Day", "Event"), ("5 June", PROSE))


def rows(found: Report, kind: str = "table") -> list[tuple[str | None, str]]:
    return [(s.locator, found.text[s.start : s.end]) for s in found.segments if s.kind == kind]


def report(data: bytes, form: Form) -> Report:
    found = read(capture(data, form), today=TODAY)
    assert isinstance(found, Report), found
    return found


def markup(table: str) -> str:
    return f"<article><h1>Two shells fall on Qasr</h1><p>{BEFORE}</p>{table}<p>{AFTER}</p></article>"


def html_rows(data: tuple[tuple[str, ...], ...]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in data)
    return f"<table>{lines}</table>"


def in_html(data: tuple[tuple[str, ...], ...]) -> Report:
    return report(f"<html><body>{markup(html_rows(data))}</body></html>".encode(), "html")


def in_word(data: tuple[tuple[str, ...], ...]) -> Report:
    made = docx.Document()
    made.add_paragraph(BEFORE)
    table = made.add_table(len(data), len(data[0]))
    for r, row in enumerate(data):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    made.add_paragraph(AFTER)
    return report(saved(made), "docx")


def in_odt(data: tuple[tuple[str, ...], ...]) -> Report:
    made = Document("text")
    made.body.clear()
    made.body.append(Header(1, "Two shells fall on Qasr"))
    made.body.append(Paragraph(BEFORE))
    table = Table("T")
    for row in data:
        line = Row()
        for words in row:
            line.append_cell(OdfCell(text=words))
        table.append_row(line)
    made.body.append(table)
    made.body.append(Paragraph(AFTER))
    return report(saved(made), "odt")


def in_rtf(data: tuple[tuple[str, ...], ...]) -> Report:
    lines = "".join(
        "\\trowd\\cellx1\\cellx2\\cellx3 " + "".join(f"\\pard\\intbl {cell}\\cell " for cell in row) + "\\row\n"
        for row in data
    )
    return report(f"{{\\rtf1\\ansi\\pard {BEFORE}\\par\n{lines}\\pard {AFTER}\\par}}".encode(), "rtf")


def in_epub(data: tuple[tuple[str, ...], ...]) -> Report:
    return report(book([f"<h1>One</h1><p>{BEFORE}</p>", f"<p>{BEFORE}</p>{html_rows(data)}<p>{AFTER}</p>"]), "epub")


BUILT = {"html": in_html, "docx": in_word, "odt": in_odt, "rtf": in_rtf, "epub": in_epub}


@pytest.mark.parametrize("form", BUILT)
def test_rows_of_figures_are_parts_with_their_place(form: str) -> None:
    found = BUILT[form](ROWS)
    before = "chapter 2, " if form == "epub" else ""
    assert rows(found) == [
        (f"{before}table 1, row 1", "Province | Attacks | Killed"),
        (f"{before}table 1, row 2", "Qasr | 12 | 1,204"),
        (f"{before}table 1, row 3", "Nahr | 7 | 0"),
        (f"{before}table 1, row 4", "Total | 19 | 1,204"),
    ]
    assert not any(s.claimable for s in found.segments if s.kind == "table")
    bodies = [words for _, words in rows(found, "body")]
    assert BEFORE in bodies
    assert bodies[-1] == AFTER


@pytest.mark.parametrize("form", BUILT)
def test_a_cell_of_prose_is_read_as_prose_and_says_where_it_stands(form: str) -> None:
    found = BUILT[form](LOG)
    before = "chapter 2, " if form == "epub" else ""
    assert (f"{before}table 1, row 2", PROSE) in rows(found, "body")
    assert (f"{before}table 1, row 2", "5 June |") in rows(found)


def test_a_table_keeps_the_heads_and_rows_that_its_cells_reach_over() -> None:
    table = (
        "<table><caption>Table 1: Attacks by province</caption><thead><tr><th></th><th>Attacks</th>"
        "<th colspan=2>Harm</th></tr></thead><tbody><tr><td rowspan='2'>Qasr</td><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>4</td><td></td><td>6</td></tr></tbody></table>"
    )
    found = report(f"<html><body>{markup(table)}</body></html>".encode(), "html")
    assert [words for _, words in rows(found)] == ["| Attacks | Harm | Harm", "Qasr | 1 | 2 | 3", "Qasr | 4 |  | 6"]
    assert rows(found, "caption") == [("table 1", "Table 1: Attacks by province")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<nav>{html_rows(ROWS)}</nav>{markup('')}", 0),
        (markup(html_rows((("One", "Two"),))), 1),
    ],
    ids=["navigation", "one row"],
)
def test_only_tables_of_the_article_are_kept(page: str, expected: int) -> None:
    assert len(rows(report(f"<html><body>{page}</body></html>".encode(), "html"))) == expected


LINKS = "<table><tr><td><a>Raids 1</a></td><td>2</td></tr><tr><td><a>Raids 3</a></td><td>4</td></tr></table>"
DROPPED = [
    (f"<p>{BEFORE}</p>{html_rows(ROWS)}<p>{AFTER}</p>", [BEFORE, *map(" | ".join, ROWS), AFTER]),
    (f"<p>{BEFORE}</p><figure>{html_rows(ROWS)}</figure><p>{AFTER}</p>", [BEFORE, *map(" | ".join, ROWS), AFTER]),
    (f"<p>{BEFORE}</p>{LINKS}<p>{AFTER}</p>", [BEFORE, AFTER]),
    (f"<p>{BEFORE}</p><p>{AFTER}</p><div><div><div>{html_rows(ROWS)}</div></div></div>", [BEFORE, AFTER]),
    (f"{html_rows(ROWS)}<p>{BEFORE}</p><p>{AFTER}</p>", [BEFORE, AFTER]),
]


@pytest.mark.parametrize(
    ("page", "expected"), DROPPED, ids=["beside", "in a figure", "links", "elsewhere", "above all"]
)
def test_a_table_that_the_extraction_dropped_is_kept_where_it_is_plainly_content(
    page: str, expected: list[str]
) -> None:
    tree = tree_of(f"<html><body><main>{page}</main></body></html>")
    blocks = PageTables(tree).with_dropped([Block("body", BEFORE), Block("body", AFTER)])
    assert [block.words for block in blocks] == expected


def test_a_page_laid_out_by_a_table_is_prose() -> None:
    page = f"<html><body><table><tr><td><p>{BEFORE}</p><p>{AFTER}</p></td></tr></table></body></html>"
    found = report(page.encode(), "html")
    assert [words for _, words in rows(found, "body")] == [BEFORE, AFTER]
    assert not rows(found)


def test_ten_thousand_rows_are_read_in_order() -> None:
    data = (("Place", "Attacks"), *((f"Place {n}", str(n)) for n in range(10_000)))
    found = rows(in_html(data))
    assert len(found) == 10_001
    assert found[-1] == ("table 1, row 10001", "Place 9999 | 9999")


@pytest.mark.parametrize(
    ("words", "prose"),
    [(PROSE, True), ("1,204", False), ("Forward Operating Base no. 4 in the north", False), ("word " * 30, True)],
)
def test_prose_cells_are_told_by_whole_sentences(words: str, prose: bool) -> None:
    assert is_prose(words) == prose


@given(
    st.lists(
        st.lists(st.builds(Cell, st.text("ab |\n"), st.integers(1, 4), st.integers(1, 4), st.booleans())), max_size=6
    )
)
def test_any_table_gives_rows_that_can_be_taken_apart_again(table: list[list[Cell]]) -> None:
    grid = grid_of(table)
    assert len(grid) == len(table)
    for row in grid:
        assert not any("|" in cell for cell in row)
        if len(row) > 1:
            assert [cell.strip() for cell in row_words(row).split("|")] == [" ".join(cell.split()) for cell in row]
    for block in table_blocks(grid, 1):
        assert block.words.strip()
        assert block.locator is not None
    assert is_layout(grid) or max(map(len, grid)) > 1
