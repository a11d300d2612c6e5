"""From the text of one report to its claims."""

from recount.extract.cascade import Extractor, extractor_version
from recount.extract.lexicon_check import problems
from recount.extract.mentions import MentionFound, mentions_in
from recount.extract.rows import ROWS_VERSION, RowReader

__all__ = [
    "ROWS_VERSION",
    "Extractor",
    "MentionFound",
    "RowReader",
    "extractor_version",
    "mentions_in",
    "problems",
]
