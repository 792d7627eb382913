"""Personal data, results by key, and the audit log's reading side."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select

from planner.planning.stored import AuditEntry, AuditFilter, PrivateKind, ResultEntry
from planner.store.mapping import records_of, squeeze, unsqueeze
from planner.store.tables import audit, private_data, results
from planner.store.transaction import Transaction


class SqlPrivateStore:
    """Answers `PrivateStore`. Values never enter the audit log, that they were touched does."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def put(self, kind: PrivateKind, subject: str, value: str) -> None:
        """Keep a value; "" removes it."""
        p = private_data.c
        self._t.connection.execute(delete(private_data).where(p.kind == kind.value, p.subject == subject))
        if value:
            self._t.connection.execute(insert(private_data).values(kind=kind.value, subject=subject, value=value))
        self._t.record(f"private.{'kept' if value else 'removed'}", f"{kind}/{subject}")

    def read(self, kind: PrivateKind, subject: str) -> str | None:
        """The value, None when there is none; the reading is logged."""
        self._t.record("private.read", f"{kind}/{subject}")
        p = private_data.c
        wanted = select(p.value).where(p.kind == kind.value, p.subject == subject)
        return self._t.connection.scalar(wanted)


class SqlResultStore:
    """Answers `ResultStore`. Results can be made again from their key, so they leave no audit row."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def put(self, key: str, kind: str, document: Mapping[str, Any]) -> None:
        """Keep a JSON document; the same key again replaces it."""
        by = self._t.writer.name
        body = squeeze(json.dumps(document, ensure_ascii=False, allow_nan=False))
        self._t.connection.execute(delete(results).where(results.c.key == key))
        self._t.connection.execute(insert(results).values(key=key, kind=kind, at=self._t.now, by=by, body=body))

    def find(self, key: str) -> Mapping[str, Any] | None:
        """The document of that key."""
        body = self._t.connection.scalar(select(results.c.body).where(results.c.key == key))
        if body is None:
            return None
        document: Mapping[str, Any] = json.loads(unsqueeze(body))
        return document

    def entries(self, kind: str, limit: int = 50) -> Sequence[ResultEntry]:
        """What is kept of a kind, newest first, without the documents."""
        r = results.c
        newest = select(r.key, r.kind, r.at, r.by).where(r.kind == kind).order_by(r.at.desc(), r.key).limit(limit)
        return records_of(ResultEntry, self._t.connection.execute(newest))

    def remove(self, key: str) -> bool:
        """Forget a document; False when there was none."""
        gone = self._t.connection.execute(delete(results).where(results.c.key == key))
        return bool(gone.rowcount)


class SqlAuditStore:
    """Answers `AuditStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def entries(self, wanted: AuditFilter, limit: int = 100, before_id: int | None = None) -> Sequence[AuditEntry]:
        """Newest first."""
        a = audit.c
        rows = select(audit).order_by(a.id.desc()).limit(limit).where(*_conditions(wanted))
        if before_id is not None:
            rows = rows.where(a.id < before_id)
        return records_of(AuditEntry, self._t.connection.execute(rows))


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    a = audit.c
    if wanted.agency is not None:
        yield a.agency == wanted.agency
    if wanted.by is not None:
        yield a.by == wanted.by
    if wanted.action is not None:
        yield a.action.startswith(wanted.action, autoescape=True)
    if wanted.since is not None:
        yield a.at >= wanted.since
    if wanted.until is not None:
        yield a.at <= wanted.until
