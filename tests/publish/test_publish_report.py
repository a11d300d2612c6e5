from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from recount.assess.series import monthly
from recount.publish import compose, quarter_of, render
from recount.publish.clean import clean, markdown
from recount.publish.lint import typed_numbers, wrong_numbers
from recount.publish.outline import credits_from
from recount.publish.sections.counts import reading
from recount.read import read
from recount.records import Capture, Copy, Custody, Dispute, Given, PackError, Position, Skip, UsageError
from recount.records.ids import sha256_of
from recount.records.publication import Counted, QuarterReport
from recount.words.pack import load_pack
from tests.publication_factory import OUTLINE, PLACES, SHAPES, Maker, on, small_campaign, span, who

HOSTILE = (
    "</blockquote><script>alert(1)</script><svg onload=alert(2)><img src=http://x.example/a.png> "
    "\u202egnp.live\u202c \u2069\u2066 {{ 7*7 }} {% raw %} [a](http://x.example) ![i](http://x.example/i.png) "
    "| `code` **b** <!-- --> &lt;b&gt; \x00\x1b[31m " + "W" * 4000
)


def composed(make: Maker, *, quarter: str = "2016Q2", shapes: Any = SHAPES) -> QuarterReport:
    return compose(
        make.measures(), quarter=quarter_of(quarter), outline=OUTLINE, theatre="A theatre", actors={"isis": "ISIS"},
        monthly=monthly, shapes=shapes,
    )  # fmt: skip


def words(report: QuarterReport, form: Any) -> str:
    return render(report, form).decode()


@pytest.fixture(scope="module")
def report() -> QuarterReport:
    return composed(small_campaign())


@pytest.fixture(scope="module")
def page(report: QuarterReport) -> str:
    return words(report, "html")


def number(report: QuarterReport, key: str) -> Counted:
    return next(counted for counted in report.counted if counted.key == key)


@pytest.mark.parametrize(
    ("key", "low", "best", "high"),
    [
        ("now-events", 3, 4, 6),
        ("now-attacks", 1, 2, 2),
        ("before-attacks", 1, 1, 1),
        ("now-killed", 15, 15, 34),
        ("at-Raqqa-Syria-killed", 11, 11, 30),
    ],
)
def test_numbers_come_from_the_tables(report: QuarterReport, key: str, low: float, best: float, high: float) -> None:
    counted = number(report, key)
    assert (counted.low, counted.value, counted.high) == (low, best, high)


def test_every_row_of_a_number_is_in_the_evidence_with_its_sentence(report: QuarterReport) -> None:
    rows = {row.key: row for row in report.rows}
    for counted in report.counted:
        assert set(counted.rows) <= set(rows), counted.key
        if counted.value:
            assert counted.rows, counted.key
    sentences = {row.quoted[0].exact for row in report.rows if row.kind in ("event", "claim")}
    assert "ISIS fighters attacked a post" in sentences
    assert all(row.quoted for row in report.rows if row.kind in ("event", "claim"))


def test_no_number_is_typed_and_every_number_says_what_its_entry_says(report: QuarterReport, page: str) -> None:
    assert typed_numbers(page) == []
    assert wrong_numbers(page, report) == []


@pytest.mark.parametrize("typed", ["<p>There were 12 attacks.</p>", "<h2>Top 5</h2>", "<td>3</td>"])
def test_the_lint_finds_a_typed_number(page: str, typed: str) -> None:
    assert typed_numbers(page.replace("</main>", f"{typed}</main>"))


def test_the_lint_finds_a_stale_number(report: QuarterReport, page: str) -> None:
    stale = re.sub(r'(data-n="now-attacks">)\d+', r"\g<1>99", page, count=1)
    assert stale != page
    assert wrong_numbers(stale, report)


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.outside: list[str] = []
        self.tags: dict[str, int] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href"):
                self.targets.add(value or "")
            if name in ("src", "srcset", "data", "action", "style") or name.startswith("on"):
                self.outside.append(f"{tag} {name}={value}")


def test_every_link_leads_inside_the_file_and_nothing_is_asked_for(page: str) -> None:
    links = Links(page)
    assert links.outside == []
    assert len(links.ids) == len(set(links.ids))
    assert {target for target in links.targets if not target.startswith("#")} == set()
    assert {target[1:] for target in links.targets} <= set(links.ids)
    assert "url(http" not in page
    assert "@import" not in page


def test_the_same_campaign_gives_the_same_bytes(page: str) -> None:
    assert words(composed(small_campaign()), "html") == page


def test_what_is_not_reported_is_never_zero(report: QuarterReport, page: str) -> None:
    assert number(report, "level-role").value is None
    assert number(report, "month-2015-08-events").value is None
    assert 'data-n="level-role">not reported<' in page
    assert number(composed(small_campaign(), quarter="2014Q2"), "now-events").value is None


def test_the_map_draws_provinces_as_areas_and_never_as_points(page: str) -> None:
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert drawn.count('class="area"') == 1
    points = re.findall(r'aria-label="([^"]*)"><title>[^<]*</title><circle', drawn)
    assert sorted(p.split(":")[0] for p in points) == ["Mosul", "Raqqa"]
    caption = page[page.index("Where reports place") :].split("</figcaption>")[0]
    assert "Syria" in caption


def test_without_outlines_the_map_is_a_table() -> None:
    page = words(composed(small_campaign(), shapes=None), "html")
    assert "The pack has no outlines of provinces" in page
    assert typed_numbers(page) == []


def test_disputed_figures_stand_side_by_side(report: QuarterReport) -> None:
    text = words(report, "md")
    part = text[text.index("## Disputed") : text.index("## Information")]
    assert "The governor, in Example Daily" in part
    assert "The clinic, in Sample Wire" in part
    assert "[11]" in part
    assert "[30]" in part


def test_rival_days_are_told_as_days() -> None:
    make = Maker()
    first, second = (
        make.claim("A bomb went off in Mosul.", time=on(day), published="2016-05-09", place=(PLACES["Mosul"],))
        for day in ("2016-05-05", "2016-05-07")
    )
    positions = (
        Position("2016-05-05/2016-05-06", ("o-1",), (first.id,)),
        Position("2016-05-07/", ("o-2",), (second.id,)),
    )
    make.event(first, second, disputes=(Dispute("time", "when", positions),))
    text = words(composed(make), "md")
    assert "| 5 May 2016 | [1]" in text
    assert "| from 7 May 2016 | [1]" in text


def test_totals_are_kept_apart_from_events(report: QuarterReport) -> None:
    assert number(report, "statements-totals").value == 1
    said = next(c for c in report.counted if c.key.startswith("said-") and c.value == 150)
    assert (said.low, said.high) == (151, None)
    assert said.rows[0].startswith("c-")


def test_gaps_are_counted(report: QuarterReport) -> None:
    keys = ("no-place", "timeless", "reports-undated", "unread", "skipped", "copies", "reports-unread")
    assert [number(report, key).value for key in keys] == [1, 1, 1, 1, 1, 1, 1]


def test_an_empty_campaign_still_makes_a_page() -> None:
    page = words(composed(Maker()), "html")
    assert "not a government report" in page
    assert typed_numbers(page) == []


def hostile_campaign() -> Maker:
    make = Maker()
    sentence = f"ISIS men attacked {HOSTILE} at dawn."
    make.told(sentence, actor=(who("isis", HOSTILE),), target=(who(None, HOSTILE),), time=on("2016-05-05"),
              place=(PLACES["Mosul"].__class__(HOSTILE, None, None, 36.3, 43.1, 5.0, "site", HOSTILE, "Iraq"),),
              published="2016-05-06", title=HOSTILE, publisher=HOSTILE)  # fmt: skip
    return make


def test_texts_of_reports_are_data_and_never_markup(page: str) -> None:
    hostile = words(composed(hostile_campaign()), "html")
    links, plain = Links(hostile), Links(page)
    assert links.outside == []
    assert links.tags["script"] == plain.tags["script"] == 1
    assert "img" not in links.tags
    assert {t for t in links.targets if not t.startswith("#")} == set()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", hostile)
    assert "{{ 7*7 }} {% raw %}" in hostile
    assert typed_numbers(hostile) == []


def test_texts_of_reports_are_data_in_markdown_too() -> None:
    text = words(composed(hostile_campaign()), "md")
    assert "<script" not in text
    assert "<svg" not in text
    assert not re.search(r"(?<!\\)\]\(http", text)
    assert not re.search(r"(?<!\\)!\[", text)
    columns = 0  # a bar in a report's words would give a row a column more than its table has
    for line in text.splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("| ") else 0
        assert not bars or not columns or bars == columns, line
        columns = bars


def test_a_lone_surrogate_can_be_written() -> None:
    make = Maker()
    make.told(
        "ISIS men attacked \ud800 at dawn.", title="A \ud800 title", time=on("2016-05-05"), published="2016-05-06"
    )
    words(composed(make), "html").encode("utf-8")
    words(composed(make), "md").encode("utf-8")
    for made in (clean("a\ud800b"), markdown("a\ud800b")):
        made.encode("utf-8")


def test_markdown_holds_the_same_numbers(report: QuarterReport) -> None:
    text = words(report, "md")
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    targets = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert targets <= anchors
    assert {f"n-{counted.key}" for counted in report.counted} <= anchors


def test_private_names_are_in_no_form() -> None:
    make = Maker()
    make.told("Gunmen killed Samir Haddad in Mosul.", sensitivity=("victim",), time=on("2016-05-05"),
              published="2016-05-06", title="Samir Haddad mourned",
              url="http://x.example/samir-haddad-mourned", target=(who(None, "Samir Haddad"),),
              place=(PLACES["Mosul"],))  # fmt: skip
    make.told("The funeral of Samir Haddad drew a crowd.", time=on("2016-05-06"), published="2016-05-07")
    made = composed(make)
    for form in ("html", "md"):
        text = words(made, form)
        assert "haddad" not in text.casefold()
        assert "name withheld" in text


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ((5, 6, 7), (1, 2, 3), "more"),
        ((1, 2, 3), (5, 6, 7), "fewer"),
        ((1, 2, 5), (5, 6, 7), "cannot tell: the ranges touch"),
        ((1, 2, None), (5, 6, 7), "cannot tell: the ranges touch"),
        ((8, 9, None), (5, 6, 7), "more"),
        ((0, 0, 0), (0, 0, 0), "none in either"),
        ((None, None, None), (1, 1, 1), "cannot tell"),
    ],
)
def test_periods_differ_only_where_their_ranges_do_not_touch(now: Any, before: Any, words: str) -> None:
    def counted(values: Any) -> Counted:
        low, best, high = values
        return Counted("k", best, low, high, ("a", "b"), "", ())

    assert reading(counted(now), counted(before)) == words


CREDITS = [{"what": "towns", "name": "Atlas | of *Everywhere*", "licence": "CC BY 4.0"}]


def test_the_data_of_others_is_credited_in_every_form() -> None:
    made = compose(
        small_campaign().measures(), quarter=quarter_of("2016Q2"), outline=OUTLINE, theatre="A theatre", actors={},
        monthly=monthly, credits=CREDITS,
    )  # fmt: skip
    page, text = words(made, "html"), words(made, "md")
    assert "Atlas | of *Everywhere*" in page[page.index('id="sources"') :]
    assert r"Atlas \| of \*Everywhere\*, CC BY 4\.0" in text[text.index("## Sources") :]
    assert typed_numbers(page) == []


def test_the_shipped_pack_credits_what_its_licences_ask_for() -> None:
    named = " ".join(f"{c.name} {c.licence}" for c in credits_from(load_pack("inherent-resolve").about["credits"]))
    for wanted in ("GeoNames", "Natural Earth", "PLOVER", "UCDP", "CC BY 4.0", "CC BY-SA 4.0", "public domain"):
        assert wanted in named


@pytest.mark.parametrize("broken", [{"what": "towns"}, {"what": "a", "name": "b", "licence": "c", "colour": "red"}])
def test_a_credit_that_does_not_hold_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(PackError, match=r"pack\.yaml: credits"):
        credits_from([broken])


def test_copies_count_once_among_reports_and_statements() -> None:
    make = small_campaign()
    before = composed(make)
    for published in ("2016-06-03", "2016-06-04"):
        make.claim("Some 900 raids were announced, with 12 in May.", quote="900 raids were announced", kind="tally",
                   type="ASSAULT", published=published)  # fmt: skip
    first, again = make.reports[-2:]
    make.copies.append(Copy(again.id, first.id, "near", 0.95))
    after = composed(make)
    for key in ("reports-published", "now-read", "statements-totals"):
        assert (number(after, key).value or 0) - (number(before, key).value or 0) == 1, key
        assert f"r-{again.id}" not in number(after, key).rows


def test_a_month_of_which_only_the_range_speaks_is_not_reported() -> None:
    """Nothing was read in July; a report of August may mean July or not."""
    make = Maker()
    make.told("Bombs fell.", published="2016-05-02", time=on("2016-05-01"), place=(PLACES["Raqqa"],))
    make.told("Bombs had fallen in Raqqa.", published="2016-07-31", time=span("2016-06-20", "2016-07-31"))
    silent = number(composed(make), "month-2016-06-events")
    assert (silent.value, silent.low, silent.high) == (None, None, None)


@pytest.mark.parametrize(("form", "made_by", "own"), [("md", "Recount 1.0", True), ("html", "Recount 1.0", True),
                                                       ("md", "Another tool", False), ("pdf", "Recount 1.0", True),
                                                       ("docx", "Recount 1.0", True)])  # fmt: skip
def test_a_report_of_recount_is_no_report_to_be_read(form: Any, made_by: str, own: bool) -> None:
    data = render(replace(composed(small_campaign()), made_by=made_by), form)
    custody = Custody("in/a", "2024-05-01T12:00:00Z", "tester", "recount", sha256_of(data), len(data))
    outcome = read(Capture(form, data, custody, Given()), today=date(2024, 5, 1))
    assert (isinstance(outcome, Skip) and outcome.code == "own_report") is own


def test_an_unknown_form_is_refused(report: QuarterReport) -> None:
    with pytest.raises(UsageError, match="html"):
        render(report, "odt")  # type: ignore[arg-type]


def test_a_pack_without_an_outline_says_what_is_missing() -> None:
    with pytest.raises(PackError, match=r"outline\.yaml"):
        compose(Maker().measures(), quarter=quarter_of("2016Q2"), outline={}, theatre="A", actors={}, monthly=monthly)
