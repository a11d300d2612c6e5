"""Subtitles as transcripts: WebVTT (W3C, 2019) and SubRip. Cues become sentences and turns, with their time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from recount.read.draft import Draft, UnreadableError
from recount.read.labels import is_question, label_at
from recount.read.parts import Part, tidy
from recount.records import Capture, SegmentKind
from recount.words.decoding import decode

_TIMES = re.compile(
    r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>\n]{1,120})>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,120}>|\{\\[^{}\n]{0,40}\}|<\d[\d:.]*>")
_NOISE = re.compile(r"(?:[♪♫#\s]+|[♪♫].*[♪♫]?|[(\[][^()\[\]]{2,60}[)\]][.\s]*)\Z", re.DOTALL)
_NEW = re.compile(r"\A(?:>>+|-|–|—)\s*")
_ENDED = re.compile(r"[.!?…؟۔][\"”’)\]]*\Z")
_LONG = 400
"""Characters after which a block ends with its sentence, so that its time leads near to what is said."""
_PAUSE = 3.0
"""Seconds of silence that end a block at the end of a sentence."""
_LOST = 8.0
"""Seconds of silence that end a block wherever it is."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown from `start` to `stop` (seconds). `opens` says that another speaker begins."""

    start: float
    stop: float
    words: str
    speaker: str | None = None
    asks: bool = False
    opens: bool = False
    noise: bool = False


def read_transcript(capture: Capture) -> Draft:
    """The words of the cues, joined into sentences and turns. Times are from the beginning of the recording."""
    decoded = decode(capture.data)
    cues = list(_without_rolling(_cues(decoded.text)))
    if not cues:
        raise UnreadableError("no_cues", "No cue with a time and words was found in these subtitles.")
    return _draft(list(_blocks(cues)), decoded.notes)


def _draft(blocks: list[Cue], notes: tuple[str, ...]) -> Draft:
    text = "\n\n".join(block.words for block in blocks)
    parts, at = [], 0
    for block in blocks:
        kind: SegmentKind = (
            "template"
            if block.noise
            else "question"
            if block.asks and is_question(block.speaker or "", block.words)
            else "turn"
        )
        speaker = None if block.noise else block.speaker
        parts.append(Part(kind, at, at + len(block.words), locator=_clock(block.start), speaker=speaker))
        at += len(block.words) + 2
    return Draft(text, tuple(tidy(text, parts)), notes=notes)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _cues(text: str) -> Iterator[Cue]:
    """Every cue, one for each of its speakers. Headers, notes, styles and identifiers are no words."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        times = _TIMES.search(lines[at])
        at += 1
        if times is None:
            continue
        held = []
        while at < len(lines) and lines[at].strip() and not _TIMES.search(lines[at]):
            held.append(lines[at])
            at += 1
        if at < len(lines) and held and held[-1].strip().isdigit() and _TIMES.search(lines[at]):
            held.pop()
        start, stop = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        yield from _voices(held, start, max(start, stop))


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, part = (int(group or 0) for group in groups)
    return float(hours * 3600 + minutes * 60 + seconds) + part / float(10 ** len(groups[3] or "0"))


def _voices(lines: list[str], start: float, stop: float) -> Iterator[Cue]:
    """The lines of one cue, those of one voice together."""
    voice: str | None = None
    for line in lines:
        for n, piece in enumerate(_VOICE.split(line)):
            if n % 2:
                voice = " ".join(unescape(piece).split())
                continue
            words = " ".join(unescape(_TAG.sub("", piece)).split())
            if words:
                yield _cue(words, voice, start, stop)


def _cue(words: str, voice: str | None, start: float, stop: float) -> Cue:
    if _NOISE.match(words):
        return Cue(start, stop, words, noise=True)
    new = _NEW.match(words)
    bare = words[new.end() :] if new and new.end() < len(words) else words
    label = label_at(bare, 0, len(bare)) if voice is None else None
    if label is not None and not label.bare and (label.sort != "single" or label.name.isupper()):
        speaker = None if label.sort == "answers" else label.name
        return Cue(start, stop, bare[label.end :].strip(), speaker, label.sort == "asks", opens=True)
    known = label_at(f"{voice}: ", 0, len(voice) + 2) if voice is not None else None
    return Cue(start, stop, bare, voice, known is not None and known.sort == "asks", opens=new is not None)


def _without_rolling(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Cues without the lines that captions in two rows say again when they roll up."""
    before: list[Cue] = []
    for cue in cues:
        same = [c for c in before if c.start == cue.start and c.stop == cue.stop]
        last = same or before
        said = {c.words for c in before if cue.start - c.stop < 0.5}
        if cue.words in said and not same and cue.start - last[-1].stop < 0.5:
            before = [*before[-2:], replace(cue)]
            continue
        before = [*before[-2:], cue]
        yield cue


def _blocks(cues: list[Cue]) -> Iterator[Cue]:
    """Cues joined while one speaker goes on; who has spoken speaks on until another is named."""
    held: Cue | None = None
    speaking: Cue | None = None
    for cue in cues:
        if not cue.noise:
            if speaking is not None and cue.speaker is None and not cue.opens:
                cue = replace(cue, speaker=speaking.speaker, asks=speaking.asks)
            speaking = cue
        if held is not None and _joins(held, cue):
            held = replace(held, words=f"{held.words} {cue.words}".strip(), stop=cue.stop)
            continue
        if held is not None and held.words:
            yield held
        held = cue
    if held is not None and held.words:
        yield held


def _joins(held: Cue, cue: Cue) -> bool:
    if held.noise or cue.noise or cue.opens or (held.speaker, held.asks) != (cue.speaker, cue.asks):
        return False
    silence = cue.start - held.stop
    if _ENDED.search(held.words) and (len(held.words) > _LONG or silence > _PAUSE):
        return False
    return silence <= _LOST and len(held.words) < 10 * _LONG
