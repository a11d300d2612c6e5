"""A reader of a language by its name."""

from __future__ import annotations

from recount.language.engine import shipped
from recount.language.interface import Language
from recount.language.spacy_engine import PREFIX, SpacyPipeline
from recount.records import UsageError

SHIPPED = "network"


def language_of(name: str = SHIPPED) -> Language:
    """`network`, which ships, or `spacy:` and the name of an installed spaCy pipeline; `UsageError` for others."""
    if name == SHIPPED:
        return shipped()
    if name.startswith(PREFIX) and len(name) > len(PREFIX):
        return SpacyPipeline(name.removeprefix(PREFIX))
    raise UsageError(f"no engine {name!r}; expected {SHIPPED}, or {PREFIX}NAME for an installed spaCy pipeline")
