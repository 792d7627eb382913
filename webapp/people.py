"""What people are called: accounts by the names of their people."""

from collections.abc import Iterable

from flask import g

from planner.planning.stored import User
from webapp.access import MANAGER_ALONE
from webapp.deps import store


def full_names(users: Iterable[User]) -> dict[str, str]:
    """Full names by account, of the only user of a fresh installation too."""
    return {user.name: user.full_name for user in (MANAGER_ALONE, *users)}


def full_name(account: str) -> str:
    """The full name behind an account; what was given where there is none, as of commands and of users who are gone."""
    if "people" not in g:
        with store().read() as work:
            g.people = full_names(work.users.all())
    found: str = g.people.get(account, account)
    return found
