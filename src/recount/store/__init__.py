"""The campaign folder: append-only truth, and generations built from it. The only writer."""
