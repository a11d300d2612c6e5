"""The report of a quarter, in the form that its reader files."""
