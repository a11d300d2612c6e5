"""Which sentences hold these words: search over every sentence of every report, read or not."""
