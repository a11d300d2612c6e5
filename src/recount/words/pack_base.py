"""Parts of a pack that stand on another pack's: a new war keeps the verbs of the old one and adds its own.

    extends: inherent-resolve      at the top of lexicon.yaml or means.yaml

Its own lines come before those of the base, so that they win where both match; lists are joined, mappings laid over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from recount.records import PackError

EXTENDABLE = frozenset({"lexicon.yaml", "means.yaml"})


def on_its_base(raw: Mapping[str, Any], file: str, base_of: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    """The part with what it extends beneath it; `base_of` gives the same part of another pack. Raises `PackError`."""
    if "extends" not in raw:
        return dict(raw)
    name = raw["extends"]
    if file not in EXTENDABLE:
        raise PackError(f"{file}: only {', '.join(sorted(EXTENDABLE))} may extend another pack's")
    base = base_of(str(name))
    if "extends" in base:
        raise PackError(f"{file}: extends {name!r}, which itself extends {base['extends']!r}; expected a whole part")
    own = {key: value for key, value in raw.items() if key != "extends"}
    return joined(own, base)


def joined(own: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Both together, key by key."""
    return {key: _joined(own.get(key), base.get(key)) for key in dict.fromkeys((*base, *own))}


def _joined(own: Any, base: Any) -> Any:
    if own is None or base is None:
        return base if own is None else own
    if isinstance(own, list) and isinstance(base, list):
        return [*own, *(item for item in base if item not in own)]
    if isinstance(own, dict) and isinstance(base, dict):
        return joined(own, base)
    return own
