"""From captured bytes to a text in segments, with its language and date."""

from recount.read.duplicates import copies_among
from recount.read.reader import READER_VERSION, read

__all__ = ["READER_VERSION", "copies_among", "read"]
