"""What changes on the floor: quotas set by hand, tickets handed out, agencies' answers, the words of the notice."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, insert, or_, select, update

from planner.domain.errors import NotFound
from planner.domain.periods import Week
from planner.planning.stored import AgencyAnswer, IssuedTickets, NoticeWords, QuotaOverride
from planner.store.columns import is_key
from planner.store.kept_apart import SqlResultStore
from planner.store.mapping import record_of, records_of, row_of
from planner.store.tables import agency_answers, issued_tickets, quota_overrides
from planner.store.transaction import Transaction

NOTICE_WORDS = "notice_words"  # key and kind of the document that holds them


class SqlFloorStore:
    """Answers `FloorStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def override(self, override: QuotaOverride) -> QuotaOverride:
        """Set a quota by hand; an earlier override of the same quota ends."""
        o = quota_overrides.c
        same = [is_key(o[n], getattr(override, n)) for n in ("day", "desk", "window", "service", "channel")]
        earlier = self._t.connection.execute(select(o.id, o.tickets).where(*same, o.ended_at.is_(None))).first()
        self._t.connection.execute(
            update(quota_overrides).where(*same, o.ended_at.is_(None)).values(ended_at=self._t.now)
        )
        values = {**row_of(override, "id", "by", "at"), "by": self._t.writer.name, "at": self._t.now}
        row = self._t.connection.execute(insert(quota_overrides).values(**values).returning(quota_overrides)).one()
        before = {"tickets": earlier.tickets if earlier else override.computed_tickets}
        self._t.record("quota.overridden", _quota_key(override), before=before, after=_told(override))
        return record_of(QuotaOverride, row)

    def end_override(self, override_id: int) -> None:
        """Let the computed quota hold again; raises NotFound."""
        o = quota_overrides.c
        row = self._t.connection.execute(
            update(quota_overrides)
            .where(o.id == override_id, o.ended_at.is_(None))
            .values(ended_at=self._t.now)
            .returning(quota_overrides)
        ).first()
        if row is None:
            raise NotFound(f"no override {override_id} in force", code="unknown_override", field="override")
        after = {"tickets": row.computed_tickets}
        self._t.record("quota.override_ended", _quota_key(row), before={"tickets": row.tickets}, after=after)

    def overrides(self, first_day: date, last_day: date) -> Sequence[QuotaOverride]:
        """Overrides in force now for those days."""
        o = quota_overrides.c
        rows = (
            select(quota_overrides)
            .where(
                o.day.between(first_day, last_day),
                o.ended_at.is_(None),
                or_(o.ends_at.is_(None), o.ends_at > self._t.now),
            )
            .order_by(o.day, o.desk, o.window, o.service)
        )
        return records_of(QuotaOverride, self._t.connection.execute(rows))

    def record_issued(self, issued: IssuedTickets) -> IssuedTickets:
        """Note how many tickets are out, unless what is noted is of a later moment; gives what holds.

        A moment to come is taken for now: a clock that runs ahead must not outlast the notes that follow.
        """
        noted = replace(issued, at=min(issued.at or self._t.now, self._t.now))
        before = self._find(issued_tickets, row_of(noted))
        if issued.at and before and before.at > noted.at:
            return record_of(IssuedTickets, before)
        self._replace(issued_tickets, row_of(noted))
        told = {"tickets": before.tickets} if before else None
        self._t.record("tickets.issued", _quota_key(noted), before=told, after={"tickets": noted.tickets})
        return noted

    def issued(self, first_day: date, last_day: date) -> Sequence[IssuedTickets]:
        """Tickets out, the last note of each window."""
        rows = (
            select(issued_tickets)
            .where(issued_tickets.c.day.between(first_day, last_day))
            .order_by(*issued_tickets.primary_key.columns)
        )
        return records_of(IssuedTickets, self._t.connection.execute(rows))

    def answer(self, answer: AgencyAnswer) -> None:
        """Keep an agency's word on a plan, in place of its earlier one."""
        stamp = {"week": str(answer.week), "by": self._t.writer.name, "at": self._t.now}
        before = self._replace(agency_answers, row_of(answer) | stamp)
        told = {"kind": before.kind.value, "reason": before.reason} if before else None
        after = {"kind": answer.kind.value, "reason": answer.reason}
        self._t.record(
            "plan.answered", f"{answer.plan}/{answer.agency}", before=told, after=after, agency=answer.agency
        )

    def answers(self, week: Week) -> Sequence[AgencyAnswer]:
        """Answers for a week's plans, oldest first."""
        of_week = select(agency_answers).where(agency_answers.c.week == str(week)).order_by(agency_answers.c.at)
        rows = self._t.connection.execute(of_week)
        return tuple(record_of(AgencyAnswer, {**row._mapping, "week": week}) for row in rows)

    def notice_words(self) -> NoticeWords:
        """What the mall itself tells citizens in the notice."""
        return NoticeWords(**(SqlResultStore(self._t).find(NOTICE_WORDS) or {}))

    def set_notice_words(self, words: NoticeWords) -> None:
        """Put other words in the place of those; the same words leave no trace."""
        before, after = asdict(self.notice_words()), asdict(words)
        if before != after:
            SqlResultStore(self._t).put(NOTICE_WORDS, NOTICE_WORDS, after)
            self._t.record("quota.notice_worded", "notice", before=before, after=after)

    def _replace(self, table: Table, values: dict[str, Any]) -> Row[Any] | None:
        """Put a row in place of the one with its key, which is returned."""
        before = self._find(table, values)
        self._t.connection.execute(delete(table).where(_has_key(table, values)))
        self._t.connection.execute(insert(table).values(**values))
        return before

    def _find(self, table: Table, values: dict[str, Any]) -> Row[Any] | None:
        """The row with the key among the values."""
        return self._t.connection.execute(select(table).where(_has_key(table, values))).first()


def _has_key(table: Table, values: dict[str, Any]) -> ColumnElement[bool]:
    return and_(*(is_key(column, values[column.name]) for column in table.primary_key.columns))


def _quota_key(quota: Any) -> str:
    service = f"/{quota.service}" if quota.service else ""
    return f"{quota.desk}{service}/{quota.day}/{quota.window}"


def _told(override: QuotaOverride) -> dict[str, Any]:
    ends_at = override.ends_at.isoformat() if override.ends_at else None
    return {
        "tickets": override.tickets,
        "computed_tickets": override.computed_tickets,
        "channel": override.channel,
        "reason": override.reason,
        "ends_at": ends_at,
    }
