"""`python -m training.average PLAN.yaml FOLDER`: the weights of several stages averaged, as the plan says.

Stages that went on from one another lie close enough for the mean of their weights to be a network, and a better one:
what one stage gained in the trees and lost in the names, or the other way round, evens out (Wortsman et al. 2022). A
stage that had not met all corpora lends only its encoder and the parts that it `lends`: its other heads never learnt.
Reads `STAGE.pt` in the folder and writes `average.pt` there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import yaml
from torch import Tensor

State = Mapping[str, Tensor]
NAME = "average.pt"
ENCODER = frozenset(("word", "position", "shape", "gap", "norm", "layers"))
TREES = frozenset(("arc_dep", "arc_head", "arc_mix", "relation", "rel_product"))
"""Modules that belong to the syntax family and lie outside of it."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("folder", type=Path, help="where the stages' weights lie")
    chosen = parser.parse_args(arguments)
    written(yaml.safe_load(chosen.plan.read_text("utf-8")), chosen.folder)
    return 0


def written(plan: Mapping[str, Any], folder: Path) -> Path:
    """The averaged weights of a plan, in a file."""
    parts = plan["average"]
    states = {name: torch.load(folder / f"{name}.pt", weights_only=True) for name in parts}
    torch.save(averaged(states, parts), folder / NAME)
    return folder / NAME


def averaged(states: Mapping[str, State], parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Tensor]:
    """`parts` has the `share` of each stage and, for one that had not met all corpora, the families that it `lends`.
    Shares of those that have a say in a tensor are brought to a sum of one."""
    out = {}
    for key in next(iter(states.values())):
        shares = {name: part["share"] for name, part in parts.items() if _has_a_say(key, part.get("lends"))}
        whole = sum(shares.values())
        out[key] = torch.stack([states[name][key] * (share / whole) for name, share in shares.items()]).sum(0)
    return out


def _has_a_say(key: str, lends: Sequence[str] | None) -> bool:
    module, _, rest = key.partition(".")
    if lends is None or module in ENCODER:
        return True
    return rest.partition(".")[0] in lends if module == "families" else "syntax" in lends and module in TREES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
