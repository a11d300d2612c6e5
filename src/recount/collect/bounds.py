"""How much of a thing is taken into memory at once, and how far a container may be opened."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sizes in bytes. `text` bounds one text (a plain file, a line of JSON Lines, a row); `whole` a file that can
    only be read whole (HTML, PDF, Word, a letter and the like). Tables and archives are streamed.

    Of one file that is given: `depth` is how deep containers may lie in one another, itself being the first;
    `members` how many things all of them together may hold; `unpacked` how many bytes may come out of packing;
    `ratio` how many times its packed size a thing may grow once it is longer than a text may be."""

    text: int = 16 * MEGABYTE
    whole: int = 64 * MEGABYTE
    depth: int = 4
    members: int = 100_000
    unpacked: int = 16_000 * MEGABYTE
    ratio: int = 200


def in_words(size: int) -> str:
    """A size for a person: "812 bytes", "16.0 MB"."""
    return f"{size} bytes" if size < 100_000 else f"{size / MEGABYTE:.1f} MB"
