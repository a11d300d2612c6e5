"""Which files are containers, told by their first bytes; a zip file by what it lists."""

from __future__ import annotations

import re
import tarfile
import zipfile
from typing import BinaryIO, Literal

from recount.collect.containers.crowds import is_crowded
from recount.collect.forms import ZIP_TROUBLES, picture_or_archive, zip_form

Kind = Literal["zip", "wacz", "tar", "gzip", "bzip2", "xz", "warc", "feed", "mbox"]

_PACKED: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"WARC/", "warc"),
)
_FEED = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!doctype\s+rss[^>]*>\s*)*"
    rb"<(?:rss[\s>]|(?:\w+:)?feed\s[^>]*(?:purl\.org/atom|w3\.org/2005/atom)|rdf:rdf\s[^>]*(?:purl\.org/rss|netscape\.com))"
)
_MBOX = re.compile(rb"\AFrom \S+ [^\n]{0,80}\d{4}[^\n]{0,20}\r?\n>?[A-Za-z][\w-]*:")
_WEBS = re.compile(rb"\x00archive/[^\x00]{1,200}\.warc")
_OTHER_PACKAGES = (b"application/vnd.", b"application/x-krita", b"application/epub")


def kind_of(handle: BinaryIO, head: bytes, *, members: int) -> Kind | None:
    """The kind of container whose first bytes these are, or `None`. A zip file of many more than `members` is taken
    for an archive without loading its list. The handle is left at its beginning."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found: Kind | None = "zip" if is_crowded(handle, members) else _kind_of_zip(handle, head)
        handle.seek(0)
        return found
    return kind_of_stream(head)


def kind_of_stream(head: bytes) -> Kind | None:
    """The kind of container that can be told without its end: every one but a zip file."""
    for mark, kind in _PACKED:
        if head.startswith(mark):
            return kind
    if _is_tar(head):
        return "tar"
    if _MBOX.match(head):
        return "mbox"
    return "feed" if _FEED.match(_narrow(head)) else None


def _kind_of_zip(handle: BinaryIO, head: bytes) -> Kind | None:
    """A zip file is a container unless it is a document; of one that is damaged the first bytes must tell."""
    if zip_form(handle) is not None:
        return None
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as package:
            names = package.namelist()
            if "[Content_Types].xml" in names or _other_package(package, names):
                return None
    except ZIP_TROUBLES:
        if _WEBS.search(head):
            return "wacz"
        return "zip" if picture_or_archive(head) == "a ZIP archive" else None
    webs = any(name.startswith("archive/") and ".warc" in name for name in names)
    return "wacz" if webs and "datapackage.json" in names else "zip"


def _other_package(package: zipfile.ZipFile, names: list[str]) -> bool:
    return "mimetype" in names[:3] and package.open("mimetype").read(64).startswith(_OTHER_PACKAGES)


def _is_tar(head: bytes) -> bool:
    """By the sum that the first header carries of itself, which also the oldest tar files have."""
    block = head[: tarfile.BLOCKSIZE]
    if len(block) < tarfile.BLOCKSIZE or not any(block):
        return False
    try:
        return tarfile.nti(block[148:156]) in tarfile.calc_chksums(block)  # type: ignore[attr-defined]
    except tarfile.TarError:
        return False


def _narrow(head: bytes) -> bytes:
    return head.replace(b"\x00", b"").lstrip(b"\xff\xfe") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
