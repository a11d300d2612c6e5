"""From claims to events: which claims speak of one happening, who says so in the first place, where they disagree."""

from recount.reconcile.judge import merged_actors
from recount.reconcile.mission_check import problems
from recount.reconcile.rows import latest_first, names_one, rows_among
from recount.reconcile.run import RECONCILER_VERSION, Reconciled, reconcile
from recount.reconcile.sieve import Sieve
from recount.reconcile.tallies import Covered, Refused, tally_check

__all__ = [
    "RECONCILER_VERSION",
    "Covered",
    "Reconciled",
    "Refused",
    "Sieve",
    "latest_first",
    "merged_actors",
    "names_one",
    "problems",
    "reconcile",
    "rows_among",
    "tally_check",
]
