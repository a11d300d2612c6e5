"""Words of asking, offering and threatening by which nobody asks, offers or threatens: "asked not to be named", "were
not authorised to speak", "offered two explanations", "threatened the safety", "said in its budget request", "what is
agreed is that"."""

from __future__ import annotations

from recount.extract.cues import cues
from recount.extract.outlooks import outlooks
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE
from recount.records import Span

_TAKEN = ("xcomp", "ccomp", "obj", "obl", "advcl")


def is_idle(words: Span, sentence: Sentence) -> bool:
    """Whether the verb or noun at these words is idle in its sentence."""
    tree = sentence.tree
    at = tree.top(words)
    if at is None:
        return False
    word = tree.words[at]
    if word.upos == "NOUN":
        return _says_where(at, sentence)
    freely = [tree.head(at)] if tree.relation(at) == "acl:relcl" else tree.children(at, "nsubj:pass")
    if any(tree.words[n].lemma.lower() == "what" for n in freely):
        return True
    taken = {tree.words[c].lemma.lower() for c in tree.children(at, *_TAKEN) if c > at}
    if word.lemma.lower() in outlooks().asking and not outlooks().anonymity.isdisjoint(taken):
        return True
    objects = {tree.words[c].lemma.lower() for c in tree.children(at, "obj")}
    return word.lemma.lower() in outlooks().idling and not outlooks().idle.isdisjoint(objects)


def _says_where(noun: int, sentence: Sentence) -> bool:
    """A document or an occasion of a saying: "said in its budget request", "told the talks"."""
    tree = sentence.tree
    head = tree.head(noun)
    if head == NOWHERE or tree.relation(noun) not in ("obl", "nmod"):
        return False
    spoken = tree.words[head].text.lower() in cues().speech.firsts and tree.words[head].upos == "VERB"
    return spoken and any(tree.words[c].lemma == "in" for c in tree.children(noun, "case"))
