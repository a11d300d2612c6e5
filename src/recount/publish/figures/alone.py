"""Figures outside a page: the same drawing with its own colours, so that it stands in a document, on paper or alone.

Shades differ in lightness and areas are hatched as well as tinted: the figures hold in grey print and for eyes that do
not tell colours apart.
"""

from __future__ import annotations

import re

from recount.publish.clean import clean

FONT = "DejaVu Sans"
_LOOK = (
    f"text{{font:11px '{FONT}',sans-serif;fill:#444}}"
    ".grid{stroke:#d5d5d5;stroke-width:1}.hot{fill:none}.bar{fill:#a9bccd}.now{fill:#1f5f93}"
    ".range{stroke:#1d2126;stroke-width:1.5}.silent{fill:none;stroke:#545d68;stroke-width:1.5;stroke-dasharray:2 2}"
    ".beyond{fill:#ffffff;stroke:#dcd8cd;stroke-width:.8}.land{fill:#efece4;stroke:#a8a294;stroke-width:.8}"
    ".area{fill:#e5cda3;stroke:#a5722a;stroke-width:1}.hatch{stroke:#a5722a;stroke-width:1;fill:none}"
    ".spot{fill:#1f5f93;fill-opacity:.62;stroke:#ffffff;stroke-width:1}"
    ".hollow{fill:#ffffff;fill-opacity:.4;stroke:#1f5f93;stroke-width:1.5;stroke-dasharray:3 2}"
    ".name{fill:#1d2126;paint-order:stroke;stroke:#ffffff;stroke-width:2.5px;stroke-linejoin:round}"
    ".legend{fill:#1d2126}.mark{stroke:#a23b2a;stroke-dasharray:4 3}"
)
_LINK = re.compile(r"<a [^>]*>|</a>")
_OPEN = re.compile(r"<svg [^>]*>")
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def alone(svg: str) -> str:
    """A figure of a report as a file of its own: its size stated, its links (which lead into the page) taken off."""
    box = _BOX.search(svg)
    size = f' width="{box[1]}" height="{box[2]}"' if box else ""
    plain = _LINK.sub("", clean(svg))
    head = _OPEN.search(plain)
    if head is None:
        return plain
    opened = head.group()[:-1] + size + ">"
    return plain[: head.start()] + opened + f"<style>{_LOOK}</style>" + plain[head.end() :]
