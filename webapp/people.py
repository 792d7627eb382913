"""What people are called: accounts by the names of their people."""

from flask import g

from webapp.access import MANAGER_ALONE
from webapp.deps import store


def full_name(account: str) -> str:
    """The full name behind an account; what was given where there is none, as of commands and of users who are gone."""
    if "people" not in g:
        with store().read() as work:
            g.people = {user.name: user.full_name for user in (MANAGER_ALONE, *work.users.all())}
    found: str = g.people.get(account, account)
    return found
