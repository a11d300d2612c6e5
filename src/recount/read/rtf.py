"""Rich Text Format (RTF 1.9.1), read by its control words: paragraphs with their styles, rows, notes, no deletions.

Which groups are no text, what the signs mean and which code page a character set has is striprtf's knowledge; its own
conversion gives one string without rows or notes and keeps what a change deleted, and so is not used.
"""

from __future__ import annotations

import re
from dataclasses import replace

from striprtf.striprtf import charset_map, destinations, specialchars

from recount.read.blocks import Block, composed
from recount.read.draft import Draft, UnreadableError
from recount.read.package import one_line, stated_title
from recount.read.parts import tidy
from recount.read.rtf_state import Group, Writing, codec_of
from recount.records import Capture, SegmentKind

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<byte>[0-9a-f]{2})|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
    r"|[\r\n]+|(?P<run>[^\\{}\r\n]+)|\\",
    re.IGNORECASE,
)
_DEEPEST = 10_000
"""Groups within groups; an honest file has some dozens."""
_INTO = {"fonttbl": "fonts", "stylesheet": "styles", "info": "info", "colortbl": "none"}
_READ = frozenset({"footnote", "title", "author", "shptxt", "ud", *_INTO})
_SKIPPED = (frozenset(destinations) - _READ) | {"listtext"}
_ENDS = frozenset({"par", "sect", "page"})
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_STYLES: tuple[tuple[str, SegmentKind], ...] = (
    ("heading", "heading"), ("subtitle", "heading"), ("title", "title"), ("quote", "block_quote"),
    ("intense quote", "block_quote"), ("quotations", "block_quote"), ("block text", "block_quote"),
    ("caption", "caption"), ("toc ", "template"), ("list ", "lede"),
)  # fmt: skip


def read_rtf(capture: Capture) -> Draft:
    """The report that a Rich Text file holds."""
    text = capture.data.decode("latin-1")
    if "{\\rtf" not in text[:1024].lower():
        raise UnreadableError("bad_rtf", "This is no Rich Text file: it does not begin with {\\rtf.")
    walk = _Walk()
    walk.through(text)
    blocks = [*walk.writings[0].blocks, *walk.notes]
    if not blocks:
        raise UnreadableError("no_text", "The Rich Text file holds no words.")
    title = next((block.words for block in blocks if block.kind == "title"), None)
    composed_text, parts = composed(title, blocks)
    return Draft(
        composed_text,
        tuple(tidy(composed_text, parts)),
        title=title or stated_title(walk.stated.get("title")),
        author=one_line(walk.stated.get("author")) or None,
        notes=("the file breaks off: its last bracket is missing",) if walk.cut else (),
    )


class _Walk:
    """One pass over the control words of a file."""

    def __init__(self) -> None:
        self.group = Group()
        self.groups: list[Group] = []
        self.writings = [Writing()]
        self.notes: list[Block] = []
        self.stated: dict[str, str] = {}
        self.cut = False
        self._bytes = bytearray()
        self._skip = 0
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font: int | None = None
        self._default: int | None = None
        self._names: dict[int, str] = {}
        self._plain()

    def _plain(self) -> None:
        self._style: int | None = None
        self._outline = self._listed = self._table = False

    def through(self, text: str) -> None:
        at = 0
        while match := _TOKEN.match(text, at):
            at = match.end()
            if match["byte"] is None and self._bytes:
                self._flush()
            if match["brace"] is not None:
                self._brace(match["brace"])
                if not self.groups:
                    break
            elif match["word"] is not None:
                number = int(match["number"]) if match["number"] else None
                if match["word"].lower() == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(match["word"].lower(), number)
            elif match["byte"] is not None:
                self._byte(int(match["byte"], 16))
            elif match["sign"] is not None:
                self._sign(match["sign"])
            elif match["run"] is not None:
                self._run(match["run"])
        self.cut = bool(self.groups)
        self._flush()
        while self.groups:
            self._brace("}")
        self.writings[0].end_paragraph(self._kind())

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if self.group.into == "styles":
            self._plain()
        if brace == "{":
            if len(self.groups) >= _DEEPEST:
                raise UnreadableError("bomb", f"The Rich Text file nests more than {_DEEPEST} groups.")
            self.groups.append(self.group)
            self.group = replace(self.group, opened=None)
        elif self.groups:
            self._close(self.group.opened)
            self.group = self.groups.pop()

    def _close(self, opened: str | None) -> None:
        if opened is None or len(self.writings) < 2:
            return
        writing = self.writings.pop()
        writing.end_paragraph("body")
        words = " ".join(block.words for block in writing.blocks)
        if opened == "shptxt":
            self.writings[-1].after += writing.blocks
        elif words:
            same = sum(block.locator is not None and block.locator.startswith(opened) for block in self.notes)
            self.notes.append(Block("note", words, f"{opened} {same + 1}"))

    def _word(self, word: str, number: int | None) -> None:
        self._skip = 0
        group = self.group
        if word in _SKIPPED:
            group.skip = True
            self._listed = self._listed or word == "listtext"
        elif word in _INTO:
            group.into, group.skip = _INTO[word], False
        elif word in ("title", "author"):
            group.into, group.skip = (word, False) if group.into == "info" else (group.into, True)
        elif word == "ud":
            group.skip = False
        elif word in ("footnote", "shptxt"):
            self._open(word)
        elif word == "ftnalt" and group.opened == "footnote":
            group.opened = "endnote"
        elif word in ("v", "deleted"):
            setattr(group, "hidden" if word == "v" else word, number != 0)
        elif word == "plain":
            group.hidden = group.deleted = False
        elif not self._coded(word, number) and not group.skip:
            self._shaped(word, number)

    def _open(self, word: str) -> None:
        if self.group.into == "text" and not self.group.deleted and (word == "shptxt" or not self.group.skip):
            self.group.skip = False
            self.group.opened = word
            self.writings.append(Writing())

    def _coded(self, word: str, number: int | None) -> bool:
        """Words that tell what bytes mean."""
        if word in _PAGES or word == "ansicpg":
            self._page = codec_of(_PAGES.get(word) or f"cp{number}") or self._page
        elif word == "deff":
            self._default = number
        elif word == "f":
            if self.group.into == "fonts":
                self._font = number
            self.group.font = number
        elif word == "fcharset":
            page = codec_of(charset_map.get(number)) if number else None
            if page is not None and self._font is not None:
                self._fonts[self._font] = page
        elif word == "uc":
            self.group.uc = min(max(0, 1 if number is None else number), 16)
        elif word == "u":
            self._put(chr(number % 0x10000) if number is not None and -0x8000 <= number < 0x10000 else "\ufffd")
            self._skip = self.group.uc
        else:
            return False
        return True

    def _shaped(self, word: str, number: int | None) -> None:
        """Words that end a paragraph, a cell or a row, or say what the paragraph is."""
        writing = self.writings[-1]
        if word == "pard":
            self._plain()
        elif word == "intbl":
            self._table = True
        elif word == "s":
            self._style = number
        elif word == "outlinelevel":
            self._outline = number is not None and number < 9
        elif word == "ls":
            self._listed = True
        elif self.group.into != "text":
            return
        elif word in _ENDS:
            if self._table:
                writing.pieces.append("\n")
            else:
                writing.end_paragraph(self._kind())
        elif word == "cell":
            writing.end_cell()
        elif word == "row":
            writing.end_row()
        elif word in specialchars:
            self._put(" " if word in ("tab", "line", "nestcell", "nestrow") else specialchars[word])

    def _kind(self) -> SegmentKind:
        name = self._names.get(self._style or 0, "").strip().casefold() if self._style is not None else ""
        found = next((kind for words, kind in _STYLES if name.startswith(words)), None)
        return found or ("heading" if self._outline else "lede" if self._listed else "body")

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _sign(self, sign: str) -> None:
        self._skip = 0
        if sign == "*":
            self.group.skip = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in specialchars:
            self._put("" if sign == "-" else specialchars[sign])

    def _run(self, run: str) -> None:
        if self._skip:
            run, self._skip = run[self._skip :], max(0, self._skip - len(run))
        if run.isascii():
            self._put(run)
        else:
            self._bytes += run.encode("latin-1")
            self._flush()

    def _flush(self) -> None:
        data, self._bytes = bytes(self._bytes), bytearray()
        font = self.group.font if self.group.font is not None else self._default
        self._put(data.decode(self._fonts.get(font, self._page) if font is not None else self._page, "replace"))

    def _put(self, words: str) -> None:
        group = self.group
        if group.into == "styles" and self._style is not None and not group.skip:
            self._names[self._style] = (self._names.get(self._style, "") + words).rstrip(";")
        elif group.into in ("title", "author") and not group.skip:
            self.stated[group.into] = self.stated.get(group.into, "") + words
        elif group.into == "text" and not group.silent:
            self.writings[-1].pieces.append(words)
