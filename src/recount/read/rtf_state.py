"""What holds at a place of a Rich Text file: the group one is in, and what is being written there."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from recount.read.blocks import Block
from recount.read.package import one_line
from recount.read.tables import ROWS, Cell, grid_of, table_blocks
from recount.records import SegmentKind
from recount.words.decoding import fit


@dataclass(slots=True)
class Group:
    """What a brace opens and its partner ends. `into` is where words go: text, fonts, styles, info, or the name of a
    property; `skip` whether they are no words of the document; `gone` whether a change deleted or a sign hides them;
    `uc` how many characters stand in for one of Unicode; `opened` whether its end ends a note or a box."""

    into: str = "text"
    skip: bool = False
    deleted: bool = False
    hidden: bool = False
    font: int | None = None
    uc: int = 1
    opened: str | None = None

    @property
    def silent(self) -> bool:
        return self.skip or self.deleted or self.hidden


@dataclass(slots=True)
class Writing:
    """A stream of paragraphs: the document's own, a note's, a text box's. `after` waits for the paragraph's end."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    tables: int = 0

    def taken(self) -> str:
        """The words since the last end, on one line; halves of characters that UTF-16 wrote apart are joined."""
        words = "".join(self.pieces)
        self.pieces.clear()
        joined = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return "\n".join(line for part in fit(joined).text.split("\n") if (line := one_line(part)))

    def end_paragraph(self, kind: SegmentKind) -> None:
        self.end_table()
        words = one_line(self.taken())
        if words:
            self.blocks.append(Block(kind, words))
        self.blocks += self.after
        self.after = []

    def end_cell(self) -> None:
        self.cells.append(self.taken())

    def end_row(self) -> None:
        if self.cells and len(self.rows) < ROWS:
            self.rows.append([Cell(words) for words in self.cells])
        self.cells = []

    def end_table(self) -> None:
        """Set down the rows that were gathered; a row that never ended counts as one."""
        self.end_row()
        if self.rows:
            self.tables += 1
            self.blocks += table_blocks(grid_of(self.rows), self.tables)
            self.rows = []


def codec_of(name: str | None) -> str | None:
    """The name under which Python knows an encoding, or `None`."""
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None
