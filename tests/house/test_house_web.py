"""The scripts that ship are those that their sources build to."""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
BUILT = ROOT / "src" / "recount" / "desk" / "static" / "built"


def test_the_lock_says_what_and_never_from_where() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: row for name, row in lock["packages"].items() if name}
    assert packages
    assert [name for name, row in packages.items() if "resolved" in row] == []
    assert [name for name, row in packages.items() if "integrity" not in row] == []


@pytest.mark.slow
def test_the_shipped_scripts_are_what_their_sources_build_to(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or not (WEB / "node_modules" / "vite").is_dir():
        pytest.skip("no npm here, or nothing installed (npm --prefix web install): the scripts were not built anew")
    subprocess.run(
        [npm, "--prefix", str(WEB), "run", "build", "--", "--outDir", str(tmp_path / "built")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    names = sorted(str(p.relative_to(BUILT)) for p in BUILT.rglob("*") if p.is_file())
    again = sorted(str(p.relative_to(tmp_path / "built")) for p in (tmp_path / "built").rglob("*") if p.is_file())
    assert names == again, "run: npm --prefix web run build"
    same, different, missing = filecmp.cmpfiles(BUILT, tmp_path / "built", names, shallow=False)
    assert (different, missing) == ([], []), "run: npm --prefix web run build"
    assert same == names
