"""Which sentences and which words tell of a happening, and which only describe, appeal or look back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.idle import is_idle
from recount.extract.lexicon import Lexicon
from recount.extract.parties import Parties
from recount.extract.syntax import Sentence, Token
from recount.extract.triggers import Trigger
from recount.words.lists import word_set
from recount.words.vocabulary import vocabulary

_CAPTION = re.compile(
    r"\s*(?:file photo|file ?[-–—:]|photos?:|\(?photo by|image:|picture:|watch:|caption:|"
    r"in this (?:\w+\.? ){0,4}(?:file )?(?:photo|image|picture|frame grab)|pictured:)",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"\b(?:donate (?:today|now|here)|subscribe (?:to|now|today|here)|sign up (?:for|to|here)|help us (?:keep|continue)|"
    r"make a (?:donation|contribution)|become a (?:member|subscriber|supporter)|support (?:our|independent) journalism|"
    r"follow us on|read more:|share this)\b",
    re.IGNORECASE,
)


def says_nothing(sentence: Sentence) -> str | None:
    """Why a sentence says nothing that could be coded: a question, a label, a caption, an appeal to readers."""
    if sentence.text.rstrip("\"'”’ )").endswith("?"):
        return "a question"
    if sentence.segment_kind in ("heading", "title") and len(sentence.tokens) < 3:
        return "a bare label"
    if sentence.text.endswith(":") and len(sentence.tokens) < 6:
        return "a bare label"
    if _CAPTION.match(sentence.text):
        return "a caption"
    if _APPEAL.search(sentence.text):
        return "an appeal to readers"
    return None


_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDING = word_set(
    "end ends ended ending halt halts halted halting conclude concluded concluding stop stopped stopping"
)
_ABILITY = ("capable of", "ability to", "able to", "in position to", "ready for", "preparing for", "prepared for")
_STUDY = word_set(
    "tracking tracked track studying studied monitoring covering covered documenting mapping analysing analyzing"
)
_DEEDS = frozenset({"ASSAULT", "TERRITORY", "COERCE"})
_OUGHT = frozenset({"must", "should", "ought"})
_REMEMBER = word_set("anniversary anniversaries commemorate commemorating commemorated memory remembrance")
_WH = frozenset({"who", "that", "which"})


def describes(trigger: Trigger, sentence: Sentence, triggers: Sequence[Trigger]) -> bool:
    """Whether the words tell who or what someone is, or name what is past or over, and not that it happened now:
    "activists who criticised the militias", "used to work with", "the 2003 invasion", "ending months of shelling"."""
    lowers = [t.lower for t in sentence.tokens]
    if _attribute(trigger, lowers) or _years_before(trigger, lowers):
        return True
    if _qualifies(trigger, sentence) or _paid_for(trigger, sentence) or _ranks(trigger, sentence):
        return True
    if trigger.entry.type in _SPOKEN and is_idle(trigger.span, sentence):
        return True
    if trigger.is_noun or lowers[trigger.first - 1 : trigger.first] in (["of"], ["the"], ["a"]):
        return (
            _looks_back(trigger, lowers)
            or _remembered(trigger, lowers)
            or _over(trigger, lowers, triggers)
            or _reason(trigger, lowers, triggers)
            or _studied(trigger, lowers)
        )
    if trigger.entry.type in _DEEDS and not _OUGHT.isdisjoint(lowers[max(0, trigger.first - 3) : trigger.first]):
        return True
    if not trigger.entry.weak or trigger.entry.harm is not None:
        return False
    before = lowers[max(0, trigger.first - 6) : trigger.first]
    if trigger.entry.type != "ASSAULT" and any(
        before[n : n + 2] == ["used", "to"] for n in range(max(0, len(before) - 3), len(before))
    ):
        return True
    return _in_relative(trigger, lowers) and not _says_what_came_of(trigger, sentence, triggers)


def _says_what_came_of(trigger: Trigger, sentence: Sentence, triggers: Sequence[Trigger]) -> bool:
    """ "The attack which destroyed the depot": a clause behind a deed tells more of that deed."""
    tree = sentence.tree
    at = tree.top(trigger.span)
    if at is None or tree.relation(at) != "acl:relcl":
        return False
    deed = tree.span(tree.head(at))
    return any(t.is_noun and t.entry.type == trigger.entry.type and t.span.overlaps(deed) for t in triggers)


def _years_before(trigger: Trigger, lowers: Sequence[str]) -> bool:
    """ "Five years after crowds burned the embassy": by what another happening is dated."""
    lead = lowers[max(0, trigger.first - _LEAD) : trigger.first]
    ages = [n for n in range(len(lead) - 1) if lead[n] in _AGES and lead[n + 1] in ("after", "since")]
    return bool(ages) and "," not in lead[ages[-1] :]


_LEAD = 8
_AGES = word_set("year years decade decades")
_FOUGHT = frozenset({"fight", "battle"})


def _attribute(trigger: Trigger, lowers: Sequence[str]) -> bool:
    """ "Local forces fighting ISIS": whom they are against, and no fight that took place."""
    if trigger.voice != "participle" or trigger.entry.words not in _FOUGHT or not trigger.first:
        return False
    return lowers[trigger.first - 1].isalpha() and lowers[trigger.first - 1] not in ("while", "after", "before", "and")


def _qualifies(trigger: Trigger, sentence: Sentence) -> bool:
    """ "A targeting officer": what someone is there for."""
    tree = sentence.tree
    at = tree.top(trigger.span)
    if at is None or trigger.voice != "participle" or not tree.words[at].text.lower().endswith("ing"):
        return False
    return tree.relation(at) in ("amod", "compound") and tree.head(at) == at + 1


def _ranks(trigger: Trigger, sentence: Sentence) -> bool:
    """ "It was the first town that the group has taken": which of its kind it was, that was told just before."""
    tree = sentence.tree
    at = tree.top(trigger.span)
    if at is None or trigger.is_noun or tree.relation(at) != "acl:relcl":
        return False
    noun = tree.head(at)
    pointing = [s for s in tree.children(noun, "nsubj") if tree.words[s].lemma.lower() in ("it", "this", "that")]
    return bool(pointing and tree.children(noun, "cop") and tree.children(noun, "amod"))


_SPOKEN = frozenset({"REQUEST", "AGREE", "THREATEN", "CONSULT"})
_PAYING = word_set("pay punish apologise apologize compensate mourn jail convict sentence try prosecute")


def _paid_for(trigger: Trigger, sentence: Sentence) -> bool:
    """ "To make him pay for the deaths", "were jailed over the killing": what a penalty or mourning is for."""
    tree = sentence.tree
    at = tree.top(trigger.span) if trigger.is_noun else None
    if at is None or not any(tree.words[c].lemma in ("for", "over") for c in tree.children(at, "case")):
        return False
    return tree.head(at) >= 0 and tree.words[tree.head(at)].lemma in _PAYING


_BETWEEN_RELATIVE = word_set(
    "also has have had is are was were still already then previously once often regularly continues continue continued "
    "to not never closely long been used"
)


def _in_relative(trigger: Trigger, lowers: Sequence[str]) -> bool:
    """Right after a restrictive "who", "that" or "which" (no comma before it) whose head is a noun."""
    k = trigger.first - 1
    while k > 0 and lowers[k] in _BETWEEN_RELATIVE:
        k -= 1
    if k < 1 or lowers[k] not in _WH:
        return False
    if lowers[k - 1] == ",":
        return "had" in lowers[k : trigger.first]
    return lowers[k] != "that" or not _takes_that(lowers[k - 1])


def _takes_that(word: str) -> bool:
    """A verb or noun of speech, after which "that" opens what is said."""
    return word.endswith("ed") or word in _SPEECH or word in ("and", "but", "or", "so", "such", "now", '"', "”")


_SPEECH = word_set(
    """
    said say says told tells saying claim claims report reports adds state states statement shows showed show found
    fact believes believe thinks think know knows news evidence sign clear likely possible true hope hopes fear fears
    warning us them him her reporters me ensure insist insists assess assesses view
    """
)


def _looks_back(trigger: Trigger, lowers: Sequence[str]) -> bool:
    """ "the 2003 invasion": a noun with its year right before it names a known happening."""
    return trigger.first > 0 and _YEAR.fullmatch(lowers[trigger.first - 1]) is not None


def _remembered(trigger: Trigger, lowers: Sequence[str]) -> bool:
    """ "to mark the anniversary of the killing": what is remembered did not happen now."""
    return not _REMEMBER.isdisjoint(lowers[max(0, trigger.first - 4) : trigger.first])


def _over(trigger: Trigger, lowers: Sequence[str], triggers: Sequence[Trigger]) -> bool:
    """ "ending two months of shelling": what is over, beside another happening."""
    return len(triggers) > 1 and not _ENDING.isdisjoint(lowers[max(0, trigger.first - 5) : trigger.first])


def _reason(trigger: Trigger, lowers: Sequence[str], triggers: Sequence[Trigger]) -> bool:
    """ "imposed sanctions over the bombing of civilians": why another thing was done."""
    lead = lowers[max(0, trigger.first - 3) : trigger.first]
    return "over" in lead and any(t.entry.type in _ANSWERS and t.last < trigger.first for t in triggers)


_ANSWERS = frozenset({"COERCE", "SANCTION"})


def _studied(trigger: Trigger, lowers: Sequence[str]) -> bool:
    return trigger.many and not _STUDY.isdisjoint(lowers[max(0, trigger.first - 2) : trigger.first])


def tells_little(
    trigger: Trigger,
    parties: Parties,
    sentence: Sentence,
    lexicon: Lexicon,
    *,
    figures: bool,
    own_place: bool,
    ability: str | None,
) -> bool:
    """Whether too little is told to code: an ability; a noun in passing with nobody, no figure and no place of its own;
    a vague verb without someone on both sides; a weak verb with nobody. A name that no catalogue has is someone."""
    entry = trigger.entry
    if figures:
        return False
    if ability is not None and ability.casefold() in _ABILITY:
        return True
    before, after = _named(sentence.tokens[: trigger.first]), _named(sentence.tokens[trigger.last + 1 :])
    nobody = not parties.actor and not parties.target
    if trigger.is_noun:
        if nobody and entry.weak and vocabulary().events[entry.type].quad in (1, 3):
            return not (before and after)
        if nobody and entry.of == "none" and entry.sides == "thing":
            return not (own_place or before or after)  # "an explosion": somewhere, of something
        return nobody and (entry.weak or entry.type != "ASSAULT") and not own_place
    if entry.words in lexicon.vague:
        both = (parties.actor or before) and (parties.target or after or _amount(sentence, trigger))
        return not both or (not parties.actor and _pronoun_subject(trigger, sentence))
    return entry.weak and entry.type != "ASSAULT" and nobody and not (before or after)


_NO_NAME = word_set(
    """
    the a an in on at of by for from to with as and but or if after before during since while when however meanwhile
    he she it they we i you his her its their our this that these those there both all some many most no not
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """
)


def _named(tokens: Sequence[Token]) -> bool:
    """Whether a name stands among the tokens: a capital that no sentence's start or calendar explains."""
    return any(t.text[0].isupper() and t.lower not in _NO_NAME for t in tokens)


def _amount(sentence: Sentence, trigger: Trigger) -> bool:
    return any(t.text[0].isdigit() for t in sentence.tokens[trigger.last + 1 : trigger.last + 5])


_PRONOUNS = frozenset({"it", "they", "we", "he", "she", "i", "you"})


def _pronoun_subject(trigger: Trigger, sentence: Sentence) -> bool:
    before = [t.lower for t in sentence.tokens[max(0, trigger.first - 3) : trigger.first]]
    return not _PRONOUNS.isdisjoint(before)
