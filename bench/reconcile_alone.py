"""One side of `bench.reconcile` in a process of its own, so that its memory is its own:
`python -m bench.reconcile_alone SIDE CLAIMS FOLDER`.

Prints a line of JSON: seconds of the processor, peak memory in MB, that of the claims alone, and the group of each
claim. `whole` goes from claims to graded events. `matching` finds the pairs, compares them and groups; it leaves what
Splink is to be given in FOLDER, and the happening that each claim is of.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.reconcile import SEED, Made, made, row_of, seconds
from bench.splink_peer import peak_mb
from recount.reconcile import Reconciled, reconcile
from recount.reconcile.block import pairs_in
from recount.reconcile.facts import facts_of
from recount.reconcile.likeness import Likeness, Word
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.weights import weights
from recount.words.pack import Pack, load_pack

Side = Callable[[Made, Pack, Path], tuple[float, float, Mapping[str, int]]]


def whole(given: Made, pack: Pack, folder: Path) -> tuple[float, float, dict[str, int]]:
    """From claims to graded events."""
    del folder
    held, reports = given[:2]
    found: list[Reconciled] = []
    took = seconds(lambda: found.append(reconcile(held, reports, [], [], pack)))
    return took, peak_mb(), {claim: n for n, event in enumerate(found[0].events) for claim in event.claims}


def matching(given: Made, pack: Pack, folder: Path) -> tuple[float, float, dict[str, int]]:
    """Pairs found, compared and grouped; what the other side is given is written when the memory has been read."""
    held, reports, truth = given
    by_id, groups = {r.id: r for r in reports}, groups_of(reports, [])
    facts = facts_of(held, by_id, groups, origins_of(held, by_id, groups, pack), pack.ancestors, weights())
    found: list[set[tuple[str, ...]]] = []
    took = seconds(lambda: found.append(Likeness(weights()).change((), facts, Word())[1]))
    peak = peak_mb()
    pairs = pairs_in(facts.values(), weights())
    (folder / "rows.jsonl").write_text("".join(json.dumps(row_of(f)) + "\n" for f in facts.values()))
    (folder / "pairs.csv").write_text("left,right\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    (folder / "truth.json").write_text(json.dumps(truth))
    return took, peak, {claim: n for n, cluster in enumerate(sorted(found[0])) for claim in cluster}


SIDES: dict[str, Side] = {"whole": whole, "matching": matching}


def main(side: str, claims: int, folder: Path) -> None:
    pack = load_pack("inherent-resolve")
    given = made(claims, pack, seed=SEED)
    alone = peak_mb()
    took, peak, clusters = SIDES[side](given, pack, folder)
    print(json.dumps({"seconds": took, "peak_mb": peak, "claims_mb": alone, "clusters": clusters}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
