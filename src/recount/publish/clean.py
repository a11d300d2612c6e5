"""Text from reports is data: what may reach a page, and how it is escaped where a page is not HTML.

HTML is escaped by the templates, always. Here are the characters that no escaping makes safe, and Markdown.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: they could turn the page around them
    "\ufeff\ufff9-\ufffb]"
)
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@=$^])")


def clean(text: str) -> str:
    """The text without controls that act on what surrounds it; lone surrogates and the two code points that
    no XML can hold as �.

    Marks of direction that only act on their neighbours (U+200E, U+200F, U+061C) belong to Arabic text and stay.
    """
    return _NO_TEXT.sub("\ufffd", _CONTROLS.sub("", text))


def markdown(text: str) -> str:
    """Text as Markdown that means nothing but itself: no markup, no HTML, no line breaks, no links.

    >>> markdown("<b>*1*</b>")
    '&lt;b&gt;\\\\*1\\\\*&lt;/b&gt;'
    """
    flat = _SPACE.sub(" ", clean(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", flat)
