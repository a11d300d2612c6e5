"""By what means: the instruments and the mode of one happening, apart from those of another in its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.frame import Frame
from recount.extract.happenings import Happening
from recount.extract.instruments import instruments_in
from recount.extract.lexicon import Entry


def means_of(frame: Frame, happening: Happening) -> tuple[tuple[str, ...], str | None]:
    """Instruments named in the clauses, and the mode: the entry's own, else the first instrument's."""
    entries = [t.entry for t in happening.triggers]
    mode = next((e.mode for e in entries if e.mode and (e.mode != "destroy" or len(entries) == 1)), None)
    names = [e.instrument for e in entries if e.instrument]
    if happening.head.entry.type not in ("ASSAULT", "MOBILIZE"):
        return tuple(dict.fromkeys(names)), mode
    found = instruments_in(frame.sentence, happening.span, frame.lexicon, _elsewhere(frame, happening))
    if happening.head.entry.type == "ASSAULT" and mode in (None, "targeted", "destroy") and found:
        mode = found[0][1] if mode != "targeted" else mode
    if fired := _fired(entries, found):
        mode, names = fired, [n for n in names if n != _GUNS]
    if happening.reading.modality == "attempted" and (sent := [f for f in found if f[0] not in names]) and names:
        mode, names, found = sent[0][1], [], sent  # "two drones were shot down": the deed was theirs, with drones
    names = [*names, *(name for name, _ in found)]
    return tuple(dict.fromkeys(names)), mode


_GUNS = "small arms"


def _fired(entries: Sequence[Entry], found: Sequence[tuple[str, str]]) -> str | None:
    """ "Rockets were fired at the base", "a gunship fired on the crew": the mode of what is named, and no gun."""
    firing = [e for e in entries if e.words.startswith("fire ") and e.instrument == _GUNS]
    return found[0][1] if firing and found else None


def _elsewhere(frame: Frame, happening: Happening) -> frozenset[int]:
    """Where words begin that hang on a predicate with a subject of its own, joined to those of the happening: the means
    of another deed."""
    tree = frame.sentence.tree
    told: set[int] = set()
    others: set[int] = set()
    for at in (tree.clause(top) for t in happening.triggers if (top := tree.top(t.span)) is not None):
        told |= {at}
        joined = [c for c in tree.joined(at) if c != at and tree.children(c, "nsubj", "nsubj:pass")]
        if tree.relation(at) != "conj" or tree.children(at, "nsubj", "nsubj:pass"):
            others |= set(joined)
    own = {i for at in told for i in tree.below(at, without=("conj",))}
    apart = {i for at in others - told for i in tree.below(at, without=("conj",))}
    return frozenset(tree.words[i].start for i in apart - own)
