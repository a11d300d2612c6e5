"""Write the example reports that are no plain text: `python -m tools.example_forms`, or `--check` what is committed.

Their words stand in `tools/example_sources/`, one YAML file each, so that a person can read and alter them. The same
words give the same bytes each time (with the versions of `requirements.lock`): no clock, no random ids."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tools.example_binders import (
    eml_binder,
    mhtml_binder,
    tar_binder,
    wacz_binder,
    warc_binder,
    zip_binder,
)
from tools.example_book import epub_of
from tools.example_office import docx_of, ods_of, odt_of, xlsx_of
from tools.example_pages import html_of, txt_of
from tools.example_print import pdf_of, png_of, rtf_of
from tools.example_source import Source, sources

TARGET = Path(__file__).resolve().parent.parent / "examples" / "inherent-resolve"

WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": docx_of, "odt": odt_of, "ods": ods_of, "xlsx": xlsx_of, "pdf": pdf_of, "rtf": rtf_of, "png": png_of,
    "html": html_of, "txt": txt_of, "md": txt_of, "epub": epub_of,
}  # fmt: skip
BINDERS: dict[str, Callable[[Source, Callable[[Source], bytes]], bytes]] = {
    "zip": zip_binder, "tar.gz": tar_binder, "eml": eml_binder, "mhtml": mhtml_binder,
    "warc.gz": warc_binder, "wacz": wacz_binder,
}  # fmt: skip


def render(source: Source) -> bytes:
    """The bytes of a source in its form. Raises ValueError where no writer writes that form."""
    if source.form in WRITERS:
        return WRITERS[source.form](source)
    if source.form in BINDERS:
        return BINDERS[source.form](source, render)
    raise ValueError(f"{source.name}: no writer for {source.form!r}; there are {', '.join([*WRITERS, *BINDERS])}")


def difference(wanted: bytes, found: bytes) -> str | None:
    """In what two files differ, in words; None where they do not."""
    if wanted == found:
        return None
    if zipfile.is_zipfile(io.BytesIO(wanted)) and zipfile.is_zipfile(io.BytesIO(found)):
        one, other = _members(wanted), _members(found)
        names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        return f"differs in {', '.join(names) or 'order or compression of its members'}"
    first = next(
        (n for n, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found))
    )
    return f"differs from byte {first} ({len(found)} bytes, {len(wanted)} expected)"


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stale(folder: Path | None = None) -> list[str]:
    """A line for each committed file that is not what its source gives."""
    lines = []
    for source in sources():
        path = (folder or TARGET) / source.name
        said = difference(render(source), path.read_bytes()) if path.exists() else "is missing"
        if said:
            lines.append(f"{source.name} {said}")
    return lines


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.example_forms [--check]", file=sys.stderr)
        return 2
    if arguments:
        lines = stale()
        print("\n".join(lines) or "every example is what its source gives", file=sys.stderr)
        return 1 if lines else 0
    for source in sources():
        (TARGET / source.name).write_bytes(render(source))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
