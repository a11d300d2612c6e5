"""The tables of docs/answers/change.md from the data they are about: `python -m tools.questions DATA [NAME]`.

DATA is the folder that holds `ucdp/`, `strikes/` and `troops/`; nothing of it is kept here. Names: deaths, ledgers,
ramadi, troops.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from recount.assess.breaks import breaks
from recount.assess.effect import Asked, effect
from recount.assess.periods import Calendar, calendar
from recount.assess.shapes import Question
from recount.collect.table import table_in
from recount.counted import Columns, Window, of_table
from recount.publish.effects import verdict
from recount.records import RecountError
from recount.records.assessed import Effect, Span
from tools.two_ledgers import ledger_of, ledgers

VINTAGES = {
    "to 2024": ("ged_iraq_syria_month_1989_2024.csv", "2024-11-01"),
    "of 2023": ("ged_country_month_best_1989_2023_vintage_2023.csv", "2024-01-01"),
}
DATES = ("2020-01-01", "2021-12-01", "2023-10-01")
SINCE = "2018-01-01"
"""From the end of the campaign for territory in Iraq; months before it are of another war."""

FALL_OF_RAMADI = "2015-05-17"
HEAD = ("series", "date", "ratio", "could have shown", "placebos", "with a trend", "all dates paid")


def deaths(data: Path) -> Iterator[str]:
    """Monthly deaths in Iraq and Syria, both vintages, at three dates that all pay for one another."""
    yield row(HEAD)
    yield row(["---"] * len(HEAD))
    for name, (file, stop) in VINTAGES.items():
        for country in ("Iraq", "Syria"):
            asked, months = of_table(data / "ucdp" / file, Columns(country), Window(SINCE, stop))
            for at in DATES:
                found = effect(replace(asked, dates=DATES), months, Question(at))
                yield row([f"{country}, vintage {name}", at, *numbers(found)])
    yield ""
    for country in ("Iraq", "Syria"):
        window = Window(SINCE, "2024-01-01")
        one, two = (of_table(data / "ucdp" / file, Columns(country), window)[0] for file, _ in VINTAGES.values())
        yield f"- {country}: vintages differ in {(one.counts != two.counts).sum()} of {len(one.counts)} months"
    for name, (file, stop) in VINTAGES.items():
        for country in ("Iraq", "Syria"):
            asked, months = of_table(data / "ucdp" / file, Columns(country), Window(SINCE, stop))
            found_breaks = breaks(asked.counts, months)
            told = "; ".join(f"{b.at} ({b.first} to {b.last}), {ratio(b.ratio)}, {b.share:.3f}" for b in found_breaks)
            yield f"- {country}, vintage {name}, changes found without being told when: {told or 'none'}"


def ramadi(data: Path) -> Iterator[str]:
    """Strikes a week near Ramadi about its fall, alone and against other places; and the rival ledger."""
    lines = data / "strikes" / "strike_release_lines.csv"
    window = Window("2014-12-15", "2015-12-28", "week")

    def at(place: str) -> tuple[Asked, Calendar]:
        columns = Columns("number", "date", where=(("location", place),), order="mdy", gaps="zero")
        return of_table(lines, columns, window)

    yield row(HEAD)
    yield row(["---"] * len(HEAD))
    asked, weeks = at("Ramadi")
    others = {place: at(place)[0].counts for place in ("Mosul", "Sinjar", "Bayji", "Fallujah")}
    for name, series in (
        ("Ramadi, releases", asked),
        ("Ramadi less four other places", replace(asked, comparisons=others)),
    ):
        found = effect(series, weeks, Question(FALL_OF_RAMADI, season=0))
        yield row([name, FALL_OF_RAMADI, *numbers(found)])
    rival = data / "strikes" / "rival_ledger_2014_08_2015_06.csv"
    their_weeks = calendar("2014-10-06", "2015-06-29", "week")
    days = np.arange(their_weeks.edges[0], their_weeks.edges[-1])
    by_day = ledger_of(table_in(rival), "attacks", days)["Ramadi"]
    other = Asked("attacks", np.bincount(their_weeks.index(days), weights=by_day).astype(np.float64))
    found = effect(other, their_weeks, Question(FALL_OF_RAMADI, season=0))
    yield row(["Ramadi, rival ledger", FALL_OF_RAMADI, *numbers(found)])
    yield ""
    first = replace(asked, comparisons=others)
    for sentence in verdict(effect(first, weeks, Question(FALL_OF_RAMADI, season=0))):
        yield f"- {sentence}"


def troops(data: Path) -> Iterator[str]:
    """US troops in Iraq by quarter: zeros as counts, and as not reported."""
    file = data / "troops" / "troopdata-rebuild-country-year-quarter-format.csv"
    columns = Columns("troops_ad", "year_quarter", where=(("iso3c", "IRQ"),), gaps="nothing")
    window = Window("2008-01-01", "2021-01-01", "quarter")
    asked, quarters = of_table(file, columns, window)
    at = Question("2017-10-01", season=0)
    yield "Zeros taken for counts:"
    for sentence in verdict(effect(asked, quarters, at))[:1]:
        yield f"- {sentence}"
    silent = replace(asked, counts=np.where(quarters.after("2017-10-01") > 0, np.nan, asked.counts))
    yield "Zeros from 2017-10-01 taken for not reported:"
    try:
        yield f"- {verdict(effect(silent, quarters, at))[0]}"
    except RecountError as error:
        yield f"- refused: {error}"


QUESTIONS: dict[str, Callable[[Path], Iterator[str]]] = {
    "deaths": deaths,
    "ramadi": ramadi,
    "ledgers": ledgers,
    "troops": troops,
}


def numbers(found: Effect) -> list[str]:
    """The cells of one effect."""
    power, placebos = found.power, found.placebos
    fall, rise = (f"{(r - 1) * 100:+.0f} %" if r is not None else "nothing" for r in (power.fall, power.rise))
    trend = next(other.ratio for other in found.others if "trend" in other.name)
    return [
        ratio(found.change.ratio),
        f"{fall}, {rise}",
        f"{placebos.as_large} of {len(placebos.dates)}",
        ratio(trend),
        "" if found.paid is None else f"{found.paid:.3f}",
    ]


def ratio(span: Span) -> str:
    return f"{span.best:.2f} ({span.low:.2f} to {span.high:.2f})"


def row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.questions", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("name", nargs="?", choices=sorted(QUESTIONS), help="one of them; without it, all")
    chosen = parser.parse_args(arguments)
    for name in [chosen.name] if chosen.name else QUESTIONS:
        print(f"\n## {name}\n", flush=True)
        for line in QUESTIONS[name](chosen.data):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
