"""The screens of the desk, in the order of the rail. A screen registers itself by standing here."""

from recount.desk.explore.screen import SCREEN as EXPLORE
from recount.desk.finding.screen import SCREEN as FINDING
from recount.desk.screen import Screen
from recount.desk.screens import (
    actors,
    claims,
    compare,
    decisions,
    events,
    help,
    inbox,
    reports,
    review,
    signing,
    sources,
)

SCREENS: tuple[Screen, ...] = (
    inbox.SCREEN,
    EXPLORE,
    sources.SCREEN,
    events.SCREEN,
    review.SCREEN,
    claims.SCREEN,
    actors.SCREEN,
    compare.SCREEN,
    reports.SCREEN,
    decisions.SCREEN,
    FINDING,
    help.SCREEN,
    signing.SCREEN,
)
