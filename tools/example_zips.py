"""ZIP files whose bytes do not depend on the day."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = (".gz", ".png", ".zip")


def zip_of(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these members in this order. A type mark and what is already compressed is stored as it is."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            plain = name == "mimetype" or name.endswith(_STORED)
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return target.getvalue()


def settled(data: bytes, modified: str) -> bytes:
    """The same ZIP without the clock: fixed member times, and `modified` where an Office file notes its saving."""
    members = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            held = archive.read(name)
            if name == "docProps/core.xml":
                held = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + modified.encode(), held)
            members.append((name, held))
    return zip_of(members)
