"""Workbooks as containers of reports, and as reports: cells, sheets, bounds, and whatever bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import odfdo
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.collect import collect
from recount.collect.cells import Value, words_of
from recount.read import read
from recount.records import Capture, Report, Skip
from recount.words.cells import column_of, letters_of

TOLD = "Four people were killed in the market of Qasr on 3 May 2017, the hospital said."
DENIED = "The northern brigade denied that its guns had fired at the town."


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    figures = book.active
    assert figures is not None
    figures.title = "Figures"
    figures["B2"] = "Shells by month"
    figures.merge_cells("B2:D2")
    rows: list[list[Any]] = [["Month", "Shells", "Share"], [date(2017, 5, 1), 12, 0.1 + 0.2]]
    for number, row in enumerate(rows, start=4):
        for column, cell in enumerate(row, start=2):
            figures.cell(number, column, cell)
    figures["A6"] = "Qasr"
    figures.merge_cells("A6:A7")
    figures["B6"], figures["B7"], figures["B9"] = 1, 2, TOLD
    book.create_sheet("Blank")
    log = book.create_sheet("Log")
    for row in (["A log of the town"], ["Date", "Title", "Text"], [date(2017, 5, 3), "Shells", TOLD]):
        log.append(row)
    log.append([date(2017, 5, 4), "Nothing"])
    log.append([datetime(2017, 5, 5, 14, 30), "Denial", DENIED])
    old = book.create_sheet("Old")
    old.sheet_state = "hidden"
    old["C3"] = DENIED
    return saved(book)


BOOK = workbook()


def arrived(data: bytes, folder: Path, name: str = "book.xlsx") -> list[Capture | Skip]:
    path = folder / name
    path.write_bytes(data)
    clock = lambda: datetime(2024, 5, 1, tzinfo=UTC)  # noqa: E731
    return list(collect([str(path)], stdin=None, clock=clock, collector="tester"))


def reports(found: list[Capture | Skip]) -> dict[str | None, Report]:
    made = {c.custody.locator: read(c, today=date(2024, 5, 1)) for c in found if isinstance(c, Capture)}
    return {where: report for where, report in made.items() if isinstance(report, Report)}


def placed(report: Report) -> list[tuple[str, str | None, str]]:
    return [(s.kind, s.locator, report.text[s.start : s.end]) for s in report.segments]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (" a cell ", "a cell"), (12.0, "12"), (-3, "-3"), (0.1 + 0.2, "0.3"), (1e300, "1e+300"), (float("inf"), "inf"),
        (True, "yes"), (date(2017, 5, 1), "2017-05-01"), (datetime(2017, 5, 1), "2017-05-01"),
        (datetime(2017, 5, 1, 14, 30), "2017-05-01 14:30"), (time(9, 5), "09:05"), (time(9, 5, 7), "09:05:07"),
        (timedelta(hours=26, minutes=5), "26:05"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_write_them(value: Value, words: str) -> None:
    assert words_of(value) == words


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert (letters_of(column), column_of(letters)) == (letters, column)


def test_a_workbook_gives_rows_and_pages(tmp_path: Path) -> None:
    found = arrived(BOOK, tmp_path)
    where = [c.custody.locator if isinstance(c, Capture) else (c.where, c.code) for c in found]
    assert where == [
        "sheet 'Figures'",
        ("book.xlsx, sheet 'Blank'", "empty_sheet"),
        "sheet 'Log', row 3",
        ("book.xlsx, sheet 'Log', row 4", "no_text"),
        "sheet 'Log', row 5",
        "sheet 'Old' (hidden)",
    ]
    captures = [c for c in found if isinstance(c, Capture)]
    assert {c.form for c in captures} == {"sheet"}
    assert len({c.custody.container_sha256 for c in captures}) == 1
    assert [c.given.published for c in captures] == [None, "2017-05-03", "2017-05-05", None]


def test_every_cell_leads_back_to_its_place(tmp_path: Path) -> None:
    read_ = reports(arrived(BOOK, tmp_path))
    assert placed(read_["sheet 'Figures'"]) == [
        ("heading", "sheet 'Figures', B2", "Shells by month"),
        ("table", "sheet 'Figures', B4:D4", "Month | Shells | Share"),
        ("table", "sheet 'Figures', B5:D5", "2017-05-01 | 12 | 0.3"),
        ("table", "sheet 'Figures', A6:B6", "Qasr | 1"),
        ("table", "sheet 'Figures', A7:B7", "Qasr | 2"),
        ("body", "sheet 'Figures', B9", TOLD),
    ]
    assert placed(read_["sheet 'Log', row 3"]) == [("body", "sheet 'Log', row 3", TOLD)]
    hidden = read_["sheet 'Old' (hidden)"]
    assert placed(hidden) == [("body", "sheet 'Old', C3", DENIED)]
    assert "the sheet is hidden in its workbook" in hidden.notes
    assert [s.claimable for s in read_["sheet 'Figures'"].segments] == [False] * 5 + [True]


def test_an_open_document_sheet(tmp_path: Path) -> None:
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    table = odfdo.Table("Log", width=2, height=2)
    table.set_values([["Place", "What"], ["Qasr", TOLD]])
    book.body.append(table)
    held = io.BytesIO()
    book.save(held)
    (report,) = reports(arrived(held.getvalue(), tmp_path, "book.ods")).values()
    assert ("table", "sheet 'Log', A1:B1", "Place | What") in placed(report)
    assert ("body", "sheet 'Log', B2", TOLD) in placed(report)


def far(cell: str) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active[cell] = "x"
    return saved(book)


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/media/a.bin", "w", force_zip64=True) as out:
            for _ in range(600):
                out.write(bytes(1_000_000))
    return held.getvalue()


def repeated(rows: int, columns: int) -> bytes:
    """An OpenDocument sheet with one cell that says it is repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-cell></table:table-row>'
    held, made = io.BytesIO(), io.BytesIO()
    odfdo.Document("spreadsheet").save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                data = re.sub(
                    rb"(<table:table [^>]*?)(?:/>|>.*?</table:table>)", rb"\1>ROWS</table:table>", data, flags=re.S
                )
                data = data.replace(b"ROWS", row.encode())
            new.writestr(name, data)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "code", "words"),
    [
        (far("XFD1048576"), "far.xlsx", "too_long", "17,179,869,184 cells"),
        (repeated(1_048_576, 16_384), "far.ods", "too_long", "17,179,869,184 cells"),
        (bomb(), "bomb.xlsx", "too_long", "unpacks to"),
        (BOOK[: len(BOOK) // 2], "cut.xlsx", "bad_workbook", "cut short"),
        (OLE, "old.xls", "bad_workbook", "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked.xlsx", "encrypted", "password"),
    ],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, data: bytes, name: str, code: str, words: str) -> None:
    (found,) = arrived(data, tmp_path, name)
    assert isinstance(found, Skip)
    assert found.code == code
    assert words in found.sentence


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1 << 30), cut=st.booleans())
def test_any_damage_ends_in_reports_or_skips(tmp_path_factory: pytest.TempPathFactory, seed: int, cut: bool) -> None:
    draw = random.Random(seed)
    data = bytearray(BOOK[: draw.randrange(4, len(BOOK))] if cut else BOOK)
    for _ in range(0 if cut else draw.randrange(1, 60)):
        data[draw.randrange(4, len(data))] = draw.randrange(256)
    folder = tmp_path_factory.getbasetemp() / "damage"
    folder.mkdir(exist_ok=True)
    for found in arrived(bytes(data), folder):
        if isinstance(found, Skip):
            assert found.sentence.endswith(".")
        else:
            assert read(found, today=date(2024, 5, 1))
