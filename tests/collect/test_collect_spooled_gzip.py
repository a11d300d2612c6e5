"""Gzip inside another archive is spooled to a file that was opened for writing; it is read all the same."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile

from recount.collect.bounds import Bounds
from recount.collect.containers.opening import Member, opened


def test_a_packed_file_inside_a_zip_is_opened() -> None:
    words = b"Two soldiers were wounded near Hit on Monday, a police officer said.\n"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("report.txt.gz", gzip.compress(words, mtime=0))
    with tempfile.TemporaryFile("w+b") as spooled:
        spooled.write(target.getvalue())
        found = [
            (item.locator, item.handle.read()) if isinstance(item, Member) else item
            for item in opened(spooled, "drop.zip", bounds=Bounds())
        ]
    assert found == [("report.txt.gz > report.txt", words)]
