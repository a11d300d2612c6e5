"""What an opener gives: the pieces of one container, what is passed over in it, and what is amiss with it."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from recount.collect.containers.budget import Budget, Stream
from recount.records import Form, Given

TROUBLES = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError),
    *(LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, MemoryError),
)
"""What damaged bytes make the libraries raise that unpack them. Each is caught where one container is opened and told
as the damage of that container."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a container. `label` is its place there, in the words of a locator; its form may be told by
    `name`. `open` gives its bytes and is called once, before the next piece is asked for. `packed` is its size where
    it lies packed, and `None` where it lies as it is. `given` is what the container says of it; `form` what it is,
    where the container settles that. `partly` is whether it is worth something when its end is missing."""

    label: str
    name: str
    open: Callable[[], Stream]
    packed: int | None = None
    given: Given = field(default_factory=Given)
    form: Form | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A thing that is passed over, to be counted with others of its kind: `one` and `many` are what one and several
    are called; `why` follows, where it does not go without saying."""

    label: str
    one: str
    many: str
    why: str = ""
    code: str = "passed_over"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is amiss with a container, or with the piece of it that `label` names: a code to count by, a sentence."""

    code: str
    sentence: str
    label: str | None = None


Opened: TypeAlias = Iterator[Piece | Passed | Trouble]


class Opener(Protocol):
    """How a kind of container is opened: its bytes, its name, and what may still be taken."""

    def __call__(self, handle: Stream, name: str, budget: Budget) -> Opened: ...


LINK = ("link", "links", "nothing in an archive is followed")
DEVICE = ("device or pipe", "devices and pipes", "only files are read")
LOCKED = ("file locked by a password", "files locked by a password", "unpack them and give what comes out")


def plain(name: str) -> str:
    """A name on one line, fit to be shown and stored: what is no letter of UTF-8 or a control becomes U+FFFD."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)[:500]
