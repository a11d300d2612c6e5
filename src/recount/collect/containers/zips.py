"""Zip archives, by their list of contents; where that is missing, damaged or enormous, from one entry to the next."""

from __future__ import annotations

import stat
import zipfile
from functools import partial
from typing import BinaryIO, cast

from recount.collect.containers.budget import Budget, Stream
from recount.collect.containers.crowds import is_crowded
from recount.collect.containers.pieces import DEVICE, LINK, LOCKED, Opened, Passed, Piece, Trouble, plain
from recount.collect.containers.zips_cut import entries_in
from recount.collect.forms import ZIP_TROUBLES

_UTF8 = 0x800
_LOCKED = 0x1


def open_zip(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The pieces of a zip archive."""
    file = cast(BinaryIO, handle)
    if is_crowded(file, budget.bounds.members):
        yield from entries_in(file, budget)
        return
    try:
        package = zipfile.ZipFile(file)
    except ZIP_TROUBLES:
        yield from entries_in(file, budget)
        return
    with package:
        yield from pieces_of(package)


def pieces_of(package: zipfile.ZipFile) -> Opened:
    """The pieces that an archive lists, folders left out."""
    for info in package.infolist():
        if not info.is_dir():
            yield _piece(package, info)


def _piece(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Piece | Passed | Trouble:
    label = _name(info)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return Passed(label, *LINK)
    if kind not in (0, stat.S_IFREG):
        return Passed(label, *DEVICE)
    if info.flag_bits & _LOCKED:
        return Passed(label, *LOCKED, code="encrypted")
    return Piece(label, label, partial(_opened, package, info), packed=info.compress_size)


def _opened(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Stream:
    return cast(Stream, package.open(info))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: many write UTF-8 and do not say so."""
    if not info.flag_bits & _UTF8:
        try:
            return plain(info.filename.encode("cp437").decode("utf-8"))
        except UnicodeError:
            pass
    return plain(info.filename)
