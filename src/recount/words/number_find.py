"""Where numbers stand in a text and what they are worth, before their comparator is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recount.words.number_context import is_label, is_time, is_year
from recount.words.number_words import ALL, PLURALS, SCALES, SHORT_SCALES, add_up


@dataclass(frozen=True, slots=True)
class Core:
    """Digits or number words alone. `scaled` names the word of an open number ("dozens", "several", "a_few"),
    whose range is that word's times `times`; `low` and `high` are set where the words give a range themselves."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    scaled: str | None = None
    times: float = 1.0
    round: bool = False


_WORD = "|".join(sorted(ALL, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGITS = re.compile(
    rf"""(?<![\w.,/:\#@$£€+-])(?<!'(?=\d\d\b))(?<![$£€]\s)
         (?P<digits>{_PLAIN})(?:\s?-\s?(?P<to>{_PLAIN})(?!-))?
         (?:[ -]?(?P<scale>{_SCALE})(?![\w])|(?P<short>bn|mn|mln|[mkb])(?![\w]))?
         (?![\w/:@]|[.,]\d|-\d)""",
    re.VERBOSE,
)
_WORDS = re.compile(
    rf"""(?<![\w-])(?:
         (?P<half>half\ a\ (?:{_SCALE}))
       | (?P<few>(?P<open>a\ few|several|a\ couple(?:\ of)?)(?:\ (?P<fewscale>{_SCALE}))?)
       | (?P<plural>{"|".join(PLURALS)})(?:\ (?:of\ )?(?P<of>hundreds|thousands|millions))?
       | (?P<a>an?\ )?(?P<run>(?:{_WORD})(?:(?:-|\ |\ and\ )(?:{_WORD})){{0,12}})
         )(?![\w]|-[a-z])""",
    re.VERBOSE,
)
_OPEN = {"a few": "a_few", "several": "several"}


def cores_in(text: str, low: str, start: int, end: int) -> Iterator[Core]:
    """Digits and number words of `text[start:end]` that count something, unordered; `low` is the folded text."""
    for found in _DIGITS.finditer(low, start, end):
        core = _of_digits(found)
        if core is not None and _counts(text, low, found, core):
            yield core
    for found in _WORDS.finditer(low, start, end):
        yield from (c for c in _of_words(found, low) if not is_time(low, c.start, c.end) and _whole(low, c))


def _of_digits(found: re.Match[str]) -> Core | None:
    scale = SCALES.get(found["scale"] or "", 1.0) * SHORT_SCALES.get(found["short"] or "", 1.0)
    value = _plain(found["digits"])
    if value is None or (found["short"] == "m" and value > 999):
        return None
    if found["to"] is None:
        return Core(found.start(), found.end(), round(value * scale, 4))
    most = _plain(found["to"])
    if most is None or most <= value:
        return None
    return Core(found.start(), found.end(), None, low=round(value * scale, 4), high=round(most * scale, 4))


def _plain(digits: str) -> float | None:
    return float(digits.replace(",", "")) if len(digits) <= 15 else None


def _counts(text: str, low: str, found: re.Match[str], core: Core) -> bool:
    raw = found["digits"]
    if is_time(low, core.start, core.end) or is_label(text, low, core.start, core.end):
        return False
    if found["scale"] is None and (raw[0] == "0" and len(raw) > 1 and raw.isdecimal()):
        return False
    if found["scale"] is None and found["short"] is None and is_year(low, raw, core.start, core.end):
        return False
    return not _is_bullet(low, core) and not _is_telephone(low, core)


def _is_bullet(low: str, core: Core) -> bool:
    line = low[max(0, core.start - 4) : core.start]
    at_line = not line.strip(" (") or (line.rsplit("\n", 1)[-1].strip(" (") == "" and ("\n" in line or core.start < 4))
    return at_line and low[core.end : core.end + 1] in (".", ")") and low[core.end + 1 : core.end + 2] in (" ", "\t")


_LEFT, _RIGHT = re.compile(r"[\d()+ .-]*$"), re.compile(r"[\d()+ .-]{0,20}")


def _is_telephone(low: str, core: Core) -> bool:
    """Groups of digits joined by spaces, dots or hyphens: nine digits or more in three groups or more."""
    left = _LEFT.search(low[max(0, core.start - 20) : core.start])
    right = _RIGHT.match(low, core.start)
    groups = re.findall(r"\d+", (left.group() if left else "") + (right.group() if right else ""))
    return len(groups) >= 3 and sum(map(len, groups)) >= 9 and all(len(g) <= 5 for g in groups)


def _of_words(found: re.Match[str], low: str) -> Iterator[Core]:
    at, stop = found.span()
    if found["half"]:
        yield Core(at, stop, SCALES[found["half"].split()[-1]] / 2, round=True)
    elif found["few"]:
        word, times = found["open"], SCALES.get(found["fewscale"] or "", 1.0)
        if word in _OPEN:
            yield Core(at, stop, None, scaled=_OPEN[word], times=times)
        else:
            yield Core(at, found.end("open") if word.endswith("couple") else at + len("a couple"), 2.0, round=True)
    elif found["plural"]:
        yield from _of_plural(found, low)
    else:
        yield from _of_run(found, low)


def _of_plural(found: re.Match[str], low: str) -> Iterator[Core]:
    """dozens, scores, hundreds of thousands: each spans its own order of magnitude."""
    word, of = found["plural"], found["of"]
    if word == "scores" and not low.startswith(
        (" of ", " were ", " more ", " killed", " dead", " wounded"), found.end()
    ):
        return
    if of:
        yield Core(*found.span(), None, low=2 * PLURALS[word] * PLURALS[of], high=10 * PLURALS[word] * PLURALS[of] - 1)
    elif word in ("tens", "millions"):
        if word == "millions" or low.startswith(" of ", found.end()):
            yield Core(*found.span(), None, low=2 * PLURALS[word], high=10 * PLURALS[word] - 1)
    else:
        yield Core(*found.span(), None, scaled=word)


def _of_run(found: re.Match[str], low: str) -> Iterator[Core]:
    at = found.start("run")
    pieces = [(m.group(), at + m.start(), at + m.end()) for m in re.finditer(r"[a-z]+", found["run"])]
    first = True
    while pieces:
        value, used = add_up([p[0] for p in pieces])
        if not used:
            pieces = pieces[1:]
            continue
        group, pieces = pieces[:used], pieces[used:]
        article = first and found["a"] is not None and group[0][0] in SCALES
        begin = found.start() if article else group[0][1]
        first = False
        if group[0][0] in SCALES and not article and not low[max(0, begin - 6) : begin].endswith(("the ", "every ")):
            continue
        yield Core(begin, group[-1][2], value, round="dozen" in group[-1][0])


_ONE_BEFORE = re.compile(
    r"(?:\b(?:no|any|number|the|this|that|which|every|each|another|some|of|not a single|day)|-)\s+$|[-']$"
)
_ONE_AFTER = re.compile(
    r"""\s*(?:$|[.;:!?)\]"'-]|(?:of\s+(?!the\s+(?:dead|killed|wounded|injured)\b)|another|who|that|which|is|should|would|could|can|may
    |might|must|by|to|in|on|at|as|with|from|for|has|had|day|night|morning|side|sided|point|thing|hand|way|such|part
    |time|and\s+only|more\s+(?:time|thing)|reason|instance|case|occasion|and\s+the\s+same|will|does|or\s+(?:both|the)|after)\b)""",
    re.VERBOSE,
)


def _whole(low: str, core: Core) -> bool:
    """Whether "one" (alone) counts a thing: before a countable noun, or as the object of a verb of harm."""
    if low[core.start : core.end] != "one":
        return True
    if re.search(
        r"\b(?:killing|wounding|injuring|killed|wounded|injured|least|destroying|leaving|captured"
        r"|(?:killing|deaths?|murder|injury|injuring|wounding|arrest|capture|abduction|kidnapping)\s+of)\s+$",
        low[max(0, core.start - 20) : core.start],
    ):
        return True
    return not _ONE_BEFORE.search(low[max(0, core.start - 14) : core.start]) and not _ONE_AFTER.match(low, core.end)
