"""Recount turns open reports about an armed conflict into one auditable record.

The stages, in order: collect, read, extract, reconcile, store, assess, publish. Each is a folder;
`recount.pipeline` is the one page that joins them. `recount.records` and `recount.words` lie beneath all.
"""

__version__ = "0.1.0"
