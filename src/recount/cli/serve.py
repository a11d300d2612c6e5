"""`recount serve`: the desk, and `recount accounts`: who may come to it from other machines."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recount.cli.rim import collector
from recount.cli.talk import say
from recount.desk import Accounts, Serving
from recount.desk import serve as serve_desk
from recount.desk.desk import FOLDER
from recount.desk.people import ROLES, Role
from recount.desk.serving import PORT
from recount.records import UsageError
from recount.store import Campaign

_CAMPAIGN = click.argument("campaign", type=click.Path(path_type=Path), metavar="CAMPAIGN")


@click.command()
@_CAMPAIGN
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option("--host", metavar="ADDRESS", help="Let other machines in, at this address; asks for accounts.")
@click.option("--certificate", type=click.Path(path_type=Path), metavar="FILE", help="TLS certificate, for --host.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's private key.")
@click.option("--behind-proxy", is_flag=True, help="A proxy before the desk does the encryption.")
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder from which the owner may add reports at the desk; may be given several times.",
)
def serve(
    campaign: Path,
    port: int,
    host: str | None,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    folders: tuple[Path, ...],
) -> None:
    """Open the desk: read sources, compare accounts, review claims, in a browser on this machine.

    Nothing is requested from outside. Without --host only this machine reaches the desk, and whoever sits at it is
    its owner.

    \b
    Examples:
      recount serve campaign
      recount serve campaign --folder reports/
    """
    serve_desk(Serving(campaign, collector(), host, port, certificate, key, behind_proxy, folders), say)


@click.group()
def accounts() -> None:
    """Who may come to a desk that other machines reach.

    \b
    Example:
      recount accounts add campaign ana --role owner
    """


@accounts.command()
@_CAMPAIGN
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do.")
def add(campaign: Path, name: str, role: Role) -> None:
    """Make an account, or give one a new password and role. The password is asked for, or read from standard input.

    \b
    Example:
      recount accounts add campaign ana --role reviewer
    """
    book = _book(campaign)
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    person = book.add(name, password, role)
    say(f"{person.name} may now sign in as {person.role}.")


@accounts.command()
@_CAMPAIGN
@click.argument("name")
def remove(campaign: Path, name: str) -> None:
    """Close an account. What its person decided stays.

    \b
    Example:
      recount accounts remove campaign ana
    """
    _book(campaign).remove(name)
    say(f"{name} can no longer sign in.")


@accounts.command("list")
@_CAMPAIGN
def list_(campaign: Path) -> None:
    """Names and roles.

    \b
    Example:
      recount accounts list campaign
    """
    for person in _book(campaign).all():
        click.echo(f"{person.name}\t{person.role}")


def _book(campaign: Path) -> Accounts:
    if not campaign.exists():
        raise UsageError(f"There is no campaign at {campaign}.")
    return Accounts(Campaign.open(campaign).path / FOLDER / "accounts.json")
