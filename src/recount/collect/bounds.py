"""How much of a thing is taken into memory at once."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sizes in bytes. `text` bounds one text (a plain file, a line of JSON Lines, a row); `whole` a file that can
    only be read whole (HTML, PDF, Word and the like). Containers are streamed and have no bound of their own."""

    text: int = 16 * MEGABYTE
    whole: int = 64 * MEGABYTE


def in_words(size: int) -> str:
    """A size for a person: "812 bytes", "16.0 MB"."""
    return f"{size} bytes" if size < 100_000 else f"{size / MEGABYTE:.1f} MB"
