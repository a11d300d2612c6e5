"""What comes from a socket, until a deadline for all of it or a bound on its bytes: a socket's own timeout begins anew
with each packet, so that whoever drips could hold one for ever."""

from __future__ import annotations

import io
import socket
import time


class TooMuch(Exception):  # noqa: N818 - said of what came, not of a mistake
    """More bytes than were allowed."""


class Bounded(io.RawIOBase):
    """A socket to read from, as far as `http.client` needs one. `deadline` is by the monotonic clock, `limit` in bytes,
    over status, headers and body together."""

    def __init__(self, sock: socket.socket, deadline: float, limit: int) -> None:
        super().__init__()
        self._sock, self._deadline, self._left = sock, deadline, limit

    def makefile(self, _mode: str) -> io.BufferedReader:
        """As a socket's."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """As a raw stream's."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As a raw stream's; raises `TimeoutError` or `TooMuch`."""
        self._sock.settimeout(seconds_left(self._deadline))
        count = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise TooMuch
        return count


def seconds_left(deadline: float) -> float:
    """Seconds until a deadline of the monotonic clock; raises `TimeoutError` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
