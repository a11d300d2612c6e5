"""A letter in markup: a page whose quotations and signature the mail program marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from lxml import html as lxml_html

from recount.read.draft import Draft
from recount.read.html import draft_of_markup
from recount.read.page import tree_of, without_bloat, words_in
from recount.read.parts import Part

_QUOTE = re.compile(
    r"(?i)\b(?:gmail_quote|yahoo_quoted|moz-forward-container|protonmail_quote|divRplyFwdMsg|appendonsend)\b"
)
_SIGNED = re.compile(r"(?i)\b(?:gmail_signature|moz-signature|protonmail_signature_block|signature)\b")


def draft_of_letter(markup: str, subject: str | None, *, heading: bool, notes: tuple[str, ...]) -> Draft:
    """The draft of a letter in markup under its subject, which is a heading where it only says what is answered."""
    markup, signed = _marked(markup, subject)
    draft = draft_of_markup(markup, notes)
    parts = tuple(_kept(part, draft.text, subject, signed, heading=heading) for part in draft.parts)
    return Draft(draft.text, parts, language=draft.language, notes=draft.notes)


def _kept(part: Part, text: str, subject: str | None, signed: set[str], *, heading: bool) -> Part:
    words = text[part.start : part.end]
    if words in signed:
        return replace(part, kind="template")
    return replace(part, kind="heading") if heading and part.kind == "title" and words == subject else part


def _marked(markup: str, subject: str | None) -> tuple[str, set[str]]:
    """The page with its quotations as such and the subject as its title, and the words of its signature."""
    tree = tree_of(without_bloat(markup))
    if tree is None:
        return markup, set()
    signed: set[str] = set()
    for element in tree.iter("div", "span", "pre", "table"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _QUOTE.search(marks):
            element.tag = "blockquote"
        elif _SIGNED.search(marks):
            signed.update(
                words for inner in element.iter() if isinstance(inner.tag, str) and (words := words_in(inner))
            )
    for head in list(tree.iter("title")):
        head.getparent().remove(head)
    body = tree.find(".//body")
    inside = lxml_html.tostring(body if body is not None else tree, encoding="unicode")
    title = f"<title>{escape(subject)}</title>" if subject else ""
    return f"<html><head>{title}</head>{inside}</html>", signed
