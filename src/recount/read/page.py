"""What a web page states about itself: title, author, site, address, language, days; and its stretches by structure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from recount.words.days import day_of

Element = Any
"""An lxml element; lxml ships no types."""

_CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{2,30})"
)
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "parsely-pub-date",
    "publication_date", "publishdate", "pubdate", "publish-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dc.date.created", "article.published", "citation_publication_date", "date",
)  # fmt: skip
_FIELDS = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author", "twitter:creator"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "citation_journal_title"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "dc.language", "language"),
}

_LONG_TAG = re.compile(r"(<[A-Za-z][\w:-]*)\s[^<>]{10000,}>")
_ATTRIBUTES = 2000
"""Attributes that one tag may have; the longest tag of an honest page has some dozens."""


@dataclass(slots=True)
class Page:
    """Metadata of a page; `dates` best first."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[date] = field(default_factory=list)
    own: bool = False
    """Whether Recount wrote it: a report about reports, which must not be counted as one more account."""


def declared_charset(data: bytes) -> str | None:
    """The character set that the page names in its first kilobytes."""
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def without_bloat(text: str) -> str:
    """The page with tags of thousands of attributes cut to their names: a parser compares each with every other."""
    return _LONG_TAG.sub(
        lambda tag: tag[0] if len(tag[0].split(None, _ATTRIBUTES)) <= _ATTRIBUTES else tag[1] + ">", text
    )


def tree_of(text: str) -> Element | None:
    """The tree of a page, or `None` where nothing can be parsed. Nothing is fetched."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def page_of(tree: Element) -> Page:
    """What the page states about itself: its meta fields, then its JSON-LD, then its elements."""
    metas = dict(reversed(list(_metas(tree))))
    page = Page(own=metas.get("generator", "").startswith("Recount "))
    for name, keys in _FIELDS.items():
        setattr(page, name, next((metas[key] for key in keys if key in metas), None))
    page.dates = [day for key in _DATE_METAS if key in metas and (day := day_of(metas[key])) is not None]
    for thing in _linked_data(tree):
        _take(page, thing)
    _from_elements(page, tree)
    page.dates = list(dict.fromkeys(page.dates))
    return page


def words_in(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _metas(tree: Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            yield name.strip().lower(), content


def _linked_data(tree: Element) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield from _things(json.loads(script.text or ""), 0)
            except (ValueError, RecursionError):
                continue


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        if "datePublished" in value or "headline" in value:
            yield value
        yield from _things(value.get("@graph"), depth + 1)


def _take(page: Page, thing: dict[str, Any]) -> None:
    published = thing.get("datePublished") or thing.get("dateCreated")
    if isinstance(published, str) and (day := day_of(published)) is not None:
        page.dates.append(day)
    page.title = page.title or _name(thing.get("headline"))
    page.author = page.author or _name(thing.get("author"))
    page.publisher = page.publisher or _name(thing.get("publisher"))


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for item in value if (name := _name(item))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _from_elements(page: Page, tree: Element) -> None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http"):
            page.url = link.get("href")
            break
    heads = [words for h in tree.iter("h1") if (words := words_in(h))]
    title = next((words for t in tree.iter("title") if (words := words_in(t))), None)
    page.title = page.title or (heads[0] if len(heads) == 1 else None) or title
    page.language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or page.language
    for time in tree.iter("time"):
        stamp = time.get("datetime") or ""
        marked = (
            time.get("pubdate") is not None
            or "publish" in f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
        )
        if marked and (day := day_of(stamp)) is not None:
            page.dates.append(day)
