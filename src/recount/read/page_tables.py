"""The tables of a page: those of the article with the structure that its extraction lost, and those that it dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from recount.read.blocks import Block
from recount.read.elements import HEADINGS, OUTSIDE, Count, blocks_of_table, cell_words, rows_of
from recount.read.page import Element, words_in
from recount.read.tables import Cell, grid_of, is_layout, table_blocks

_SAME = 0.7
"""Share of words from which a table of the extraction is taken to be one of the page."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\W*\d[\d.,\s]*\W*\Z")
_WINDOW = 30
"""Tables of the page, after the one that was matched last, among which the next is looked for."""
_LINKED = 0.3
"""Share of a table's characters that may stand in links; beyond it the table is a list of links."""
_DEEPEST = 200


class PageTables:
    """The innermost tables of a page outside its navigation, each given once; `count` numbers those that are given."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree
        self._count = Count()
        found = [table for table in tree.iter("table") if table.find(".//table") is None and not _outside(table)]
        self._found: list[tuple[Element, Counter[str]]] = [(table, _bag(table)) for table in found]
        self._next = 0
        self._given_once: set[int] = set()

    def blocks(self, extracted: Element) -> list[Block]:
        """The blocks of a table that the extraction kept: from the page's own element, where one says the same."""
        bag = _bag(extracted)
        window = range(self._next, min(self._next + _WINDOW, len(self._found)))
        best = max(window, key=lambda place: _share(bag, self._found[place][1]), default=None)
        if best is not None and _share(bag, self._found[best][1]) >= _SAME:
            self._next = best + 1
            self._given_once.add(best)
            return list(blocks_of_table(self._found[best][0], self._count))
        self._count.tables += 1
        return list(table_blocks(grid_of(list(_extracted_rows(extracted))), self._count.tables))

    def with_dropped(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks and, after the paragraph that each follows on the page, the tables of figures that the extraction
        dropped although paragraphs beside them belong to the article."""
        kept = self._given_once
        left = {table for place, (table, _) in enumerate(self._found) if place not in kept and _is_content(table)}
        if not left:
            return list(blocks)
        at = {block.words: index for index, block in enumerate(blocks)}
        homes: set[Element] = set()
        last: int | None = None
        after: dict[int, list[Element]] = {}
        for element in self._tree.iter("p", "table", *HEADINGS):
            if element.tag == "table":
                near = [element.getparent(), element.getparent().getparent()]
                if element in left and last is not None and any(up in homes for up in near if up is not None):
                    after.setdefault(last, []).append(element)
            elif (place := at.get(words_in(element))) is not None:
                last = place
                homes.add(element.getparent())
        return [one for i, block in enumerate(blocks) for one in (block, *self._given(after.get(i, ())))]

    def _given(self, tables: Sequence[Element]) -> Iterator[Block]:
        for table in tables:
            yield from blocks_of_table(table, self._count)


def _outside(element: Element) -> bool:
    """Whether the element stands in navigation, or deeper than honest pages go."""
    return any(up.tag in OUTSIDE or depth > _DEEPEST for depth, up in enumerate(element.iterancestors()))


def _is_content(table: Element) -> bool:
    """Whether a table is plainly one of figures: two rows and columns, three figures, few links."""
    grid = grid_of(list(rows_of(table)))
    if len(grid) < 2 or is_layout(grid):
        return False
    figures = sum(bool(_FIGURE.match(cell)) for row in grid for cell in row)
    linked = sum(len(words_in(link)) for link in table.iter("a"))
    return figures >= 3 and linked <= _LINKED * len(words_in(table))


def _extracted_rows(table: Element) -> Iterator[list[Cell]]:
    for row in table.iter("row"):
        cells = list(row.iterchildren("cell"))
        yield [Cell(cell_words(cell), head=cell.get("role") == "head") for cell in cells]


def _bag(table: Element) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(table.itertext())))


def _share(bag: Counter[str], other: Counter[str]) -> float:
    whole = max(bag.total(), other.total())
    return (bag & other).total() / whole if whole else 0.0
