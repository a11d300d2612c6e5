"""Shares ("45 percent", "a third of") and sums of money, which count no single thing."""

from __future__ import annotations

import re

from recount.records import Span
from recount.words.normalise import fold_keep
from recount.words.number_context import comparator_before
from recount.words.number_find import Core, cores_in
from recount.words.number_words import ALL, SCALES, SHORT_SCALES, add_up
from recount.words.numbers import Number, number_of, numbers_of
from recount.words.vocabulary import vocabulary

_SHARE_AFTER = re.compile(r"\s?(?:%|percent\b|per cent\b|pct\b)(?!\s+points?)(?:\s+of\b)?")
_FRACTION = re.compile(
    r"(?<![\w-])(?:(?P<top>an?|one|two|three|four)[ -](?P<part>half|thirds?|quarters?|fifths?|tenths?)"
    r"(?=\s+of\b|\s+the\b|[.,;]|$)"
    r"|(?P<half>half)\s+(?:of\b|the\b|its\b|their\b)|(?P<top10>one|two|three|four|five|six|seven|eight|nine)(?:\s+out\s+of"
    r"|\s+in)\s+(?:every\s+)?(?P<of10>three|four|five|six|ten|\d+)\b"
    r"|(?P<most>most|the (?:vast )?majority|a majority)\s+of\b)"
)
_PARTS = {"half": 2.0, "third": 3.0, "quarter": 4.0, "fifth": 5.0, "tenth": 10.0}
_MONEY = re.compile(
    r"(?P<sign>(?:us|a|c|au|ca)?[$£€]|(?<![a-z])(?:usd|eur|gbp|iqd)\s)\s?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"(?:[ -]?(?P<scale>{'|'.join(SCALES)})(?!\w)|(?P<short>bn|mn|mln|[mkb])(?!\w))?"
)
_CURRENCY_AFTER = re.compile(
    r"\s(?:(?:u\.?s\.?|american|iraqi|syrian|turkish)\s)?(?:dollars|euros|pounds|dinars|lira|liras|usd|rials|tomans)\b"
)


def shares_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[Number, float | None]]:
    """Percentages and fractions with the share from 0 to 1; "most of" has a range and no share. The `Number`
    holds the share itself: its value, low and high run from 0 to 1."""
    stop = len(text) if end is None else end
    low = fold_keep(text)
    found: list[tuple[Number, float | None]] = []
    cores = sorted(cores_in(text, low, start, stop), key=lambda c: (c.start, -c.end))
    for number in numbers_of(text, low, [c for c in cores if _heads_share(low, c)], start, stop):
        after = _SHARE_AFTER.match(low, number.core.end)
        if after and number.value is not None:
            tail = after.group().removesuffix("of").rstrip()
            found.append(
                _share(
                    text,
                    number.span.start,
                    number.core,
                    number.core.end + len(tail),
                    number.value / 100,
                    number.comparator,
                )
            )
    found += [_fraction(text, low, match, start) for match in _FRACTION.finditer(low, start, stop)]
    return sorted(found, key=lambda pair: pair[0].span)


def money_in(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Sums of money in the unit written, whatever the currency: "$1.6 billion", "2 million dollars"."""
    stop = len(text) if end is None else end
    low = fold_keep(text)
    found = []
    for match in _MONEY.finditer(low, start, stop):
        value = float(match["digits"].replace(",", "")[:15])
        value *= SCALES.get(match["scale"] or "", 1.0) * SHORT_SCALES.get(match["short"] or "", 1.0)
        found.append(number_of(text, low, Core(match.start(), match.end(), round(value, 4)), start, stop, whole=False))
    cores = sorted(cores_in(text, low, start, stop), key=lambda c: (c.start, -c.end))
    found += numbers_of(text, low, [c for c in cores if _CURRENCY_AFTER.match(low, c.end)], start, stop)
    return sorted(found, key=lambda n: n.span)


def _heads_share(low: str, core: Core) -> bool:
    after = _SHARE_AFTER.match(low, core.end)
    return after is not None and core.value is not None


def _share(text: str, begin: int, core: Span, end: int, share: float, comparator: str) -> tuple[Number, float | None]:
    value = round(share, 6)
    lowest, highest = vocabulary().range_of(comparator, value, whole=False)
    highest = 1.0 if highest is None and value <= 1 else highest
    return Number(Span(begin, end), core, text[begin:end], value, comparator, lowest, highest), value


def _fraction(text: str, low: str, match: re.Match[str], start: int) -> tuple[Number, float | None]:
    if match["most"]:
        span = Span(match.start(), match.end("most"))
        return Number(span, span, text[span.start : span.end], None, "range", 0.5, 1.0), None
    if match["half"]:
        span, share = Span(match.start(), match.end("half")), 0.5
    elif match["part"]:
        span = Span(match.start(), match.end("part"))
        share = _small(match["top"]) / _PARTS[match["part"].removesuffix("s")]
    else:
        span, share = Span(*match.span()), _small(match["top10"]) / max(_small(match["of10"]), 1.0)
    before = comparator_before(low, span.start)
    comparator, begin = before if before is not None and before[1] >= start else ("exact", span.start)
    return _share(text, begin, span, span.end, share, comparator)


def _small(word: str) -> float:
    if word in ("a", "an"):
        return 1.0
    return add_up([word])[0] if word in ALL else float(word[:9])
