"""One writer at a time: an exclusive `flock` on `writer.lock`, which the system lets go of when the process dies."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import FileIO
from pathlib import Path

from recount.records import CampaignError
from recount.store.card import instant
from recount.store.disk import Disk, explained

NAME = "writer.lock"


@contextmanager
def one_writer(campaign: Path, *, since: datetime, disk: Disk) -> Iterator[None]:
    """Hold the campaign for writing. A second writer gets a sentence that names the first, and does not wait."""
    path = campaign / NAME
    with explained("write the campaign", campaign):
        file = disk.open(path, "a+")
    with file:
        _take(file, campaign)
        with explained("write the campaign", campaign):
            disk.truncate(file, 0)
            disk.write(file, json.dumps({"pid": os.getpid(), "since": instant(since)}).encode())
        yield


def _take(file: FileIO, campaign: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CampaignError(_busy(file, campaign)) from error
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
            raise CampaignError(
                f"{campaign} is on a disk without file locks, so two builds could harm each other. "
                "Keep the campaign on a local disk."
            ) from error
        raise


def _busy(file: FileIO, campaign: Path) -> str:
    holder = {}
    with suppress(OSError, ValueError):
        file.seek(0)
        holder = json.loads(file.read(1000))
    who = f"process {holder['pid']} since {holder['since']}" if {"pid", "since"} <= holder.keys() else "another process"
    then = f", or end process {holder['pid']} if it hangs," if "pid" in holder else ""
    return f"{campaign} is being written by {who}. Wait for it to finish{then} and run the same command again."
