"""Which language a text is in, offline, and whether Recount can read it yet."""

from __future__ import annotations

import re

import py3langid

READABLE = frozenset({"en"})
_LETTERS = re.compile(r"[^\W\d_]")
_ENOUGH = 60
"""Letters below which no language is named: headlines of a few words come out as any of a dozen."""
_SAMPLE = 4000
_NEARLY = 30.0
"""Log-likelihood by which English may fall short of another. Sentences of a hundred letters that are in another
language are likelier in it by 80 and more."""
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_SORANI = re.compile(r"[ەێۆڕڵڤ]")
_PERSIAN = re.compile(r"[پچگژی]")


def language_of(text: str) -> tuple[str | None, bool]:
    """The ISO 639-1 code and whether the text can be read. Short texts have no code and can be read where most of
    their letters are ASCII; in Arabic script the letters that only Kurdish or Persian write decide."""
    sample = text[:_SAMPLE]
    letters = _LETTERS.findall(sample)
    plain = sum(letter < "\x80" for letter in letters)
    if len(letters) < _ENOUGH:
        return None, 2 * plain >= len(letters)
    for code, script in _SCRIPTS:
        if 2 * len(script.findall(sample)) > len(letters):
            return (_arabic_script(sample) if code == "ar" else str(py3langid.classify(sample)[0])), False
    code = _by_likelihood(sample)
    return code, code in READABLE


def _by_likelihood(sample: str) -> str:
    """The likeliest language, or English where that is nearly as likely. A line full of Arab, Turkish or Slavic names
    looks like Pidgin or Bikol by a hair, since names weigh as much as words."""
    ranked = [(str(code), float(score)) for code, score in py3langid.rank(sample)]
    likeliest, best = ranked[0]
    return "en" if any(code == "en" and best - score <= _NEARLY for code, score in ranked) else likeliest


def _arabic_script(sample: str) -> str:
    if len(_SORANI.findall(sample)) >= 3:
        return "ku"
    if len(_PERSIAN.findall(sample)) >= 5:
        return str(py3langid.classify(sample)[0])
    return "ar"
