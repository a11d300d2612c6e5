"""Small pieces of SVG. Everything that is data passes through `text` or an attribute value and is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from recount.publish.phrases import amount, spread, unit
from recount.records.publication import Counted


def element(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """An element; attribute names use hyphens as they are, values are escaped, floats keep one digit."""
    written = "".join(f' {key}="{escape(_value(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """A text at a point."""
    return element("text", {"x": x, "y": y, **attributes}, escape(words))


def link(counted: Counted, label: str, *children: str) -> str:
    """Shapes that open a number. The title is what a pointer or a screen reader is told."""
    words = spoken(counted, label)
    return element(
        "a",
        {"href": f"#n-{counted.key}", "data-n": counted.key, "aria-label": words},
        element("title", {}, escape(words)),
        *children,
    )


def spoken(counted: Counted, label: str) -> str:
    """`June 2016: 7 attacks (5–9)`."""
    extent = f" ({spread(counted)})" if spread(counted) else ""
    return f"{label}: {amount(counted)} {unit(counted)}".rstrip() + extent


def drawing(
    key: str, width: float, height: float, title: str, description: str, *children: str, role: str = "group"
) -> str:
    """A whole picture that scales with its column and says what it shows; a `group` where parts of it can be opened, an
    `img` where it is read as one."""
    return element(
        "svg",
        {
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": role,
            "aria-labelledby": f"t-{key} d-{key}",
            "class": "drawing",
            "xmlns": "http://www.w3.org/2000/svg",
        },
        element("title", {"id": f"t-{key}"}, escape(title)),
        element("desc", {"id": f"d-{key}"}, escape(description)),
        *children,
    )


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
