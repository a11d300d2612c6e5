"""Every command explains itself: a sentence for the command, one for each option, and an example to copy."""

from __future__ import annotations

import click
import pytest

from recount.cli.main import COMMANDS, cli, run


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_sentence_and_an_example_of_itself(name: str) -> None:
    words = command(name).help or ""
    assert words.split("\n")[0].strip()
    assert f"recount {name} " in words.split("Example", 1)[-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help_that_ends_as_a_sentence(name: str) -> None:
    options = [parameter for parameter in command(name).params if isinstance(parameter, click.Option)]
    silent = [option.opts for option in options if not (option.help or "").rstrip().endswith((".", "..."))]
    assert silent == []


@pytest.mark.parametrize("name", [[], *([name] for name in COMMANDS)], ids=" ".join)
@pytest.mark.parametrize("width", ["20", "200"])
def test_help_is_printed_whatever_the_width(
    name: list[str], width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert run([*name, "--help"]) == 0
    assert "--help" in capsys.readouterr().out


def test_help_names_every_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    words = " ".join(capsys.readouterr().out.split())
    for status in ("0 done", "1 failed", "2 bad usage", "130 interrupted"):
        assert status in words


@pytest.mark.parametrize("arguments", [["frob"], ["build"], ["claims"], ["claims", "x", "--limit", "0"], ["--frob"]])
def test_a_call_that_cannot_be_understood_is_bad_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "Error:" in capsys.readouterr().err
