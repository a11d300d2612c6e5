"""From claims to events: which claims speak of one happening, who says so in the first place, where they disagree."""

from recount.reconcile.dependence import Dependence, dependence_of
from recount.reconcile.judge import merged_actors
from recount.reconcile.levels import Series, Timeline, levels_of, timelines_of
from recount.reconcile.mission_check import problems
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.propositions import Proposition, propositions_of
from recount.reconcile.rows import latest_first, names_one, rows_among
from recount.reconcile.run import RECONCILER_VERSION, Reconciled, reconcile, reconciler_version
from recount.reconcile.sieve import Sieve
from recount.reconcile.standing import Standing
from recount.reconcile.tallies import Covered, Refused, tally_check
from recount.reconcile.totals import Compared, against_events, against_one_another

__all__ = [
    "RECONCILER_VERSION",
    "Compared",
    "Covered",
    "Dependence",
    "Proposition",
    "Reconciled",
    "Refused",
    "Series",
    "Sieve",
    "Standing",
    "Timeline",
    "against_events",
    "against_one_another",
    "dependence_of",
    "groups_of",
    "latest_first",
    "levels_of",
    "merged_actors",
    "names_one",
    "origins_of",
    "problems",
    "propositions_of",
    "reconcile",
    "reconciler_version",
    "rows_among",
    "tally_check",
    "timelines_of",
]
