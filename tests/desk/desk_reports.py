"""Reports of our own for the desk: two accounts that disagree, a copy, a text full of signs, a hostile one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from recount.pipeline import build
from recount.rim import Rim

HOSTILE = "<script>alert('ran')</script><svg onload=alert(1)><img src=x onerror=alert(2)>"
BIDI = "\u202egnirts desrever\u202c"
LONG = "W" * 600

REPORTS = (
    {
        "title": "Market in Raqqa struck", "source": "The Paper", "date": "2017-06-20",
        "text": "A coalition airstrike killed 12 civilians at a market in Raqqa on 19 June 2017, residents said.",
    },
    {
        "title": "Strike on Raqqa market", "source": "Another Agency", "date": "2017-06-21",
        "text": "A coalition airstrike killed at least 30 civilians at a market in Raqqa on 19 June 2017, a monitoring "
        "group said. The coalition denied that it had struck the market in Raqqa on 19 June 2017.",
    },
    {
        "title": "Market in Raqqa struck", "source": "The Copyist", "date": "2017-06-20",
        "text": "A coalition airstrike killed 12 civilians at a market in Raqqa on 19 June 2017, residents said.",
    },
    {
        "title": "Signs of every width 😀", "source": "Signs", "date": "2017-07-02",
        "text": "😀😀 e\u0301 قالت المصادر. ISIS fighters killed 4 soldiers in Mosul on 1 July 2017 😀, police said. "
        "The shops of the quarter stayed closed for the rest of that week, and nobody was seen in its streets.",
    },
    {
        "title": f"{HOSTILE}", "source": f"\"><b onclick=alert(3)>{BIDI}", "date": "2017-08-02",
        "text": f"{HOSTILE} ISIS fighters killed 7 soldiers in Mosul on 1 August 2017, {HOSTILE} said {BIDI} {LONG}.",
    },
    {
        "title": "Vow", "source": "The Paper", "date": "2017-09-02",
        "text": "Kataib Hezbollah vowed to attack American troops in Iraq if they stay. Nothing else was said "
        "on that day by anyone.",
    },
)  # fmt: skip


RIM = Rim(lambda: datetime(2026, 1, 1, tzinfo=UTC), "tests")


def desk_campaign(folder: Path) -> Path:
    """The campaign of these reports, built as `recount build` builds it."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(json.dumps(row) for row in REPORTS), encoding="utf-8")
    build([str(reports)], folder / "campaign", pack="inherent-resolve", rim=RIM)
    return folder / "campaign"
