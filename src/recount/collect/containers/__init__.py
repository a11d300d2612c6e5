"""Containers opened: archives, web archives, feeds, mailboxes and the attachments of letters."""

from recount.collect.containers.opening import Member, opened

__all__ = ["Member", "opened"]
