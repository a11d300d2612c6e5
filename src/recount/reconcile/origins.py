"""Who says so in the first place: twelve outlets that repeat one agency are one origin.

An origin is the earliest voice that a report lets anyone see:

1. the outermost *named* speaker of the claim's chain ("a monitor, according to an agency": the agency's report is
   how it reached us, the monitor is who says it), one origin wherever it is quoted;
2. otherwise the report speaks itself, and its publisher is the origin. Reports that copy one another are one text,
   and the text's first publisher is its origin;
3. otherwise, with no publisher known, the report.

A row of a dataset that names one source rests on that source; otherwise the dataset is its origin, in every vintage.

Unnamed speakers ("two officers") are never linked across reports, so what they say counts as the report's own.
What cannot be seen cannot be counted: an outlet's own voice may rest on an agency that it does not name. Origins whose
dependence cannot be told carry `hidden`, and grades repeat that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.records import Claim, Copy, Report, Source
from recount.words.normalise import fold, name_key
from recount.words.pack import Pack


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent voice. `id` is stable within a run, `speaker` is for people. `own` where a report speaks itself;
    `hidden` is why its independence cannot be told, or `None`."""

    id: str
    speaker: str
    own: bool
    hidden: str | None = None


def groups_of(reports: Sequence[Report], copies: Iterable[Copy]) -> dict[str, str]:
    """Each report's text: the id of the report that its copies, directly or through one another, repeat.

    The first of a group is one that repeats no other; among several, the earliest published, then the smallest id.
    """
    known = {r.id: r for r in reports}
    parent: dict[str, str] = {}
    repeats = set()
    for copy in copies:
        if copy.report in known and copy.of in known and copy.report != copy.of:
            parent[_root(copy.report, parent)] = _root(copy.of, parent)
            repeats.add(copy.report)
    members: dict[str, list[str]] = {}
    for report in parent:
        members.setdefault(_root(report, parent), []).append(report)
    groups = {r: r for r in known}
    for ids in members.values():
        first = min(ids, key=lambda i: (i in repeats, known[i].published.date or "9999", i))
        groups.update(dict.fromkeys(ids, first))
    return groups


def origins_of(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    groups: Mapping[str, str],
    pack: Pack,
    *,
    names: Mapping[str, str] | None = None,
) -> dict[str, Origin]:
    """The origin of each claim, by its id. `names` spares a caller who has them the pack's `catalogue_names`."""
    names = catalogue_names(pack) if names is None else names
    own: dict[str, Origin] = {}
    found = {}
    for claim in claims:
        report = reports.get(claim.report)
        if report is not None and report.dataset is not None:
            found[claim.id] = _of_row(claim, report, names, pack)
            continue
        named = next((s for s in reversed(claim.source) if _linkable(s)), None)
        if named is not None:
            found[claim.id] = _named(named, names, pack)
            continue
        group = groups.get(claim.report, claim.report)
        if group not in own:
            own[group] = _own(group, reports.get(group), names)
        found[claim.id] = own[group]
    return found


def independent(claims: Sequence[Claim], origins: Mapping[str, Origin], groups: Mapping[str, str]) -> dict[str, Origin]:
    """Origins inside one event, by claim: a report that names its source for this happening has no voice of its own
    on it, since nothing shows that it knows more. Its own sentences fold into the first source that it names.

    Parties who claim, admit or accuse are heard as parties; an outlet does not come to depend on them by quoting them.
    """
    quoted: dict[str, tuple[int, str, Origin]] = {}
    for claim in claims:
        origin = origins[claim.id]
        if origin.own or claim.stance not in ("asserts", "reports") or claim.modality == "negated":
            continue
        group = groups.get(claim.report, claim.report)
        entry = (claim.evidence[0].start, origin.id, origin)
        if group not in quoted or entry[:2] < quoted[group][:2]:
            quoted[group] = entry
    result = {}
    for claim in claims:
        origin = origins[claim.id]
        entry_or_none = quoted.get(groups.get(claim.report, claim.report))
        result[claim.id] = entry_or_none[2] if origin.own and entry_or_none is not None else origin
    return result


def _of_row(claim: Claim, report: Report, names: Mapping[str, str], pack: Pack) -> Origin:
    """A row that names one source rests on it: whoever else carries that source is the same origin. One that names
    several, or none that can be known again, is the dataset's own work."""
    sources = [s for s in claim.source if _linkable(s)]
    voices = {o.id: o for o in (_named(s, names, pack) for s in sources)}
    if len(voices) == 1 and len(sources) == len(claim.source):
        return next(iter(voices.values()))
    own = _own(report.id, report, names)
    told = [s.name or s.description or "" for s in claim.source]
    if not told:
        return replace(own, hidden="its row names no source, and may rest on one that others repeat")
    return replace(own, hidden=f"its row rests on {', '.join(told[:5])}, which others may repeat")


def _root(report: str, parent: dict[str, str]) -> str:
    parent.setdefault(report, report)
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report


def catalogue_names(pack: Pack) -> dict[str, str]:
    """Catalogue ids by the key of each name, so that an agency as publisher and as source is one."""
    names: dict[str, str] = {}
    for entry in pack.actors.values():
        for name in (entry.name, *entry.aliases, *entry.cased):
            names.setdefault(name_key(name), entry.id)
    return names


def _linkable(source: Source) -> bool:
    """Whether the speaker can be known again elsewhere: in the catalogue, or named by more than one bare word."""
    if source.id is not None:
        return True
    return source.named and source.name is not None and (" " in source.name.strip() or source.name.isupper())


def _named(source: Source, names: Mapping[str, str], pack: Pack) -> Origin:
    """A spokesperson is the office, and the office the body that it speaks for: one voice under three names."""
    label = source.name or source.description or source.id or ""
    known = source.id or names.get(name_key(label))
    met: set[str] = set()
    while known in pack.actors and known not in met and pack.actors[known].kind == "office":
        met.add(known)
        known = next((parent.id for parent in pack.actors[known].parents), known)
    return Origin(f"actor:{known}" if known else f"name:{name_key(label)}", label, own=False)


def _own(group: str, report: Report | None, names: Mapping[str, str]) -> Origin:
    publisher = report.publisher if report else None
    if not publisher or not publisher.strip():
        return Origin(f"report:{group}", f"report {group}", own=True, hidden="its publisher is not known")
    known = names.get(name_key(publisher))
    label = f"actor:{known}" if known else f"publisher:{fold(publisher)}"
    return Origin(label, publisher, own=True, hidden="it names no source, and may rest on one that others repeat")
