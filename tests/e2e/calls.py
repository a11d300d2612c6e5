"""A way to call the command line as a person does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "inherent-resolve"


@dataclass(frozen=True)
class Call:
    """What a call of the command line came to."""

    status: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "recount", *map(str, arguments)]


def recount(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, patience: float = 300, **extra: Any
) -> Call:
    """What the call comes to. One that has not ended after so many seconds of `patience` hangs."""
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=cwd, timeout=patience, check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}, **extra,
    )  # fmt: skip
    return Call(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def claims_of(campaign: Path) -> list[dict[str, Any]]:
    return recount("claims", campaign).lines()
