"""Sayings: each cue of speech in a sentence with the words of its speaker and of what is said.

Three witnesses are heard and joined: the words of cues.yaml say which verbs, nouns and phrases speak, with which stance
and what they may take; the tree says whose subject stands before them and which clause they take; the language network
says what it takes for cue, source and content. A cue of the YAML needs no network, and a cue that the network alone
hears needs a speaker and a content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recount.extract.contents import content_of
from recount.extract.cues import cues
from recount.extract.saying import Saying
from recount.extract.speaking import speaker_of_verb
from recount.extract.spoken import ANY, heard_at, is_supposed, own_subject, sayings_by_rule
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.language.analysis import Attribution as Heard
from recount.language.analysis import Labelled
from recount.records import Span

_FROM = 0.4
"""How sure the network must be of a cue that no rule knows."""
_MARKS = frozenset('"“')


def sayings_of(sentence: Sentence, document: Document) -> list[Saying]:
    """Sayings of a sentence of a document, which heard the whole of it."""
    return document.once(_sayings, sentence)


def _sayings(sentence: Sentence, document: Document) -> list[Saying]:
    return sayings_in(sentence, document.sayings_of(sentence))


def sayings_in(sentence: Sentence, heard: Sequence[Heard]) -> list[Saying]:
    """Sayings of one sentence in order of cue; `heard` are those of the network."""
    found: list[Saying] = []
    for saying in sayings_by_rule(sentence, heard):
        if not any(saying.verb.overlaps(other.cue) for other in found):
            found.append(_joined(saying, heard_at(saying.cue, heard), sentence))
    found += [s for h in heard if (s := _only_heard(h, sentence, found)) is not None]
    kept = [s for s in found if s.content and not _swallowed(s, found)]
    return sorted(kept, key=lambda s: (s.cue.start, s.cue.end))


def speaking_in(sentence: Sentence) -> Iterator[Span]:
    """Subjects of "said", whether or not what they said is told ("said in a statement and left")."""
    tree = sentence.tree
    for index, word in enumerate(tree.words):
        if word.upos == "VERB" and word.lemma in ("say", "tell", "speak", "add"):
            speaker = speaker_of_verb(tree, index)
            if speaker is not None:
                yield speaker


def _swallowed(saying: Saying, found: Sequence[Saying]) -> bool:
    """A cue inside the words of another's speaker ("the statement that he made said")."""
    return any(o.speaker is not None and o is not saying and o.speaker.holds(saying.cue) for o in found)


def _joined(saying: Saying, heard: Heard | None, sentence: Sentence) -> Saying:
    """A rule's saying with what the network adds: the edges of its cue, a speaker where the tree has none or only its
    head, words of the content that the tree leaves out."""
    if heard is None or heard.cue is None or saying.agentless:
        return saying
    cue = heard.cue.span
    cue = Span(min(cue.start, saying.verb.start), max(cue.end, saying.verb.end))
    source = heard.source.span if heard.source is not None else None
    other = source is not None and saying.speaker is not None and not source.overlaps(saying.speaker)
    speaker = saying.speaker if saying.tag and other else _speaker(saying.speaker, source, sentence)
    if speaker is not None and speaker.overlaps(cue):
        cue = saying.cue
    apart = [cue, *([speaker] if speaker else []), *_others(sentence.tree, saying)]
    content = _content(saying.content, heard.contents, sentence, apart)
    content = _before_break(content, cue, sentence) if saying.tag else content
    return replace(saying, cue=cue, speaker=speaker, content=content, heard=heard.cue.score)


def _others(tree: Tree, saying: Saying) -> list[Span]:
    """Clauses that stand beside the verb of a saying with a subject of their own ("..., but the market burned")."""
    verb = tree.top(saying.verb)
    if verb is None or saying.tag:
        return []
    if tree.relation(verb) == "acl:relcl":  # "activists who criticised it | were killed": the report says they were
        around = [tree.span(i) for i in tree.above(verb) if tree.words[i].start >= saying.verb.end]
        return around + [tree.phrase(c) for c in tree.children(verb, "ccomp") if _lacks_subject(tree, c)]
    return [
        tree.phrase(c)
        for c in tree.children(verb, "conj")
        if tree.children(c, "nsubj", "nsubj:pass") and tree.words[c].start > saying.verb.end
    ]


def _may_tell(tree: Tree, speaker: Span) -> bool:
    """Whether what only the network takes for a speaker can be one: no mere quality or state of things."""
    noun = tree.top(speaker)
    word = tree.words[noun] if noun is not None else None
    return word is None or word.upos != "NOUN" or word.text.casefold() not in cues().mute


def _lacks_subject(tree: Tree, clause: int) -> bool:
    """A finite clause that the tree has for what is said, and whose subject is whom the relative clause describes."""
    finite = tree.children(clause, "aux", "aux:pass", "cop") or "VerbForm=Fin" in tree.words[clause].feats
    return bool(finite) and not tree.children(clause, "nsubj", "nsubj:pass", "csubj", "expl", "mark")


def _speaker(own: Span | None, source: Span | None, sentence: Sentence) -> Span | None:
    """The network's speaker where it is another than the tree's, or the same with more of its words."""
    if source is None or not sentence.span.holds(source):
        return own
    source = _whole(source, sentence.tree)
    noun = sentence.tree.top(source)
    if noun is not None and own is not None and sentence.tree.words[noun].lemma in ("who", "which", "that"):
        return own
    if own is None or not source.overlaps(own):
        return source
    article = noun is not None and bool(sentence.tree.children(noun, "det"))
    closer = source.end == own.end and article and own.start < source.start
    return source if closer or source.end - source.start > own.end - own.start else own


def _whole(speaker: Span, tree: Tree) -> Span:
    """The words less those left hanging at their end: "officials who spoke | on", where the network broke off."""
    inside = tree.within(speaker)
    last = next((i for i in reversed(inside) if tree.words[i].upos not in _HANGING), None)
    return speaker if last is None or last == inside[-1] else Span(speaker.start, tree.words[last].end)


_HANGING = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PUNCT"})


def _content(
    own: tuple[Span, ...], heard: Sequence[Labelled], sentence: Sentence, apart: Sequence[Span]
) -> tuple[Span, ...]:
    """The tree's content and the network's in one, within the sentence and clear of cue and speaker."""
    given = [h.span for h in heard if sentence.span.holds(h.span)]
    added = _clear(given, apart)
    if not own:
        return _merged(added)
    near = [
        s for s in added if any(s.overlaps(o) for o in own) or sentence.text[s.start - sentence.span.start] in _MARKS
    ]
    return _merged([*_clear(own, apart), *near])


def _before_break(content: tuple[Span, ...], cue: Span, sentence: Sentence) -> tuple[Span, ...]:
    """Of what a tag says, none of what stands behind a semicolon after it: "..., media said; a monitor put it"."""
    base = sentence.span.start
    stop = sentence.text.find(";", cue.end - base)
    if stop < 0:
        return content
    kept = [Span(s.start, min(s.end, base + stop)) for s in content if s.start < base + stop]
    return tuple(kept)


def _clear(spans: Sequence[Span], apart: Sequence[Span]) -> list[Span]:
    """The spans up to where words of the cue, the speaker or another's clause begin, or from where they end."""
    found = []
    for span in spans:
        start, end = span.start, span.end
        for other in apart:
            if other.start <= start < other.end:
                start = other.end
            elif start < other.start < end:
                end = other.start
        if end > start:
            found.append(Span(start, end))
    return found


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _only_heard(heard: Heard, sentence: Sentence, found: Sequence[Saying]) -> Saying | None:
    """A saying that only the network hears: surely enough, by a verb not denied, with a speaker and a content."""
    if heard.cue is None or not heard.contents or heard.cue.score < _FROM or not sentence.span.holds(heard.cue.span):
        return None
    cue, tree = heard.cue.span, sentence.tree
    inside = tree.within(cue)
    if not inside or any(cue.overlaps(s.cue) for s in found):
        return None
    verb = next((i for i in inside if tree.words[i].upos == "VERB"), tree.top(cue))
    if verb is None or tree.is_negated(verb) or is_supposed(tree, verb) or tree.words[verb].lemma in cues().unsaid:
        return None
    source = heard.source.span if heard.source is not None else None
    own = own_subject(tree, verb) if tree.words[verb].upos == "VERB" and not tree.is_passive(verb) else None
    speaker = _speaker(own, source, sentence)
    if speaker is None or speaker.overlaps(cue) or not _may_tell(tree, speaker):
        return None
    words = frozenset(tree.within(speaker))
    told = content_of(tree, verb, takes=ANY, speaker=words) if tree.words[verb].upos == "VERB" else []
    content = _content(tuple(told), heard.contents, sentence, [cue, speaker])
    lemma, verb_span = tree.words[verb].lemma, tree.span(verb)
    return Saying(cue, speaker, content, lemma, "asserts", verb_span, heard=heard.cue.score) if content else None
