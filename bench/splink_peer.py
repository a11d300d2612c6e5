"""Splink over the rows and pairs that `bench.reconcile` wrote: `python splink_peer.py FOLDER`, in an environment with
splink. Prints a line of JSON: seconds, peak memory, and the cluster of each row.

Parameters are learnt without labels, as Splink's users do: probabilities of chance agreement from the pairs, the rest
by expectation and maximisation; clusters are connected components from a probability of one half.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from pathlib import Path


def peak_mb() -> float:
    """The largest resident set of this program; `ru_maxrss` would be no less than that of the one which started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(folder: Path) -> None:
    import duckdb  # a library of the other environment
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    warnings.filterwarnings("ignore")
    began = time.process_time()
    duck = duckdb.connect()
    rows, pairs = folder / "rows.jsonl", folder / "pairs.csv"
    duck.execute(f"CREATE TABLE rows AS SELECT * FROM read_json('{rows}', format = 'newline_delimited')")
    duck.execute(f"CREATE TABLE held AS SELECT * FROM read_csv('{pairs}')")
    # Splink blocks by rules on columns. Both sides get the same pairs: each pair is a block of its own.
    duck.execute(
        "CREATE TABLE blocks AS SELECT id AS unique_id, list(n) AS block FROM ("
        'SELECT "left" AS id, row_number() OVER () AS n FROM held UNION ALL '
        'SELECT "right", n FROM (SELECT "right", row_number() OVER () AS n FROM held)) GROUP BY id'
    )
    frame = duck.execute("SELECT r.*, b.block FROM rows r LEFT JOIN blocks b USING (unique_id)").df()
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[{"blocking_rule": "l.block = r.block", "arrays_to_explode": ["block"]}],
        comparisons=[
            cl.ExactMatch("day"),
            cl.ExactMatch("mode"),
            cl.ExactMatch("place"),
            cl.ExactMatch("actor"),
            cl.ExactMatch("target"),
            cl.ExactMatch("killed"),
            cl.ArrayIntersectAtSizes("words", [4, 2, 1]),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("place", "day"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("place", "target"))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.5).as_pandas_dataframe()
    seconds = time.process_time() - began
    numbers = {name: n for n, name in enumerate(sorted(set(clusters["cluster_id"])))}
    print(
        json.dumps(
            {
                "seconds": seconds,
                "peak_mb": peak_mb(),
                "clusters": {i: numbers[c] for i, c in zip(clusters["unique_id"], clusters["cluster_id"], strict=True)},
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
