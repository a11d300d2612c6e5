"""From captured bytes to a text in segments, with its language and date."""
