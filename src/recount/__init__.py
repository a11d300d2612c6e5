"""Recount turns open reports about an armed conflict into one auditable record.

The stages, in order: collect, read, extract, reconcile, store, assess, publish. Each is a folder;
`recount.pipeline` is the one page that joins them. `recount.records` and `recount.words` lie beneath all.

`import recount` does what the command line does: see `recount.api`. Its names are loaded when they are first asked for,
so that a command that only prints its help need not wait for the stages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recount.api import Campaign, build, import_table, open_campaign
    from recount.records import RecountError

__version__ = "0.1.0"

__all__ = ["Campaign", "RecountError", "__version__", "build", "import_table", "open_campaign"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'recount' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module("recount.records" if name == "RecountError" else "recount.api"), name)
