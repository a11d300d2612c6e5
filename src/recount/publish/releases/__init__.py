"""Releases: what is frozen under a number, what is kept back, how two releases differ, and whether one still holds."""

from __future__ import annotations

from recount.publish.releases.compare import changes, corrected, errata, sentence, told
from recount.publish.releases.content import Material, files_of
from recount.publish.releases.held import hold_back_of, in_words
from recount.publish.releases.holds import broken_files, broken_numbers, broken_quotes

__all__ = [
    "Material",
    "broken_files",
    "broken_numbers",
    "broken_quotes",
    "changes",
    "corrected",
    "errata",
    "files_of",
    "hold_back_of",
    "in_words",
    "sentence",
    "told",
]
