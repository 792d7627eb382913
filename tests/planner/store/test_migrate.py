"""Migrations: they give the tables of the code, go down again, and one migrator works at a time."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from planner.domain.errors import Conflict
from planner.planning.stored import Actor
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate, newest_revision
from planner.store.sql_store import SqlStore
from planner.store.tables import metadata
from tests.builders import a_mall, a_plan


def test_the_migrated_tables_are_those_of_the_code(database: Path) -> None:
    """A change of tables.py without its step in migrations/versions shows here."""
    engine = create_engine(sqlite_url(database))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_second_migration_changes_nothing(database: Path) -> None:
    """Already at the newest revision."""
    assert migrate(sqlite_url(database)) == (newest_revision(), newest_revision())


def test_a_filled_database_goes_down_and_up_again(store: SqlStore, database: Path, rina: Actor) -> None:
    """Down takes the tables away, up makes them anew; foreign keys stand in nobody's way."""
    with store.write(rina) as work:
        work.mall.save(a_mall())
        work.plans.save(a_plan())
    store.close()
    assert migrate(sqlite_url(database), "base") == (newest_revision(), None)
    engine = create_engine(sqlite_url(database))
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    assert migrate(sqlite_url(database)) == (None, newest_revision())


def test_two_migrators_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """One does the work, the other waits for it and finds nothing to do."""
    answers: list[tuple[str | None, str | None]] = []
    url = sqlite_url(tmp_path / "new.db")
    threads = [threading.Thread(target=lambda: answers.append(migrate(url))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == [(newest_revision(), newest_revision()), (None, newest_revision())]


def test_a_database_of_a_newer_version_is_left_alone(database: Path) -> None:
    """An old loketplan does not work on tables it does not know."""
    with closing(create_engine(sqlite_url(database)).raw_connection()) as raw:
        raw.cursor().execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(Conflict, match="revision 9999, which a newer loketplan made"):
        migrate(sqlite_url(database))


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    """A table of the same name is in the way: not one of the others is made."""
    url = sqlite_url(tmp_path / "odd.db")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE users (x INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        migrate(url)
    assert inspect(engine).get_table_names() == ["users"]
    engine.dispose()
