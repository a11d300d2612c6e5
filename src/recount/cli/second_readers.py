"""Options that add a second reader to a command, and what it found and what was refused, in lines for a person."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from recount.cli.talk import plural, say, shown
from recount.language.classifier import Marker
from recount.language.local_model import ANSWER_FORMS, AnswerForm, LocalModel, ModelSettings
from recount.language.onnx_classifier import opened
from recount.language.optional import MEANINGS, Found, SecondReader
from recount.records import UsageError

READERS = ("local-model", "classifier")
KEY = "RECOUNT_MODEL_KEY"
"""The environment variable that holds the key of a model, where it needs one."""


def second_reader_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options for a second reader. The command gets `second`: the reader, or `None` where none was named."""

    @functools.wraps(command)
    def with_reader(
        *arguments: Any,
        second_reader: str | None,
        address: str | None,
        model: str | None,
        allow_remote: bool,
        answer_seconds: float | None,
        answer_form: AnswerForm | None,
        **others: Any,
    ) -> Any:
        asked = {
            "address": address, "allow_remote": allow_remote or None, "seconds": answer_seconds,
            "answer_form": answer_form,
        }  # fmt: skip
        second = reader_of(second_reader, model, {name: value for name, value in asked.items() if value is not None})
        return command(*arguments, second=second, **others)

    options: Iterable[Callable[..., Any]] = (
        click.option("--second-reader", type=click.Choice(READERS), help="Let this read beside the network."),
        click.option("--model", metavar="NAME", help="Name of the local model, or folder of the classifier."),
        click.option("--address", metavar="URL", help="Base of the model's service, as http://127.0.0.1:8080/v1."),
        click.option("--allow-remote", is_flag=True, help="Let reports leave this machine for that address."),
        click.option("--answer-seconds", type=float, metavar="N", help="Time for one answer (60)."),
        click.option("--answer-form", type=click.Choice(ANSWER_FORMS), help="What the service can hold a model to."),
    )
    made: Callable[..., Any] = with_reader
    for option in reversed(list(options)):
        made = option(made)
    return made


def reader_of(kind: str | None, model: str | None, asked: dict[str, Any]) -> SecondReader | None:
    """The reader that the options name; `UsageError` where they do not go together."""
    if kind is None:
        if model is not None or asked:
            raise UsageError(f"a model is described, but no reader; add --second-reader {' or '.join(READERS)}.")
        return None
    if kind == "local-model":
        if model is None or "address" not in asked:
            raise UsageError(
                "--second-reader local-model needs --address and --model, as in --address http://127.0.0.1:8080/v1 "
                "--model NAME."
            )
        return LocalModel(ModelSettings(model=model, **asked), key=os.environ.get(KEY) or None)
    if asked:
        raise UsageError("a classifier runs in this process: expected --model FOLDER alone, without an address.")
    if model is None:
        raise UsageError("--second-reader classifier needs --model, a folder with model.onnx and card.json.")
    return Marker(opened(Path(model)))


def proposed(found: Found, text: str, sentence: int) -> Iterator[str]:
    """A line for each proposal about a sentence: its reader, its kind and type, the words of its fields."""
    for made in found.proposals:
        if made.sentence != sentence:
            continue
        fields = "".join(
            f", {name} {text[words.start : words.end]!r}" + f" ({words.label})" * (words.label not in (name, made.type))
            for name, words in made.fields.items()
        )
        score = f" {made.score:.2f}" if made.score else ""
        yield shown(f"{made.reader}: {made.kind} {made.type or ''}".rstrip() + score + fields)


def say_refusals(found: Found, name: str) -> None:
    """What was refused, on standard error: how often, why, and what it looked like."""
    if not found.refusals:
        return
    say(f"{name}: {plural(sum(found.refused.values()), 'thing')} refused:")
    for refusal in found.refusals:
        examples = "; ".join(refusal.examples)
        say(f"  {refusal.count:,} {MEANINGS[refusal.reason]}" + f": {examples}" * bool(examples))
