"""A feed from the address that a person typed, and from nowhere else.

Asked for once, never again by itself. No address of this machine or of a private network is ever spoken to: every
address that the name has must be public (RFC 6890), the connection goes to one that was checked, and each redirect is
checked anew. No proxy is used, no cookie sent, no link of the feed followed.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import cast
from urllib.parse import SplitResult, urljoin, urlsplit

from recount.bounded import Bounded, TooMuch, seconds_left
from recount.collect.containers.kinds import kind_of_stream
from recount.records import DataError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[Address], bool]

MOST = 20_000_000
"""Bytes of a feed, with what is said before it."""
PATIENCE = 30.0
"""Seconds for the whole exchange."""
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_SHARED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""
_ACCEPTED = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a feed and the address at which they were, after redirects."""

    data: bytes
    address: str


def is_public(address: Address) -> bool:
    """Whether an address is of the open network: not private, local, reserved or a group's, nor one of those in the
    clothes of another version."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _SHARED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def fetched(typed: str, *, allowed: Allowed = is_public, most: int = MOST, patience: float = PATIENCE) -> Fetched:
    """The feed at the address that was typed; raises `DataError` with a sentence for the person where there is none."""
    until = time.monotonic() + patience
    at = _checked(typed)
    for _ in range(_REDIRECTS + 1):
        with _answer(at, allowed, until, most) as answer:
            if answer.status in _MOVED:
                at = _moved(at, answer.headers.get("Location"))
                continue
            if answer.status != 200:
                raise DataError(f"{at.hostname} answers {answer.status} ({answer.reason}) and gives no feed.")
            data = answer.read()
        if kind_of_stream(data[:4096]) != "feed":
            raise DataError(
                f"What lies at {at.geturl()} is no feed (RSS or Atom); give the address of the feed itself."
            )
        return Fetched(data, at.geturl())
    raise DataError(f"{typed} leads on from one address to another more than {_REDIRECTS} times.")


def _checked(address: str) -> SplitResult:
    try:
        at = urlsplit(address.strip())
        port = at.port
    except ValueError:
        raise DataError(f"{address!r} is no address of the web; expected https://... of a feed.") from None
    if at.scheme not in ("http", "https") or not at.hostname or port == 0:
        raise DataError(f"{address!r} is no address of the web; expected https://... of a feed.")
    if at.username is not None or at.password is not None:
        raise DataError("An address with a name or a password in it is not asked; nothing was sent.")
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in at.geturl()):
        raise DataError("An address has no spaces in it; write them as %20.")
    return at._replace(fragment="")


def _moved(before: SplitResult, location: str | None) -> SplitResult:
    if not location:
        raise DataError(f"{before.hostname} says that the feed has moved, and not where to.")
    after = _checked(urljoin(before.geturl(), location))
    if before.scheme == "https" and after.scheme == "http":
        raise DataError(f"{before.hostname} leads from a secure address to one that is not; it was not followed.")
    return after


@contextmanager
def _answer(at: SplitResult, allowed: Allowed, until: float, most: int) -> Iterator[HTTPResponse]:
    """What the host answers; status, headers and body come within the bounds, however slowly they drip."""
    host, secure = at.hostname or "", at.scheme == "https"
    connection = HTTPConnection(host, at.port or (443 if secure else 80))
    try:
        connection.sock = _connected(host, connection.port, allowed, until)
        if secure:
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        path = (at.path or "/") + (f"?{at.query}" if at.query else "")
        asked = {"Host": at.netloc, "User-Agent": "recount", "Accept": _ACCEPTED, "Accept-Encoding": "identity"}
        connection.request("GET", path, headers={**asked, "Connection": "close"})
        # HTTPResponse asks of a socket only that it can be made a file.
        with HTTPResponse(cast("socket.socket", Bounded(connection.sock, until, most)), method="GET") as answer:
            answer.begin()
            yield answer
    except TooMuch:
        raise DataError(f"The feed at {host} is longer than {most:,} bytes, more than one may be.") from None
    except TimeoutError:
        raise DataError(f"{host} did not answer in time; nothing was kept.") from None
    except (OSError, HTTPException, UnicodeError) as error:
        raise DataError(f"{host} could not be asked ({type(error).__name__}); nothing was kept.") from None
    finally:
        connection.close()


def _connected(host: str, port: int, allowed: Allowed, until: float) -> socket.socket:
    """A connection to the first address of the host; refused where any of them may not be spoken to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise DataError(
            f"No address is known for {host}; is the name right, and this machine on the network?"
        ) from None
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not numbers or not all(allowed(ipaddress.ip_address(number)) for number in numbers):
        raise DataError(f"{host} is an address of this machine or of a private network, which is never asked.")
    return socket.create_connection((numbers[0], port), timeout=seconds_left(until))
