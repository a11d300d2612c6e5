"""Serving: to this machine alone unless asked, and to others only with accounts and encryption."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from recount.desk.app import application
from recount.desk.desk import Desk
from recount.desk.people import Accounts, Person
from recount.records import UsageError
from recount.store import Campaign

PORT = 8420


@dataclass(frozen=True, slots=True)
class Serving:
    """How a desk is served. `host` None is this machine alone; `behind_proxy` says that a proxy before the desk does
    the encryption."""

    campaign: Path
    person: str
    host: str | None = None
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    folders: tuple[Path, ...] = ()


def serve(serving: Serving, say: Callable[[str], None]) -> None:
    """Serve until it is ended. `say` gets the address."""
    desk = desk_for(serving)
    bound = _bound(serving.host or "127.0.0.1", serving.port)
    config = uvicorn.Config(
        application(desk),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
        timeout_graceful_shutdown=3,
    )
    name, port = serving.host or "127.0.0.1", bound.getsockname()[1]
    scheme = "https" if serving.certificate else "http"
    say(f"The desk is at {scheme}://{f'[{name}]' if ':' in name else name}:{port}/ ; Ctrl-C ends it.")
    uvicorn.Server(config).run(sockets=[bound])


def desk_for(serving: Serving) -> Desk:
    """The desk, or a sentence on why it cannot be served like this."""
    campaign = Campaign.open(serving.campaign)
    for folder in serving.folders:
        if not folder.is_dir():
            raise UsageError(f"--folder {folder}: there is no such folder to add reports from.")
    folders = tuple(folder.resolve() for folder in serving.folders)
    if serving.host is None or is_loopback(serving.host):
        return Desk(campaign, Person(serving.person, "owner"), folders)
    desk = Desk(campaign, None, folders, secure=True, hosts=())
    _check_guarded(serving, desk.accounts)
    return desk


def _check_guarded(serving: Serving, accounts: Accounts) -> None:
    """Others reach this desk: it asks for accounts, and for encryption here or before it."""
    if not any(person.role == "owner" for person in accounts.all()):
        raise UsageError(
            f"--host {serving.host} lets other machines in, and this desk has no owner's account yet. Make one with: "
            f"recount accounts add {serving.campaign} NAME --role owner"
        )
    if (serving.certificate is None or serving.key is None) and not serving.behind_proxy:
        raise UsageError(
            f"--host {serving.host} would send passwords unencrypted. Give --certificate and --key, or --behind-proxy "
            "where a proxy before the desk does the encryption."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)  # whoever follows the address at once waits a moment, and is not refused
    except OSError as error:
        bound.close()
        raise UsageError(
            f"The desk cannot be served at {host}, port {port} ({error.strerror}). Choose another with --port."
        ) from error
    return bound
