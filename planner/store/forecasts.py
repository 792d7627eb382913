"""Forecasts as they were issued, and people's numbers beside the model's."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update

from planner.domain.demand import DemandForecast
from planner.domain.errors import NotFound
from planner.planning.stored import Adjustment, IssuedForecast
from planner.store.mapping import record_of, records_of, row_of
from planner.store.tables import adjustments, forecast_issues, forecast_rows
from planner.store.transaction import Transaction


class SqlForecastStore:
    """Answers `ForecastStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def issue(self, forecasts: Sequence[DemandForecast], origin: date) -> IssuedForecast:
        """Keep forecasts made from history up to `origin`."""
        head = {"at": self._t.now, "by": self._t.writer.name, "origin": origin}
        issue_id = self._t.connection.scalar(insert(forecast_issues).values(**head).returning(forecast_issues.c.id))
        rows = [{**row_of(f), "quantiles": list(f.quantiles), "issue_id": issue_id} for f in forecasts]
        if rows:
            self._t.connection.execute(insert(forecast_rows), rows)
        self._t.record("forecast.issued", str(issue_id), after={"origin": str(origin), "rows": len(rows)})
        return record_of(IssuedForecast, {**head, "id": issue_id, "forecasts": tuple(forecasts)})

    def latest(self) -> IssuedForecast | None:
        """The newest issue."""
        newest = select(forecast_issues).order_by(forecast_issues.c.id.desc()).limit(1)
        issue = self._t.connection.execute(newest).first()
        if issue is None:
            return None
        rows = select(forecast_rows).where(forecast_rows.c.issue_id == issue.id)
        in_order = rows.order_by(forecast_rows.c.day, forecast_rows.c.desk, forecast_rows.c.service)
        return _issued(issue, self._t.connection.execute(in_order))

    def issued(self, first_day: date, last_day: date) -> Sequence[IssuedForecast]:
        """Every issue with its rows for those days, oldest first."""
        rows = (
            select(forecast_rows)
            .where(forecast_rows.c.day.between(first_day, last_day))
            .order_by(forecast_rows.c.day, forecast_rows.c.desk, forecast_rows.c.service)
        )
        by_issue: dict[int, list[Row[Any]]] = {}
        for row in self._t.connection.execute(rows):
            by_issue.setdefault(row.issue_id, []).append(row)
        issues = select(forecast_issues).order_by(forecast_issues.c.id)
        heads = self._t.connection.execute(issues.where(forecast_issues.c.id.in_(by_issue)))
        return tuple(_issued(head, by_issue[head.id]) for head in heads)

    def adjust(self, adjustment: Adjustment) -> Adjustment:
        """Put a person's number beside the model's."""
        values = {**row_of(adjustment, "id", "by", "at"), "by": self._t.writer.name, "at": self._t.now}
        row = self._t.connection.execute(insert(adjustments).values(**values).returning(adjustments)).one()
        about = {"desk": row.desk, "service": row.service, "visits": row.visits, "reason": row.reason}
        days = {"first_day": str(row.first_day), "last_day": str(row.last_day)}
        self._t.record("forecast.adjusted", str(row.id), after=about | days)
        return record_of(Adjustment, row)

    def withdraw(self, adjustment_id: int) -> None:
        """Let the model's number hold again; raises NotFound."""
        in_force = adjustments.c.withdrawn_at.is_(None)
        done = self._t.connection.execute(
            update(adjustments).where(adjustments.c.id == adjustment_id, in_force).values(withdrawn_at=self._t.now)
        )
        if not done.rowcount:
            raise NotFound(f"no adjustment {adjustment_id} in force", code="unknown_adjustment", field="adjustment")
        self._t.record("forecast.adjustment_withdrawn", str(adjustment_id))

    def adjustments(self, first_day: date, last_day: date) -> Sequence[Adjustment]:
        """Adjustments in force that touch those days, oldest first."""
        rows = (
            select(adjustments)
            .where(
                adjustments.c.withdrawn_at.is_(None),
                adjustments.c.first_day <= last_day,
                adjustments.c.last_day >= first_day,
            )
            .order_by(adjustments.c.id)
        )
        return records_of(Adjustment, self._t.connection.execute(rows))


def _issued(head: Row[Any], rows: Iterable[Row[Any]]) -> IssuedForecast:
    forecasts = tuple(record_of(DemandForecast, {**r._mapping, "quantiles": tuple(r.quantiles)}) for r in rows)
    return record_of(IssuedForecast, {**head._mapping, "forecasts": forecasts})
