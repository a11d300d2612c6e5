"""From claims to events: which claims speak of one happening, and where they disagree."""
