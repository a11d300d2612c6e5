"""Figures that anyone can rerun: `python -m evals NAME [--data PATH]`."""
