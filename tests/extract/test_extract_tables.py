"""Tables of figures: what their heads settle becomes a claim with exact evidence, what they leave open does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract import Extractor
from recount.extract.table_heads import head_of
from recount.extract.table_rows import tables_in
from recount.records import Claim, Published, Report, Segment, SegmentKind
from recount.words.pack import load_pack

EXTRACTOR = Extractor(load_pack("inherent-resolve"))
Rows = Sequence[Sequence[str]]


def report_of(rows: Rows, *, caption: str | None = None, prose: str | None = None) -> Report:
    """A report of a caption, the rows as a reader sets them, and a paragraph."""
    blocks: list[tuple[SegmentKind, str, str | None]] = [("caption", caption, None)] if caption else []
    blocks += [("table", " | ".join(row).strip(), f"table 1, row {n}") for n, row in enumerate(rows, 1)]
    blocks += [("body", prose, None)] if prose else []
    text, segments = "", []
    for kind, words, locator in blocks:
        if words:
            segments.append(Segment(kind, len(text), len(text) + len(words), kind == "body", locator=locator))
            text += words + "\n\n"
    return Report("r", "0" * 64, "docx", text, "v", tuple(segments), Published("2016-06-05", "metadata"))


def claims(rows: Rows, **options: str | None) -> list[Claim]:
    report = report_of(rows, **options)
    found = EXTRACTOR.claims_in(report)
    for claim in found:
        assert all(report.text[e.start : e.end] == e.quote for e in claim.evidence)
    return found


def shown(claim: Claim) -> tuple[str, str | None, str, float | None, str | None, str | None]:
    """Kind, type, measure, value, place and first day."""
    (quantity,) = claim.quantity
    place = claim.place[0].words if claim.place else None
    return claim.kind, claim.type, quantity.measure, quantity.value, place, claim.time.start if claim.time else None


BY_PROVINCE = [("Province", "Strikes", "Killed"), ("Ninewa", "12", "1,204"), ("Anbar", "7", ""), ("Total", "19", "n/a")]


def test_figures_under_heads_that_name_measures_are_tallies() -> None:
    found = claims(BY_PROVINCE, caption="Table 1: Strikes in Iraq, January to March 2016")
    assert [shown(c) for c in found] == [
        ("tally", "ASSAULT", "strikes", 12.0, "Ninewa", "2016-01-01"),
        ("tally", "ASSAULT", "killed", 1204.0, "Ninewa", "2016-01-01"),
        ("tally", "ASSAULT", "strikes", 7.0, "Anbar", "2016-01-01"),
        ("tally", "ASSAULT", "strikes", 19.0, "Iraq", "2016-01-01"),
    ]
    assert ["a total of its table" in c.reasons for c in found] == [False, False, False, True]
    assert [e.quote for e in found[1].evidence][:3] == ["1,204", "Ninewa", "Killed"]
    assert (found[0].cameo, found[0].time and found[0].time.zone) == ("19", "Asia/Baghdad")


def test_the_order_of_evidence_is_cell_row_column_and_then_the_caption() -> None:
    (first, *_) = claims(BY_PROVINCE, caption="Strikes in Iraq in 2016")
    assert [e.quote for e in first.evidence] == ["12", "Ninewa", "Strikes", "Strikes in Iraq in 2016"]


@pytest.mark.parametrize(
    ("rows", "caption", "expected"),
    [
        (
            [("Month", "2015", "2016"), ("January", "3", "4"), ("Feb", "–", "12")],
            "Civilians killed in Mosul by month",
            [(3.0, "2015-01-01"), (4.0, "2016-01-01"), (12.0, "2016-02-01")],
        ),
        (
            [("Quarter", "Attacks"), ("Q1 2015", "3"), ("Q2 2015", "4")],
            None,
            [(3.0, "2015-01-01"), (4.0, "2015-04-01")],
        ),
        ([("Year", "Raids"), ("2014", "31"), ("2015", "2015")], None, [(31.0, "2014-01-01"), (2015.0, "2015-01-01")]),
        ([("", "Raids", "Strikes"), ("5 June 2016", "1", "2")], None, [(1.0, "2016-06-05"), (2.0, "2016-06-05")]),
    ],
    ids=["months by years", "quarters", "years", "days"],
)
def test_periods_in_heads_of_rows_and_columns(
    rows: Rows, caption: str | None, expected: list[tuple[float, str]]
) -> None:
    found = claims(rows, caption=caption)
    assert [(c.quantity[0].value, c.time.start if c.time else None) for c in found] == expected


@pytest.mark.parametrize(
    ("head", "kind", "type_"),
    [
        ("Troops", "level", "troops"),
        ("Troops withdrawn", "tally", "MOBILIZE"),
        ("Detainees held", "level", "detainees"),
        ("Displaced", "level", "displaced"),
        ("Newly displaced", "tally", "ASSAULT"),
        ("Arrests", "tally", "COERCE"),
    ],
)
def test_stocks_are_levels(head: str, kind: str, type_: str) -> None:
    (found,) = claims([("Place", head), ("Hasakah", "9,000")])
    assert (found.kind, found.type) == (kind, type_)


def test_parties_in_heads_of_rows() -> None:
    rows = [("Party", "Attacks", "Killed"), ("ISIS", "12", "4")]
    (found,) = claims(rows)
    assert [m.id for m in found.actor] == ["isis"]
    (killed,) = claims([("Party", "Killed"), ("Civilians", "4")])
    assert (killed.quantity[0].of_whom, [m.words for m in killed.target]) == ("civilians", ["Civilians"])
    (by,) = claims([("Place", "Killed by ISIS"), ("Mosul", "4")])
    assert ([m.id for m in by.actor], by.target) == (["isis"], ())
    (of,) = claims([("Place", "ISIS fighters killed"), ("Mosul", "4")])
    assert (of.actor, [m.id for m in of.target], of.quantity[0].of_whom) == ((), ["isis"], "militants")


def test_a_stub_head_may_say_what_the_columns_count() -> None:
    rows = [("Partnered raids", "May 2015", "May 2016"), ("Iraq", "36", "30")]
    assert [shown(c)[2:] for c in claims(rows)] == [
        ("raids", 36.0, "Iraq", "2015-05-01"),
        ("raids", 30.0, "Iraq", "2016-05-01"),
    ]


def test_below_number_each_row_says_what_it_counts() -> None:
    rows = [
        ("The coalition to March 2016", "Number"),
        ("Strikes in Iraq since May 2015", "340"),
        ("Civilians killed", "12"),
    ]
    assert [shown(c)[2:4] for c in claims(rows)] == [("strikes", 340.0), ("killed", 12.0)]


def test_a_sheet_is_a_table() -> None:
    rows = [("Province", "March", "April"), ("Ninewa", "14", "11")]
    report = report_of(rows, caption="Raids by province, 2016")
    cells = [f"sheet 'Figures', A{n}:C{n}" for n in (1, 2)]
    tables = [segment for segment in report.segments if segment.kind == "table"]
    renamed = {id(s): replace(s, locator=cell) for s, cell in zip(tables, cells, strict=True)}
    sheet = replace(report, segments=tuple(renamed.get(id(s), s) for s in report.segments))
    assert [shown(c)[2:4] for c in EXTRACTOR.claims_in(sheet)] == [("raids", 14.0), ("raids", 11.0)]


def test_people_and_things_recorded_are_levels() -> None:
    assert [shown(c)[:4] for c in claims([("As of", "People"), ("May 2016", "900")])] == [
        ("level", "other", "people", 900.0)
    ]
    rows = [("Province", "Mass graves documented"), ("Ninewa", "95")]
    assert [shown(c)[:4] for c in claims(rows)] == [("level", "other", "other", 95.0)]


def test_who_gives_a_figure_is_its_source_and_no_party_to_it() -> None:
    rows = [("Who", "Killed", "According to"), ("Civilians", "926", "Amaq"), ("Soldiers", "40", "")]
    assert [[s.name for s in c.source] for c in claims(rows)] == [["Amaq"], []]
    (found,) = claims([("Place", "Raids"), ("Mosul", "3")], caption="May 2016, as announced by CENTCOM")
    assert ([s.name for s in found.source], found.actor) == (["CENTCOM"], ())
    assert found.evidence[-1].quote == "May 2016, as announced by CENTCOM"


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ([("Province", "Share of attacks"), ("Ninewa", "40")], None),
        ([("Province", "Attacks and raids"), ("Ninewa", "40")], None),
        ([("Weapon", "Attacks"), ("Mortars", "40")], None),
        ([("Province", "Number"), ("Ninewa", "40")], "Attacks, raids and strikes by province"),
        ([("Province", "Attacks"), ("Ninewa", "12 (3)")], None),
        ([("Province", "Attacks"), ("Ninewa", "3.5")], None),
        ([("Party", "Killed"), ("ISIS", "4")], None),
        ([("Province", "Displaced families"), ("Ninewa", "40")], None),
        ([("Province", "Refugees (thousands)"), ("Ninewa", "40")], None),
        ([("Ninewa", "40"), ("Anbar", "30")], "Attacks by province"),
        ([("Province", "Attacks")], None),
        ([("No.", "Province", "Unit"), ("1", "Ninewa", "2")], "Attacks by province"),
    ],
    ids=[
        "a share", "two measures", "no place, party or period", "an open caption", "two figures", "no whole number",
        "a party on either side", "families", "thousands", "no head", "no rows", "a head that names something else",
    ],
)  # fmt: skip
def test_nothing_is_guessed(rows: Rows, caption: str | None) -> None:
    assert claims(rows, caption=caption) == []


@pytest.mark.parametrize(
    ("cell", "comparator", "low", "high"),
    [
        ("1 204", "exact", 1204.0, 1204.0),
        ("~150", "about", 135.0, 165.0),
        ("over 150", "over", 151.0, None),
        ("300+", "at_least", 300.0, None),
        ("<5", "under", 0.0, 4.0),
        ("12*", "exact", 12.0, 12.0),
        ("30-40", "range", 30.0, 40.0),
        ("0", "exact", 0.0, 0.0),
    ],
)
def test_comparators_of_cells(cell: str, comparator: str, low: float, high: float | None) -> None:
    (found,) = claims([("Province", "Attacks"), ("Ninewa", cell)])
    (quantity,) = found.quantity
    assert (quantity.comparator, quantity.low, quantity.high, quantity.words) == (comparator, low, high, cell)


def test_prose_is_read_beside_a_table_and_the_table_by_its_columns_alone() -> None:
    found = claims(
        BY_PROVINCE, prose="ISIS fighters attacked a checkpoint near Mosul on 3 June 2016, killing two policemen."
    )
    assert [c.kind for c in found].count("event") == 1
    assert [c.kind for c in found].count("tally") == 4


def test_an_explanation_names_the_row() -> None:
    assert "a figure of table 1, row 2" in EXTRACTOR.explain(report_of(BY_PROVINCE))


def test_rows_over_two_heads_are_read_together() -> None:
    rows = [("", "Killed", "Killed"), ("Place", "Civilians", "Soldiers"), ("Mosul", "3", "4")]
    assert [c.quantity[0].of_whom for c in claims(rows)] == ["civilians", "soldiers"]


WORDS = [
    "Province",
    "Ninewa",
    "12",
    "",
    "Killed",
    "Strikes",
    "Total",
    "2016",
    "n/a",
    "ISIS",
    "3 (4)",
    "Q1",
    "Share",
    "–",
]


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), max_size=6),
    caption=st.sampled_from([None, "Attacks in Iraq in 2016", "Killed:", "|"]),
)
def test_any_table_gives_exact_evidence_and_ids_apart(rows: list[list[str]], caption: str | None) -> None:
    found = claims(rows, caption=caption)
    assert len({c.id for c in found}) == len(found)
    for table in tables_in(report_of(rows, caption=caption)):
        assert table.heads


@given(st.text("killed wounded and of attacks strikes % per number ()", max_size=40))
def test_any_head_is_read(words: str) -> None:
    head = head_of(words)
    assert head.plain or head.measure is None
