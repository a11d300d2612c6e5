"""A file that is given, opened as deep as it goes: itself where it is a document, else each thing that it holds.

Nothing is written under the names found inside, so that a name may be anything: "..", absolute, given twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from recount.collect.bounds import Bounds
from recount.collect.containers.budget import (
    CHUNK,
    Budget,
    Chained,
    RefusedError,
    SpentError,
    Stream,
    new_spool,
    read_up_to,
)
from recount.collect.containers.feeds import open_feed
from recount.collect.containers.kinds import Kind, kind_of, kind_of_stream
from recount.collect.containers.letters import open_letter
from recount.collect.containers.mboxes import open_mbox
from recount.collect.containers.pieces import TROUBLES, Opener, Passed, Piece, Trouble
from recount.collect.containers.squeezed import open_squeezed
from recount.collect.containers.tars import open_tar
from recount.collect.containers.waczs import open_wacz
from recount.collect.containers.warcs import open_warc
from recount.collect.containers.zips import open_zip
from recount.collect.folders import is_quiet
from recount.collect.forms import FORMS, HEAD, READS, YAML, form_of, picture_or_archive, zip_form
from recount.records import Form, Given, Skip

_OPENERS: dict[Kind, Opener] = {
    "zip": open_zip, "wacz": open_wacz, "tar": open_tar, "gzip": open_squeezed, "bzip2": open_squeezed,
    "xz": open_squeezed, "warc": open_warc, "feed": open_feed, "mbox": open_mbox,
}  # fmt: skip
_PASSED = (
    ("picture", "picture", "pictures"),
    ("film", "sound or film", "sounds and films"),
    ("program", "program", "programs"),
)
_PARTLY: frozenset[str] = frozenset({"jsonl", "csv", "mbox", "warc", "tar"})
"""What is worth reading when its end is missing: many things one after another."""


@dataclass(frozen=True, slots=True)
class Member:
    """A thing to be captured: its bytes, its form, its place in the file that was given (`None` where it is that
    file) with the SHA-256 of that file, and what the container says of it. The handle lives until the next is asked
    for."""

    handle: BinaryIO
    name: str
    form: Form
    locator: str | None = None
    container: str | None = None
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something lies: the file that was given, the labels down to it, the hash of that file, and of how many
    containers it is inside."""

    address: str
    trail: tuple[str, ...] = ()
    container: str | None = None
    depth: int = 0

    @property
    def locator(self) -> str | None:
        return " > ".join(self.trail) or None

    def inside(self, label: str) -> _Place:
        return replace(self, trail=(*self.trail, label))

    def skip(self, code: str, sentence: str) -> Skip:
        return Skip(self.address if not self.trail else f"{self.address}, {self.locator}", code, sentence)


@dataclass(slots=True)
class _Count:
    """What was passed over in one container, and how often each name was met."""

    passed: dict[tuple[str, str], list[Passed]] = field(default_factory=dict)
    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)

    def add(self, item: Passed) -> None:
        kind = (item.code, item.many)
        self.numbers[kind] += 1
        self.passed.setdefault(kind, [item])

    def told(self, place: _Place) -> Iterator[Skip]:
        for kind, (first, *_) in self.passed.items():
            number = self.numbers[kind]
            why = f" ({first.why})" if first.why else ""
            if number == 1:
                yield place.inside(first.label).skip(first.code, f"A {first.one} was passed over{why}.")
            else:
                sentence = f"{number:,} {first.many} were passed over{why}, the first being {first.label[:200]!r}."
                yield place.skip(first.code, sentence)


def opened(handle: BinaryIO, name: str, *, bounds: Bounds) -> Iterator[Member | Skip]:
    """What a file holds that can be captured, itself or one by one what lies in it, and a `Skip` for each thing that
    cannot be taken. `name` is the address by which the file is known. Memory and disk stay within `bounds`, whatever
    the bytes; nothing is raised for them."""
    budget = Budget(bounds, handle.seek(0, 2))
    handle.seek(0)
    place = _Place(name)
    try:
        yield from _descended(handle, Piece(name, name, lambda: handle), place, budget)
    except SpentError as reason:
        yield place.skip(reason.code, reason.sentence)


def _descended(handle: BinaryIO, piece: Piece, place: _Place, budget: Budget) -> Iterator[Member | Skip]:
    head = handle.read(HEAD)
    handle.seek(0)
    if not head:
        yield place.skip("empty", "The file is empty.")
        return
    kind = kind_of(handle, head, members=budget.bounds.members) if piece.form is None else None
    if kind is not None:
        yield from _contained(handle, kind, _OPENERS[kind], piece.name, place, budget)
        return
    form = piece.form or (zip_form(handle) if head.startswith(b"PK") else None) or form_of(head, piece.name)
    if form == YAML:
        yield place.skip("no_report", f"This is {YAML} and no report; it was passed over.")
        return
    if form not in FORMS:
        yield place.skip("unknown_form", f"This is {form}; what can be read is {READS}.")
        return
    handle.seek(0)
    yield Member(handle, piece.name, cast(Form, form), place.locator, place.container, piece.given)
    if form == "eml":
        handle.seek(0)
        yield from _contained(handle, "eml", open_letter, piece.name, place, budget)


def _contained(
    handle: BinaryIO, kind: str, opener: Opener, name: str, place: _Place, budget: Budget
) -> Iterator[Member | Skip]:
    if place.depth >= budget.bounds.depth:
        sentence = f"It lies {place.depth + 1} containers deep; up to {budget.bounds.depth} are opened. Unpack it."
        yield place.skip("too_deep", sentence)
        return
    sha256 = hashlib.file_digest(handle, "sha256").hexdigest()  # type: ignore[arg-type]
    handle.seek(0)
    if kind != "eml" and (known := budget.archives.setdefault(sha256, place.locator or place.address)) != (
        place.locator or place.address
    ):
        yield place.skip("same_archive", f"It has the bytes of {known!r}, which was opened; nothing in it is new.")
        return
    here = replace(place, container=place.container or sha256, depth=place.depth + 1)
    count = _Count()
    try:
        for item in opener(handle, name, budget):
            if isinstance(item, Trouble):
                spot = here if item.label is None else here.inside(item.label)
                yield spot.skip(item.code, item.sentence)
            elif isinstance(item, Passed):
                budget.count()
                count.add(item)
            else:
                yield from _taken(item, here, count, budget)
    except SpentError:
        raise
    except RefusedError as reason:
        yield place.skip(reason.code, reason.sentence)
    except TROUBLES:
        yield place.skip("damaged", "It is damaged; what came before was taken, the rest is lost.")
    finally:
        told = list(count.told(here))
    yield from told


def _taken(piece: Piece, here: _Place, count: _Count, budget: Budget) -> Iterator[Member | Skip]:
    if piece.form is None and any(is_quiet(part) for part in piece.label.split("/") if part not in (".", "..")):
        return
    budget.count()
    count.names[piece.label] += 1
    again = count.names[piece.label]
    place = here.inside(piece.label if again == 1 else f"{piece.label} ({again})")
    with new_spool() as spool:
        cut = False
        try:
            stream = piece.open()
            head = read_up_to(stream, HEAD)
            if piece.form is None and (passed := _passed(head, piece.label)) is not None:
                count.add(passed)
                return
            cut = _spooled(Chained(head, stream), spool, piece, budget)
        except SpentError:
            raise
        except RefusedError as reason:
            yield place.skip(reason.code, reason.sentence)
            return
        except TROUBLES as error:
            yield place.skip("damaged", _damage(error))
            return
        spool.seek(0)
        if cut:
            yield place.skip("cut", "Its end is missing or damaged; what could be unpacked of it was taken.")
        yield from _descended(spool, piece, place, budget)


def _spooled(stream: Stream, spool: BinaryIO, piece: Piece, budget: Budget) -> bool:
    """Copy a piece into the spool; whether its end was missing and the rest is worth something all the same."""
    size = 0
    try:
        while data := stream.read(CHUNK):
            size += len(data)
            if piece.packed is not None and budget.grows(size, piece.packed):
                budget.forgive(size - len(data))
                budget.refuse(size, piece.packed)
            if piece.packed is not None:
                budget.spend(len(data))
            spool.write(data)
    except TROUBLES:
        spool.seek(0)
        head = spool.read(HEAD)
        if piece.partly and (kind_of_stream(head) or form_of(head, piece.name)) in _PARTLY:
            return True
        raise
    return False


def _damage(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "It is packed by a method that cannot be undone here; unpack it and give what comes out."
    if isinstance(error, EOFError):
        return "Its end is missing; it was left."
    if isinstance(error, MemoryError):
        return "Unpacking it takes more memory than is allowed; unpack it and give what comes out."
    if isinstance(error, OSError) and error.errno is not None:
        return f"It cannot be unpacked ({(error.strerror or 'error').lower()})."
    return "Its bytes are damaged, or not what the container says of them; it was left."


def _passed(head: bytes, label: str) -> Passed | None:
    known = picture_or_archive(head) or ""
    return next((Passed(label, one, many) for mark, one, many in _PASSED if mark in known), None)
