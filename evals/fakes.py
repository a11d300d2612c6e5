"""Syrian war news (FA-KES): what a report says of its main event, read off the claims.

The labels speak of one event for each report, so the main event is looked up among the claims: the first of
kind event or tally that gives a number of people killed, in the title or the first 1,200 characters if it can be, in
one province if it can be (labels have one), and not a total of the war (a thousand or more); where no claim has such a
figure, the first ASSAULT.

place        the province of the main event's places (Rif Dimashq counts as Damascus), else the first province that any
             ASSAULT of the report gives; labels are provinces
killed       civilians and combatants together, as the first figure of people killed; a figure of a part (children,
             women) counts only where no other is given, nor another claim gives it beside its whole; parts are summed
civilians    figures of civilians, children, women, journalists, medics, aid workers or people of no stated class,
             where the label is not zero
combatants   figures of fighters, soldiers, militants, police or the coalition, where the label is not zero; where the
             main event does not class its dead, the class that another claim gives to the same number
actor        the side of the main event's actors by the pack's groups; where they do not tell, that of the claims with
             the same toll, then of the first deeds of the lead; else unknown

Baselines: the first province named; the first number in the text; "people" taken for civilians; the most common actor.
The label of truth and the annotators' spans are never read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.line import Line
from evals.shape import killed_of, report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.records import Claim, Quantity
from recount.words.normalise import name_key
from recount.words.numbers import numbers_in
from recount.words.pack import Pack, load_pack

DEFAULT = "fakes_syria/dev.jsonl"
_ARMED = frozenset({"combatants", "soldiers", "militants", "police", "coalition"})
_PARTS = frozenset({"children", "women"})
_PROVINCES = {name_key(n): n for n in ("aleppo", "damascus", "idlib", "homs", "raqqa", "hama", "daraa", "quneitra")}
_PROVINCES |= {name_key("Hasakah"): "hasakeh", name_key("Deir ez-Zor"): "deir ezzor", name_key("Latakia"): "lattakia"}
_PROVINCES |= {name_key("Rif Dimashq"): "damascus", name_key("Damascus Countryside"): "damascus"}
_PROVINCES |= {name_key("Tartus"): "tartus", name_key("Sweida"): "sweida"}
_SIDES = (
    ("isis", "the organization of the islamic state in iraq and the levant - isis"),
    ("hts", "al-nusra front"),
    ("sdf", "self administration forces"),
    ("ypg", "self administration forces"),
    ("kurdish", "self administration forces"),
    ("syrian_government", "syrian government or russian troops"),
    ("syrian_government_allies", "syrian government or russian troops"),
    ("russia", "syrian government or russian troops"),
    ("coalition", "international coalition forces"),
    ("us", "international coalition forces"),
    ("turkiye", "international coalition forces"),
    ("opposition", "armed opposition groups"),
    ("turkiye_backed", "armed opposition groups"),
)


def run(data: Path) -> Iterator[Line]:
    rows = list(rows_in(data))
    pack = load_pack("inherent-resolve")
    extractor = Extractor(pack)
    read = [extractor.claims_in(_report(row)) for row in rows]
    mains = [main_event(claims) for claims in read]
    yield from _places(rows, read, mains, extractor)
    yield from _tolls(rows, read, mains)
    sides = [side_of(main, claims, pack) for main, claims in zip(mains, read, strict=True)]
    gold = [str(row["actor"]) for row in rows]
    yield _line("actor", [a == b for a, b in zip(sides, gold, strict=True)])
    common = Counter(gold).most_common(1)[0][0] if gold else ""
    yield _line("actor_baseline", [a == common for a in gold])


def _report(row: dict[str, Any]) -> Any:
    return report_of(row["article_content"], title=row["article_title"], published=row.get("date_iso"))


def _line(metric: str, hits: Sequence[bool]) -> Line:
    return Line("fakes", metric, share(hits), len(hits))


def main_event(claims: Sequence[Claim]) -> Claim | None:
    """The claim that the report is about."""
    told = [c for c in claims if c.kind in ("event", "tally") and c.type in ("ASSAULT", "TERRITORY", "COERCE")]
    tolled = [c for c in told if any((q.value or 0) < 1000 for q in killed_of(c)) and c.modality != "negated"]
    leading = [c for c in tolled if c.evidence[0].start < 1200]
    at_one = [c for c in leading if len({p.province for p in c.place if p.province}) < 2]
    return next(iter(at_one or leading or tolled or told), None)


def province_of(claim: Claim | None) -> str | None:
    """The label's name of the first province among the claim's places."""
    for place in claim.place if claim else ():
        found = _PROVINCES.get(name_key(place.province or "")) or _PROVINCES.get(name_key(place.words))
        if found:
            return found
    return None


def _places(
    rows: list[dict[str, Any]], read: Sequence[Sequence[Claim]], mains: Sequence[Claim | None], extractor: Extractor
) -> Iterator[Line]:
    answers = [
        province_of(main) or next((p for c in claims if c.type == "ASSAULT" and (p := province_of(c))), None)
        for main, claims in zip(mains, read, strict=True)
    ]
    gold = [str(row["location"]) for row in rows]
    yield _line("place", [a == b for a, b in zip(answers, gold, strict=True)])
    yield _line("place_baseline", [_first_province(row, extractor) == g for row, g in zip(rows, gold, strict=True)])


def _first_province(row: dict[str, Any], extractor: Extractor) -> str | None:
    for place in extractor.document(_report(row)).places:
        found = _PROVINCES.get(name_key(place.province or "")) or _PROVINCES.get(name_key(place.words))
        if found:
            return found
    return None


def _tolls(
    rows: list[dict[str, Any]], read: Sequence[Sequence[Claim]], mains: Sequence[Claim | None]
) -> Iterator[Line]:
    civil = [int(row["nb_civilians"] or 0) for row in rows]
    armed = [int(row["nb_noncivilians"] or 0) for row in rows]
    tolls = [toll_of(main, claims) for main, claims in zip(mains, read, strict=True)]
    yield _line("killed", [t[0] == c + a for t, c, a in zip(tolls, civil, armed, strict=True)])
    yield _line("killed_baseline", [_first_number(r) == c + a for r, c, a in zip(rows, civil, armed, strict=True)])
    yield _line("civilians", [t[1] == c for t, c in zip(tolls, civil, strict=True) if c])
    yield _line("civilians_baseline", [_first_number(r) == c for r, c in zip(rows, civil, strict=True) if c])
    yield _line("combatants", [t[2] == a for t, a in zip(tolls, armed, strict=True) if a])
    yield _line("combatants_baseline", [_first_number(r) == a for r, a in zip(rows, armed, strict=True) if a])


def toll_of(claim: Claim | None, claims: Sequence[Claim] = ()) -> tuple[int, int, int]:
    """Killed in all, civilians, combatants, as the claim's figures give them."""
    figures: Sequence[Quantity] = killed_of(claim) if claim else []
    if figures and all(q.of_whom in (None, "people", "men") for q in figures):
        again = (q for c in claims for q in killed_of(c) if q.value == figures[0].value)
        figures = [next((q for q in again if q.of_whom not in (None, "people", "men", *_PARTS)), figures[0])]
    figures = _with_whole(figures, claims)
    civil, armed, plain = _largest(figures, civil=True), _largest(figures, civil=False), _plain(figures)
    total = max(plain, civil + armed)
    return total, civil or max(plain - armed, 0), armed


def _with_whole(figures: Sequence[Quantity], claims: Sequence[Claim]) -> Sequence[Quantity]:
    """ "11 children": the figures of the claim that gives the same part beside its whole, where one does."""
    if not figures or any(q.of_whom not in _PARTS for q in figures):
        return figures
    part = (figures[0].of_whom, figures[0].value)
    beside = ([*killed_of(c)] for c in claims)
    return next((f for f in beside if len(f) > 1 and any((q.of_whom, q.value) == part for q in f)), figures)


def _largest(figures: Sequence[Quantity], *, civil: bool) -> int:
    classed = [q for q in figures if q.of_whom not in (None, "people", "men") and (q.of_whom in _ARMED) != civil]
    whole = [q for q in classed if q.of_whom not in _PARTS]
    parts = {q.of_whom: q.value or 0 for q in reversed(classed) if q.of_whom in _PARTS}
    return int(whole[0].value or 0) if whole else int(sum(parts.values()))


def _plain(figures: Sequence[Quantity]) -> int:
    plain = [q for q in figures if q.of_whom in (None, "people", "men")]
    return int(plain[0].value or 0) if plain else 0


def _first_number(row: dict[str, Any]) -> int:
    found = [n for n in numbers_in(str(row["article_title"]) + ". " + str(row["article_content"])[20:]) if n.value]
    return int(found[0].value or 0) if found else 0


def side_of(main: Claim | None, claims: Sequence[Claim], pack: Pack) -> str:
    """The label's name of the side of the main event's actors; where they do not tell, of the claims with the same
    toll, then of the deeds told before character 1,200."""
    tolls = {q.value for q in killed_of(main)} if main else set()
    deeds = [c for c in claims if c.type in ("ASSAULT", "TERRITORY") and c.kind in ("event", "tally")]
    same = [c for c in deeds if tolls & {q.value for q in killed_of(c)}]
    near = [c for c in deeds if c.evidence[0].start < 1200]
    for claim in [*([main] if main else []), *same, *near]:
        side = _side(claim, pack)
        if side is not None:
            return side
    return "unknown"


def _side(claim: Claim, pack: Pack) -> str | None:
    for mention in claim.actor:
        entry = pack.actors.get(mention.id or "")
        groups = set(entry.groups) if entry else set()
        for group, label in _SIDES:
            if group in groups:
                return label
        if mention.id is None and mention.sector == "REB":
            return "armed opposition groups"
    return None
