"""What people decided by hand about a pack: aliases, exclusions and corrections, one row each, with who, when, why.

    hand/aliases.tsv      what  id  alias  who  when  why
    hand/exclusions.tsv   what  words  id  who  when  why     (words never read as that; id empty = as anything)
    hand/corrections.tsv  what  id  field  value  who  when  why

`what` is actor or place. Rows are appended; a later row on the same field wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recount.records import PackError

WHAT = ("actor", "place")
COLUMNS = {
    "aliases.tsv": ("what", "id", "alias", "who", "when", "why"),
    "exclusions.tsv": ("what", "words", "id", "who", "when", "why"),
    "corrections.tsv": ("what", "id", "field", "value", "who", "when", "why"),
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Words that must not be read as an actor or a place; `id` None excludes every reading of that sort."""

    what: str
    words: str
    id: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Hand:
    """All that was decided by hand, ready to be laid over the pack's own rows."""

    aliases: Mapping[tuple[str, str], tuple[str, ...]]
    corrections: Mapping[tuple[str, str], Mapping[str, str]]
    exclusions: tuple[Exclusion, ...]

    def corrected(self, what: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The row with its corrections and further aliases."""
        key = (what, str(raw.get("id")))
        row = dict(raw) | dict(self.corrections.get(key, {}))
        more = self.aliases.get(key, ())
        if more and what == "actor":
            row["aliases"] = [*(row.get("aliases") or ()), *more]
        elif more:
            row["aliases"] = "|".join([part for part in (row.get("aliases"), *more) if part])
        return row


def hand_from(files: Mapping[str, Sequence[Mapping[str, str]]]) -> Hand:
    """What the files of `hand/` say; an unknown file, column or date raises `PackError`."""
    for name, rows in files.items():
        for row in rows:
            _check(name, row)
    aliases: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in files.get("aliases.tsv", ()):
        key = (row["what"], row["id"])
        aliases[key] = (*aliases.get(key, ()), row["alias"])
    corrections: dict[tuple[str, str], dict[str, str]] = {}
    for row in files.get("corrections.tsv", ()):
        corrections.setdefault((row["what"], row["id"]), {})[row["field"]] = row["value"]
    exclusions = tuple(
        Exclusion(row["what"], row["words"], row["id"] or None, row["why"]) for row in files.get("exclusions.tsv", ())
    )
    return Hand(aliases, corrections, exclusions)


def _check(name: str, row: Mapping[str, str]) -> None:
    wanted = COLUMNS.get(name)
    if wanted is None:
        raise PackError(f"hand/{name}: unknown file; expected {', '.join(COLUMNS)}")
    if set(row) != set(wanted):
        raise PackError(f"hand/{name}: columns are {list(row)}; expected {list(wanted)}")
    if row["what"] not in WHAT or not row["who"] or not row["why"]:
        raise PackError(f"hand/{name}: a row needs what (actor or place), who and why: {dict(row)}")
    try:
        date.fromisoformat(row["when"])
    except ValueError as error:
        raise PackError(f"hand/{name}: {row['when']!r} is no date; expected YYYY-MM-DD") from error
