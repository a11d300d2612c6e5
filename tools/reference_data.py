"""Pages of the reference on what lies in folders: a pack, and a campaign on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast, get_type_hints

import yaml

from recount.store.schema import SCHEMA_VERSION, TABLES
from recount.store.truth import IN_ORDER
from recount.words.entries import ActorEntry, Called, Holder, Parent, PlaceEntry, Tie
from recount.words.hand import COLUMNS
from recount.words.means import MeansEntry
from recount.words.pack import PARTS

MEANINGS = Path(__file__).with_name("reference_words.yaml")


@cache
def meanings() -> dict[str, dict[str, Any]]:
    """What the pages say of each thing that the code names."""
    return cast("dict[str, dict[str, Any]]", yaml.safe_load(MEANINGS.read_text(encoding="utf-8")))


def meaning_of(names: Sequence[str], said: Mapping[str, str], *, where: str) -> dict[str, str]:
    """The meaning of each name, in the names' order; raises `LookupError` where names and meanings differ."""
    missing, extra = sorted(set(names) - set(said)), sorted(set(said) - set(names))
    if missing or extra:
        raise LookupError(f"{MEANINGS.name}, {where}: without a meaning {missing}; meanings of nothing {extra}")
    return {name: said[name] for name in names}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def pack() -> str:
    """Files of a pack, the fields of its actors and places, the columns of what people decide by hand."""
    known = meanings()
    files = [*PARTS.values(), *(f"hand/{name}" for name in COLUMNS)]
    said = meaning_of(files, known["pack_files"], where="pack_files")
    parts = [
        "# A pack on disk\n\nA theatre as a folder of data. ",
        "`--pack` takes a name that ships or the path of such a folder.\n\n",
        table(("file", "holds"), [(f"`{name}`", text) for name, text in said.items()]),
    ]
    homes = {ActorEntry: "actors.yaml", Parent: "parents of an actor", Holder: "holders of an office"}
    homes |= {Called: "former names of an actor", Tie: "relations of an actor"}
    for cls, title in {**homes, PlaceEntry: "places.tsv", MeansEntry: "means.yaml"}.items():
        names = [name.rstrip("_") for name in get_type_hints(cls)]
        fields = meaning_of(names, known["pack_fields"][cls.__name__], where=cls.__name__)
        parts += [f"\n## {title}\n\n", table(("field", "means"), [(f"`{n}`", text) for n, text in fields.items()])]
    for name, columns in COLUMNS.items():
        rows = [(f"`{column}`", known["hand_columns"][column]) for column in columns]
        parts += [f"\n## hand/{name}\n\n", table(("column", "means"), rows)]
    return "".join(parts)


def campaign() -> str:
    """The folder of a campaign, and the tables of a generation."""
    known = meanings()
    folders = ["truth/bytes", *(f"truth/{name}" for name in IN_ORDER)]
    files = ["campaign.json", *folders, "generations", "current", "runs", "writer.lock"]
    said = meaning_of(files, known["campaign_files"], where="campaign_files")
    tables = meaning_of(list(TABLES), known["tables"], where="tables")
    parts = [
        "# A campaign on disk\n\nOne folder with relative paths: it can be copied or moved as it stands.\n\n",
        table(("path", "holds"), [(f"`{name}`", text) for name, text in said.items()]),
        "\nTruth is append-only. Each line carries its checksum; a batch counts once its commit line is synced.\n",
        f"\n# Tables of a generation\n\nDuckDB, schema {SCHEMA_VERSION}. ",
        "`stop` is the exclusive end of a stretch of days; open bounds are NULL; instants are cut to their date. ",
        "`json` is the whole record as one line of JSON.\n",
    ]
    for name, columns in TABLES.items():
        rows = [(f"`{column}`", kind) for column, kind in columns]
        parts += [f"\n## {name}\n\n{tables[name][0].upper()}{tables[name][1:]}.\n\n", table(("column", "type"), rows)]
    return "".join(parts)
