"""Same event or not, over gold mentions: ECB+ and the Gun Violence Corpus, beside one lemma for one event.

Mentions are given, nothing else is: topics are *predicted* (documents gathered by their words), sentences are read by
the network. All mentions count, those that stand alone too, and a whole corpus is scored as one. The score is a table
of named weights learnt from ECB+ train (`training/coreference/weights.tsv`); of the Gun Violence Corpus it has seen
nothing. The baseline joins mentions of one lemma within one predicted topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evals.clusters import conll, scores
from evals.line import Line
from recount.language.choose import language_of
from recount.language.interface import Language
from training.coreference.corpora import corpora_in
from training.coreference.score import grouped, read_corpus, scored_pairs, shipped_table

DEFAULT = ("ecbplus/ECB_Dev_Event_gold_mentions.json", "gvc/dev_event_mentions.json")


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    """MUC, B-cubed, CEAF-e and CoNLL F1 of each corpus, then the baseline."""
    reader, table = language or language_of(), shipped_table()
    for corpus in corpora_in(data):
        read = read_corpus(corpus, reader)
        wanted = {n: mention.told.chain for n, mention in enumerate(read.mentions)}
        found = scores(wanted, grouped(read, scored_pairs(read, table), table.threshold))
        lemma = {n: (read.topics[m.told.document], m.lemma) for n, m in enumerate(read.mentions)}
        task, n = f"coref_{corpus.name}", len(wanted)
        for name, score in found.items():
            yield Line(task, f"{name}_f1", score.f1, n)
        yield Line(task, "conll_f1", conll(found), n)
        yield Line(task, "lemma_conll_f1", conll(scores(wanted, lemma)), n)
