"""The reference says what the code is: pages fresh, and nothing that a reader meets without a meaning."""

from __future__ import annotations

import click
import pytest

from recount import records
from recount.cli import cli
from recount.records.codec import hints_of
from recount.words.vocabulary import vocabulary
from tools import reference, schemas
from tools.reference_data import meaning_of, meanings


def commands() -> list[click.Command]:
    with click.Context(cli) as context:
        found = [cli.get_command(context, name) for name in cli.list_commands(context)]
    return [command for command in found if command is not None]


@pytest.mark.parametrize("page", sorted(reference.pages()))
def test_a_page_is_what_the_code_says_now(page: str) -> None:
    committed = (reference.FOLDER / page).read_text(encoding="utf-8")
    assert committed == reference.pages()[page], "run: python -m tools.reference"


def test_no_page_is_left_over_from_earlier_code() -> None:
    assert {path.name for path in reference.FOLDER.glob("*.md")} == set(reference.pages())


def test_schemas_are_what_the_records_say_now() -> None:
    assert schemas.stale() == [], "run: python -m tools.schemas"


@pytest.mark.parametrize("command", commands(), ids=lambda c: str(c.name))
def test_every_command_and_option_is_described(command: click.Command) -> None:
    assert command.help, f"{command.name} says nothing of itself"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"recount {command.name} {parameter.opts[-1]} has no help"


@pytest.mark.parametrize("command", commands(), ids=lambda c: str(c.name))
def test_every_command_stands_in_the_reference(command: click.Command) -> None:
    page = (reference.FOLDER / "commands.md").read_text(encoding="utf-8")
    assert f"## recount {command.name}\n" in page
    for option in (o for p in command.params if isinstance(p, click.Option) for o in p.opts):
        assert option in page


def test_every_vocabulary_entry_has_a_meaning() -> None:
    words = vocabulary()
    entries = {event.name: event.means for event in words.events.values()}
    entries |= {comparator.name: comparator.means for comparator in words.comparators.values()}
    entries |= {f"{part}: {name}": means for part, rows in words.names.items() for name, means in rows.items()}
    assert [name for name, means in entries.items() if not str(means or "").strip()] == []


def test_every_output_record_and_what_it_holds_is_in_the_reference() -> None:
    """From each record that leaves Recount, follow its fields down: every record met on the way has its table."""
    waiting: list[object] = [records.Claim, records.Event, records.Judgement, records.Report, records.Skip]
    met: set[str] = set()
    while waiting:
        cls = waiting.pop()
        if isinstance(cls, type) and hasattr(cls, "__dataclass_fields__") and cls.__name__ not in met:
            met.add(cls.__name__)
            waiting += hints_of(cls).values()
        else:
            waiting += getattr(cls, "__args__", ())
    assert met - {"Span"} <= {cls.__name__ for cls in reference.RECORDS}
    assert set(meanings()["records"]) == {cls.__name__ for cls in reference.RECORDS}


@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"], []], ids=["one left over", "one without", "all left over"])
def test_a_name_without_a_meaning_or_a_meaning_without_a_name_stops_the_generator(names: list[str]) -> None:
    with pytest.raises(LookupError, match="without a meaning"):
        meaning_of(names, {"a": "first", "b": "second"}, where="a row")
