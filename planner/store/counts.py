"""What was counted, and the files it came from. Of rows for one key, the newest import that is not undone holds."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, func, insert, select, update

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.domain.history import DayCount, History, MonthCount, Ticket
from planner.planning.stored import Import, ImportContent, ImportCounts
from planner.store.mall_rows import Bodies, SqlMallStore, bodies_of
from planner.store.mapping import record_of, records_of, row_of
from planner.store.tables import day_counts, imports, month_counts, tickets
from planner.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of counted rows: the field of History, its record, its table. `time` is the column of the date."""

    name: str
    kind: type[Any]
    table: Table
    time: str

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that say what a row is about."""
        return tuple(c.name for c in self.table.primary_key.columns if c.name != "import_id")

    def key_of(self, record: Any) -> tuple[Any, ...]:
        """What a record is about."""
        return tuple(getattr(record, name) for name in self.key)

    def effective(self) -> Select[Any]:
        """Rows that hold."""
        columns: list[Column[Any]] = [self.table.c[f.name] for f in fields(self.kind)]
        newest_first = (
            func.row_number()
            .over(partition_by=[self.table.c[n] for n in self.key], order_by=self.table.c.import_id.desc())
            .label("rank")
        )
        ranked = (
            select(*columns, newest_first)
            .join(imports, imports.c.id == self.table.c.import_id)
            .where(imports.c.undone_at.is_(None))
        )
        rows = ranked.subquery()
        return select(rows).where(rows.c.rank == 1).order_by(*(rows.c[name] for name in self.key))


DAYS = Sheet("days", DayCount, day_counts, "day")
MONTHS = Sheet("months", MonthCount, month_counts, "month")
TICKETS = Sheet("tickets", Ticket, tickets, "day")
SHEETS = (DAYS, MONTHS, TICKETS)


class SqlHistoryStore:
    """Answers `HistoryStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._connection = transaction.connection

    def load(self, first_day: date | None = None, last_day: date | None = None, *, tickets: bool = False) -> History:
        """Counts of those days; tickets only when asked for."""
        wanted = SHEETS if tickets else (DAYS, MONTHS)
        return History(**{s.name: load_sheet(self._connection, s, first_day, last_day) for s in wanted})


def load_sheet(connection: Connection, sheet: Sheet, first_day: date | None, last_day: date | None) -> tuple[Any, ...]:
    """Records of one sheet that hold, by their key."""
    rows = sheet.effective()
    at = rows.selected_columns[sheet.time]
    if first_day is not None:
        rows = rows.where(at >= (first_day.replace(day=1) if sheet is MONTHS else first_day))
    if last_day is not None:
        rows = rows.where(at <= last_day)
    return records_of(sheet.kind, connection.execute(rows))


class SqlImportStore:
    """Answers `ImportStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction
        self._mall = SqlMallStore(transaction)

    def preview(self, content: ImportContent) -> ImportCounts:
        """What `add` would change."""
        new = same = changed = 0
        for sheet in SHEETS:
            records = getattr(content.history, sheet.name)
            stored = self._stored(sheet, records)
            for record in records:
                earlier = stored.get(sheet.key_of(record))
                new += earlier is None
                same += earlier == record
                changed += earlier is not None and earlier != record
        return ImportCounts(new=new, same=same, changed=changed, mall_rows=self._changed_mall_rows(content))

    def _stored(self, sheet: Sheet, records: Sequence[Any]) -> dict[tuple[Any, ...], Any]:
        if not records:
            return {}
        dates = [getattr(record, sheet.time) for record in records]
        found = load_sheet(self._t.connection, sheet, min(dates), max(dates))
        return {sheet.key_of(record): record for record in found}

    def _changed_mall_rows(self, content: ImportContent) -> int:
        if content.mall is None:
            return 0
        old, new = self._mall.bodies(), bodies_of(content.mall)
        return sum(len(set(old.get(s, ())) ^ set(new.get(s, ()))) for s in {*old, *new})

    def add(self, content: ImportContent) -> tuple[Import, bool]:
        """Take a file in; see the port."""
        counts = self.preview(content)
        earlier = self._find_same_file(content.file_hash)
        if earlier is not None and not counts.changes_anything:
            return earlier, False
        _check_no_duplicates(content)
        added = self._insert(content, counts)
        self._t.record("import.added", str(added.id), after={"file": content.file_name, **asdict(counts)})
        return added, True

    def _find_same_file(self, file_hash: str) -> Import | None:
        same = select(imports).where(imports.c.file_hash == file_hash, imports.c.undone_at.is_(None))
        row = self._t.connection.execute(same.order_by(imports.c.id.desc()).limit(1)).first()
        return _import_of(row) if row else None

    def _insert(self, content: ImportContent, counts: ImportCounts) -> Import:
        before = self._mall.version()
        version = self._mall.save(content.mall) if content.mall else None
        made = self._t.connection.execute(
            insert(imports)
            .values(
                file_name=content.file_name,
                file_hash=content.file_hash,
                at=self._t.now,
                by=self._t.writer.name,
                reason=self._t.reason,
                counts=asdict(counts),
                mall_before=before if content.mall else None,
                mall_version=version,
            )
            .returning(imports)
        ).one()
        for sheet in SHEETS:
            rows = [{**row_of(r), "import_id": made.id} for r in getattr(content.history, sheet.name)]
            if rows:
                self._t.connection.execute(insert(sheet.table), rows)
        return _import_of(made)

    def undo(self, import_id: int) -> Import:
        """Bring back what the import replaced; see the port."""
        row = self._t.connection.execute(select(imports).where(imports.c.id == import_id)).first()
        if row is None:
            raise NotFound(f"no import {import_id}", code="unknown_import", field="import")
        if row.undone_at is not None:
            raise Conflict(f"import {import_id} was undone by {row.undone_by}", code="already_undone", field="import")
        if row.mall_version is not None:
            self._undo_mall(row)
        undone = update(imports).where(imports.c.id == import_id)
        self._t.connection.execute(undone.values(undone_at=self._t.now, undone_by=self._t.writer.name))
        self._t.record("import.undone", str(import_id), before={"file": row.file_name, **row.counts})
        return _import_of(self._t.connection.execute(select(imports).where(imports.c.id == import_id)).one())

    def _undo_mall(self, row: Row[Any]) -> None:
        before, after, current = (self._mall.bodies(v) for v in (row.mall_before, row.mall_version, None))
        touched = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        self._check_newest_of_the_mall(row)
        _check_untouched_since(touched, after, current)
        restored = {name: rows for name, rows in current.items() if name not in touched}
        restored |= {name: before[name] for name in touched if name in before}
        self._mall.save_bodies(restored)

    def _check_newest_of_the_mall(self, row: Row[Any]) -> None:
        """A later file says what the mall is, also where it agrees with this one."""
        later = (imports.c.id > row.id, imports.c.undone_at.is_(None), imports.c.mall_version.is_not(None))
        found = self._t.connection.execute(select(imports.c.id, imports.c.file_name).where(*later)).first()
        if found is not None:
            raise Conflict(
                f"import {found.id} ({found.file_name}) brought the mall after it; undo that first",
                code="changed_since",
                field="import",
            )

    def entries(self, limit: int = 50) -> Sequence[Import]:
        """Imports, newest first."""
        newest_first = select(imports).order_by(imports.c.id.desc()).limit(limit)
        return tuple(_import_of(row) for row in self._t.connection.execute(newest_first))


def _check_untouched_since(touched: Iterable[str], after: Bodies, current: Bodies) -> None:
    changed = sorted(name for name in touched if after.get(name) != current.get(name))
    if changed:
        raise Conflict(
            f"{', '.join(changed)} changed after the import; undo the later change first",
            code="changed_since",
            field=changed[0],
        )


def _check_no_duplicates(content: ImportContent) -> None:
    for sheet in SHEETS:
        seen: set[tuple[Any, ...]] = set()
        for record in getattr(content.history, sheet.name):
            key = sheet.key_of(record)
            if key in seen:
                about = ", ".join(str(part) for part in key if part is not None)
                raise InvalidValue(f"two rows of {sheet.name} about {about}", code="duplicate", field=sheet.name)
            seen.add(key)


def _import_of(row: Row[Any]) -> Import:
    return record_of(Import, {**row._mapping, "counts": ImportCounts(**row.counts)})
