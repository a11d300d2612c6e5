"""The files that an argument stands for, in a fixed order, each with the address by which it will be known."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recount.records import Skip, UsageError

_QUIET_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}
_CARD = "campaign.json"
_QUIET_ENDS = ("~", ".lock", ".lck", ".swp", ".swo", ".part", ".crdownload")


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file. `address` begins with the last component of the argument that named it."""

    path: Path
    address: str


def check_arguments(arguments: Sequence[str]) -> None:
    """Raise `UsageError` for an argument that names nothing: a slip of the hand is worth stopping for."""
    missing = [name for name in arguments if name != "-" and not os.path.lexists(name)]
    if missing:
        names = ", ".join(repr(name) for name in missing)
        raise UsageError(f"no such file or folder: {names}; give files, folders, or - for standard input")


def files_of(argument: str, *, exclude: Sequence[Path] = ()) -> Iterator[Found | Skip]:
    """The regular files that an argument names, sorted by path. Hidden files, lock files and the files and
    folders in `exclude` are passed over in silence; each folder is entered once, so links that loop come to an end."""
    path = Path(argument)
    name = path.name or _whole(path).name
    if name == "..":
        name = _whole(path).name
    shut = {_whole(entry) for entry in exclude}
    if _is_folder(path):
        yield from _walk(path, name, set(), shut)
    else:
        yield from _file(path, name)


def _walk(folder: Path, address: str, seen: set[tuple[int, int]], shut: set[Path]) -> Iterator[Found | Skip]:
    try:
        here = folder.stat()
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield Skip(
            _shown(address), "unreadable", f"The folder cannot be opened ({_why(error)}); its files were left out."
        )
        return
    if (here.st_dev, here.st_ino) in seen or _whole(folder) in shut:
        return
    seen.add((here.st_dev, here.st_ino))
    if _CARD in names and "truth" in names:
        yield Skip(
            _shown(address), "campaign", "This folder is a campaign, made of reports; give the reports themselves."
        )
        return
    for name in names:
        if is_quiet(name):
            continue
        path, below = folder / name, f"{address}/{name}"
        if _is_folder(path):
            yield from _walk(path, below, seen, shut)
        elif not shut or _whole(path) not in shut:
            yield from _file(path, below)


def _file(path: Path, address: str) -> Iterator[Found | Skip]:
    address = _shown(address)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Skip(address, "unreadable", f"The file cannot be opened ({_why(error)}).")
        return
    if stat.S_ISREG(mode):
        yield Found(path, address)
    else:
        yield Skip(address, "not_a_file", "This is a device, pipe or socket; expected a file. Its bytes can come by -.")


def _is_folder(path: Path) -> bool:
    """Whether this is surely a folder; what may not be looked at is told by whoever opens it."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _whole(path: Path) -> Path:
    """The path without links, as far as it can be followed."""
    return Path(os.path.realpath(path))


def _shown(address: str) -> str:
    """A name of a file may be any bytes; what is not UTF-8 in it is shown as U+FFFD."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_quiet(name: str) -> bool:
    """Whether a file or folder of this name is hidden, a lock, or litter of an operating system."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _QUIET_NAMES or lower.endswith(_QUIET_ENDS)


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
