"""One happening or several: when a happening is an event and when a tally."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.figures import HAPPENINGS, HARMS, counted, single
from recount.extract.happenings import Happening
from recount.extract.lexicon import Lexicon
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Sentence
from recount.extract.when import When, days_of, is_period
from recount.extract.where import Where
from recount.records import Quantity
from recount.words.lists import word_set

_MEASURE_OF = (
    ("raid", "raids"),
    ("strike", "strikes"),
    ("sortie", "sorties"),
    ("clash", "clashes"),
    ("explosion", "explosions"),
    ("bombing", "explosions"),
    ("operation", "operations"),
    ("mission", "operations"),
    ("talks", "engagements"),
    ("meeting", "engagements"),
)
_HELD = frozenset({"arrested", "captured", "abducted", "released", "surrendered"})
_DEEDS = ("ASSAULT", "COERCE", "TERRITORY")
_COUNTED_UP = ("MOBILIZE", "RETREAT", "COOPERATE", "AID")
"""What a report adds up over a period: troops moved, people trained, goods given."""
_MONTH = 31
_WAR = 1000.0
"""A toll this large over no stated day is a total of the war and of no single event."""


def tally_reason(
    happening: Happening,
    figures: Sequence[QuantityMention],
    sentence: Sentence,
    lexicon: Lexicon,
    when: When,
    where: Where,
    *,
    running: bool = False,
) -> str | None:
    """Why the happening is several together, or `None` where it is one. `running` is whether the sentences before
    gave totals of a stretch of time, which a bare "four were killed" goes on with."""
    count = counted(figures)
    if count is not None and not _few_bombs(count, figures, when, where):
        return f"counts several: {count.words or count.measure}"
    if (spread := _many_places(happening, figures)) is not None:
        return f"counts several: {spread}"
    if (nth := _nth(happening, sentence)) is not None:
        return f"counts several: number {nth} of its kind"
    sign = _habitual(sentence, happening, lexicon)
    if sign is not None:
        return f"habitual: {sign}"
    if single(figures):
        return None
    harmed = [m for m in figures if m.quantity.measure in HARMS | _HELD]
    dated = when.origin in ("own", "sentence") and is_period(when.time)
    if dated and _many_harmed(harmed) and not _one_blow(happening, sentence, when):
        return f"toll over a period: {when.time.words if when.time else ''}"
    if dated and figures and happening.head.entry.type in _COUNTED_UP and (days_of(when.time) or _WAR) > _MONTH:
        return f"moves over a period: {when.time.words if when.time else ''}"
    if any(m.repeated for m in figures):
        return "a rate or habit"
    shot = [m for m in figures if m.quantity.measure == "rockets"]
    if any((m.quantity.value or 0) >= _WAR for m in (*harmed, *shot)) and (
        when.origin not in ("own", "sentence") or (days_of(when.time) or 99) > 2
    ):
        return "toll of a whole war"
    if _perfect_toll(happening, harmed, sentence, when):
        return "toll up to now"
    if happening.head.entry.type == "TERRITORY" and _many_taken(figures) and not _one_prize(where):
        return "ground taken or lost in many places"
    since = _since(happening, sentence) if _many_harmed(harmed) or _many_taken(figures) else None
    if since is not None and not _one_blow(happening, sentence, when):
        return f"toll since then: {since}"
    if harmed and _many_harmed(harmed) and (stretch := _stretch(happening, sentence, when)):
        return f"toll over a stretch: {stretch}"
    if running and _many_harmed(harmed) and when.origin not in ("own", "sentence") and _bare(happening, where):
        return f"toll over the period before: {when.time.words if when.time else ''}"
    if _wide(where) and _many_harmed(harmed) and not _dated(when) and _bare(happening, where):
        return "toll of a whole country"
    if any(m.quantity.measure in _HELD and m.quantity.value is None for m in harmed) and not _dated(when):
        return "many at no one time"
    if _goes_on(happening, sentence) and when.origin != "own":
        return "goes on"
    if (
        happening.head.entry.type in _DEEDS
        and happening.head.present
        and not figures
        and when.origin != "own"
        and where.origin != "own"
    ):
        return "said of no one time"
    if happening.head.entry.words == "raid" and where.places and _dated(when):
        return None  # "raided hideouts in the west on 29 August": one raid of one day, wherever its hideouts lay
    loose = _loose(when, where, harmed=bool(harmed)) and not (_dated(when) and _placed_in(where, "province"))
    if loose and (words := _many_objects(happening, sentence)):
        return f"plural objects without a day or a place: {words}"
    if happening.head.many and not _is_one_day(when, harmed, where):
        return f"plural without a single day: {happening.head.entry.words}"
    return None


_NTH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ORDINALS = {word: number for number, word in enumerate(_NTH, 2)}
_COUNTED_FROM = re.compile(
    r"\b(?:since|this (?:week|month|year)|in (?:a|as many|two|three|four|five|six|seven|ten) \w+)\b"
)


def _nth(happening: Happening, sentence: Sentence) -> int | None:
    """ "The eleventh rocket attack since October": how many there were by then."""
    tree, head = sentence.tree, happening.head
    at = tree.top(head.span)
    if at is None or not head.is_noun or not _COUNTED_FROM.search(sentence.text, head.span.end - sentence.span.start):
        return None
    return next((n for c in tree.children(at, "amod") if (n := _ORDINALS.get(tree.words[c].text.lower()))), None)


_BOMBS = word_set("bomb bombs ied ieds device devices mine mines landmine landmines")
_ONE_BLOW = 3


def _few_bombs(count: Quantity, figures: Sequence[QuantityMention], when: When, where: Where) -> bool:
    """ "Two roadside bombs hit a minibus near X on Thursday": the bombs of one blow, counted, and not several blows."""
    words = set((count.words or "").casefold().split())
    few = count.measure == "explosions" and (count.value or 99) <= _ONE_BLOW and not words.isdisjoint(_BOMBS)
    return few and not any(m.total or m.repeated for m in figures) and _dated(when) and _pinned(where)


def _dated(when: When) -> bool:
    return when.origin in ("own", "sentence", "carried") and (days_of(when.time) or 99) <= 2


def _loose(when: When, where: Where, *, harmed: bool) -> bool:
    """Without a day of its own or without a place where one blow may fall; with people harmed, without either."""
    dated = when.origin in ("own", "sentence") and (days_of(when.time) or 99) <= 2
    return not dated and not _pinned(where) if harmed else not (dated and _pinned(where))


_CROWD = 20
"""Dead that no one blow without a name or a day is likely to have dealt."""


def _perfect_toll(happening: Happening, harmed: Sequence[QuantityMention], sentence: Sentence, when: When) -> bool:
    """ "The group has killed at least 400 people": what it did so far, with no day."""
    head = happening.head
    before = {t.lower for t in sentence.tokens[max(0, head.first - 3) : head.first]}
    perfect = head.voice == "active" and not {"has", "have"}.isdisjoint(before)
    many = any((m.quantity.value or 0) >= _CROWD for m in harmed)
    sure = happening.reading.modality == "actual"
    return perfect and many and sure and not _dated(when) and not _one_blow(happening, sentence, when)


def _since(happening: Happening, sentence: Sentence) -> str | None:
    """ "Have been killed since the operation began": what hangs on the verb by "since"."""
    tree = sentence.tree
    for trigger in happening.triggers:
        at = tree.top(trigger.span)
        if at is None or trigger.is_noun:
            continue
        for child in tree.children(at, "advcl", "obl", "obl:unmarked", "advmod"):
            marks = [c for c in tree.children(child, "mark", "case") if tree.words[c].text.lower() == "since"]
            before = sentence.text[: tree.words[marks[0]].start - sentence.span.start].casefold() if marks else ""
            if marks and not _RECORD.search(before):
                return sentence.text[tree.phrase(child).start - sentence.span.start :][:_SHOWN].strip()
    return None


_SHOWN = 40


def _many_taken(figures: Sequence[QuantityMention]) -> bool:
    """ "Taken back more than 200 villages", "lost 61 percent of the territory"."""
    return any(
        (m.quantity.measure in ("villages", "buildings") and (m.quantity.value or 99) > _FEW)
        or (m.quantity.measure == "share" and not m.part_of_previous)
        for m in figures
    )


def _pinned(where: Where) -> bool:
    return _placed_in(where, *_FINE)


def _placed_in(where: Where, *precisions: str) -> bool:
    return bool(where.places) and where.origin in ("own", "sentence") and where.places[0].precision in precisions


def _one_prize(where: Where) -> bool:
    """ "Captured Hit", "captured the town": one place is what was taken, under its name or not."""
    return _pinned(where) or (where.origin == "again" and where.places[0].precision in _FINE)


_SITES = word_set("sites places locations positions facilities hideouts bases outposts camps headquarters targets")
_FEW = 3
"""Sites that one blow may hit at once ("struck three targets")."""


def _many_places(happening: Happening, figures: Sequence[QuantityMention]) -> str | None:
    """ "Struck 85 targets at seven sites": a wave of blows, told by how many places it fell on."""
    if happening.head.entry.words not in _HITS and not happening.head.entry.words.startswith("send "):
        return None
    for mention in figures:
        words = (mention.quantity.words or "").casefold().split()
        if words and words[-1] in _SITES and (mention.quantity.value or 0) > _FEW:
            return mention.quantity.words
    return None


_OBJECTS = word_set(
    "targets positions sites bases depots hideouts caves tunnels vehicles convoys villages towns checkpoints outposts "
    "headquarters facilities camps cells strongholds warehouses posts"
)
_HITS = frozenset(
    {"strike", "hit", "target", "attack", "bomb", "shell", "pound", "bombard", "raid", "strafe", "hammer"}
)


_PLURALS = word_set("bombers bombs drones nationals citizens families cities towns villages")
"""Plural things that an entry itself takes ("send suicide bombers", "lose towns")."""


def _many_objects(happening: Happening, sentence: Sentence) -> str | None:
    """ "Struck PKK targets": the plural thing that a verb of attack takes, where no number or article counts it."""
    head, tree = happening.head, sentence.tree
    at = tree.top(head.span)
    if not _PLURALS.isdisjoint(head.entry.words.split()):
        return head.entry.words.replace("* ", "")
    if head.entry.words not in _HITS or head.is_noun or at is None:
        return None
    for thing in tree.objects(at):
        word = tree.words[thing]
        counted = tree.children(thing, "nummod", "det", "det:predet")
        if word.text.lower() in _OBJECTS and not counted:
            return f"{sentence.tokens[head.first].text} {word.text}"
    return None


_WARS = frozenset({"war", "conflict", "uprising", "insurgency"})
_MANY = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|a few|the few|a couple of)"
_UNIT = r"(?:days?|weeks?|months?|years?|fortnight)"
_SPANS = re.compile(
    rf"(?<!for\s)\b(?:in|over|during|within)\s{_MANY}\s(?:days|weeks|months|years)\b"
    rf"|\b(?:the|these|in|over|during|within)\s(?:past|last|previous|preceding)\s(?:(?:few|couple\sof|{_MANY})\s)?{_UNIT}\b(?!\sof|['’]s)"
    r"|\b(?:the|these)\s(?:past|last|previous|preceding)\s(?:24|36|48|72|96|twenty-four|forty-eight)[\s-]hours\b"
    r"|\b(?:in|over|during)\srecent\s(?:days|weeks|months|years)\b"
    r"|\bsince\sthe\s(?:beginning|start|outbreak)\sof\b"
    rf"|\b{_MANY}\s{_UNIT}\sinto\sthe\b"
    r"|\bbetween\s(?:january|february|march|april|may|june|july|august|september|october|november)\s(?:\d{4}\s)?and\s"
    r"(?:february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:in|during)\sthe\s(?:[\w-]+\s)?(?:battle|offensive|siege|campaign)\b(?!\son)"
    rf"|\b(?:(?:a|an|{_MANY})\s{_UNIT}|days|weeks|months|years)\sof\s(?:[\w-]+\s){{0,2}}"
    r"(?:fighting|infighting|clashes|bombardment|shelling|violence|strikes|airstrikes|raids|bombing|attacks|battles|protests)\b"
    r"|\b(?:\w+-(?:day|week|month)(?:-long|-old)?|(?:days|weeks|months)-long)\s(?:\w+\s)?"
    r"(?:offensive|battle|siege|campaign|assault|operation|bombardment)\b"
)
"""Stretches over which a toll is a sum. "Last week" by itself is when one thing may have happened, and a few hours
are one happening's."""
_LEADS = re.compile(rf"^\W*(?:in|over|during|within)\s(?=the\s(?:past|last)\b)(?:{_SPANS.pattern})")
_BLOW = re.compile(
    r"\b(?:a|an|one|another)\s(?:[\w'’-]+\s){0,3}(?:bomb|bomber|bombing|blast|explosion|strike|airstrike|air\sraid|raid|attack|"
    r"rocket|missile|ambush|shell|mortar|massacre|shooting|crash)\b"
    r"|\bthe\s(?:(?!(?:of|in|and|by|past|last)\s)[\w'’-]+\s){0,2}(?:blast|explosion|strike|air\sraid|attack|ambush|massacre)\b"
)
_PART = re.compile(r"\b(?:including|among|of\swhom|of\sthem)\b")
_RECORD = re.compile(
    r"\b(?:deadliest|worst|first|bloodiest|heaviest|biggest|largest|fiercest|highest|most\s(?:deadly|violent))\b(?:[^,;]*\s)?$"
)


def _stretch(happening: Happening, sentence: Sentence, when: When) -> str | None:
    """ "the war has killed", "in two weeks of fighting": what makes a toll the sum over a stretch of time."""
    head = happening.head
    before = [t.lower for t in sentence.tokens[max(0, head.first - 9) : head.first]]
    if not head.is_noun and {"has", "have", "had"} & set(before):
        war = next((word for word in reversed(before) if word in _WARS), None)
        if war is not None:
            return war
    clause = _clause(happening, sentence)
    found = _SPANS.search(clause) or _LEADS.search(sentence.text.casefold())
    if found is None or _RECORD.search(found.string[: found.start()]) or _one_blow(happening, sentence, when):
        return None
    return found.group().strip()


def _clause(happening: Happening, sentence: Sentence) -> str:
    span, base = happening.span, sentence.span.start
    return sentence.text[span.start - base : span.end - base].casefold()


def _one_blow(happening: Happening, sentence: Sentence, when: When) -> bool:
    """Whether one blow dealt it all, whatever the stretch beside it: "a car bomb killed 25 last month", "the deadliest
    day since May", "missing since Friday, when gunmen killed two"."""
    clause = _clause(happening, sentence)
    blow = _BLOW.search(clause)
    if blow is not None and not _PART.search(clause[: blow.start()]):
        return True
    words = ((when.time.words if when.time else None) or "").casefold()
    text = sentence.text.casefold()
    at = text.find(words) if words else -1
    if at < 0:
        return False
    apart = when.origin == "sentence" and text[at + len(words) :].startswith((", when", " when", ", where"))
    return apart or _RECORD.search(text[:at]) is not None


def _wide(where: Where) -> bool:
    """Whether the place told is no one spot."""
    return _placed_in(where, "country", "region")


def _bare(happening: Happening, where: Where) -> bool:
    """ "Four were killed", "four died in Iraq": nobody is said to have done it and no place of one blow is given."""
    head = happening.head
    done = (head.entry.harm is not None and (head.is_noun or head.entry.words in _DIES)) or head.entry.words in HARMS
    return (head.voice == "passive" or done) and not _pinned(where)


_DIES = frozenset({"die", "perish", "lose life"})


def _goes_on(happening: Happening, sentence: Sentence) -> bool:
    """ "has been fighting", "continues to shell": an activity over a stretch of time."""
    head = happening.head
    if head.is_noun or head.entry.harm is not None:
        return False
    if (happening.reading.cue or "").startswith("continu"):
        return True
    before = [t.lower for t in sentence.tokens[max(0, head.first - 3) : head.first]]
    return sentence.tokens[head.first].lower.endswith("ing") and "been" in before


def count_of(happening: Happening, figures: Sequence[QuantityMention], sentence: Sentence) -> Quantity | None:
    """For a tally without a number of its own: the measure with no value, in the words that tell of it."""
    if any(m.quantity.measure in HAPPENINGS or (m.repeated and m.quantity.measure == "other") for m in figures):
        return None
    nth = _nth(happening, sentence)
    many = happening.head.many or nth is not None or _many_objects(happening, sentence) is not None
    if not many or happening.head.entry.harm is not None:
        return None
    at, base = happening.head.span, sentence.span.start
    words = sentence.text[at.start - base : at.end - base]
    if nth is not None:
        return Quantity(measure_of(happening), None, float(nth), "exact", float(nth), float(nth), words=words)
    return Quantity(measure=measure_of(happening), value=None, comparator="unknown", words=words)


def times_of(quantity: Quantity, happening: Happening, mode: str | None) -> Quantity:
    """ "Several times a month", "17 times": what so often happened is what the trigger tells, strikes where it came
    from the air."""
    if not (quantity.words or "").endswith("times"):
        return quantity
    if quantity.measure == "other":
        return replace(quantity, measure=measure_of(happening))
    return replace(quantity, measure="strikes") if quantity.measure == "attacks" and mode == "aerial" else quantity


def measure_of(happening: Happening) -> str:
    """What kind of happening the words count: raids, strikes, clashes, operations, attacks; other where not violent."""
    words = happening.head.entry.words
    for part, measure in _MEASURE_OF:
        if part in words:
            return measure
    if not happening.head.is_noun and any(t.entry.mode == "aerial" for t in happening.triggers):
        return "strikes"
    return "attacks" if happening.head.entry.type == "ASSAULT" else "other"


def _habitual(sentence: Sentence, happening: Happening, lexicon: Lexicon) -> str | None:
    lowers = [t.lower for t in sentence.tokens]
    for i, token in enumerate(sentence.tokens):
        if not happening.span.start <= token.start < happening.span.end:
            continue
        for phrase in lexicon.habitual.get(token.lower, ()):
            if tuple(lowers[i : i + len(phrase)]) == phrase and _bears_on(happening, i, len(phrase)):
                return " ".join(phrase)
    return None


def _bears_on(happening: Happening, at: int, length: int) -> bool:
    """An adverb right before or after the trigger's words: "has repeatedly been tied to" says nothing of the attack."""
    for trigger in happening.triggers:
        if trigger.is_noun:
            if 0 <= trigger.first - (at + length) <= 1:
                return True
            continue
        gap = trigger.first - (at + length) if at < trigger.first else at - trigger.last - 1
        if gap <= (2 if at < trigger.first else 12 if length > 1 else 3):
            return True
    return False


def _many_harmed(harmed: Sequence[QuantityMention]) -> bool:
    return any(m.quantity.value is None or m.quantity.value > 1 for m in harmed)


def _is_one_day(when: When, harmed: Sequence[QuantityMention], where: Where) -> bool:
    """Strikes of one day on one place, or strikes whose dead are counted together at a place, are told as one."""
    if len({p.province for p in where.places if p.province}) > 1:
        return False  # "in attacks between Raqqa, Homs and Deir ez-Zor"
    days = days_of(when.time) if when.origin in ("own", "sentence", "carried") else None
    placed = bool(where.places) and where.origin in ("own", "sentence")
    if days is not None and days <= 2:
        return bool(harmed) or (placed and where.places[0].precision in _FINE)
    return bool(harmed) and placed


_FINE = ("site", "settlement", "district")
