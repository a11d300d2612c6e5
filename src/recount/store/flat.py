"""The tables of a campaign as flat files, out and in again, so that figures can be recomputed from the files alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from recount.store.schema import TABLES, create_table

FLAT: dict[str, tuple[str, ...]] = {
    name: tuple(column for column, _ in columns if column not in ("json", "sentence", "sentence_start"))
    for name, columns in TABLES.items()
    if name not in ("skips", "set_aside", "disputes")
}
"""Tables and their columns as files hold them: without whole records, whole sentences and what was left out."""


def flat_rows(duck: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of one table, in the order of their values."""
    columns = ", ".join(f'"{column}"' for column in FLAT[table])
    cursor = duck.cursor()
    cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY ALL')
    while chunk := cursor.fetchmany(1000):
        yield from chunk


def kinds_of(table: str) -> dict[str, str]:
    """The columns of a flat table with their SQL types."""
    known = dict(TABLES[table])
    return {column: known[column] for column in FLAT[table]}


@contextmanager
def flat_tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Tables in memory, filled from the files `TABLE.csv` of a folder. A missing file leaves its table empty."""
    with duckdb.connect() as duck:
        for name in TABLES:
            duck.execute(create_table(name))
            path = folder / f"{name}.csv"
            if name in FLAT and path.is_file():
                kinds = ", ".join(f"'{column}': '{kind}'" for column, kind in kinds_of(name).items())
                columns = ", ".join(f'"{column}"' for column in FLAT[name])
                duck.execute(
                    f"INSERT INTO \"{name}\" ({columns}) SELECT * FROM read_csv(?, header = true, delim = ',', "
                    f"quote = '\"', escape = '\"', nullstr = '', columns = {{{kinds}}})",
                    [str(path)],
                )
        yield duck
