"""Trees against a treebank of two lines, by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.syntax import laid_out, run
from recount.language.analysis import Analysis, Sentence, Word
from tests.evals.plain_reader import PlainReader
from training.corpora import ewt

BIRDS = """
# newdoc id = a
# sent_id = a-1
# text = Birds sing.
1	Birds	bird	NOUN	_	Number=Plur|Style=Coll	2	nsubj:outer	_	_
2	sing	sing	VERB	_	_	0	root	_	SpaceAfter=No
2.1	too	too	ADV	_	_	_	_	_	_
3	.	.	PUNCT	_	_	2	punct	_	_

"""
SHE = """
# newdoc id = b
# newpar id = b-1
# sent_id = b-1
# text = She didn't.
1	She	she	PRON	_	Case=Nom	2	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	SpaceAfter=No
2	did	do	VERB	_	_	0	root	_	_
3	n't	not	PART	_	_	2	advmod	_	_
4	.	_	PUNCT	_	_	2	punct	_	_

# newpar id = b-2
# sent_id = b-2
# text = No
1	No	no	INTJ	_	_	0	root	_	_
"""


def treebank(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text.lstrip(), encoding="utf-8")
    return path


def figures(data: Path, language: PlainReader) -> dict[str, float]:
    return {line.metric: line.value for line in run(data, language)}


def test_the_raw_text_is_rebuilt_with_its_gaps_and_paragraphs(tmp_path: Path) -> None:
    data = treebank(tmp_path, "dev.conllu", BIRDS + SHE)
    texts = [laid_out(passage)[0] for passage in ewt.passages(data.parent, data.stem)]
    assert texts == ["Birds sing.", "She didn't.\n\nNo"]


def test_each_figure_counts_what_it_says(tmp_path: Path) -> None:
    found = figures(treebank(tmp_path, "dev.conllu", BIRDS + SHE), PlainReader())
    assert found == pytest.approx(
        {
            "upos": 1 / 8,  # Birds
            "feats": 6 / 8,  # all but Birds and She: the reader knows of no features
            "lemma": 5 / 8,  # sing . She . No: a gold lemma of _ is never wrong
            "uas": 3 / 8,  # the stop after sing, n't, No
            "las": 1 / 8,  # No
            "las_subtypes": 1 / 8,
            "token_f1": 1,
            "sentence_f1": 1,
            "raw_upos": 1 / 8,
            "raw_uas": 3 / 8,
            "raw_las": 1 / 8,
            "lemma_baseline": 5 / 8,
            "uas_baseline": 3 / 8,
            "token_f1_baseline": 2 * 6 / (8 + 9),  # didn ' t in place of did n't
            "sentence_f1_baseline": 1,
        }
    )


def test_a_reader_that_knows_the_tree_is_right(tmp_path: Path) -> None:
    tree = (
        ("bird", "NOUN", "Number=Plur|Abbr=No", 1, "nsubj"),
        ("sing", "VERB", "", -1, "root"),
        (".", "PUNCT", "", 1, "punct"),
    )

    def told(analysis: Analysis) -> dict[str, tuple[Sentence, ...]]:
        sentence = analysis.sentences[0]
        words = tuple(Word(w.start, w.end, w.text, *row) for w, row in zip(sentence.words, tree, strict=True))
        return {"sentences": (replace(sentence, words=words),)}

    found = figures(treebank(tmp_path, "dev.conllu", BIRDS), PlainReader(told))
    assert (found["upos"], found["lemma"], found["uas"], found["las"]) == (1, 1, 1, 1)
    assert found["raw_las"] == 1
    assert found["las_subtypes"] == pytest.approx(2 / 3)
    assert found["feats"] == pytest.approx(2 / 3), "Abbr is of the universal set and Style is not"


def test_on_raw_text_a_word_counts_if_its_span_does(tmp_path: Path) -> None:
    def glued(analysis: Analysis) -> dict[str, tuple[Sentence, ...]]:
        """'sing.' as one word and the root."""
        first, second, *rest = analysis.sentences[0].words
        if len(rest) != 1 or analysis.text != "Birds sing.":
            return {}
        words = (replace(first, head=1), Word(second.start, rest[0].end, "sing.", "sing", "VERB", "", -1, "root"))
        return {"sentences": (replace(analysis.sentences[0], words=words),)}

    found = figures(treebank(tmp_path, "dev.conllu", BIRDS), PlainReader(glued))
    assert found["token_f1"] == found["raw_upos"] == pytest.approx(2 * 1 / (2 + 3))
    assert found["raw_uas"] == found["raw_las"] == 0, "the head is a word that no gold word meets"
    assert found["sentence_f1"] == 1


def test_the_commonest_tag_of_a_word_is_learnt_beside_the_file(tmp_path: Path) -> None:
    treebank(tmp_path, "train.conllu", SHE)
    found = figures(treebank(tmp_path, "dev.conllu", BIRDS), PlainReader())
    assert found["upos_baseline"] == pytest.approx(2 / 3), "Birds as a word never seen, the stop as in training"
