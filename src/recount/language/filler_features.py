"""What speaks for words filling a role of an incident, by name, and what each of these is worth.

The weights are those of a logistic regression for each role, learnt over the network's own scores
(`python -m training.fillers`); they stand in `filler_weights.tsv`, in log-odds, where a reader can dispute them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recount.language.decode_runs import Chances
from recount.language.decode_wordings import Layout, Wording, key_of

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

FEATURES: Mapping[str, str] = {
    "constant": "log-odds of words for which nothing else is known",
    "word": "log-odds of the head in the reports learnt from, beyond those of any head (`filler_words.tsv`)",
    "mean": "log-odds of the role, mean of the words",
    "least": "of the word least likely to fill it",
    "most": "of the likeliest word",
    "head": "of the head",
    "last": "of the last word",
    "begins": "log-odds that the first word begins a filler",
    "goes_on": "log-odds that it goes on with one",
    "before": "log-odds of the role of the word before",
    "after": "of the word after",
    "rival": "of the likeliest other role in these words",
    "again": "of the same name anywhere in the report, all together",
    "word_again": "of the same head anywhere, all together",
    "word_best": "of the same head, where it is likeliest",
    "word_marked": "how often the same head is marked, logarithm",
    "word_count": "how often the same head stands in the report, logarithm",
    "report_any": "of any role's likeliest word in the report",
    **{f"report_{role}": f"of the likeliest {role} in the report" for role in ROLES},
    "report_sum": "sum over the words of the report that are likelier than one in ten, logarithm",
    "report_words": "number of words of the report, logarithm",
    "near": "of the likeliest word of any role nearby in the sentence",
    "behind": "how far the head stays behind the role's likeliest",
    "sentence": "number of the sentence, logarithm",
    "share": "the same as a share of the report",
    "words": "number of words",
    "several": "there is more than one word",
    "many": "there are more than six words",
    "proper": "the head is a proper noun",
    "common": "the head is a common noun",
    "pronoun": "the head is a pronoun",
    "other": "the head is an adjective or a verb",
    "number_first": "the first word is a number",
    "adjective_first": "the first word is an adjective",
    "owner": "'s follows",
    "quoted": "the words hold a quotation mark",
    "has_of": "the words hold of",
    "has_and": "the words hold and",
    "the": "a definite article right before",
    "a": "an indefinite article right before",
    "marked": "the words are as the network marks them",
    "bare": "nothing stands before the head",
    "compound": "as much before it as is part of a name",
    "described": "with what describes it",
    "counted": "with numbers too",
    "ends": "nothing stands behind the head",
    "of": "with what follows behind of",
    "phrase": "with phrases behind it",
}

_EDGE = 0.01
_HEARD = 0.1
Matrix = NDArray[np.float64]


class Learnt(NamedTuple):
    """By role, what each feature is worth, in the order of `FEATURES`, and what single heads are worth besides."""

    weights: Mapping[str, NDArray[np.float64]]
    words: Mapping[str, Mapping[str, float]]


def log_odds(chance: float) -> float:
    """Log-odds of a probability, from about -4.6 to 4.6."""
    return float(np.log((chance + _EDGE) / (1 + _EDGE - chance)))


class Scores:
    """How likely each word of a report is to fill each role: to `begin` a filler, or to be in one at all (`inside`)."""

    def __init__(self, scores: NDArray[np.float32], labels: Sequence[str]) -> None:
        sure = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
        sure = np.round(sure / sure.sum(axis=1, keepdims=True), 3)
        self.begins = {r: sure[:, labels.index(f"B-{r}")] for r in ROLES}
        self.inside = {r: self.begins[r] + sure[:, labels.index(f"I-{r}")] for r in ROLES}
        self.any = np.max([self.inside[r] for r in ROLES], axis=0)
        self.rival = {r: np.max([self.inside[o] for o in ROLES if o != r], axis=0) for r in ROLES}


def table_of(role: str, told: Sequence[Wording], scores: Scores, layout: Layout, worth: Mapping[str, float]) -> Matrix:
    """A row of `FEATURES` for each wording of what fills a role; `worth` is what single heads are worth in it."""
    inside, heads = scores.inside[role], {one.head for one in told}
    by_word = _by_name(((layout.words[head],), head) for head in sorted(heads))
    by_key = _by_name((key_of(" ".join(layout.words[one.begin : one.end])), one.head) for one in told)
    best = max((float(inside[head]) for head in heads), default=0.0)
    whole = {f"report_{r}": log_odds(float(scores.inside[r].max())) for r in ROLES}
    heard = float(inside[inside > _HEARD].sum())
    whole |= {"report_sum": float(np.log1p(heard)), "report_words": float(np.log(len(layout.words)))}
    whole |= {"constant": 1.0, "report_any": log_odds(float(scores.any.max()))}
    rows = []
    for one in told:
        same = by_key[key_of(" ".join(layout.words[one.begin : one.end]))]
        row = whole | _of_words(one, role, scores, layout) | _of_form(one, layout)
        row |= _of_word(inside[by_word[(layout.words[one.head],)]])
        row["word"] = worth.get(layout.words[one.head], 0.0)
        row["word_count"] = float(np.log(layout.words.count(layout.words[one.head])))
        row["again"] = log_odds(1 - float(np.prod(1 - inside[same])))
        row["behind"] = row["head"] - log_odds(best)
        rows.append([row.get(name, 0.0) for name in FEATURES])
    return np.array(rows, dtype=np.float64).reshape(len(told), len(FEATURES))


def _by_name(named: Iterator[tuple[tuple[str, ...], int]]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], dict[int, None]] = {}
    for name, head in named:
        found.setdefault(name, {})[head] = None
    return {name: list(heads) for name, heads in found.items()}


def _of_words(one: Wording, role: str, scores: Scores, layout: Layout) -> dict[str, float]:
    inside, (begin, end, head, _, _) = scores.inside[role], one
    own = inside[begin:end]
    return {
        "mean": log_odds(float(own.mean())),
        "least": log_odds(float(own.min())),
        "most": log_odds(float(own.max())),
        "head": log_odds(float(inside[head])),
        "last": log_odds(float(own[-1])),
        "begins": log_odds(float(scores.begins[role][begin])),
        "goes_on": log_odds(float(inside[begin] - scores.begins[role][begin])),
        "before": log_odds(_beyond(inside, begin - 1, head, layout)),
        "after": log_odds(_beyond(inside, end, head, layout)),
        "rival": log_odds(float(scores.rival[role][begin:end].max())),
        "near": log_odds(float(scores.any[_nearby(head, layout)].max())),
    }


def _of_word(likely: Chances) -> dict[str, float]:
    return {
        "word_again": log_odds(1 - float(np.prod(1 - likely))),
        "word_best": log_odds(float(likely.max())),
        "word_marked": float(np.log(len(likely))),
    }


def _of_form(one: Wording, layout: Layout) -> dict[str, float]:
    upos, size = layout.grammar.upos[one.head], one.end - one.begin
    own, first = layout.words[one.begin : one.end], layout.grammar.upos[one.begin]
    left = layout.words[max(0, one.begin - 2) : one.begin]
    at = layout.sentences[one.head]
    return {
        "sentence": float(np.log1p(at)),
        "share": at / (layout.sentences[-1] + 1),
        "words": float(size),
        "several": float(size > 1),
        "many": float(size > 6),
        "proper": float(upos == "PROPN"),
        "common": float(upos == "NOUN"),
        "pronoun": float(upos == "PRON"),
        "other": float(upos in ("ADJ", "VERB")),
        "number_first": float(first == "NUM"),
        "adjective_first": float(first == "ADJ"),
        "owner": float("".join(layout.words[one.end : one.end + 1]) in ("'s", "’s", "'")),
        "quoted": float(any('"' in word for word in own)),
        "has_of": float("of" in own),
        "has_and": float("and" in own),
        "the": float("the" in left),
        "a": float("a" in left or "an" in left),
        one.left: 1.0,
        _RIGHT[one.right]: 1.0,
    }


_RIGHT = {"bare": "ends", "of": "of", "phrase": "phrase", "marked": "marked"}
_AROUND = 25
"""Words to either side that count as nearby."""


def _beyond(inside: Chances, at: int, head: int, layout: Layout) -> float:
    """How likely a word beside a wording is; 0 where the sentence has none."""
    there = 0 <= at < len(layout.words) and layout.sentences[at] == layout.sentences[head]
    return float(inside[at]) if there else 0.0


def _nearby(head: int, layout: Layout) -> slice:
    first, last = head, head + 1
    while first > max(0, head - _AROUND) and layout.sentences[first - 1] == layout.sentences[head]:
        first -= 1
    while last < min(len(layout.words), head + _AROUND) and layout.sentences[last] == layout.sentences[head]:
        last += 1
    return slice(first, last)


@cache
def learnt() -> Learnt:
    """What ships."""
    told = {row[0]: row[1:] for row in _rows("filler_weights.tsv")}
    weights = {r: np.array([float(told[name][k]) for name in FEATURES]) for k, r in enumerate(ROLES)}
    words: dict[str, dict[str, float]] = {role: {} for role in ROLES}
    for role, word, worth in _rows("filler_words.tsv"):
        words[role][word] = float(worth)
    return Learnt(weights, words)


def _rows(name: str) -> list[list[str]]:
    """The rows of a table beside this module, without its heading."""
    lines = files("recount.language").joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]
