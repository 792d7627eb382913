"""Users, as the administrator changes them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from planner.domain.canonical import sha256_of_text
from planner.domain.errors import Conflict, NotFound
from planner.planning.stored import ApiKey, User
from planner.store.mapping import record_of, records_of, row_of
from planner.store.passwords import check_password, hash_password, new_secret
from planner.store.tables import api_keys, sessions, users
from planner.store.transaction import Transaction


class SqlUserStore:
    """Answers `UserStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(self, user: User, password: str) -> None:
        """Add a user; see the port."""
        if self._find(user.name) is not None:
            raise Conflict(f"there is a user {user.name!r} already", code="user_exists", field="user.name")
        check_password(password, user.name)
        values = row_of(user) | {"password_hash": hash_password(password)}
        self._t.connection.execute(insert(users).values(**values))
        self._t.record("user.added", user.name, after=_told(user), agency=user.agency)

    def get(self, name: str) -> User:
        """The user; raises NotFound."""
        row = self._find(name)
        if row is None:
            raise NotFound(f"no user {name!r}", code="unknown_user", field="user.name")
        return record_of(User, row)

    def all(self) -> Sequence[User]:
        """Users by name."""
        return records_of(User, self._t.connection.execute(select(users).order_by(users.c.name)))

    def update(self, user: User) -> None:
        """Change a user; see the port."""
        before = self.get(user.name)
        self._t.connection.execute(update(users).where(users.c.name == user.name).values(**row_of(user, "name")))
        if user.disabled or (before.role, before.agency) != (user.role, user.agency):
            self._sign_out_everywhere(user.name)
        self._t.record("user.changed", user.name, before=_told(before), after=_told(user), agency=user.agency)

    def set_password(self, name: str, password: str, *, must_change: bool = False) -> None:
        """Set the password and sign the user out everywhere."""
        user = self.get(name)
        check_password(password, name)
        values = {"password_hash": hash_password(password), "must_change_password": must_change}
        self._t.connection.execute(update(users).where(users.c.name == name).values(**values))
        self._sign_out_everywhere(name)
        self._t.record("user.password_set", name, after={"must_change": must_change}, agency=user.agency)

    def add_key(self, key: ApiKey) -> str:
        """Make a key of a machine; its secret, of which only the hash is kept."""
        k, secret = api_keys.c, new_secret()
        if self._t.connection.execute(select(k.name).where(k.name == key.name)).first() is not None:
            raise Conflict(f"there is or was a key {key.name!r}", code="key_exists", field="key.name")
        stamp = {"key_hash": sha256_of_text(secret), "made_at": self._t.now, "made_by": self._t.writer.name}
        values = row_of(key, "made_at", "made_by", "revoked_at") | stamp
        self._t.connection.execute(insert(api_keys).values(**values))
        told = {"role": key.role.value, "agency": key.agency}
        self._t.record("key.made", key.name, after=told, agency=key.agency)
        return secret

    def keys(self) -> Sequence[ApiKey]:
        """Keys by name."""
        return tuple(key_of(row) for row in self._t.connection.execute(select(api_keys).order_by(api_keys.c.name)))

    def revoke_key(self, name: str) -> None:
        """End a key at once."""
        k = api_keys.c
        ended = update(api_keys).where(k.name == name, k.revoked_at.is_(None)).values(revoked_at=self._t.now)
        row = self._t.connection.execute(ended.returning(k.agency)).first()
        if row is None:
            raise NotFound(f"no key {name!r} in force", code="unknown_key", field="key.name")
        self._t.record("key.revoked", name, agency=row.agency)

    def _sign_out_everywhere(self, name: str) -> None:
        self._t.connection.execute(delete(sessions).where(sessions.c.user == name))

    def _find(self, name: str) -> Row[Any] | None:
        return self._t.connection.execute(select(users).where(users.c.name == name)).first()


def key_of(row: Row[Any]) -> ApiKey:
    """The key of a row, without its hash."""
    return record_of(ApiKey, row)


def _told(user: User) -> dict[str, Any]:
    return {
        "full_name": user.full_name,
        "role": user.role.value,
        "agency": user.agency,
        "disabled": user.disabled,
    }
