"""Web pages: the article by trafilatura, its structure and metadata by lxml, its date by htmldate. Nothing is fetched.

Captions and quotations are recognised by the elements that held them; captions that the extraction dropped are kept
at the end of the text, so that what a picture was said to show can still be searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from htmldate import find_date
from lxml import etree
from trafilatura import bare_extraction

from recount.read.blocks import Block, composed
from recount.read.draft import Draft, UnreadableError
from recount.read.elements import BLOCKS, OUTSIDE, Count, blocks_of
from recount.read.marks import kind_of
from recount.read.page import Element, Page, declared_charset, page_of, tree_of, without_bloat, words_in
from recount.read.page_tables import PageTables
from recount.read.parts import Part, tidy
from recount.records import Capture, SegmentKind
from recount.words.decoding import decode

_CAPTION = re.compile(r"(?i)caption|credit|photo-?credit|image-?source")
_APART = re.compile(
    r"(?i)\b(?:share|social|newsletter|cookie|donat|related|read-?(?:more|next)|promo|subscribe|consent|tags?)\b"
)
_TROUBLES = (
    etree.LxmlError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    LookupError,
    RecursionError,
    OverflowError,
)
_DEEPEST = 200
"""Levels down to which structure is looked at: each level says again the words of all below it."""
_EARLIEST = datetime(1995, 1, 1)
_FARTHEST = datetime(2100, 1, 1)


def read_html(capture: Capture) -> Draft:
    """The report that a web page carries. The text is its headline and then its paragraphs, a blank line between."""
    decoded = decode(capture.data, declared=declared_charset(capture.data))
    return draft_of_markup(decoded.text, decoded.notes)


def draft_of_markup(markup: str, notes: tuple[str, ...] = ()) -> Draft:
    """The report in a page of markup, wherever the markup came from: a file, a letter, an entry of a feed."""
    markup = without_bloat(markup)
    tree = tree_of(markup)
    if tree is None:
        raise UnreadableError("bad_html", "This cannot be parsed as HTML.")
    page = page_of(tree)
    if page.own:
        raise UnreadableError("own_report", "Recount wrote this page itself; it is no report to be read.")
    page.dates = page.dates or _searched_date(tree, page.url)
    captions, quotes, apart = _structure(tree)
    blocks = _article(markup, PageTables(tree)) or list(_own_blocks(tree))
    if not blocks:
        raise UnreadableError("no_text", "No article text was found on this page.")
    blocks = [replace(b, kind=_by_structure(b.kind, b.words, captions, quotes, apart)) for b in blocks]
    said = {block.words for block in blocks}
    blocks += [Block("caption", words) for words in captions if words not in said and not any(words in s for s in said)]
    text, parts = composed(page.title, blocks)
    return _draft(text, parts, page, notes)


def _draft(text: str, parts: list[Part], page: Page, notes: tuple[str, ...]) -> Draft:
    return Draft(
        text,
        tuple(tidy(text, parts)),
        title=page.title,
        author=page.author,
        publisher=page.publisher,
        url=page.url,
        language=page.language,
        dates=tuple(page.dates),
        notes=notes,
    )


def _searched_date(tree: Element, url: str | None) -> list[date]:
    """htmldate over the markup only: its search through the text is off, since a date of an event is not one of
    publication. Its own notion of today is put aside; the future is judged where all dates are."""
    try:
        found = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=None if url is None else "",
            min_date=_EARLIEST,
            max_date=_FARTHEST,
        )
    except _TROUBLES:
        return []
    return [date.fromisoformat(found)] if found else []


def _article(text: str, tables: PageTables) -> list[Block]:
    """The blocks of the article as trafilatura finds it, with its tables as the page has them."""
    try:
        document = bare_extraction(text, include_comments=False, include_tables=True, include_formatting=False)
    except _TROUBLES:
        return []
    body = getattr(document, "body", None)
    return tables.with_dropped(list(_blocks_of(body, tables))) if body is not None else []


def _blocks_of(element: Element, tables: PageTables) -> Iterator[Block]:
    kinds: dict[str, SegmentKind] = {"head": "heading", "quote": "block_quote", "figDesc": "caption"}
    if element.text and element.text.strip():
        yield Block("body", " ".join(element.text.split()))
    for child in element:
        if child.tag == "list":
            yield from (Block("lede", words) for item in child.iter("item") if (words := words_in(item)))
        elif child.tag == "table":
            yield from tables.blocks(child)
        elif child.tag in ("body", "div"):
            yield from (Block("body", words) for cell in child.iter("row", "p") if (words := words_in(cell)))
        elif isinstance(child.tag, str) and (words := words_in(child)):
            yield Block(kinds.get(child.tag, "body"), words)
        if child.tail and child.tail.strip():
            yield Block("body", " ".join(child.tail.split()))


def _own_blocks(tree: Element) -> Iterator[Block]:
    """Every paragraph outside navigation, where no article was found."""
    yield from blocks_of(tree, Count())
    if not any(True for _ in tree.iter(*BLOCKS)):
        etree.strip_elements(tree, *OUTSIDE, with_tail=False)
        body = tree.find(".//body")
        if body is not None and (words := words_in(body)):
            yield Block("body", words)


def _structure(tree: Element) -> tuple[list[str], set[str], set[str]]:
    """The words of captions, of block quotes, and of boxes that stand apart (share bars, sign-ups, related links)."""
    captions: list[str] = []
    quotes: set[str] = set()
    apart: set[str] = set()
    for element in tree.iter("figcaption", "blockquote", "p", "div", "span", "aside", "ul", "li", "a"):
        if next(islice(element.iterancestors(), _DEEPEST, None), None) is not None:
            continue
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "figcaption" or (_CAPTION.search(marks) and element.tag in ("p", "div", "span")):
            captions.append(words_in(element))
        elif element.tag == "blockquote":
            quotes.update(words for p in [element, *element.iter("p")] if (words := words_in(p)))
        elif element.tag in ("aside", "div", "ul", "p") and _APART.search(marks):
            apart.update(
                words for p in [element, *element.iter("p", "li", "a", "h2", "h3", "h4")] if (words := words_in(p))
            )
    found = [words for words in dict.fromkeys(captions) if 0 < len(words) < 600]
    return [w for w in found if not any(w != other and w in other for other in found)], quotes, apart


def _by_structure(kind: SegmentKind, words: str, captions: list[str], quotes: set[str], apart: set[str]) -> SegmentKind:
    if words in captions:
        return "caption"
    if words in quotes:
        return "block_quote"
    if words in apart and len(words) < 300:
        return kind_of(words) or "cross_link"
    return kind
