"""The network in its session: words of one window in, a `Reading` out.

One window is one run. Nothing is batched or padded, so that what is said of a window depends on its words alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as states

from recount.language.card import Card, card_of, check_files
from recount.language.lemma_choice import Lemmas
from recount.language.pieces import Pieces
from recount.language.reading import Floats, Reading, rounded
from recount.language.shapes import shape_of
from recount.records import DataError

GRAPH, VOCABULARY, DECODER, CARD = "recount.onnx", "vocabulary.txt", "decoder.npz", "card.json"
OUTPUTS = ("scores", "arcs", "attribution_link", "vectors")

_REFUSALS = (states.Fail, states.InvalidGraph, states.InvalidProtobuf, states.NoModel, states.NotImplemented)
"""What onnxruntime raises at a graph that it cannot open; its exceptions have no root of their own."""

Given = TypeVar("Given")
Made = TypeVar("Made")


class Session(Protocol):
    """What is asked of onnxruntime; a test may stand in for it."""

    def run(self, output_names: Sequence[str], input_feed: dict[str, NDArray[np.int64]]) -> Sequence[Any]:
        """The named outputs, in their order."""


class Model:
    """A card, its vocabulary and its session."""

    def __init__(self, card: Card, pieces: Pieces, session: Session, product: Floats) -> None:
        self.card, self.pieces = card, pieces
        self.lemmas = Lemmas(pieces.vocabulary)
        self._session, self._product = session, product

    @property
    def mark(self) -> str:
        """The first letters of the graph's SHA-256: which network it is."""
        return self.card.files.get(GRAPH, "")[:12]

    def read(self, words: Sequence[str], gaps: Sequence[int]) -> Reading:
        """What the network says about a window. Safe to call from several threads."""
        outputs = self._session.run(OUTPUTS, self.inputs(words, gaps))
        scores, arcs, links, values = (rounded(output) for output in outputs)
        return Reading(self.card, scores, arcs, links, values, self._product)

    def inputs(self, words: Sequence[str], gaps: Sequence[int]) -> dict[str, NDArray[np.int64]]:
        """A window as numbers: a word's shape stands at each of its pieces, its gap at the first alone."""
        ids = self.pieces.ids
        pieces, shape, gap = [self.pieces.first], [0], [0]
        first, last = [], []
        for word, before in zip(words, gaps, strict=True):
            own = ids(word)
            first.append(len(pieces))
            pieces += own
            last.append(len(pieces) - 1)
            shape += [shape_of(word)] * len(own)
            gap += [before, *[0] * (len(own) - 1)]
        numbers = {
            "pieces": [*pieces, self.pieces.last],
            "shape": [*shape, 0],
            "gap": [*gap, 0],
            "first": first,
            "last": last,
        }
        return {name: np.array(values, dtype=np.int64) for name, values in numbers.items()}


@cache
def model_of(folder: Path) -> Model:
    """The network in a folder, checked against its card and opened once in a process; `DataError` where it is not
    whole."""
    card = card_of(folder / CARD)
    check_files(folder, card)
    try:
        with np.load(folder / DECODER, allow_pickle=False) as decoder:
            product = decoder["rel_product"].astype(np.float32)
        return Model(card, Pieces.of_file(folder / VOCABULARY), _session(folder / GRAPH), product)
    except (OSError, KeyError, ValueError, RuntimeError, *_REFUSALS) as error:
        raise DataError(f"the language network in {folder} cannot be opened: {error}; install recount anew") from None


def _session(path: Path) -> Session:
    """A session with everything fixed that could make two runs differ."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.use_deterministic_compute = True
    # Every window has its own lengths: a pattern of memory kept for each would grow as long as the process lives.
    options.enable_mem_pattern = False
    options.log_severity_level = 3  # errors; what it warns of is said in the card or not worth a reader's time
    session: Session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session


def in_order(work: Callable[[Given], Made], items: Iterable[Given], threads: int) -> Iterator[Made]:
    """`work` on each item, by so many threads at a time, results in the order of the items.

    A run of the session lets other threads go on meanwhile. Items are taken a few ahead of the results, never all.
    """
    if threads < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Made]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > 2 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
