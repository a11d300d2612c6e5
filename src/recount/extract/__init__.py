"""From the text of one report to its claims."""

from recount.extract.cascade import EXTRACTOR_VERSION, Extractor
from recount.extract.lexicon_check import problems
from recount.extract.mentions import MentionFound, mentions_in
from recount.extract.rows import ROWS_VERSION, RowReader

__all__ = ["EXTRACTOR_VERSION", "ROWS_VERSION", "Extractor", "MentionFound", "RowReader", "mentions_in", "problems"]
