"""`python -m training.train PLAN.yaml --data DATA --encoder FOLDER -o OUT`: the one script that trains the network.

A plan names stages; a stage names corpora with how often each is passed over, and a learning rate. Seeds are fixed;
what a run was given (plan, hashes of its data, versions, counts) is written beside its weights as `manifest.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import torch
import yaml
from safetensors.torch import load_file

from recount.language.lemmas import script_of
from recount.language.pieces import Pieces
from training.average import written
from training.corpora import CORPORA
from training.encode import Encoder
from training.labels import labels_of
from training.measure import figures
from training.network import Network, Sizes, start_from
from training.passage import Passage
from training.stages import learn, windows_of


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--from", dest="begun", type=Path, help="weights of an earlier stage to go on from")
    parser.add_argument("--stage", action="append", help="run only these stages")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    plan = yaml.safe_load(chosen.plan.read_text("utf-8"))
    run(plan, chosen.data, chosen.encoder, chosen.out, begun=chosen.begun, only=chosen.stage)
    return 0


def run(
    plan: Mapping[str, Any],
    data: Path,
    encoder: Path,
    out: Path,
    *,
    begun: Path | None = None,
    only: Sequence[str] | None = None,
) -> Network:
    """Train by the plan; leaves `STAGE.pt`, their average, `labels.json` and `manifest.json` in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan["seed"])
    random = Random(plan["seed"])
    corpora = {name: read(name, data, "train") for name in _named(plan)}
    labels = labels_of(p for passages in corpora.values() for p in passages)
    (out / "labels.json").write_text(json.dumps(labels.of, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sizes = Sizes(**plan.get("sizes", {}))
    network = Network(sizes, labels.of, plan.get("dropout", 0.1))
    if begun is not None:
        network.load_state_dict(torch.load(begun, weights_only=True))
    elif plan.get("pretrained", True):
        start_from(network, load_file(encoder / "model.safetensors"), tuple(plan["keep"]))
    encode = Encoder(Pieces.of_file(encoder / "vocab.txt"), labels)
    dev = {name: list(windows_of(encode, passages, Random(1), 1.0, 128)) for name, passages in _dev(plan, data)}
    manifest: dict[str, Any] = {"plan": plan, "data": _hashes(_named(plan), data), "versions": _versions()}
    earlier = out / "manifest.json"
    manifest["stages"] = json.loads(earlier.read_text("utf-8"))["stages"] if begun and earlier.exists() else {}
    for number, stage in enumerate(plan["stages"]):
        if only and stage["name"] not in only:
            continue
        if number:
            # A stage draws its own chances, so that going on from kept weights is the same as never having stopped.
            torch.manual_seed(plan["seed"] + number)
            random = Random(plan["seed"] + number)
        begin = time.monotonic()
        words = learn(network, stage, corpora, encode, random)
        torch.save(network.state_dict(), out / f"{stage['name']}.pt")
        measured = {name: figures(network, windows) for name, windows in dev.items() if windows}
        manifest["stages"][stage["name"]] = {
            "words": words,
            "seconds": round(time.monotonic() - begin),
            "dev": measured,
        }
        (out / "manifest.json").write_text(json.dumps(manifest, indent=1, default=str) + "\n", "utf-8")
        print(json.dumps(manifest["stages"][stage["name"]]), file=sys.stderr, flush=True)
    if "average" in plan and not only:
        written(plan, out)
    return network


def read(name: str, data: Path, part: str) -> list[Passage]:
    """The passages of a corpus; an empty list for a part that it does not have."""
    corpus = CORPORA[name]
    return [_scripted(p) for p in corpus.passages(data, part)] if part in corpus.parts else []


def _scripted(passage: Passage) -> Passage:
    """Lemmas as the scripts that make them of their words."""
    if "lemma" not in passage.tags:
        return passage
    lemmas = zip(passage.words, passage.tags["lemma"], strict=True)
    scripts = tuple(None if lemma is None else script_of(word, lemma) for word, lemma in lemmas)
    return replace(passage, tags={**passage.tags, "lemma": scripts})


def _named(plan: Mapping[str, Any]) -> list[str]:
    return sorted({name for stage in plan["stages"] for name in stage["corpora"]})


def _dev(plan: Mapping[str, Any], data: Path) -> Iterator[tuple[str, list[Passage]]]:
    for name in plan.get("dev", ()):
        yield name, read(name, data, "dev")


def _hashes(names: Sequence[str], data: Path) -> dict[str, str]:
    """One hash a corpus over its files' names and bytes."""
    out = {}
    for name in names:
        digest = hashlib.sha256()
        folder = data / CORPORA[name].folder
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
        out[name] = digest.hexdigest()
    return out


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), "torch": torch.__version__}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
