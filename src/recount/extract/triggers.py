"""Where a sentence says that something happened: lexicon entries found in it, and whether each is read as a verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recount.extract.lexicon import GAP, Entry, Lexicon, Pattern
from recount.extract.syntax import Sentence, Token
from recount.records import Span
from recount.words.lists import word_set

Voice = Literal["active", "passive", "noun", "participle"]
_REACH = 4  # words that a gap may skip

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "get", "got", "gets"})
_HAVE = frozenset({"has", "have", "had", "having"})
_MODAL = frozenset(
    {
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "do",
        "does",
        "did",
        "not",
        "n't",
    }
    | {"didn't", "doesn't", "don't", "won't", "wouldn't", "cannot", "can't", "couldn't", "helped", "help"}
)
_PRONOUN = frozenset({"i", "we", "they", "he", "she", "it", "you", "who", "which", "that"})
_BEFORE_NOUN = word_set(
    """
    the a an this that these those his her its their our my your any no some each every another more most
    many several few all both such other recent new major deadly first second last latest fresh fierce heavy
    further of in on at by with from against for during after before under amid over despite without into
    between per via through throughout about like series wave following since until near
    """
)
_PREPOSITIONS = word_set(
    """
    in on at by during after when near as from against with inside outside across over within between around
    while of for since before amid along
    """
)
_STEP = frozenset({"also", "then", "later", "just", "still", "already", "even", "only", "again", "all", "each", "both"})
_FINITE_AFTER = word_set(
    """
    killed kills kill hit hits struck injured wounded left destroyed targeted took were was is are has have
    had
    """
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lexicon entry found in a sentence. `first` and `last` are token indexes (inclusive). `voice`: active; passive
    ("was killed by"); noun; participle (", killing four"). `many` is a plural noun,
    `definite` one with "the", `present` a verb in the simple present."""

    entry: Entry
    span: Span
    first: int
    last: int
    voice: Voice
    many: bool
    definite: bool
    present: bool = False

    @property
    def is_noun(self) -> bool:
        return self.voice == "noun"


def triggers_in(sentence: Sentence, lexicon: Lexicon, names: Sequence[Span] = ()) -> list[Trigger]:
    """Triggers in order, longest first at each place, none sharing a word, none inside an exclusion or one of `names`
    (the town of Hit is no hit)."""
    tokens = sentence.tokens
    lowers = [t.lower.removesuffix("'s") for t in tokens]
    taken, named = _excluded(lowers, lexicon), _named(tokens, names)
    found: list[Trigger] = []
    for i, word in enumerate(lowers):
        patterns = lexicon.patterns.get(word)
        if patterns is None or i in taken or i in named:
            continue
        best = _best(tokens, lowers, i, patterns, taken)
        if best is not None:
            trigger, used = best
            found.append(trigger)
            taken.update(used)
    return found


def _excluded(lowers: Sequence[str], lexicon: Lexicon) -> set[int]:
    taken: set[int] = set()
    for i, word in enumerate(lowers):
        for phrase in lexicon.exclusions.get(word, ()):
            used = _match(lowers, i, phrase, frozenset())
            if used is not None:
                taken.update(range(used[0], used[-1] + 1))
                break
    return taken


def _named(tokens: Sequence[Token], names: Sequence[Span]) -> set[int]:
    return {i for name in names for i, token in enumerate(tokens) if name.start <= token.start < name.end}


def _best(
    tokens: Sequence[Token], lowers: Sequence[str], i: int, patterns: Sequence[Pattern], taken: set[int]
) -> tuple[Trigger, tuple[int, ...]] | None:
    for pattern in patterns:
        used = _match(lowers, i, pattern.tokens, taken)
        if used is None:
            continue
        voice = _voice(tokens, lowers, i, used[-1], pattern)
        if voice is not None:
            definite = i > 0 and lowers[i - 1] in ("the", "this", "that", "these", "those", "such")
            span = Span(tokens[used[0]].start, tokens[used[-1]].end)
            present = voice == "active" and (pattern.tag == "s" or (pattern.tag == "base" and _is_bare(lowers, i)))
            return Trigger(pattern.entry, span, i, used[-1], voice, pattern.many, definite, present), used
    return None


def _is_bare(lowers: Sequence[str], i: int) -> bool:
    """A base form without "to", a modal or "did" before it."""
    return not any(word in _MODAL for word in lowers[max(0, i - 2) : i])


def _match(
    lowers: Sequence[str], i: int, pattern: Sequence[str], taken: set[int] | frozenset[int]
) -> tuple[int, ...] | None:
    if len(pattern) == 1:  # most of them; the caller has looked its word up
        return None if i in taken or lowers[i] != pattern[0] else (i,)
    if GAP not in pattern:
        end = i + len(pattern)
        if tuple(lowers[i:end]) != pattern or any(n in taken for n in range(i, end)):
            return None
        return tuple(range(i, end))
    return _match_with_gaps(lowers, i, pattern, taken)


def _match_with_gaps(
    lowers: Sequence[str], i: int, pattern: Sequence[str], taken: set[int] | frozenset[int]
) -> tuple[int, ...] | None:
    used = []
    at = i
    gap = False
    for word in pattern:
        if word == GAP:
            gap = True
            continue
        reach = _REACH if gap else 0
        hit = _next(lowers, at, word, reach)
        if hit is None or hit in taken:
            return None
        used.append(hit)
        at, gap = hit + 1, False
    return tuple(used)


def _next(lowers: Sequence[str], at: int, word: str, reach: int) -> int | None:
    for n in range(at, min(at + reach + 1, len(lowers))):
        if lowers[n] == word:
            return n
        if lowers[n] in (".", ";", ":", "!", "?"):
            return None
    return None


def _voice(tokens: Sequence[Token], lowers: Sequence[str], i: int, last: int, pattern: Pattern) -> Voice | None:
    """How the words are used here, or `None` where they are not this entry after all."""
    if pattern.entry.noun:
        return None if _is_modifier(lowers, last) else "noun"
    before = lowers[i - 1] if i else ""
    if lowers[i] in _BE:
        return "active"
    if pattern.tag == "base":
        return "active" if _base_is_verb(tokens, lowers, i, last) else None
    if pattern.tag == "s":
        return "active" if _third_is_verb(tokens, lowers, i, last) else None
    if pattern.tag == "ing":
        return _ing_voice(lowers, i, before)
    return _past_voice(lowers, i, last, pattern)


def _is_modifier(lowers: Sequence[str], last: int) -> bool:
    """A noun before another ("attack helicopter", "protest leader", "bomb disposal") names no happening."""
    after = lowers[last + 1] if last + 1 < len(lowers) else ""
    return after in _HEADS


_HEADS = word_set(
    """
    helicopter helicopters aircraft plane planes drone drones jet jets leader leaders team teams unit units
    squad victim victims survivor survivors zone zones line lines site sites maker makers plot plots plotter
    organiser organizer table tables group groups room rooms capability capabilities position positions
    materials disposal expert experts cell cells facilitator facilitators network networks scene threat
    threats range ranges agreement agreements deal monitor monitors rules tactics wing vehicle vehicles
    factory factories workshop storm tunnel tunnels budget strategy doctrine planning planner station ground
    grounds gear expert warning warnings suspect suspects bomber bombers method methods campaigner minister
    ministry spokesman spokesperson official officials
    """
)


def _base_is_verb(tokens: Sequence[Token], lowers: Sequence[str], i: int, last: int) -> bool:
    p = i - 1
    while p >= 0 and (lowers[p] in _STEP or lowers[p].endswith("ly")):
        p -= 1
    before = lowers[p] if p >= 0 else ""
    if before in _BE or before in _HAVE:
        return False
    if before in _MODAL or before in _PRONOUN:
        return before != "that" or _object_follows(lowers, last)
    if not before or before in _BEFORE_NOUN or before[0].isdigit() or not before[0].isalnum():
        return not before and _object_follows(lowers, last) and not tokens[i].text[0].isupper()
    if before in ("and", "or", ","):
        return _object_follows(lowers, last)
    plural_subject = before.endswith("s") or before in (
        "people",
        "police",
        "men",
        "women",
        "troops",
        "militia",
        "gunmen",
    )
    return (
        plural_subject and not tokens[p].text.endswith(("'s", "’s")) and not _next_is_preposition_of_noun(lowers, last)
    )


def _third_is_verb(tokens: Sequence[Token], lowers: Sequence[str], i: int, last: int) -> bool:
    before = lowers[i - 1] if i else ""
    if before in _PRONOUN:
        return before not in ("that",) or _object_follows(lowers, last)
    if not before or before in _BEFORE_NOUN or before[0].isdigit() or before in _MODAL:
        return False
    if tokens[i - 1].text.endswith(("'s", "’s")) or (before.endswith("s") and not tokens[i - 1].text.isupper()):
        return False
    return _object_follows(lowers, last) and not _is_bare_verb(lowers, last)


def _is_bare_verb(lowers: Sequence[str], last: int) -> bool:
    """ "strikes kill 12": the word after the doubtful one is the verb."""
    return _after(lowers, last) in _BARE


_BARE = word_set(
    """
    kill hit injure wound leave destroy target claim strike rock continue continued resume resumed
    """
)


def _ing_voice(lowers: Sequence[str], i: int, before: str) -> Voice | None:
    if not before or before in ('"', "“", "'", "‘"):
        return None  # "Targeting them is an honour": a subject, and nothing that took place
    if before in _BE or (i > 1 and lowers[i - 2] in _BE and (before in _STEP or before.endswith("ly"))):
        return "active"
    if before in ("the", "a", "an", "this", "of") and (i + 1 < len(lowers) and lowers[i + 1] not in ("of",)):
        return None if before != "of" else "participle"
    return "participle"


def _past_voice(lowers: Sequence[str], i: int, last: int, pattern: Pattern) -> Voice | None:
    p = i - 1
    while p >= 0 and (lowers[p] in _STEP or lowers[p].endswith("ly") or lowers[p] == "not" or lowers[p] == "reported"):
        p -= 1
    before = lowers[p] if p >= 0 else ""
    if before in _BE:
        return "passive"
    if before in _HAVE:
        return "active"
    if before in ("and", "or", ",") and _earlier_passive(lowers, p):
        return "passive"
    if before in ("the", "a", "an", "of", "this", "these", "those", "some", "any", "-") or _is_adjective(
        lowers, i, last
    ):
        return None
    after = _after(lowers, last)
    counted = _number_follows(lowers, last)
    if pattern.entry.sides == "forward" and last == i and not counted and _lacks_object(after, before):
        return "passive" if pattern.entry.type in _REDUCED or (after == "by" and not pattern.entry.weak) else None
    return "active"


_REDUCED = frozenset({"ASSAULT", "COERCE"})
"""Types whose reduced passive tells ("15 killed in", "four held near"); "areas liberated from" only describes."""


def _earlier_passive(lowers: Sequence[str], p: int) -> bool:
    """ "were killed and wounded": the second participle shares the auxiliary of the first."""
    for n in range(p - 1, max(p - 5, -1), -1):
        if lowers[n] in _BE:
            return True
        if not (lowers[n].endswith(("ed", "en")) or lowers[n] in (",", "and", "or") or lowers[n].isdigit()):
            return False
    return False


_TO_NUMBER = frozenset(
    {("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("as", "many"), ("close", "to")}
)


def _number_follows(lowers: Sequence[str], last: int) -> bool:
    """ "killed at least 34", "killed over 20": the number is the object, whatever preposition leads it."""
    ahead = tuple(lowers[last + 1 : last + 3])
    return ahead in _TO_NUMBER or (len(ahead) == 2 and ahead[0] in ("over", "around") and ahead[1][0].isdigit())


def _lacks_object(after: str, before: str) -> bool:
    if not after or after in (".", ",", ";", ":", ")", '"', "”", "and", "or", "but"):
        return bool(before) and before not in _PRONOUN
    return after in _PREPOSITIONS and after != "of" and before not in _PRONOUN


def _is_adjective(lowers: Sequence[str], i: int, last: int) -> bool:
    """ "the besieged city", "two wounded men": a participle between a determiner or number and a noun."""
    before, after = (lowers[i - 1] if i else ""), _after(lowers, last)
    if before in _BEFORE_NOUN and before not in ("that", "all", "both", "each"):
        return bool(after) and after[0].isalpha() and after not in _PREPOSITIONS and after not in ("and", "or")
    return False


def _object_follows(lowers: Sequence[str], last: int) -> bool:
    after = _after(lowers, last)
    return (
        bool(after)
        and (after[0].isalnum() or after[0] in '"“€$£')
        and after not in _PREPOSITIONS
        and after not in _FINITE_AFTER
    )


def _next_is_preposition_of_noun(lowers: Sequence[str], last: int) -> bool:
    return _after(lowers, last) in (
        "on",
        "against",
        "by",
        "of",
        "that",
        "which",
        "in",
        "killed",
        "have",
        "has",
        "had",
        "were",
        "was",
        "are",
    )


def _after(lowers: Sequence[str], last: int) -> str:
    return lowers[last + 1] if last + 1 < len(lowers) else ""
