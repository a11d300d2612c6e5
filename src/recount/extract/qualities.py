"""What somebody shows or lacks, judged by the tree: "continued to demonstrate poor security and complacency", "retains
the ability to". The verbs and the nouns are lists of judgements.yaml; the words have the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from recount.extract.assessments import Verdicted
from recount.extract.judgements import Qualities, judgements
from recount.extract.scene import Scene
from recount.extract.syntax import Sentence
from recount.extract.trees import Tree
from recount.records import Mention, Span, Verdict

_LONGEST = 14
_UNSAID = frozenset({"it", "there", "who", "which", "that", "this"})


def may_judge(sentence: Sentence) -> bool:
    """Whether any verb of the sentence shows or lacks something; most sentences are passed over by this."""
    verbs = _verbs()
    return any(word.upos == "VERB" and word.lemma.lower() in verbs for word in sentence.tree.words)


@cache
def _verbs() -> frozenset[str]:
    return judgements().qualities.shows | judgements().qualities.lacks


def qualities_in(scene: Scene) -> Iterator[Verdicted]:
    """Judgements by a verb of showing or lacking, in order of their words."""
    tree, given = scene.sentence.tree, judgements().qualities
    for verb, word in enumerate(tree.words):
        lemma = word.lemma.lower()
        if word.upos != "VERB" or tree.is_passive(verb) or lemma not in _verbs():
            continue
        made = next(
            (m for o in tree.objects(verb) if o > verb and (m := _made(scene, verb, o, given)) is not None), None
        )
        if made is not None:
            yield made


def _made(scene: Scene, verb: int, shown: int, given: Qualities) -> Verdicted | None:
    tree = scene.sentence.tree
    verdict = _verdict(tree, verb, shown, given)
    about = next((s for s in tree.subjects(verb) if s < verb), None)
    if verdict is None or about is None:
        return None
    span = tree.phrase(about, without=("acl:relcl", "appos", "parataxis"))
    if tree.words[about].upos == "PRON" and tree.words[about].text.lower() in _UNSAID:
        return None
    if tree.words[about].upos == "PRON" and scene.meant(tree.span(verb)) is None:
        return None
    if len(tree.within(span)) > _LONGEST or span.end > tree.words[verb].start:
        span = tree.span(about)
    cue = Span(tree.words[verb].start, tree.words[shown].end)
    base = scene.sentence.span.start
    words = " ".join(scene.sentence.text[span.start - base : span.end - base].split())
    whole = Span(min(span.start, cue.start), cue.end)
    return Verdicted(verdict, words, _party(scene, about, verb), cue, tree.span(verb), whole, False, span)


def _verdict(tree: Tree, verb: int, shown: int, given: Qualities) -> Verdict | None:
    """Of a poor quality shown, or a good one lacked, unfavourable; the other way round favourable; else none."""
    noun = tree.words[shown].lemma.lower()
    modifiers = {tree.words[c].lemma.lower() for c in tree.children(shown, "amod", "det")}
    shows = tree.words[verb].lemma.lower() in given.shows
    if noun in given.poor or (noun in given.good and modifiers & given.low):
        return "unfavourable" if shows else None
    if modifiers & given.low and shows and tree.words[verb].lemma.lower() in given.telling:
        return "unfavourable"
    if noun in given.missed and not shows:
        return "unfavourable"
    if noun in given.good:
        return "favourable" if shows else "unfavourable"
    return None


def _party(scene: Scene, about: int, verb: int) -> Mention | None:
    tree = scene.sentence.tree
    if tree.words[about].upos == "PRON":
        return scene.meant(tree.span(verb))
    at = tree.span(about)
    return next((m for _, m in scene.parties.values() if m.span is not None and m.span.holds(at)), None)
