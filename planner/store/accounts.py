"""Signing in and out: sessions kept on the server, failures counted before a password is looked at."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from planner.domain.canonical import sha256_of_text
from planner.planning.ports import Clock, StoreUnavailable
from planner.planning.stored import Actor, ApiKey, SignIn, User
from planner.store.mapping import record_of
from planner.store.passwords import check_password, is_password
from planner.store.tables import api_keys, sessions, sign_in_failures, users
from planner.store.transaction import Transaction
from planner.store.users import SqlUserStore, key_of

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # a session's last use is noted this often, not at every request
ACCOUNT_FAILURES, ACCOUNT_SPAN = 5, timedelta(minutes=15)
ADDRESS_FAILURES, ADDRESS_SPAN = 20, timedelta(hours=1)
Opener = Callable[[], AbstractContextManager[Connection]]


class SqlAccounts:
    """Answers `Accounts`."""

    def __init__(self, read: Opener, write: Opener, hurried_write: Opener, clock: Clock) -> None:
        self._read = read
        self._write = write
        self._hurried_write = hurried_write
        self._clock = clock

    def sign_in(self, name: str, password: str, address: str) -> SignIn:
        """A session for the right password; see the port."""
        name = name.strip().lower()
        attempt, wait_seconds = self._count_attempt(name, address)
        if attempt is None:
            return SignIn(wait_seconds=wait_seconds)
        with self._read() as connection:
            kept = connection.execute(select(users).where(users.c.name == name, ~users.c.disabled)).first()
        if not is_password(password, kept.password_hash if kept else None) or kept is None:
            return SignIn()
        with self._write() as connection:
            return self._open_session(connection, kept, attempt)

    def _count_attempt(self, name: str, address: str) -> tuple[int | None, int]:
        """Count the attempt as a failure beforehand, so that parallel attempts cannot pass the limit together."""
        account = sha256_of_text(name)
        with self._write() as connection:
            now = self._clock.now()
            f = sign_in_failures.c
            too_old, clock_set_back = f.at < now - ADDRESS_SPAN, f.at > now + ADDRESS_SPAN
            connection.execute(delete(sign_in_failures).where(or_(too_old, clock_set_back)))
            wait = max(
                _wait(connection, f.account_hash == account, ACCOUNT_FAILURES, ACCOUNT_SPAN, now),
                _wait(connection, f.address == address, ADDRESS_FAILURES, ADDRESS_SPAN, now),
            )
            if wait:
                return None, wait
            counted = insert(sign_in_failures).values(account_hash=account, address=address, at=now)
            return connection.scalar(counted.returning(f.id)), 0

    def _open_session(self, connection: Connection, kept: Row[Any], attempt: int) -> SignIn:
        """Open the session, unless the user was disabled or got another password while it was checked."""
        now = self._clock.now()
        same = (users.c.name == kept.name, users.c.password_hash == kept.password_hash, ~users.c.disabled)
        row = connection.execute(select(users).where(*same)).first()
        if row is None:
            return SignIn()
        mine = select(sign_in_failures.c.account_hash).where(sign_in_failures.c.id == attempt).scalar_subquery()
        connection.execute(delete(sign_in_failures).where(sign_in_failures.c.account_hash == mine))
        connection.execute(delete(sessions).where(sessions.c.opened_at < now - ABSOLUTE))
        token = secrets.token_urlsafe(32)
        row_of_session = {"token_hash": sha256_of_text(token), "user": row.name, "opened_at": now, "seen_at": now}
        connection.execute(insert(sessions).values(**row_of_session))
        user = record_of(User, row)
        _transaction(connection, now, user.actor).record("session.opened", user.name)
        return SignIn(token=token, user=user)

    def find_user(self, token: str) -> User | None:
        """Who holds this session; None when it ended."""
        now = self._clock.now()
        wanted = (
            select(sessions, users)
            .join(users, users.c.name == sessions.c.user)
            .where(sessions.c.token_hash == sha256_of_text(token), ~users.c.disabled)
        )
        with self._read() as connection:
            row = connection.execute(wanted).first()
        if row is None or not is_alive(row.opened_at, row.seen_at, now):
            return None
        if now - row.seen_at >= SEEN_EVERY:
            self._note_seen(token, now)
        return record_of(User, row)

    def find_key(self, secret: str) -> ApiKey | None:
        """The key in force with that secret."""
        k = api_keys.c
        with self._read() as connection:
            wanted = select(api_keys).where(k.key_hash == sha256_of_text(secret), k.revoked_at.is_(None))
            row = connection.execute(wanted).first()
        return key_of(row) if row else None

    def _note_seen(self, token: str, now: datetime) -> None:
        """Note the use; when the store is busy the next request will do it, reading must not wait."""
        with suppress(StoreUnavailable), self._hurried_write() as connection:
            connection.execute(
                update(sessions).where(sessions.c.token_hash == sha256_of_text(token)).values(seen_at=now)
            )

    def sign_out(self, token: str) -> None:
        """End one session."""
        user = self.find_user(token)
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == sha256_of_text(token)))
            if user is not None:
                _transaction(connection, self._clock.now(), user.actor).record("session.closed", user.name)

    def change_password(self, name: str, old: str, new: str, address: str) -> SignIn:
        """Sign in with the old password, set the new one, end all other sessions."""
        check_password(new, name)
        checked = self.sign_in(name, old, address)
        if checked.user is None:
            return checked
        with self._write() as connection:
            transaction = _transaction(connection, self._clock.now(), checked.user.actor)
            SqlUserStore(transaction).set_password(name, new)
        return self.sign_in(name, new, address)


def is_alive(opened_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """False when idle or open for too long, or when the clock was set back: that must not prolong a session."""
    return seen_at - SEEN_EVERY <= now < min(seen_at + IDLE, opened_at + ABSOLUTE)


def _transaction(connection: Connection, now: datetime, actor: Actor) -> Transaction:
    return Transaction(connection=connection, now=now, actor=actor)


def _wait(connection: Connection, whose: Any, most: int, span: timedelta, now: datetime) -> int:
    """Seconds until another attempt is allowed, 0 when it is now."""
    at = sign_in_failures.c.at
    count, first = connection.execute(select(func.count(), func.min(at)).where(whose, at > now - span)).one()
    return int((first + span - now).total_seconds()) + 1 if count >= most else 0
