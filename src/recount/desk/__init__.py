"""The desk: a web application over one campaign, served from this machine and asking nothing from outside."""

from recount.desk.app import application
from recount.desk.desk import Desk
from recount.desk.people import Accounts, Role
from recount.desk.serving import Serving, serve

__all__ = ["Accounts", "Desk", "Role", "Serving", "application", "serve"]
