"""The Explore screen over 400,000 events: what the server takes for a pan, a brush and a facet.

UCDP's events are imported as anybody would, and their rows repeated in the published tables with days and places moved,
until there are enough; the tables are then completed as a build completes them. Each question is asked of the running
application over its own interface, without a network, and none is asked twice alike. Beside the time that passes
stands the time of the processor, which hardly changes with what else the machine does. The peer is DuckDB answering one
bare count of the same filter, for scale.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import duckdb
from starlette.testclient import TestClient

from recount.desk import Desk, application
from recount.desk.people import Person
from recount.store import Campaign
from recount.store.columns_kept import keep_columns
from recount.store.disk import Disk
from recount.store.generations import CURRENT
from recount.store.pinned import DUCKDB, MANIFEST

EVENTS = 400_000
ASKED = 40
TABLE = "ucdp/ged_syria_2016_2019.csv"
_MOVED = """
INSERT INTO events BY NAME SELECT * EXCLUDE (n) REPLACE (
    id || '-' || n AS id, start + (n * 97)::INTEGER AS start, stop + (n * 97)::INTEGER AS stop,
    lat + (hash(id || n) % 1000) / 2000.0 - 0.25 AS lat, lon + (hash(n || id) % 1000) / 2000.0 - 0.25 AS lon
) FROM events, range(1, {times}) AS t(n);
INSERT INTO event_parties BY NAME
    SELECT * EXCLUDE (n) REPLACE (event || '-' || n AS event) FROM event_parties, range(1, {times}) AS t(n);
INSERT INTO event_figures BY NAME
    SELECT * EXCLUDE (n) REPLACE (event || '-' || n AS event) FROM event_figures, range(1, {times}) AS t(n);
"""


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Events; seconds to start, for the first page, and for the first after a build under the running desk;
    milliseconds at the median and the 95th percentile for each kind of question, and those of the processor at the
    median."""
    table = data if data.suffix == ".csv" else data.parent.parent / TABLE
    if not table.exists():
        print(f"# no {table.name} beside {data.name}: name a table of events with --data", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        campaign = Path(folder) / "campaign"
        command = [sys.executable, "-m", "recount", "import", "ged", str(table), "-o", str(campaign)]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            print(f"# {table.name} was not imported", file=sys.stderr)
            return
        number = _repeated(campaign)
        yield "events", number
        desk = Desk(Campaign.open(campaign), Person("bench", "owner"))
        start = time.perf_counter()
        with TestClient(application(desk), base_url="http://127.0.0.1") as client:
            yield "start_seconds", time.perf_counter() - start
            start = time.perf_counter()
            client.get("/explore")
            yield "first_seconds", time.perf_counter() - start
            _built_anew(campaign)
            start = time.perf_counter()
            client.get("/explore")
            yield "after_build_seconds", time.perf_counter() - start
            for name, question in _QUESTIONS.items():
                took = [_asked(client, question, seed) for seed in range(ASKED)]
                passed = sorted(seconds for seconds, _ in took)
                yield f"{name}_ms_median", 1000 * median(passed)
                yield f"{name}_ms_95th", 1000 * passed[int(0.95 * ASKED)]
                yield f"{name}_cpu_ms_median", 1000 * median(busy for _, busy in took)
            with desk.readings.now() as generation:
                yield "duckdb_count_ms_median", 1000 * median(_bare(generation.duck, seed) for seed in range(ASKED))


def _repeated(campaign: Path) -> int:
    (path,) = campaign.glob(f"generations/*/{DUCKDB}")
    with duckdb.connect(str(path)) as duck:
        row = duck.execute("SELECT count(*) FROM events").fetchone()
        times = max(1, -(-EVENTS // (row[0] if row else 1)))
        for statement in _MOVED.format(times=times).strip().split(";\n"):
            duck.execute(statement)
        row = duck.execute("SELECT count(*) FROM events").fetchone()
    keep_columns(path.parent, disk=Disk())
    return int(row[0]) if row else 0


def _built_anew(campaign: Path) -> None:
    """Publish the same tables again as the next generation."""
    (standing,) = campaign.glob(f"generations/*/{DUCKDB}")
    number = int(standing.parent.name) + 1
    after = standing.parent.with_name(f"{number:06d}")
    shutil.copytree(standing.parent, after)
    manifest = json.loads((after / MANIFEST).read_bytes())
    (after / MANIFEST).write_text(json.dumps({**manifest, "number": number}))
    (campaign / CURRENT).write_text(f"{number:06d}\n")


def _pan(chance: random.Random) -> dict[str, str]:
    west, south = chance.uniform(35, 41), chance.uniform(32, 35)
    return {"view": f"{west:.3f},{south:.3f},{west + 3:.3f},{south + 2:.3f}"}


def _brush(chance: random.Random) -> dict[str, str]:
    year, month = chance.randint(2016, 2021), chance.randint(1, 9)
    return {"since": f"{year}-0{month}-01", "until": f"{year + 1}-0{month}-15"}


def _facet(chance: random.Random) -> dict[str, str]:
    return {**_brush(chance), "known": chance.choice(["point", "area"]), "not.origins": "several"}


_QUESTIONS: dict[str, Callable[[random.Random], dict[str, str]]] = {"pan": _pan, "brush": _brush, "facet": _facet}


def _asked(client: TestClient, question: Callable[[random.Random], dict[str, str]], seed: int) -> tuple[float, float]:
    """Seconds that one question took, and those for which the processor was at it."""
    query = question(random.Random(seed))
    start, busy = time.perf_counter(), time.process_time()
    answer = client.get("/explore", params=query, headers={"desk-part": "1"})
    took = time.perf_counter() - start, time.process_time() - busy
    if answer.status_code != 200:
        raise RuntimeError(f"the desk answered {answer.status_code} to {query}")
    return took


def _bare(duck: duckdb.DuckDBPyConnection, seed: int) -> float:
    query = _brush(random.Random(seed))
    start = time.perf_counter()
    duck.execute(
        "SELECT count(*) FROM events WHERE start < ?::DATE AND stop > ?::DATE", [query["until"], query["since"]]
    )
    duck.fetchall()
    return time.perf_counter() - start
