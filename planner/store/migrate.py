"""Bringing a database to the tables of this version: alembic, run from code, one migrator at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection

from planner.domain.errors import Conflict
from planner.store.engine import Database


def newest_revision() -> str:
    """The revision this version of loketplan works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision_of(connection: Connection) -> str | None:
    """The revision of a database, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(connection: Connection) -> bool:
    """True when the database has the tables of this version."""
    return revision_of(connection) == newest_revision()


def migrate(url: URL | str, revision: str = "head") -> tuple[str | None, str | None]:
    """Bring a database up to `revision` (or down to it) in one transaction; the revisions before and after.

    Raises Conflict (`store_newer`) when a newer loketplan has been at the database.
    """
    database = Database(url)
    try:
        return _migrate(database, revision)
    finally:
        database.close()


def _migrate(database: Database, revision: str) -> tuple[str | None, str | None]:
    with database.write() as connection:
        before = revision_of(connection)
        _check_known(before)
        config = _config()
        config.attributes["connection"] = connection
        if _is_older(revision, before):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
        return before, revision_of(connection)


def _check_known(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise Conflict(
            f"the database is of revision {revision}, which a newer loketplan made; update loketplan",
            code="store_newer",
            field="store",
        )


def _is_older(wanted: str, current: str | None) -> bool:
    if wanted == "base":
        return True
    if wanted == "head" or current is None:
        return False
    walked = ScriptDirectory.from_config(_config()).iterate_revisions(current, "base")
    return wanted in {script.revision for script in walked} - {current}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
