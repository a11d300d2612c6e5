"""A screen says of itself where it stands and what it answers; the application takes its routes from there."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the desk. `question` is what it answers, in the words of whoever comes to it; `path` is where it
    begins, and the prefix by which the rail knows that one is on it. A screen that is not on the `rail` is reached
    from elsewhere."""

    key: str
    title: str
    question: str
    path: str
    routes: tuple[BaseRoute, ...]
    rail: bool = True
    key_letter: str = ""
    """Pressed after `g`, it leads here."""
