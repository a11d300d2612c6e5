"""The quarter's report as pages of the desk: composed once for each record, every number leading to evidence here."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict

from markupsafe import Markup

from recount.records.publication import Quarter, QuarterReport
from recount.reported import composed
from recount.store.pinned import Generation
from recount.words.pack import Pack

_KEPT = 6
_ANCHOR = re.compile(r'href="#(n|e|c|r|s|src)-([^"]*)"')


class Reports:
    """Reports that were asked for lately. Composing one takes seconds, and it stays the same for one record."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._made: OrderedDict[tuple[int, str, str], QuarterReport] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, generation: Generation, period: Quarter) -> QuarterReport:
        """The report of a period. Two who ask at once wait for one."""
        key = (generation.number, period.first, period.end)
        with self._lock:
            if key not in self._made:
                self._made[key] = composed(generation, period, self._pack)
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]


def led_on(page: str, base: str) -> Markup:
    """A rendered part of a report whose links within its own file lead to pages of the desk instead. Only our own
    templates can have written `href="#`: in text from reports a quotation mark is escaped."""
    return Markup(_ANCHOR.sub(lambda found: _address(found[1], found[2], base), page))


def _address(kind: str, key: str, base: str) -> str:
    if kind in ("r", "src"):
        return f'href="/sources/{key}"'
    if kind == "s":
        return 'href="/#failed"'
    path = {"n": f"{base}/number/{key}", "e": f"/events/{key}", "c": f"/claims/{key}"}[kind]
    return f'href="{path}" data-drawer'
