"""From a report to its claims: each sentence coded in turn, what is said twice folded, ids kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recount.extract.carrying import carry
from recount.extract.claiming import claim_of
from recount.extract.coding import Coded, code
from recount.extract.drafts import Draft
from recount.extract.explain import explained, tables_explained
from recount.extract.filling import filled
from recount.extract.folding import folded
from recount.extract.frame import Carried
from recount.extract.gathering import gathered
from recount.extract.governments import governments
from recount.extract.lexicon import lexicon_of
from recount.extract.links import links_in
from recount.extract.phrases import with_phrases
from recount.extract.relating import with_standing
from recount.extract.repeats import without_repeats
from recount.extract.syntax import Document, document_of, seen_in
from recount.extract.tables import table_claims
from recount.extract.told import Told
from recount.extract.unmatched import Unmatched, unmatched_in
from recount.language.choose import language_of
from recount.language.interface import Language
from recount.records import Claim, Place, Report, Span
from recount.records.ids import claim_id, digest
from recount.words.catalogue import Catalogue
from recount.words.gazetteer import Gazetteer
from recount.words.normalise import fold
from recount.words.pack import Pack

EXTRACTOR_VERSION = "11"
"""Names what the rules do; raise it when the same text and pack would give other claims."""


def extractor_version() -> str:
    """What besides text and pack decides the claims: the rules, and the network that reads for them."""
    return f"{EXTRACTOR_VERSION}, {language_of().name}"


_WORD = re.compile(r"[^\W_]+")


class Extractor:
    """Reads claims out of reports with one theatre pack. Deterministic: same report, pack and language reader, same
    claims. `language` is the network that ships unless another reader is named."""

    def __init__(self, pack: Pack, language: Language | None = None) -> None:
        self._language = language or language_of()
        self._gazetteer = Gazetteer(pack)
        self._catalogue = Catalogue(pack)
        self._lexicon = lexicon_of(pack.lexicon, pack.means)
        self._country = governments(self._catalogue)

    def document(self, report: Report) -> Document:
        """The report's sentences with its numbers, times, places and parties."""
        return document_of(report, gazetteer=self._gazetteer, catalogue=self._catalogue, language=self._language)

    def governing(self, document: Document) -> list[Place]:
        """Names of places that stand for those who govern there ("U.S. officials"): mentioned, and no event's place."""
        return self._gazetteer.places_in(document.text, seen=seen_in(document.heard), governing=True)

    def claims_in(self, report: Report) -> list[Claim]:
        """Claims in order of their first evidence. A report that cannot be read yet has none."""
        if not report.readable:
            return []
        document = self.document(report)
        told = [*_claims(self._coded(document), document), *table_claims(document)]
        return sorted(told, key=lambda claim: claim.evidence[0])

    def unmatched_in(self, report: Report) -> list[Unmatched]:
        """Verbs and names of a report that the pack has no words for."""
        return list(unmatched_in(self.document(report), self._lexicon)) if report.readable else []

    def explain(self, report: Report) -> str:
        """Plain text for a person: each sentence, the words that triggered, the rules, and why nothing was coded."""
        document = self.document(report)
        coded = self._coded(document)
        return explained(coded, _claims(coded, document), document) + tables_explained(table_claims(document))

    def slice_key(self, text: str) -> str:
        """Changes exactly when the rules, or a pack entry that this text could match, change."""
        words = frozenset(_WORD.findall(fold(text)))
        return digest(
            EXTRACTOR_VERSION,
            self._language.name,
            self._gazetteer.slice(words),
            self._catalogue.slice(words),
            self._lexicon.slice(words),
        )

    def _coded(self, document: Document) -> list[Coded]:
        return gathered(list(self._by_sentence(document)), document, self._lexicon)

    def _by_sentence(self, document: Document) -> Iterator[Coded]:
        carried = Carried()
        for sentence in document.sentences:
            coded = code(sentence, document, self._lexicon, carried)
            drafts = [with_phrases(draft, document) for draft in coded.drafts]
            coded = replace(coded, drafts=tuple(filled(drafts, document, self._lexicon)))
            yield with_standing(coded, document, carried, self._country)
            carried = carry(carried, coded, document)


def _claims(coded: list[Coded], document: Document) -> list[Claim]:
    made: dict[str, Claim] = {}
    triggers: dict[str, Span] = {}
    rests: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    for draft in (d for c in coded for d in c.drafts):
        claim = _apart(claim_of(draft, document), draft, made)
        if claim is None:
            continue
        made[claim.id] = claim
        drafts[claim.id] = draft
        triggers[claim.id] = draft.trigger
        if draft.rests:
            rests[claim.id] = document.text[draft.trigger.start : draft.trigger.end]
    kept = without_repeats(folded(list(made.values()), drafts), rests)
    kept += links_in(coded, _told(kept, made, triggers), document)
    return sorted(kept, key=lambda c: c.evidence[0])


def _told(kept: list[Claim], made: dict[str, Claim], triggers: dict[str, Span]) -> list[Told]:
    """Each trigger with the claim that it ended in: its own, or the one that its own was folded into."""
    ids = {claim.id for claim in kept}
    homes = {(e, c.kind, c.type): c for c in kept for e in c.evidence}
    found = [
        (t, made[i] if i in ids else homes.get((made[i].evidence[0], made[i].kind, made[i].type)))
        for i, t in triggers.items()
    ]
    return [Told(trigger, claim) for trigger, claim in found if claim is not None]


def _apart(claim: Claim, draft: Draft, made: dict[str, Claim]) -> Claim | None:
    """A claim whose id is taken is narrowed to its trigger's own words, its clause coming second; if that is taken
    too, it is the same claim."""
    if claim.id not in made:
        return claim
    span, first = draft.trigger, claim.evidence[0]
    quote = first.quote[span.start - first.start : span.end - first.start]
    narrow = claim_id(claim.report, claim.text_version, claim.kind, claim.type, span.start, span.end)
    if narrow in made or not quote or len(quote) != span.end - span.start:
        return None
    words = replace(first, start=span.start, end=span.end, quote=quote)
    return replace(claim, id=narrow, evidence=tuple(dict.fromkeys((words, *claim.evidence))))
