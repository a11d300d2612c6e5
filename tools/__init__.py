"""Tools of the workshop: they make files that are committed, and check that those are fresh."""
