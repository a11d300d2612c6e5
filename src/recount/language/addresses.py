"""The address of a model: on this machine, unless a user says otherwise by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from recount.records import UsageError

EXPECTED = "expected the base of an OpenAI-compatible service, as in http://127.0.0.1:8080/v1"
_WRITTEN = re.compile(r"[!-~]+")
_PATH = re.compile(r"(?:/[\w.~-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """Where requests go. `path` begins with a slash or is empty, and has none at its end."""

    secure: bool
    host: str
    port: int
    path: str
    remote: bool

    @property
    def base(self) -> str:
        """The address as one would write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


def address_of(written: str, *, allow_remote: bool) -> Address:
    """The address that is written; raises `UsageError` for what is none, or leads off this machine unasked.

    Only 127.0.0.0/8, ::1 and the name localhost are this machine. Another name might resolve to it today and to
    something else tomorrow; other ways to write the numbers (127.1, 0x7f000001) are taken for names.
    """
    if not _WRITTEN.fullmatch(written):
        raise UsageError(f"{written!r} is no address; {EXPECTED}, without spaces or letters beyond ASCII.")
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError(f"{written!r} is no address ({error}); {EXPECTED}.") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"the address holds a name or password; {EXPECTED}, and a key in an environment variable.")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise UsageError(f"{written!r} cannot be asked; {EXPECTED}.")
    if not _PATH.fullmatch(parts.path) or ".." in parts.path:
        raise UsageError(f"{written!r} has an odd path; {EXPECTED}.")
    if parts.path.rstrip("/").endswith("/completions"):
        raise UsageError(f"{written!r} is the address of one question; {EXPECTED}; the rest is added.")
    remote = not is_this_machine(host)
    if remote and not allow_remote:
        raise UsageError(
            f"{host} is not this machine, and the text of reports would be sent there; expected 127.0.0.1, [::1] or "
            "localhost. Run the model here, or add --allow-remote if the reports may leave this machine."
        )
    secure = parts.scheme == "https"
    return Address(secure, host, port or (443 if secure else 80), parts.path.rstrip("/"), remote)


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine by its number, or is named localhost.

    >>> is_this_machine("127.0.0.1"), is_this_machine("127.0.0.1.example.org"), is_this_machine("0.0.0.0")
    (True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
