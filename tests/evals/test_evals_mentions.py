from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import mentions
from evals.counts import Count
from evals.line import Line
from evals.mentions import overlapping, run
from evals.worded import Numbered, marked_in, unsilent
from recount.language.analysis import Analysis, Mention, Word
from recount.records import DataError
from tests.evals.plain_reader import PlainReader, spans
from training.corpora.rows import held_out

TREEBANK = """# newdoc id = a
# sent_id = a-1
1	Ana	B-PER	-	-
2	Roe	I-PER	-	-
3	left	O	-	-
4	Gondor	B-LOC	-	-
5	for	O	-	-
6	Monday	B-OTH	-	-

# sent_id = a-2
1	Nobody	O	-	-
2	Acme	I-ORG	-	-
"""


def figures(lines: list[Line]) -> dict[tuple[str, str], float]:
    return {(line.task, line.metric): line.value for line in lines}


def reader(scheme: str, **labelled: str) -> PlainReader:
    return PlainReader(lambda analysis: {"schemes": {scheme: spans(analysis, **labelled)}})


def test_a_treebank_of_names_is_scored_by_exact_spans(tmp_path: Path) -> None:
    data = tmp_path / "test.iob2"
    data.write_text(TREEBANK, encoding="utf-8")
    found = figures(list(run(data, reader("uner", PER="Ana Roe", LOC="Gondor|Monday", ORG="Nobody Acme"))))
    assert found["mentions_uner", "precision"] == 2 / 4
    assert found["mentions_uner", "recall"] == pytest.approx(2 / 3)
    assert found["mentions_uner", "f1_per"] == 1
    assert found["mentions_uner", "f1_loc"] == pytest.approx(2 / 3)
    assert found["mentions_uner", "f1_org"] == 0
    assert found["mentions_uner_baseline", "f1"] == pytest.approx(2 / (4 + 3)), "Ana Roe; Gondor; Monday; Nobody Acme"


def test_a_reader_without_the_scheme_is_held_to_one_set_of_labels(tmp_path: Path) -> None:
    data = tmp_path / "dev.iob2"
    data.write_text(TREEBANK, encoding="utf-8")

    def told(analysis: Analysis) -> dict[str, tuple[Mention, ...]]:
        found = spans(analysis, person="Ana Roe", place="Gondor", date="Monday")
        return {"mentions": tuple(Mention(s.start, s.end, s.label, s.score) for s in found)}  # type: ignore[arg-type]

    found = figures(list(run(data, PlainReader(told))))
    assert found["mentions_uner", "f1"] == pytest.approx(4 / 6)
    assert found["mentions_uner", "f1_place"] == 1


def test_posts_are_scored_each_by_itself(tmp_path: Path) -> None:
    data = tmp_path / "some.conll"
    data.write_text("Acme\tB-corporation\nrules\tO\n\nBo\tB-person\n", encoding="utf-8")
    found = figures(list(run(data, reader("wnut", corporation="Acme", person="Bo"))))
    assert found["mentions_wnut", "f1"] == 1


def test_of_the_newswire_only_what_training_leaves_out_is_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{n}.txt.tsv" for n in range(40)]
    for name in names:
        (tmp_path / name).write_text("http://example.org\tO\n\nBo\tB-Person\nran\tO\n", encoding="utf-8")
    bo = reader("wwn", Person="Bo")
    monkeypatch.setattr(mentions, "SEEN", tmp_path)
    kept = sum(map(held_out, names))
    assert 0 < kept < 40
    assert next(iter(run(tmp_path, bo))) == Line("mentions_wwn", "precision", 1.0, kept)
    assert next(iter(run(tmp_path, bo, whole=True))).n == 40
    monkeypatch.setattr(mentions, "SEEN", tmp_path / "elsewhere")
    assert next(iter(run(tmp_path, bo))).n == 40, "files that training never saw"
    one = next(tmp_path / name for name in names if not held_out(name))
    assert next(iter(run(one, bo))).n == 1


def entity(text: str, words: str, kind: str, sure: float = 1.0) -> dict[str, object]:
    begin = text.index(words)
    return {"begin": begin, "end": begin + len(words), "type": kind, "value": words, "confidence": sure}


def test_reports_are_scored_on_their_text(tmp_path: Path) -> None:
    text = "General Ana Roe flew a Jet9 over Gondor and Mordor."
    row = {
        "doc": {"_id": "1", "text": text},
        "entities": [
            entity(text, "General Ana Roe", "Person"),
            entity(text, "Ana Roe", "Person", 0),
            entity(text, "Jet9", "MilitaryPlatform"),
            entity(text, "Gondor", "Location"),
            entity(text, "Mordor", "Location", 0),
        ],
    }
    data = tmp_path / "dev.jsonl"
    data.write_text(json.dumps(row) + "\n", encoding="utf-8")

    def told(analysis: Analysis) -> dict[str, object]:
        found = spans(analysis, person="General Ana Roe", vehicle="Jet9", place="Gondor")
        own = spans(analysis, Person="Ana Roe", Vehicle="Jet9", Location="Gondor|Mordor")
        ours = tuple(Mention(s.start, s.end, s.label, s.score) for s in found)  # type: ignore[arg-type]
        return {"schemes": {"re3d": own}, "mentions": ours}

    found = figures(list(run(data, PlainReader(told))))
    task = "mentions_re3d"
    assert found[task, "f1"] == pytest.approx(2 / 3), "Ana Roe is too short; Mordor is doubted"
    assert found[task, "strict_f1"] == pytest.approx(4 / 7)
    assert found[task, "partial_f1"] == 1
    assert found[task, "mapped_f1"] == found[task, "mapped_partial_f1"] == 1
    assert found[task, "f1_low"] <= found[task, "f1"] <= found[task, "f1_high"]
    assert found[f"{task}_baseline", "f1"] == pytest.approx(2 * 1 / (4 + 3)), "Gondor, if all are places"


def test_a_file_of_another_shape_is_told(tmp_path: Path) -> None:
    data = tmp_path / "names.xml"
    data.touch()
    with pytest.raises(DataError, match=r"names.xml: expected a folder of .tsv or a file of .iob2"):
        list(run(data, PlainReader()))


def test_overlapping_spans_pair_off_once() -> None:
    gold = {(0, 4, "a"), (5, 9, "a"), (10, 12, "b")}
    assert overlapping({(3, 6, "a"), (10, 12, "a")}, gold) == Count(1, 2, 3)
    assert overlapping({(3, 6, "a"), (8, 9, "a"), (11, 15, "b")}, gold) == Count(3, 3, 3)
    assert overlapping({(4, 5, "a")}, gold) == Count(0, 1, 3)


def test_offsets_become_numbers_of_words() -> None:
    numbered = Numbered(Word(a, b, "", "", "", "", -1, "root") for a, b in ((0, 2), (3, 5), (5, 6)))
    assert [numbered.bounds(*span) for span in ((0, 2), (1, 4), (2, 3), (3, 6), (5, 6), (6, 9))] == [
        (0, 1), (0, 2), (1, 1), (1, 3), (2, 3), (3, 3)
    ]  # fmt: skip


def test_a_word_of_which_nothing_is_said_is_neither_right_nor_wrong() -> None:
    labels = ("B-X", "I-X", None, "O", "B-X")
    assert marked_in(labels) == {(0, 2, "X"), (4, 5, "X")}
    assert unsilent({(0, 2, "X"), (1, 3, "X"), (3, 5, "X")}, labels) == {(0, 2, "X"), (3, 5, "X")}
