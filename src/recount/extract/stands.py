"""Levels that a verb of standing tells: people who are trapped, held or left; a share of a city that is held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.extract.counted import head_from
from recount.extract.counts import counts
from recount.extract.frame import Frame
from recount.extract.levels import TYPES, is_level
from recount.extract.quantities import QuantityMention
from recount.records import Quantity, Span

_ABOUT = (
    r"(?:(?:about|around|some|roughly|over|up to|at least|nearly|almost|only|just|more than|fewer than|less than) )*"
)
_LESS = r"(?:now |still |being |currently |already |reportedly |thought to be |believed to be |said to be |also )*"
_MORE = (
    r"(?:,? (?:most|many|some|all) of (?:them|whom)[^,.;]{1,30},"
    r"| (?:of|from|in|at|near|around|who|inside)\s[^,.;]{1,55}?)?"
)
_STATES = (
    r"trapped|stranded|stuck|besieged|encircled|cut off|held|detained|imprisoned|interned|inside|left|hiding|sheltering"
    r"|living|waiting|camped|unaccounted for|to be identified"
)
_PEOPLE_STAND = re.compile(
    rf"^{_MORE}\s(?:(?:is|are|was|were|have been|had been|has been)\s{_LESS}(?P<state>{_STATES})\b"
    rf"|remain(?:s|ed)?\s{_LESS}(?P<rest>{_STATES}|behind|there)\b"
    r"|(?P<back>(?:have|has|had) (?:not (?:yet )?returned|yet to return))\b)",
    re.IGNORECASE,
)
_THERE = re.compile(rf"\bthere (?:is|are|was|were) (?:now |still )?{_ABOUT}$", re.IGNORECASE)
_HOLDING = re.compile(rf"\b(?:holding|holds?) (?:another |a further )?{_ABOUT}$", re.IGNORECASE)
_HOLDS = re.compile(
    rf"\b(?:hold|holds|held|holding|control|controls|controlled|controlling|retained?|retains) {_ABOUT}$", re.IGNORECASE
)
_STRONG = re.compile(
    rf"\b(?:retain(?:s|ed)?|muster(?:s|ed)?|field(?:s|ed)?|ha(?:s|ve|d)|counts?|numbers?) {_ABOUT}$", re.IGNORECASE
)
_MEN = re.compile(r"(?:members|fighters|militants|men|soldiers|combatants)$", re.IGNORECASE)
"""Whom a group is strong by ("retained between 14,000 and 18,000 members")."""
_KNOWN = re.compile(
    r"^ (?:(?:have|had|has) been|were|are|was) (?:\w+ly )?(?:documented|recorded|registered|identified|mapped)\b"
)
_IS_HELD = re.compile(
    r"^(?: of (?:\S+ ){1,4}?| (?:around|in|near|of) [^,.;]{1,40}? | )"
    r"(?:is|are|was|were|remains?|remained|has been|had been|have been) "
    r"(?:now |still |already )*"
    r"(?:cleared|liberated|retaken|recaptured|free|secured|held|controlled|under|in (?:the|its|their) hands)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\bstill (?:holds?|held|controls?|controlled) (?:a|an|the|some|parts?|much|most|territory|ground)\b"
)
_HARMED = frozenset({"killed", "wounded", "casualties", "arrested", "abducted", "money"})
_PEOPLE = frozenset(
    {"people", "fighters", "troops", "detainees", "displaced", "missing", "other", "attackers", "population"}
)


@dataclass(frozen=True, slots=True)
class Stand:
    """A level: its type, the words that carry it, its figure, why it is one, and the words that say whose it is where
    they are known."""

    type: str
    span: Span
    quantity: tuple[Quantity, ...]
    reason: str
    whose: Span | None = None


def stands_in(frame: Frame) -> list[Stand]:
    """Levels of a sentence beside those that its figures tell by themselves."""
    text, base = frame.sentence.text, frame.sentence.span.start
    found = [stand for figure in frame.figures if not is_level(figure) for stand in _of_figure(figure, text, base)]
    found += _unnamed(frame, text, base)
    for hit in _STILL.finditer(text):
        found.append(Stand("control", Span(base + hit.start(), base + hit.end()), (), "still holds"))
    return found


def _of_figure(figure: QuantityMention, text: str, base: int) -> Iterator[Stand]:
    quantity = figure.quantity
    lead, tail = text[: figure.span.start - base], text[figure.span.end - base :]
    if quantity.measure in ("share", "villages"):
        hit = _IS_HELD.search(tail)
        if hit is not None or (quantity.measure == "share" and _HOLDS.search(lead)):
            yield Stand("control", _on(figure, hit), (quantity,), "a part that is held")
        return
    if quantity.measure in _HARMED or quantity.measure not in _PEOPLE:
        return
    if _STRONG.search(lead) and _MEN.search(quantity.words or ""):
        measure = quantity.measure if quantity.measure in ("troops", "fighters") else "fighters"
        yield Stand(TYPES[measure], figure.span, (replace(quantity, measure=measure),), "how strong a group is")
        return
    if quantity.measure == "other" and _KNOWN.search(tail):
        yield Stand("other", _on(figure, _KNOWN.search(tail)), (quantity,), "things that are known of")
        return
    hit = _PEOPLE_STAND.search(tail)
    if hit is not None:
        yield _standing(figure, hit)
    elif _HOLDING.search(lead) and figure.whom is not None:
        yield Stand("detainees", figure.span, (replace(quantity, measure="detainees"),), "people held")
    elif _THERE.search(lead):
        yield Stand(TYPES.get(quantity.measure, "other"), figure.span, (quantity,), "there are")


def _standing(figure: QuantityMention, hit: re.Match[str]) -> Stand:
    state = (hit["state"] or hit["rest"] or "returned").lower()
    quantity = figure.quantity
    if state in ("held", "detained", "imprisoned", "interned"):
        return Stand("detainees", _on(figure, hit), (replace(quantity, measure="detainees"),), "people held")
    if hit["back"] is not None:
        return Stand(
            "displaced", _on(figure, hit), (replace(quantity, measure="displaced"),), "people who have not returned"
        )
    measure = "missing" if state == "unaccounted for" else quantity.measure
    return Stand(
        TYPES.get(measure, "other"), _on(figure, hit), (replace(quantity, measure=measure),), f"people {state}"
    )


def _on(figure: QuantityMention, hit: re.Match[str] | None) -> Span:
    return figure.span if hit is None else Span(figure.span.start, figure.span.end + hit.end())


def _unnamed(frame: Frame, text: str, base: int) -> Iterator[Stand]:
    """ "In March there were fewer than 900", "90 of them have not returned": people, where the number names none."""
    taken: Sequence[Span] = [f.span for f in frame.figures]
    for number in frame.document.numbers_of(frame.sentence.span):
        lead, tail = text[: number.span.start - base], text[number.span.end - base :]
        made = Quantity(
            "people", None, number.value, number.comparator, number.low, number.high, None, None, number.words
        )
        amount = _AMOUNT.search(lead)
        if amount is not None and (level := _of_amount(amount)) is not None:
            whose = Span(base + (amount.start() if amount["of"] else 0), base + amount.end())
            span, given = Span(base + amount.start(), number.span.end), replace(made, measure=level)
            yield Stand(TYPES.get(level, "other"), span, (given,), "an amount", whose)
            continue
        numbered = _NUMBERS.search(lead) is not None
        if not numbered and any(span.overlaps(number.span) for span in taken):
            continue
        hit = _PEOPLE_STAND.search(tail)
        if hit is not None:
            yield _standing(QuantityMention(number.span, made, None, None, "count"), hit)
        elif numbered and (measure := _crowd(lead, frame)) is not None:
            quantity = replace(made, measure=measure)
            yield Stand(TYPES[measure], number.span, (quantity,), "how many a group numbers")
        elif _THERE.search(lead) and _ALONE.match(tail):
            yield Stand("other", number.span, (made,), "there were")


_AMOUNT = re.compile(
    r"\b(?:number of (?P<of>[^,;]{3,70}?)|(?P<sort>strength|population)(?: of [^,;]{3,50}?)?)\s"
    r"(?:(?:is|are|was|were|stands?|stood|remains?|remained|has been|had been)\s)?(?:now |still |currently )*"
    rf"(?:(?:estimated|put|assessed|believed|thought|said|given)\s)?(?:(?:at|to be|as)\s)?{_ABOUT}(?:between )?$",
    re.IGNORECASE,
)
"""An amount by its name, up to its number: "the number of ISIS fighters is estimated at"."""


def _of_amount(amount: re.Match[str]) -> str | None:
    """What an amount counts, where that is people who stay: troops, fighters, detainees, or a population."""
    if amount["of"] is None:
        return "population" if amount["sort"].lower() == "population" else "fighters"
    words = _TOKENS.findall(amount["of"].casefold())
    if not counts().harm_words.isdisjoint(words) or not _CHANGED.isdisjoint(words):
        return None  # "the number of militants killed", "of people who left"
    head, _, whom, measure = head_from(words, 0)
    if measure is None and head is not None and whom is not None:
        return "people"
    return measure if measure in _PEOPLE - {"other", "missing", "attackers"} else None


_CHANGED = frozenset({"who", "that", "with", "injured", "arrested", "captured", "displaced", "returned", "fleeing"})
_TOKENS = re.compile(r"[\w.'’]+|\S")


_NUMBERS = re.compile(rf"\bnumber(?:s|ed)? {_ABOUT}(?:between )?$", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[.,;]|$)")


def _crowd(lead: str, frame: Frame) -> str | None:
    """What those who number so many are counted as, by the lexicon's words for troops and fighters."""
    levels = frame.lexicon.levels
    words = _WORDS.findall(lead.casefold())
    named = ((word, measure) for word in words for measure in ("troops", "fighters") if word in levels.get(measure, ()))
    first = next(named, None)
    return first[1] if first is not None else "fighters" if "members" in words else None


_WORDS = re.compile(r"[a-z]+")
