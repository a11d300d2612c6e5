"""The file system as the store uses it: few verbs, each of which may fail, so that a test can make any of them fail.

Only writing passes through here. A write that returns has been handed to the operating system; only `sync` makes it
outlive a power cut, and only `sync_folder` makes a new or renamed file be found again after one.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from recount.records import CampaignError

_SENTENCES = {
    errno.ENOSPC: "the disk is full. What was committed before is kept; free some space and run the same command again",
    errno.EDQUOT: "your quota on this disk is used up. What was committed before is kept; free some space and run the "
    "same command again",
    errno.EROFS: "the disk is mounted read-only. Copy the campaign to a disk that can be written, or remount this one",
    errno.EACCES: "you may not write there. Ask its owner for write permission, or copy the campaign to a folder of "
    "your own",
    errno.EPERM: "you may not write there. Ask its owner for write permission, or copy the campaign to a folder of "
    "your own",
    errno.ENOTDIR: "a part of this path is a file where a folder was expected. Choose another path",
    errno.EEXIST: "there is a file where a folder was expected. Choose another path",
    errno.EIO: "the disk reports an input/output error. What was committed before is kept; check the disk, then run "
    "the same command again",
    errno.EMFILE: "too many files are open. Close other programs or raise the limit (ulimit -n), then run again",
}


class Disk:
    """The real file system. Files are unbuffered: what `write` returns from, the operating system has."""

    def open(self, path: Path, mode: str) -> FileIO:
        """A raw binary file; `mode` is as for `open`, without the "b"."""
        return FileIO(path, mode)

    def write(self, file: FileIO, data: bytes) -> None:
        """All of `data`, or an `OSError` after part of it."""
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]

    def sync(self, file: FileIO) -> None:
        """Wait until the file's content is on the disk."""
        os.fsync(file.fileno())

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's names are on the disk."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:  # some network file systems cannot sync a folder, and do so by themselves
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(handle)

    def truncate(self, file: FileIO, size: int) -> None:
        """Cut the file to `size` bytes and stand at its end."""
        file.truncate(size)
        file.seek(size)

    def make_folder(self, folder: Path) -> None:
        """The folder and those above it, each synced into the one that holds it; nothing where it stands already."""
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        self.sync_folder(folder.parent)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder another name in one step; an existing file of that name is replaced."""
        old.replace(new)
        self.sync_folder(new.parent)

    def remove(self, path: Path) -> None:
        """Remove a file or a whole folder; nothing where there is none."""
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def put(self, path: Path, data: bytes) -> None:
        """A small file with this content, all or nothing: a reader sees the old one or the new one."""
        beside = path.with_name(path.name + ".new")
        with self.open(beside, "w") as file:
            self.write(file, data)
            self.sync(file)
        self.rename(beside, path)


@contextmanager
def explained(doing: str, path: Path) -> Iterator[None]:
    """Turn an `OSError` into one sentence: what could not be done, why, and what to try."""
    try:
        yield
    except OSError as error:
        raise CampaignError(sentence_for(error, doing, path)) from error


def sentence_for(error: OSError, doing: str, path: Path) -> str:
    """What to tell a person about a failure of the file system.

    >>> sentence_for(OSError(errno.EROFS, "Read-only file system"), "write claims", Path("c")).split(":")[0]
    'Could not write claims in c'
    """
    why = _SENTENCES.get(error.errno or 0, f"{(error.strerror or str(error)).lower()}. Check the path and the disk")
    return f"Could not {doing} in {path}: {why}."
