from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.corpora import CORPORA, cameo, causal, ecb, ewt, gvc, muc, plain, plover, polnear, re3d, wiki, wnut, wwn
from training.corpora.__main__ import lines_of, main
from training.corpora.kairos import root_of
from training.corpora.labels import apart, bio, mended
from training.corpora.plover import ROOTS
from training.corpora.rows import held_out
from training.corpora.texts import laid_out
from training.passage import Passage

Spans = list[tuple[str, str]]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parent


def rows(*objects: dict[str, Any]) -> str:
    return "".join(json.dumps(o) + "\n" for o in objects)


def spans(passage: Passage, head: str) -> Spans:
    """Label and words of each span, which must be sound BIO."""
    found: Spans = []
    for word, label in zip(passage.words, passage.tags[head], strict=True):
        if label and label.startswith("B-"):
            found.append((label[2:], word))
        elif label and label.startswith("I-"):
            assert found and found[-1][0] == label[2:]
            found[-1] = (label[2:], f"{found[-1][1]} {word}")
    return found


def a_file(part: str, suffix: str = "") -> str:
    """A name that the fixed tenth puts into the part."""
    return next(n for n in (f"{i}{suffix}" for i in range(99)) if held_out(n) == (part == "dev"))


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ([], ["O", "O", "O", "O"]),
        ([(1, 3, "A")], ["O", "B-A", "I-A", "O"]),
        ([(0, 1, "A"), (1, 2, "A")], ["B-A", "B-A", "O", "O"]),
        ([(0, 2, "A"), (1, 4, "B")], ["O", "B-B", "I-B", "I-B"]),
        ([(2, 2, "A")], ["O", "O", "O", "O"]),
    ],
)
def test_of_overlapping_spans_the_longest_is_labelled(given: list[tuple[int, int, str]], labels: list[str]) -> None:
    assert bio(4, given) == labels
    assert len(apart(given)) == sum(label.startswith("B-") for label in labels)


@pytest.mark.parametrize(
    ("given", "sound"),
    [
        (["I-A", "I-A", "O"], ["B-A", "I-A", "O"]),
        (["B-A", "I-B"], ["B-A", "B-B"]),
        (["B-A", "I-A", "B-A"], ["B-A", "I-A", "B-A"]),
    ],
)
def test_an_inner_label_that_continues_nothing_begins_a_span(given: list[str], sound: list[str]) -> None:
    assert mended(given) == sound


def test_a_text_gives_gaps_cuts_and_the_words_of_an_offset() -> None:
    text = "Guards fled.\n\nThey didn't return."
    laid = laid_out(text)
    assert laid.words == ("Guards", "fled", ".", "They", "did", "n't", "return", ".")
    assert laid.gaps == (2, 1, 0, 2, 1, 0, 1, 0)
    assert laid.cuts == (0, 3)
    assert laid.touched(0, 11) == (0, 2) and laid.whole(0, 11)
    assert laid.touched(1, 8) == (0, 2) and not laid.whole(1, 8)
    assert laid.touched(12, 14) == (3, 3) and not laid.whole(12, 14)


def test_a_passage_with_uneven_labels_or_cuts_is_refused() -> None:
    with pytest.raises(ValueError, match="uneven"):
        Passage("x", "d", ("a", "b"), (2, 1), (0,), starts_known=True, tags={"upos": ("X",)})
    with pytest.raises(ValueError, match="cuts"):
        Passage("x", "d", ("a", "b"), (2, 1), (0, 2), starts_known=True)


EWT = """# newdoc id = d1
# sent_id = d1-1
# newpar id = d1-p1
# text = Troops can't stay.
1	Troops	troop	NOUN	NNS	Number=Plur	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	VerbForm=Fin	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	stay	stay	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	SpaceAfter=No

# sent_id = d1-2
1	Erbil	Erbil	PROPN	NNP	Number=Sing	0	root	_	_
1.1	fell	fall	VERB	VBD	_	_	_	_	_
2	too	too	ADV	RB	_	1	orphan	_	_

# newdoc id = d2
# sent_id = d2-1
# newpar
1	Go	go	VERB	VB	_	0	root	_	_

# sent_id = d2-2
# newpar
1	Now	now	ADV	RB	_	0	root	_	_

# sent_id = d2-3
1	Bad	bad	ADJ	JJ	_	7	root	_	_
"""
UNER = """# sent_id = d1-1
1	Troops	B-O	-	a
2	ca	O
3	n't	O
4	stay	O
5	.	B-OTH	-	a

# sent_id = d1-2
1	Erbil	I-LOC	-	a
2	too	O

# sent_id = d2-1
1	G	O
2	o	O
"""


def test_ewt_joins_words_of_a_token_and_lays_names_on_the_same_words(tmp_path: Path) -> None:
    folder = written(tmp_path / "ud_ewt" / "train.conllu", EWT)
    written(tmp_path / "uner_ewt" / "train.iob2", UNER)
    oddities = Counter[str]()
    one, two = ewt.passages(folder, "train", oddities=oddities)
    assert (one.document, one.words) == ("d1", ("Troops", "ca", "n't", "stay", ".", "Erbil", "too"))
    assert one.gaps == (2, 1, 0, 1, 0, 0, 1)
    assert one.cuts == (0, 5) and one.starts_known
    assert one.arcs == (
        (3, "nsubj"),
        (3, "aux"),
        (3, "advmod"),
        (-1, "root"),
        (3, "punct"),
        (-1, "root"),
        (5, "orphan"),
    )
    assert one.tags["uner"] == ("O", "O", "O", "O", "O", "B-LOC", "O")
    assert one.tags["lemma"][:3] == ("troop", "can", "not") and one.tags["feats"][4] == "_"
    assert (two.words, two.gaps, two.tags["uner"]) == (("Go", "Now"), (2, 2), (None, None))
    assert oddities == {
        "sentence that UNER cuts in another way": 1,
        "sentence without a sound tree": 1,
        "sentence that UNER lacks": 1,
    }


def test_wwn_passes_over_the_address_and_keeps_the_outer_label(tmp_path: Path) -> None:
    name = a_file("train", ".txt.tsv")
    text = (
        "https://example.org/a\tO\n\nBank\tB-Organization\tO\nof\tI-Organization\nMali\tI-Organization\tB-Location\n\n"
    )
    written(tmp_path / name, text + "loose words\n\nIt\tO\n")
    written(tmp_path / a_file("dev", ".txt.tsv"), "http://example.org/b\tO\n\nYes\tO\n")
    oddities = Counter[str]()
    (passage,) = wwn.passages(tmp_path, "train", oddities=oddities)
    assert spans(passage, "wwn") == [("Organization", "Bank of Mali")]
    assert (passage.cuts, passage.gaps) == ((0, 3), (2, 3, 3, 3))
    assert oddities["row without a word and a label"] == 1
    assert [p.words for p in wwn.passages(tmp_path, "dev")] == [("Yes",)]


def test_wnut_and_cameo_divide_their_rows_and_lose_none(tmp_path: Path) -> None:
    written(tmp_path / "train.conll", "".join(f"post{n}\tB-person\nhi\tO\n\t\n" for n in range(30)))
    posts = [p for part in wnut.PARTS for p in wnut.passages(tmp_path, part)]
    assert len(posts) == 30 and len({p.document for p in posts}) == 30
    assert not posts[0].starts_known and posts[0].cuts == (0,)
    given = [{"id": str(n), "tokens": ["Side", str(n), "struck", "B"], "spans": [["S", 0, 2]]} for n in range(30)]
    bad = {"id": "x", "tokens": ["A"], "spans": [["S", 0, 2]]}
    written(tmp_path / "source_target_spans_train.jsonl", rows(*given, bad) + "{\n")
    oddities = Counter[str]()
    kept = list(cameo.passages(tmp_path, "train", oddities=oddities))
    assert len(kept) + len(list(cameo.passages(tmp_path, "dev"))) == 30
    assert spans(kept[0], "party")[0][0] == "S"
    assert oddities == {"row whose spans do not fit": 1, "line is no JSON": 1}


def test_re3d_keeps_the_longest_sure_entity_and_is_silent_on_doubted_ones(tmp_path: Path) -> None:
    text = "Colonel Ali of Iraq saw a tank. The UK may help."
    given = [("Person", 0, 19, 1), ("Location", 15, 19, 0.9), ("Person", 8, 11, 0), ("MilitaryPlatform", 24, 30, 0.8),
             ("Location", 32, 38, 0.2), ("Coordinate", 0, 7, 1)]  # fmt: skip
    entities = [{"type": t, "begin": a, "end": b, "confidence": c, "value": text[a:b]} for t, a, b, c in given]
    written(tmp_path / "dev.jsonl", rows({"doc": {"_id": "x", "text": text}, "entities": entities}))
    (passage,) = re3d.passages(tmp_path, "dev")
    assert spans(passage, "re3d") == [("Person", "Colonel Ali of Iraq"), ("Vehicle", "a tank")]
    labels = dict(zip(passage.words, passage.tags["re3d"], strict=True))
    assert labels["The"] is None and labels["UK"] is None and labels["may"] == "O"
    assert len(passage.cuts) == 2


def test_causal_reads_each_role_over_all_relations(tmp_path: Path) -> None:
    text = "Rain fell so roads closed and buses stopped ."
    marked = [
        "<ARG0>Rain fell</ARG0> <SIG0>so</SIG0> <ARG1>roads closed</ARG1> and buses stopped .",
        "<ARG0>Rain fell</ARG0> so roads closed and <ARG1>buses stopped</ARG1> .",
        "<ARG0>Snow</ARG0> fell .",
    ]
    written(tmp_path / "dev_subtask1.csv", f"\ufeffindex,text,label\ndev_1_0_7,{text},1\ndev_1_0_8,Calm .,0\n")
    cell = str(marked).replace('"', '""')
    grouped = f'\ufeffindex,text,causal_text_w_pairs\nc_7_0,{text},"{cell}"\nc_8_0,Calm .,[]\n'
    written(tmp_path / "dev_subtask2_grouped.csv", grouped)
    oddities = Counter[str]()
    yes, no = causal.passages(tmp_path, "dev", oddities=oddities)
    assert yes.values == {"causal": "yes"} and no.values == {"causal": "no"}
    assert yes.document == no.document == "dev_1_0"
    assert spans(yes, "cause") == [("Cause", "Rain fell")]
    assert spans(yes, "effect") == [("Effect", "roads closed"), ("Effect", "buses stopped")]
    assert spans(yes, "signal") == [("Signal", "so")]
    assert set(yes.gaps[1:]) == {3} and set(no.tags["cause"]) == {"O"}
    assert oddities["relation whose words differ"] == 1


def test_plover_finds_the_words_of_both_sides(tmp_path: Path) -> None:
    marked = ["<s>The mayor </s>met <t>Kurds</t> and <t>Kurds</t>.", "<s>He</s> left.", "<s>He</s> lost"]
    roots = ["CONSULT", "YIELD", "NONE"]
    given = [
        {
            "text": m.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", ""),
            "marked": m,
            "root": r,
        }
        for m, r in zip(marked, roots, strict=True)
    ]
    written(tmp_path / "plv_train.jsonl", rows(*given))
    oddities = Counter[str]()
    both, one = plover.passages(tmp_path, "train", oddities=oddities)
    assert both.pair == ((0, 2), (3, 4)) and both.values == {"plover": "CONSULT"}
    assert one.pair == ((0, 1), (0, 0))
    assert oddities == {"row without a source or without a target": 1, "row whose marks or root are not sound": 1}


def test_muc_takes_whole_words_and_keeps_silent_documents(tmp_path: Path) -> None:
    text = "riflemen of the eln shot a mayor.    the mayor had a rifle."
    extracts: dict[str, Any] = {
        "PerpOrg": [[["eln", 16]]],
        "Victim": [[["mayor", 27], ["lord mayor", 99]]],
        "Weapon": [[["rifle", 0]]],
    }
    given = [{"docid": "a", "doctext": text, "extracts": extracts}, {"docid": "b", "doctext": "calm.", "extracts": {}}]
    written(tmp_path / "grit_dev.jsonl", rows(*given))
    oddities = Counter[str]()
    told, silent = muc.passages(tmp_path, "dev", oddities=oddities)
    assert spans(told, "muc") == [("PerpOrg", "eln"), ("Victim", "mayor"), ("Weapon", "rifle")]
    assert told.tags["muc"][-2] == "B-Weapon"
    assert told.gaps[told.words.index(".") + 1] == 2
    assert set(silent.tags["muc"]) == {"O"}
    assert oddities["filler within a word, moved to whole words"] == 1
    assert oddities["filler that is not at its offset"] == 1
    every = next(iter(muc.passages(tmp_path, "dev", every_occurrence=True)))
    assert [words for _, words in spans(every, "muc")].count("mayor") == 2


def test_polnear_links_each_piece_to_its_cue(tmp_path: Path) -> None:
    text = "“We won,” Ali said. “We left.” Nobody disagreed."
    lines = [
        "T1\tContent 0 9;20 30\t“We won,”",
        "second line of the same words",
        "T2\tSource 10 13\tAli",
        "T3\tCue 14 18\tsaid",
        "T4\tAttribution 14 18\tsaid",
        "E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2",
        "T5\tSource 31 37\tNobody",
        "E2\tAttribution:T4 Source:T5",
        "T6\tDiscuss 0 9\t“We won,”",
    ]
    folder = tmp_path / "dev"
    written(folder / "text" / "wire_a.txt", text)
    written(folder / "attributions" / "wire_a_0001.ann", "\n".join(lines))
    written(folder / "attributions" / "wire_a_0002.ann", "T1\tCue 0 1\t“")
    written(folder / "attributions" / "wire_b_0001.ann", "")
    oddities = Counter[str]()
    (passage,) = polnear.passages(tmp_path, "dev", oddities=oddities)
    found = spans(passage, "attribution")
    assert [label for label, _ in found] == ["Content", "Source", "Cue", "Content", "Source"]
    linked = [(passage.words[a], passage.words[b]) for a, b in passage.links["attribution"]]
    assert linked == [("“", "said"), ("Ali", "said"), ("“", "said")]
    assert oddities["attribution without a cue"] == oddities["annotation without a text"] == 1


def test_wiki_is_silent_where_its_training_part_marks_nothing(tmp_path: Path) -> None:
    sents = [["Bombs", "killed", "Ali"], ["He", "spoke"]]
    words = [word for sent in sents for word in sent]
    entities = [{"start": 2, "end": 3, "entity_type": "PER"}, {"start": 9, "end": 10, "entity_type": "PER"}]
    trigger = {"pos": [1, 2], "type": "Life.Die.Unspecified.TRIGGER"}
    row = {"doc_id": "w", "tokens": words, "sents": sents, "entity_mentions": entities, "vertexSet": [[trigger]]}
    written(tmp_path / "train48_docred.json", json.dumps([row, {**row, "tokens": words[1:]}]))
    oddities = Counter[str]()
    (passage,) = wiki.passages(tmp_path, "train", oddities=oddities)
    assert spans(passage, "wiki") == [("PER", "Ali")]
    assert passage.tags["trigger"] == ("O", "B-Event", "O", None, None)
    assert passage.tags["plover"] == (None, "ASSAULT", None, None, None)
    assert oddities["entity outside its document"] == oddities["document whose sentences are not its words"] == 1
    told = {
        "doc_id": "v",
        "tokens": words,
        "sentences": [[[[w, 0, 0] for w in sent], ""] for sent in sents],
        "entity_mentions": entities[:1],
        "event_mentions": [{"event_type": "Contact.Contact.Meet", "trigger": {"start": 4, "end": 5}}],
    }
    written(tmp_path / "dev.jsonl", rows(told))
    (dev,) = wiki.passages(tmp_path, "dev")
    assert dev.tags["trigger"] == ("O", "O", "O", "O", "B-Event") and set(dev.tags["plover"]) == {None}


@pytest.mark.parametrize(
    ("kind", "root"),
    [
        ("Conflict.Attack.DetonateExplode", "ASSAULT"),
        ("Justice.ReleaseParole.Unspecified", "YIELD"),
        ("ArtifactExistence.DamageDestroyDisableDismantle.Destroy", "ASSAULT"),
        ("ArtifactExistence.DamageDestroyDisableDismantle.DisableDefuse", None),
        ("Contact.Contact.Unspecified", None),
    ],
)
def test_a_type_takes_the_root_of_the_longest_type_above_it(kind: str, root: str | None) -> None:
    assert root_of(kind) == root
    assert root is None or root in ROOTS


def test_ecb_parts_runs_of_sentences_and_is_silent_on_negated_actions(tmp_path: Path) -> None:
    cells = [
        ("d", 0, 0, "Shots", "ACT1"),
        ("d", 0, 1, "ring", "ACT1"),
        ("d", 1, 0, "No", "-"),
        ("d", 1, 1, "denial", "Singleton_NEG_3_d"),
        ("d", 4, 0, "Took", "Singleton_ACT_4_d"),
        ("d", 4, 1, "no", "-"),
        ("d", 4, 2, "place\t", "Singleton_ACT_4_d"),
    ]
    text = "\n".join("\t".join(map(str, row)) for row in cells)
    written(tmp_path / "ECB_Dev_corpus.txt", text + "\nd\tbroken\n")
    mentions = [
        {"doc_id": "d", "sent_id": 0, "tokens_number": [0, 1]},
        {"doc_id": "d", "sent_id": 4, "tokens_number": [0, 2]},
    ]
    written(tmp_path / "ECB_Dev_Event_gold_mentions.json", json.dumps(mentions))
    oddities = Counter[str]()
    near, far = ecb.passages(tmp_path, "dev", oddities=oddities)
    assert near.document == far.document == "d"
    assert near.tags["event"] == ("B-Event", "I-Event", "O", None) and near.cuts == (0, 2)
    assert far.tags["event"] == ("B-Event", "O", "B-Event")
    assert far.words[2] == "place"
    assert oddities["row of fewer than five columns"] == 1


def test_gvc_reads_brackets_over_several_words(tmp_path: Path) -> None:
    text = (
        "#begin document (a); part 000\na\t0\t0\tOpen\t(7\na\t0\t1\tfire\t7)\na\t0\t2\t//n\t-\n"
        "a\t1\t0\tIt\t(8)\n#end document\n#begin document (b); part 000\nb\t0\t0\tCalm\t-\n"
    )
    written(tmp_path / "dev_dataset.conll", text)
    one, two = gvc.passages(tmp_path, "dev")
    assert one.tags["event"] == ("B-Event", "I-Event", "B-Event") and one.cuts == (0, 2)
    assert two.words == ("Calm",)
    assert not CORPORA["gvc"].learnt


def test_plain_texts_carry_no_labels(tmp_path: Path) -> None:
    written(tmp_path / "isaf" / "dev.jsonl", rows({"text": "Calm day."}, {"text": ""}))
    written(tmp_path / "fakes_syria" / "dev.jsonl", rows({"unit_id": 4, "article_content": "War goes on."}))
    written(tmp_path / "reports" / "a.txt", "One. Two.")
    found = list(plain.passages(tmp_path, "dev"))
    assert [p.document for p in found] == ["isaf-dev-0", "fakes-4", "a"]
    assert not any(p.tags or p.values or p.arcs for p in found)


def test_every_corpus_says_its_licence_parts_and_folder(tmp_path: Path) -> None:
    assert set(CORPORA) >= {"ewt", "wnut", "wwn", "re3d", "wiki", "ecb", "polnear", "muc", "causal", "plover", "cameo"}
    assert all(c.licence and c.parts and not Path(c.folder).is_absolute() for c in CORPORA.values())
    with pytest.raises(ValueError, match="no part 'test'"):
        CORPORA["muc"].passages(tmp_path, "test")


def test_the_command_counts_labels_and_oddities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "ud_ewt" / "dev.conllu", EWT)
    first, *_, last = lines_of(CORPORA["ewt"], tmp_path, "dev")
    assert first == "ewt dev: 2 passages, 4 cuts, 9 words, 9 arcs, 0 links"
    assert "without a sound tree 1" in last
    assert main([]) == main([str(tmp_path), "nothing"]) == 2
    assert "usage" in capsys.readouterr().err
