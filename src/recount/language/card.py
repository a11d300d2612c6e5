"""The card of a network: which column of its scores means what, which limits it keeps, which files it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recount.records import DataError


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of one question, `begin` to `end` exclusive, and what each stands for."""

    begin: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What the decoders need to know of a network. See the card itself for its corpora, scores and licences.

    `words` and `pieces` bound one window. `thresholds` are by name: `starts`, `causal`, `mentions`, `type`, or a
    head of spans, where it is how much the score of O is raised.
    """

    heads: Mapping[str, Head]
    vectors: Mapping[str, tuple[int, int]]
    files: Mapping[str, str]
    words: int
    pieces: int
    thresholds: Mapping[str, float]

    def threshold(self, name: str, otherwise: float = 0.0) -> float:
        """The threshold of that name, or what holds where the card is silent."""
        return self.thresholds.get(name, otherwise)


def card_of(path: Path) -> Card:
    """The card in a file; `DataError` where it is none."""
    try:
        stated = json.loads(path.read_bytes())
        return _card(stated)
    except FileNotFoundError:
        raise DataError(
            f"the language network is not there: no {path.name} in {path.parent}; install recount anew"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"the card of the language network, {path}, cannot be used: {type(error).__name__} {error}; expected an "
            "object with scores, vectors, files and limits; install recount anew"
        ) from None


def _card(stated: Mapping[str, Any]) -> Card:
    limits = stated["limits"]
    return Card(
        heads={name: _head(part) for name, part in stated["scores"].items()},
        vectors={n: (part["offset"], part["offset"] + part["size"]) for n, part in stated["vectors"].items()},
        files=dict(stated["files"]),
        words=int(limits["words"]),
        pieces=int(limits["pieces"]),
        thresholds={name: float(value) for name, value in stated.get("thresholds", {}).items()},
    )


def _head(part: Mapping[str, Any]) -> Head:
    labels = tuple(part.get("labels") or ())
    return Head(part["offset"], part["offset"] + int(part.get("size") or len(labels) or 1), labels)


def check_files(folder: Path, card: Card) -> None:
    """`DataError` unless every file that the card names is there and is the one that the card was written for.

    Weights that were altered, or cut short by a broken download, would answer still, and wrongly.
    """
    for name, expected in sorted(card.files.items()):
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise DataError(
                f"the language network is not whole: no {name} in {folder}; expected {', '.join(sorted(card.files))}; "
                "install recount anew"
            ) from None
        if found != expected:
            raise DataError(
                f"{folder / name} is not the file that its card describes: SHA-256 is {found[:12]}..., expected "
                f"{expected[:12]}...; install recount anew"
            )
