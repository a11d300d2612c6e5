"""Bringing accounts together: 100,000 synthetic claims, beside Splink on the same pairs in the same run.

`python -m bench reconcile --series N` makes N thousand claims; 100 where it is left out. A fifth of them is also a
campaign to which 100 reports are added: set against reconciling those 100 by themselves, and the campaign from nothing.
Seconds are of the processor, so that other work on the machine does not count.

Claims are made of happenings that are known: each has one to four accounts in reports of their own, with the day, the
place, the parties or the toll left out or told otherwise now and then. Both sides score the pairs that our blocking
brings together and group what scores high; quality is the share of pairs of one happening that end in one group, and
of grouped pairs that are of one happening. `recount_s` is the whole run, from claims to graded events; what Splink does
(compare, weigh, group) stands beside `recount_matching_s`, which finds the pairs too. Splink is no dependency: it runs
under the interpreter that SPLINK_PYTHON names, and is left out aloud where there is none.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recount.reconcile import Standing, reconcile
from recount.reconcile.facts import Facts
from recount.records import Claim, Evidence, Mention, Place, Published, Quantity, Report, Segment, Time
from recount.records.ids import claim_id, report_id, sha256_of, text_version
from recount.words.pack import Pack, load_pack

SEED = 20160620
FIRST = date(2014, 8, 8)
DAYS = 2000
KINDS = (("ASSAULT", "aerial"), ("ASSAULT", "explosives"), ("ASSAULT", "heavy-weapons"), ("COERCE", "arrest"))
WORDS = (
    "market", "bridge", "convoy", "depot", "bakery", "checkpoint", "barracks", "refinery", "village", "school",
    "warehouse", "tunnel", "column", "outpost", "crossing", "station", "factory", "orchard", "quarter",
    "road", "hangar", "farm",
)  # fmt: skip

Made = tuple[list[Claim], list[Report], dict[str, int]]
"""Claims, their reports, and the happening that each claim is of."""


def run(data: Path, series: int) -> Iterator[tuple[str, float]]:  # noqa: ARG001 - all data are made
    """Seconds, memory and quality of each, over `series` thousand claims, each side in a process of its own."""
    yield from _added(max(series * 200, 200), load_pack("inherent-resolve"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = _alone("whole", series * 1000, folder)
        matching = _alone("matching", series * 1000, folder)
        truth = json.loads((folder / "truth.json").read_text())
        yield "claims", float(len(truth))
        yield "events", float(len(set(whole["clusters"].values())))
        yield "pairs", float(sum(1 for _ in (folder / "pairs.csv").open()) - 1)
        yield "claims_alone_mb", whole["claims_mb"]
        yield "recount_s", whole["seconds"]
        yield "recount_peak_mb", whole["peak_mb"]
        yield from _quality("recount", whole["clusters"], truth)
        yield "recount_matching_s", matching["seconds"]
        yield "recount_matching_peak_mb", matching["peak_mb"]
        python = os.environ.get("SPLINK_PYTHON")
        if not python:
            print("# SPLINK_PYTHON names no interpreter with splink: it was not run", file=sys.stderr)
            return
        splink = _said([python, str(Path(__file__).with_name("splink_peer.py")), name])
        yield "splink_s", splink["seconds"]
        yield "splink_peak_mb", splink["peak_mb"]
        yield from _quality("splink", splink["clusters"], truth)
        yield "recount_over_splink", whole["seconds"] / splink["seconds"]
        yield "recount_matching_over_splink", matching["seconds"] / splink["seconds"]


def _alone(side: str, claims: int, folder: Path) -> dict[str, Any]:
    return _said([sys.executable, "-m", "bench.reconcile_alone", side, str(claims), str(folder)])


def _said(command: list[str]) -> dict[str, Any]:
    """The line of JSON with which a process ends."""
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise SystemExit(f"{' '.join(command[:4])} did not run: {answer.stderr.strip().splitlines()[-1:]}")
    said: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return said


def _added(claims: int, pack: Pack) -> Iterator[tuple[str, float]]:
    """What 100 more reports cost a campaign of so many claims, one taken away again, and a run with nothing new."""
    held, reports, _ = made(claims + 100, pack, seed=SEED + 1)
    reconcile(held[:100], reports[:100], [], [], pack)  # what is only loaded once is not counted
    alone = seconds(lambda: reconcile(held[claims:], reports[claims:], [], [], pack))
    standing = Standing(pack)
    first = seconds(lambda: standing.reconciled(held[:claims], reports[:claims], [], []))
    added = seconds(lambda: standing.reconciled(held, reports, [], []))
    gone = seconds(lambda: standing.reconciled(held[:-1], reports[:-1], [], []))
    idle = seconds(lambda: standing.reconciled(held[:-1], reports[:-1], [], []))
    yield "campaign_claims", float(claims)
    yield "campaign_s", first
    yield "hundred_alone_s", alone
    yield "hundred_added_s", added
    yield "one_removed_s", gone
    yield "nothing_new_s", idle
    yield "added_over_alone", added / alone
    yield "added_but_the_look_over_alone", (added - idle) / alone
    yield "added_over_campaign", added / first


def seconds(work: Callable[[], object]) -> float:
    """What some work takes of the processor."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def made(claims: int, pack: Pack, *, seed: int, accounts: int = 4) -> Made:
    """So many claims of happenings that are known."""
    chance = random.Random(seed)
    towns = [p for p in pack.places if p.precision == "settlement" and p.province]
    actors = [a.id for a in pack.actors.values() if a.sector in ("MIL", "REB", "ISM")][:40] or list(pack.actors)[:40]
    held: list[Claim] = []
    reports: list[Report] = []
    truth: dict[str, int] = {}
    happening = 0
    while len(held) < claims:
        town, kind = chance.choice(towns), chance.choice(KINDS)
        day = FIRST + timedelta(chance.randrange(DAYS))
        actor, toll = chance.choice(actors), chance.choice((None, 2, 5, 8, 14, 31, 60))
        words = chance.sample(WORDS, 3)
        for _ in range(min(chance.randint(1, accounts), claims - len(held))):
            said = chance.sample(WORDS, 2) if chance.random() < 0.3 else words
            text = f"Account {len(reports)} of {seed}: at {town.name} a {' and '.join(said)} were struck by {actor}."
            report = _report(text, day + timedelta(chance.randint(0, 2)))
            place = Place(
                town.name, None, town.id, town.lat, town.lon, town.radius_km, "settlement", town.province, town.country
            )  # fmt: skip
            claim = _claim(report, kind, day, chance, place, actor, toll, said[0])
            held.append(claim)
            reports.append(report)
            truth[claim.id] = happening
        happening += 1
    return held, reports, truth


def _report(text: str, published: date) -> Report:
    digest = sha256_of(text.encode())
    return Report(
        report_id(digest), digest, "txt", text, text_version(text), (Segment("body", 0, len(text), True),),
        publisher=f"Paper {int(digest[:6], 16) % 40}", published=Published(published.isoformat(), "stated"),
    )  # fmt: skip


def _claim(
    report: Report, kind: tuple[str, str], day: date, chance: random.Random, place: Place, actor: str,
    toll: int | None, target: str,
) -> Claim:  # fmt: skip
    dated = chance.random() < 0.8
    number = None if toll is None or chance.random() < 0.3 else float(toll + (chance.random() < 0.15))
    return Claim(
        id=claim_id(report.id, report.text_version, "event", kind[0], 0, len(report.text)),
        report=report.id, text_version=report.text_version, kind="event", type=kind[0],
        mode=kind[1] if chance.random() < 0.85 else None,
        evidence=(Evidence(0, len(report.text), report.text),),
        actor=(Mention(actor, None, actor),) if chance.random() < 0.7 else (),
        target=(Mention(target),), place=(place,),
        time=Time(day.isoformat(), (day + timedelta(1)).isoformat(), "day", day.isoformat()) if dated else None,
        quantity=() if number is None else (Quantity("killed", None, number, "exact", number, number),),
    )  # fmt: skip


def _quality(name: str, home: Mapping[str, int], truth: Mapping[str, int]) -> Iterator[tuple[str, float]]:
    """Over pairs: of one happening and in one group."""
    both = Counter((home[c], truth[c]) for c in home)
    right = sum(n * (n - 1) // 2 for n in both.values())
    given = sum(n * (n - 1) // 2 for n in Counter(home.values()).values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    yield f"{name}_pair_precision", right / given if given else 1.0
    yield f"{name}_pair_recall", right / wanted if wanted else 1.0


def row_of(f: Facts) -> dict[str, object]:
    """A claim as Splink is given it."""
    toll = f.figures.get(("killed", "people"), (None, None))[0]
    return {
        "unique_id": f.id, "day": f.days.start if f.days and f.days.firm else None, "mode": f.mode, "type": f.type,
        "place": f.place.id if f.place else None, "actor": min(f.actors, default=None),
        "target": min(f.heads, default=None), "killed": toll, "words": sorted(f.words),
    }  # fmt: skip
