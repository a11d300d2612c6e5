"""Every command that the pages show runs: in order, page by page, in a folder that has what the page speaks of."""

from __future__ import annotations

import mailbox
import re
import shlex
import shutil
import subprocess
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.e2e.calls import ROOT, Call, command, recount
from tests.extract.test_extract_rows import ACLED, GED, GTD, csv_of

PAGES = (
    *("README.md", "docs/tutorial.md", "docs/howto.md", "docs/howto/archives_feeds_mail.md"),
    *("docs/howto/import.md", "docs/howto/export.md", "docs/howto/assess.md", "docs/howto/lists_and_coupling.md"),
)
_COMMAND = re.compile(r"^(?:    |\t)?((?:echo '[^']*' \| )?recount [^#\n]*?)\s*(?:#.*)?$")
MONTHS = [f"{year}-{month:02}-28" for year in range(2016, 2023) for month in range(1, 13)]
# What a reader is told to have: "a corpus of your own", a report, a thread, a manifest that names the thread.
_OWN = {
    "GEDEvent_v24_1.csv": csv_of([GED]),
    "2019.csv": csv_of([ACLED]),
    "2020.csv": csv_of([{**ACLED, "event_id_cnty": "SYR2", "event_date": "2020-03-04"}]),
    "globalterrorism.csv": csv_of([GTD]),
    "deaths.csv": "month,Iraq,Syria\n" + "".join(f"{m},{20 + i % 9},{90 + i % 7}\n" for i, m in enumerate(MONTHS)),
    "ledger.csv": "day,place,number\n"
    + "".join(f"2015-{m:02}-{d:02},Ramadi,{1 + d % 3}\n" for m in range(1, 13) for d in (3, 9, 20, 27)),
    "strikes.csv": "day,place,number\n2016-06-04,Mosul,3\n2016-06-05,Hit,1\n",
    "strikes.yaml": """
dataset: strikes
publisher: A ledger
claims:
  - kind: tally
    type: ASSAULT
    time: {day: day}
    place: {words: place, country: {value: Iraq}, precision: settlement}
    quantity: [{measure: strikes, value: number}]
""",
    "lists.csv": "A,B,C,n\n1,0,0,60\n0,1,0,49\n1,1,0,4\n0,0,1,247\n1,0,1,112\n0,1,1,142\n1,1,1,12\n",
    "events.csv": "date,type\n"
    + "".join(
        f"{date(2015, 1, 1) + timedelta(days=at)},{kind}\n"
        for at in range(181)
        for kind, often in (("raid", at * at % 11 in (1, 4)), ("attack", at**3 % 13 in (1, 5)))
        if often
    ),
    "days.csv": "day,raids,attacks\n"
    + "".join(f"{date(2015, 1, 1) + timedelta(days=at)},{at * at % 11 % 3},{at**3 % 13 % 4}\n" for at in range(181)),
    "corpus.jsonl": '{"title": "A raid", "text": "Fighters raided a post near Homs.", "date": "2023-10-10"}\n',
    "report.txt": "Two soldiers were killed in Homs on Monday, the army said.\n",
    "thread.txt": "1/ Shelling heard near Idlib on Thursday, residents say.\n2/ No toll yet.\n",
    "reports/raid.txt": "Kabul, 4 June 2016\n\nTaliban attacked a police post in Kunduz on Friday.\n",
    "manifest.csv": "path,title,publisher,published,url,language\nthread.txt,,A reporter,2020-06-05,,en\n",
}


_LIKE = {
    "collection.zip": "52_summer_2016.zip",
    "crawl.wacz": "51_baghouz_and_khasham.wacz",
    "feed.xml": "30_northeast_syria_feed.xml",
    "log.xlsx": "48_monitor_log_2021.xlsx",
    "briefing.txt": "25_raqqa_briefing.txt",
}
"""Things that a page names, and the example that is like it."""


def commands_of(page: str) -> list[str]:
    """Commands shown as code, indented or fenced, in the order of the page."""
    return [
        found[1] for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if (found := _COMMAND.match(line))
    ]


def ran(line: str, folder: Path) -> Call:
    """The call that a shell would make of the line: at most one `echo` in front of one `recount`. EVENT stands for
    events of the campaign, each time another; the desk, which runs until it is ended, is looked at and ended."""
    said, _, line = line.rpartition(" | ")
    given = shlex.split(said)[1] + "\n" if said else ""
    words = shlex.split(line)[1:]
    if words[0] == "serve":
        return _served(words, folder)
    events = iter(recount("events", "campaign", cwd=folder).lines()) if "EVENT" in words else iter(())
    given_ids = [next(events)["id"] if word == "EVENT" else word for word in words]
    return recount(*given_ids, stdin=given.encode(), cwd=folder, patience=900)


def _served(words: list[str], folder: Path) -> Call:
    desk = subprocess.Popen(
        command(*words, "--port", "0"), cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert desk.stderr is not None
        told = desk.stderr.readline()
        address = re.search(r"http://\S+", told)
        assert address, told
        with urllib.request.urlopen(address[0], timeout=60) as page:
            return Call(0 if page.status == 200 else page.status, page.read().decode(), told)
    finally:
        desk.terminate()
        desk.communicate(timeout=60)


@pytest.fixture(scope="module", params=PAGES)
def page_and_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "tests" / "packs" / "resolute-support", folder / "my-war")
    for name, like in _LIKE.items():
        shutil.copy(ROOT / "examples" / "inherent-resolve" / like, folder / name)
    for name, text in _OWN.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    box = mailbox.mbox(folder / "desk.mbox")
    box.add((folder / "examples" / "inherent-resolve" / "21_fallujah_letter.eml").read_bytes())
    box.close()
    return str(request.param), folder


@pytest.mark.slow
def test_every_command_of_a_page_runs(page_and_folder: tuple[str, Path]) -> None:
    page, folder = page_and_folder
    shown = commands_of(page)
    assert shown, f"{page} shows no command"
    for line in shown:
        done = ran(line, folder)
        assert done.status == 0, f"{page}: {line}\n{done.err}"


@pytest.mark.slow
def test_the_tutorial_says_what_the_example_comes_to(tmp_path: Path) -> None:
    """The numbers that the tutorial prints for the build are those of the build."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    build = next(line for line in commands_of("docs/tutorial.md") if line.startswith("recount build"))
    told = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    for sentence in ran(build, tmp_path).err.splitlines():
        assert rough(sentence) in rough(told), sentence
    assert re.search(r"^101 reports new of 101 seen", told, re.MULTILINE)


def rough(text: str) -> str:
    """The text without the counts that a better extractor changes, and the quarter that is fullest by them."""
    return re.sub(r"\b[\d,]+ (claims?|events?|copies|copy)\b", r"N \1", re.sub(r"20\d\dQ\d", "Q", text))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("    recount verify campaign", "recount verify campaign"),
        ("recount report c -o r.html        # a remark", "recount report c -o r.html"),
        ("    echo 'A vow.' | recount extract - --explain", "echo 'A vow.' | recount extract - --explain"),
        ("After `make demo`, `recount` is on your path.", None),
        ("Next: recount report campaign", None),
    ],
)
def test_a_command_is_told_from_talk(line: str, shown: str | None) -> None:
    found = _COMMAND.match(line)
    assert (found[1] if found else None) == shown
