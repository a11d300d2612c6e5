"""E-books (EPUB 3.3 and 2.0.1): the chapters in the order of the spine, each part saying which chapter it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from recount.read.blocks import Block, composed
from recount.read.draft import Draft, UnreadableError
from recount.read.elements import Count, blocks_of
from recount.read.package import Element, Package, attribute, damaged, name_of, one_line, package_of, path_of
from recount.read.page import declared_charset, tree_of, without_bloat
from recount.read.parts import tidy
from recount.records import Capture
from recount.words.days import day_of
from recount.words.decoding import decode, fit

_WHAT = "e-book"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Algorithms that only hide fonts and not the words (EPUB 3.3, section 4.3)."""
_CLOSED = re.compile(r"<(title|script|style|iframe|textarea|a|div|span|p|td|th|em|i|b|section)((?:\s[^<>]*)?)/>")
_TITLE = 80
"""Characters of a chapter's title that stand in locators."""


@dataclass(slots=True)
class _Book:
    """The package document: what it states by name, and the parts of the spine in reading order."""

    stated: dict[str, str] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)
    lost: int = 0


def read_epub(capture: Capture) -> Draft:
    """The report that an e-book is. A book under digital rights management is refused in plain words."""
    package = package_of(capture.data, _WHAT)
    book = _book(package)
    locked = _locked(package)
    if any(part in locked for part in book.spine):
        sentence = "The e-book is locked by digital rights management (DRM); give a copy that is free of it."
        raise UnreadableError("encrypted", sentence)
    blocks = list(_chapters(package, book))
    if not blocks:
        raise UnreadableError("no_text", "The e-book has no chapters with text.")
    title = book.stated.get("title")
    text, parts = composed(title, blocks)
    notes = (f"{book.lost} chapter(s) named in the book are missing or cannot be read",) if book.lost else ()
    return Draft(
        text,
        tuple(tidy(text, parts)),
        title=title,
        author=book.stated.get("creator"),
        publisher=book.stated.get("publisher"),
        url=url if (url := book.stated.get("source", "")).startswith("http") else None,
        language=book.stated.get("language"),
        dates=tuple(book.days),
        notes=notes,
    )


def _book(package: Package) -> _Book:
    container = package.xml("META-INF/container.xml")
    named = (
        (attribute(e, "full-path") for e in container.iter() if name_of(e) == "rootfile")
        if container is not None
        else ()
    )
    main = next((path_of("", name) for name in named if name), None)
    main = main if main in package.names else next((n for n in sorted(package.names) if n.endswith(".opf")), None)
    root = package.xml(main) if main is not None else None
    if main is None or root is None:
        raise damaged(_WHAT, "the list of its chapters (the package document) is missing")
    book = _Book()
    pages: dict[str, str] = {}
    for element in root.iter():
        name = name_of(element)
        if name == "item" and "nav" not in (attribute(element, "properties") or "").split():
            if attribute(element, "media-type") in _PAGES:
                pages[attribute(element, "id") or ""] = path_of(main, attribute(element, "href") or "")
        elif name == "itemref":
            part = pages.get(attribute(element, "idref") or "")
            book.spine += [part] if part is not None else []
        else:
            _take(book, name, element)
    book.spine = list(dict.fromkeys(book.spine))
    return book


def _take(book: _Book, name: str, element: Element) -> None:
    """What an element of Dublin Core states; a date of creation or of change is none of publication."""
    words = one_line(fit(element.text or "").text)
    if not words or name not in ("title", "creator", "publisher", "date", "language", "source"):
        return
    if name == "date":
        day = day_of(words)
        if day is not None and attribute(element, "event") in (None, "publication", "original-publication"):
            book.days.append(day)
    else:
        book.stated.setdefault(name, words)


def _locked(package: Package) -> frozenset[str]:
    """The parts that are encrypted, but for fonts."""
    root = package.xml("META-INF/encryption.xml")
    found: set[str] = set()
    for data in root.iter() if root is not None else ():
        if name_of(data) == "EncryptedData":
            method = next((attribute(e, "Algorithm") for e in data.iter() if name_of(e) == "EncryptionMethod"), None)
            if method not in _FONTS:
                found.update(
                    path_of("", attribute(e, "URI") or "") for e in data.iter() if name_of(e) == "CipherReference"
                )
    return frozenset(found)


def _chapters(package: Package, book: _Book) -> Iterator[Block]:
    """The blocks of all chapters. Parts without words, such as covers, have no number."""
    number, count = 0, Count()
    for part in book.spine:
        body = _body(package, part)
        if body is None:
            book.lost += 1
            continue
        blocks = list(blocks_of(body, count, notes=True))
        if not blocks:
            continue
        number += 1
        heading = next((block.words[:_TITLE] for block in blocks if block.kind == "heading"), None)
        place = f"chapter {number}: {fit(heading).text}" if heading else f"chapter {number}"
        for block in blocks:
            locator = f"{place}, {block.locator}" if block.locator else place
            yield replace(block, words=fit(block.words).text, locator=locator)


def _body(package: Package, part: str) -> Element | None:
    """The body of one page of the book, or `None` where it is missing or broken. Pages are read as HTML, which
    forgives; elements that XML closes at once are closed for it."""
    try:
        data = package.data(part)
    except UnreadableError as error:
        if error.code == "bomb":
            raise
        return None
    if not data:
        return None
    markup = without_bloat(decode(data, declared=declared_charset(data)).text)
    tree = tree_of(_CLOSED.sub(r"<\1\2></\1>", markup))
    return tree.find(".//body") if tree is not None else None
