"""Who or what stands at a word of the tree, as an end of a relation: a party, a place, a name."""

from __future__ import annotations

from dataclasses import replace

from recount.extract.relation_words import relation_words
from recount.extract.scene import Scene
from recount.extract.trees import Tree
from recount.records import Mention, Place, Span

_ASIDES = ("acl", "acl:relcl", "appos", "case", "conj", "cc", "punct", "parataxis", "advcl", "advmod", "cop", "mark")
_NAMES = frozenset({"person", "organisation"})


_GROUPS = frozenset({"group", "militia", "organisation", "organization", "movement"})
_OF_MANY = frozenset({"several", "some", "most", "many", "all", "one", "both", "few", "number", "dozens", "half"})


def party_at(scene: Scene, index: int, verb: Span) -> Mention | None:
    """The party at a word: one that the catalogue knows, one that the network sees named, whom a pronoun means, or a
    group described in words of its own. An apposition is who it is set beside."""
    tree = scene.sentence.tree
    word, known = tree.words[index], known_at(scene, index)
    if known is not None and _is_name(known):
        return known
    if word.text.lower() in _OF_MANY and (of := tree.obliques(index, "of")):
        return party_at(scene, of[0], verb)
    if word.upos == "PRON":
        return _meant(scene, index, verb)
    set_beside = [tree.head(index)] if word.deprel == "appos" else tree.children(index, "appos")
    for other in set_beside:
        beside = known_at(scene, other)
        if beside is not None and _is_name(beside):
            return beside
        if word.deprel == "appos" and (name := _name_at(scene, other)) is not None:
            return name
    if known is not None and known.id is not None:
        return known
    meant = scene.meant(verb) if _points_back(tree, index) else None
    if meant is not None and (meant.span is None or not scene.sentence.span.holds(meant.span)):
        return meant  # else who speaks here: "denied any link to the group" is said of another
    return _government(scene, index) or known or _name_at(scene, index) or _described(scene, index)


def known_at(scene: Scene, index: int) -> Mention | None:
    """The party of the catalogue whose words hold this one."""
    at = scene.sentence.tree.span(index)
    return next((m for _, m in scene.parties.values() if m.span is not None and m.span.overlaps(at)), None)


def _is_name(party: Mention) -> bool:
    """Whether the words are a name ("Syrian Democratic Forces") and not a description ("Iraqi militias")."""
    return party.id is not None and any(c.isupper() for c in party.words.split()[-1])


def _points_back(tree: Tree, index: int) -> bool:
    """ "The group", with nothing that says which."""
    return (
        tree.words[index].text.lower() in _GROUPS
        and any(tree.words[c].lemma.lower() == "the" for c in tree.children(index, "det"))
        and not tree.children(index, "nmod", "acl", "acl:relcl", "amod", "compound")
    )


def _government(scene: Scene, index: int) -> Mention | None:
    """ "Tehran" or "Russia" where it is an end: its government."""
    word = scene.sentence.tree.words[index]
    if word.upos != "PROPN" or scene.sentence.tree.children(index, "flat", "compound"):
        return None
    found = scene.country(word.text)
    return replace(found, words=word.text, span=scene.sentence.tree.span(index)) if found is not None else None


def _meant(scene: Scene, index: int, verb: Span) -> Mention | None:
    """Whom a pronoun means: the subject, or whoever else is a party, of the clause that its own clause hangs on, else
    whom the sentences before leave standing."""
    tree = scene.sentence.tree
    word = tree.words[index]
    if word.text.lower() in ("we", "us"):
        return _speakers(scene, index, verb)
    if word.deprel == "expl" or word.text.lower() not in ("it", "they", "them", "its", "their"):
        return None
    clause = tree.clause(index)
    for above in tree.above(clause):
        joined = [tree.head(above)] if tree.relation(above) == "conj" else []
        for other in (*tree.subjects(above), *joined):
            found = known_at(scene, other) or _name_at(scene, other)
            if found is not None and other != index:
                return found
    return scene.meant(verb) or _told_before(scene, index)


def _told_before(scene: Scene, index: int) -> Mention | None:
    """ "The task force had less insight. | It depended on ...": whom the sentence before is about, in its words, where
    a pronoun opens this one."""
    sentence = scene.sentence
    if index > 2 or sentence.index == 0:
        return None
    before = scene.document.sentences[sentence.index - 1]
    tree = before.tree
    root = tree.root()
    subjects = tree.children(root, "nsubj", "nsubj:pass") if root is not None else []
    if before.segment != sentence.segment or not subjects:
        return None
    if tree.words[subjects[0]].text.lower() not in relation_words().people or tree.children(subjects[0], "nummod"):
        return None
    span = tree.phrase(subjects[0], without=_ASIDES)
    return Mention(" ".join(scene.document.text[span.start : span.end].split()), span)


def _speakers(scene: Scene, index: int, verb: Span) -> Mention | None:
    """ "We" in somebody's own words: the party that speaks, else the word itself; nobody in the report's own voice."""
    sentence = scene.sentence
    speaker = scene.document.report.segments[sentence.segment].speaker
    if speaker is None and not any(mark in sentence.text for mark in '"“”'):
        return None
    at = sentence.tree.span(index)
    meant = scene.meant(verb) if speaker is None else None
    return meant or Mention(_words(scene, at), at)


def _name_at(scene: Scene, index: int) -> Mention | None:
    """A person or body that the network sees named with this word as its head."""
    tree = scene.sentence.tree
    at = tree.span(index)
    for named in scene.document.named_of(scene.sentence.span):
        span = named.span
        if named.label in _NAMES and span.overlaps(at) and tree.top(span) == index:
            return Mention(_words(scene, span), span)
    return None


def _described(scene: Scene, index: int) -> Mention | None:
    """ "the groups that carried out the attacks": people in the report's own words."""
    tree = scene.sentence.tree
    if tree.words[index].text.lower() not in relation_words().people:
        return None
    if tree.children(index, "nummod"):
        return None
    span = tree.phrase(index, without=_ASIDES)
    return Mention(_words(scene, span), span)


def any_at(scene: Scene, index: int) -> Mention:
    """Whatever stands at a word, in its own words: whom or what a party relies on."""
    span = scene.sentence.tree.phrase(index, without=("case", "conj", "cc", "punct", "acl:relcl", "appos"))
    return Mention(_words(scene, span), span)


def place_at(scene: Scene, index: int) -> Place | None:
    """The place at a word, or of which the word is a part ("most of Raqqa", "the city of Mosul")."""
    tree = scene.sentence.tree
    for at in (index, *tree.children(index, "appos", "compound", "flat"), *tree.obliques(index, "of")):
        span = tree.span(at)
        hit = next((p for _, p in scene.places.values() if p.span is not None and p.span.overlaps(span)), None)
        if hit is not None:
            return hit
    return None


_BESIDE_A_NAME = (*("case", "det", "appos", "acl", "acl:relcl", "punct", "conj", "cc", "advmod"), "nsubj", "cop")


def name_at(scene: Scene, index: int) -> Mention | None:
    """A name in capitals at a word, known to the catalogue or not."""
    tree = scene.sentence.tree
    if tree.words[index].upos != "PROPN" and not tree.words[index].text[:1].isupper():
        return None
    span = tree.phrase(index, without=_BESIDE_A_NAME)
    return known_at(scene, index) or Mention(_words(scene, span), span)


def _words(scene: Scene, span: Span) -> str:
    base = scene.sentence.span.start
    return " ".join(scene.sentence.text[span.start - base : span.end - base].split())
