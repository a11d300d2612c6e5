"""What the extractor would refuse in a pack's lexicon, all at once, each line by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recount.extract.lexicon import lexicon_of
from recount.records import PackError
from recount.records.problem import Problem
from recount.words.pack import Pack

FILE = "lexicon.yaml"


def problems(pack: Pack) -> Iterator[Problem]:
    """Errors of the lexicon: every line that `lexicon_of` refuses, and words that two lines give to two types."""
    for part, value in pack.lexicon.items():
        for name, alone in _lines(part, value):
            said = _refused({part: alone}, pack)
            if said is None:
                continue
            for field in _faults(part, alone, pack) or [said]:
                yield Problem("error", "lexicon", FILE, name, field, "", "see the remarks at the head of lexicon.yaml")
    yield from _torn(pack.lexicon.get("triggers"))


def _lines(part: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each line of a part as a part of its own, with a name for it."""
    if not value:
        yield part, value
    elif part == "trends" and isinstance(value, dict):
        yield from ((f"trends {key}", {key: item}) for key, item in value.items())
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield f"{part} {number}{_called(item)}", [item]
    elif isinstance(value, dict):
        yield from ((f"{part} {key}", {key: item}) for key, item in value.items())
    else:
        yield part, value


def _called(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    words = [*(item.get("verbs") or ()), *(item.get("nouns") or ())]
    return f" ({item.get('type')}: {words[0] if words else 'no words'})"


def _faults(part: str, alone: Any, pack: Pack) -> list[str]:
    """What is wrong with each field of one trigger, read without its other fields."""
    if part != "triggers" or not alone or not isinstance(alone[0], dict) or "type" not in alone[0]:
        return []
    row: Mapping[str, Any] = alone[0]
    found: dict[str, None] = {}
    for name, value in row.items():
        said = _refused({"triggers": [{"type": row["type"], name: value}]}, pack)
        if said is not None:
            found[said] = None
    return list(found)


def _refused(raw: Mapping[str, Any], pack: Pack) -> str | None:
    try:
        lexicon_of(raw, pack.means)
    except PackError as error:
        return str(error).removeprefix("lexicon.yaml: ")
    except (TypeError, AttributeError, ValueError, KeyError, IndexError) as error:
        return f"it has a shape that cannot be read ({error}); found {str(raw)[:90]}"
    return None


def _torn(triggers: Any) -> Iterator[Problem]:
    """Words that stand under two types in the same role: which of them is meant depends on the order alone."""
    seen: dict[tuple[str, str], tuple[Any, Any]] = {}
    for row in triggers if isinstance(triggers, list) else ():
        if not isinstance(row, dict):
            continue
        for role in ("verbs", "nouns"):
            for words in row.get(role) or ():
                coded = (row.get("type"), row.get("mode"))
                first = seen.setdefault((role, str(words)), coded)
                if first != coded and not row.get("weak") and not row.get("by_object"):
                    yield Problem(
                        "error",
                        "word of two types",
                        FILE,
                        str(words),
                        f"it is {_code(first)} and {_code(coded)}",
                        "one type and mode for a word in a role",
                        "take it out of one of the two lines",
                    )


def _code(coded: tuple[Any, Any]) -> str:
    return f"{coded[0]}/{coded[1]}" if coded[1] else str(coded[0])
