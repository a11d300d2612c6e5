"""One question over HTTP to somebody who may mean harm: a deadline for all of it, a bound on all that comes back.

Each question has a connection of its own. Nothing is followed, unpacked, kept or sent twice; proxies that the
environment names are not used, so that what is for this machine stays on it.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import cast

from recount.bounded import Bounded, TooMuch, seconds_left
from recount.language.addresses import Address, is_this_machine
from recount.language.optional import Reason

_PIECE = 65_536


class Unanswered(Exception):  # noqa: N818 - said of a question, not of a mistake
    """No answer that could be used: the reason, and what was seen. `passing`: the same question may fare better."""

    def __init__(self, reason: Reason, seen: str, *, passing: bool = False) -> None:
        super().__init__(f"{reason}: {seen}")
        self.reason = reason
        self.seen = seen
        self.passing = passing


def posted(address: Address, path: str, body: bytes, *, key: str | None, seconds: float, limit: int) -> bytes:
    """The body of the answer to a JSON body; raises `Unanswered`.

    `seconds` is for all of it, from the first packet to the last, however slowly they drip; `limit` is in bytes and
    holds for status, headers and body together.
    """
    deadline = time.monotonic() + seconds
    try:
        with closing(_connected(address, deadline)) as sock:
            _send(sock, address, path, body, key)
            return _body(Bounded(sock, deadline, limit), limit)
    except TooMuch:
        raise Unanswered("too_large", f"more than {limit:,} bytes") from None
    except TimeoutError:
        raise Unanswered("too_slow", f"nothing whole within {seconds:g} seconds") from None
    except (OSError, HTTPException, ValueError) as error:
        # ValueError: a host that cannot be encoded, a status or length that is no number.
        raise Unanswered("broken_off", str(error) or type(error).__name__, passing=True) from None


def _connected(address: Address, deadline: float) -> socket.socket:
    sock = socket.create_connection((address.host, address.port), timeout=seconds_left(deadline))
    try:
        # localhost is a name, and a name can be bent: what counts is where the connection has come to.
        if not address.remote and not is_this_machine(str(sock.getpeername()[0])):
            raise Unanswered("broken_off", f"{address.host} leads off this machine")
        if address.secure:
            sock.settimeout(seconds_left(deadline))
            return ssl.create_default_context().wrap_socket(sock, server_hostname=address.host)
    except BaseException:
        sock.close()
        raise
    return sock


def _send(sock: socket.socket, address: Address, path: str, body: bytes, key: str | None) -> None:
    connection = HTTPConnection(address.host, address.port)
    connection.sock = sock
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    connection.request("POST", address.path + path, body, headers)


def _body(bounded: Bounded, limit: int) -> bytes:
    # HTTPResponse asks of a socket only that it can be made a file.
    with closing(HTTPResponse(cast("socket.socket", bounded), method="POST")) as response:
        response.begin()
        if 300 <= response.status < 400:
            raise Unanswered("redirect", f"status {response.status}")
        if response.status != 200:
            busy = response.status in (408, 429) or response.status >= 500
            raise Unanswered("status", f"status {response.status}", passing=busy)
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise Unanswered("wrong_shape", "a packed answer, which was not asked for")
        if (response.length or 0) > limit:
            raise Unanswered("too_large", f"{response.length:,} bytes announced; at most {limit:,}")
        pieces = list(iter(lambda: response.read1(_PIECE), b""))
        if response.length:
            raise Unanswered("broken_off", f"{response.length:,} bytes short", passing=True)
        return b"".join(pieces)
