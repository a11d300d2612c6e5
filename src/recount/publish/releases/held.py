"""The hold-back in words, in and out: `site=30,settlement=14`, or `none`."""

from __future__ import annotations

from dataclasses import asdict, fields, replace

from recount.records import UsageError
from recount.records.release import HoldBack

_KINDS = tuple(field.name for field in fields(HoldBack))
_MOST = 36500


def hold_back_of(words: str | None) -> HoldBack:
    """The hold-back that the words change; kinds that they do not name keep the days that are usual.

    >>> hold_back_of("site=90").site, hold_back_of("none").site, hold_back_of(None).settlement
    (90, 0, 14)
    """
    if words is None:
        return HoldBack()
    if words.strip() == "none":
        return HoldBack(**dict.fromkeys(_KINDS, 0))
    found: dict[str, int] = {}
    for item in words.split(","):
        kind, mark, days = (part.strip() for part in item.partition("="))
        if kind not in _KINDS or not mark or not days.isdecimal() or int(days) > _MOST:
            raise UsageError(
                f"cannot read the hold-back {item.strip()!r}; expected days for {', '.join(_KINDS)}, as in "
                "site=30,settlement=14, or the word none"
            )
        found[kind] = int(days)
    return replace(HoldBack(), **found)


def in_words(hold_back: HoldBack) -> str:
    """The hold-back as a reader of the release is told it."""
    days: dict[int, list[str]] = {}
    for kind, number in asdict(hold_back).items():
        days.setdefault(number, []).append("no place" if kind == "unplaced" else f"a {kind}")
    kept = [f"{number} days for {' or '.join(kinds)}" for number, kinds in sorted(days.items(), reverse=True) if number]
    return "; ".join(kept) if kept else "nothing is held back"
