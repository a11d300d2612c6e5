"""`python -m recount` is `recount`."""

from recount.cli import main

main()
