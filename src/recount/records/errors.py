"""The exception tree. Every message says what was found, what was expected and what to try.

RecountError
├── UsageError      the call itself is wrong                 (exit status 2)
├── DataError       a file or value cannot be used           (exit status 1, or a counted skip)
├── CampaignError   a campaign folder is missing, locked, full, damaged or of another version
└── PackError       a theatre pack does not hold together
"""

from __future__ import annotations


class RecountError(Exception):
    """Root of all errors that Recount raises on purpose; its text is written for the person who reads it."""

    exit_status = 1


class UsageError(RecountError):
    """The call is wrong: an option, a date or a name that cannot be understood."""

    exit_status = 2


class DataError(RecountError):
    """An input cannot be used as it stands."""


class CampaignError(RecountError):
    """A campaign folder cannot be opened, written or trusted."""


class PackError(RecountError):
    """A theatre pack is missing, malformed or contradicts itself."""
