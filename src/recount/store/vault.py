"""Captured bytes: kept once per SHA-256, compressed, in packs; the index line that counts comes after the bytes.

A pack is a sequence of `SHA256 SIZE STORED<newline>` and STORED bytes of zlib data, so that it can be read even
without the index. Bytes that no index line names (a build was killed between the two) are passed over.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from io import FileIO
from pathlib import Path

from recount.records import CampaignError
from recount.records.ids import sha256_of
from recount.store.disk import Disk, explained
from recount.store.ledger import Ledger

PACK_BYTES = 256 * 1024 * 1024
"""A pack is followed by a new one once it is this large."""

_LEVEL = 6


class Vault:
    """Bytes by their SHA-256. Reading needs no lock; `add` and `commit` are for the one writer only."""

    def __init__(self, folder: Path, index: Ledger, *, disk: Disk, pack_bytes: int = PACK_BYTES) -> None:
        self._folder = folder
        self._index = index
        self._disk = disk
        self._limit = pack_bytes
        self._pending: dict[str, tuple[int, bytes]] = {}
        self._file: FileIO | None = None
        self._number = 0
        self._end = 0
        self.pending_bytes = 0

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._index or sha256 in self._pending

    def __len__(self) -> int:
        return len(self._index)

    def hashes(self) -> list[str]:
        """The SHA-256 of everything kept, in the order of arrival."""
        return list(self._index.current())

    def add(self, sha256: str, data: bytes) -> None:
        """Keep bytes, once. Counts from the next `commit` on. `sha256` must be theirs."""
        if sha256 in self:
            return
        found = sha256_of(data)
        if found != sha256:
            raise CampaignError(f"The bytes handed in as {sha256[:16]} hash to {found[:16]}; collect them again.")
        stored = zlib.compress(data, _LEVEL)
        self._pending[sha256] = (len(data), stored)
        self.pending_bytes += len(stored)

    def commit(self) -> None:
        """Put the pending bytes on the disk, then the index lines that make them count."""
        if not self._pending:
            return
        with explained("write captured bytes", self._folder):
            places = self._write()
        self._index.forget()  # a commit that was broken off between pack and index is made anew, as a whole
        for sha256, (offset, stored) in places.items():
            self._index.add(sha256, sha256, "", pack=self._number, offset=offset, stored=stored)
        self._index.commit()
        self.forget()

    def forget(self) -> None:
        """Drop what is pending."""
        self._pending.clear()
        self._index.forget()
        self.pending_bytes = 0

    def read(self, sha256: str) -> bytes:
        """The bytes as they were captured, checked against their hash."""
        if sha256 not in self._index:
            raise CampaignError(f"No captured bytes with the SHA-256 {sha256} are in this campaign.")
        place = self._index.extra(sha256)
        path = self._path(place["pack"])
        with explained("read captured bytes", path), path.open("rb") as file:
            file.seek(place["offset"])
            stored = file.read(place["stored"])
        data = b""
        with suppress(zlib.error):
            data = zlib.decompress(stored)
        if sha256_of(data) != sha256:
            raise CampaignError(
                f"The captured bytes {sha256} in {path.name} no longer hash to their name. "
                "Restore this file from a copy of the campaign, or collect the report again into a new one."
            )
        return data

    def close(self) -> None:
        """Let go of the pack that is being written, and of what is pending."""
        self._close_pack()
        self.forget()

    def _write(self) -> dict[str, tuple[int, int]]:
        file = self._writable()
        places, parts, end = {}, [], self._end
        for sha256, (size, stored) in self._pending.items():
            head = f"{sha256} {size} {len(stored)}\n".encode()
            places[sha256] = (end + len(head), len(stored))
            parts += [head, stored]
            end += len(head) + len(stored)
        try:
            self._disk.write(file, b"".join(parts))
            self._disk.sync(file)
        except BaseException:
            # No index line names these bytes yet, so cutting them off only gives room back.
            self._file = None
            with suppress(OSError), file:
                self._disk.truncate(file, self._end)
            raise
        self._end = end
        return places

    def _writable(self) -> FileIO:
        if self._file is not None and self._end < self._limit:
            return self._file
        self._close_pack()
        self._disk.make_folder(self._folder)
        self._number = max((int(p.stem) for p in self._folder.glob("*.pack") if p.stem.isdigit()), default=1)
        if self._path(self._number).exists() and self._path(self._number).stat().st_size >= self._limit:
            self._number += 1
        self._file = self._disk.open(self._path(self._number), "a")
        self._end = self._file.seek(0, 2)
        self._disk.sync_folder(self._folder)
        return self._file

    def _close_pack(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06d}.pack"
