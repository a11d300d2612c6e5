# ruff: noqa: E501 - a pattern reads better whole
"""Pages flattened into one paragraph: the dateline, headline, agency, tags and tails that ran into the prose.

A scraper that drops the markup leaves "Thu 5 Sep 2013 Headline. Body ... Editing by X" in one line. What stands at the
very head or the very end is split off where its own shape makes that safe; nothing is cut out of the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recount.read.marks import AGENCIES
from recount.read.parts import Part
from recount.records import SegmentKind
from recount.words.days import days_in

_LABEL = re.compile(
    r"(?i)\s*(?:(?:date of publication|published|posted|publication date|last (?:updated?|modified)|updated|date|issued)"
    r"(?:\s+(?:on|at))?\s*:?\s*)?"
)
_CLOCK = re.compile(
    r"(?i)(?:[\s,|-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*(?:am|pm|hrs?))?(?![\d\w])|at\s+\d{4}(?![\d\w])|\d{4}(?=\s*(?:gmt|utc|ksa))"
    r"|\(updated[^)]{0,40}\)|(?:gmt|utc|ksa|est|edt|local time)(?:\s*[+-]\d{1,2})?\b))*"
    r"(?:\s+by\s+(?-i:[A-Z][\w'’-]+(?:\s+(?:[A-Z][\w'’-]+|al|el)){0,3}(?=\s+[A-Z\"“])))?"
)
_JUNK = re.compile(
    r"\s*(?:Print this page|Get short URL(?:\s+\d+){0,4}|SEND http\S+|(?:Twitter )?font size|\d+ min read"
    r"|(?:Print|Tweet|Share|Email)(?:\s+(?:Print|Tweet|Share|Email))+(?:\s+Views? \d+)?)(?=\s|\Z)"
)
_AGENCY = re.compile(rf"\s*\(?(?:{AGENCIES}|Agencies)\)?(?:\s*[,/&]\s*{AGENCIES})*(?=\s+[A-Z\"“\d])")
_BUREAU = re.compile(
    r"\s*(?:[A-Z][A-Z'-]{3,}(?: [A-Z]{3,})?(?:,? ?/? ?[A-Z][\w'-]+){0,3}(?:,? (?:[A-Z][a-z]{2,8}\.?) \d{1,2})?"
    rf"\s*(?:\((?:{AGENCIES}|[A-Z][\w ]{{1,20}})\)\s*[-–—]*|[-–—]{{1,2}}(?![A-Z0-9]{{2}}))"
    r"|(?:BEIRUT|AMMAN|DAMASCUS|BAGHDAD|MOSCOW|ANKARA|ISTANBUL|CAIRO|GENEVA|WASHINGTON|UNITED NATIONS|LONDON|PARIS|ERBIL|ALEPPO|"
    r"DUBAI|RIYADH|JERUSALEM|TEHRAN|BRUSSELS|NEW YORK)(?=\s+[A-Z\"“]))\s*"
)
_CAPITAL = re.compile(r"\s*[A-Z][a-z]+(?:, [A-Z][\w ]{2,20})?\s*\((?:" + AGENCIES + r")\)\s*[-–—]+\s*")
_TAGS = re.compile(r"(?<=[\w.!?\"”])\s+Tags:?\s+(?=[A-Z])")
_OPENER = re.compile(
    r"\s(?=(?:A|An|The|At least|At|In|On|More|Dozens|Hundreds|Scores|Several|Some|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|As|After|"
    r"Fierce|Heavy|Air|Fighting|Clashes|Activists|Rescuers|Militants|Rebels|Opposition|Government|There|This|It|He|She|They|\d+) [a-z\d])"
)
_PROSE = re.compile(r"\b(?:says?|said|ha[sd]|have|was|were|is|are|that|kill(?:ed|ing)|from|with|by|to|after)\b")
_SITE = re.compile(r"\s+[-–—|]\s+")
_SUBTITLE = 350
"""Characters within which an agency with a date may follow a headline and its second line."""

_TAILS: tuple[tuple[SegmentKind, re.Pattern[str], int], ...] = (
    ("template", re.compile(r"\s\(?(?:(?:[Aa]dditional|[Ww]ith) )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) (?:and \w+ )?by [A-Z]"), 500),
    ("template", re.compile(r"\sOur Standards:"), 200),
    ("template", re.compile(r"\s\(?(?:Source|SOURCE):?\s+(?:[A-Z][\w+ ]+\)|(?:" + AGENCIES + r"|TRT ?World|[Aa]gencies)\b)"), 900),
    ("template", re.compile(r"\s\((?:[Ww]ith|Agencies|AFP|AP|Reuters)[\w ,/&]{0,60}\)(?=\s*(?:Last|\Z))"), 300),
    ("template", re.compile(r"\s(?:Last [Uu]pdated?|Updated):?\s+(?=(?:\w{3,9},? )?\d{1,2} \w+|\w{3,9} \d)"), 200),
    ("cross_link", re.compile(r"(?:\s\.\.\.[\s\d]*)?\s(?:(?:Related|Read (?:[Aa]lso|[Mm]ore|[Nn]ext)|See [Aa]lso)(?=\s+[A-Z].{0,700}(?:Tags|Community))|Read Also(?=\s*\Z))"), 900),
    ("template", re.compile(r"(?:\s\.\.\.[\s\d]*)?\sTags:?\s(?=.{0,300}(?:Community|Comment|\Z))"), 400),
    ("template", re.compile(r"\s(?:Copyright|©|\(c\))\s*©?\s*(?:19|20)\d\d"), 900),
    ("template", re.compile(r"\s(?:Subscribe|Follow|Like)\b.{0,40} on (?:Facebook|Twitter|Telegram|WhatsApp)"), 900),
    ("template", re.compile(r"\s[A-Z][\w' -]{2,40} is (?:the|a|an) (?:world['’]?s )?(?:premier|leading|daily|independent|pan-)[\w' -]{0,60}(?:newspaper|news agency|daily|broadcaster|website)"), 900),
    ("template", re.compile(r"\sThis (?:article|story|report) (?:is|was|has been) (?:an edited|a translation|translated|originally|first|updated)"), 300),
    ("template", re.compile(r"\sAgencies contributed to this report"), 120),
    ("share_bar", re.compile(r"\s(?:Twitter|Facebook|Share|Tweet|WhatsApp|Print|Email)(?:\s+(?:Twitter|Facebook|Share|Tweet|WhatsApp|Print|Email|\d+))*\s*\Z"), 120),
    ("template", re.compile(rf"(?<=[.!?\"”])\s*-{{1,3}}\s?{AGENCIES}\s*\Z"), 30),
    ("template", re.compile(r"(?<=[.!?\"”)])\s+(?:(?:[A-Z]{2,8}(?:/[A-Z]{1,8})?\s*)?(?:\d{1,4}(?:-\d{1,4})?\s*)?(?:More ?Image)?|English Bulletin|Also)\s*\Z"), 40),
    ("byline", re.compile(r"(?<=[.!?\"”)])\s+(?:[A-Z][a-z]+(?:\s*/\s*|\s+)(?:al-|Al )?){1,3}[A-Z][a-z]+\s*\Z"), 60),
)  # fmt: skip
"""Kind of a tail, how it begins, and how long it may be from there to the end."""


def split_head(text: str, part: Part, title: str | None) -> list[Part]:
    """The parts into which the head of a flattened body falls; the last is the body that remains."""
    found: list[Part] = []
    at = part.start
    for _ in range(8):
        eaten = _next_at_head(text, at, part.end, title if not _has(found, "title") else None, bool(found))
        if eaten is None:
            break
        found.extend(eaten)
        at = eaten[-1].end
    if at >= part.end:
        return [part]
    return [*found, *_split_tags(text, Part("body", at, part.end, part.page))]


def split_tail(text: str, part: Part) -> list[Part]:
    """The body without what a page appends to it, then those tails."""
    tails: list[Part] = []
    end = part.end
    for _ in range(6):
        tail = _last_tail(text, part.start, end)
        if tail is None:
            break
        tails.append(tail)
        end = tail.start
    return [Part(part.kind, part.start, end, part.page), *reversed(tails)]


def _next_at_head(text: str, at: int, end: int, title: str | None, begun: bool) -> list[Part] | None:
    """What stands at `at`: a date, the headline (with what follows it up to a dateline), or what precedes prose."""
    dated = _dateline(text, at, end)
    if dated is not None:
        return [Part("dateline", at, dated)]
    if title and (stop := _headline(text, at, end, title)) is not None:
        return [Part("title", at, stop), *_second_line(text, stop, end)]
    if (match := _JUNK.match(text, at, end)) is not None:
        return [Part("template", at, match.end())]
    agency = _AGENCY.match(text, at, end)
    if agency is not None and (begun or _dateline(text, agency.end(), end)):
        return [Part("byline", at, agency.end())]
    bureau = _BUREAU.match(text, at, end) or _CAPITAL.match(text, at, end)
    return [Part("dateline", at, bureau.end())] if bureau is not None and bureau.end() < end else None


def _dateline(text: str, at: int, end: int) -> int | None:
    label = _LABEL.match(text, at, end)
    start = label.end() if label else at
    days = days_in(text, start, min(end, start + 40), glued=True)
    if not days or days[0].start != start:
        return None
    clock = _CLOCK.match(text, days[0].end, end)
    return clock.end() if clock else days[0].end


def _headline(text: str, at: int, end: int, title: str) -> int | None:
    """Where the headline ends that stands at `at`: the whole of `title`, or a piece of it where the title of a page
    carries the name of its site ("Headline - Region - Site", "Headline | Site")."""
    pieces = [title, *(piece for piece in _SITE.split(title) if len(piece.split()) > 2)]
    for piece in sorted(pieces, key=len, reverse=True):
        words = re.findall(r"[^\W_]+", piece)
        if 2 <= len(words) <= 40:
            pattern = r"\W*" + r"[\W_]+".join(map(re.escape, words)) + r"\b[ ]?[.?!]?"
            match = re.compile(pattern, re.IGNORECASE).match(text, at, end)
            if match is not None:
                return match.end()
    return None


def _second_line(text: str, at: int, end: int) -> Iterator[Part]:
    """Between a headline and "AFP Wednesday 9 Apr 2014" stands at most a second line, which is part of the lede."""
    for match in re.finditer(rf"\b{AGENCIES}\s+", text[at : min(end, at + _SUBTITLE)]):
        stop = _dateline(text, at + match.end(), end)
        if stop is not None:
            if text[at : at + match.start()].strip():
                yield Part("lede", at, at + match.start())
            yield Part("byline", at + match.start(), at + match.end())
            yield Part("dateline", at + match.end(), stop)
            return


def _split_tags(text: str, body: Part) -> list[Part]:
    """ "Summary. Tags a b c Body": the tags end where a sentence opens; where none is seen they stay in the body."""
    match = _TAGS.search(text, body.start, min(body.end, body.start + 700))
    opener = _OPENER.search(text, match.end() + 2, min(body.end, match.end() + 220)) if match else None
    if match is None:
        return [body]
    lede = Part("lede", body.start, match.start(), body.page)
    if opener is None or _PROSE.search(text, match.end(), opener.start()):
        return [lede, Part("body", match.end(), body.end, body.page)]
    return [
        lede,
        Part("template", match.start(), opener.end(), body.page),
        Part("body", opener.end(), body.end, body.page),
    ]


def _last_tail(text: str, start: int, end: int) -> Part | None:
    first = start + (end - start) // 3
    found: Part | None = None
    for kind, mark, reach in _TAILS:
        match = mark.search(text, max(first, end - reach), end)
        if match is not None and (found is None or match.start() < found.start):
            found = Part(kind, match.start(), end)
    return found if found is not None and found.start < end else None


def _has(parts: list[Part], kind: SegmentKind) -> bool:
    return any(part.kind == kind for part in parts)
