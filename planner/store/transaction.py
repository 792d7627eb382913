"""What every repository works in: a connection, the moment, and in whose name changes are made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from planner.domain.errors import NotAllowed
from planner.domain.ids import AgencyId
from planner.planning.stored import Actor
from planner.store.tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction. actor: None when it only reads."""

    connection: Connection
    now: datetime
    actor: Actor | None = None
    reason: str = ""

    @property
    def writer(self) -> Actor:
        """In whose name; raises NotAllowed in a unit of work that only reads."""
        if self.actor is None:
            raise NotAllowed("a unit of work opened for reading cannot change anything", code="read_only")
        return self.actor

    def record(
        self, action: str, key: str, *, before: Any = None, after: Any = None, agency: AgencyId | None = None
    ) -> None:
        """Write the audit row of a change. `before` and `after`: plain JSON without sensitive values."""
        self.connection.execute(
            insert(audit).values(
                at=self.now,
                by=self.writer.name,
                role=self.writer.role.value,
                agency=agency or self.writer.agency,
                action=action,
                key=key,
                reason=self.reason,
                before=before,
                after=after,
            )
        )
