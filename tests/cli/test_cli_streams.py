"""The standard streams when they are closed, full, piped away, slow, or unable to carry Arabic."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recount.cli.main import run
from recount.cli.talk import shown

TEXT = "A car bomb killed 12 people in Qamishli on 3 March 2015, police said."
RECOUNT = [sys.executable, "-m", "recount"]


def done(*arguments: str | Path, **extra: Any) -> subprocess.CompletedProcess[bytes]:
    extra = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **extra}
    return subprocess.run(
        [*RECOUNT, *map(str, arguments)], stderr=subprocess.PIPE, timeout=120, check=False, **extra
    )  # fmt: skip


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arabic") / "خبر.txt"
    path.write_text("قالت الوزارة إن القصف توقف في المدينة. 🚀\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("terminal", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_arabic_leaves_whole_whatever_the_terminal(arabic: Path, terminal: dict[str, str]) -> None:
    call = done("read", arabic, arabic.parent / "nothing", env={**os.environ, **terminal})
    assert call.returncode == 2
    call = done("read", arabic, env={**os.environ, **terminal, "COLUMNS": "20", "NO_COLOR": "1"})
    assert (call.returncode, call.stderr) == (0, b"")
    assert "القصف" in json.loads(call.stdout)["text"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full: a full device was not tried")
def test_a_full_device_gets_one_sentence(arabic: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        call = done("read", arabic, stdout=full)
    assert call.returncode == 1
    assert call.stderr.decode().strip().splitlines() == [
        "recount: the system refused: No space left on device. Free some space on the disk, or write elsewhere."
    ]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(json.dumps({"text": f"{TEXT} Case {number}. " + "x" * 2000}) + "\n" for number in range(200))
    )
    with subprocess.Popen([*RECOUNT, "read", str(rows)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as call:
        assert call.stdout is not None
        assert call.stderr is not None
        assert json.loads(call.stdout.readline())
        call.stdout.close()
        assert call.stderr.read() == b""
        assert call.wait(timeout=60) == 0


def test_lines_are_answered_while_the_pipe_stays_open() -> None:
    with subprocess.Popen([*RECOUNT, "extract", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as call:
        assert call.stdin is not None
        assert call.stdout is not None
        for number in range(3):
            call.stdin.write(json.dumps({"id": f"n{number}", "text": TEXT}).encode() + b"\n")
            call.stdin.flush()
            assert json.loads(call.stdout.readline())["report"] == f"n{number}"  # hangs where lines wait for each other
        call.stdin.close()
        assert call.wait(timeout=60) == 0


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "--jsonl"], ["mentions", "--jsonl"], ["build", "-", "-o", "c"]], ids=" ".join
)
def test_closed_standard_input_is_bad_usage(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    assert run(arguments) == 2
    assert "standard input" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_closed_standard_output_carries_nothing_and_ends_well(arabic: Path) -> None:
    call = done("read", arabic, preexec_fn=lambda: os.close(1))
    assert (call.returncode, call.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"", "empty"), (bytes(range(256)) * 20, "binary data"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG picture")],
)
def test_standard_input_that_holds_no_report_is_skipped_aloud(data: bytes, word: str) -> None:
    call = done("extract", stdin=None, input=data)
    assert (call.returncode, call.stdout) == (0, b"")
    assert word in call.stderr.decode()


ODD_LINES: list[tuple[bytes, bool]] = [
    (b'\xef\xbb\xbf{"id": "bom", "text": "%s"}', True),
    (b'{"id": "twice", "text": "x", "text": "%s"}', True),
    (b'{"id": "half\\ud800", "text": "%s \\ud800"}', True),
    (b'{"id": "null", "text": "\\u0000%s"}', True),
    (b'{"id": 7, "text": "%s", "other": 1e999}', True),
    (b'{"id": "deep", "text": "%s", "x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", False),
    (b'{"id": 1' + b"0" * 5000 + b', "text": "%s"}', False),
    (b'{"id": {"a": 1}, "text": "%s"}', False),
    (b'{"id": true, "text": "%s"}', False),
    (b'{"id": "day", "text": "%s", "published": "0000-00-00"}', False),
    (b'["%s"]', False),
    (b"null", False),
    (b"\x00\x01\x02", False),
]


def test_odd_lines_are_read_or_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(b"\n".join(line.replace(b"%s", TEXT.encode()) for line, _ in ODD_LINES))
    assert run(["extract", "--jsonl", str(path)]) == 0
    out, err = capsys.readouterr()
    told = {json.loads(line)["report"] for line in out.splitlines()}
    assert told == {"bom", "twice", "half\ud800", "null", "7"}
    assert f"Skipped {sum(not good for _, good in ODD_LINES)} items" in err
    assert "sys." not in err


@pytest.mark.parametrize(
    ("words", "seen"),
    [("plain [bold] :smile:", "plain [bold] :smile:"), ("a\x1b[2Jb\nc", "a\\x1b[2Jb\\nc"), ("\u202eabc", "\\u202eabc"),
     ("bad\udcff", "bad\\udcff"), ("قصف", "قصف")],
)  # fmt: skip
def test_signs_that_steer_a_terminal_are_shown_and_not_obeyed(words: str, seen: str) -> None:
    assert shown(words) == seen


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["extract", "nofile"], 2, "no such file or folder: 'nofile'"),
        (["extract", "--jsonl", "nofile"], 2, "no such file: 'nofile'"),
        (["extract", "--jsonl", "."], 2, "is a folder"),
        (["read", "a.txt", "--manifest", "nofile.csv"], 2, "cannot be read"),
        (["read", "a.txt", "--manifest", "."], 2, "cannot be read"),
        (["read", "a.txt", "--manifest", "a.txt"], 2, "expected path or sha256"),
        (["read", "a.txt", "--published", "someday"], 2, "2016-06-20"),
        (["claims", "nowhere"], 1, "There is no campaign at nowhere"),
        (["claims", "a.txt"], 1, "is a file"),
        (["claims", "."], 1, "is not a campaign"),
        (["build", "a.txt", "-o", "a.txt"], 1, "is a file"),
        (["build", "a.txt", "-o", "."], 1, "holds other things"),
        (["build", "a.txt", "-o", "a.txt/c"], 1, "a file where a folder was expected"),
        (["build", "a.txt", "-o", "c" * 300], 1, "too long"),
        (["build", "nothing", "-o", "c"], 2, "nothing"),
        (["build", "a.txt", "-o", "c", "--pack", "atlantis"], 1, "atlantis"),
        (["report", "nowhere", "--quarter", "2016Q2"], 1, "no campaign"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_every_failure_is_one_sentence(
    arguments: list[str], status: int, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    assert run(arguments) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]
