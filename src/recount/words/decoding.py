"""Bytes to text, with what had to be assumed or replaced said in words.

The order of trust: a byte order mark, strict UTF-8, UTF-16 without a mark, UTF-8 with a few broken bytes, the
character set that the document declares, Windows-1252 where few bytes are foreign, then charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_BROKEN = re.compile("�+")
_TEXTUAL = re.compile(r"(?i)(utf|iso|windows|cp|koi8|mac|latin|gb|big5|shift|euc|us-ascii|ascii)[\w-]*\Z")
_SAMPLE = 32_768
_FAMILY = ["cp1252", "cp1256", "cp1250", "cp1251", "cp1254", "iso8859_6", "mac_roman", "gb18030"]
_LATIN = 2
"""Windows-1252 is taken where ASCII letters are at least twice the bytes above 127: in Western text those are quotes,
dashes and accents, in Arabic or Cyrillic code pages they are most letters. On short texts charset-normalizer alone
took Western quotes for Chinese."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that gave it, and notes on what was guessed or replaced."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of `data`. Never raises: bytes that fit nothing become U+FFFD and are counted in a note.

    >>> decode(b"caf\\xe9").text
    'café'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], name)
    wide = _wide(data)
    if wide is not None:
        return _replaced(data, wide, guessed=True)
    try:
        return fit(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("�")
    if sum(1 for c in loose[: _SAMPLE * 4] if c > "\x7f" and c != "�") >= max(1, broken):
        return _replaced(data, "utf-8")
    return _legacy(data, declared)


def fit(text: str, encoding: str = "utf-8", notes: tuple[str, ...] = ()) -> Decoded:
    """The text with lone surrogates and null characters replaced one for one by U+FFFD, so that offsets hold and
    every store can keep it."""
    unfit = _UNFIT.findall(text)
    if not unfit:
        return Decoded(text, encoding, notes)
    nulls = unfit.count("\x00")
    surrogates = len(unfit) - nulls
    if nulls:
        notes += (f"{nulls} null character(s) replaced by U+FFFD",)
    if surrogates:
        notes += (f"{surrogates} lone surrogate(s) replaced by U+FFFD",)
    return Decoded(_UNFIT.sub("�", text), encoding, notes)


def encoding_of(sample: bytes, *, declared: str | None = None) -> str:
    """The likeliest encoding of a sample that is not UTF-8: a Python codec name that decodes it or "utf-8"."""
    if declared and _TEXTUAL.match(declared) and _decodes(sample, declared):
        return codecs.lookup(declared).name
    letters = sum(65 <= byte <= 122 for byte in sample)
    if letters >= _LATIN * sum(byte > 127 for byte in sample) and _decodes(sample, "cp1252"):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_FAMILY, threshold=0.4).best()
    if best is not None and _decodes(sample, best.encoding):
        return str(best.encoding)
    return next((name for name in ("cp1252", "cp1256") if _decodes(sample, name)), "utf-8")


def _legacy(data: bytes, declared: str | None) -> Decoded:
    first = next((i for i, byte in enumerate(data) if byte > 127), 0)
    start = max(0, first - _SAMPLE // 2)
    name = encoding_of(data[start : start + _SAMPLE], declared=declared)
    return _replaced(data, name, guessed=declared is None or name != _name(declared))


def _replaced(data: bytes, name: str, *, guessed: bool = False) -> Decoded:
    text = data.decode(name, "replace")
    notes: tuple[str, ...] = (f"encoding guessed as {name}",) if guessed else ()
    already = "�".encode(name) if name.startswith("utf") else b""
    broken = text.count("�") - (data.count(already) if already else 0)
    if broken > 0:
        runs = len(_BROKEN.findall(text))
        notes += (f"bytes that are not {name} in {runs} place(s) replaced by U+FFFD",)
    return fit(text, name, notes)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: null bytes, and nearly everything a letter or a space once the right half leads."""
    sample = data[: 4096 - 4096 % 2]
    if sample.count(0) * 50 < len(sample) or len(sample) < 4 or len(data) % 2:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "replace")
        if sum(c.isalnum() or c.isspace() or "!" <= c <= "~" for c in text) > 0.9 * len(text) and " " in text:
            return name
    return None


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except (LookupError, ValueError):
        return declared
