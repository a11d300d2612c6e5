# ruff: noqa: E501 - a pattern reads better whole
"""What a line that is not the report gives itself away by: share bars, credits, cross-links, appeals, template."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from recount.records import SegmentKind
from recount.words.days import days_in

AGENCIES = (
    r"(?:DVIDS|AFP|AP|EPA|EFE|UPI|DPA|ANSA|TASS|SANA|WAFA|Reuters|Xinhua|Anadolu(?: Agency)?|Getty(?: Images)?|NurPhoto"
    r"|Shutterstock|iStock|Alamy|Flickr|Wikimedia(?: Commons)?|Sputnik|RIA Novosti|Bloomberg|MEMO|Handout)"
)
_MEDIUM = r"(?:photos?|photographs?|images?|pictures?|video|graphic|map|illustration|screen ?shot|screen ?grab)"

_SHARE_WORDS = frozenset(
    """share this on via with it tweet like follow us facebook twitter x whatsapp whats app telegram email e mail print
    linkedin reddit pinterest tumblr instagram messenger viber flipboard pocket copy link save send youtube rss google
    sms bookmark story article page post comments comment views view shares likes retweets and by to""".split()  # noqa: SIM905
)
_SHARE_SURE = frozenset({"share", "tweet", "facebook", "twitter", "whatsapp", "telegram", "linkedin", "reddit"})
_SHARE_TOKEN = re.compile(r"[^\W_]+")

_CREDIT = (
    re.compile(rf"(?i)(?:featured|cover|file|lead|top|main|header|archive)?\s*{_MEDIUM}\s*(?:of\b[^.\n]{{3,200}}|credits?|courtesy|source)?\s*[:|–—]"),
    re.compile(rf"(?i){_MEDIUM} (?:credits?|courtesy|by|via|taken by)\b"),
    re.compile(r"(?i)(?:caption|pictured|credits?|file photo|file|in this (?:file |handout |undated )?photo)\b[^.\n]{0,40}[:–—]"),
    re.compile(r"(?i)featured (?:image|photo)\b"),
)  # fmt: skip
_CREDIT_END = (
    re.compile(rf"\b{AGENCIES}\s+(?:[Ff]ile\s+)?(?i:{_MEDIUM})(?:\s*/\s*[\w .'-]{{2,40}})?[)\]]?\.?\Z"),
    re.compile(rf"(?i)(?:\A|[.!?”\"]|[(\[])\s*(?:u\.?s\.? [\w .]{{2,30}} )?(?:courtesy |file |handout )?{_MEDIUM}(?: courtesy)?\s*(?:by|of|via|:|/|courtesy of)\s*.{{2,70}}\.?\s*[)\]]?\Z"),
    re.compile(rf"[(\[](?:(?i:file|{_MEDIUM})[ :/-]*)?(?:[\w .'-]{{2,40}}\s*/\s*|via\s+)?{AGENCIES}(?:\s*/\s*[\w .'-]{{2,40}}|\s+via\s+{AGENCIES})?[)\]]\.?\Z"),
    re.compile(rf"\b[A-Z][\w'-]+ [A-Z][\w'-]+\s*/\s*{AGENCIES}(?:/[\w ]{{2,30}})?\.?\Z"),
)  # fmt: skip
_SPEECH = re.compile(r"\b(?:said|says|told|added|announced|reported)\b")

_LINK = re.compile(
    r"(?i)[>»►▶•*–—\s-]*(?:read (?:next|more|also|on|our|the full)|also (?:read|see|on)|see (?:also|more)|related"
    r"(?: (?:stor(?:y|ies)|articles?|coverage|news|content|posts?|links?|topics?|reading))?|more (?:on this|from|stories|"
    r"coverage|news|about|in this)|don['’]t miss|recommended(?: (?:for you|stories|reading))?|you (?:may|might) also|"
    r"further reading|must[- ]read|up next|(?:next|previous) (?:article|post|story)|watch|listen|trending|"
    r"most (?:read|popular|viewed)|editor['’]?s?['’]? picks?|what to read next|latest (?:news|stories)|in pictures)"
    r"\b[^.:|>»\n]{0,40}(?P<mark>[:|>»]|\s[–—]\s|\s*\Z)(?P<rest>.*)"
)
_APPEAL = re.compile(
    r"(?i)\b(?:support (?:our|us|independent|quality|this) ?(?:work|journalism|reporting|newsroom|coverage|site|website|"
    r"mission|now|today|by)?\b|donate (?:now|today|here|to us|to our|via)|please (?:donate|consider (?:donating|supporting|a (?:donation|"
    r"gift)|subscribing|becoming))|make a (?:tax[- ]deductible |one[- ]time |monthly |small )?(?:donation|contribution|gift)"
    r"|become a (?:\w+ )?(?:member|supporter|patron|subscriber)|your (?:support|donations?|contributions?|gift) (?:help|make|"
    r"keep|enable|allow|is|are|will|mean)s?|if you (?:value|enjoy|like|appreciate|found) (?:our|this|what)|"
    r"buy (?:me|us) a coffee|patreon\.com|paypal\.me|chip in (?:now|today|here|to )|rely on (?:our |the )?(?:readers|donations|your)|"
    r"reader[- ]supported|subscribe (?:now|today|for (?:just|only|full|unlimited))|start your (?:free )?trial|"
    r"already a (?:subscriber|member)|unlimited access)"
)
_APPEAL_BARE = re.compile(
    r"(?i)\W*(?:donate|support us|subscribe|contribute|give now|join us)(?: (?:now|today|here))?\W*\Z"
)
_APPEAL_US = re.compile(r"(?i)\b(?:us|our|we|you|your|you['’]re|patreon|paypal|now|today)\b")

_TEMPLATE = re.compile(
    r"(?i)(?:\A\W*(?:advertisements?|advertising|sponsored(?: content)?|promoted|skip (?:to|ad)\b.*|tags?\s*:.*|tagged\s*:?.*|"
    r"topics?\s*:.*|filed under\b.*|categor(?:y|ies)\s*:.*|keywords?\s*:.*|leave a (?:comment|reply)\b.*|"
    r"(?:add|post|view|show|load|\d+) (?:a )?(?:more )?(?:all )?comments?\b.*|comments?(?: are closed)?|load(?:ing)? ?(?:more)?\W*|menu|search|"
    r"home|close|back to top|print this page|get short url|(?:twitter )?font size.*|end of thread|thread end|read on (?:twitter|x)\b.*|"
    r"(?:this )?unroll(?:ed)? (?:available|by|thread)\b.*|thread by @.*|keep current with\b.*|stay in touch and get notified.*|"
    r"try unrolling\b.*|missing some tweets?\b.*|follow @?\w+ on (?:twitter|x)\b.*|for immediate release|-?\s*ends\s*-?|###+|-30-|"
    r"about (?:us|the authors?)|contact us|careers|sitemap|privacy policy.*|cookie policy.*|terms (?:of|and|&) \w+.*|"
    r"sign (?:in|up)|log in|register|our standards\b.*|\d+ min(?:ute)?s? read|continue reading|story continues below.*|"
    r"english bulletin|(?:last )?(?:updated?|modified)|published|posted)\W*\Z"
    r"|\A(?:\(?(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translation|translated|production)(?: and (?:writing|editing))? by "
    r"|\(?with (?:agencies|inputs? from|files from)|[\w ,&]{2,40} contributed to this (?:report|article|story)|our standards:|"
    r"sign up (?:for|to)\b|subscribe to\b|get (?:the|our) .{0,40}newsletter|click (?:here|to)\b|copyright\b|©|\(c\) ?(?:19|20)\d\d|"
    r"follow us\b|like us on\b|join (?:us|our|the) .{0,30}(?:telegram|whatsapp|facebook|channel|newsletter)|download (?:our|the) .{0,20}app\b|"
    r"disclaimer\s*:|editor['’]?s? note\s*:|this (?:article|story|post|report|piece) (?:was|is|has been|first|originally|appeared))"
    r"|all rights reserved|(?:uses?|using|accept|our) cookies|cookie (?:settings|preferences|consent)|newsletter\b.{0,60}(?:inbox|sign up|subscribe)|"
    r"(?:sign up|subscribe)\b.{0,60}newsletter|delivered to your inbox|views expressed (?:in|here|by|are)|may not be (?:published|reproduced|republished)|"
    r"enable javascript|your browser|terms (?:of|and) (?:use|service|conditions)|privacy policy|(?:re)?captcha|community standards)"
)  # fmt: skip
_BYLINE = re.compile(
    r"(?:(?:[Bb]y|BY|[Ww]ritten by|[Ss]tory by|[Rr]eported by|From)[:\s]+)[A-Z][\w.'’-]*"
    r"(?:[\s,/&|]+(?:(?:[ae]l-)?[A-Z@][\w.'’-]*|al|de|van|von|bin|and|in|of|for|the|with|staff|correspondent|reporter|writer|editor)\b)*\W*\Z"
)
_DATE_WORDS = re.compile(
    r"(?i)\b(?:published|publication|posted|updated?|last|modified|first|date|on|at|of|by|am|pm|gmt|utc|est|edt|bst|ksa|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|\w{3,6}day|local time|time|issued)\b|\d{1,2}[:.h]\d\d|[+-]\d{1,2}|\W+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES_FIRST = re.compile(
    r"\A[\W_]*(?:(?:[A-Z][\w.'’-]*|\([^()\n]{2,60}\))(?:[ ,/|·–—-]+|\Z)(?:(?:of|the|and)[ ])?){1,7}\Z"
)
_AGENCY_LAST = re.compile(r"\A[\s,|–—*_-]*(?:\([^()\n]{2,60}\))?[\s:|–—*_-]*\Z")
"""A dateline as agencies write it: the place, the day, who sends it."""
_AGENCY_LINE = re.compile(
    rf"\(?(?:{AGENCIES}|Agencies|News Desk|Staff Writer|Web Desk)(?:\s*(?:and|&|,|/)\s*{AGENCIES})*\)?\W*\Z"
)


@lru_cache(maxsize=4096)
def kind_of(line: str) -> SegmentKind | None:
    """What a whole line (or paragraph) is, where it is plainly not the report's own prose; else `None`."""
    if len(line) > 700:
        return None
    return next((kind for kind, test in _TESTS if test(line)), None)


def link_rest(line: str) -> str | None:
    """The words to which a cross-link leads ("Read Next: ..."), empty where it only announces a list."""
    match = _LINK.match(line)
    return match["rest"].strip() if match is not None else None


def _is_share(line: str) -> bool:
    if len(line) >= 200:
        return False
    words = [word.casefold() for word in _SHARE_TOKEN.findall(line)]
    if not all(word in _SHARE_WORDS or word[0].isdigit() for word in words):
        return False
    return any(word in _SHARE_SURE for word in words) or words in (["follow", "us"], ["copy", "link"])


def _is_caption(line: str) -> bool:
    if len(line) > 500:
        return False
    if any(mark.match(line) for mark in _CREDIT[:3]) and (len(line) < 250 or not _SPEECH.search(line)):
        return True
    return any(mark.search(line) for mark in _CREDIT_END) and (len(line) < 120 or not _SPEECH.search(line))


def _is_link(line: str) -> bool:
    if len(line) > 260:
        return False
    match = _LINK.match(line)
    return match is not None and not (match["mark"].strip() == "" and match["rest"])


def _is_appeal(line: str) -> bool:
    if _APPEAL_BARE.match(line):
        return True
    return bool(_APPEAL.search(line)) and bool(_APPEAL_US.search(line)) and not _SPEECH.search(line)


def _is_template(line: str) -> bool:
    return len(line) < 500 and bool(_TEMPLATE.search(line))


def _is_dateline(line: str) -> bool:
    days = days_in(line, glued=True) if len(line) < 120 and _YEAR.search(line) else []
    if not days:
        return False
    if len(days) == 1 and _NAMES_FIRST.match(line[: days[0].start]) and _AGENCY_LAST.match(line[days[0].end :]):
        return True
    rest = line
    for day in reversed(days):
        rest = rest[: day.start] + " " + rest[day.end :]
    return len(_DATE_WORDS.sub("", rest)) <= 12


def _is_byline(line: str) -> bool:
    return len(line) < 140 and bool(_BYLINE.match(line) or _AGENCY_LINE.match(line))


_TESTS: tuple[tuple[SegmentKind, Callable[[str], bool]], ...] = (
    ("share_bar", _is_share),
    ("dateline", _is_dateline),
    ("caption", _is_caption),
    ("template", _is_template),
    ("cross_link", _is_link),
    ("appeal", _is_appeal),
    ("byline", _is_byline),
)
