"""Documents that are zip packages (Word, OpenDocument, EPUB): their parts, read within bounds and never trusted."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree

from recount.read.draft import UnreadableError

Element = Any
"""An lxml element; lxml ships no types."""
PARTS = 50_000
"""Entries that a package may have."""
PART = 64_000_000
"""Bytes, unpacked, that one part may have."""
WHOLE = 160_000_000
"""Bytes, unpacked, that are read of one package altogether."""
_TROUBLES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, KeyError, RuntimeError),
    *(OverflowError, struct.error),
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(slots=True)
class Package:
    """An opened package. `what` is what it is called in a sentence ("Word document"); `left` how many bytes may yet
    be unpacked."""

    archive: zipfile.ZipFile
    what: str
    names: frozenset[str]
    left: int = field(default=WHOLE)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part, or `None` where there is no such part. Sizes are looked at before anything is
        unpacked, and no more than the size that was stated is."""
        if name not in self.names:
            return None
        try:
            info = self.archive.getinfo(name)
            if info.flag_bits & 1:
                raise UnreadableError("encrypted", f"The {self.what} is encrypted; give one without a password.")
            if info.file_size > min(PART, self.left):
                raise UnreadableError("bomb", self._too_large(info.file_size))
            self.left -= info.file_size
            return self.archive.read(info)
        except _TROUBLES as error:
            raise damaged(self.what, f"its part {name[:80]!r} cannot be unpacked") from error

    def xml(self, name: str) -> Element | None:
        """The root of a part of XML, or `None` where there is no such part. A part that defines entities of its own
        is refused: they serve only to blow up or to fetch."""
        data = self.data(name)
        if data is None:
            return None
        if _ENTITY.search(data.replace(b"\x00", b"") if b"\x00" in data[:64] else data):
            sentence = f"The {self.what} defines entities in its part {name[:80]!r}, which no such document needs."
            raise UnreadableError("entities", sentence)
        try:
            return etree.fromstring(data, parser=_parser())
        except (etree.LxmlError, ValueError, AssertionError) as error:
            raise damaged(self.what, f"its part {name[:80]!r} is no well-formed XML") from error

    def _too_large(self, size: int) -> str:
        return (
            f"The {self.what} unpacks to more than is read of one ({size / 1e6:.0f} MB in one part; bounds are "
            f"{PART / 1e6:.0f} MB a part, {WHOLE / 1e6:.0f} MB in all)."
        )


def package_of(data: bytes, what: str) -> Package:
    """The package that the bytes hold; `UnreadableError` where they hold none that can be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except _TROUBLES as error:
        if data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data[-66_000:]:
            raise damaged(what, "its end is missing, as after a broken download") from error
        raise damaged(what, "it is not the zip package that it should be") from error
    if len(names) > PARTS:
        raise UnreadableError("bomb", f"The {what} has {len(names)} parts; up to {PARTS} are taken.")
    return Package(archive, what, frozenset(names))


def damaged(what: str, how: str) -> UnreadableError:
    """The error that says what is amiss with a document."""
    return UnreadableError("damaged", f"The {what} cannot be opened: {how}.")


def path_of(base: str, reference: str) -> str:
    """The name of the part that a reference inside the part `base` means."""
    plain = unquote(reference.split("#", 1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), plain)).lstrip("/")


def name_of(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number_in(element: Element, name: str) -> int:
    """A count in an attribute; 1 where it is missing or no count."""
    value = attribute(element, name) or ""
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 6 else 1


def one_line(words: str | None) -> str:
    """Words without outer blanks and with single spaces between."""
    return " ".join((words or "").split())


def stated_title(words: str | None) -> str | None:
    """A title of a file's own properties, where it is one and not a name that a programme put there."""
    title = one_line(words)
    low = title.lower()
    poor = low.endswith((".doc", ".docx", ".odt", ".rtf", ".indd", ".pdf")) or low.startswith(
        ("microsoft", "untitled", "document1", "word document")
    )
    return None if poor else title or None


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
