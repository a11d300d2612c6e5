"""The page of the language network, written from the card that ships beside its weights."""

from __future__ import annotations

import json
from typing import Any

from recount.language.engine import MODEL
from tools.reference_data import table


def model() -> str:
    """What the network is, what it was trained on, what it scores, what it cannot do."""
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    about = card["about"]
    size = sum((MODEL / name).stat().st_size for name in card["files"]) / 1e6
    parts = [
        "# The language network\n\n",
        f"`{about['name']}`, {size:.1f} MB, int8. {about['purpose']}\n\n",
        f"It began from {about['encoder']['name']} ({about['encoder']['from']}; {about['encoder']['licence']}). ",
        "`training/plan.yaml` says how it was trained, `python -m training.train` does it.\n\n",
        "## Scores\n\nOn dev parts. Beside the shipped network stands the ",
        "variant that was trained on clearly open corpora alone, the first stage of the plan; `none` says that it was ",
        "never asked. `python -m evals NAME` gives each line, with baselines and intervals.\n\n",
        table(("line", "what", "shipped", "open data alone", "n"), [_row(figure) for figure in card["figures"]]),
        "\n## Corpora\n\n",
        table(
            ("corpus", "licence", "clearly open", "teaches", "passes by stage"),
            [_corpus(corpus) for corpus in card["corpora"]],
        ),
        "\n## Limits\n\n",
        *(f"- {limit}\n" for limit in about["limits"]),
        "\n## Files\n\n",
        table(("file", "SHA-256"), [(f"`{name}`", f"`{sha}`") for name, sha in card["files"].items()]),
    ]
    return "".join(parts)


def _row(figure: dict[str, Any]) -> tuple[str, ...]:
    values = ("none" if figure[key] is None else f"{figure[key]:.3f}" for key in ("shipped", "open"))
    return (f"`{figure['line']}`", figure["says"], *values, str(figure["n"]))


def _corpus(corpus: dict[str, Any]) -> tuple[str, ...]:
    passes = ", ".join(f"{stage} {often}" for stage, often in corpus["passes"].items())
    return corpus["name"], corpus["licence"], "yes" if corpus["open"] else "no", ", ".join(corpus["heads"]), passes
