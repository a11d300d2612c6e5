"""Options for a second reader: what they make, what does not go together, and how its findings are shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from recount.cli.main import run
from recount.cli.second_readers import KEY, proposed, say_refusals, second_reader_options
from recount.language.analysis import Labelled
from recount.language.local_model import LocalModel
from recount.language.optional import Found, Proposal, Refusal, SecondReader
from recount.records import Span, UsageError
from tests.language import tiny_model, tiny_onnx
from tests.language.stub_server import Asked, completion, http, says, serving
from tests.language.test_language_classifier import CARD


@click.command()
@click.argument("text")
@second_reader_options
def told(text: str, second: SecondReader | None) -> None:
    """Shows what the second reader says of a text of one sentence."""
    if second is None:
        click.echo("nobody")
        return
    found = second.read(text, [Span(0, len(text))])
    for line in proposed(found, text, 0):
        click.echo(line)
    say_refusals(found, second.name)


def call(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={KEY: None, **environment}).invoke(told, [*arguments], catch_exceptions=True)


def test_without_a_name_there_is_none() -> None:
    assert call("A text.").output == "nobody\n"


def test_a_local_model_reads_and_is_told_apart() -> None:
    event = {"kind": "event", "sentence": 1, "type": "AID", "fields": {"trigger": "sent", "number": 9, "actor": "UN"}}
    with serving(says({"proposals": [event]})) as stub:
        done = call(
            *("They sent nine lorries.", "--second-reader", "local-model", "--address", stub.address),
            *("--model", "tiny", "--answer-seconds", "5", "--answer-form", "json"),
            **{KEY: "hush"},
        )
        assert stub.asked[0].headers["authorization"] == "Bearer hush"
        assert stub.asked[0].request["response_format"] == {"type": "json_object"}
    assert done.exit_code == 0
    assert done.stdout == "local-model:tiny: event AID, trigger 'sent', number 'nine'\n"
    assert "local-model:tiny: 1 thing refused:" in done.stderr
    assert "1 does not stand in the text: actor: UN" in done.stderr


def test_a_classifier_reads(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(tiny_onnx.of_strings({"They shelled us.": 9.0}, [1.0, 0.0, 0.0]))
    (tmp_path / "card.json").write_text(json.dumps(CARD))
    done = call("They shelled us.", "--second-reader", "classifier", "--model", str(tmp_path))
    assert done.output == f"classifier:{tmp_path.name}: mark ASSAULT 1.00\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "tiny"], "add --second-reader"),
        (["--address", "http://127.0.0.1/v1"], "add --second-reader"),
        (["--allow-remote"], "add --second-reader"),
        (["--second-reader", "local-model"], "--address and --model"),
        (["--second-reader", "local-model", "--model", "tiny"], "--address and --model"),
        (["--second-reader", "local-model", "--address", "http://127.0.0.1/v1"], "--address and --model"),
        (["--second-reader", "local-model", "--model", "m", "--address", "http://192.0.2.1/v1"], "--allow-remote"),
        (["--second-reader", "local-model", "--model", "m", "--address", "127.0.0.1"], "cannot be asked"),
        (["--second-reader", "classifier"], "a folder with model.onnx"),
        (["--second-reader", "classifier", "--model", "x", "--allow-remote"], "without an address"),
        (["--second-reader", "classifier", "--model", "/tmp/x-nothing"], "no card.json"),
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_gets_a_sentence(arguments: Any, said: str) -> None:
    error = call("A text.", *arguments).exception
    assert isinstance(error, UsageError)
    assert said in str(error)


def test_another_machine_is_asked_only_where_it_is_allowed() -> None:
    @click.command()
    @second_reader_options
    def kept(second: SecondReader | None) -> None:
        assert isinstance(second, LocalModel)
        click.echo(f"{second.settings.allow_remote} {second.settings.address}")

    base = ["--second-reader", "local-model", "--model", "m", "--address", "https://models.example.org/v1"]
    assert CliRunner(env={KEY: None}).invoke(kept, [*base, "--allow-remote"]).output.startswith("True https://")


def test_words_that_steer_a_terminal_are_shown_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The \x1b[2Jarmy\u202e fled."
    fields = {"trigger": Labelled(0, len(text), "trigger", 0.0), "number": Labelled(0, 3, "killed", 0.0)}
    made = Proposal("event", "RETREAT", fields, 0, "local-model:a\x1b[0m")
    (line,) = proposed(Found((made,)), text, 0)
    assert line.isprintable()
    assert "number 'The' (killed)" in line
    assert list(proposed(Found((made,)), text, 1)) == []
    say_refusals(Found(refusals=(Refusal("not_in_text", 2_000, ("actor: [bold]x[/bold]",)),)), "a reader")
    say_refusals(Found(), "another")
    said = capsys.readouterr().err
    assert "2,000 things refused" in said
    assert "[bold]x[/bold]" in said
    assert "another" not in said


def names_first_words(asked: Asked) -> list[bytes]:
    """A model that names the first word of each sentence, and one that is not there."""
    rows = [json.loads(line) for line in asked.request["messages"][1]["content"].splitlines()[1:-1]]
    made = [
        {"kind": "mention", "sentence": row["sentence"], "type": "misc", "fields": {"words": words}}
        for row in rows
        for words in (row["text"].split()[0], "zeppelin")
    ]
    return http(completion(json.dumps({"proposals": made})))


def test_syntax_shows_both_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recount.cli.syntax.language_of", lambda _: tiny_model.network())
    monkeypatch.delenv(KEY, raising=False)
    report = tmp_path / "report.txt"
    report.write_text("Alpha army said nothing.\n\nBravo army left.\n", encoding="utf-8")
    with serving(names_first_words) as stub:
        options = ["--second-reader", "local-model", "--address", stub.address, "--model", "tiny"]
        assert run(["syntax", str(report), *options]) == 0
        shown = capsys.readouterr()
        assert "local-model:tiny: mention misc, words 'Alpha'" in shown.out
        assert "local-model:tiny: mention misc, words 'Bravo'" in shown.out
        assert "does not stand in the text: words: zeppelin" in shown.err
        assert run(["syntax", "--jsonl", str(report), *options]) == 0
        row = json.loads(capsys.readouterr().out)
    for made in row["second"]["proposals"]:
        words = made["fields"]["words"]
        assert row["text"][words["start"] : words["end"]] in report.read_text().split()
        assert made["reader"] == "local-model:tiny"
    assert {refusal["reason"] for refusal in row["second"]["refusals"]} >= {"not_in_text", "lacks_field"}
    assert run(["syntax", "--jsonl", str(report)]) == 0
    assert "second" not in json.loads(capsys.readouterr().out)
