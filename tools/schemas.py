"""Write the JSON Schemas of everything that leaves Recount: `python -m tools.schemas` (or `--check`)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recount.records import Claim, Event, Judgement, Problem, Report
from recount.records.schema import schema_of
from recount.words.vocabulary import vocabulary

FOLDER = Path(__file__).resolve().parent.parent / "schema"
RECORDS = (Claim, Event, Judgement, Problem, Report)


def schemas() -> dict[str, str]:
    """File name to content, for each record that is an output."""
    allowed = vocabulary().allowed()
    return {
        f"{cls.__name__.lower()}.json": json.dumps(schema_of(cls, allowed), indent=1, ensure_ascii=False) + "\n"
        for cls in RECORDS
    }


def stale() -> list[str]:
    """Names of committed schemas that differ from what the records say now."""
    return [
        name
        for name, content in schemas().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for name in stale():
            print(f"schema/{name} does not match the records; run: python -m tools.schemas")
        return 1 if stale() else 0
    FOLDER.mkdir(exist_ok=True)
    for name, content in schemas().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
