"""Results by key: listed newest first by kind, removable, replaced by the same key."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.planning.stored import Actor, Role
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate
from planner.store.sql_store import SqlStore

RINA = Actor(name="rina", role=Role.MANAGER)


class Ticking:
    """A clock that goes on by a second at every look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 2, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """This moment, in UTC."""
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    url = sqlite_url(tmp_path / "mall.db")
    migrate(url)
    with closing(SqlStore(url, Ticking())) as opened:
        yield opened


def put(store: SqlStore, *keys: str, kind: str = "uji") -> None:
    for key in keys:
        with store.write(RINA) as work:
            work.results.put(key, kind, {"k": key})


def keys(store: SqlStore, kind: str = "uji", limit: int = 50) -> list[str]:
    with store.read() as work:
        return [entry.key for entry in work.results.entries(kind, limit)]


def test_entries_are_of_one_kind_and_newest_first(store: SqlStore) -> None:
    put(store, "a", "b")
    put(store, "c", kind="lain")
    assert keys(store) == ["b", "a"]
    assert keys(store, limit=1) == ["b"]


def test_the_same_key_again_replaces_and_becomes_the_newest(store: SqlStore) -> None:
    put(store, "a", "b", "a")
    assert keys(store) == ["a", "b"]


def test_what_is_removed_is_gone(store: SqlStore) -> None:
    put(store, "a")
    with store.write(RINA) as work:
        assert work.results.remove("a")
        assert not work.results.remove("a")
    assert keys(store) == []
