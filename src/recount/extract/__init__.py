"""From the text of one report to its claims."""
