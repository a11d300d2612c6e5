"""The drawing of ARCHITECTURE.md, held against the imports."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "recount"
STAGES = ("collect", "read", "extract", "reconcile", "store", "assess", "publish")
BENEATH = {"records", "words"}

# What each folder may import of Recount. `pipeline` joins the stages; `cli` stands on top of it.
ALLOWED: dict[str, set[str]] = {
    "records": {"records"},
    "words": {"words", "records"},
    "bounded": set(),
    "language": {"language", *BENEATH, "bounded"},
    **{stage: {stage, *BENEATH} for stage in STAGES},
    "extract": {"extract", *BENEATH, "language"},
    "rim": BENEATH,
    "spared": BENEATH,
    "hands": {"extract", *BENEATH, "spared"},
    "datasets": {"collect", "read", "extract", "reconcile", "store", *BENEATH, "rim", "spared"},
    "built": {"store", *BENEATH, "spared"},
    "intake": {"collect", "read", "store", *BENEATH, "rim", "spared", "built"},
    "claimed": {"extract", "store", *BENEATH, "rim", "spared", "hands", "datasets", "built"},
    "accounts": {"read", "reconcile", "store", *BENEATH, "rim", "datasets", "built"},
    "drafted": BENEATH,
    "asked": {"drafted", *BENEATH},
    "totals": {"reconcile", "store", *BENEATH},
    "judging": {"reconcile", "store", *BENEATH, "rim", "built", "accounts", "asked", "pipeline"},
    "counted": {"collect", "store", "assess", "publish", *BENEATH},
    "witnessed": {"reconcile", "store", "assess", *BENEATH, "counted"},
    "outlined": BENEATH,
    "measured": {"store", "assess", "publish", *BENEATH, "counted"},
    "api": {*STAGES, *BENEATH, "rim", "pipeline", "reported", "released", "exported"},
    "reported": {"store", "assess", "publish", *BENEATH, "outlined", "measured"},
    "exported": {"store", "publish", *BENEATH, "outlined"},
    "released": {"store", "assess", "publish", *BENEATH, "rim", "outlined", "measured"},
    "pipeline": {
        *STAGES,
        *BENEATH,
        "rim",
        "spared",
        "hands",
        "datasets",
        "built",
        "intake",
        "claimed",
        "accounts",
    },
    "streams": {*STAGES, *BENEATH, "language", "rim", "spared"},
    "desk": {
        *STAGES,
        *BENEATH,
        "bounded",
        "rim",
        "built",
        "pipeline",
        "reported",
        "asked",
        "judging",
        "outlined",
        "desk",
    },
    "cli": {
        *STAGES,
        *BENEATH,
        "language",
        "rim",
        "built",
        "counted",
        "witnessed",
        "pipeline",
        "reported",
        "streams",
        "asked",
        "judging",
        "totals",
        "released",
        "exported",
        "desk",
        "cli",
    },
    "__main__": {"cli"},
}


def imports_of(path: Path) -> list[tuple[str, bool]]:
    """Modules that a file imports, and whether the import hides inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) not in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where they point"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "recount" else [module]
            found += [(name, id(node) not in top) for name in names]
    return found


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_follow_the_drawing(path: Path) -> None:
    here = path.relative_to(SOURCE)
    home = here.parts[0].removesuffix(".py")
    if home == "__init__":
        return
    for module, hidden in imports_of(path):
        if module.split(".")[0] != "recount":
            continue
        if module == "recount.__version__":
            continue
        part = module.split(".")[1]
        assert part in ALLOWED[home], f"{here} imports {module}: {home} may import {sorted(ALLOWED[home])}"
        assert not hidden or home == "cli", f"{here} hides the import of {module} inside a function"


def test_records_need_only_the_standard_library() -> None:
    for path in (SOURCE / "records").glob("*.py"):
        for module, _ in imports_of(path):
            root = module.split(".")[0]
            assert root == "recount" or root in sys.stdlib_module_names, f"{path.name} imports {module}"


def test_assess_never_sees_sql_or_prose() -> None:
    for path in (SOURCE / "assess").glob("*.py"):
        modules = {module.split(".")[0] for module, _ in imports_of(path)}
        assert not modules & {"duckdb", "sqlite3", "jinja2"}, path.name


def test_only_store_touches_the_database() -> None:
    for path in FILES:
        if path.relative_to(SOURCE).parts[0] in ("store", "reconcile"):
            continue
        assert "duckdb" not in {module.split(".")[0] for module, _ in imports_of(path)}, path


def test_the_drawing_names_every_folder() -> None:
    drawing = (SOURCE.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in sorted(p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__"):
        assert f"{folder}/" in drawing, f"ARCHITECTURE.md does not name {folder}/"
