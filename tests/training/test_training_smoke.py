"""A network of small size, trained for seconds, exported and read by the runtime: the road that the shipped one went.

Needs torch and onnx, which only training needs: `make smoke` installs them apart, and CI runs it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch, which Recount does not: `make smoke` runs this test")
pytest.importorskip("onnx", reason="training needs onnx, which Recount does not: `make smoke` runs this test")

from recount.language.engine import Network as Engine  # noqa: E402
from recount.language.network import model_of  # noqa: E402
from tests.language.tiny_model import VOCABULARY  # noqa: E402
from training.average import averaged  # noqa: E402
from training.export import export, network_of  # noqa: E402
from training.network import Sizes  # noqa: E402
from training.train import run  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")

SIZES: Mapping[str, Any] = {
    "vocabulary": len(VOCABULARY),
    "width": 24,
    "inner": 48,
    "heads": 3,
    "layers": 2,
    "words_after": 1,
    "head": 16,
    "arc": 8,
    "relation": 8,
    "link": 8,
}
PLAN: Mapping[str, Any] = {
    "seed": 7,
    "pretrained": False,
    "sizes": SIZES,
    "dev": ["ewt"],
    "stages": [{"name": "only", "rate": 5e-3, "head_rate": 5e-3, "together": 1, "batch": 64, "hide": 0.0,
                "corpora": {"ewt": 30}}],
}  # fmt: skip

SENTENCE = """# newdoc id = d{n}
# sent_id = d{n}-1
# newpar id = d{n}-p1
# text = the army said so.
1\tthe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tarmy\tarmy\tNOUN\tNN\tNumber=Sing\t3\tnsubj\t_\t_
3\tsaid\tsay\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
4\tso\tso\tADV\tRB\t_\t3\tadvmod\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the weights of a run over one sentence, and the vocabulary."""
    base = tmp_path_factory.mktemp("smoke")
    (base / "data" / "ud_ewt").mkdir(parents=True)
    for part, many in (("train", 8), ("dev", 1)):
        text = "".join(SENTENCE.format(n=n) for n in range(many))
        (base / "data" / "ud_ewt" / f"{part}.conllu").write_text(text, "utf-8")
    (base / "encoder").mkdir()
    (base / "encoder" / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", "utf-8")
    torch.set_num_threads(1)
    run(PLAN, base / "data", base / "encoder", base / "out")
    return base


def test_it_learns_the_sentence(trained: Path) -> None:
    manifest = json.loads((trained / "out" / "manifest.json").read_text("utf-8"))
    figures = manifest["stages"]["only"]["dev"]["ewt"]
    assert figures["upos"] > 0.9
    assert figures["las"] > 0.9


def test_a_rerun_gives_the_same_weights(trained: Path) -> None:
    run(PLAN, trained / "data", trained / "encoder", trained / "again")
    one, other = (torch.load(trained / name / "only.pt", weights_only=True) for name in ("out", "again"))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_an_average_takes_of_each_stage_what_it_lends() -> None:
    keys = ("layers.0.up.weight", "families.syntax.answer.weight", "families.names.answer.weight", "arc_mix.bias")
    states = {name: {key: torch.tensor([value]) for key in keys} for name, value in (("one", 1.0), ("two", 2.0))}
    assert [float(v) for v in averaged(states, {"one": {"share": 0.5}, "two": {"share": 0.5}}).values()] == [1.5] * 4
    lent = averaged(states, {"one": {"share": 3}, "two": {"share": 1, "lends": ["syntax"]}})
    assert [float(lent[key]) for key in keys] == [1.25, 1.25, 1.0, 1.25]
    bare = averaged(states, {"one": {"share": 3}, "two": {"share": 1, "lends": []}})
    assert [float(bare[key]) for key in keys] == [1.25, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("quantised", [False, True])
def test_the_runtime_reads_what_was_exported(trained: Path, quantised: bool, tmp_path: Path) -> None:
    weights, labels = trained / "out" / "only.pt", trained / "out" / "labels.json"
    export(
        network_of(weights, labels, Sizes(**SIZES)), trained / "encoder" / "vocab.txt", tmp_path, quantised=quantised
    )
    engine = Engine(model_of(tmp_path), threads=1)
    words = engine.analyse("the army said so.").sentences[0].words
    assert [w.upos for w in words] == ["DET", "NOUN", "VERB", "ADV", "PUNCT"]
    assert [w.head for w in words] == [1, 2, -1, 2, 2]
    assert [w.lemma for w in words] == ["the", "army", "say", "so", "."]


def test_the_graph_says_what_the_network_says(trained: Path, tmp_path: Path) -> None:
    weights, labels = trained / "out" / "only.pt", trained / "out" / "labels.json"
    export(network_of(weights, labels, Sizes(**SIZES)), trained / "encoder" / "vocab.txt", tmp_path, quantised=False)
    engine = Engine(model_of(tmp_path), threads=1)
    network = network_of(weights, labels, Sizes(**SIZES)).eval()
    given = model_of(tmp_path).inputs(["the", "army", "said", "so", "."], [2, 1, 1, 1, 0])
    inputs = {name: torch.from_numpy(value)[None] for name, value in given.items()}
    last = inputs["pieces"].shape[1] - 1
    for name in ("first", "last"):
        inputs[name] = torch.cat([torch.zeros(1, 1).long(), inputs[name], torch.full((1, 1), last)], dim=1)
    with torch.no_grad():
        vectors = network.words(**inputs, seen=None, real=None)
        arcs = network.arcs(vectors)[0].numpy()
    # The table of pieces ships in int8 with a scale a row; all else is the same arithmetic.
    raw = engine.raw("the army said so.")
    assert np.abs(raw.windows[0][1].arcs - arcs).max() < 0.05
