"""Rows as one Parquet file, with metadata of the file's own: DuckDB writes it, so the store does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from recount.records.codec import dumps


def parquet_of(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], metadata: Mapping[str, str]) -> bytes:
    """The bytes of the file. `columns` are names with their SQL kinds, a BLOB given by its hexadecimal digits;
    `metadata` stands in the file's footer."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as duck:
        lines, made = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        with lines.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(dumps(row) + "\n" for row in rows)
        kinds = ", ".join(f"'{name}': '{'VARCHAR' if kind == 'BLOB' else kind}'" for name, kind in columns.items())
        taken = ", ".join(f'unhex("{n}") AS "{n}"' if kind == "BLOB" else f'"{n}"' for n, kind in columns.items())
        said = ", ".join(f"{name}: {_quoted(value)}" for name, value in metadata.items())
        duck.execute("SET threads = 1")
        duck.execute(
            f"COPY (SELECT {taken} FROM read_json({_quoted(str(lines))}, format = 'newline_delimited', "
            f"columns = {{{kinds}}})) TO {_quoted(str(made))} (FORMAT parquet, KV_METADATA {{{said}}})"
        )
        return made.read_bytes()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
