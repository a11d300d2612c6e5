"""Collect: bytes as they arrive, with custody. It does not know how a page is parsed."""

from recount.collect.arrive import collect
from recount.collect.bounds import Bounds
from recount.collect.datasets import Table, captures_of, tables
from recount.collect.lines import Line, lines_in
from recount.collect.texts import captured

__all__ = ["Bounds", "Line", "Table", "captured", "captures_of", "collect", "lines_in", "tables"]
