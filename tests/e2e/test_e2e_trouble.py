"""Bad input and bad luck: one clear sentence each, the rest goes on, a rerun completes it, nothing kept is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from fpdf import FPDF

from tests.e2e.calls import EXAMPLES, claims_of, command, recount

GOOD = "4 March 2015\n\nA car bomb killed 12 people in Qamishli on Tuesday, police said.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def pdf_of_pictures() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    return bytes(pdf.output())


def pdf_cut_short() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, 8, "A text that nobody will read to its end.")
    whole = bytes(pdf.output())
    return whole[: len(whole) // 2]


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "picture.html": PNG,
    "cut.pdf": pdf_cut_short(),
    "pictures.pdf": pdf_of_pictures(),
    "no_text.csv": b"colour,size\nred,4\n",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_one_sentence_for_what_cannot_be_taken_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    (tmp_path / "in" / name).write_bytes(BAD[name])
    built = recount("build", tmp_path / "in", "-o", tmp_path / "c")
    assert built.status == 0
    assert "Skipped 1 item" in built.err
    assert name in built.err
    assert "Traceback" not in built.err
    assert claims_of(tmp_path / "c")
    assert recount("verify", tmp_path / "c").status == 0


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode("utf-16"),
        "\ufeff".encode() + GOOD.encode(),
        GOOD.replace("people", "peop\u2019le \u2013 caf\u00e9").encode("cp1252"),
        GOOD.encode() + b"\xff\xfe\x00 mixed \x93quoted\x94",
        (GOOD + "\ud800").encode("utf-8", "surrogatepass"),
    ],
    ids=["utf-16", "bom", "cp1252", "mixed", "surrogate"],
)
def test_odd_encodings_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "odd.txt").write_bytes(data)
    built = recount("build", tmp_path / "odd.txt", "-o", tmp_path / "c")
    assert built.status == 0, built.err
    assert any(q["value"] == 12 for claim in claims_of(tmp_path / "c") for q in claim["quantity"])
    assert recount("verify", tmp_path / "c").status == 0


@pytest.mark.slow
def test_a_line_of_200_megabytes_is_skipped_in_little_memory(tmp_path: Path) -> None:
    lines = tmp_path / "long.jsonl"
    with lines.open("wb") as file:
        file.write(b'{"text": "' + b"a" * 1000)
        for _ in range(200):
            file.write(b"b" * 1_000_000)
        file.write(b'"}\n{"text": "A car bomb killed 12 people in Qamishli on 3 March 2015, police said."}\n')
    limit = 3 * 1024**3

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    built = recount("build", lines, "-o", tmp_path / "c", preexec_fn=bounded)
    assert built.status == 0, built.err
    assert "line 1" in built.err
    assert claims_of(tmp_path / "c")


def test_a_report_dated_in_the_future_is_kept_and_its_date_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"text": "A bomb killed two people in Homs on Monday.", "date": "2190-01-05"}\n'
    )
    assert recount("build", tmp_path / "rows.jsonl", "-o", tmp_path / "c").status == 0
    report = recount("reports", tmp_path / "c").lines()[0]
    assert report["published"]["date"] is None
    assert report["notes"]


def test_two_builds_at_once_give_one_campaign_and_one_sentence(tmp_path: Path) -> None:
    campaign = tmp_path / "c"
    calls = [
        subprocess.Popen(command("build", EXAMPLES, "-o", campaign), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    errors = [call.communicate(timeout=300)[1].decode() for call in calls]
    statuses = sorted(call.returncode for call in calls)
    # The second is refused while the first writes, or finds nothing new when it comes after.
    assert statuses in ([0, 1], [0, 0])
    assert not any("Traceback" in error for error in errors)
    if statuses == [0, 1]:
        assert any("writ" in error and "wait" in error.lower() for error in errors)
    assert recount("verify", campaign).status == 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill -9"])
@pytest.mark.parametrize("after", [0.6, 1.2, 2.5])
def test_an_interrupt_halfway_loses_nothing_and_a_rerun_completes(
    tmp_path: Path, example: Path, sent: signal.Signals, after: float
) -> None:
    campaign = tmp_path / "c"
    arguments = ("build", EXAMPLES, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")
    call = subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(after)
    call.send_signal(sent)
    _, error = call.communicate(timeout=120)
    if sent == signal.SIGINT and call.returncode != 0 and campaign.exists():
        assert b"goes on from there" in error or b"KeyboardInterrupt" in error  # the latter only while Python starts
    assert recount(*arguments).status == 0
    assert recount("claims", campaign).out == recount("claims", example).out
    assert recount("verify", campaign).status == 0


def test_a_full_disk_gets_a_sentence_and_room_completes_it(tmp_path: Path, example: Path) -> None:
    campaign = tmp_path / "c"
    arguments = ("build", EXAMPLES, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")

    def nearly_full() -> None:
        # The system refuses every file beyond this size, as a full disk would: an error on write.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    full = recount(*arguments, preexec_fn=nearly_full)
    assert full.status == 1
    assert "Traceback" not in full.err
    assert recount(*arguments).status == 0
    assert recount("claims", campaign).out == recount("claims", example).out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere: a read-only folder cannot be had here")
def test_a_read_only_folder_gets_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    call = recount("build", EXAMPLES, "-o", folder / "c")
    assert call.status == 1
    assert "Traceback" not in call.err


def test_a_campaign_moves_and_is_read_where_it_cannot_be_written(tmp_path: Path, example: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(example, moved)
    for path in [moved, *moved.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert recount("claims", moved).out == recount("claims", example).out
    finally:
        for path in [moved, *moved.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)


def test_a_damaged_line_is_named_and_the_rest_is_read(tmp_path: Path, example: Path) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    segment = next(path for path in sorted((campaign / "truth" / "texts").iterdir()) if path.is_file())
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    call = recount("verify", campaign)
    assert call.status == 1
    assert call.out.strip()
    assert "Traceback" not in call.err
