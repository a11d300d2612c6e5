"""What in a page could act: looked for in its tags, as a browser would read them."""

from __future__ import annotations

from html.parser import HTMLParser

_LOOSE = {"base", "object", "embed", "applet", "style", "foreignobject", "math"}
_LEADING = ("href", "src", "action", "formaction", "srcset", "data", "xlink:href")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in _LOOSE or (tag == "script" and not str(named.get("src", "")).startswith("/static/")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (name == "srcdoc"):
                self.found.append(f"{name}={value}")
            if name in _LEADING and value and ":" in value.split("/")[0]:
                self.found.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def what_acts_in(page: str) -> list[str]:
    """Inline scripts and styles, handlers, and addresses that leave this desk. A sound page has none."""
    reader = _Reader()
    reader.feed(page)
    return reader.found


def text_in(page: str) -> str:
    """The text of a page, as a reader sees it."""
    reader = _Reader()
    reader.feed(page)
    return "".join(reader.text)
