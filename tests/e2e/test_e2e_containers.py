"""A folder with one of each kind of container and letter: the right number of reports, once, that verify."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from tests.e2e.calls import recount

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "collect"))
import container_builders as made

TOWNS = ("Homs", "Raqqa", "Mosul", "Tikrit", "Palmyra", "Ramadi", "Hawija", "Idlib", "Douma", "Qamishli")
PAGES = ("https://watch.example/2015/03/04/tikrit", "https://watch.example/palmyra")


def words(number: int) -> str:
    return f"A car bomb killed {number + 3} people in {TOWNS[number]} on 3 March 2015, police said."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("containers") / "in"
    home.mkdir()
    inner = made.tarred({"deep.zip": made.zipped({"a.txt": words(1)})})
    pages = {PAGES[0]: made.page(words(3))}
    files = {
        "a.zip": made.zipped({"0.txt": words(0), "x.png": made.PNG, "y.png": made.PNG, "inner.tar": inner}),
        "b.tar.gz": made.tarred({"2.txt": words(2)}, "w:gz"),
        "c.warc.gz": made.recorded(pages),
        "d.wacz": made.wacz(
            {"https://watch.example/palmyra": made.page(words(4))}, {"https://watch.example/palmyra": "Day"}
        ),
        "e.xml": made.rss({"ramadi": words(5)}, date="Wed, 04 Mar 2015 09:00:00 GMT"),
        "f.mbox": made.mbox([made.letter(words(6)), made.letter(words(7))]),
        "g.eml": made.letter(words(8), {"9.txt": words(9).encode()}),
        "h.txt.gz": gzip.compress(b"Residents of Aleppo said on 5 March 2015 that the siege went on.", mtime=0),
        "bomb.zip": made.bomb(40_000_000),
        "cut.zip": made.zipped({"z.txt": "Never read. " * 99})[:48],
    }
    for name, data in files.items():
        (home / name).write_bytes(data)
    return home


def test_each_is_read_once_and_says_where_it_lies(folder: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    first = recount("build", folder, "-o", campaign)
    assert first.status == 0, first.err
    assert "Traceback" not in first.err
    assert "2 pictures were passed over" in first.err and "grows to more than 200 times" in first.err
    before = recount("reports", campaign)
    days = {report["address"]: report["published"]["date"] for report in before.lines()}
    fetched = "fetched 2019-03-01T12:00:00Z"
    assert sorted(days) == [
        "in/a.zip, 0.txt",
        "in/a.zip, inner.tar > deep.zip > a.txt",
        "in/b.tar.gz, 2.txt",
        f"in/c.warc.gz, record 3, {PAGES[0]}, {fetched}",
        f"in/d.wacz, archive/data.warc.gz > record 3, {PAGES[1]}, {fetched}",
        "in/e.xml, entry 1, id tag:ramadi",
        "in/f.mbox, message 1",
        "in/f.mbox, message 2",
        "in/g.eml",
        "in/g.eml, attachment 1, 9.txt",
        "in/h.txt.gz, h.txt",
    ]
    assert days[f"in/c.warc.gz, record 3, {PAGES[0]}, {fetched}"] == "2015-03-04"
    assert days[f"in/d.wacz, archive/data.warc.gz > record 3, {PAGES[1]}, {fetched}"] is None
    assert days["in/e.xml, entry 1, id tag:ramadi"] == "2015-03-04"
    again = recount("build", folder, "-o", campaign)
    assert "Nothing new in 11 reports" in again.err, again.err
    assert recount("reports", campaign).out == before.out
    checked = recount("verify", campaign)
    assert checked.status == 0, checked.err


def test_read_needs_no_campaign(folder: Path) -> None:
    done = recount("read", folder / "a.zip", folder / "f.mbox")
    assert done.status == 0, done.err
    assert [r["form"] for r in done.lines()] == ["txt", "txt", "eml", "eml"]
