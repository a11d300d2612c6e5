"""What reports cost that come later, as a campaign grows: `python -m bench growth [--data FILE] [--series N]`.

All but the last hundred reports of a corpus (half, of a small one) are read and made many by writing them anew: each
time in other letters and on other days, with the same places, parties and figures, so that no text is another's copy
and each happening has company in place and time. Held so, 10, 20 and 40 times N reports (1,000, 2,000 and 4,000 where
it is left out) are published, and the late ones are built in a process of their own; beside it stands what those cost
alone. Seconds are of the processor, so that most other work on the machine does not count.
"""

from __future__ import annotations

import random
import shutil
import string
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bench.build import parted, timed, worked
from recount.claimed import pack_key, read_under
from recount.read import READER_VERSION
from recount.records import Capture, Claim, Custody, Given, Report
from recount.records.codec import from_dict, to_dict
from recount.records.ids import claim_id, report_id, sha256_of, text_version
from recount.store import Campaign, stage_key
from recount.store.shapes import capture_key
from recount.words.pack import load_pack

APART = 11
"""Days by which each writing lies later than the one before."""
WORDED = frozenset({"quote", "words", "name", "description", "condition"})
DATED = frozenset({"start", "end", "date", "not_before"})


def run(data: Path, series: int) -> Iterator[tuple[str, float]]:
    """Seconds of the processor: the late reports alone, and for each size the campaign published from what is read,
    the late reports added, and the one against the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = sum(1 for _ in data.open("rb")) if data.is_file() else sum(1 for _ in data.iterdir())
        early, late = parted(data, folder, min(100, lines // 2))
        built(early, folder / "base")
        alone = built(late, folder / "alone")
        yield "alone_s", alone
        for size in (10 * series, 20 * series, 40 * series):
            shutil.copytree(folder / "base", folder / "grown")
            enlarge(folder / "grown", size)
            whole = built(early, folder / "grown")
            added = built(late, folder / "grown")
            shutil.rmtree(folder / "grown")
            yield f"held_{size}_published_s", whole
            yield f"held_{size}_added_s", added
            yield f"held_{size}_added_over_alone", added / alone


def built(what: Path, campaign: Path) -> float:
    """Seconds of the processor that a build takes."""
    began = worked()
    timed([sys.executable, "-m", "recount", "build", str(what), "-o", str(campaign)])
    return worked() - began


def enlarge(campaign: Path, size: int) -> None:
    """Write the reports and claims of a campaign anew until it holds so many reports; nothing is published."""
    holdings = Campaign.open(campaign)
    pack = load_pack(holdings.pack)
    told = [(report, holdings.claims_of(report.id)) for report in holdings.reports(rows=False)]
    held = len(told)
    with holdings.writing() as writer:
        for time in count(1):
            for report, kept in told:
                if held >= size:
                    return
                other = Writing(time)
                again, capture = other.report(report)
                key = stage_key(stage="read", version=READER_VERSION, inputs=capture_key(capture))
                writer.add_capture(capture)
                writer.add_report(again, key=key)
                claims = other.claims(kept.claims if kept else (), again)
                sentences = {
                    new.id: (start, other.words(sentence))
                    for old, new in zip(kept.claims if kept else (), claims, strict=True)
                    for start, sentence in [kept.sentences[old.id]]  # type: ignore[union-attr]
                }
                under = read_under(key, pack_key(pack))
                writer.add_claims(again.id, claims, key=f"written {time}", sentences=sentences, under=under)
                held += 1


class Writing:
    """One more writing of what is held: in other letters, days later."""

    def __init__(self, time: int) -> None:
        self._days = timedelta(APART * time)
        low = string.ascii_lowercase
        others = "".join(random.Random(time).sample(low, len(low)))
        self._letters = str.maketrans(low + low.upper(), others + others.upper())

    def words(self, said: str) -> str:
        """As long as before, so that every span holds."""
        return said.translate(self._letters)

    def report(self, report: Report) -> tuple[Report, Capture]:
        """The report, and the bytes that it is read from."""
        text = self.words(report.text)
        data = text.encode("utf-8", "replace")
        digest = sha256_of(data)
        title = None if report.title is None else self.words(report.title)
        moved = from_dict(Report, self._moved(to_dict(replace(report, title=title, text=""))))
        again = replace(moved, id=report_id(digest), sha256=digest, text=text, text_version=text_version(text))
        custody = Custody(f"{digest[:12]}.txt", "2026-01-01T00:00:00Z", "bench", "bench", digest, len(data))
        return again, Capture("txt", data, custody, Given())

    def claims(self, claims: tuple[Claim, ...], report: Report) -> list[Claim]:
        """The same claims of that report."""
        ids = {c.id: self._id(c, report) for c in claims}
        found = []
        for claim in claims:
            moved = from_dict(Claim, self._moved(to_dict(claim)))
            found.append(
                replace(
                    *(moved,), id=ids[claim.id], report=report.id, text_version=report.text_version,
                    cause=tuple(ids.get(c, c) for c in claim.cause), effect=tuple(ids.get(c, c) for c in claim.effect),
                )
            )  # fmt: skip
        return found

    def _id(self, claim: Claim, report: Report) -> str:
        first = claim.evidence[0]
        return claim_id(report.id, report.text_version, claim.kind, claim.type, first.start, first.end)

    def _moved(self, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._moved(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self._moved(item, name) for item in value]
        if isinstance(value, str) and name in WORDED:
            return self.words(value)
        if isinstance(value, str) and name in DATED:
            return (date.fromisoformat(value[:10]) + self._days).isoformat() + value[10:]
        return value
