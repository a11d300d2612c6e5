"""Sayings: each cue of speech in a sentence with the words of its speaker and of what is said.

Three witnesses are heard and joined: the words of cues.yaml say which verbs, nouns and phrases speak, with which stance
and what they may take; the tree says whose subject stands before them and which clause they take; the language network
says what it takes for cue, source and content. A cue of the YAML needs no network, and a cue that the network alone
hears needs a speaker and a content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from recount.extract.contents import content_of, group_of
from recount.extract.cues import Speech, cues
from recount.extract.speaking import owner_of, phrase_after, speaker_of_verb
from recount.extract.syntax import Sentence
from recount.extract.tags import tag_at
from recount.extract.trees import NOWHERE, Tree
from recount.language.analysis import Attribution as Heard
from recount.language.analysis import Labelled
from recount.records import Span, Stance
from recount.words.lists import word_set

_HEARSAY = word_set("reportedly allegedly apparently")
_IFS = frozenset({"if", "unless", "lest", "whether"})
_FROM = 0.4
"""How sure the network must be of a cue that no rule knows."""
_MARKS = frozenset('"“')
_ANY = frozenset({"clause", "that", "object", "of", "infinitive", "quote"})


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody's words: the cue, who speaks and what is said, as spans of the text. `lemma` is the verb or noun, `verb`
    where it stands. `speaker` is `None` where nobody is named or the one before speaks on; `agentless` where the words
    name nobody on purpose ("reportedly"), `tag` where they close what is said ("..., the army said"). `heard` is the
    network's score, `None` where it heard nothing."""

    cue: Span
    speaker: Span | None
    content: tuple[Span, ...]
    lemma: str
    stance: Stance
    verb: Span
    agentless: bool = False
    tag: bool = False
    heard: float | None = None


def sayings_in(sentence: Sentence, heard: Sequence[Heard]) -> list[Saying]:
    """Sayings of one sentence in order of cue; `heard` are those of the network."""
    found: list[Saying] = []
    for saying in _by_rule(sentence, heard):
        if not any(saying.verb.overlaps(other.cue) for other in found):
            found.append(_joined(saying, _heard_at(saying.cue, heard), sentence))
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


def _by_rule(sentence: Sentence, heard: Sequence[Heard]) -> Iterator[Saying]:
    lowers = [t.lower for t in sentence.tokens]
    k = 0
    while k < len(lowers):
        saying = _at(sentence, lowers, k, heard) if lowers[k] in _openers() else None
        if saying is not None:
            yield saying
            k = max(k + 1, next((i for i, t in enumerate(sentence.tokens) if t.start >= saying.verb.end), len(lowers)))
        else:
            k += 1


@cache
def _openers() -> frozenset[str]:
    """Tokens with which a cue may begin; most tokens begin none."""
    given = cues()
    return given.prepositions.firsts | given.hedges.firsts | given.speech.firsts | frozenset(given.nouns)


def _at(sentence: Sentence, lowers: list[str], k: int, heard: Sequence[Heard]) -> Saying | None:
    given, tree = cues(), sentence.tree
    index = tree.top(sentence.tokens[k].span)
    if index is None:
        return None
    for end, words in given.prepositions.at(lowers, k):
        return _prepositional(sentence, _span(sentence, k, end), words)
    for end, stance in given.hedges.at(lowers, k):
        if end - k > 1 or _is_hedge(tree, index):
            return _hedge(sentence, _span(sentence, k, end), index, stance)
    if lowers[k] in given.nouns and tree.words[index].upos == "NOUN":
        return _noun(tree, index, given.nouns[lowers[k]])
    if not _may_speak(tree, index, heard):
        return None
    for end, speech in given.speech.at(lowers, k):
        saying = _verb(sentence, index, _span(sentence, k, end), speech, heard)
        if saying is not None:
            return saying
    return None


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)


def _may_speak(tree: Tree, index: int, heard: Sequence[Heard]) -> bool:
    """Whether a word that may be a verb of speech is one here: a verb that is not denied, not "to say", and describes
    no noun. "Went on to say" is one where the network hears its verb too."""
    word = tree.words[index]
    cue = _heard_at(Span(word.start, word.end), heard)
    if word.upos == "AUX" or (word.upos != "VERB" and (cue is None or cue.source is None)):
        return False
    if word.deprel in ("amod", "compound") or tree.is_negated(index):
        return False
    if _supposed(tree, index):
        return False
    infinitive = any(tree.words[m].lemma == "to" for m in tree.children(index, "mark"))
    if not infinitive:
        return True
    above = tree.head(index)
    wide = cue is not None and cue.cue is not None and above != NOWHERE and cue.cue.start <= tree.words[above].start
    return bool(wide and tree.words[above].lemma in ("go", "continue") and not tree.is_negated(above))


def _supposed(tree: Tree, index: int) -> bool:
    """ "If the government asked": nobody has said it."""
    return any(tree.words[m].lemma.lower() in _IFS for m in tree.children(index, "mark"))


def _verb(sentence: Sentence, index: int, words: Span, speech: Speech, heard: Sequence[Heard]) -> Saying | None:
    tree = sentence.tree
    group = group_of(tree, index)
    cue = Span(min(words.start, *(tree.words[i].start for i in [index, *group])), words.end)
    stance = speech.stance
    if stance == "asserts" and any(tree.words[i].lemma.lower() in _HEARSAY for i in group):
        stance = "reports"
    if tree.is_passive(index) and tree.relation(index) not in ("acl", "advcl") and not tree.agents(index):
        return None
    if tree.is_passive(index):
        return _passive(tree, index, cue, speech, stance)
    at = _heard_at(cue, heard)
    tag = tag_at(tree, index, min([index, *(g for g in group if g < index)]))
    if tag is not None and speech.takes & {"clause", "that", "quote", "hearer"}:
        return Saying(cue, tag.speaker, tag.content, speech.lemma, stance, words, tag=True)
    speaker = _subject(tree, index)
    inside = frozenset(tree.within(speaker)) if speaker is not None else frozenset()
    takes = speech.takes | (_ANY if at is not None and at.contents else frozenset())
    content = _after(content_of(tree, index, takes=takes, speaker=inside), words, index, tree)
    if not content and (at is None or not at.contents):
        return None
    if speaker is None and (at is None or at.source is None) and not _goes_on(tree, index):
        return None
    return Saying(cue, speaker, tuple(content), speech.lemma, stance, words)


def _subject(tree: Tree, verb: int) -> Span | None:
    """Who speaks by the tree; nobody for "..., adding that", whose subject is whoever spoke before it."""
    if tree.relation(verb) == "advcl" and "VerbForm=Fin" not in tree.words[verb].feats:
        return None if not tree.children(verb, "nsubj") else speaker_of_verb(tree, verb)
    return speaker_of_verb(tree, verb)


def _after(content: list[Span], words: Span, index: int, tree: Tree) -> list[Span]:
    """Content without what the cue's own words take up ("claimed responsibility for" the attack)."""
    if words.end <= tree.words[index].end:
        return content
    cut = [Span(max(s.start, words.end), s.end) if s.end > words.end and s.start < words.end else s for s in content]
    found = [s for s in cut if not words.holds(s) and s.end > s.start]
    text = {w.end: w for w in tree.words}
    return [
        Span(next((w.start for w in tree.words if w.start >= s.start), s.start), s.end) for s in found if s.end in text
    ]


def _goes_on(tree: Tree, index: int) -> bool:
    """A verb that has its subject from the one it hangs on: "..., adding that", "and announced"."""
    return tree.relation(index) in ("advcl", "conj", "parataxis") and "VerbForm=Inf" not in tree.words[index].feats


def _passive(tree: Tree, index: int, cue: Span, speech: Speech, stance: Stance) -> Saying | None:
    """ "..., as stated by X", "was announced by X": who speaks follows; what is said is the subject or before."""
    agents = tree.agents(index)
    if not agents:
        return None
    speaker = phrase_after(tree, agents[0])
    subjects = tree.subjects(index)
    inside = frozenset(tree.below(index))
    if tree.relation(index) in ("advcl", "parataxis") and tree.head(index) != NOWHERE:
        held = set(tree.below(tree.clause(tree.head(index)))) - inside
    else:
        held = {i for s in subjects for i in tree.below(s)} - {index}
    words = [tree.words[i] for i in sorted(held) if tree.words[i].upos != "PUNCT"]
    if not words:
        return None
    content = Span(words[0].start, words[-1].end)
    if content.overlaps(Span(tree.words[index].start, tree.words[index].end)):
        content = Span(words[0].start, max(w.end for w in words if w.end <= tree.words[index].start))
    return Saying(cue, speaker, (content,), speech.lemma, stance, tree.span(index))


def _prepositional(sentence: Sentence, cue: Span, lemma: str) -> Saying | None:
    """ "According to X, ..." and "..., according to X": the clause that the words stand in, less themselves."""
    tree = sentence.tree
    after = [i for i, w in enumerate(tree.words) if w.start >= cue.end and w.upos != "PUNCT"]
    if not after:
        return None
    inside = set(tree.within(cue))
    noun = next((i for i in after if tree.words[i].upos in ("NOUN", "PROPN", "PRON")), after[0])
    while tree.head(noun) != NOWHERE and tree.head(noun) >= after[0] and tree.relation(noun) not in ("conj", "obl"):
        if tree.words[tree.head(noun)].upos not in ("NOUN", "PROPN", "PRON", "NUM"):
            break
        noun = tree.head(noun)
    speaker = phrase_after(tree, noun, start=cue.end)
    own = inside | set(tree.within(speaker))
    top = next((i for i in tree.above(noun) if i not in own and tree.is_predicate(i)), None)
    held = set(tree.below(top)) if top is not None else set(range(len(tree)))
    held -= own | {i for i in held if cue.start <= tree.words[i].start < speaker.end}
    runs = _runs(tree, sorted(held))
    return Saying(cue, speaker, tuple(runs), lemma, "asserts", cue) if runs else None


def _runs(tree: Tree, indices: Sequence[int]) -> list[Span]:
    runs: list[list[int]] = []
    for index in indices:
        if not runs or index != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(index)
    found = []
    for run in runs:
        words = [tree.words[i] for i in run]
        while words and words[0].upos == "PUNCT" and words[0].text not in '"“':
            words = words[1:]
        while words and words[-1].upos == "PUNCT" and words[-1].text not in '"”':
            words = words[:-1]
        if len(words) > 1 or any(w.upos not in ("PUNCT", "CCONJ", "ADV") for w in words):
            found.append(Span(words[0].start, words[-1].end))
    return found


def _is_hedge(tree: Tree, index: int) -> bool:
    """An adverb or adjective that doubts, not one that bends a verb of speech, which carries the stance then."""
    word = tree.words[index]
    if word.upos not in ("ADV", "ADJ") and word.deprel != "amod":
        return False
    head = tree.head(index)
    return not (word.upos == "ADV" and head != NOWHERE and tree.words[head].text.lower() in cues().speech.firsts)


def _hedge(sentence: Sentence, cue: Span, index: int, stance: Stance) -> Saying | None:
    """ "Reportedly", "is said to": nobody is named; the clause around is the content."""
    tree = sentence.tree
    clause = tree.clause(index)
    if tree.words[index].deprel == "amod":
        clause = tree.head(index)
    elif any(cue.start <= tree.words[i].start < cue.end for i in (clause,)) and tree.children(clause, "xcomp", "ccomp"):
        clause = clause if tree.children(clause, "nsubj", "nsubj:pass") else tree.children(clause, "xcomp", "ccomp")[0]
    held = [i for i in tree.below(clause) if not cue.start <= tree.words[i].start < cue.end]
    runs = _runs(tree, held)
    return Saying(cue, None, tuple(runs), "", stance, cue, agentless=True) if runs else None


def _noun(tree: Tree, index: int, stance: Stance) -> Saying | None:
    """ "The coalition's claim that ..." has a speaker; "reports that ..." has none."""
    clauses = [
        c
        for c in tree.children(index, "acl", "ccomp", "acl:relcl", "dep")
        if c > index and any(tree.words[m].lemma == "that" for m in tree.children(c, "mark"))
    ]
    if not clauses:
        return None
    speaker = owner_of(tree, index)
    span, cue = tree.phrase(clauses[0]), tree.span(index)
    lemma = tree.words[index].lemma
    return Saying(cue, speaker, (span,), lemma, stance, cue, agentless=speaker is None)


def _heard_at(cue: Span, heard: Sequence[Heard]) -> Heard | None:
    """What the network hears at the words of a cue."""
    return next((h for h in heard if h.cue is not None and h.cue.start < cue.end and cue.start < h.cue.end), None)


def _joined(saying: Saying, heard: Heard | None, sentence: Sentence) -> Saying:
    """A rule's saying with what the network adds: the edges of its cue, a speaker where the tree has none or only its
    head, words of the content that the tree leaves out."""
    if heard is None or heard.cue is None or saying.agentless:
        return saying
    cue = _span_of(heard.cue)
    cue = Span(min(cue.start, saying.verb.start), max(cue.end, saying.verb.end))
    source = _span_of(heard.source) if heard.source is not None else None
    speaker = saying.speaker if saying.tag else _speaker(saying.speaker, source, sentence)
    if speaker is not None and speaker.overlaps(cue):
        cue = saying.cue
    apart = [cue, *([speaker] if speaker else []), *_others(sentence.tree, saying)]
    content = _content(saying.content, heard.contents, sentence, apart)
    return replace(saying, cue=cue, speaker=speaker, content=content, heard=heard.cue.score)


def _others(tree: Tree, saying: Saying) -> list[Span]:
    """Clauses that stand beside the verb of a saying with a subject of their own ("..., but the market burned")."""
    verb = tree.top(saying.verb)
    if verb is None or saying.tag:
        return []
    return [
        tree.phrase(c)
        for c in tree.children(verb, "conj")
        if tree.children(c, "nsubj", "nsubj:pass") and tree.words[c].start > saying.verb.end
    ]


def _speaker(own: Span | None, source: Span | None, sentence: Sentence) -> Span | None:
    """The network's speaker where it is another than the tree's, or the same with more of its words."""
    if source is None or not sentence.span.holds(source):
        return own
    noun = sentence.tree.top(source)
    if noun is not None and own is not None and sentence.tree.words[noun].lemma in ("who", "which", "that"):
        return own
    if own is None or not source.overlaps(own):
        return source
    article = noun is not None and bool(sentence.tree.children(noun, "det"))
    closer = source.end == own.end and article and own.start < source.start
    return source if closer or source.end - source.start > own.end - own.start else own


def _span_of(part: Labelled) -> Span:
    return Span(part.start, part.end)


def _content(
    own: tuple[Span, ...], heard: Sequence[Labelled], sentence: Sentence, apart: Sequence[Span]
) -> tuple[Span, ...]:
    """The tree's content and the network's in one, within the sentence and clear of cue and speaker."""
    given = [Span(h.start, h.end) for h in heard if sentence.span.holds(_span_of(h))]
    added = _clear(given, apart)
    if not own:
        return _merged(added)
    near = [
        s for s in added if any(s.overlaps(o) for o in own) or sentence.text[s.start - sentence.span.start] in _MARKS
    ]
    return _merged([*_clear(own, apart), *near])


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
    if (
        heard.cue is None
        or not heard.contents
        or heard.cue.score < _FROM
        or not sentence.span.holds(_span_of(heard.cue))
    ):
        return None
    cue, tree = _span_of(heard.cue), sentence.tree
    inside = tree.within(cue)
    if not inside or any(cue.overlaps(s.cue) for s in found):
        return None
    verb = next((i for i in inside if tree.words[i].upos == "VERB"), tree.top(cue))
    if verb is None or tree.is_negated(verb) or _supposed(tree, verb) or tree.words[verb].lemma in cues().unsaid:
        return None
    source = _span_of(heard.source) if heard.source is not None else None
    own = _subject(tree, verb) if tree.words[verb].upos == "VERB" and not tree.is_passive(verb) else None
    speaker = _speaker(own, source, sentence)
    if speaker is None or speaker.overlaps(cue):
        return None
    words = frozenset(tree.within(speaker))
    told = content_of(tree, verb, takes=_ANY, speaker=words) if tree.words[verb].upos == "VERB" else []
    content = _content(tuple(told), heard.contents, sentence, [cue, speaker])
    lemma, verb_span = tree.words[verb].lemma, tree.span(verb)
    return Saying(cue, speaker, content, lemma, "asserts", verb_span, heard=heard.cue.score) if content else None
