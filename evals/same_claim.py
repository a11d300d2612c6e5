"""Same or not, pair by pair: do two claims that blocking brings together tell of one happening?

The pairs are drawn from FA-KES reports and labelled by a reader who saw no score (`evals/same_claim.tsv`). Scored are
those of the weeks from which no weight is learnt. They are drawn evenly over the score, so that many lie near the
threshold: the figures say how well the hard cases are told, and not how often a campaign errs.

precision, recall, f1   of "same", by the score and threshold of one pair (`within` one text, `across` two)
joined_...              the same of claims that end in one event, when everything is brought together
log_loss                mean surprise at the label, the score read as log-odds: .693 is that of a coin
calibrated              1 less the expected calibration error over ten bins (Guo et al. 2017)
cannot_tell             share of what the reader could not tell either that lies where the answer is "cannot tell"

`same_claim_by_hand` has the same of the weights that a person had set; `all_same_f1` calls every pair the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log
from pathlib import Path

from evals.claim_pairs import Case, Ground, cases_of, ground_of, hand_table, labelled, read_in
from evals.line import Line
from recount.extract import Extractor
from recount.read import copies_among
from recount.reconcile import reconcile
from recount.reconcile.weights import Weights, weights
from recount.words.pack import Pack, load_pack

DEFAULT = "fakes_syria"
BINS = 10
SURE = 30.0
"""Log-odds that are counted at most: beyond, the chance is 1 to the last digit."""


def run(data: Path) -> Iterator[Line]:
    pairs, pack = labelled(), load_pack("inherent-resolve")
    wanted = {spot.report for pair in pairs for spot in (pair.one, pair.other)}
    ground = ground_of(*read_in(data, Extractor(pack), wanted), pack)
    cases = [case for case in cases_of(ground, pairs) if not case.learnt_from]
    told = [case for case in cases if case.label != "cannot tell"]
    unsure = [case for case in cases if case.label == "cannot tell"]
    for task, table in (("same_claim", weights()), ("same_claim_by_hand", hand_table())):
        yield from _pairs(task, told, table)
        yield from _joined(task, told, ground, pack, table)
        yield from _odds(task, told, table)
        near = [table.near_miss <= case.score(table) < table.threshold for case in unsure]
        yield Line(task, "cannot_tell", sum(near) / max(1, len(near)), len(near))
    same = sum(case.label == "same" for case in told)
    yield Line("same_claim", "all_same_f1", 2 * same / max(1, len(told) + same), len(told))


def _pairs(task: str, told: Sequence[Case], table: Weights) -> Iterator[Line]:
    said = [case.score(table) >= table.threshold for case in told]
    yield from _figures(task, "", told, said)
    for part, inside in (("within_", True), ("across_", False)):
        here = [n for n, case in enumerate(told) if case.within is inside]
        yield from _figures(task, part, [told[n] for n in here], [said[n] for n in here])


def _joined(task: str, told: Sequence[Case], ground: Ground, pack: Pack, table: Weights) -> Iterator[Line]:
    reports = list(ground.reports.values())
    found = reconcile(list(ground.claims.values()), reports, copies_among(reports), [], pack, table=table)
    home = {claim: event.id for event in found.events for claim in event.claims}
    said = [home.get(one) is not None and home.get(one) == home.get(other) for one, other in (c.claims for c in told)]
    yield from _figures(task, "joined_", told, said)


def _figures(task: str, part: str, told: Sequence[Case], said: Sequence[bool]) -> Iterator[Line]:
    same = [case.label == "same" for case in told]
    right = sum(a and b for a, b in zip(same, said, strict=True))
    yield Line(task, f"{part}precision", right / max(1, sum(said)), sum(said))
    yield Line(task, f"{part}recall", right / max(1, sum(same)), sum(same))
    yield Line(task, f"{part}f1", 2 * right / max(1, sum(said) + sum(same)), len(told))


def _odds(task: str, told: Sequence[Case], table: Weights) -> Iterator[Line]:
    scores = [max(-SURE, min(SURE, case.score(table))) for case in told]
    chances = [1 / (1 + exp(-score)) for score in scores]
    same = [case.label == "same" for case in told]
    surprise = [-log(p if was else 1 - p) for p, was in zip(chances, same, strict=True)]
    yield Line(task, "log_loss", sum(surprise) / max(1, len(told)), len(told))
    gaps = [0.0] * BINS
    for p, was in zip(chances, same, strict=True):
        gaps[min(BINS - 1, int(p * BINS))] += p - was
    yield Line(task, "calibrated", 1 - sum(map(abs, gaps)) / max(1, len(told)), len(told))
