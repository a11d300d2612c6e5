"""Example reports as pages: HTML, XHTML chapters and plain text, alone or for a container to hold."""

from __future__ import annotations

from html import escape

from tools.example_source import Block, Source

_TAGS = {"heading": "h2", "paragraph": "p", "note": "small"}


def html_of(source: Source) -> bytes:
    head = [f"<title>{escape(source.title)}</title>"]
    for name, fact in (("og:site_name", "publisher"), ("article:published_time", "published"), ("og:url", "url")):
        if source.fact(fact):
            head.append(f'<meta property="{name}" content="{escape(source.fact(fact))}">')
    body = "\n".join(_marked(block) for block in source.blocks)
    byline = f'<p class="byline">{escape(source.fact("author"))}</p>\n' if source.fact("author") else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n' + "\n".join(head) + "\n</head>\n<body>\n"
        f'<nav><a href="/">Home</a> <a href="/archive">Archive</a></nav>\n<main><article>\n'
        f"<h1>{escape(source.title)}</h1>\n{byline}{body}\n</article></main>\n</body>\n</html>\n"
    ).encode()


def xhtml_of(source: Source) -> bytes:
    body = "\n".join(_marked(block) for block in source.blocks)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en">'
        f"\n<head><title>{escape(source.title)}</title></head>\n<body>\n<h1>{escape(source.title)}</h1>\n{body}\n"
        "</body>\n</html>\n"
    ).encode()


def _marked(block: Block) -> str:
    words = escape(block.words)
    if block.kind == "table":
        heads, *rest = block.rows
        rows = ["<tr>" + "".join(f"<th>{escape(c)}</th>" for c in heads) + "</tr>"]
        rows += ["<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rest]
        return "<table>\n" + "\n".join(rows) + "\n</table>"
    if block.kind == "list":
        return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for (item,) in block.rows) + "\n</ul>"
    if block.kind == "caption":
        return f'<figure><img src="picture.png" alt=""/><figcaption>{words}</figcaption></figure>'
    if block.kind == "quote":
        return f"<blockquote><p>{words}</p></blockquote>"
    if block.kind == "furniture":
        return f'<div class="site-note">{words}</div>'
    tag = _TAGS[block.kind]
    return f"<{tag}>{words}</{tag}>"


def txt_of(source: Source) -> bytes:
    """Paragraphs with an empty line between them, in lines as they come."""
    parts = [source.title] if source.title else []
    for block in source.blocks:
        if block.kind in ("list", "table"):
            parts.append("\n".join("- " * (block.kind == "list") + "   ".join(row) for row in block.rows))
        else:
            parts.append(block.words)
    return ("\n\n".join(parts) + "\n").encode()
