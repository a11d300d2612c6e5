"""What a file is. Its content decides; its suffix is asked only where the content leaves it open."""

from __future__ import annotations

import codecs
import json
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import PurePath
from typing import BinaryIO, get_args

from recount.collect.letter_marks import letter_form
from recount.records import Form

HEAD = 8192
"""Bytes that are looked at."""

SUFFIXES: dict[str, Form] = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".pdf": "pdf",
    ".docx": "docx", ".docm": "docx", ".odt": "odt", ".ott": "odt", ".rtf": "rtf", ".epub": "epub",
    ".eml": "eml", ".mhtml": "mhtml", ".mht": "mhtml",
    ".xlsx": "sheet", ".xlsm": "sheet", ".xls": "sheet", ".ods": "sheet", ".vtt": "transcript", ".srt": "transcript",
}  # fmt: skip
READS = (
    "plain text, Markdown, HTML, PDF, Word (.docx), OpenDocument text (.odt), RTF, EPUB, spreadsheets (.xlsx, .xls, "
    ".ods), subtitles (.vtt, .srt), letters (.eml, .mbox), saved pages (.mhtml), feeds (RSS, Atom), JSON Lines, CSV; "
    "and what lies in web archives (WARC, WACZ), zip, tar, gzip, bzip2 and xz"
)
YAML = "a file of settings or answers (YAML)"
FORMS: frozenset[str] = frozenset(get_args(Form))
"""Every name that is a form; whatever else `form_of` gives is words for what cannot be read."""

_OLE_MARK = b"\xd0\xcf\x11\xe0"
_OLE_SHEET = "Workbook".encode("utf-16-le")
"""The stream of an old Excel file, as its directory names it."""
_CUE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:WEBVTT\b|\d+\s*\r?\n\d+:\d\d:\d\d[,.]\d{3}\s*-->)")
"""WebVTT, or the number and the times of a first SubRip cue."""
_OLE_LETTER = "__substg1.0_".encode("utf-16-le")
"""What the directory of an Outlook message names its parts by."""
_MSG = "an Outlook message (.msg); open it in Outlook or Thunderbird, save it as .eml, and give that"
_OLE = (
    "an Office document of the old kind (.doc, .xls, .ppt) or one locked by a password; open it in an office "
    "programme, save it as .docx, .odt or PDF without a password, and give that"
)
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"BM\xf6", "a bitmap picture"), (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a sound, film or WebP file"), (b"ID3", "a sound file"), (b"OggS", "a sound or film file"),
    (b"\x1aE\xdf\xa3", "a film"), (b"\x00\x00\x00\x18ftyp", "a film"), (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"), (b"Rar!", "a RAR archive"), (_OLE_MARK, _OLE),
    (b"\x7fELF", "a program"), (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3", "an SQLite database"), (b"PAR1", "a Parquet table"), (b"WARC/", "a web archive (WARC)"),
    (b"%!PS", "a PostScript document"), (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)  # fmt: skip
_ZIP = (
    (b"word/", "a Word document"), (b"xl/", "an Excel workbook"), (b"ppt/", "a PowerPoint file"),
    (b"mimetypeapplication/epub", "an e-book"), (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
)  # fmt: skip
_ZIP_TYPES: dict[str, Form] = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "sheet",
    "application/vnd.oasis.opendocument.spreadsheet-template": "sheet",
}
"""Forms by the type that a package states in its entry `mimetype` (OCF 3.3; OpenDocument 1.3, part 2)."""
_ZIP_FOLDERS: dict[str, Form] = {"word/": "docx", "xl/": "sheet"}
"""Forms of Office Open XML packages by the folder that holds their main part."""
ZIP_TROUBLES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, KeyError, RuntimeError),
    *(OverflowError, struct.error),
)
"""What a damaged, cut or encrypted zip file makes the standard library raise."""
_TEXTUAL: frozenset[Form | None] = frozenset({"txt", "md", "html", "jsonl", "csv"})
_TYPE = 128
"""Bytes of an entry `mimetype` that are looked at."""
_PAGE = re.compile(
    rb"(?is)\A\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])"
)
_TAG = re.compile(
    rb"(?i)</?(?:p|div|span|a|br|h[1-6]|article|section|table|ul|li|body|html|head|title|meta|img)\b[^>]*>"
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x00\x0b"))


def form_of(head: bytes, name: str) -> Form | str:
    """The form of a file from its first bytes and its name; where it cannot be read, the words for what it is."""
    suffix = SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith(_OLE_MARK) and (suffix == "sheet" or _OLE_SHEET in head):
        return "sheet"
    if head.startswith(_OLE_MARK) and (PurePath(name).suffix.lower() == ".msg" or _OLE_LETTER in head):
        return _MSG
    known = picture_or_archive(head)
    if known is not None:
        return known
    if (letter := letter_form(head, suffix)) is not None:
        return letter
    if _CUE.match(_narrow(head)):
        return "transcript"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _PAGE.match(_narrow(head)):
        return "html" if suffix != "md" else "md"
    if _binary(head):
        return "binary data"
    if PurePath(name).suffix.lower() in (".yaml", ".yml"):
        return YAML
    return _textual(_narrow(head), suffix)


def zip_form(handle: BinaryIO) -> Form | None:
    """The form of a document that is a zip package (Word, OpenDocument, EPUB), from its central directory; where that
    is cut off, from its first bytes. `None` for any other archive. The handle is left where it was found."""
    at = handle.tell()
    try:
        handle.seek(0)
        with zipfile.ZipFile(handle) as package:
            return _package_form(package)
    except ZIP_TROUBLES:
        handle.seek(0)
        return _cut_form(handle.read(HEAD))
    finally:
        handle.seek(at)


def _package_form(package: zipfile.ZipFile) -> Form | None:
    names = package.namelist()
    if "mimetype" in names and package.getinfo("mimetype").file_size <= _TYPE:
        form = _ZIP_TYPES.get(package.read("mimetype").decode("ascii", "replace").strip())
        if form is not None:
            return form
    if "META-INF/container.xml" in names and any(name.lower().endswith(".opf") for name in names):
        return "epub"
    if "[Content_Types].xml" in names:
        return next((form for folder, form in _ZIP_FOLDERS.items() if any(n.startswith(folder) for n in names)), None)
    return None


def _cut_form(head: bytes) -> Form | None:
    """The form of a package of which only the beginning is there."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    for stated in sorted(_ZIP_TYPES, key=len, reverse=True):
        if b"mimetype" + stated.encode("ascii") in head:
            return _ZIP_TYPES[stated]
    if b"[Content_Types].xml" not in head[:256] and b"_rels/.rels" not in head and b"docProps/" not in head:
        return None
    return next((form for folder, form in _ZIP_FOLDERS.items() if folder.encode("ascii") in head), None)


def picture_or_archive(head: bytes) -> str | None:
    """What a file is by its signature, in words, where that is nothing to read as a report."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((words for mark, words in _ZIP if mark in head), "a ZIP archive")
    if head[4:8] == b"ftyp":
        return "a film"
    return next((words for mark, words in _MAGIC if head.startswith(mark)), None)


def _textual(head: bytes, suffix: Form | None) -> Form | str:
    if suffix not in _TEXTUAL:
        suffix = None
    if suffix == "html" and not _TAG.search(head):
        return _record_form(head) or "txt"
    if suffix in ("csv", None) or suffix == "jsonl":
        return _record_form(head) or suffix or ("html" if len(_TAG.findall(head)) > 4 else "txt")
    return suffix


def _record_form(head: bytes) -> Form | None:
    """JSON Lines, where the first line is a whole JSON object or the beginning of a very long one."""
    line = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not line.startswith(b"{"):
        return None
    try:
        return "jsonl" if isinstance(json.loads(line.decode("utf-8", "replace")), dict) else None
    except ValueError:
        return "jsonl" if len(head) >= HEAD and re.match(rb'\{\s*"[^"\n]{1,80}"\s*:', line) else None
    except RecursionError:
        return "jsonl"


def _binary(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        return False
    narrow = _narrow(head)
    controls = len(narrow) - len(narrow.translate(None, _CONTROL))
    return controls > 0.05 * len(narrow) or narrow.count(0) > 0.2 * len(narrow)


def _narrow(head: bytes) -> bytes:
    """UTF-16 seen as its lower half, so that marks of ASCII can be looked for."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return head[2:].decode(name, "replace").encode("utf-8", "replace")
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.3 * (len(head) // 2 or 1):
        return head.replace(b"\x00", b"")
    return head


assert set(SUFFIXES.values()) <= FORMS
