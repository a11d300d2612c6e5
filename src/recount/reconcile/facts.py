"""What a claim brings to a comparison, worked out once: days, place, parties, figures, telling words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recount.reconcile.days import Days, days_of
from recount.reconcile.origins import Origin
from recount.reconcile.weights import Weights
from recount.records import Claim, Evidence, Mention, Place, Quantity, Report, Span
from recount.words.normalise import fold
from recount.words.sentences import sentences_in

FigureKey = tuple[str, str | None]
"""A measure and a class of whom."""

OF_PEOPLE = frozenset(
    {
        *("killed", "wounded", "casualties", "captured", "arrested", "abducted", "missing", "displaced", "released"),
        *("surrendered", "detainees", "refugees", "people", "attackers", "trained"),
    }
)
_WORD = re.compile(r"\w+")
_BEGINNING = 120
"""Code points from which on a title said again is a quotation of it and no headline."""
_AROUND = 60
_HEADLINE = frozenset({"title", "lede", "heading"})


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim as the comparison sees it.

    `group` names the text: a report, or the first of its copies. `actors` and `targets` are catalogue ids and the
    `..._lines` the same with everything above them. `heads` are the telling words of the targets that the catalogue
    does not know. `sentence` is where the claim's sentence starts, `sentence_no` counts sentences, `sentence_key` is
    its folded words. `happened` is false for a claim that says only that the thing did not, or may, or would happen.
    `pointed` are the modes of which its words that point back are said; none where they may be said of any.
    `own_actor`, `own_place` and `own_time` are false where the sentence itself names none, and the reading carried one
    over from before. `row` is the dataset of a claim that was read from a row; its telling words are those of the
    row's note.
    """

    id: str
    report: str
    group: str
    family: str
    type: str | None
    mode: str | None
    days: Days | None
    place: Place | None
    actors: frozenset[str]
    actor_lines: frozenset[str]
    targets: frozenset[str]
    target_lines: frozenset[str]
    heads: frozenset[str]
    instruments: frozenset[str]
    figures: Mapping[FigureKey, tuple[float | None, float | None]]
    words: frozenset[str]
    quote: str
    speaker: str
    happened: bool
    another: bool
    points_back: bool
    pointed: frozenset[str]
    headline: bool
    start: int
    sentence: int
    sentence_no: int
    sentence_key: str
    own_actor: bool
    own_place: bool
    own_time: bool
    row: str | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """A report's sentences and headlines, found once for all of its claims."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    headlines: tuple[Span, ...]

    def number(self, at: int) -> int:
        """The sentence that holds the offset, or minus one."""
        return bisect_right(self.starts, at) - 1


def denies(claim: Claim) -> bool:
    """Whether the claim says that the thing did not happen."""
    return claim.modality == "negated" or claim.stance == "denies"


def happened(claim: Claim) -> bool:
    """Whether, by this claim, the thing took place (an attempt took place as an attempt)."""
    return claim.modality in ("actual", "attempted") and claim.stance not in ("denies", "doubts")


def figure_key(quantity: Quantity) -> FigureKey:
    """Measure and class; people whose class is not told are one class, whether or not the word "people" stands."""
    if quantity.of_whom is None and quantity.measure in OF_PEOPLE:
        return quantity.measure, "people"
    return quantity.measure, quantity.of_whom


def bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    """Inclusive range of a quantity; a bare value is its own range."""
    if quantity.low is None and quantity.high is None and quantity.comparator in ("exact", "about"):
        return quantity.value, quantity.value
    return quantity.low, quantity.high


def facts_of(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    groups: Mapping[str, str],
    origins: Mapping[str, Origin],
    above: Callable[[str], frozenset[str]],
    table: Weights,
) -> dict[str, Facts]:
    """Facts of each event claim, keyed by its id. `above` gives an actor with everything above it."""
    texts: dict[str, _Text] = {}
    found = {}
    for claim in claims:
        if claim.report not in texts:
            texts[claim.report] = _text_of(reports.get(claim.report))
        group = groups.get(claim.report, claim.report)
        found[claim.id] = _facts(claim, reports.get(claim.report), texts[claim.report], group, origins, above, table)
    return found


def _text_of(report: Report | None) -> _Text:
    if report is None or report.dataset is not None:
        return _Text("", (), (), ())
    spans = tuple(sentences_in(report.text))
    headlines = tuple(Span(s.start, s.end) for s in report.segments if s.kind in _HEADLINE)
    return _Text(report.text, tuple(s.start for s in spans), spans, (*headlines, *_title_again(report)))


def _title_again(report: Report) -> Iterator[Span]:
    """Where the body gives the title once more before it begins, as pages flattened to text do."""
    title = (report.title or "").strip()
    at = report.text.find(title) if title else -1
    while 0 <= at < _BEGINNING + len(title):
        yield Span(at, at + len(title))
        at = report.text.find(title, at + len(title))


def _facts(
    claim: Claim,
    report: Report | None,
    text: _Text,
    group: str,
    origins: Mapping[str, Origin],
    above: Callable[[str], frozenset[str]],
    table: Weights,
) -> Facts:
    row = report.dataset.name if report is not None and report.dataset is not None else None
    first = claim.evidence[0] if row is None else _note(claim)
    number = text.number(first.start)
    span = text.spans[number] if number >= 0 else None
    sentence = fold(text.text[span.start : span.end]) if span else fold(first.quote)
    words = frozenset(w for w in _WORD.findall(sentence) if len(w) > 3 or w.isdigit())
    actors, targets = _ids(claim.actor), _ids(claim.target)
    published = report.published.date if report else None
    quote = fold(first.quote)
    pointing = [p for p in table.pointing_back if p in quote]
    return Facts(
        id=claim.id,
        report=claim.report,
        group=group,
        family=table.family.get(claim.type or "", claim.type or ""),
        type=claim.type,
        mode=claim.mode,
        days=days_of(claim.time, published, table.windows, denial=denies(claim)),
        place=claim.place[0] if claim.place else None,
        actors=actors,
        actor_lines=_lines(actors, above),
        targets=targets,
        target_lines=_lines(targets, above),
        heads=_heads(claim.target, table.bland),
        instruments=frozenset(fold(i) for i in claim.instrument),
        figures=_figures(claim),
        words=words - _named(claim) - table.bland,
        quote=quote,
        speaker=origins[claim.id].id,
        happened=happened(claim),
        another=not table.another.isdisjoint(_WORD.findall(quote)),
        points_back=bool(pointing),
        pointed=frozenset().union(*(table.pointing_back[p] for p in pointing)),
        headline=any(h.start <= first.start < h.end or _is_all_but(h, first) for h in text.headlines),
        start=first.start,
        sentence=span.start if span else first.start,
        sentence_no=number,
        sentence_key=sentence,
        own_actor=any(_stands_in(m.span, span) for m in claim.actor),
        own_place=any(_stands_in(p.span, span) for p in claim.place),
        own_time=_own_time(claim, sentence, text.text),
        row=row,
    )


def _is_all_but(headline: Span, said: Evidence) -> bool:
    """Whether a headline fills the words but for what a page puts around it: a date, an agency."""
    return said.start <= headline.start and headline.end <= said.end <= headline.end + _AROUND


def _note(claim: Claim) -> Evidence:
    """The words of a row that a person wrote: its note, which stands last in its evidence; none where it has none."""
    last = claim.evidence[-1]
    inside = any(e.start <= last.start and last.end <= e.end for e in claim.evidence[:-1])
    return last if inside else Evidence(last.start, last.start, "")


def _own_time(claim: Claim, sentence: str, text: str) -> bool:
    """Whether the claim's time is worded in its sentence, and not carried over from another of the same text."""
    words = claim.time.words if claim.time else None
    return bool(words) and (fold(words or "") in sentence or (words or "") not in text)


def _stands_in(found: Span | None, sentence: Span | None) -> bool:
    """Whether words stand in the sentence; where either is not known, they are taken to."""
    return found is None or sentence is None or sentence.start <= found.start < sentence.end


def _ids(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(m.id for m in mentions if m.id is not None)


def _lines(ids: frozenset[str], above: Callable[[str], frozenset[str]]) -> frozenset[str]:
    if len(ids) == 1:  # most often, and then those of the pack itself will do
        return above(next(iter(ids)))
    return frozenset().union(*(above(i) for i in ids))


def _heads(mentions: Iterable[Mention], bland: frozenset[str]) -> frozenset[str]:
    unknown = (m.words for m in mentions if m.id is None)
    words = frozenset().union(*map(_words_in, unknown)) - bland
    return frozenset(w for w in words if len(w) > 2 and not w.isdigit())


def _named(claim: Claim) -> frozenset[str]:
    """Words of places and parties: they are compared as such and are not counted again as words."""
    spoken = [p.words for p in claim.place] + [m.words for m in (*claim.actor, *claim.target)]
    return frozenset().union(*map(_words_in, spoken))


@lru_cache(maxsize=1 << 14)
def _words_in(said: str) -> frozenset[str]:
    """The folded words of a name, which many claims share."""
    return frozenset(_WORD.findall(fold(said)))


def _figures(claim: Claim) -> dict[FigureKey, tuple[float | None, float | None]]:
    """The largest figure per measure and class: a part is named beside its whole, and the whole is the larger."""
    found: dict[FigureKey, tuple[float | None, float | None]] = {}
    for quantity in claim.quantity:
        low, high = bounds(quantity)
        if quantity.per is not None or quantity.share is not None or (low is None and high is None):
            continue
        key = figure_key(quantity)
        if key not in found or (low or 0.0) > (found[key][0] or 0.0):
            found[key] = (low, high)
    return found
