"""What a theatre gives to a report: its outline as this campaign needs it, its names, its shapes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from recount.words.pack import Pack


def outline_with(outline: dict[str, Any], datasets: Sequence[str]) -> dict[str, Any]:
    """The outline whose rules say which rows of a dataset give way, where that happens in this campaign."""
    if not datasets or not isinstance(outline.get("measures"), dict):
        return outline
    words = f"Of {' and '.join(datasets)}, rows of an earlier vintage are left out where a later one covers their days."
    measures = {
        key: {**row, "rule": f"{row['rule']} {words}"} if isinstance(row, dict) and "rule" in row else row
        for key, row in outline["measures"].items()
    }
    return {**outline, "measures": measures}


def actors_of(pack: Pack) -> dict[str, str]:
    """Names by catalogue id."""
    return {actor.id: actor.name for actor in pack.actors.values()}


def shapes_of(pack: Pack) -> dict[str, Any] | None:
    """The pack's outlines of provinces; without them maps become tables."""
    return None if pack.shapes is None else json.loads(pack.shapes.read_text(encoding="utf-8"))
