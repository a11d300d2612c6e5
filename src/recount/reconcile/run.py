"""The stage as one function: claims in, events out, and a place for every claim."""

from __future__ import annotations

from collections.abc import Sequence

from recount.reconcile.outcome import Reconciled
from recount.reconcile.standing import Standing
from recount.reconcile.weights import Weights, weights_key
from recount.records import Claim, Copy, Judgement, Report
from recount.words.pack import Pack

RECONCILER_VERSION = "reconcile-7"
"""Raise it when the same claims would give other events."""

__all__ = ["RECONCILER_VERSION", "Reconciled", "reconcile", "reconciler_version"]


def reconciler_version() -> str:
    """What besides claims, judgements and pack decides the events: the rules, and the table of weights as it stands. So
    one who disputes a weight in the table gets other events from the next build, without raising a version."""
    return f"{RECONCILER_VERSION}, weights {weights_key()}"


def reconcile(
    claims: Sequence[Claim],
    reports: Sequence[Report],
    copies: Sequence[Copy],
    judgements: Sequence[Judgement],
    pack: Pack,
    *,
    table: Weights | None = None,
) -> Reconciled:
    """Decide which claims speak of one happening. Pure; the order of the inputs does not matter.

    Only claims of kind `event` become events. A cluster by which nothing happened (only denied, doubted, possible or
    conditional) is set aside with the reason: a denial needs something denied before it can be a side of a dispute.
    So is one that only sums happenings which its report tells one by one. Whoever will ask again after a change keeps a
    `Standing`.
    """
    return Standing(pack, table=table).reconciled(claims, reports, copies, judgements)
