"""The card and the files beside it: what does not fit is named in one clear sentence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from recount.language.card import Head, card_of, check_files
from recount.language.network import model_of
from recount.records import DataError

STATED: dict[str, Any] = {
    "scores": {"upos": {"offset": 0, "labels": ["NOUN", "VERB"]}, "starts": {"offset": 2, "labels": []}},
    "vectors": {"pair_key": {"offset": 4, "size": 3}},
    "files": {"recount.onnx": hashlib.sha256(b"weights").hexdigest()},
    "limits": {"words": 128, "pieces": 256},
    "thresholds": {"starts": 0.5},
}


def folder_with(tmp_path: Path, stated: Any = STATED, weights: bytes | None = b"weights") -> Path:
    (tmp_path / "card.json").write_text(stated if isinstance(stated, str) else json.dumps(stated), encoding="utf-8")
    if weights is not None:
        (tmp_path / "recount.onnx").write_bytes(weights)
    return tmp_path


def test_a_card_says_where_everything_stands(tmp_path: Path) -> None:
    card = card_of(folder_with(tmp_path) / "card.json")
    assert card.heads == {"upos": Head(0, 2, ("NOUN", "VERB")), "starts": Head(2, 3, ())}
    assert card.vectors == {"pair_key": (4, 7)}
    assert (card.words, card.pieces) == (128, 256)
    assert (card.threshold("starts"), card.threshold("causal", 0.5)) == (0.5, 0.5)
    check_files(tmp_path, card)


@pytest.mark.parametrize(
    ("weights", "words"),
    [(b"other", "recount.onnx is not the file that its card describes"), (None, "no recount.onnx")],
)
def test_other_weights_are_refused(weights: bytes | None, words: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, weights=weights)
    with pytest.raises(DataError, match=words):
        check_files(folder, card_of(folder / "card.json"))
    with pytest.raises(DataError, match=words):
        model_of(folder)


@pytest.mark.parametrize("stated", ["", "[]", "{}", "nul", '{"limits": 3}', {**STATED, "limits": {}}])
def test_a_card_that_is_none_is_refused(stated: Any, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="card"):
        card_of(folder_with(tmp_path, stated) / "card.json")


def test_no_card_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no card\.json"):
        model_of(tmp_path / "nothing")


def test_weights_that_are_no_graph_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be opened"):
        model_of(folder_with(tmp_path))
