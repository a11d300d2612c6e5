"""The command `syntax`: sentences with their trees, and what is named, told and said in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from recount.cli.options import published_option
from recount.cli.rim import the_rim
from recount.cli.second_readers import proposed, say_refusals, second_reader_options
from recount.cli.talk import say, say_skips, tell_who_types
from recount.cli.texts import printed
from recount.cli.trees import facts_of, quoted, tree_lines
from recount.language.analysis import Analysis
from recount.language.choose import SHIPPED, language_of
from recount.language.optional import NOTHING, Found, SecondReader
from recount.records import Skip, Span
from recount.records.codec import to_dict
from recount.streams import analyses


@click.command()
@click.argument("file", default="-", metavar="[FILE or -]")
@click.option("--jsonl", is_flag=True, help="Print all that is found as one line of JSON for each report.")
@click.option(
    "--engine",
    default=SHIPPED,
    show_default=True,
    metavar="NAME",
    help="What reads the language: network, or spacy:NAME for an installed spaCy pipeline.",
)
@second_reader_options
@published_option
def syntax(file: str, jsonl: bool, engine: str, published: str | None, second: SecondReader | None) -> None:
    """Show how a report is read: sentences, trees, mentions, events, attributions.

    FILE may have any form that build reads. Offsets in the JSON index the text in it.

    \b
    Examples:
      recount syntax report.txt
      recount syntax --jsonl report.html > analysis.jsonl
      recount syntax report.txt --second-reader local-model --address http://127.0.0.1:8080/v1 --model NAME
    """
    language = language_of(engine)
    tell_who_types(file)
    found = analyses([file], rim=the_rim(), language=language, published=published)
    if jsonl:
        printed(item if isinstance(item, Skip) else _row(item[0].id, item[1], second) for item in found)
        return
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    skipped = []
    for item in found:
        if isinstance(item, Skip):
            skipped.append(item)
            continue
        report, analysis = item
        if not analysis.sentences:
            say(f"{report.address or report.id}: no words to read.")
        also = _read_again(analysis, second)
        for line in drawn(analysis, also):
            console.print(line)
        if second is not None:
            say_refusals(also, second.name)
    say_skips(skipped)


def _row(report: str, analysis: Analysis, second: SecondReader | None) -> dict[str, Any]:
    row = {"report": report, **to_dict(analysis)}
    return row if second is None else {**row, "second": to_dict(_read_again(analysis, second))}


def _read_again(analysis: Analysis, second: SecondReader | None) -> Found:
    """What the second reader, if there is one, finds in the sentences as the first has cut them."""
    sentences = [Span(sentence.start, sentence.end) for sentence in analysis.sentences]
    return NOTHING if second is None else second.read(analysis.text, sentences)


def drawn(analysis: Analysis, also: Found = NOTHING) -> Iterator[Text]:
    """Lines for a person: each sentence, its tree, and what was found in it, at last by the second reader."""
    found = facts_of(analysis)
    for index, sentence in enumerate(analysis.sentences):
        if index:
            yield Text()
        yield Text(quoted(analysis.text[sentence.start : sentence.end]), style="bold")
        yield from tree_lines(sentence, analysis.mentions)
        told = [*found[index], *(("also", said) for said in proposed(also, analysis.text, index))]
        for name, facts in told:
            line = Text(f"  {name:13}", style="dim")
            line.append(facts, style="not dim")
            yield line
