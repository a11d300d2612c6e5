"""Words of a text as the English Web Treebank cuts them, by exact offsets.

A clitic is a word of its own (`do|n't`, `Syria|'s`), so is a hyphen between two words (`al|-|Qaeda`) and a unit after
a number (`5|m`); an abbreviation keeps its stop (`U.S.`) except where that ends the sentence as well. Every character
that is not white space belongs to exactly one word; marks without a width stay with the letter that they follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from recount.language.abbreviations import Follow, follow_of, keeps_stop
from recount.records import Span

_CLITICS = frozenset(("s", "m", "re", "ll", "ve", "d"))
# Two words written as one, and where the second begins. "its", "ill", "were", "wed" are words: they are left whole.
_FUSED = {
    "cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dont": 2, "doesnt": 4, "didnt": 3, "cant": 2, "wont": 2,
    "isnt": 2, "arent": 3, "wasnt": 3, "werent": 4, "wouldnt": 5, "couldnt": 5, "shouldnt": 6, "havent": 4,
    "hasnt": 3, "hadnt": 3, "aint": 2, "ive": 1, "im": 1, "youre": 3, "theyre": 4, "thats": 4, "whats": 4,
    "theres": 5, "heres": 4, "youll": 3, "itll": 2, "hes": 2, "shes": 3,
}  # fmt: skip
# Prefixes that the treebank leaves joined to the word after the hyphen.
_PREFIXES = """e|non|mid|pre|anti|re|post|co|over|cross|pro|multi|ex|semi|neo|socio|counter|ultra|inter|intra|sub|pan
|quasi|trans|extra|infra|hyper|micro|psycho|arch"""
_UNITS = r"""am|pm|a\.m|p\.m|km|kms|m|mm|cm|k|kg|kgs|mg|lb|lbs|ft|mi|miles|mph|kph|hrs?|mins?|minutes|secs?|b|bn|mn|tn
|mw|mb|gb|kb|tb|ghz|mhz|hz|kw|kwh|mwh|yrs?|x|in|oz|pts?|million|billion|percent|persons|bcf|cts?"""
# Last parts of addresses and of file names. Those that are words as well ("in", "is", "me") would join two sentences.
_ENDINGS = """com|org|net|gov|edu|mil|int|info|biz|tv|io|html?|php|aspx?|docx?|xlsx?|pptx?|pdf|txt|jpe?g|png|gif|zip
|exe|url|csv|uk|fr|de|ru|ir|iq|sy|tr|il|eu|ua|au|ca|nz|ch|nl|jp|cn"""

# Combining marks, joiners, marks of direction and the like.
_CLINGING = (
    r"\xad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0600-\u0605\u0610-\u061a\u061c"
    r"\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u070f-\u074a\u07a6-\u07b0\u0816-\u082d"
    r"\u08d3-\u0903\u093a-\u094d\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a51"
    r"\u0abc-\u0acd\u0b3c-\u0b57\u0bbe-\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3b-\u0d57\u0dca-\u0ddf\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e\u180b-\u180e\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    r"\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
)
_W = rf"[\w{_CLINGING}]"
_END = rf"(?!{_W})"
_ADDRESS_END = r"[^\s<>\"“”.,;:!?'’)\]}…*]"

# Every part is bounded or possessive, so that a stretch of a hundred thousand characters takes linear time.
_PIECE = re.compile(
    rf"""
      (?P<whole>
        (?:(?:https?|ftp)://|www\.|mailto:)[^\s<>"“”]*{_ADDRESS_END}
      | [\w.+%-]{{1,64}}+@\w[\w-]{{0,62}}(?:\.{{1,3}}\w[\w-]{{0,62}}){{0,8}}
      | [@\#](?=[^\W\d]){_W}++
      | &\#?\w{{1,8}};
      | [\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,8}}\.(?:{_ENDINGS}){_END}(?:/[^\s<>"“”]*{_ADDRESS_END})?
      | (?:1-)?\d{{3}}[-/.]\d{{3}}[-.]\d{{4}}{_END} | \d{{3}}-\d{{4}}{_END} | \d{{5}}-\d{{4}}{_END}
      | \d{{1,4}}(?P<sep>[-./])\d{{1,2}}(?P=sep)\d{{1,4}}{_END}
      | \d{{1,2}}/\d\d(?:/\d\d(?:\d\d)?)?{_END} | \d{{2,3}}/\d{{2,3}}{_END}
      | (?:US|U|A|C|AU|NZ|HK|CA)\$
      | (?-i:[A-Z]{{1,4}}&[A-Z]{{1,2}}|[a-z]&[a-z]){_END}
      | [a-z]/[a-z]{_END} | w/(?:o(?:ut)?{_END})?
      | (?<!-)(?:{_PREFIXES})-(?!\d+{_END}){_W}++
      | (?<![^\W_])['’](?:\d\d(?:'?s)?|em|til|tis|twas|cause|n|s|m|ll|re|ve|d|t){_END}
      | \d+(?:st|nd|rd|th|['’]?s){_END}
      | :-?[()DPp/](?!\w) | ;-?\) | =[()] | \^_\^ | <3(?!\w)
      | [\U0001F1E6-\U0001F1FF]{{2}}
      )
    | (?P<number> (?:\d++(?:[.,:]\d++)*+ | (?<![\w.])\.\d++) (?:(?={_W}) (?: (?=(?:{_UNITS}){_END}) | {_W}++))? )
    | (?P<initials> (?:[^\W\d_]\.)++(?:[^\W\d_]{_END}\.?)? | Ph\.D\.? )
    | (?P<word> {_W}++(?:['’`][^\W\d_]{_W}*+)*+ )
    | (?P<marks> (?: \.{{2,}}+ | [.!?]++ | …+ | ''|``|‘‘|’’|‘’ | <<|>>|<-+|-+>|=+> | (?P<rule>[-–—*=\#_+~|])(?P=rule)+
      | \S[{_CLINGING}]*(?:(?<=\u200d)\S[{_CLINGING}]*)* ) [{_CLINGING}]* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHUNK = re.compile(r"\S+")


def spans_in(text: str) -> list[Span]:
    """The words of a text in order.

    >>> text = "He didn't say al-Qaeda's $5m."
    >>> [text[s.start : s.end] for s in spans_in(text)]
    ['He', 'did', "n't", 'say', 'al', '-', 'Qaeda', "'s", '$', '5', 'm', '.']
    """
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(text):
        start, stop = chunk.span()
        letters = chunk[0]
        if letters.isalpha() and letters.lower() not in _FUSED:
            spans.append(Span(start, stop))
            continue
        begin = start
        for cut in _cuts(letters, follow_of(text, stop) if "." in letters[-4:] else "low"):
            spans.append(Span(begin, start + cut))
            begin = start + cut
    return spans


def words_in(text: str) -> list[str]:
    """The words of a text as strings.

    >>> words_in("U.S.-led forces can't go.")
    ['U.S.', '-', 'led', 'forces', 'ca', "n't", 'go', '.']
    """
    return [text[s.start : s.end] for s in spans_in(text)]


@lru_cache(maxsize=30_000)
def _cuts(chunk: str, follow: Follow) -> tuple[int, ...]:
    """Ends of the words of a stretch without white space. Kept, because most stretches come again."""
    return tuple(_all_cuts(chunk, follow)) if len(chunk) > 1 else (len(chunk),)


def _all_cuts(chunk: str, follow: Follow) -> Iterator[int]:
    at, stop = 0, len(chunk)
    bare = len(chunk.rstrip("\"'”’»)]?!,;:"))
    while at < stop:
        piece = _PIECE.match(chunk, at)
        assert piece is not None, "the last alternative takes any character"
        end = piece.end()
        after: Follow = follow if end >= bare - 1 else "low"
        if piece.lastgroup == "word":
            if chunk.startswith(".", end) and not chunk.startswith("..", end) and keeps_stop(piece[0], after):
                end += 1
            else:
                yield from (at + cut for cut in _inner_cuts(piece[0]))
        elif piece.lastgroup == "initials" and chunk[end - 1] == "." and not chunk.startswith(".", end):
            end -= not keeps_stop(chunk[at : end - 1], after)
        yield end
        at = end


def _inner_cuts(word: str) -> list[int]:
    """Where the clitics of a word begin."""
    low = word.lower().replace("’", "'").replace("`", "'")
    if "'" not in low:
        return [_FUSED[low]] if low in _FUSED else []
    cuts: list[int] = []
    stem, _, tail = low.rpartition("'")
    while stem and (tail in _CLITICS or (tail == "t" and len(stem) > 1 and stem.endswith("n"))):
        cuts.append(len(stem) - (tail == "t"))
        stem, _, tail = low[: cuts[-1]].rpartition("'")
    return cuts[::-1]
