"""Copies: are texts with light edits linked to the text they were made from, and to no other?

Each text is edited at four levels: of every hundred words 10, 20, 30 or 40 are replaced by a word of another text,
dropped, or moved past their neighbour, a third each, with a fixed seed. Recall is the share of edited texts linked to
their own original (or to a text with exactly its words). Precision is the share of links of edited texts that go to
their original or to a text that the originals' own copies tie to it (wire stories stand in the data several times;
those ties are found, not labelled).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from evals.line import Line
from recount.collect import collect
from recount.read import copies_among, read
from recount.records import Capture, Copy, Report
from recount.records.ids import report_id, sha256_of

DEFAULT = "fakes_syria/train.jsonl"
LEVELS = (10, 20, 30, 40)
SEED = 20140610
_NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def run(data: Path) -> Iterator[Line]:
    """Recall and precision per level of editing, then the links among the originals themselves."""
    originals = _reports(data)
    words = [word for report in originals.values() for word in report.text.split()]
    ties = copies_among(originals.values())
    families = _families(originals, ties)
    twins = {tie.report: tie.of for tie in ties if tie.how == "exact"}
    for level in LEVELS:
        made = {r.id: of for of, report in originals.items() for r in [_edited(report, level, words)]}
        edited = [_edited(report, level, words) for report in originals.values()]
        links = copies_among([*originals.values(), *edited])
        yield from _scored(level, links, made, families, twins)
    yield Line("copies", "links_among_originals", float(len(ties)), len(originals))


def _scored(
    level: int, links: Sequence[Copy], made: dict[str, str], families: dict[str, str], twins: dict[str, str]
) -> Iterator[Line]:
    right = total = 0
    found = set()
    for link in links:
        for one, other in ((link.report, link.of), (link.of, link.report)):
            if one in made and other not in made:
                total += 1
                right += families[made[one]] == families[other]
                if twins.get(other, other) == twins.get(made[one], made[one]):
                    found.add(one)
    yield Line("copies", f"recall_{level}", len(found) / len(made) if made else 0.0, len(made))
    yield Line("copies", f"precision_{level}", right / total if total else 0.0, total)


def _reports(data: Path) -> dict[str, Report]:
    items = collect([str(data)], stdin=None, clock=lambda: _NOON, collector="evals")
    reports = (read(item, today=date(2024, 1, 1)) for item in items if isinstance(item, Capture))
    return {report.id: report for report in reports if isinstance(report, Report) and len(report.text.split()) >= 40}


def _edited(report: Report, level: int, vocabulary: Sequence[str]) -> Report:
    """The whole text edited, as one claimable segment. The generator is seeded by text and level."""
    chance = random.Random(f"{SEED}:{level}:{report.id}")
    share = level / 300
    words: list[str] = []
    moved = 0
    for word in report.text.split():
        drawn = chance.random()
        if drawn < share:
            words.append(chance.choice(vocabulary))
        elif drawn >= 2 * share:
            words.append(word)
            moved += drawn < 3 * share
    for _ in range(moved // 2):
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    text = " ".join(words)
    digest = sha256_of(f"{level} {text}".encode("utf-8", "replace"))
    return Report(report_id(digest), digest, "txt", text, digest[:16], (), published=report.published)


def _families(originals: dict[str, Report], ties: Sequence[Copy]) -> dict[str, str]:
    """Each original's family: the smallest id that links lead to."""
    near: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        near[tie.report].add(tie.of)
        near[tie.of].add(tie.report)
    family: dict[str, str] = {}
    for start in sorted(originals):
        waiting = [start]
        while waiting:
            key = waiting.pop()
            if key not in family:
                family[key] = start
                waiting.extend(near[key])
    return family
