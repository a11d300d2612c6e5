"""The append-only truth of a campaign: seven ledgers and a vault, loaded together and committed in order.

The order is that of custody: bytes before the captures that name them, texts before the claims that quote them. So
wherever a build is cut off, nothing that is kept points at something that is not.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from recount.records.ids import digest
from recount.store.disk import Disk
from recount.store.ledger import Ledger
from recount.store.segments import SEGMENT_BYTES, Log
from recount.store.vault import PACK_BYTES, Vault

FOLDER = "truth"

LedgerName = Literal["captures", "texts", "claims", "copies", "skips", "judgements"]

IN_ORDER: tuple[LedgerName, ...] = ("captures", "texts", "claims", "copies", "skips", "judgements")
SEEN_BY_READERS: tuple[LedgerName, ...] = ("texts", "claims", "copies", "skips", "judgements")


class Truth:
    """What a campaign knows. Reading sees what was committed when it was loaded, whatever is written meanwhile."""

    def __init__(
        self, campaign: Path, *, disk: Disk, segment_bytes: int = SEGMENT_BYTES, pack_bytes: int = PACK_BYTES
    ) -> None:
        folder = campaign / FOLDER

        def ledger(name: str) -> Ledger:
            return Ledger(Log(folder / name, disk=disk, segment_bytes=segment_bytes))

        self.ledgers: dict[LedgerName, Ledger] = {name: ledger(name) for name in IN_ORDER}
        self._index = ledger("bytes")
        self.vault = Vault(folder / "bytes", self._index, disk=disk, pack_bytes=pack_bytes)

    def load(self) -> None:
        """Read every view from the disk."""
        for ledger in (self._index, *self.ledgers.values()):
            ledger.load()

    def refresh(self) -> None:
        """Read again what another process has added to since."""
        for ledger in (self._index, *self.ledgers.values()):
            ledger.refresh()

    def commit(self) -> None:
        """Make everything pending count, in the order of custody."""
        self.vault.commit()
        for name in IN_ORDER:
            self.ledgers[name].commit()

    def close(self) -> None:
        """Let go of all files."""
        self.vault.close()
        for ledger in (self._index, *self.ledgers.values()):
            ledger.log.close()
            ledger.forget()

    @property
    def pending_bytes(self) -> int:
        """How much a crash now would lose."""
        return self.vault.pending_bytes + sum(ledger.pending_bytes for ledger in self.ledgers.values())

    @property
    def damage(self) -> list[str]:
        """Sentences on lines that were once whole and no longer are."""
        return [sentence for ledger in (self._index, *self.ledgers.values()) for sentence in ledger.log.damage]

    def fingerprint(self) -> str:
        """Hash of everything that a generation is built from; custody alone changes nothing in it."""
        return digest(*(self.ledgers[name].fingerprint() for name in SEEN_BY_READERS))
