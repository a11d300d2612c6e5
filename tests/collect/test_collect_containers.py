"""Containers: what lies in them, under which locator, within which bounds, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import random
import stat
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from container_builders import (
    ALONE,
    BUILDERS,
    PNG,
    atom,
    bomb,
    doll,
    letter,
    mbox,
    page,
    recorded,
    rss,
    tarred,
    wacz,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.collect import Bounds, collect
from recount.read import read
from recount.records import Capture, Report, Skip
from recount.records.ids import sha256_of

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXTS = {
    "first.txt": "Two shells fell on the market of Qasr at dawn, and four people were killed.",
    "second.txt": "قال متحدث باسم المستشفى إن أربعة أشخاص قتلوا في السوق فجر يوم الأحد.",
}


def taken(path: Path, data: bytes, **options: Any) -> list[Capture | Skip]:
    path.write_bytes(data)
    items = list(collect([str(path)], stdin=None, clock=lambda: NOON, collector="tester", **options))
    for item in items:
        if isinstance(item, Capture):
            assert sha256_of(item.data) == item.custody.sha256
            assert item.custody.address == path.name
        else:
            assert item.sentence.endswith(".") and item.where.startswith(path.name), item
    return items


def captures(items: Iterable[Capture | Skip]) -> list[Capture]:
    return [item for item in items if isinstance(item, Capture)]


def skips(items: Iterable[Capture | Skip]) -> list[Skip]:
    return [item for item in items if isinstance(item, Skip)]


def text_of(capture: Capture) -> str:
    found = read(capture, today=NOON.date())
    return found.text if isinstance(found, Report) else ""


@pytest.mark.parametrize("name", BUILDERS)
def test_every_container_gives_what_it_holds(tmp_path: Path, name: str) -> None:
    data = BUILDERS[name](TEXTS)
    items = taken(tmp_path / name, data)
    found = captures(items)
    for words in TEXTS.values():
        (one,) = [c for c in found if words in text_of(c)]
        assert one.custody.container_sha256 == sha256_of(data)
        assert one.custody.locator
    assert {skip.code for skip in skips(items)} <= {"passed_over"}
    assert len({c.custody.locator for c in found}) == len(found)


@pytest.mark.parametrize("name", BUILDERS)
def test_the_same_container_gives_the_same_captures(tmp_path: Path, name: str) -> None:
    data = BUILDERS[name](TEXTS)
    assert taken(tmp_path / name, data) == taken(tmp_path / name, data)


@pytest.mark.parametrize("name", BUILDERS)
def test_every_cut_keeps_what_came_before(tmp_path: Path, name: str) -> None:
    data = BUILDERS[name](TEXTS)
    whole = {c.custody.sha256 for c in captures(taken(tmp_path / name, data))}
    step = max(1, len(data) // 25)
    for stop in [*range(1, len(data), step), len(data) - 1]:
        items = taken(tmp_path / name, data[:stop])
        assert items, stop
        if not name.endswith((".xml", ".mbox", ".mbox.gz", ".eml")):
            assert {c.custody.sha256 for c in captures(items) if c.custody.locator} <= whole


@pytest.mark.parametrize("name", BUILDERS)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1 << 30), count=st.integers(1, 30))
def test_flipped_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, count: int) -> None:
    draw = random.Random(seed)
    data = bytearray(BUILDERS[name](TEXTS))
    for _ in range(count):
        data[draw.randrange(len(data))] = draw.randrange(256)
    for item in taken(tmp_path_factory.getbasetemp() / f"flipped-{name}", bytes(data)):
        assert isinstance(item, Skip) or isinstance(read(item, today=NOON.date()), Report | Skip)


Tree = dict[str, Any]
_NAMES = st.sampled_from(["a.txt", "../up.txt", "/root.txt", "ä.txt", "q/b.md", "c"])
_TREES: st.SearchStrategy[Tree] = st.recursive(
    st.dictionaries(_NAMES, st.binary(max_size=60), max_size=3),
    lambda inner: st.dictionaries(_NAMES, inner, max_size=2),
    max_leaves=6,
)


def _packed(tree: Any, draw: random.Random) -> bytes:
    if isinstance(tree, bytes):
        return tree
    files = {name: _packed(inner, draw) for name, inner in tree.items()}
    return draw.choice([zipped, tarred, lambda f: tarred(f, "w:gz"), lambda f: tarred(f, "w:xz")])(files)


@settings(max_examples=60, deadline=None)
@given(tree=_TREES, seed=st.integers(0, 1000))
def test_any_nesting_is_survived(tmp_path_factory: pytest.TempPathFactory, tree: Tree, seed: int) -> None:
    taken(tmp_path_factory.getbasetemp() / "tree.bin", _packed(tree, random.Random(seed)))


def test_locators_name_the_way_down(tmp_path: Path) -> None:
    inner = zipped({"log.csv": "id,text\n7,Two shells fell on Qasr.\n", "a.txt": "A siege began."})
    items = taken(tmp_path / "a.zip", zipped({"b/c.tar": tarred({"d.zip": inner}), "page.html": page("A truce held.")}))
    assert [(c.form, c.custody.locator) for c in captures(items)] == [
        ("csv", "b/c.tar > d.zip > log.csv > row 1, id 7"),
        ("txt", "b/c.tar > d.zip > a.txt"),
        ("html", "page.html"),
    ]


@pytest.mark.parametrize("kind", ALONE)
def test_a_file_packed_alone(tmp_path: Path, kind: str) -> None:
    (one,) = taken(tmp_path / f"report.txt.{kind}", ALONE[kind](b"Two shells fell on Qasr."))
    assert isinstance(one, Capture)
    assert (one.form, one.data, one.custody.locator) == ("txt", b"Two shells fell on Qasr.", "report.txt")


def test_rows_before_a_cut_are_kept_and_the_cut_is_told(tmp_path: Path) -> None:
    draw = random.Random(1)
    lines = b"".join(b'{"text": "Shells fell, %d of them."}\n' % draw.randrange(10**12) for _ in range(20_000))
    items = taken(tmp_path / "a.jsonl.gz", gzip.compress(lines, mtime=0)[:60_000])
    assert len(captures(items)) > 3_000
    assert "cut" in {skip.code for skip in skips(items)}
    text = taken(tmp_path / "a.txt.gz", gzip.compress(lines, mtime=0)[:60_000])
    assert [item.code for item in skips(text)] == ["damaged"] and len(text) == 1


def test_many_pictures_are_one_line_and_junk_none(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"img/{n}.png": PNG for n in range(12)}
    files |= {"a.txt": "A siege began.", "__MACOSX/._a.txt": b"\x00\x05\x16\x07", ".DS_Store": b"\x00\x00\x00\x01Bud1"}
    items = taken(tmp_path / "a.zip", zipped(files))
    assert len(captures(items)) == 1
    (skip,) = skips(items)
    assert skip == Skip("a.zip", "passed_over", "12 pictures were passed over, the first being 'img/0.png'.")


def test_names_are_only_names(tmp_path: Path) -> None:
    names = ["../../up.txt", "/etc/passwd.txt", "C:\\x.txt", "a\nb.txt"]
    items = taken(tmp_path / "a.zip", zipped({name: f"Text of {n}." for n, name in enumerate(names)}))
    assert [c.custody.locator for c in captures(items)] == [
        "../../up.txt",
        "/etc/passwd.txt",
        "C:\\x.txt",
        "a\ufffdb.txt",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_links_and_devices_are_told(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as made:
        for name, kind in (
            ("l1", tarfile.SYMTYPE),
            ("l2", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    told = " ".join(skip.sentence for skip in skips(taken(tmp_path / "a.tar", held.getvalue())))
    assert "2 links were passed over" in told and "2 devices and pipes were passed over" in told
    linked = zipfile.ZipInfo("link")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zip_:
        zip_.writestr(linked, "/etc/passwd")
    (skip,) = taken(tmp_path / "a.zip", held.getvalue())
    assert isinstance(skip, Skip) and "A link was passed over" in skip.sentence


@pytest.mark.parametrize(("raw", "shown"), [("ملف.txt".encode(), "ملف.txt"), (b"caf\x82.txt", "café.txt")])
def test_names_that_say_no_encoding(tmp_path: Path, raw: bytes, shown: str) -> None:
    data = zipped({"x" * len(raw): "A siege began."}).replace(b"x" * len(raw), raw)
    (one,) = captures(taken(tmp_path / "a.zip", data))
    assert one.custody.locator == shown


def test_a_tar_name_of_any_bytes(tmp_path: Path) -> None:
    data = tarred({"xxxx.txt": "A siege began."})
    block = bytearray(data[:512])
    block[:4] = b"\xff\xfe\xe9\xe9"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    (one,) = captures(taken(tmp_path / "a.tar", bytes(block) + data[512:]))
    assert one.custody.locator == "\ufffd" * 4 + ".txt"


def test_a_name_given_twice_is_two_things(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("a.txt", "A siege began.")
        made.writestr("a.txt", "A siege ended.")
    assert [c.custody.locator for c in captures(taken(tmp_path / "a.zip", held.getvalue()))] == ["a.txt", "a.txt (2)"]


def test_locked_members_are_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "A siege began.", "b.txt": "A truce held."}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"b.txt"))
    data[at + 8] |= 1
    items = taken(tmp_path / "a.zip", bytes(data))
    assert [c.custody.locator for c in captures(items)] == ["a.txt"]
    assert [(s.code, "password" in s.sentence) for s in skips(items)] == [("encrypted", True)]


def test_a_method_that_nobody_knows_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "A siege began.", "b.txt": "A truce held."}))
    struct.pack_into("<H", data, data.rfind(b"PK\x01\x02", 0, data.rfind(b"b.txt")) + 10, 97)
    items = taken(tmp_path / "a.zip", bytes(data))
    assert len(captures(items)) == 1
    assert [(s.code, "method" in s.sentence) for s in skips(items)] == [("damaged", True)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_file_without_its_list_is_read_all_the_same(tmp_path: Path, method: int) -> None:
    files = {f"{n}.txt": f"Report {n}. " + "Shells fell. " * 50 for n in range(9)}
    data = zipped(files, method=method)
    items = taken(tmp_path / "a.zip", data[: data.index(b"8.txt") + 20])
    assert [c.custody.locator for c in captures(items)] == [f"{n}.txt" for n in range(8)]
    assert [s.code for s in skips(items)] == ["cut"]


def test_a_zip_file_written_as_a_stream_and_cut(tmp_path: Path) -> None:
    class Forward(io.RawIOBase):
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.parts.append(bytes(data))
            return len(data)

    held = Forward()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[call-overload]
        for n in range(4):
            made.writestr(f"{n}.txt", f"Report {n}. " * 60)
    data = b"".join(held.parts)
    items = taken(tmp_path / "a.zip", data[: data.index(b"PK\x01\x02") - 30])
    assert [c.custody.locator for c in captures(items)] == ["0.txt", "1.txt", "2.txt"]


def test_an_archive_with_the_same_bytes_is_opened_once(tmp_path: Path) -> None:
    inner = zipped({"a.txt": "A siege began."})
    items = taken(tmp_path / "a.zip", zipped({"x.zip": inner, "y/x.zip": inner}))
    assert [c.custody.locator for c in captures(items)] == ["x.zip > a.txt"]
    assert [(s.code, s.where) for s in skips(items)] == [("same_archive", "a.zip, y/x.zip")]


def test_depth_is_bounded(tmp_path: Path) -> None:
    shallow = taken(tmp_path / "a.zip", doll(3, zipped({"a.txt": "A siege began."})))
    assert len(captures(shallow)) == 1
    deep = taken(tmp_path / "b.zip", doll(4, zipped({"a.txt": "A siege began."})))
    assert [s.code for s in skips(deep)] == ["too_deep"] and not captures(deep)


def test_members_are_bounded(tmp_path: Path) -> None:
    files = {f"{n}.txt": f"Report {n}." for n in range(40)}
    for name, data in (("a.zip", zipped(files)), ("a.tar", tarred(files))):
        items = taken(tmp_path / name, data, bounds=Bounds(members=25))
        assert len(captures(items)) == 25
        assert [(s.code, s.where) for s in skips(items)] == [("too_many", name)]


def test_a_list_too_long_for_memory_is_never_loaded(tmp_path: Path) -> None:
    files = {f"{n:0200}.txt": f"Report {n}." for n in range(60)}
    items = taken(tmp_path / "a.zip", zipped(files), bounds=Bounds(members=20))
    assert len(captures(items)) == 20 and [s.code for s in skips(items)] == ["too_many"]


SMALL = Bounds(text=20_000, whole=50_000, ratio=50)


def test_a_bomb_beside_reports_costs_only_itself(tmp_path: Path) -> None:
    data = zipped({"a.txt": "A siege began.", "b.txt": b" " * 900_000, "c.txt": "A truce held."})
    items = taken(tmp_path / "a.zip", data, bounds=Bounds(text=20_000, ratio=400))
    assert [c.custody.locator for c in captures(items)] == ["a.txt", "c.txt"]
    assert ("bomb", "a.zip, b.txt") in [(s.code, s.where) for s in skips(items)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped({f"{n}.txt": b" " * 19_000 for n in range(200)})),
        ("a.zip", doll(3, bomb(5_000_000))),
        ("a.gz", gzip.compress(gzip.compress(bytes(30_000_000)))),
        ("a.tar.gz", tarred({"a.txt": b" " * 9_000_000}, "w:gz")),
        ("a.tar.xz", tarred({"a.txt": b" " * 9_000_000}, "w:xz")),
        ("a.warc.gz", recorded({"https://w.example/": gzip.compress(bytes(9_000_000))}, Content_Encoding="gzip")),
        ("a.zip", zipped({"a.warc": gzip.compress(bytes(30_000_000))})),
    ],
)
def test_bombs_are_left_within_memory(tmp_path: Path, name: str, data: bytes) -> None:
    assert len(data) < 200_000
    tracemalloc.start()
    try:
        items = taken(tmp_path / name, data, bounds=SMALL)
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()
    assert any(s.code == "bomb" for s in skips(items)), items
    assert len(captures(items)) < 200


def test_all_that_comes_out_is_bounded(tmp_path: Path) -> None:
    draw = random.Random(3)
    files = {f"{n}.txt": draw.randbytes(9_000).hex() for n in range(20)}
    items = taken(tmp_path / "a.zip", zipped(files), bounds=Bounds(unpacked=100_000))
    assert len(captures(items)) == 5 and [s.code for s in skips(items)] == ["too_large"]


def test_an_archive_that_comes_through_a_pipe() -> None:
    data = zipped({"a.txt": "A siege began."})
    (one,) = collect(["-"], stdin=io.BytesIO(data), clock=lambda: NOON, collector="tester")
    assert isinstance(one, Capture)
    assert (one.custody.address, one.custody.locator) == ("-", "a.txt")


def test_a_manifest_names_a_member(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,publisher,published\na.zip,Watch,\na.zip#b/a.txt,,2016-03-14\n")
    items = taken(
        tmp_path / "a.zip", zipped({"b/a.txt": "A siege began.", "c.txt": "x y"}), manifest=tmp_path / "m.csv"
    )
    assert [(c.given.publisher, c.given.published) for c in captures(items)] == [
        ("Watch", "2016-03-14"),
        ("Watch", None),
    ]
    assert not skips(items)


def test_documents_that_are_zip_files_are_not_opened(tmp_path: Path) -> None:
    slides = zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})
    (skip,) = taken(tmp_path / "a.pptx", slides)
    assert isinstance(skip, Skip) and skip.code == "unknown_form" and "PowerPoint" in skip.sentence


class TestWebArchives:
    def test_where_and_when_it_was_fetched_is_kept_and_is_no_date_of_publication(self, tmp_path: Path) -> None:
        pages = {
            "https://w.example/a": page("Shells fell on Qasr.", head='<meta name="date" content="2016-03-14">'),
            "https://w.example/b": page("A truce held in Qasr for all of the day, residents said."),
        }
        one, other = captures(taken(tmp_path / "a.warc.gz", recorded(pages)))
        assert one.custody.locator == "record 3, https://w.example/a, fetched 2019-03-01T12:00:00Z"
        assert (one.given.url, one.given.published) == ("https://w.example/a", None)
        dated, undated = read(one, today=NOON.date()), read(other, today=NOON.date())
        assert isinstance(dated, Report) and isinstance(undated, Report)
        assert (dated.published.date, undated.published.date) == ("2016-03-14", None)

    def test_other_records_are_counted(self, tmp_path: Path) -> None:
        data = recorded({"https://w.example/a": page("Shells fell.")})
        data += recorded({f"https://w.example/{n}.png": PNG for n in range(3)}, mime="image/png")
        told = {s.sentence.split(" (")[0] for s in skips(taken(tmp_path / "a.warc.gz", data))}
        assert "6 records of other kinds were passed over" in told
        assert any(sentence.startswith("3 pictures were passed over") for sentence in told)

    def test_chunks_and_packing_are_undone(self, tmp_path: Path) -> None:
        raw = page("Shells fell on Qasr.")
        chunked = (
            b"".join(b"%x\r\n%s\r\n" % (len(raw[i : i + 40]), raw[i : i + 40]) for i in range(0, len(raw), 40))
            + b"0\r\n\r\n"
        )
        for data, headers in (
            (chunked, {"Transfer_Encoding": "chunked"}),
            (gzip.compress(raw), {"Content_Encoding": "gzip"}),
        ):
            (one,) = captures(taken(tmp_path / "a.warc.gz", recorded({"https://w.example/a": data}, **headers)))
            assert one.data == raw

    def test_titles_of_a_package(self, tmp_path: Path) -> None:
        url = "https://w.example/a"
        items = taken(tmp_path / "a.wacz", wacz({url: page("Shells fell.")}, {url: "The day in Qasr"}))
        (one,) = captures(items)
        assert one.given.title == "The day in Qasr"
        assert (one.custody.locator or "").startswith("archive/data.warc.gz > record 3, https://w.example/a")
        assert {s.code for s in skips(items)} == {"passed_over"}

    def test_nothing_is_said_on_standard_error(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        data = recorded({"https://w.example/a": page("Shells fell.")}, packed=False)
        taken(tmp_path / "a.warc", data.replace(b"Content-Length: 2", b"Content-Length: 1"))
        assert capfd.readouterr().err == ""


class TestFeeds:
    def test_an_entry_is_a_report_with_what_the_feed_says_of_it(self, tmp_path: Path) -> None:
        (one,) = captures(taken(tmp_path / "feed.xml", rss({"qasr": "Shells fell on Qasr."})))
        assert (one.form, one.custody.locator) == ("feed", "entry 1, id tag:qasr")
        given_ = one.given
        assert (given_.title, given_.publisher, given_.url) == ("qasr", "Watch", "https://watch.example/qasr")
        assert (given_.published, given_.published_found) == ("2016-03-14", "metadata")
        found = read(one, today=NOON.date())
        assert isinstance(found, Report)
        assert (found.published.date, found.language, found.notes) == ("2016-03-14", "en", ())

    def test_a_summary_is_noted_as_such(self, tmp_path: Path) -> None:
        (one,) = captures(taken(tmp_path / "feed.xml", rss({"qasr": "Shells fell on Qasr."}, whole=False)))
        found = read(one, today=NOON.date())
        assert isinstance(found, Report) and found.notes == ("the feed gives a summary only",)

    @pytest.mark.parametrize("date", ["14 mars 2016", "2016-13-45", ""])
    def test_a_date_that_is_none_stays_unknown(self, tmp_path: Path, date: str) -> None:
        (one,) = captures(taken(tmp_path / "feed.xml", rss({"qasr": "Shells fell."}, date=date)))
        assert (one.given.published, one.given.published_found) == (None, None)

    def test_entities_are_not_expanded_without_end(self, tmp_path: Path) -> None:
        laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
        data = atom({"qasr": "Shells fell."}).replace(
            b"<feed", f'<!DOCTYPE feed [<!ENTITY l0 "ha">{laughs}]><feed'.encode(), 1
        )
        assert taken(tmp_path / "feed.xml", data.replace(b"Shells fell.", b"Shells &l9; fell."))

    def test_what_is_never_closed_is_not_parsed_for_hours(self, tmp_path: Path) -> None:
        (skip,) = taken(tmp_path / "feed.xml", b"<rss version='2.0'><channel>" + b"<item>" * 200_000)
        assert isinstance(skip, Skip) and skip.code == "damaged"

    def test_nothing_is_fetched(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_: object, **__: object) -> None:
            raise AssertionError("something was fetched")

        monkeypatch.setattr("socket.socket.connect", refused)
        monkeypatch.setattr("socket.getaddrinfo", refused)
        data = atom({"qasr": "Shells fell."}).replace(
            b"<feed",
            b'<!DOCTYPE feed SYSTEM "http://w.example/x.dtd" [<!ENTITY e SYSTEM "http://w.example/e">]><feed',
            1,
        )
        taken(tmp_path / "feed.xml", data.replace(b"Shells", b"Shells &e;"))


class TestLetters:
    def test_attachments_are_captures_of_their_own(self, tmp_path: Path) -> None:
        data = letter(
            "See below.", {"a.txt": b"A siege began.", "b.png": PNG, "c.zip": zipped({"d.txt": "A truce held."})}
        )
        items = taken(tmp_path / "a.eml", data)
        assert [(c.form, c.custody.locator) for c in captures(items)] == [
            ("eml", None),
            ("txt", "attachment 1, a.txt"),
            ("txt", "attachment 3, c.zip > d.txt"),
        ]
        assert [s.where for s in skips(items)] == ["a.eml, attachment 2, b.png"]

    def test_a_letter_within_a_letter(self, tmp_path: Path) -> None:
        inner = letter("A siege began in Qasr.", Subject="Inner")
        made = (
            b"From: a@w\nDate: Mon, 14 Mar 2016 09:30:00 +0300\nMIME-Version: 1.0\n"
            b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n'
            + inner + b"\n--b--\n"
        )  # fmt: skip
        outer, within = captures(taken(tmp_path / "a.eml", made))
        assert (within.form, within.custody.locator) == ("eml", "attachment 1, letter.eml")
        assert "A siege began" in text_of(within) and "A siege began" not in text_of(outer)

    def test_a_mailbox_gives_letters_as_they_were(self, tmp_path: Path) -> None:
        one, other = letter("From here on,\nshells fell."), letter("A truce held.", {"x.txt": b"Attached words."})
        data = mbox([one.replace(b"\nFrom here", b"\n>From here"), other])
        items = captures(taken(tmp_path / "a.mbox", data))
        assert [c.custody.locator for c in items] == ["message 1", "message 2", "message 2 > attachment 1, x.txt"]
        assert items[0].data.rstrip() == one.rstrip()

    def test_a_letter_too_long_is_told_and_the_next_is_taken(self, tmp_path: Path) -> None:
        data = mbox([letter("x " * 40_000), letter("A truce held.")])
        items = taken(tmp_path / "a.mbox", data, bounds=Bounds(whole=20_000))
        assert [c.custody.locator for c in captures(items)] == ["message 2"]
        assert [(s.code, s.where) for s in skips(items)] == [("too_long", "a.mbox, message 1")]

    @pytest.mark.parametrize(
        ("name", "text", "form"),
        [
            ("memo.txt", "From: Desk\nTo: All\nSubject: Qasr\n\nShells fell.", "txt"),
            ("memo.eml", "From: Desk\nTo: All\nSubject: Qasr\n\nShells fell.", "eml"),
            ("mail.txt", "Received: by x\nFrom: a@w\nTo: b@w\nSubject: Qasr\n\nShells fell.", "eml"),
            ("plain.eml", "Shells fell on Qasr.", "txt"),
            (
                "page.txt",
                'Snapshot-Content-Location: https://w/\nContent-Type: multipart/related; boundary="b"\n\n--b\n',
                "mhtml",
            ),
        ],
    )
    def test_what_is_a_letter(self, tmp_path: Path, name: str, text: str, form: str) -> None:
        assert captures(taken(tmp_path / name, text.encode()))[0].form == form

    def test_an_outlook_message_says_what_to_do(self, tmp_path: Path) -> None:
        (skip,) = taken(tmp_path / "a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        assert isinstance(skip, Skip) and "save it as .eml" in skip.sentence
