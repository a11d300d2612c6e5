"""What Recount proposes to think of an event. "Confirmed" is for people and is never proposed.

contested
    accounts cannot both be so on whether it happened, who did it, what kind of act it was, or whether the dead were
    civilians. Differing counts are a dispute about its size and do not make it contested.
fair
    at least two independent origins say that it happened, and nothing of the above is disputed.
weak
    one origin says so.
discounted
    at least two independent origins deny or doubt it, and they outnumber those who say it.

The Admiralty pair (NATO AJP-2.1, STANAG 2511) keeps the source apart from the information. Reliability, A to E, is
taken from the pack where it gives one and is F, cannot be judged, otherwise. Credibility here:

| digit | is proposed where |
|---|---|
| 2 | probably true: two or more independent origins agree that it happened, and nobody denies it |
| 3 | possibly true: one origin that can be known says so, and nobody denies it |
| 4 | doubtful: denied or doubted, by fewer origins than say it |
| 5 | improbable: denied or doubted by at least as many |
| 6 | cannot be judged: the one origin is not known, or rests on unnamed speakers, or only passes on what is said |

Digit 1, confirmed by other sources, is left to people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recount.reconcile.account import Heard, by_origin
from recount.records import Dispute, Grade, Grading
from recount.words.pack import Pack

_CONTESTING = ("occurrence", "perpetrator", "victim_status", "characterisation")
_LETTERS = "ABCDE"


def grading_of(voices: Sequence[Heard], disputes: Sequence[Dispute], pack: Pack) -> Grading:
    """The grade proposed, the Admiralty pair, and the reasons for each in words."""
    saying = by_origin(v for v in voices if v.happened)
    against = by_origin(v for v in voices if v.denies or v.claim.stance == "doubts")
    grade, why = _grade(len(saying), len(against), disputes)
    letter, letter_why = _reliability(saying, pack)
    digit, digit_why = _credibility(saying, len(against))
    return Grading(grade, letter, digit, (why, letter_why, digit_why, *_hidden(saying)))


def _grade(saying: int, against: int, disputes: Sequence[Dispute]) -> tuple[Grade, str]:
    if against >= 2 and against > saying:
        return "discounted", f"discounted: {against} origins deny or doubt it and {saying} say it"
    axes = [d.axis for d in disputes if d.axis in _CONTESTING]
    if axes:
        return "contested", f"contested: {', '.join(dict.fromkeys(axes)).replace('_', ' ')} disputed"
    if saying >= 2:
        return "fair", f"fair: {saying} independent origins say that it happened"
    return "weak", "weak: one origin says so"


def _reliability(saying: Mapping[str, Sequence[Heard]], pack: Pack) -> tuple[str, str]:
    """The best letter that the pack gives to an origin, by catalogue id or publisher."""
    table = pack.about.get("reliability") or {}
    letters = {o: str(table[key]) for o in saying if (key := o.partition(":")[2]) in table}
    known = {o: letter for o, letter in letters.items() if letter in _LETTERS}
    if not known:
        return "F", "reliability F: the pack grades none of the sources"
    best = min(known, key=lambda o: (known[o], o))
    return known[best], f"reliability {known[best]}: the pack's letter for {best.partition(':')[2]}"


def _credibility(saying: Mapping[str, Sequence[Heard]], against: int) -> tuple[str, str]:
    n = len(saying)
    if against:
        if against < n:
            return "4", f"credibility 4: denied or doubted by {against}, said by {n}"
        return "5", f"credibility 5: denied or doubted by {against}, said by {n}"
    if n >= 2:
        return "2", f"credibility 2: {n} independent origins agree that it happened"
    why = _cannot_judge([v for own in saying.values() for v in own])
    return ("6", f"credibility 6: {why}") if why else ("3", "credibility 3: one origin, and nobody denies it")


def _cannot_judge(voices: Sequence[Heard]) -> str | None:
    if all(v.origin.id.startswith("report:") for v in voices):
        return "the publisher is not known"
    if all(v.claim.source and not v.claim.source[-1].named for v in voices):
        return "it rests on unnamed speakers"
    if all(v.claim.stance == "reports" and not v.claim.source for v in voices):
        return "it is only said to be so, and by whom is not said"
    return None


def _hidden(saying: Mapping[str, Sequence[Heard]]) -> tuple[str, ...]:
    """What cannot be told about the origins' independence, once per reason."""
    reasons: dict[str, int] = {}
    for own in saying.values():
        hidden = own[0].origin.hidden
        if hidden is not None:
            reasons[hidden] = reasons.get(hidden, 0) + 1
    return tuple(
        f"independence cannot be told of {count} of {len(saying)} origins: {why}"
        for why, count in sorted(reasons.items())
    )
