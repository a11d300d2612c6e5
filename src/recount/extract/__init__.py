"""From the text of one report to its claims."""

from recount.extract.cascade import EXTRACTOR_VERSION, Extractor
from recount.extract.lexicon_check import problems
from recount.extract.mentions import MentionFound, mentions_in

__all__ = ["EXTRACTOR_VERSION", "Extractor", "MentionFound", "mentions_in", "problems"]
