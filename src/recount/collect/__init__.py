"""Collect: bytes as they arrive, with custody. It does not know how a page is parsed."""

from recount.collect.arrive import collect
from recount.collect.bounds import Bounds

__all__ = ["Bounds", "collect"]
