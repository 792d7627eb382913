"""The store over a SQL database: units of work, jobs, accounts, and the connection that is held open."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial

from sqlalchemy import URL, func, select
from sqlalchemy.exc import DBAPIError

from planner.planning.ports import Clock, StoreUnavailable
from planner.planning.stored import Actor
from planner.store.accounts import SqlAccounts
from planner.store.counts import SqlHistoryStore, SqlImportStore
from planner.store.engine import Database
from planner.store.floor import SqlFloorStore
from planner.store.forecasts import SqlForecastStore
from planner.store.jobs import SqlJobStore
from planner.store.kept_apart import SqlAuditStore, SqlPrivateStore, SqlResultStore
from planner.store.mall_rows import SqlMallStore
from planner.store.migrate import is_current
from planner.store.plans import SqlPlanStore
from planner.store.tables import imports, mall_versions
from planner.store.transaction import Transaction
from planner.store.users import SqlUserStore

HURRY_MS = 50


class SqlUnitOfWork:
    """Answers `UnitOfWork`: the repositories over one transaction, each made when first asked for."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    @cached_property
    def mall(self) -> SqlMallStore:
        """The mall and its versions."""
        return SqlMallStore(self._t)

    @cached_property
    def history(self) -> SqlHistoryStore:
        """What was counted."""
        return SqlHistoryStore(self._t)

    @cached_property
    def imports(self) -> SqlImportStore:
        """Files taken in."""
        return SqlImportStore(self._t)

    @cached_property
    def forecasts(self) -> SqlForecastStore:
        """Forecasts issued and adjusted."""
        return SqlForecastStore(self._t)

    @cached_property
    def plans(self) -> SqlPlanStore:
        """Plans by week and version."""
        return SqlPlanStore(self._t)

    @cached_property
    def floor(self) -> SqlFloorStore:
        """Overrides, issued tickets, answers."""
        return SqlFloorStore(self._t)

    @cached_property
    def private(self) -> SqlPrivateStore:
        """Personal data."""
        return SqlPrivateStore(self._t)

    @cached_property
    def results(self) -> SqlResultStore:
        """Results by key."""
        return SqlResultStore(self._t)

    @cached_property
    def users(self) -> SqlUserStore:
        """Who may sign in."""
        return SqlUserStore(self._t)

    @cached_property
    def audit(self) -> SqlAuditStore:
        """Changes made."""
        return SqlAuditStore(self._t)

    def stamp(self) -> str:
        """Short text that changes whenever mall or history do."""
        numbers = select(
            select(func.coalesce(func.max(mall_versions.c.version), 0)).scalar_subquery(),
            select(func.coalesce(func.max(imports.c.id), 0)).scalar_subquery(),
            select(func.count(imports.c.undone_at)).scalar_subquery(),
        )
        version, newest_import, undone = self._t.connection.execute(numbers).one()
        return f"m{version}-i{newest_import}-u{undone}"


class SqlStore:
    """Answers `Store`."""

    def __init__(self, url: URL | str, clock: Clock) -> None:
        self.database = Database(url)
        self._clock = clock
        # On a full disk the first connection to a WAL database cannot even read, so one stays open.
        self._held = self.database.engine.raw_connection()
        read, write = self.database.read, self.database.write
        self._jobs = SqlJobStore(read, write, clock)
        self._accounts = SqlAccounts(read, write, partial(write, HURRY_MS), clock)

    @property
    def clock(self) -> Clock:
        """The clock all moments are taken from."""
        return self._clock

    @property
    def jobs(self) -> SqlJobStore:
        """The job table."""
        return self._jobs

    @property
    def accounts(self) -> SqlAccounts:
        """Signing in and out."""
        return self._accounts

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A consistent view."""
        with self.database.read() as connection:
            yield SqlUnitOfWork(Transaction(connection=connection, now=self._clock.now()))

    @contextmanager
    def write(self, by: Actor, reason: str = "") -> Iterator[SqlUnitOfWork]:
        """A unit of work, kept when the block ends and dropped when it raises."""
        with self.database.write() as connection:
            yield SqlUnitOfWork(Transaction(connection=connection, now=self._clock.now(), actor=by, reason=reason))

    def is_ready(self) -> bool:
        """True when the store answers and has the tables this version needs."""
        try:
            with self.database.read() as connection:
                return is_current(connection)
        except (StoreUnavailable, DBAPIError):
            return False

    def close(self) -> None:
        """Let go of all connections."""
        self._held.close()
        self.database.close()
