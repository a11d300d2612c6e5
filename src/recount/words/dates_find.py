"""Where time expressions stand: one grammar over the letters of `dates_tokens`.

The extent of an expression follows TIMEX2 and TIMEX3: with its article and modifiers ("the end of May", "more than
three years"), without its preposition.
"""

from __future__ import annotations

import re

from recount.words.dates_check import CHECKS
from recount.words.dates_tokens import Found, Tokens, What

_COUNT = r"(?:a?(?:[Nd]|n)(?:[-&]*N|-[dn])*(?:&[Ndn](?:-N)?)?f?|[Y]|a)"
_TAIL = r"(?:,?(?:YB?|[nd]B)|y|f(?:YB?|[nd]B)|fT?[tlx]+A|T?[tlx]A|BY?)"
_MONTH = r"M\.?"
_DAYS = r"[do]"
_CALENDAR = "|".join(
    (
        r"I",
        r"Y-d(?!-)",
        rf"(?:W[,.]*)?T?{_DAYS}(?:f?{_MONTH}){_TAIL}?",
        rf"(?:W[,.]*)?{_MONTH}T?{_DAYS}(?:{_TAIL})?",
        rf"{_MONTH},?{_TAIL}",
        r"T?S(?:,?(?:YB?|[nd]B)|f(?:YB?|[nd]B)|fT?[tlx]+A)",
        r"YS",
        r"h(?:,?Y)?|T?hfY",
        r"T?CB?",
        r"T?[oO]-?KB?",
        r"(?:T?A)Y(?!-?[UA])",
        r"[dnY]B|B[dnY]",
        r"[dnY](?=[-&][dnY]B)",
        r"T?[do](?=(?:[-&,]T?[do])*[-&]T?[do]f?M)",
        rf"(?<=M[do][-&])[do](?:{_TAIL})?(?![UAN])",
        rf"(?<=M\.[do][-&])[do](?:{_TAIL})?(?![UAN])",
        r"(?<=Y[-/])[dn](?![-/]|[UA])",
        r"y",
        r"Y(?!-?[UA])",
        rf"{_MONTH}",
        r"W",
        r"T?S",
    )
)
_EDGE = r"(?:T?[eG]?[OlxX]?-?bfT?|[eG][if]T?|e(?:T|-)?|Te-?|T?[OelxGX]+-?HfT?|T[OlxX]N?d?-?[UA]fT?|[lx]N?[UA]fT?)"
_PART_OF = r"(?:(?:e[if])?T?e?PU?[fi]T?)"
_UNIT_OF = r"(?:T?[tlx]*[UAK])"
_GRAMMAR = re.compile(
    "|".join(
        (
            r"(?P<clock>c[:]?m?(?:z|pV)?)",
            rf"(?P<calendar>{_PART_OF}?(?:{_EDGE}(?:{_CALENDAR}|{_UNIT_OF})|{_PART_OF}(?:w)|(?:{_CALENDAR}))(?:,?(?<![UA])P)?)",
            rf"(?P<shifted>r*T?(?:{_COUNT}-?)?[UAK](?:&aH)?[gLG]|{_COUNT}[UA]&aH[gLG])",
            rf"(?P<relative>e?wP?|(?:[eG][if]?)?(?:T?(?:[tlxR]+(?:{_COUNT})?|(?:[Nd]+[lx]))-?(?:[UAKSWP]|M\.?(?!\.?[do]))P?))",
            rf"(?P<set>(?:{_COUNT}V|k)[aq][UA]|q[O]?(?:{_COUNT})?-?(?:[UASWP])|Q)",
            rf"(?P<length>r*T?(?:{_COUNT})(?:&aH)?-?[UAK](?:-?j|fj)?|U-j|A-j)",
            r"(?P<vague>v|R|T?t+V|TV|T[UAKP]|[NOtTP]*P|Tl)",
        )
    )
)
_TRIGGER = re.compile(r"[MWSPhwYyAUKCIcQvRV]|[dn]B")


def expressions_in(text: str, tokens: Tokens) -> list[Found]:
    """Expressions in order, never overlapping. Each is checked against its neighbours before it stands."""
    found: list[Found] = []
    letters = tokens.letters
    stop = 0
    while (trigger := _TRIGGER.search(letters, stop)) is not None:
        at = max(stop, letters.rfind("_", stop, trigger.start()) + 1)
        end = letters.find("_", trigger.start())
        stop = len(letters) if end < 0 else end
        while (match := _GRAMMAR.search(letters, at, stop)) is not None:
            one = _checked(text, tokens, match)
            if one is not None:
                found.append(one)
            at = match.start() + 1 if one is None else max(one.last, match.start() + 1)
    return found


def _checked(text: str, tokens: Tokens, match: re.Match[str]) -> Found | None:
    what: What = match.lastgroup  # type: ignore[assignment]
    first, last = match.span()
    while last > first and tokens.letters[last - 1] in ".,-&":
        last -= 1
    if last == first:
        return None
    one = Found(what, first, last, tokens.starts[first], tokens.end(last - 1))
    return CHECKS[what](text, tokens, one) if what in CHECKS else one
