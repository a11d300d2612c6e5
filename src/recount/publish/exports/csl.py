"""Reports as sources that reference managers take: CSL-JSON (Citation Style Language 1.0.2) and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from recount.publish.clean import clean
from recount.records.codec import dumps
from recount.records.publication import Cited

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def csl(cited: Iterable[Cited]) -> bytes:
    """The sources as CSL-JSON. The hash of the bytes that were captured stands in the note."""
    return ("[" + ",\n".join(dumps(_item(one)) for one in cited) + "]\n").encode()


def _item(cited: Cited) -> dict[str, Any]:
    found: dict[str, Any] = {"id": cited.id, "type": "webpage" if cited.url else "report"}
    if cited.published:
        found["issued"] = {"date-parts": [[int(part) for part in cited.published.split("-")]]}
    facts = {"title": cited.title, "container-title": cited.publisher, "language": cited.language, "URL": cited.url}
    found |= {name: clean(value) for name, value in facts.items() if value}
    found["note"] = "sha256: " + cited.sha256 + ("" if cited.readable else "; kept unread")
    return found


def bibtex(cited: Iterable[Cited]) -> bytes:
    """The sources as BibTeX, one entry a report, keyed by its id."""
    return "\n".join(_entry(one) for one in cited).encode()


def _entry(cited: Cited) -> str:
    year, month, day = (cited.published or "--").split("-")
    facts = {
        "title": f"{{{_tex(cited.title)}}}" if cited.title else None,
        "organization": _tex(cited.publisher) if cited.publisher else None,
        "year": year or None,
        "month": str(int(month)) if month else None,
        "day": str(int(day)) if day else None,
        "url": _address(cited.url) if cited.url else None,
        "language": _tex(cited.language) if cited.language else None,
        "note": f"sha256: {cited.sha256}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items() if value)
    return f"@misc{{r{cited.id},\n{lines}}}\n"


def _tex(text: str) -> str:
    flat = " ".join(clean(text).split())
    return "".join(_SPECIAL.get(sign, sign) for sign in flat)


def _address(url: str) -> str:
    """An address as BibTeX keeps it: what would end or open a group is written as its code."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", clean(url))
