"""Who has signed in, the token that every form carries, and how often one may try a password."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

IDLE_SECONDS = 8 * 3600
"""A working day without a request ends a session."""
FREE_TRIES = 5
LONGEST_WAIT = 900.0


@dataclass(slots=True)
class Sessions:
    """Sessions by the hash of their cookie, in memory: whoever starts the desk anew signs in anew.

    `clock` gives seconds that never go backwards.
    """

    clock: Callable[[], float]
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _open: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str) -> str:
        """A new session of this person; its cookie."""
        cookie = secrets.token_urlsafe(32)
        with self._lock:
            self._open = {key: row for key, row in self._open.items() if self.clock() - row[1] < IDLE_SECONDS}
            self._open[_hash(cookie)] = (name, self.clock())
        return cookie

    def name(self, cookie: str) -> str | None:
        """Whose session this is, while it lasts."""
        with self._lock:
            found = self._open.get(_hash(cookie))
            if found is None or self.clock() - found[1] >= IDLE_SECONDS:
                return None
            self._open[_hash(cookie)] = (found[0], self.clock())
            return found[0]

    def end(self, cookie: str) -> None:
        """Sign out."""
        with self._lock:
            self._open.pop(_hash(cookie), None)

    def token(self, cookie: str) -> str:
        """What a form of this session carries. Another site can make a browser send the cookie and cannot read this.
        Salted anew each time, so that the size of a compressed page tells nothing about it."""
        salt = secrets.token_urlsafe(9)
        return f"{salt}.{self._sign(salt, cookie)}"

    def holds(self, cookie: str, token: str) -> bool:
        """Whether this token was made for this session."""
        salt, _, signature = token.partition(".")
        return hmac.compare_digest(self._sign(salt, cookie).encode(), signature.encode("utf-8", "replace"))

    def _sign(self, salt: str, cookie: str) -> str:
        return hmac.new(self._key, f"{salt}.{cookie}".encode(), sha256).hexdigest()


@dataclass(slots=True)
class Attempts:
    """Failed sign-ins, by name and by address: five are free, then each doubles the wait, up to 15 minutes."""

    clock: Callable[[], float]
    _failed: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, *keys: str) -> int:
        """Seconds until one may try again; 0 for at once."""
        with self._lock:
            return max((self._left(key) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        with self._lock:
            if len(self._failed) > 10_000:  # nobody fills the memory by guessing names
                self._failed = {k: v for k, v in self._failed.items() if self.clock() - v[1] < LONGEST_WAIT}
            for key in keys:
                self._failed[key] = (self._failed.get(key, (0, 0.0))[0] + 1, self.clock())

    def succeeded(self, *keys: str) -> None:
        """Forget earlier failures."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _left(self, key: str) -> int:
        count, last = self._failed.get(key, (0, 0.0))
        if count < FREE_TRIES:
            return 0
        wait = min(LONGEST_WAIT, 2.0 ** (count - FREE_TRIES))
        return max(0, round(last + wait - self.clock() + 0.5))


def _hash(cookie: str) -> str:
    return sha256(cookie.encode("utf-8", "replace")).hexdigest()
