"""Sayings by rule: the verbs, nouns and phrases of cues.yaml, each with the speaker and content that the tree gives it.

The network is asked only for what a word is: whether a form that may be a noun is a verb of speech here, and whether a
verb that takes a clause alone has an object that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from recount.extract.contents import content_of, group_of
from recount.extract.cues import Speech, cues
from recount.extract.saying import Saying
from recount.extract.speaking import phrase_after, speaker_of_verb
from recount.extract.syntax import Sentence
from recount.extract.tags import tag_at
from recount.extract.trees import NOWHERE, Tree
from recount.extract.verbless import hedge, is_hedge, noun_of_speech, prepositional
from recount.language.analysis import Attribution as Heard
from recount.records import Span, Stance
from recount.words.lists import word_set

_HEARSAY = word_set("reportedly allegedly apparently")
_DEED = frozenset({"infinitive"})
"""All that a verb takes that says what is to be done: "vowed to strike"."""
_IFS = frozenset({"if", "unless", "lest", "whether"})
ANY = frozenset({"clause", "that", "object", "of", "infinitive", "quote"})
"""All that a cue may take which the network hears too."""


def sayings_by_rule(sentence: Sentence, heard: Sequence[Heard]) -> Iterator[Saying]:
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


def _is_speaker_of(tree: Tree, per: int) -> bool:
    """ "Per two security sources", "per the ministry" name who says so; "per day" and "per 1,000 people" how often."""
    head = tree.head(per)
    if head == NOWHERE or tree.relation(per) != "case":
        return False
    word = tree.words[head]
    told = cues().speakers.get(word.text.casefold()) in _TELLING and not tree.children(head, "cc")
    single = "Number=Sing" in word.feats and not tree.children(head, "det", "nmod:poss", "compound", "amod")
    return word.upos == "PROPN" or (told and not single)


_TELLING = frozenset({"official", "anonymous", "media", "expert", "document"})


def _at(sentence: Sentence, lowers: list[str], k: int, heard: Sequence[Heard]) -> Saying | None:
    given, tree = cues(), sentence.tree
    index = tree.top(sentence.tokens[k].span)
    if index is None:
        return None
    for end, words in given.prepositions.at(lowers, k):
        if words == "per" and not _is_speaker_of(tree, index):
            continue
        return prepositional(sentence, _span(sentence, k, end), words)
    for end, stance in given.hedges.at(lowers, k):
        if end - k > 1 or is_hedge(tree, index):
            return hedge(sentence, _span(sentence, k, end), index, stance)
    if lowers[k] in given.nouns and tree.words[index].upos == "NOUN":
        return noun_of_speech(tree, index, given.nouns[lowers[k]])
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
    cue = heard_at(Span(word.start, word.end), heard)
    if word.upos == "AUX" or (word.upos != "VERB" and (cue is None or cue.source is None)):
        return False
    if word.deprel in ("amod", "compound") or tree.is_negated(index):
        return False
    if is_supposed(tree, index):
        return False
    infinitive = any(tree.words[m].lemma == "to" for m in tree.children(index, "mark"))
    if not infinitive:
        return True
    above = tree.head(index)
    wide = cue is not None and cue.cue is not None and above != NOWHERE and cue.cue.start <= tree.words[above].start
    return bool(wide and tree.words[above].lemma in ("go", "continue") and not tree.is_negated(above))


def is_supposed(tree: Tree, index: int) -> bool:
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
    at = heard_at(cue, heard)
    if speech.takes == _DEED and tree.children(index, "obj") and not tree.children(index, "xcomp", "ccomp"):
        return None  # "threatened the premier": who is threatened is nothing that is said
    tag = tag_at(tree, index, min([index, *(g for g in group if g < index)]))
    if tag is not None and speech.takes & {"clause", "that", "quote", "hearer"}:
        return Saying(cue, tag.speaker, tag.content, speech.lemma, stance, words, tag=True)
    speaker = own_subject(tree, index)
    inside = frozenset(tree.within(speaker)) if speaker is not None else frozenset()
    takes = speech.takes | (ANY if at is not None and at.contents else frozenset())
    content = _after(content_of(tree, index, takes=takes, speaker=inside), words, index, tree)
    if not content and (at is None or not at.contents):
        return None
    if speaker is None and (at is None or at.source is None) and not _goes_on(tree, index):
        return None
    return Saying(cue, speaker, tuple(content), speech.lemma, stance, words)


def own_subject(tree: Tree, verb: int) -> Span | None:
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


def heard_at(cue: Span, heard: Sequence[Heard]) -> Heard | None:
    """What the network hears at the words of a cue."""
    return next((h for h in heard if h.cue is not None and h.cue.start < cue.end and cue.start < h.cue.end), None)
