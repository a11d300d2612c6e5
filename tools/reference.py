"""Write docs/reference/ from the code, so that it cannot drift: `python -m tools.reference` (or `--check`)."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any, get_args, get_origin

import click

from recount import records
from recount.cli import cli
from recount.records.codec import hints_of
from recount.words.vocabulary import vocabulary
from tools.reference_data import campaign, meaning_of, meanings, pack, table
from tools.reference_model import model

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = "<!-- Written by `python -m tools.reference` from the code. Edit the code. -->\n\n"
RECORDS = (
    records.Claim, records.Mention, records.Place, records.Time, records.Quantity, records.Source, records.Relation,
    records.Evidence, records.Report, records.Segment, records.Dataset, records.Published,
    records.Custody, records.Copy,
    records.Event, records.Party, records.Figure, records.Account, records.AccountFigure, records.Dispute,
    records.Position, records.FigureSaid, records.Tie, records.Grading, records.Decision, records.Judgement,
    records.Selector,
    records.Skip, records.Problem,
)  # fmt: skip


def commands() -> str:
    """Every command with its help page."""
    parts = [HEAD, "# Commands\n\n"]
    with click.Context(cli, info_name="recount", max_content_width=100, terminal_width=100) as top:
        parts.append(f"```text\n{cli.get_help(top)}\n```\n\n")
        for name in sorted(cli.list_commands(top)):
            command = cli.get_command(top, name)
            assert command is not None
            parts.append(_page(command, name, top))
    return "".join(parts)


def _page(command: click.Command, name: str, parent: click.Context) -> str:
    with click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100) as context:
        page = f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n\n"
        if isinstance(command, click.Group):
            page += "".join(_page(inner, key, context) for key, inner in _parts(command, context))
    return page


def _parts(group: click.Group, context: click.Context) -> list[tuple[str, click.Command]]:
    """The commands of a group, those too that it imports when they are named."""
    found = [(name, group.get_command(context, name)) for name in sorted(group.list_commands(context))]
    return [(name, command) for name, command in found if command is not None]


def shapes() -> str:
    """Every record with its fields."""
    said = meanings()["records"]
    parts = [HEAD, "# Records\n\nEvery key is always present; absent scalars are `null`, absent lists `[]`.\n"]
    for cls in RECORDS:
        hints = hints_of(cls)
        fields = meaning_of(list(hints), said.get(cls.__name__, {}), where=cls.__name__)
        rows = [(f"`{name}`", _type(hints[name]), text) for name, text in fields.items()]
        about = inspect.cleandoc(cls.__doc__ or "").replace(
            " See docs/reference/records.md for the meaning of each field.", ""
        )
        parts += [f"\n## {cls.__name__}\n\n{about}\n\n", table(("field", "type", "means"), rows)]
    return "".join(parts)


def _type(hint: Any) -> str:
    origin = get_origin(hint)
    if origin is None:
        return f"`{hint.__name__}`"
    arms = get_args(hint)
    if origin is tuple:
        return f"list of {_type(arms[0])}"
    if type(None) in arms:
        return f"{_type(next(a for a in arms if a is not type(None)))} or null"
    return ", ".join(f"`{arm}`" for arm in arms)


def words() -> str:
    """The vocabulary."""
    names = vocabulary()
    events = [
        (e.name, e.means, ", ".join(e.modes) or "none", e.cameo, e.acled or "none") for e in names.events.values()
    ]
    modes = [(e.name, mode, acled or "none") for e in names.events.values() for mode, acled in e.modes.items()]
    parts = [
        HEAD,
        "# Vocabulary\n\n## Event types\n\n",
        table(("type", "means", "modes", "CAMEO root", "ACLED sub-event"), events),
        "\n## Modes\n\n",
        table(("type", "mode", "ACLED sub-event"), modes),
        "\n## Comparators\n\nThe inclusive range that the words allow about a value.\n\n",
        table(
            ("comparator", "means", "low", "high"),
            [(c.name, c.means, c.low or "unbounded", c.high or "unbounded") for c in names.comparators.values()],
        ),
    ]
    for part, rows in names.names.items():
        parts += [f"\n## {part}\n\n", table(("name", "means"), list(rows.items()))]
    return "".join(parts)


def pages() -> dict[str, str]:
    """File name to content."""
    return {
        "commands.md": commands(),
        "records.md": shapes(),
        "vocabulary.md": words(),
        "pack.md": HEAD + pack(),
        "campaign.md": HEAD + campaign(),
        "model.md": HEAD + model(),
    }


def stale() -> list[str]:
    """Names of committed pages that differ from what the code says now."""
    return [
        name
        for name, content in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for name in stale():
            print(f"docs/reference/{name} does not match the code; run: python -m tools.reference")
        return 1 if stale() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in pages().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
