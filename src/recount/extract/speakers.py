"""Speakers: from the words of a noun phrase to a source with its name, role and kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.extract.clauses import DETERMINERS, PREPOSITIONS
from recount.extract.cues import cues
from recount.extract.subjects import TITLES
from recount.extract.syntax import Document, Sentence, Token
from recount.records import Mention, Source, SourceKind, Span
from recount.words.lists import word_set

_PARTICLES = word_set("al el bin ibn abu ben von van de del der da di - _ ' ’ . ad az ash an")
_CUT = PREPOSITIONS | word_set("who which whose whom that , ( -- — –")
_OFFICES = word_set(
    "spokesman spokeswoman spokesperson minister commander governor president head chief director leader"
)
_ARTICLES = word_set("al el ad az ash an ibn abu bin")
_POLITE = frozenset({"mr", "mrs", "ms", "dr"})
_OF_SECTOR: dict[str, SourceKind] = {
    "GOV": "official", "MIL": "official", "COP": "official", "JUD": "official", "LEG": "official", "SPY": "official",
    "REB": "armed_group", "UAF": "armed_group", "ISM": "armed_group", "PRM": "armed_group", "JRN": "media",
    "IMG": "official", "IGO": "official", "UNO": "official", "EUR": "official",
    "NGO": "expert", "CVL": "witness", "MED": "witness",
}  # fmt: skip
_BODIES = word_set(
    """ministry pentagon government army military coalition department state council administration command group groups
    militia agency observatory network parliament centcom regime report statement navy kremlin office police television
    tv radio newspaper force organisation organization movement party union house post times institute centre center
    committee court congress senate university embassy campaign foundation commission force center
    association magazine mission"""
)


def source_of(
    phrase: Sequence[Token], sentence: Sentence, document: Document, *, verb: str | None, verbatim: bool = False
) -> Source | None:
    """The source that a noun phrase names or describes; `None` for no words or a bare pronoun.

    "Pentagon spokesman John Kirby" has a name and a role; "two Iraqi officers" a description only and no id; "the
    report" is a document. An apposition after a comma ("John Kirby, a spokesman") gives the role.
    """
    office = _office_and_name(phrase)
    if office is not None:
        named = source_of(office[1], sentence, document, verb=verb, verbatim=verbatim)
        if named is not None and named.named:
            held = _text(document, office[0][0].start, office[0][-1].end)
            return replace(named, role=held, kind=named.kind or _kind(office[0], office[0], None))
    tokens = _without_determiner(_without_acronym(phrase))
    if not tokens or (len(tokens) == 1 and tokens[0].lower in _all_pronouns()):
        return None
    core = _core(tokens)
    if not core:
        return None
    if _garbled(core):
        return None
    if core[-1].lower.endswith("'s"):
        core = _without_possessive(core)
    role_tokens, name_tokens = _role_and_name(core, sentence)
    mention = _mention(core, document)
    whole = _text(document, phrase[0].start, phrase[-1].end)
    if not name_tokens and not (mention is not None and mention.id is not None and core[-1].lower in _BODIES):
        speaks = core[-1].lower in _OFFICES
        holder = mention.id if speaks and mention is not None and mention.span == _span(core) else None
        return Source(None, whole, None, _kind(core, tokens, mention), False, verb, verbatim, holder)
    if mention is not None and mention.span is not None and _is_whole(mention.span, core, name_tokens, role_tokens):
        return Source(mention.words, None, None, _kind(core, tokens, mention), True, verb, verbatim, mention.id)
    name = _text(document, (name_tokens or core)[0].start, (name_tokens or core)[-1].end)
    role = (
        _text(document, role_tokens[0].start, role_tokens[-1].end)
        if role_tokens
        else _apposition(phrase, core, document)
    )
    return Source(
        name,
        None,
        role,
        _kind(role_tokens or core, tokens, mention),
        True,
        verb,
        verbatim,
        mention.id if mention else None,
    )


_NEVER_IN = word_set("he she they it was were is are has have had will would that as than because although he's it's")


def _office_and_name(phrase: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """ "The commander of the coalition, Lt. Gen. Stephen Hall": an office first, and after the comma who holds it."""
    comma = next((k for k, t in enumerate(phrase) if t.text == ","), None)
    if comma is None or comma + 1 >= len(phrase):
        return None
    office = _without_determiner(phrase[:comma])
    rest = phrase[comma + 1 :]
    stop = next((k for k, t in enumerate(rest) if t.text == ","), len(rest))
    name = rest[:stop]
    core = _core(office)
    if not core or core[-1].lower not in cues().speakers or core[-1].lower in _BODIES:
        return None
    if core[-1].text[0].isupper() and core[-1].lower not in _OFFICES:
        return None
    named = all(t.text[0].isupper() or t.lower in _PARTICLES for t in name) and len(name) >= 2
    return (office, name) if named and any(len(t.text) > 2 for t in name) else None


def _span(core: Sequence[Token]) -> Span:
    return Span(core[0].start, core[-1].end)


def _garbled(core: Sequence[Token]) -> bool:
    """Whether the words run over a clause ("he added", "as"): no name and no description of anyone."""
    return any(t.lower in _NEVER_IN and not t.text.isupper() for t in core)


def _all_pronouns() -> frozenset[str]:
    return cues().pronouns["person"] | cues().pronouns["any"] | frozenset({"i", "we", "you", "there", "who", "which"})


def _without_determiner(phrase: Sequence[Token]) -> Sequence[Token]:
    k = 0
    while (
        k < len(phrase)
        and (phrase[k].lower in DETERMINERS or not phrase[k].text[0].isalnum())
        and not phrase[k].lower.startswith("the ")
    ):
        k += 1
    return phrase[k:]


def _core(tokens: Sequence[Token]) -> Sequence[Token]:
    """The phrase up to its first preposition, relative or comma; "Observatory for Human Rights" goes on."""
    k = 0
    while k < len(tokens):
        if tokens[k].lower in _CUT and not (tokens[k].lower in {"of", "for", "and"} and _joins_names(tokens, k)):
            break
        k += 1
    while k > 1 and tokens[k - 1].lower in _ITSELF:
        k -= 1
    return tokens[:k]


_ITSELF = frozenset({"itself", "himself", "herself", "themselves"})


def _without_acronym(phrase: Sequence[Token]) -> Sequence[Token]:
    """The phrase without an acronym in brackets: "Inspector General (IG) report"."""
    for k in range(1, len(phrase) - 3):
        if phrase[k].text == "(" and phrase[k + 2].text == ")":
            return [*phrase[:k], *phrase[k + 3 :]]
    return phrase


def _without_possessive(core: Sequence[Token]) -> Sequence[Token]:
    last = core[-1]
    return [*core[:-1], Token(last.start, last.end - 2, last.text[:-2], last.lower[:-2])]


def _joins_names(tokens: Sequence[Token], k: int) -> bool:
    return (
        0 < k < len(tokens) - 1
        and tokens[k - 1].text[0].isupper()
        and tokens[k + 1].text[0].isupper()
        and tokens[k - 1].lower not in _OFFICES
    )


def _role_and_name(core: Sequence[Token], sentence: Sentence) -> tuple[Sequence[Token], Sequence[Token]]:
    """Split into role and name: the capitalised end of the phrase, after the last word that is a role."""
    k = len(core)
    while k > 0 and (
        core[k - 1].text[0].isupper() or core[k - 1].lower in _PARTICLES or core[k - 1].lower in {"of", "for", "and"}
    ):
        k -= 1
    run = core[k:]
    while (
        run and not run[0].text[0].isupper() and not (run[0].lower in _ARTICLES and len(run) > 2 and run[1].text == "-")
    ):
        run = run[1:]
    kinds = cues().speakers
    if not run:
        body = core[-1].lower in _BODIES and any(t.text[0].isupper() and t.start != sentence.span.start for t in core)
        return (), (core if body else ())
    titles = _titles(run)
    if titles:
        rank = any(t.lower not in _POLITE and t.text != "." for t in run[:titles])
        return (run[:titles] if rank else ()), run[titles:]
    last = max(
        (
            i
            for i, t in enumerate(run[:-1])
            if t.lower in kinds and t.lower not in _BODIES and run[-1].lower not in kinds
        ),
        default=-1,
    )
    if last >= 0:
        return core[: len(core) - len(run) + last + 1], run[last + 1 :]
    first_word = run[0].start == sentence.span.start
    tail = run[-1].lower
    if len(run) == 1 and first_word and tail in kinds and tail not in _BODIES and not run[0].text.isupper():
        return (), ()
    before = core[: len(core) - len(run)]
    if before and before[-1].lower in kinds:
        return before, run
    return (), (core if tail in _BODIES and not any(t.lower[0].isdigit() for t in core) else run)


def _titles(run: Sequence[Token]) -> int:
    """How many tokens at the start of a name are abbreviated titles and their stops ("Lt. Gen.")."""
    k = 0
    while k + 1 < len(run) and (run[k].lower in TITLES or (k > 0 and run[k].text == ".")):
        k += 1
    return k


def _mention(core: Sequence[Token], document: Document) -> Mention | None:
    """The catalogue's mention that is the head of the phrase, not a word before it."""
    span = Span(core[0].start, core[-1].end + _BEYOND)
    for mention in document.actors_of(span):
        if mention.span is not None and mention.span.start < core[-1].end <= mention.span.end + 2:
            return mention
    return None


_BEYOND = 40
"""Characters of a name that may go on after a preposition ("Islamic Resistance in Iraq")."""


def _is_whole(at: Span, core: Sequence[Token], name: Sequence[Token], role: Sequence[Token]) -> bool:
    """Whether the catalogue's name is longer than what reads as a name ("Local Coordination Committees")."""
    if not name or at.start > core[0].start:
        return False
    further = at.end > core[-1].end + 2
    capital = bool(role) and all(t.text[0].isupper() for t in role) and role[0].lower in _WHOLE
    return further or (capital and at.start <= role[0].start)


_WHOLE = frozenset({"local"})


def _kind(core: Sequence[Token], tokens: Sequence[Token], mention: Mention | None) -> SourceKind | None:
    kinds = cues().speakers
    if mention is not None and mention.id is not None and mention.sector in _OF_SECTOR:
        return _OF_SECTOR[mention.sector]
    for token in reversed(core):
        if token.lower in kinds:
            return kinds[token.lower]
    if mention is not None and mention.sector in _OF_SECTOR:
        return _OF_SECTOR[mention.sector]
    return next((kinds[t.lower] for t in tokens if t.lower in kinds), None)


def _apposition(phrase: Sequence[Token], core: Sequence[Token], document: Document) -> str | None:
    """The role given after a comma ("John Kirby, a Pentagon spokesman,")."""
    for k, token in enumerate(phrase[:-1]):
        if token.text == "," and token.start >= core[-1].end:
            rest = [t for t in phrase[k + 1 :] if t.text != ","]
            if any(t.lower in cues().speakers for t in rest) and rest[0].lower not in {"who", "which", "whose"}:
                return _text(document, rest[0].start, rest[-1].end)
            return None
    return None


def _text(document: Document, start: int, end: int) -> str:
    return " ".join(document.text[start:end].split())


def is_person_like(source: Source) -> bool:
    """Whether "he" or "she" may stand for the source."""
    if source.kind in {"document", "media"}:
        return False
    last = (source.name or source.description or "").casefold().split()[-1:]
    if not source.named and last and last[0].endswith("s") and not last[0].endswith("ss"):
        return False  # "the militias", "two officers"
    return not last or last[0] not in _BODIES


def is_person(source: Source) -> bool:
    """Whether the speaker is surely a person, for whom "it" never stands: someone with a name and an office."""
    return source.named and source.role is not None


def kind_of(mention: Mention) -> SourceKind | None:
    """What kind of speaker a party of the catalogue makes."""
    return _OF_SECTOR.get(mention.sector or "")
