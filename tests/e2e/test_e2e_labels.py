"""Label columns of a corpus cannot alter a claim."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.e2e.calls import recount

ROWS = [
    {
        "headline": "Shells hit market",
        "text": "Mortar shells hit a market in Douma on Monday, killing four people and wounding nine, a monitor said.",
        "source": "Example Post",
        "date_iso": "2015-03-04",
        "location": "douma",
        "actor": "unknown",
        "nb_civilians": 4,
        "label": 0,
    },
    {
        "headline": "Car bomb in Qamishli",
        "text": "A car bomb killed 12 people in Qamishli on Tuesday. Islamic State claimed responsibility.",
        "source": "Example Post",
        "date_iso": "2015-03-05",
        "location": "hasakeh",
        "actor": "isis",
        "nb_civilians": 12,
        "label": 1,
    },
]
READ = {"headline", "text", "source", "date_iso"}


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def campaign_of(folder: Path, rows: list[dict[str, object]]) -> str:
    folder.mkdir()
    assert recount("build", written(folder / "rows.jsonl", rows), "-o", folder / "c").status == 0
    return recount("claims", folder / "c").out


def test_labels_changed_shuffled_or_dropped_give_the_same_claims(tmp_path: Path) -> None:
    dice = random.Random(7)
    changed = [
        {key: value if key in READ else f"{dice.random()} Mosul airstrike killed 99" for key, value in row.items()}
        for row in ROWS
    ]
    shuffled = [dict(sorted(row.items(), reverse=True)) for row in ROWS]
    dropped = [{key: value for key, value in row.items() if key in READ} for row in ROWS]
    first = campaign_of(tmp_path / "first", ROWS)
    assert first.count('"kind":"event"') >= 2
    for name, rows in {"changed": changed, "shuffled": shuffled, "dropped": dropped}.items():
        assert campaign_of(tmp_path / name, rows) == first, name
