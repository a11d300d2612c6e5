from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from recount.assess.series import monthly
from recount.publish import compose, quarter_of, render
from recount.publish.clean import clean, markdown
from recount.publish.lint import typed_numbers, wrong_numbers
from recount.publish.sections.counts import reading
from recount.records import Dispute, PackError, Position, UsageError
from recount.records.publication import Counted, QuarterReport
from tests.publication_factory import OUTLINE, PLACES, SHAPES, Maker, on, small_campaign, who

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


@pytest.fixture(scope="module")
def report() -> QuarterReport:
    return composed(small_campaign())


@pytest.fixture(scope="module")
def page(report: QuarterReport) -> str:
    return render(report, "html")


def number(report: QuarterReport, key: str) -> Counted:
    return next(counted for counted in report.counted if counted.key == key)


@pytest.mark.parametrize(
    ("key", "low", "best", "high"),
    [
        ("now-events", 3, 5, 6),
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
    assert render(composed(small_campaign()), "html") == page


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
    page = render(composed(small_campaign(), shapes=None), "html")
    assert "The pack has no outlines of provinces" in page
    assert typed_numbers(page) == []


def test_disputed_figures_stand_side_by_side(report: QuarterReport) -> None:
    text = render(report, "md")
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
    text = render(composed(make), "md")
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
    page = render(composed(Maker()), "html")
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
    hostile = render(composed(hostile_campaign()), "html")
    links, plain = Links(hostile), Links(page)
    assert links.outside == []
    assert links.tags["script"] == plain.tags["script"] == 1
    assert "img" not in links.tags
    assert {t for t in links.targets if not t.startswith("#")} == set()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", hostile)
    assert "{{ 7*7 }} {% raw %}" in hostile
    assert typed_numbers(hostile) == []


def test_texts_of_reports_are_data_in_markdown_too() -> None:
    text = render(composed(hostile_campaign()), "md")
    assert "<script" not in text
    assert "<svg" not in text
    assert not re.search(r"(?<!\\)\]\(http", text)
    assert not re.search(r"(?<!\\)!\[", text)
    for line in text.splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) <= 7


def test_a_lone_surrogate_can_be_written() -> None:
    make = Maker()
    make.told(
        "ISIS men attacked \ud800 at dawn.", title="A \ud800 title", time=on("2016-05-05"), published="2016-05-06"
    )
    render(composed(make), "html").encode("utf-8")
    render(composed(make), "md").encode("utf-8")
    for words in (clean("a\ud800b"), markdown("a\ud800b")):
        words.encode("utf-8")


def test_markdown_holds_the_same_numbers(report: QuarterReport) -> None:
    text = render(report, "md")
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
        text = render(made, form)  # type: ignore[arg-type]
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


def test_an_unknown_form_is_refused(report: QuarterReport) -> None:
    with pytest.raises(UsageError, match="html"):
        render(report, "odt")  # type: ignore[arg-type]


def test_a_pack_without_an_outline_says_what_is_missing() -> None:
    with pytest.raises(PackError, match=r"outline\.yaml"):
        compose(Maker().measures(), quarter=quarter_of("2016Q2"), outline={}, theatre="A", actors={}, monthly=monthly)
