"""Evals of events, attributions, incidents, causes and pairs, on data of a few lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from evals import attribution, causal, muc4, plover, triggers
from evals.line import Line
from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Trigger
from recount.language.decode_events import Root
from recount.records import DataError, UsageError
from tests.evals.plain_reader import PlainReader, spans
from training.corpora.texts import laid_out


def figures(lines: Any) -> dict[tuple[str, str], float]:
    found: list[Line] = list(lines)
    assert len({(line.task, line.metric) for line in found}) == len(found)
    return {(line.task, line.metric): line.value for line in found}


def told(label: str, words: str) -> PlainReader:
    """A reader that finds these triggers, those of `event` among them."""

    def more(analysis: Analysis) -> dict[str, Any]:
        found = spans(analysis, **{label: words})
        made = tuple(Trigger(s.start, s.end, 1.0, "ASSAULT" if "shot" in words else None, {}) for s in found)
        return {"triggers": made, "schemes": {"event": found[:1]}}

    return PlainReader(more)


def ecb(folder: Path, part: str, words: str, events: list[list[int]]) -> Path:
    rows = [f"1_1ecb\t0\t{k}\t{word}\t{'NEG1' if word == 'denied' else '-'}" for k, word in enumerate(words.split())]
    path = folder / f"ECB_{part}_corpus.txt"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    gold = [{"doc_id": "1_1ecb", "sent_id": 0, "tokens_number": numbers} for numbers in events]
    (folder / f"ECB_{part}_Event_gold_mentions.json").write_text(json.dumps(gold), encoding="utf-8")
    return path


def test_triggers_are_scored_by_span_and_by_head(tmp_path: Path) -> None:
    data = ecb(tmp_path, "Dev", "they set off and fought , it was denied", [[1, 2], [4]])
    found = figures(triggers.run(data, told("event", "set|fought|denied")))
    assert found["triggers_ecb", "precision"] == 1 / 2, "what is said of a denied action is left out"
    assert found["triggers_ecb", "recall"] == 1 / 2
    assert found["triggers_ecb", "head_f1"] == 1
    assert found["triggers_ecb", "event_f1"] == 0
    assert found["triggers_ecb_baseline", "f1"] == 0, "no word of it ends like a verb"
    ecb(tmp_path, "Train", "he fought and it ended ; it was set", [[1], [4]])
    found = figures(triggers.run(data, told("event", "fought")))
    assert found["triggers_ecb_baseline", "f1"] == pytest.approx(2 / 3), "fought was an event in training"


def test_of_an_article_on_shootings_the_typed_triggers_are_scored_apart(tmp_path: Path) -> None:
    data = tmp_path / "dev_dataset.conll"
    rows = [("Two", "-"), ("were", "-"), ("shot", "(7"), ("dead", "7)"), ("Police", "-"), ("said", "-")]
    data.write_text(
        "#begin document (0/1/a); part 000\n" + "\n".join(f"0/1/a\t0\t{k}\t{w}\t{c}" for k, (w, c) in enumerate(rows)),
        encoding="utf-8",
    )
    found = figures(triggers.run(tmp_path, told("event", "shot dead|said")))
    assert found["triggers_gvc", "precision"] == 1 / 2
    assert found["triggers_gvc", "recall"] == 1
    assert found["triggers_gvc", "assault_f1"] == pytest.approx(2 / 3)
    with pytest.raises(DataError, match=r"expected ECB_PART_corpus.txt"):
        list(triggers.run(tmp_path / "other.txt", PlainReader()))


def test_attributions_of_rules_and_of_the_network_stand_apart(tmp_path: Path) -> None:
    text = "The mayor said that the bridge was closed.\n"
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a.txt").write_text(text, encoding="utf-8")
    marks = (("Source", "The mayor"), ("Cue", "said"), ("Content", "that the bridge was closed"))
    at = [(label, text.index(words), text.index(words) + len(words)) for label, words in marks]
    (tmp_path / "attributions" / "a_1.ann").write_text(
        "".join(f"T{k}\t{label} {a} {b}\twords\n" for k, (label, a, b) in enumerate(at)), encoding="utf-8"
    )
    cue, content = Labelled(10, 14, "Cue", 1.0), Labelled(15, 41, "Content", 1.0)
    source = Labelled(4, 9, "Source", 1.0)

    def more(_: Analysis) -> dict[str, Any]:
        return {"attributions": (Attribution(cue, None, (content,)),), "schemes": {"attribution": (source, cue)}}

    found = figures(attribution.run(tmp_path, PlainReader(more)))
    assert found["attribution", "source_f1"] == 0
    assert found["attribution", "cue_f1"] == found["attribution", "content_f1"] == 1
    assert found["attribution_heads", "source_f1"] == pytest.approx(2 / 3)
    assert found["attribution_heads", "content_f1"] == 0
    assert found["attribution_rules", "cue_f1"] == 0  # the rules stand on trees, and this reader sees none
    assert found["attribution_baseline", "cue_f1"] == 1
    assert figures(attribution.run(tmp_path))["attribution_rules", "cue_f1"] == 1


def incident(docid: str, text: str, **roles: list[list[str]]) -> dict[str, Any]:
    extracts = {role: [[[m, text.find(m)] for m in e] for e in entities] for role, entities in roles.items()}
    return {"docid": docid, "doctext": text, "extracts": extracts}


def test_fillers_are_scored_as_entities_over_all_documents(tmp_path: Path) -> None:
    data = tmp_path / "grit_test.jsonl"
    rows = [
        incident(
            "1",
            "the rebel front (rf) blew up a mill.    the rf fled",
            PerpOrg=[["rebel front", "rf"]],
            Target=[["mill"]],
        ),
        incident("2", "nothing at the mill"),
        incident("3", "nothing at all"),
    ]
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    rebels = PlainReader(
        lambda a: {
            "incidents": tuple(sorted(spans(a, PerpOrg="rebel front|rf", Target="the mill"), key=lambda s: s.start))
        }
    )
    found = figures(muc4.run(data, rebels))
    assert found["muc4", "precision"] == 1 / 2, "one entity of the front; the mill of the second report is none"
    assert found["muc4", "recall"] == 1 / 2, "the reader never marks a mill"
    assert found["muc4", "f1_perporg"] == 1
    assert found["muc4", "f1_target"] == 0
    assert found["muc4", "silent"] == 1 / 2
    assert found["muc4_baseline", "f1"] == 0


def table(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_causes_are_scored_as_sentences_and_as_distinct_spans(tmp_path: Path) -> None:
    first, second, third = "Roads closed because rain fell .", "Rain fell .", "Snow fell so schools closed ."
    table(
        tmp_path / "train_subtask1.csv",
        [{"index": k, "text": t, "label": n} for k, t, n in (("1", first, "1"), ("2", second, "0"), ("3", third, "1"))],
    )
    table(tmp_path / "train_subtask1_text.csv", [{"index": "1", "text": first}])
    relation = "<ARG1>Roads closed</ARG1> <SIG0>because</SIG0> <ARG0>rain fell</ARG0> ."
    table(
        tmp_path / "test_subtask2_grouped.csv",
        [
            {"text": first, "causal_text_w_pairs": repr([relation, relation])},
            {"text": second, "causal_text_w_pairs": "[]"},
        ],
    )

    def more(analysis: Analysis) -> dict[str, Any]:
        cause = Cause(0, spans(analysis, cause="rain fell|Rain"), spans(analysis, effect="Roads"), ())
        sentence = type(analysis.sentences[0])(0, len(analysis.text), analysis.sentences[0].words, 0.7)
        return {"causes": (cause,), "sentences": (sentence,)}

    found = figures(causal.run(tmp_path, PlainReader(more)))
    assert found["causal", "sentence_f1"] == found["causal_baseline", "sentence_f1"] == pytest.approx(4 / 5)
    assert found["causal_connectives", "sentence_recall"] == 1 / 2
    assert found["causal", "span_f1"] == 1 / 2, "one of two spans, and one that is too short"
    assert found["causal", "cause_f1"] == 1
    assert found["causal", "effect_f1"] == found["causal", "signal_f1"] == 0
    assert found["causal", "relaxed_f1"] == pytest.approx(2 * 3 / (3 + 4))
    assert found["causal", "everywhere_precision"] == pytest.approx(1 / 3)
    assert found["causal_connectives", "span_f1"] == 1


def test_a_folder_without_labels_is_told(tmp_path: Path) -> None:
    table(tmp_path / "dev_subtask1_text.csv", [{"index": "1", "text": "Rain fell ."}])
    with pytest.raises(DataError, match=r"subtask1\*.csv with a column label"):
        list(causal.run(tmp_path, PlainReader()))


class PairReader(PlainReader):
    """Says AID of whatever lies before its target, and cannot read of a third party."""

    def raw(self, text: str) -> PairReader:
        self.text = text
        return self

    def root_of_pair(self, source: range, target: range) -> Root:
        if "third" in self.text:
            raise UsageError("not read together")
        return Root("AID" if source.start < target.start else "ASSAULT", {}, 0)


def test_the_root_of_given_parties_is_asked_of_the_network(tmp_path: Path) -> None:
    texts = (
        "<s>Gondor</s> sent grain to <t>Rohan</t>.",
        "<t>Gondor</t> fell to <s>Mordor</s>.",
        "<s>A</s> and a third",
    )
    rows = [
        {
            "text": text.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", ""),
            "marked": text,
            "source": "Gondor",
            "target": "Rohan",
            "root": root,
        }
        for text, root in zip(texts, ("AID", "ASSAULT", "AID"), strict=True)
    ]
    data = tmp_path / "rows.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = figures(plover.run(data, PairReader()))
    assert found["plover_heads", "root_accuracy"] == pytest.approx(2 / 3)
    assert found["plover_heads", "root_macro_f1"] == pytest.approx((2 / 3 + 1) / 2)
    assert ("plover", "root_macro_f1") in found
    assert "plover_heads" not in {task for task, _ in figures(plover.run(data, PlainReader()))}


@pytest.mark.parametrize(
    ("row", "side", "words"),
    [
        ({"text": "Men met men.", "marked": "Men met <t>men</t>.", "target": "Men"}, "target", range(2, 3)),
        ({"text": "Men met men.", "target": "men"}, "target", range(2, 3)),
        ({"text": "Men met men.", "marked": "<t>Men</t> met men.", "source": "nobody"}, "source", range(0)),
        ({"text": "The old men met.", "marked": "The <s> old men </s>met.", "source": ""}, "source", range(1, 3)),
    ],
)
def test_sides_are_found_where_they_are_marked(row: dict[str, Any], side: str, words: range) -> None:
    assert plover.words_of(laid_out(row["text"]), row, side) == words
