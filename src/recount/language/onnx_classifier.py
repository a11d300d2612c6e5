"""A classifier of sentences in ONNX, from a folder: `model.onnx`, `card.json`, and `tokenizer.json` if it reads pieces.

The graph takes either one tensor of strings, [1] or [1, 1], as converters of scikit-learn pipelines write it, or
int64 tensors [1, pieces] named `input_ids` and, where it has them, `attention_mask` and `token_type_ids`. It gives
float [1, labels], logits or probabilities. No pickle is read and no code of the folder is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from recount.language.classifier import DECIMALS
from recount.language.classifier_card import ClassifierCard, classifier_card
from recount.language.optional import Reason
from recount.records import UsageError

GRAPH, CARD, TOKENIZER = "model.onnx", "card.json", "tokenizer.json"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@dataclass(frozen=True, slots=True)
class OnnxClassifier:
    """A classifier that was opened with `opened`."""

    name: str
    card: ClassifierCard
    session: Any = field(repr=False)
    tokenizer: Tokenizer | None = field(default=None, repr=False)

    @property
    def thresholds(self) -> Mapping[str, float]:
        """As its card states them."""
        return self.card.thresholds

    def probabilities(self, sentence: str) -> Mapping[str, float] | Reason:
        """One run of the network; too long is what it could read only in part."""
        # Half a surrogate pair is no Unicode that a tokenizer or a tensor of strings could take.
        given = self._given(sentence.encode("utf-8", "replace").decode("utf-8"))
        if given is None:
            return "too_long"
        try:
            outputs = [np.asarray(output) for output in self.session.run(None, given)]
        except Exception:  # noqa: BLE001 - one sentence that a graph cannot take must not end the work on a report
            return "broken_off"
        scores = next((output for output in outputs if output.dtype.kind == "f"), np.zeros(0))
        if scores.shape != (1, len(self.card.labels)):
            return "wrong_shape"
        values = scores[0].astype(np.float64)
        if not np.isfinite(values).all():
            return "wrong_type"
        if self.card.gives == "probabilities":
            values = np.log(np.maximum(values, 1e-9))
        raised = np.exp((values - values.max()) / self.card.temperature)
        return self._named(raised / raised.sum())

    def _named(self, values: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
        """By label; the columns that mean none of them are left out unless they are likelier than any."""
        named: dict[str, float] = {}
        for label, value in zip(self.card.labels, values.tolist(), strict=True):
            if label is not None:
                named[label] = named.get(label, 0.0) + float(value)
        none = 1.0 - sum(named.values())
        return named if round(none, DECIMALS) < round(max(named.values()), DECIMALS) else {}

    def _given(self, sentence: str) -> dict[str, object] | None:
        inputs = self.session.get_inputs()
        if self.tokenizer is None:
            shape = (1,) * max(1, len(inputs[0].shape))
            return {inputs[0].name: np.array([sentence], dtype=object).reshape(shape)}
        encoding = self.tokenizer.encode(sentence)
        if len(encoding.ids) > self.card.pieces:
            return None
        rows = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        return {entry.name: np.array([rows[entry.name]], dtype=np.int64) for entry in inputs}


def opened(folder: Path) -> OnnxClassifier:
    """The classifier in a folder, tried once; `UsageError` says what is missing or does not fit."""
    card = classifier_card(folder / CARD)
    session = _session(folder / GRAPH)
    inputs = {entry.name: entry.type for entry in session.get_inputs()}
    strings = list(inputs.values()) == ["tensor(string)"]
    odd = [] if strings else [name for name in inputs if name not in _INPUTS]
    if odd:
        raise UsageError(
            f"{GRAPH} in {folder} asks for {odd[0]!r}; expected one tensor of strings, or {', '.join(_INPUTS)}."
        )
    tokenizer = None if strings else _tokenizer(folder / TOKENIZER)
    made = OnnxClassifier(f"classifier:{folder.resolve().name}", card, session, tokenizer)
    if isinstance(made.probabilities("A sentence."), str):
        raise UsageError(
            f"{GRAPH} in {folder} gives no finite float tensor [1, {len(card.labels)}] for a short sentence; expected "
            "one column for each label of its card (scikit-learn: convert with zipmap off)."
        )
    return made


def _tokenizer(path: Path) -> Tokenizer:
    if not path.is_file():
        raise UsageError(f"no {path.name} in {path.parent}; expected one, since {GRAPH} reads pieces of words")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # noqa: BLE001 - the library raises the bare class
        raise UsageError(f"{path} is no tokenizer: {str(error)[:200]}") from None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _session(path: Path) -> Any:
    if not path.is_file():
        raise UsageError(f"no {path.name} in {path.parent}; expected a sentence classifier in ONNX")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - the library raises classes of its own
        raise UsageError(f"{path} cannot be opened: {str(error)[:200]}") from None
