"""Arrival: what is taken, by which address, with which custody, and what is skipped aloud."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.collect import Bounds, collect, lines_in
from recount.collect.columns import Kept
from recount.records import Capture, Skip, UsageError

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def taken(*paths: object, stdin: bytes | None = None, **options: Any) -> list[Capture | Skip]:
    handle = io.BytesIO(stdin) if stdin is not None else None
    names = [str(path) for path in paths]
    return list(collect(names, stdin=handle, clock=lambda: NOON, collector="tester", **options))


def captures(items: Iterable[Capture | Skip]) -> list[Capture]:
    return [item for item in items if isinstance(item, Capture)]


def skips(items: Iterable[Capture | Skip]) -> list[Skip]:
    return [item for item in items if isinstance(item, Skip)]


def package(*names: str, mimetype: str | None = None) -> bytes:
    """A zip file with empty entries, after the entry that states its type."""
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w") as made:
        if mimetype is not None:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "")
    return bytes_.getvalue()


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", "Two shells fell.", "txt"),
        ("a.md", "# Head\n\nTwo shells fell.", "md"),
        ("a.html", "<p>Two shells fell.</p>", "html"),
        ("a.xhtml", '<?xml version="1.0"?><html><body>x</body></html>', "html"),
        ("page.txt", "<!DOCTYPE html><html><body><p>Two shells fell.</p></body></html>", "html"),
        ("plain.html", "Two shells fell & nobody was hurt.", "txt"),
        ("doc.txt", b"%PDF-1.4\n...", "pdf"),
        ("noform", "Two shells fell.", "txt"),
        ("records.csv", '{"text": "Two shells fell."}\n', "jsonl"),
        ("a.tsv", "title\ttext\nx\tTwo shells fell.\n", "csv"),
        ("semi.csv", "title;text\nx;Two shells, or three, fell.\n", "csv"),
        ("wide.txt", "Two shells fell.".encode("utf-16"), "txt"),
        ("a.txt", "{\\rtf1 Two shells fell.}", "rtf"),
        ("plain.docx", "Two shells fell.", "txt"),
        ("plain.rtf", "Two shells fell.", "txt"),
        ("a.bin", package("[Content_Types].xml", "word/document.xml"), "docx"),
        ("cut.docx", package("[Content_Types].xml", "word/document.xml")[:-60], "docx"),
        ("a.zip", package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("cut.odt", package("content.xml", mimetype="application/vnd.oasis.opendocument.text")[:-60], "odt"),
        ("a.zip", package("META-INF/container.xml", mimetype="application/epub+zip"), "epub"),
        ("a.zip", package("META-INF/container.xml", "OEBPS/content.opf"), "epub"),
    ],
)
def test_content_decides_the_form(tmp_path: Path, name: str, data: bytes | str, form: str) -> None:
    (item,) = taken(write(tmp_path / name, data))
    assert isinstance(item, Capture), item
    assert item.form == form


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.html", PNG, "unknown_form", "PNG picture"),
        ("a.txt", b"", "empty", "empty"),
        ("a.docx", b"PK\x03\x04....word/document.xml", "unknown_form", "Word document"),
        ("a.bin", bytes(range(256)) * 4, "unknown_form", "binary"),
        ("key.yaml", b"- report: a.txt\n", "no_report", "YAML"),
        ("a.csv", "when,where\n1,2\n", "no_text_column", "'when', 'where'"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(64), "unknown_form", "save it as .docx"),
        ("a.txt", b"x" * 300, "too_long", "300 bytes"),
        ("b.jsonl", "[1, 2]\n", "bad_line", "not a JSON object"),
        ("b.jsonl", '{"headline": "x"}\n', "no_text", "expected text"),
        ("b.jsonl", '{"text": "x"', "bad_line", "not JSON"),
        ("b.jsonl", '{"text": ' + "[" * 90 + "\n", "bad_line", "line 1"),
    ],
)
def test_what_cannot_be_taken_is_said(tmp_path: Path, name: str, data: bytes | str, code: str, words: str) -> None:
    (item,) = taken(write(tmp_path / name, data), bounds=Bounds(text=200, whole=400))
    assert isinstance(item, Skip)
    assert (item.code, words in item.sentence or words in item.sentence.lower()) == (code, True), item


def test_folders_are_sorted_and_quiet_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "~$d.txt", "e.lock", "a/b.txt~"):
        write(tmp_path / "in" / name, f"text of {name}")
    items = taken(tmp_path / "in")
    assert [c.custody.address for c in captures(items)] == ["in/a/z.txt", "in/b.txt"]
    assert not skips(items)


def test_a_loop_of_links_comes_to_an_end(tmp_path: Path) -> None:
    write(tmp_path / "in/sub/a.txt", "text")
    (tmp_path / "in/sub/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/gone.txt").symlink_to(tmp_path / "nowhere")
    items = taken(tmp_path / "in")
    assert len(captures(items)) == 1
    assert [s.code for s in skips(items)] == ["unreadable"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [s.code for s in skips(taken(tmp_path))] == ["not_a_file"]


def test_excluded_folders_stay_shut(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", "text")
    write(tmp_path / "in/campaign/b.txt", "kept")
    assert len(taken(tmp_path / "in", exclude=[tmp_path / "in/campaign"])) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_skip(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "text")
    path.chmod(0)
    assert [s.code for s in skips(taken(tmp_path))] == ["unreadable"]


def test_a_file_that_vanishes_is_a_skip(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "text"), write(tmp_path / "b.txt", "text")
    stream = collect([str(first), str(second)], stdin=None, clock=lambda: NOON, collector="t")
    assert isinstance(next(stream), Capture)
    second.unlink()
    assert [s.code for s in skips(stream)] == ["unreadable"]


def test_custody_says_address_time_who_what_and_hash(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", "text")
    (item,) = captures(taken(tmp_path / "in/a.txt"))
    custody = item.custody
    assert (custody.address, custody.collected_at, custody.collector) == ("a.txt", "2024-05-01T12:00:00Z", "tester")
    assert custody.tool.startswith("recount ")
    assert (custody.size, custody.sha256[:8]) == (4, "982d9e3e")
    assert item.data == b"text"


def test_the_present_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in/a.txt", "text")
    monkeypatch.chdir(tmp_path / "in")
    assert captures(taken("."))[0].custody.address == "in/a.txt"


@pytest.mark.parametrize(("data", "form"), [(b"Two shells fell.", "txt"), (b'{"text": "Two shells fell."}\n', "jsonl")])
def test_standard_input_is_sniffed(data: bytes, form: str) -> None:
    (item,) = captures(taken("-", stdin=data))
    assert (item.form, item.custody.address) == (form, "-")


def test_a_path_that_names_nothing_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        collect([str(tmp_path / "absent")], stdin=None, clock=lambda: NOON, collector="t")


def test_a_stated_date_that_is_no_day_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected one like"):
        taken(tmp_path, published="05/06/2016")


def test_a_long_line_is_skipped_with_its_size_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"text": "Two shells fell."})
    path = write(tmp_path / "a.jsonl", "\n".join([good, json.dumps({"text": "x" * 5000}), good]))
    items = taken(path, bounds=Bounds(text=1000))
    assert [c.custody.locator for c in captures(items)] == ["line 1", "line 3"]
    (skip,) = skips(items)
    assert (skip.where, skip.code) == ("a.jsonl, line 2", "too_long")
    assert "5012 bytes" in skip.sentence


def test_bad_lines_are_counted_by_number(tmp_path: Path) -> None:
    lines = ['{"text": "one"}', "{oops", "", '"just words"', '{"text": ""}', '{"text": "two"}']
    items = taken(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [c.custody.locator for c in captures(items)] == ["line 1", "line 6"]
    assert [s.where for s in skips(items)] == ["a.jsonl, line 2", "a.jsonl, line 4", "a.jsonl, line 5"]


def test_an_open_quote_costs_one_row(tmp_path: Path) -> None:
    lines = ["title,text", "a,first", 'b,"never closed', "c,third", 'd,"two', 'lines, one cell"']
    items = taken(write(tmp_path / "a.csv", "\n".join(lines)))
    texts = [json.loads(c.data)["text"] for c in captures(items)]
    assert "first" in texts
    assert "third" in texts
    assert "row 2" in skips(items)[0].where


def test_a_quoted_cell_keeps_its_lines_exactly(tmp_path: Path) -> None:
    text = 'He said "no".\r\n\r\nThen, at dawn; nothing.'
    quoted = text.replace('"', '""')
    (item,) = captures(taken(write(tmp_path / "a.csv", f'text,title\r\n"{quoted}",x\r\n')))
    assert json.loads(item.data)["text"] == text


def test_ragged_rows_never_pass_half_a_text_for_the_whole(tmp_path: Path) -> None:
    items = taken(write(tmp_path / "a.csv", "title,text\nx,one, two\ny,whole\nz\n"))
    assert [json.loads(c.data)["text"] for c in captures(items)] == ["whole"]
    assert [s.code for s in skips(items)] == ["bad_row", "no_text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    (item,) = captures(taken(write(tmp_path / "a.csv", "title,text\nx,“café” hit\n".encode(encoding))))
    assert json.loads(item.data)["text"] == "“café” hit"


ROW = {
    "article_title": "Two shells fall",
    "article_content": "Two shells fell on the market.",
    "outlet": "The Valley Herald",
    "date": "6/5/16",
    "date_iso": "2016-06-05",
    "unit_id": "77",
}


def test_kept_columns_and_their_custody(tmp_path: Path) -> None:
    (item,) = captures(taken(write(tmp_path / "a.jsonl", json.dumps(ROW))))
    assert (item.given.title, item.given.publisher) == ("Two shells fall", "The Valley Herald")
    assert (item.given.published, item.given.published_found) == ("2016-06-05", "row")
    assert item.custody.locator == "line 1, id 77"
    assert item.custody.container_sha256 is not None
    assert json.loads(item.data) == {
        "text": ROW["article_content"],
        "title": ROW["article_title"],
        "source": ROW["outlet"],
        "date": "2016-06-05",
    }


LABELS = ["label", "location", "actor", "nb_civilians", "cause_of_death", "crowd_spans", "event_type", "province"]


def _seen(path: Path) -> list[tuple[Any, ...]]:
    return [
        (c.form, c.data, c.given, c.custody.sha256, c.custody.size, c.custody.locator) for c in captures(taken(path))
    ]


@settings(max_examples=40, deadline=None)
@given(
    labels=st.dictionaries(st.sampled_from(LABELS), st.one_of(st.integers(), st.text(max_size=20), st.booleans())),
    seed=st.integers(0, 999),
)
def test_label_columns_alter_nothing(tmp_path_factory: pytest.TempPathFactory, labels: Any, seed: int) -> None:
    folder = tmp_path_factory.mktemp("labels")
    cells = list({**ROW, **labels}.items())
    random.Random(seed).shuffle(cells)
    bare = write(folder / "bare/a.jsonl", json.dumps(ROW))
    labelled = write(folder / "labelled/a.jsonl", json.dumps(dict(cells)))
    assert _seen(bare) == _seen(labelled)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["3/4/2016", "13/4/2016"], ["2016-04-03", "2016-04-13"]),
        (["3/4/2016", "4/13/2016"], ["2016-03-04", "2016-04-13"]),
        (["3/4/2016", "4/5/2016"], [None, None]),
        (["3/4/2016", "13/4/2016", "4/13/2016"], [None, "2016-04-13", "2016-04-13"]),
        (["3.4.2016"], ["2016-04-03"]),
        (["4/4/2016"], ["2016-04-04"]),
    ],
)
def test_day_and_month_are_never_guessed(tmp_path: Path, dates: list[str], expected: list[str | None]) -> None:
    rows = [json.dumps({"text": f"Shell {i}.", "date": day}) for i, day in enumerate(dates)]
    items = taken(write(tmp_path / "a.jsonl", "\n".join(rows)))
    assert [c.given.published for c in captures(items)] == expected
    assert [s.code for s in skips(items)] == (["date_order"] if None in expected else [])


def test_a_lone_surrogate_is_kept_as_an_escape() -> None:
    assert Kept(text="bad \ud800 half").captured() == b'{"text":"bad \\ud800 half"}'


def test_the_manifest_stands_above_the_stated_date_and_the_row(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", "one")
    write(tmp_path / "in/b.txt", "two")
    write(tmp_path / "in/c.jsonl", json.dumps(ROW))
    manifest = write(
        tmp_path / "m.csv",
        "path or sha256,title,publisher,published\nin/a.txt,T,P,2016-01-02\nabsent.txt,,,\nb.txt,,,sometime\n",
    )
    items = taken(tmp_path / "in", manifest=manifest, published="2016-07-01")
    given = {c.custody.address: c.given for c in captures(items)}
    assert (given["in/a.txt"].published, given["in/a.txt"].published_found) == ("2016-01-02", "manifest")
    assert given["in/a.txt"].publisher == "P"
    assert (given["in/b.txt"].published, given["in/b.txt"].published_found) == ("2016-07-01", "stated")
    assert (given["in/c.jsonl"].published, given["in/c.jsonl"].publisher) == ("2016-07-01", "The Valley Herald")
    assert sorted(s.code for s in skips(items)) == ["manifest_date", "manifest_row"]


def test_a_manifest_may_name_a_hash(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "text")
    digest = captures(taken(path))[0].custody.sha256
    manifest = write(tmp_path / "m.csv", f"sha256,published\n{digest},2016-01-02\n")
    assert captures(taken(path, manifest=manifest))[0].given.published == "2016-01-02"


def test_a_manifest_without_keys_is_bad_usage(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "text")
    with pytest.raises(UsageError, match="expected path or sha256"):
        taken(path, manifest=write(tmp_path / "m.csv", "when,what\n1,2\n"))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.csv", "a.pdf", "a"]))
def test_any_bytes_are_taken_or_skipped(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    path = write(tmp_path_factory.mktemp("any") / name, data)
    assert all(isinstance(item, Capture | Skip) for item in taken(path))


@settings(max_examples=150, deadline=None)
@given(body=st.text(alphabet='ab",\n\r;', max_size=60))
def test_any_table_is_taken_or_skipped(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = write(tmp_path_factory.mktemp("any") / "a.csv", "title,text\n" + body)
    assert all(isinstance(item, Capture | Skip) for item in taken(path))


def test_a_manifest_names_files_from_its_own_folder_and_says_what_it_could_not_use(tmp_path: Path) -> None:
    paths = [write(tmp_path / "in" / f"{name}.txt", "Two shells fell.") for name in "abcde"]
    rows = [
        "path,title,colour,published",
        "../in/a.txt,A,red,2016-06-05",
        f"{paths[1]},B,,2016-06-05",
        "in/c.txt,C,,2016-06-05",
        "./d.txt,D,,2016-06-05",
        "d.txt,D again,,2016-06-06",
        "d.txt,D again,,2016-06-06",
        "e.txt,E,,soon",
        "absent.txt,F,,",
    ]
    manifest = write(tmp_path / "meta" / "m.csv", "\n".join(rows))
    items = taken(tmp_path / "in", manifest=manifest, published="2016-07-01")
    found = [(c.given.title, c.given.published, c.given.published_found) for c in captures(items)]
    assert found == [
        ("A", "2016-06-05", "manifest"),
        ("B", "2016-06-05", "manifest"),
        ("C", "2016-06-05", "manifest"),
        ("D again", "2016-06-06", "manifest"),
        ("E", "2016-07-01", "stated"),
    ]
    words = " ".join(skip.sentence for skip in skips(items))
    assert "columns colour are not read" in words
    assert words.count("says something else") == 1
    assert "'soon'" in words
    assert "'absent.txt'" in words
    assert len(skips(items)) == 4


@pytest.mark.parametrize("name", ["loop", "gone.txt", "pipe"])
def test_what_cannot_be_opened_is_said_also_where_something_is_excluded(tmp_path: Path, name: str) -> None:
    write(tmp_path / "in" / "good.txt", "Two shells fell.")
    match name:
        case "loop":
            (tmp_path / "in" / name).symlink_to(name)
        case "gone.txt":
            (tmp_path / "in" / name).symlink_to("nowhere")
        case _:
            os.mkfifo(tmp_path / "in" / name)
    items = taken(tmp_path / "in", exclude=[tmp_path / "in" / "campaign"])
    assert len(captures(items)) == 1
    assert [skip.where for skip in skips(items)] == [f"in/{name}"]


def test_a_campaign_among_the_inputs_is_passed_over_aloud(tmp_path: Path) -> None:
    write(tmp_path / "in" / "old" / "campaign.json", "{}")
    write(tmp_path / "in" / "old" / "truth" / "texts" / "000001.jsonl", '{"text": "Two shells fell."}\n')
    write(tmp_path / "in" / "good.txt", "Two shells fell.")
    items = taken(tmp_path / "in")
    assert [c.custody.address for c in captures(items)] == ["in/good.txt"]
    assert [(skip.where, skip.code) for skip in skips(items)] == [("in/old", "campaign")]


class Trickle(io.RawIOBase):
    """A pipe that gives one byte at a time, and counts."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.given = 0

    def read1(self, _size: int = -1) -> bytes:
        piece = self.data[self.given : self.given + 1]
        self.given += len(piece)
        return piece


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_line_is_given_as_soon_as_it_is_there(encoding: str) -> None:
    text = "قصف one\ntwo\nthree"
    pipe = Trickle(text.encode(encoding))
    first = next(stream := lines_in(cast(BinaryIO, pipe), limit=1000))
    assert first.text == "قصف one"
    assert pipe.given == len("قصف one\n".encode(encoding))
    assert [line.text for line in stream] == ["two", "three"]


def test_a_table_of_ten_thousand_columns_is_read(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(10_000))
    path = write(tmp_path / "wide.csv", f"{names},text\n" + ("," * 10_000 + "Two shells fell.\n") * 3)
    assert len(captures(taken(path))) == 3
