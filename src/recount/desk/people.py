"""Who may sit at the desk, and what each may do there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recount.records import UsageError

Role = Literal["reader", "reviewer", "owner"]
"""A reader looks; a reviewer also decides; an owner also adds reports and sees the audit log."""
ROLES: tuple[Role, ...] = get_args(Role)

SHORTEST = 12
"""Characters of a password. NIST SP 800-63B asks for length and against rules of composition."""
_NAME = re.compile(r"[\w.@+-]{1,64}")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the desk. Their name stands under every judgement of theirs."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether what asks for `role` is open to this person."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """Names, roles and argon2 hashes of one desk, in a file that only its owner can read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._hasher = PasswordHasher()
        # Checked where a name is unknown, so that the time of an answer does not tell which names exist.
        self._nobody = self._hasher.hash(os.urandom(16).hex())

    def all(self) -> list[Person]:
        """Everyone who can sign in, by name."""
        return [Person(name, cast(Role, row["role"])) for name, row in sorted(self._read().items())]

    def add(self, name: str, password: str, role: Role) -> Person:
        """A new account, or a new password and role for one that exists."""
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} cannot be a name here: use up to 64 letters, digits, and . _ @ + -")
        if len(password) < SHORTEST:
            raise UsageError(f"This password has {len(password)} characters; use at least {SHORTEST}.")
        self._write({**self._read(), name: {"role": role, "hash": self._hasher.hash(password)}})
        return Person(name, role)

    def remove(self, name: str) -> None:
        """Close an account. What its person decided stays."""
        rows = self._read()
        if name not in rows:
            known = ", ".join(sorted(rows)) or "nobody"
            raise UsageError(f"There is no account {name!r}; there is {known}.")
        self._write({key: row for key, row in rows.items() if key != name})

    def check(self, name: str, password: str) -> Person | None:
        """The person, where name and password belong together."""
        row = self._read().get(name)
        try:
            self._hasher.verify(self._nobody if row is None else row["hash"], password)
        except (VerificationError, InvalidHashError):
            return None
        return None if row is None else Person(name, cast(Role, row["role"]))

    def role(self, name: str) -> Role | None:
        """The role that this account has now; `None` where it was closed."""
        row = self._read().get(name)
        return None if row is None else cast(Role, row["role"])

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            rows: dict[str, dict[str, str]] = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        return rows

    def _write(self, rows: dict[str, dict[str, str]]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent)  # made readable by its owner alone
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self._file)
