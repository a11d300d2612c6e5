"""Fifty readers, a build and a reviewer at one desk: errors, lost decisions, and how long pages take."""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from recount.store import Campaign

READERS = 50
SECONDS = 40.0
PAUSE = 2.0
"""Seconds that a reader looks at a page, on average, before asking for the next."""
DECISIONS = 20
PATIENCE = 300.0


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Serve a campaign of the reports in `data`, build more into it, decide, and read all the while."""
    with tempfile.TemporaryDirectory() as folder:
        campaign = Path(folder) / "campaign"
        more = Path(folder) / "more"
        more.mkdir()
        for n in range(200):
            (more / f"{n}.txt").write_text(f"A car bomb killed {n + 2} people in Mosul on 3 June 2016, police said.\n")
        subprocess.run([sys.executable, "-m", "recount", "build", str(data), "-o", str(campaign)], check=True)
        desk = subprocess.Popen(
            [sys.executable, "-m", "recount", "serve", str(campaign), "--port", "0", "--folder", str(more)],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            yield from _measured(campaign, _port(desk))
        finally:
            desk.terminate()
            desk.wait(timeout=60)


def _measured(campaign: Path, port: int) -> Iterator[tuple[str, float]]:
    paths, claims = _paths(campaign)
    until = time.monotonic() + SECONDS
    taken: list[float] = []
    errors: list[str] = []
    readers = [threading.Thread(target=_read, args=(port, paths, until, taken, errors, n)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    person = _Person(port)
    person.send("/inbox/folder", folder="0")
    for n, claim in enumerate(claims[:DECISIONS]):
        person.send("/review/doubt", id=f"bench{n}", subject=claim, verdict="wrong", why="a bench")
    for reader in readers:
        reader.join()
    held = _accounted(campaign)
    taken.sort()
    yield "readers", READERS
    yield "pages", len(taken)
    yield "errors", len(errors)
    yield "median_seconds", taken[len(taken) // 2]
    yield "p95_seconds", taken[int(len(taken) * 0.95)]
    yield "decisions", min(DECISIONS, len(claims))
    yield "decisions_lost", min(DECISIONS, len(claims)) - held
    for error in errors[:5]:
        print(f"# {error}", file=sys.stderr)


def _port(desk: subprocess.Popen[str]) -> int:
    assert desk.stderr is not None
    for line in desk.stderr:
        if found := re.search(r":(\d+)/", line):
            return int(found[1])
    raise RuntimeError("the desk ended before it said where it is")


def _paths(campaign: Path) -> tuple[list[str], list[str]]:
    """Pages as people ask for them, and claims to decide on."""
    with Campaign.open(campaign).generation() as generation:
        ask = generation.duck.execute
        reports = [str(row[0]) for row in ask("SELECT id FROM reports ORDER BY id").fetchall()]
        events = [str(row[0]) for row in ask("SELECT id FROM events ORDER BY id").fetchall()]
        claims = [str(row[0]) for row in ask("SELECT claim FROM event_claims ORDER BY claim").fetchall()]
    paths = ["/", "/sources", "/actors", "/review/doubt", "/review/weight", "/log", "/compare"]
    paths += [f"/sources/{id_}" for id_ in reports] + [f"/events/{id_}" for id_ in events]
    return paths + [f"/claims/{id_}" for id_ in claims], claims


def _read(port: int, paths: list[str], until: float, taken: list[float], errors: list[str], seed: int) -> None:
    draw = random.Random(seed)
    while time.monotonic() < until:
        path = draw.choice(paths)
        began = time.monotonic()
        try:
            status = _get(port, path)[0]
        except OSError as error:
            errors.append(f"{path}: {error}")
            continue
        taken.append(time.monotonic() - began)
        if status >= 500 or (status >= 400 and status != 404):  # an event may have taken another id meanwhile
            errors.append(f"{path}: {status}")
        time.sleep(draw.uniform(0, 2 * PAUSE))


def _get(port: int, path: str, cookie: str = "") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    page = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, page, (answer.getheader("set-cookie") or "").partition(";")[0]


class _Person:
    """Someone who decides, with a session of their own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookie = _get(port, "/help")[2]

    def send(self, path: str, **fields: str) -> None:
        page = _get(self._port, "/help", self._cookie)[1]
        token = re.search(r'data-token="([^"]+)"', page)
        assert token is not None
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"cookie": self._cookie, "content-type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode({"token": token[1], **fields}), headers)
        status = connection.getresponse().status
        connection.close()
        assert status == 303, (path, status)


def _accounted(campaign: Path) -> int:
    """Decisions that are in the record, or on the disk and on their way there."""
    until = time.monotonic() + PATIENCE
    while True:
        lines = (campaign / "desk" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
        asked = {row["id"] for line in lines if "asked" in (row := json.loads(line))}
        settled = {row["id"]: row["judgement"] for line in lines if "state" in (row := json.loads(line))}
        if asked == settled.keys() or time.monotonic() > until:
            held = {judgement.id for judgement in Campaign.open(campaign).judgements()}
            return len(asked - settled.keys()) + sum(judgement in held for judgement in settled.values())
        time.sleep(1)
