"""Keys of numbers: they are addresses in the page, so they hold letters, digits, hyphens and underscores only."""

from __future__ import annotations


def slug(text: str) -> str:
    """A word for a key: letters, digits and hyphens; other characters as their code points, so that none collide."""
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}" for c in text)
