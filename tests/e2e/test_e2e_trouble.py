"""Bad input and bad luck: one clear sentence each, the rest goes on, a rerun completes it, nothing kept is lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fpdf import FPDF

from recount.cli.main import run
from recount.store import Campaign
from tests.e2e.calls import Call, command, recount

GOOD = "4 March 2015\n\nA car bomb killed 12 people in Qamishli on Tuesday, police said.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
TOWNS = ("Homs", "Raqqa", "Mosul", "Tikrit", "Palmyra", "Ramadi", "Hawija", "Idlib", "Douma", "Qamishli")

Inside = Callable[..., Call]


@pytest.fixture
def inside(capsys: pytest.CaptureFixture[str]) -> Inside:
    """The command line within this process, where a process of its own is not the point."""

    def call(*arguments: str | Path) -> Call:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Call(status, *capsys.readouterr())

    return call


def pdf_of_pictures() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    return bytes(pdf.output())


def pdf_of_words(pages: int = 1, password: str | None = None) -> bytes:
    pdf = FPDF()
    if password is not None:
        pdf.set_encryption(owner_password="o", user_password=password)
    for number in range(pages):
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.multi_cell(0, 8, f"A car bomb killed {number + 2} people in Qamishli on 3 March 2015, police said.")
    return bytes(pdf.output())


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "picture.html": PNG,
    "cut.pdf": pdf_of_words()[:500],
    "locked.pdf": pdf_of_words(password="secret"),
    "pictures.pdf": pdf_of_pictures(),
    "no_text.csv": b"colour,size\nred,4\n",
    "long.txt": b"word " * 4_000_000,
    "open_quote.csv": b'id,text\n1,"never closed\n',
    "deep.jsonl": b'{"text": "x", "y": ' + b"[" * 50_000 + b"]" * 50_000 + b"}\n",
    "list.jsonl": b'{"text": "A car bomb killed 3 people in Homs on 3 March 2015."}\n[1, 2]\n',
    "archive.txt": b"PK\x03\x04" + bytes(100),
    "only_marks.txt": b"?! ... \xe2\x80\x8f\n",
}


def test_one_sentence_for_each_thing_that_cannot_be_taken_and_the_rest_goes_on(tmp_path: Path, inside: Inside) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    built = inside("build", folder, "-o", tmp_path / "c")
    assert built.status == 0
    assert f"Skipped {len(BAD)} items" in built.err
    manifest = json.loads(next((tmp_path / "c" / "runs").iterdir()).read_text())
    assert {Path(skip["where"].split(",")[0]).name for skip in manifest["skipped"]} == set(BAD)
    assert all(skip["sentence"].strip().endswith((".", ".)")) for skip in manifest["skipped"])
    assert any(q["value"] == 12 for claim in inside("claims", tmp_path / "c").lines() for q in claim["quantity"])
    assert inside("verify", tmp_path / "c").status == 0


ODD = {
    "utf-16": GOOD.encode("utf-16"),
    "bom": "\ufeff".encode() + GOOD.encode(),
    "cp1252": GOOD.replace("people", "people\u2019s \u2013 caf\u00e9 owners").encode("cp1252"),
    "mixed": GOOD.encode() + b"\xff\xfe\x00 mixed \x93quoted\x94",
    "surrogate": (GOOD + "\ud800").encode("utf-8", "surrogatepass"),
    "bidi": f"\u202e{GOOD}\u2066\u200f".encode(),
    "one word": GOOD.encode() + b"a" * 1_000_000,
}


def test_odd_encodings_are_read(tmp_path: Path, inside: Inside) -> None:
    for name, data in ODD.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    built = inside("build", *sorted(tmp_path.glob("*.txt")), "-o", tmp_path / "c")
    assert built.status == 0, built.err
    told = {claim["report"] for claim in inside("claims", tmp_path / "c").lines() if claim["quantity"]}
    found = {report["address"] for report in inside("reports", tmp_path / "c").lines() if report["id"] in told}
    assert found == {f"{name}.txt" for name in ODD}
    assert inside("verify", tmp_path / "c").status == 0


def test_a_folder_of_odd_things_neither_hangs_nor_stops(tmp_path: Path, inside: Inside) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate([b"new\nline.txt", "\U0001f680.txt".encode(), b"bad\xff.txt", b"esc\x1b[2J.txt"]):
        (folder / os.fsdecode(name)).write_text(GOOD.replace("12", str(12 + number)))
    os.mkfifo(folder / "pipe\x1b[2J.txt")
    (folder / "loop").symlink_to("loop")
    (folder / "self").symlink_to(".")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "empty").mkdir()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(folder / "s.txt"))
        for _ in range(2):  # the campaign lies in its own input: the second time it must not read itself
            built = inside("build", folder, "-o", folder / "c")
            assert built.status == 0
            assert "Skipped 4 items" in built.err
            assert "\x1b" not in built.err
    assert "Nothing new in 4 reports" in built.err
    other = inside("build", folder, "-o", tmp_path / "other")
    assert "This folder is a campaign" in other.err
    assert len(inside("reports", tmp_path / "other").lines()) == 4


def test_an_empty_folder_gives_an_empty_campaign_and_a_report_that_says_so(tmp_path: Path, inside: Inside) -> None:
    (tmp_path / "in").mkdir()
    assert inside("build", tmp_path / "in", "-o", tmp_path / "c").status == 0
    assert inside("claims", tmp_path / "c").out == ""
    assert inside("verify", tmp_path / "c").status == 0
    assert inside("report", tmp_path / "c", "--quarter", "2016Q2").status == 0


@pytest.mark.slow
def test_a_line_of_200_megabytes_is_skipped_in_little_memory(tmp_path: Path, inside: Inside) -> None:
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
    assert inside("claims", tmp_path / "c").lines()


def test_a_pdf_of_500_pages_is_read_whole(tmp_path: Path, inside: Inside) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf_of_words(pages=500))
    (report,) = inside("read", tmp_path / "long.pdf").lines()
    assert "killed 2 people" in report["text"]
    assert "killed 501 people" in report["text"]
    assert max(segment["page"] for segment in report["segments"]) == 500


def test_a_report_dated_in_the_future_is_kept_and_its_date_is_not_believed(tmp_path: Path, inside: Inside) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"text": "A bomb killed two people in Homs on Monday.", "date": "2190-01-05"}\n'
    )
    assert inside("build", tmp_path / "rows.jsonl", "-o", tmp_path / "c").status == 0
    report = inside("reports", tmp_path / "c").lines()[0]
    assert report["published"]["date"] is None
    assert report["notes"]


def test_a_report_that_recount_wrote_is_no_account(tmp_path: Path, example: Path, inside: Inside) -> None:
    assert inside("report", example, "--quarter", "2023Q4", "-o", tmp_path / "r.html").status == 0
    read = inside("read", tmp_path / "r.html")
    assert read.out == ""
    assert "Recount wrote this page itself" in read.err


@pytest.mark.parametrize("stage", ["read", "extract"])
def test_an_error_of_ours_in_one_report_is_named_and_the_rest_goes_on(
    tmp_path: Path, inside: Inside, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    from recount import intake, pipeline

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    (tmp_path / "in" / "cursed.txt").write_text(GOOD.replace("12", "13"))
    real = {"read": intake.read, "extract": pipeline.Extractor.claims_in}

    def read(capture: object, **options: object) -> object:
        if b"13" in capture.data:  # type: ignore[attr-defined]
            raise ZeroDivisionError("nobody\nforesaw this")
        return real["read"](capture, **options)  # type: ignore[arg-type]

    def claims_in(self: object, report: object) -> object:
        if "13" in report.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("nobody\nforesaw this")
        return real["extract"](self, report)  # type: ignore[arg-type]

    build = ("build", tmp_path / "in", "-o", tmp_path / "c")
    with monkeypatch.context() as patch:
        if stage == "read":
            patch.setattr(intake, "read", read)
        else:
            patch.setattr(pipeline.Extractor, "claims_in", claims_in)
        for _ in range(2):  # a rerun tries again, and says so again
            built = inside(*build)
            assert built.status == 0
            assert "Skipped 1 item" in built.err
            assert "cursed.txt" in built.err
            assert "An error of ours (ZeroDivisionError: nobody foresaw this)" in built.err
            assert "Traceback" not in built.err
            values = {q["value"] for c in inside("claims", tmp_path / "c").lines() for q in c["quantity"]}
            assert values == {12}
    traces = [trace for kept in Campaign.open(tmp_path / "c").runs() for trace in kept["traces"].values()]
    assert len(traces) == 2
    assert all("ZeroDivisionError" in trace and "Traceback" in trace for trace in traces)
    healed = inside(*build)
    assert "Skipped" not in healed.err
    assert Campaign.open(tmp_path / "c").skips() == []
    values = {q["value"] for claim in inside("claims", tmp_path / "c").lines() for q in claim["quantity"]}
    assert values == {12, 13}


def test_ctrl_c_within_a_report_is_never_taken_for_an_error_of_ours(
    tmp_path: Path, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recount import intake

    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    (tmp_path / "good.txt").write_text(GOOD)
    monkeypatch.setattr(intake, "read", interrupted)
    built = inside("build", tmp_path / "good.txt", "-o", tmp_path / "c")
    assert built.status == 130
    assert "goes on from there" in built.err


def test_a_second_build_names_the_first_and_does_not_wait(tmp_path: Path, example: Path, inside: Inside) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    (tmp_path / "late.txt").write_text(GOOD)
    with Campaign.open(campaign).writing():
        second = inside("build", tmp_path / "late.txt", "-o", campaign)
        assert inside("claims", campaign).status == 0  # readers never wait
    assert second.status == 1
    assert f"process {os.getpid()} since 2" in second.err
    assert "Wait for it to finish" in second.err
    assert inside("build", tmp_path / "late.txt", "-o", campaign).status == 0


def test_two_builds_started_at_once_give_one_campaign(tmp_path: Path, inside: Inside) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    campaign = tmp_path / "c"
    arguments = command("build", tmp_path / "good.txt", "-o", campaign)
    calls = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    errors = [call.communicate(timeout=300)[1].decode() for call in calls]
    # The second is refused while the first writes, or finds nothing new when it comes after.
    assert sorted(call.returncode for call in calls) in ([0, 1], [0, 0])
    assert not any("Traceback" in error for error in errors)
    assert inside("verify", campaign).status == 0
    assert len(inside("reports", campaign).lines()) == 1


def test_a_reader_keeps_its_generation_while_builds_publish_others(
    tmp_path: Path, example: Path, inside: Inside
) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    with Campaign.open(campaign).generation() as pinned:
        before = pinned.duck.execute("SELECT count(*) FROM reports").fetchone()
        for number in range(3):
            (tmp_path / "late.txt").write_text(GOOD.replace("12", str(20 + number)))
            assert inside("build", tmp_path / "late.txt", "-o", campaign).status == 0
        assert pinned.duck.execute("SELECT count(*) FROM reports").fetchone() == before
        moved = campaign.rename(tmp_path / "moved")
        assert pinned.duck.execute("SELECT count(*) FROM claims").fetchone()
    assert inside("verify", moved).status == 0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports enough for an interrupt to come in the midst of reading their claims."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    with path.open("w") as file:
        for number in range(200):
            day = f"2015-{number % 12 + 1:02}-{number % 27 + 1:02}"
            town = TOWNS[number % len(TOWNS)]
            said = " ".join(f"Residents said that shells hit house {house} in {town}." for house in range(8))
            text = f"A car bomb killed {number + 2} people in {town} on {day}, police said. {said}"
            file.write(json.dumps({"text": text, "date": day}) + "\n")
    return path


@pytest.fixture(scope="module")
def whole(many: Path) -> Path:
    """The campaign of an uninterrupted build."""
    campaign = many.with_name("campaign")
    assert recount("build", many, "-o", campaign).status == 0
    return campaign


def await_bytes(folder: Path, call: subprocess.Popen[bytes]) -> None:
    """Until a file in the folder has its first bytes."""
    until = time.monotonic() + 120
    while not any(path.is_file() and path.stat().st_size for path in folder.glob("*")):
        assert call.poll() is None, call.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.002)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill -9"])
@pytest.mark.parametrize("begun", ["truth/texts", "generations/.*"], ids=["texts kept", "tables begun"])
def test_an_interrupt_halfway_loses_nothing_and_a_rerun_completes(
    tmp_path: Path, many: Path, whole: Path, inside: Inside, sent: signal.Signals, begun: str
) -> None:
    campaign = tmp_path / "c"
    call = subprocess.Popen(command("build", many, "-o", campaign), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if begun.endswith(".*"):
        await_bytes(campaign / "truth" / "claims", call)
        await_folder(campaign / "generations", call)
    else:
        await_bytes(campaign / begun, call)
    call.send_signal(sent)
    _, error = call.communicate(timeout=120)
    assert not (campaign / "current").exists()
    assert call.returncode == (130 if sent == signal.SIGINT else -signal.SIGKILL)
    if sent == signal.SIGINT:
        assert b"goes on from there" in error
        assert b"Traceback" not in error
    assert len(Campaign.open(campaign).ledger("texts")) > 0
    assert inside("build", many, "-o", campaign).status == 0
    assert inside("claims", campaign).out == inside("claims", whole).out
    assert inside("verify", campaign).status == 0
    states = [kept["state"] for kept in Campaign.open(campaign).runs()]
    assert states == ["interrupted", "complete"]


def await_folder(folder: Path, call: subprocess.Popen[bytes]) -> None:
    """Until the folder holds something."""
    until = time.monotonic() + 120
    while not (folder.is_dir() and any(folder.iterdir())):
        assert call.poll() is None, call.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.002)


def test_a_full_disk_gets_a_sentence_and_room_completes_it(
    tmp_path: Path, many: Path, whole: Path, inside: Inside
) -> None:
    campaign = tmp_path / "c"

    def nearly_full() -> None:
        # The system refuses every file beyond this size, as a full disk would: an error on write.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    full = recount("build", many, "-o", campaign, preexec_fn=nearly_full)
    assert full.status == 1
    assert "Traceback" not in full.err
    assert len(full.err.strip().splitlines()) == 1
    assert inside("build", many, "-o", campaign).status == 0
    assert inside("claims", campaign).out == inside("claims", whole).out


class Nobody:
    """Calls as a user who may not write: as oneself, or, for root, as nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        setpriv = shutil.which("setpriv")
        as_nobody = [setpriv or "", "--reuid=65534", "--regid=65534", "--clear-groups"]
        self.prefix = as_nobody if os.geteuid() == 0 else []
        if os.geteuid() == 0 and (setpriv is None or self("--version").status != 0):
            pytest.skip("root may write anywhere, and no other user can run this Python: read-only was not checked")

    def __call__(self, *arguments: str | Path) -> Call:
        done = subprocess.run(
            [*self.prefix, *command(*arguments)], capture_output=True, text=True, timeout=300, check=False,
            cwd=self.folder, env={**os.environ, "HOME": str(self.folder), "NO_COLOR": "1", "COLUMNS": "200"},
        )  # fmt: skip
        return Call(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def nobody() -> Iterator[Nobody]:
    """In a folder that others may enter; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="recount-"))
    folder.chmod(0o755)
    try:
        yield Nobody(folder)
    finally:
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)


def test_a_read_only_folder_is_read_and_refuses_writing_with_a_sentence(example: Path, nobody: Nobody) -> None:
    campaign, reports = nobody.folder / "c", nobody.folder / "in"
    shutil.copytree(example, campaign)
    reports.mkdir()
    (reports / "closed.txt").write_text(GOOD)
    (reports / "open.txt").write_text(GOOD)
    (reports / "shut").mkdir()
    for path in [campaign, *campaign.rglob("*"), reports / "open.txt", reports]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    (reports / "closed.txt").chmod(0)
    (reports / "shut").chmod(0)
    assert nobody("claims", campaign).out == recount("claims", example).out
    assert nobody("verify", campaign).status == 0
    nobody.folder.chmod(0o555)
    for target in (campaign, nobody.folder / "new"):
        refused = nobody("build", reports, "-o", target)
        assert refused.status == 1
        assert "you may not write there" in refused.err
        assert "Traceback" not in refused.err
    read = nobody("read", reports)
    assert (read.status, len(read.lines())) == (0, 1)
    assert read.err.count("permission denied") == 2


def test_a_damaged_line_is_named_and_the_rest_is_read(tmp_path: Path, example: Path, inside: Inside) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    segment = next(path for path in sorted((campaign / "truth" / "texts").iterdir()) if path.is_file())
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    call = inside("verify", campaign)
    assert call.status == 1
    assert call.out.strip()
    assert inside("claims", campaign).status == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("campaign.json", b"not json"),
        ("campaign.json", b'{"format": 99, "pack": "inherent-resolve", "created": "2024-01-01T00:00:00Z"}'),
        ("current", b"999999"),
        ("generations/000001/campaign.duckdb", b"not a database"),
        ("generations/000001/manifest.json", b"{"),
    ],
)
def test_a_campaign_that_is_no_longer_whole_gets_a_sentence(
    tmp_path: Path, example: Path, inside: Inside, name: str, data: bytes
) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    (campaign / name).write_bytes(data)
    call = inside("claims", campaign)
    assert (call.status, call.out) == (1, "")
    assert call.err.startswith("recount: ")
    assert len(call.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["campaign.duckdb", "search.sqlite"])
def test_damaged_tables_are_told_and_made_anew_from_the_truth(
    tmp_path: Path, example: Path, inside: Inside, name: str
) -> None:
    campaign = tmp_path / "c"
    shutil.copytree(example, campaign)
    tables = campaign / "generations" / "000001"
    (tables / name).write_bytes(b"not a database, and long enough to be looked at" * 200)
    ask = ("claims", campaign) if name == "campaign.duckdb" else ("search", campaign, "rockets")
    call = inside(*ask)
    assert call.status == 1
    assert "remove this folder and build again" in call.err
    shutil.rmtree(tables)
    (tmp_path / "none").mkdir()
    assert inside("build", tmp_path / "none", "-o", campaign).status == 0
    assert inside(*ask).out == recount(*ask[:1], example, *ask[2:]).out


def test_a_clock_that_goes_backwards_loses_nothing(tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    from recount.pipeline import build
    from recount.rim import Rim

    now = datetime(2024, 5, 1, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now -= timedelta(hours=1)
        return now

    (tmp_path / "good.txt").write_text(GOOD)
    first = build([str(tmp_path / "good.txt")], tmp_path / "c", pack="inherent-resolve", rim=Rim(clock, "t"))
    (tmp_path / "late.txt").write_text(GOOD.replace("12", "13"))
    second = build([str(tmp_path / "late.txt")], tmp_path / "c", pack="inherent-resolve", rim=Rim(clock, "t"))
    assert (first.reports, second.reports) == (1, 2)
    assert len(Campaign.open(tmp_path / "c").runs()) == 2
