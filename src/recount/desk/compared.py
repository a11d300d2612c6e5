"""An event's accounts side by side: a column per independent origin, a row per attribute, disagreement marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.publish.phrases import day, number, span
from recount.records import Account, AccountFigure, Dispute, Event, Figure, Report

LETTERS = "ABCDEFGH"
"""Positions of a dispute, in the order of how many origins hold them. A letter, so that it does not hang on colour."""

_AXES = {
    "occurrence": "Says that it", "perpetrator": "By", "victim_status": "Against", "characterisation": "Kind of act",
    "place": "Where", "time": "When",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that an account says: the words of the page, the claim that carries it, and the letter of the position
    that it holds where the attribute is in dispute."""

    words: str
    claim: str | None = None
    letter: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An attribute across all accounts."""

    label: str
    disputed: bool
    cells: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that carries an account; a copy repeats the words of another and adds no weight."""

    report: Report
    copy: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One account with the reports that carry it, originals first."""

    account: Account
    carriers: tuple[Carrier, ...]


def columns(event: Event, reports: Mapping[str, Report], copies: Mapping[str, object]) -> list[Column]:
    """The accounts with their reports."""
    return [
        Column(
            account,
            tuple(
                sorted(
                    (Carrier(reports[id_], id_ in copies) for id_ in account.reports if id_ in reports),
                    key=lambda one: (one.copy, one.report.published.date or "9999", one.report.id),
                )
            ),
        )
        for account in event.accounts
    ]


def lines(event: Event) -> list[Line]:
    """The attributes in which the accounts can be compared; those that no account gives are left out."""
    accounts = event.accounts
    disputes = {d.axis: d for d in event.disputes if d.axis != "count"}
    counts = {d.about: d for d in event.disputes if d.axis == "count"}
    made = [
        _line(_AXES["occurrence"], disputes.get("occurrence"), accounts, [(_happened(a),) for a in accounts]),
        _line("By", disputes.get("perpetrator"), accounts, [tuple(Said(w) for w in a.actor) for a in accounts]),
        _line("Against", disputes.get("victim_status"), accounts, [tuple(Said(w) for w in a.target) for a in accounts]),
        _line("Where", disputes.get("place"), accounts, [_said(a.place) for a in accounts]),
        _line("When", disputes.get("time"), accounts, [_when(a) for a in accounts]),
    ]
    if "characterisation" in disputes:
        found = disputes["characterisation"]
        made.append(_line("Kind of act", found, accounts, [_said(_value(found, a.origin)) for a in accounts]))
    for measure in _measures(event):
        label = ", ".join(part.replace("_", " ") for part in measure if part)
        dispute = counts.get(", ".join(part for part in measure if part))
        made.append(_line(label.capitalize(), dispute, accounts, [_figures(a, measure) for a in accounts]))
    return [line for line in made if any(line.cells) or line.disputed]


def _line(label: str, dispute: Dispute | None, accounts: Sequence[Account], cells: Sequence[tuple[Said, ...]]) -> Line:
    if dispute is None:
        return Line(label, False, tuple(cells))
    lettered = []
    for account, cell in zip(accounts, cells, strict=True):
        letter = _letter(dispute, account.origin)
        words = cell or (Said(_value(dispute, account.origin)),) if letter else cell
        lettered.append(
            tuple(Said(s.words, s.claim, letter if _holds(dispute, s, account.origin) else "", s.quoted) for s in words)
        )
    return Line(label, True, tuple(lettered))


def _letter(dispute: Dispute, origin: str) -> str:
    for letter, position in zip(LETTERS, dispute.positions, strict=False):
        if origin in position.origins:
            return letter
    return ""


def _holds(dispute: Dispute, said: Said, origin: str) -> bool:
    """Whether it is this figure that the position rests on; an earlier toll, since revised, is not."""
    if dispute.axis != "count" or said.claim is None:
        return True
    mine = [position for position in dispute.positions if origin in position.origins]
    return any(said.words.replace(",", "") == position.value.replace(",", "") for position in mine) or not any(
        said.claim in position.claims for position in mine
    )


def _value(dispute: Dispute, origin: str) -> str:
    return next((p.value for p in dispute.positions if origin in p.origins), "")


def _happened(account: Account) -> Said:
    words = {
        "denies": "did not happen", "doubts": "is doubtful", "accuses": "happened, and accuses",
        "admits": "happened, and admits it", "claims_responsibility": "happened, and claims it",
        "reports": "is said to have happened",
    }.get(account.stance, "happened")  # fmt: skip
    if account.modality == "negated" and account.stance != "denies":
        words = "did not happen"
    elif account.modality in ("attempted", "possible", "conditional"):
        words = {"attempted": "was attempted", "possible": "possibly happened", "conditional": "would happen"}[
            account.modality
        ]
    return Said(words, account.claims[0] if account.claims else None)


def _said(words: str | None) -> tuple[Said, ...]:
    return (Said(words),) if words else ()


def _when(account: Account) -> tuple[Said, ...]:
    time = account.time
    if time is None or not time.resolved:
        return ()
    return (Said(span(time.start, time.end), None, "", time.words or ""),)


def _figures(account: Account, measure: tuple[str, str | None]) -> tuple[Said, ...]:
    return tuple(
        Said(figure_words(f), f.claim, "", f.words or "") for f in account.figures if (f.measure, f.of_whom) == measure
    )


def figure_words(figure: AccountFigure) -> str:
    """A figure as the account puts it."""
    if figure.value is None:
        return figure.words or "not counted"
    value = number(figure.value)
    words = {
        "exact": "", "about": "about ", "over": "more than ", "under": "fewer than ", "at_least": "at least ",
        "at_most": "at most ", "as_many_as": "as many as ", "nearly": "nearly ",
    }.get(figure.comparator, figure.comparator.replace("_", " ") + " ")  # fmt: skip
    return words + value


def _measures(event: Event) -> list[tuple[str, str | None]]:
    """What is counted, the dead first, in the order in which the event has it."""
    found = dict.fromkeys((f.measure, f.of_whom) for f in event.quantities)
    found.update(dict.fromkeys((f.measure, f.of_whom) for a in event.accounts for f in a.figures))
    order = {"killed": 0, "wounded": 1}
    return sorted(found, key=lambda m: (order.get(m[0], 2), m[1] != "people"))


def figures_of(event: Event) -> list[Figure]:
    """The event's figures, the dead first and people before classes of them."""
    place = {measure: n for n, measure in enumerate(_measures(event))}
    return sorted(event.quantities, key=lambda f: place[f.measure, f.of_whom])


@dataclass(frozen=True, slots=True)
class Step:
    """One figure in the history of a measure: the day on which it was said, by whom, as what."""

    said: str | None
    speaker: str
    words: str
    low: float | None
    high: float | None
    value: float | None
    claim: str
    standing: bool


@dataclass(frozen=True, slots=True)
class History:
    """How a figure came to be what it is, in the order in which it was said."""

    label: str
    low: float | None
    best: float | None
    high: float | None
    rule: str
    top: float
    steps: tuple[Step, ...]


def histories(event: Event, published: Mapping[str, str | None]) -> list[History]:
    """The history of each figure of the event. `published` gives the day of each claim's report. A figure is standing
    where it is the last of its account on that measure."""
    made = []
    for figure in figures_of(event):
        steps = [
            _step(account, given, published)
            for account in event.accounts
            for given in account.figures
            if (given.measure, given.of_whom) == (figure.measure, figure.of_whom)
        ]
        steps.sort(key=lambda step: (step.said or "9999", step.speaker, step.value or 0))
        last = {step.speaker: n for n, step in enumerate(steps)}
        ordered = tuple(_standing(step, last[step.speaker] == n) for n, step in enumerate(steps))
        known = [v for s in ordered for v in (s.low, s.value, s.high) if v is not None]
        label = ", ".join(part.replace("_", " ") for part in (figure.measure, figure.of_whom) if part)
        top = max([*known, figure.high or 0, figure.best or 0, 1])
        made.append(History(label, figure.low, figure.best, figure.high, figure.rule, top, ordered))
    return made


def _step(account: Account, figure: AccountFigure, published: Mapping[str, str | None]) -> Step:
    said = published.get(figure.claim) or account.said_at
    return Step(said, account.speaker, figure_words(figure), figure.low, figure.high, figure.value, figure.claim, False)


def _standing(step: Step, stands: bool) -> Step:
    return Step(step.said, step.speaker, step.words, step.low, step.high, step.value, step.claim, stands)


def headline(event: Event, noun: str) -> str:
    """What, where and when, as a heading."""
    parts = [noun[:1].upper() + noun[1:]]
    if event.place is not None:
        parts.append(event.place.words)
    if event.time is not None and event.time.resolved:
        parts.append(span(event.time.start, event.time.end))
    return ", ".join(parts)


def sentence(event: Event, reports: int) -> str:
    """The event in one sentence: how many say so, of how many dead, and whether they agree."""
    origins = len(event.origins)
    who = "One origin says so" if origins == 1 else f"{origins} independent origins speak of it"
    told = f"{who}, in {reports} report{'s' if reports != 1 else ''}"
    dead = next((f for f in event.quantities if (f.measure, f.of_whom) == ("killed", "people")), None)
    if dead is not None and dead.best is not None:
        spread = "" if dead.low == dead.high else f" ({_spread(dead.low, dead.high)})"
        told += f"; {number(dead.best)} killed{spread}"
    about = _about(event.disputes)
    return told + (f". They disagree about {_listed(about)}." if about else ".")


def _about(disputes: Iterable[Dispute]) -> list[str]:
    """What they disagree about, counts of one measure together: "how many were killed (people, children)"."""
    found: dict[str, list[str]] = {}
    for dispute in disputes:
        measure, _, whom = dispute.about.replace("_", " ").partition(", ")
        words = f"how many were {measure}" if dispute.axis == "count" else dispute.about
        found.setdefault(words, []).extend([whom] if dispute.axis == "count" and whom else [])
    return [f"{words} ({', '.join(whom)})" if whom else words for words, whom in found.items()]


def _spread(low: float | None, high: float | None) -> str:
    if high is None:
        return f"{number(low or 0)} or more"
    return f"{number(low or 0)}–{number(high)}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def said_on(iso: str | None) -> str:
    """A day in words, or that it is not known."""
    return day(iso) if iso else "day not known"
