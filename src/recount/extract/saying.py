"""A saying as it is read in a sentence, before anybody asks who its speaker is."""

from __future__ import annotations

from dataclasses import dataclass

from recount.records import Span, Stance


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody's words: the cue, who speaks and what is said, as spans of the text. `lemma` is the verb or noun, `verb`
    where it stands. `speaker` is `None` where nobody is named or the one before speaks on; `agentless` where the words
    name nobody on purpose ("reportedly"), `tag` where they close what is said ("..., the army said"). `heard` is the
    network's score, `None` where it heard nothing."""

    cue: Span
    speaker: Span | None
    content: tuple[Span, ...]
    lemma: str
    stance: Stance
    verb: Span
    agentless: bool = False
    tag: bool = False
    heard: float | None = None
