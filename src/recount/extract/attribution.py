"""Who says so: the attributions of a sentence, with their chain of speakers, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.extract.cues import cues
from recount.extract.quotations import quotes_around, with_quotes
from recount.extract.resolving import earlier, first_subject, fits, in_full, person_before
from recount.extract.saying import Saying
from recount.extract.sayings import sayings_of
from recount.extract.speakers import is_person, is_person_like, source_of
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.extract.turns import speaker_of
from recount.records import Source, Span, Stance, Time

_ON = 6
"""Sentences that a quotation is followed over for its speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that someone other than the report says.

    `content` is the spans of the content (several where the cue stands in the middle); `chain` the speakers, nearest
    the content first, empty where nobody is named ("reportedly"); `stance` that of the nearest. `contradicts` holds
    the words of an account that the content opposes. `cue` is the words that carry the saying. `source` is the span
    of the nearest speaker, where the sentence names one, `heard` how sure the language network is of the cue.
    """

    content: tuple[Span, ...]
    chain: tuple[Source, ...]
    stance: Stance
    verbatim: bool
    said_at: Time | None
    contradicts: str | None
    cue: Span
    source: Span | None = None
    heard: float | None = None


def attributions_in(sentence: Sentence, document: Document) -> list[Attribution]:
    """Attributions whose content lies, wholly or partly, in the sentence, in order of their content.

    A saying inside the content of another is nested: its chain goes on with the outer speakers. A quotation inside
    reported words stands as an attribution of its own, verbatim. A quotation that runs over several sentences carries
    on; any other sentence without a cue is the report's own voice and yields nothing.
    """
    if not sentence.tokens:
        return []
    quotes = quotes_around(sentence, document)
    found = list(document.once(_own, sentence))
    found += list(_carried(sentence, document, quotes, found))
    found += list(_partial(found, quotes, sentence))
    found = [part for a in found for part in _contrasted(a, sentence)]
    found = _with_opposed(found, sentence)
    return sorted(_nested(found), key=lambda a: (a.content[0], a.cue))


def attribution_of(span: Span, attributions: Sequence[Attribution], *, said: bool = False) -> Attribution | None:
    """The innermost attribution whose content holds the span; `None` is the report's own voice. Where a cue of
    several words names what is told ("put the death toll at 40"), it holds that name too, but never its own verb;
    with `said` that verb too, for what is told by the words of a saying itself ("called it a crime", "vowed to")."""
    telling = [a for a in attributions if said and a.chain and a.cue.overlaps(span)]
    holding = telling or [
        a
        for a in attributions
        if any(part.holds(span) for part in a.content) or (a.cue.holds(span) and a.cue.start < span.start)
    ]
    return min(holding, key=lambda a: (sum(part.end - part.start for part in a.content), not a.chain), default=None)


def _own(sentence: Sentence, document: Document) -> list[Attribution]:
    """Attributions by the cues that stand in the sentence, each with its nearest speaker only."""
    quotes = quotes_around(sentence, document)
    found: list[Attribution] = []
    last: Source | None = None
    inside: Span | None = None
    for saying in with_quotes(sayings_of(sentence, document), sentence, quotes):
        verbatim = any(q.holds(Span(saying.content[0].start + 1, saying.content[0].end - 1)) for q in quotes)
        before = None if inside is not None and any(p.holds(inside) for p in saying.content) else last
        source = _source(saying, sentence, document, verbatim, before)
        last, inside = (source, saying.cue) if source is not None else (last, inside)
        if source is None and not saying.agentless:
            continue
        chain = () if source is None else (source,)
        stance = _hearsay(source) or _claiming(saying, sentence) or saying.stance
        said_at = _said_at(saying, sentence, document)
        found.append(
            Attribution(
                saying.content, chain, stance, verbatim, said_at, None, saying.cue, saying.speaker, saying.heard
            )
        )
    return found


def _hearsay(source: Source | None) -> Stance | None:
    """ "Unconfirmed reports say": nobody vouches for it."""
    words = (source.description or source.name or "").casefold() if source is not None else ""
    return "reports" if words.startswith(("unconfirmed", "unverified", "rumour", "rumor")) else None


def _claiming(saying: Saying, sentence: Sentence) -> Stance | None:
    """ "Claimed both attacks", "boasted that it had executed 1,700": the deed is claimed by who speaks."""
    if saying.lemma not in cues().claiming:
        return None
    tree = sentence.tree
    verb = tree.top(saying.verb)
    if verb is None:
        return None
    if any(tree.words[o].lemma.lower() in cues().deeds for o in tree.children(verb, "obj")):
        return "claims_responsibility"
    for clause in tree.children(verb, "ccomp"):
        own = any(
            s > verb and (tree.words[s].upos == "PRON" or _is_theirs(tree, s)) for s in tree.children(clause, "nsubj")
        )
        if own and tree.words[clause].lemma.lower() in cues().deeds:
            return "claims_responsibility"
    return None


def _is_theirs(tree: Tree, subject: int) -> bool:
    """ "Its fighters", "our men"."""
    return any(tree.words[p].upos == "PRON" for p in tree.children(subject, "nmod:poss"))


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)


def _source(
    saying: Saying, sentence: Sentence, document: Document, verbatim: bool, last: Source | None
) -> Source | None:
    """The speaker of a saying; pronouns and definite mentions give the last one named, where there is one."""
    if saying.agentless:
        return None
    if saying.speaker is None:
        first = first_subject(sentence, document, saying) if last is None else last
        return None if first is None else replace(first, verb=saying.lemma, verbatim=verbatim)
    phrase = sentence.tokens_in(saying.speaker)
    if not phrase:
        return None
    known = cues().pronouns
    words = " ".join(t.lower for t in phrase)
    if words in {"i", "we"}:
        own = speaker_of(sentence, document)
        return None if own is None else replace(own, verb=saying.lemma)
    if words in known["person"] or words in known["any"] or words in known["definite"]:
        before = _meant(words, saying.speaker, sentence, document, last)
        if before is not None:
            return replace(before, verb=saying.lemma, verbatim=verbatim)
        if words not in known["definite"]:
            return Source(
                None, document.text[phrase[0].start : phrase[-1].end], None, None, False, saying.lemma, verbatim
            )
    if phrase[0].lower in _NOBODY:
        return None
    found = source_of(phrase, sentence, document, verb=saying.lemma, verbatim=verbatim)
    return in_full(found, sentence, document, phrase[0].start) if found is not None else None


def _meant(words: str, at: Span, sentence: Sentence, document: Document, last: Source | None) -> Source | None:
    """For whom "he", "it" or "the group" stands: the one who spoke before in the sentence, for "he" else whoever is
    named there, else in the sentences before it."""
    known = cues().pronouns
    person, thing = words in known["person"], words == "it"
    noun = words.split()[-1] if words in known["definite"] else None
    fitting = last is not None and not (person and not is_person_like(last)) and not (thing and is_person(last))
    if last is not None and fitting and (noun is None or fits(noun, last)):
        return last
    named = person_before(at, sentence, document) if person else None
    return named or earlier(sentence, document, person=person, thing=thing, noun=noun)


_NOBODY = frozenset({"no", "nobody", "none", "neither"})


def _said_at(saying: Saying, sentence: Sentence, document: Document) -> Time | None:
    """A time that belongs to the cue ("said on Monday", "in a report released last month") and not to the content."""
    if saying.agentless:
        return None
    speaker = saying.speaker or saying.cue
    low, high = min(saying.cue.start, speaker.start), max(saying.cue.end, speaker.end)
    before = [t.start for t in sentence.tokens if t.start < low][-4:]
    after = [t.end for t in sentence.tokens if t.end > high][:12]
    near = Span(min([low, *before]), max([high, *after]))
    for mention in document.times_of(near):
        if mention.kind == "point" and not any(part.overlaps(mention.span) for part in saying.content):
            return mention.time
    return None


def _carried(
    sentence: Sentence, document: Document, quotes: Sequence[Span], own: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Quotations of the sentence whose speaker stands in another sentence."""
    for quote in quotes:
        inside = Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end))
        if inside.end - inside.start < 3 or any(part.overlaps(inside) for a in own for part in a.content):
            continue
        whole = quote.start < sentence.span.start or quote.end > sentence.span.end or _covers(inside, sentence)
        speaker = _speaker_elsewhere(quote, sentence, document) if whole else None
        if speaker is not None:
            yield replace(speaker, content=(inside,), verbatim=True, chain=_verbatim(speaker.chain), contradicts=None)


def _covers(inside: Span, sentence: Sentence) -> bool:
    return inside.end - inside.start > 0.7 * (sentence.span.end - sentence.span.start)


def _verbatim(chain: tuple[Source, ...]) -> tuple[Source, ...]:
    return (replace(chain[0], verbatim=True), *chain[1:]) if chain else ()


def _speaker_elsewhere(quote: Span, sentence: Sentence, document: Document) -> Attribution | None:
    """The attribution that this quotation belongs to: by the tag at its end or opening, else the sentence before."""
    parts = [
        s for s in document.sentences[max(0, sentence.index - _ON) : sentence.index + _ON + 1] if s.span.overlaps(quote)
    ]
    for other in [s for s in reversed(parts) if s.index != sentence.index]:
        for found in document.once(_own, other):
            if found.chain and any(part.overlaps(quote) for part in found.content):
                return found
    first = parts[0] if parts else sentence
    if first.index == 0 or document.sentences[first.index - 1].segment != first.segment:
        return None
    before = document.sentences[first.index - 1]
    around = quotes_around(before, document)
    tagged = [a for a in document.once(_own, before) if a.chain and (a.verbatim or before.text.rstrip().endswith(":"))]
    if tagged:
        return tagged[-1]
    if before.index > 0 and any(
        _covers(Span(max(q.start, before.span.start), min(q.end, before.span.end)), before) for q in around
    ):
        return (
            _speaker_elsewhere(Span(before.span.start, before.span.end), before, document)
            if first.index > sentence.index - _ON
            else None
        )
    return None


def _partial(found: Sequence[Attribution], quotes: Sequence[Span], sentence: Sentence) -> Iterator[Attribution]:
    """Words kept verbatim inside what is reported: a narrower attribution to the same speaker."""
    for attribution in found:
        if attribution.verbatim or not attribution.chain:
            continue
        for quote in quotes:
            inside = Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end))
            if inside.end - inside.start > 2 and any(part.holds(inside) for part in attribution.content):
                yield replace(attribution, content=(inside,), verbatim=True, chain=_verbatim(attribution.chain))


_INSTEAD = re.compile(r",?\s*\b(?:rather than|instead of)\b")


def _contrasted(attribution: Attribution, sentence: Sentence) -> Iterator[Attribution]:
    """ "Forces fought, rather than just advising, as often stated by the coalition": the coalition states what stands
    behind "rather than", and the report itself what stands before it, against the coalition."""
    last = attribution.content[-1]
    text = sentence.text[last.start - sentence.span.start : last.end - sentence.span.start]
    turn = list(_INSTEAD.finditer(text))[-1:]
    between = sentence.text[last.end - sentence.span.start : attribution.cue.end - sentence.span.start]
    if not turn or last.end > attribution.cue.start or not re.match(r"[\s,—–-]*as\b", between):
        yield attribution
        return
    cut = last.start + turn[0].start()
    stop = max(attribution.cue.end, attribution.source.end if attribution.source is not None else 0)
    base = sentence.span.start
    against = " ".join(sentence.text[cut - base : stop - base].split())
    yield replace(attribution, content=(Span(last.start + turn[0].end(), last.end),))
    own = (*attribution.content[:-1], Span(last.start, cut))
    yield Attribution(own, (), "asserts", False, None, against.lstrip(", "), attribution.cue)


def _opposing(sentence: Sentence) -> tuple[str, Span] | None:
    """The words of "contrary to ...", up to the next comma, dash or clause."""
    lowers = [t.lower for t in sentence.tokens]
    opens = cues().contradicts.firsts
    for k in range(len(lowers)):
        if lowers[k] not in opens:
            continue
        end = next((stop for stop, _ in cues().contradicts.at(lowers, k)), None)
        if end is None:
            continue
        j = end
        while j < len(lowers) and lowers[j] not in {",", ";", "—", "–", ".", ")"}:
            j += 1
        if j < len(lowers) and lowers[end] == "what":
            j = next((i for i in range(end, len(lowers)) if lowers[i] in {",", ";", "—", "–", "."}), j)
        if j > end:
            span = _span(sentence, k, j)
            return " ".join(
                sentence.text[span.start - sentence.span.start : span.end - sentence.span.start].split()
            ), span
    return None


def _with_opposed(found: list[Attribution], sentence: Sentence) -> list[Attribution]:
    """Set `contradicts` on what holds the words; where nothing does, the report's own voice opposes the account."""
    opposing = _opposing(sentence)
    if opposing is None:
        return found
    words, cue = opposing
    found = [a for a in found if not cue.holds(a.cue)]  # "contrary to what officers described": those do not say this
    holding = [a for a in found if any(part.overlaps(cue) for part in a.content)]
    holding = holding or [a for a in found if _ends_at(a, cue, sentence) or _governs(a, cue, sentence)]
    if holding:
        return [replace(a, contradicts=words) if a in holding else a for a in found]
    parts = tuple(
        part
        for part in (Span(sentence.span.start, cue.start), Span(cue.end, sentence.span.end))
        if part.end - part.start > 1
    )
    return [*found, Attribution(parts, (), "asserts", False, None, words, cue)] if parts else found


def _ends_at(attribution: Attribution, cue: Span, sentence: Sentence) -> bool:
    """ "..., an engineer said, contrary to the official account": what was said stands before, its cue right before."""
    last = max(attribution.cue.end, attribution.source.end if attribution.source else 0)
    between = sentence.text[last - sentence.span.start : cue.start - sentence.span.start]
    return last <= cue.start and not between.strip(" ,—–-")


def _governs(attribution: Attribution, cue: Span, sentence: Sentence) -> bool:
    """ "Contrary to the official account, two officers said that ...": the words hang on the verb of the saying."""
    tree = sentence.tree
    top = tree.top(cue)
    return top is not None and any(attribution.cue.holds(tree.span(i)) for i in tree.above(top))


def _nested(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Give each attribution the speakers of those whose content holds its cue, nearest first."""
    for inner in found:
        outer = [
            a
            for a in found
            if a is not inner and a.chain and a.cue != inner.cue and any(part.holds(inner.cue) for part in a.content)
        ]
        outer.sort(key=lambda a: sum(part.end - part.start for part in a.content))
        chain = inner.chain
        for attribution in outer:
            speaker = attribution.chain[0]
            if not any((s.name, s.description) == (speaker.name, speaker.description) for s in chain):
                chain = (*chain, speaker)
        yield replace(inner, chain=chain)
