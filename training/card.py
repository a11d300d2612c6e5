"""`python -m training.card FOLDER --manifest FILE --figures FILE --open FILE`: the rest of an exported network's card.

`--figures` and `--open` hold lines of `python -m evals` (and `training.folds`) for the shipped network and for the
variant that saw only corpora under clearly open licences.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from training.corpora import CORPORA

ABOUT = Path(__file__).parent / "about.yaml"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--open", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    path = chosen.folder / "card.json"
    stated = json.loads(path.read_text("utf-8"))
    manifest = json.loads(chosen.manifest.read_text("utf-8"))
    stated |= described(manifest, figures_in(chosen.figures), figures_in(chosen.open))
    path.write_text(json.dumps(stated, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def figures_in(path: Path) -> dict[str, tuple[float, int]]:
    """`task metric` to value and number of items."""
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return {f"{row[0]} {row[1]}": (float(row[2]), int(row[3])) for row in rows if len(row) == 4}


def described(
    manifest: Mapping[str, Any],
    shipped: Mapping[str, tuple[float, int]],
    openly: Mapping[str, tuple[float, int]],
) -> dict[str, Any]:
    """What a card says beside columns, files and thresholds."""
    about = yaml.safe_load(ABOUT.read_text("utf-8"))
    stages = {stage["name"]: stage["corpora"] for stage in manifest["plan"]["stages"]}
    used = [name for name in CORPORA if any(name in corpora for corpora in stages.values())]
    return {
        "about": {key: about[key] for key in ("name", "purpose", "encoder", "limits")},
        "corpora": [
            {
                "name": name,
                "folder": CORPORA[name].folder,
                "licence": CORPORA[name].licence,
                "open": CORPORA[name].open,
                "heads": list(CORPORA[name].heads),
                "passes": {stage: corpora[name] for stage, corpora in stages.items() if name in corpora},
                "sha256": manifest["data"][name],
            }
            for name in used
        ],
        "training": {key: manifest[key] for key in ("plan", "versions")}
        | {"stages": {name: {k: s[k] for k in ("words", "seconds")} for name, s in manifest["stages"].items()}},
        "figures": [
            {"line": row["line"], "says": row["says"], **_values(row["line"], shipped, openly)}
            for row in about["headlines"]
        ],
    }


def _values(
    line: str, shipped: Mapping[str, tuple[float, int]], openly: Mapping[str, tuple[float, int]]
) -> dict[str, Any]:
    value, n = shipped[line]
    return {"shipped": value, "open": openly[line][0] if line in openly else None, "n": n}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
