"""Tar archives, read forward, so that packed ones need not be unpacked as a whole."""

from __future__ import annotations

import tarfile
from functools import partial
from typing import Any, cast

from recount.collect.containers.budget import Budget, RefusedError, Stream
from recount.collect.containers.pieces import DEVICE, LINK, TROUBLES, Opened, Passed, Piece, Trouble, plain

_LONGEST = 1_000_000
"""Bytes that a header which only tells of the next one (a long name, pax records) may have."""
_TELLING = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)


class _Header(tarfile.TarInfo):
    """A header that says so when it is damaged (the library takes it for the end) and stays within memory."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tar)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(str(error)) from None

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        if self.type in _TELLING and self.size > _LONGEST:
            raise tarfile.ReadError("a name of megabytes")
        return super()._proc_member(tar)  # type: ignore[misc]


def open_tar(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The pieces of a tar archive."""
    taken = 0
    try:
        archive = tarfile.open(  # noqa: SIM115 - a generator holds it, and closes nothing that it did not open
            fileobj=cast(Any, handle), mode="r|", tarinfo=_Header, errors="surrogateescape"
        )
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # the library keeps them all
            found = _piece(archive, info)
            taken += isinstance(found, Piece)
            if found is not None:
                yield found
    except RefusedError:
        raise
    except TROUBLES:
        yield Trouble("cut", f"The archive breaks off or is damaged after {taken} file(s); what came after is lost.")


def _piece(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Piece | Passed | None:
    label = plain(info.name)
    if info.isdir():
        return None
    if info.issym() or info.islnk():
        return Passed(label, *LINK)
    if not info.isreg() or info.issparse():
        return Passed(label, *DEVICE)
    return Piece(label, label, partial(_opened, archive, info))


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Stream:
    return cast(Stream, archive.extractfile(info))
