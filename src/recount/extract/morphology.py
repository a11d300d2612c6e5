"""English inflections made from base forms, so that a lexicon lists each verb and noun once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from recount.words.lists import word_set

Tag = Literal["base", "s", "past", "part", "ing"]

_IRREGULAR = {
    "arise": "arose arisen",
    "be": "was been",
    "beat": "beat beaten",
    "become": "became become",
    "begin": "began begun",
    "bind": "bound bound",
    "blow": "blew blown",
    "break": "broke broken",
    "bring": "brought brought",
    "build": "built built",
    "burn": "burned burned",
    "buy": "bought bought",
    "cast": "cast cast",
    "catch": "caught caught",
    "come": "came come",
    "cut": "cut cut",
    "draw": "drew drawn",
    "drive": "drove driven",
    "fall": "fell fallen",
    "feed": "fed fed",
    "fight": "fought fought",
    "find": "found found",
    "flee": "fled fled",
    "fly": "flew flown",
    "forbid": "forbade forbidden",
    "freeze": "froze frozen",
    "gas": "gassed gassed",
    "get": "got got",
    "give": "gave given",
    "go": "went gone",
    "grow": "grew grown",
    "hang": "hanged hanged",
    "have": "had had",
    "hit": "hit hit",
    "hold": "held held",
    "hurt": "hurt hurt",
    "keep": "kept kept",
    "lay": "laid laid",
    "lead": "led led",
    "leave": "left left",
    "lend": "lent lent",
    "let": "let let",
    "lose": "lost lost",
    "make": "made made",
    "meet": "met met",
    "overrun": "overran overrun",
    "overthrow": "overthrew overthrown",
    "pay": "paid paid",
    "put": "put put",
    "quit": "quit quit",
    "retake": "retook retaken",
    "rise": "rose risen",
    "run": "ran run",
    "say": "said said",
    "see": "saw seen",
    "seek": "sought sought",
    "send": "sent sent",
    "set": "set set",
    "shoot": "shot shot",
    "show": "showed shown",
    "shrink": "shrank shrunk",
    "shut": "shut shut",
    "sit": "sat sat",
    "slay": "slew slain",
    "speak": "spoke spoken",
    "spend": "spent spent",
    "stand": "stood stood",
    "strike": "struck struck",
    "swear": "swore sworn",
    "take": "took taken",
    "teach": "taught taught",
    "tear": "tore torn",
    "tell": "told told",
    "throw": "threw thrown",
    "win": "won won",
    "withdraw": "withdrew withdrawn",
    "withhold": "withheld withheld",
    "wear": "wore worn",
    "write": "wrote written",
    "spread": "spread spread",
    "die": "died died",
    "undertake": "undertook undertaken",
    "undergo": "underwent undergone",
    "slow": "slowed slowed",
    "ebb": "ebbed ebbed",
}
_DOUBLES = word_set(
    """
    stab ban nab gun drop stop step rob bar pin net hem trap strip plan grab slam wed beg rig blot permit
    commit kidnap cut put set hit shut let run sit get begin quit forbid overrun control repel rebut expel
    compel airdrop spur wrap dip scrap refer deter scar step
    abet admit annul bog cap chat chop clap clog concur confer cram dam defer dig drag drug dub emit equip fan fit
    flag flip flog grip hop incur infer jam jog lag log map mob mop nod occur omit pat patrol pop prefer prod propel
    ram rebel regret rid rub ship shop shun skip slap slip snap snub span spot stir strap submit swap tag tap thin tip
    top transfer transmit trim tug war whip wrap zip outfit unplug
    """
)
_EITHER = word_set("cancel travel label signal quarrel counsel channel model marshal fuel level total focus")
"""Verbs written both ways: "cancelled" beside "canceled"."""
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> Iterator[tuple[str, Tag]]:
    """Every form of a verb with its tag; a hyphenated verb inflects its last part ("barrel-bomb").

    >>> sorted(form for form, _ in verb_forms("ban"))
    ['ban', 'banned', 'banned', 'banning', 'bans']
    """
    head, dash, last = lemma.rpartition("-")
    prefix = head + dash
    for form, tag in _forms(last):
        yield prefix + form, tag


def plural(noun: str) -> str:
    """The plural of a noun phrase, made on its last word.

    >>> plural("casualty"), plural("air strike"), plural("clash")
    ('casualties', 'air strikes', 'clashes')
    """
    if noun.endswith(("s", "ing of", "fire")) and not noun.endswith("ss"):
        return noun
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _forms(lemma: str) -> Iterator[tuple[str, Tag]]:
    if lemma == "be":
        yield from ((form, "s") for form in ("is", "are", "was", "were", "am"))
        yield from (("be", "base"), ("been", "part"), ("being", "ing"))
        return
    yield lemma, "base"
    yield _third(lemma), "s"
    irregular = _IRREGULAR.get(lemma)
    past, part = irregular.split() if irregular else (_past(lemma),) * 2
    yield past, "past"
    yield part, "part"
    yield _ing(lemma), "ing"
    if lemma in _EITHER:
        doubled = lemma + lemma[-1]
        yield from ((doubled + "ed", "past"), (doubled + "ed", "part"), (doubled + "ing", "ing"))


def _third(lemma: str) -> str:
    if lemma in ("have",):
        return "has"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _DOUBLES else "") + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in _DOUBLES or lemma == "gas" else "") + "ing"
