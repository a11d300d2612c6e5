"""Draw pairs of claims for a reader to label: `python -m training.draw_pairs FOLDER ROWS > PAIRS`.

FOLDER holds rows of FA-KES, or files as `recount build` takes them. Pairs are drawn from what blocking brings together
and no contradiction parts, apart by mode of comparison (across reports, inside one) and by bands of the score, so that
the few near the threshold and the few that are one are seen as often as the many that are plainly two. PAIRS shows the
words of each with what stands around them, in an order that follows from a hash, and neither score nor band: who labels
must not know them. ROWS gets the same pairs as lines for `evals/same_claim.tsv`, with `?` where the label goes. Texts
are shown and not kept.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.claim_pairs import COLUMNS, Ground, Spot, ground_of, read_in, spot_of
from recount.extract import Extractor
from recount.reconcile.block import Pair
from recount.reconcile.compare import compare
from recount.reconcile.weights import Weights, weights
from recount.records import Claim, Report
from recount.records.ids import sha256_of
from recount.words.pack import load_pack
from recount.words.sentences import sentences_in

BANDS = (-5.0, -3.0, -1.5, 0.0, 1.5)
"""Scores at which one band ends and the next begins: under the first lies what is surely two."""

QUOTA = {"across": (20, 40, 50, 60, 60, 40), "within": (20, 40, 40, 40, 40, 30)}
"""How many are drawn of each band."""

OF_ONE_PAIR = 2
OF_ONE_REPORT = 8
"""So many pairs at most of two reports, and of one: a long digest must not be a sample of itself."""

AROUND = 220
"""Code points shown before and after a claim's sentence."""

Stratum = tuple[str, int]


def main(arguments: Sequence[str]) -> int:
    folder, rows = Path(arguments[0]), Path(arguments[1])
    pack = load_pack("inherent-resolve")
    ground = ground_of(*read_in(folder, Extractor(pack)), pack)
    chosen = drawn(ground, weights())
    with rows.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for number, (pair, stands_for) in enumerate(chosen, 1):
            one, other = (ground.claims[claim] for claim in pair)
            file.write(_row(one, other, stands_for))
            print(f"#{number}\n{_shown(one, ground.reports)}\n{_shown(other, ground.reports)}\n")
    return 0


def drawn(ground: Ground, table: Weights) -> list[tuple[Pair, float]]:
    """Pairs in order of a hash of where they stand, each with how many of its stratum it stands for."""
    strata: dict[Stratum, list[Pair]] = defaultdict(list)
    for pair in ground.pairs(table):
        a, b = (ground.tellings[t] for t in pair)
        found = compare(a, b, table)
        if found.apart is None and a.row is None and b.row is None:
            mode = "within" if a.group == b.group else "across"
            strata[mode, sum(found.score >= edge for edge in BANDS)].append(pair)
    of_pair: Counter[frozenset[str]] = Counter()
    of_report: Counter[str] = Counter()
    chosen: list[tuple[Pair, float]] = []
    seen: set[tuple[Spot, ...]] = set()
    for (mode, band), pairs in sorted(strata.items()):
        taken: list[Pair] = []
        for pair in sorted(pairs, key=lambda p: _hash(ground, p)):
            reports = [ground.claims[claim].report for claim in pair]
            room = of_pair[frozenset(reports)] < OF_ONE_PAIR and all(of_report[r] < OF_ONE_REPORT for r in reports)
            spots = tuple(spot_of(ground.claims[claim]) for claim in pair)
            if room and len(taken) < QUOTA[mode][band] and spots not in seen:
                taken.append(pair)
                seen.add(spots)
                of_pair[frozenset(reports)] += 1
                of_report.update(set(reports))
        chosen += [(pair, len(pairs) / len(taken)) for pair in taken]
        print(f"{mode} {band}: {len(taken)} of {len(pairs)}", file=sys.stderr)
    return sorted(chosen, key=lambda found: _hash(ground, found[0]))


def _hash(ground: Ground, pair: Pair) -> str:
    return sha256_of(" ".join(str(spot_of(ground.claims[claim])) for claim in pair).encode())


def _row(one: Claim, other: Claim, stands_for: float) -> str:
    cells = [str(v) for c in (one, other) for v in (spot_of(c).report, spot_of(c).at, spot_of(c).type)]
    return "\t".join((*cells, f"{stands_for:.1f}", "?")) + "\n"


def _shown(claim: Claim, reports: Mapping[str, Report]) -> str:
    """The claim's report, its type, and its words between brackets inside what stands around them."""
    report, said = reports[claim.report], claim.evidence[0]
    inside = [s for s in sentences_in(report.text) if s.start < said.end and said.start < s.end]
    start, end = min(s.start for s in inside), max(s.end for s in inside)
    text = report.text
    words = (
        f"{text[max(0, start - AROUND) : start]}|{text[start : said.start]}[{text[said.start : said.end]}]"
        f"{text[said.end : end]}|{text[end : end + AROUND]}"
    )
    heading = f"{report.id[:6]} {report.published.date} {report.publisher}: {report.title} ({claim.type})"
    return f"  {heading}\n    {' '.join(words.split())}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
