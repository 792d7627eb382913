"""The mall, row by row and version by version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import Select, func, insert, or_, select, update

from planner.domain.errors import Conflict, NotFound
from planner.domain.mall import Mall
from planner.planning.stored import MallVersion
from planner.store.mapping import from_json_text, records_of, to_json_text
from planner.store.tables import mall_rows, mall_versions
from planner.store.transaction import Transaction

Bodies = Mapping[str, tuple[str, ...]]
_AUDIT_ROWS = 20  # more rows than this are counted in the audit, not listed; the versions keep them
_COUNTED_ONLY = {"leave"}  # who reads the audit log need not be one who may see when somebody is away


@dataclass(frozen=True, slots=True)
class Section:
    """One field of Mall: a list of records (`many`), a row each, or a single value in one row."""

    name: str
    kind: Any
    many: bool

    def bodies(self, mall: Mall) -> tuple[str, ...]:
        """JSON of its rows, in order."""
        value = getattr(mall, self.name)
        return tuple(to_json_text(self.kind, item) for item in (value if self.many else (value,)))

    def value(self, bodies: Iterable[str]) -> Any:
        """The field's value from its rows."""
        records = tuple(from_json_text(self.kind, body) for body in bodies)
        return records if self.many else records[0]


@cache
def sections() -> tuple[Section, ...]:
    """The fields of Mall as sections, so that a new field is kept without a change here."""
    hints = get_type_hints(Mall)
    return tuple(_section(field.name, hints[field.name]) for field in fields(Mall))


def _section(name: str, hint: Any) -> Section:
    many = get_origin(hint) is tuple
    return Section(name, get_args(hint)[0] if many else hint, many)


def bodies_of(mall: Mall) -> Bodies:
    """JSON rows of every section that has any."""
    found = {section.name: section.bodies(mall) for section in sections()}
    return {name: rows for name, rows in found.items() if rows}


def mall_of(bodies: Bodies) -> Mall | None:
    """The mall of these rows; None when they hold none."""
    if "name" not in bodies:
        return None
    return Mall(**{s.name: s.value(bodies[s.name]) for s in sections() if s.name in bodies})


class SqlMallStore:
    """Answers `MallStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def version(self) -> int:
        """Number of the newest version, 0 when there is none."""
        return self._t.connection.scalar(select(func.coalesce(func.max(mall_versions.c.version), 0))) or 0

    def find(self, version: int | None = None) -> Mall | None:
        """The mall as of a version, the newest by default."""
        return mall_of(self.bodies(version))

    def get(self, version: int | None = None) -> Mall:
        """As `find`; raises NotFound."""
        mall = self.find(version)
        if mall is None:
            raise NotFound(f"no mall in version {version or self.version()}", code="no_mall", field="mall")
        return mall

    def versions(self, limit: int = 50) -> Sequence[MallVersion]:
        """Changes, newest first."""
        newest_first = select(mall_versions).order_by(mall_versions.c.version.desc()).limit(limit)
        return records_of(MallVersion, self._t.connection.execute(newest_first))

    def save(self, mall: Mall, based_on: int | None = None) -> int:
        """Keep a changed mall; see the port."""
        newest = self.version()
        if based_on is not None and based_on != newest:
            raise Conflict(
                f"the mall is at version {newest}, the change was made from {based_on}",
                code="mall_changed",
                field="mall",
            )
        return self.save_bodies(bodies_of(mall))

    def bodies(self, version: int | None = None) -> Bodies:
        """Rows of every section as of a version."""
        found: dict[str, list[str]] = {}
        for row in self._t.connection.execute(_rows_at(version)):
            found.setdefault(row.section, []).append(row.body)
        return {name: tuple(rows) for name, rows in found.items()}

    def save_bodies(self, wanted: Bodies) -> int:
        """Make these the rows of a new version; the old version's number when they are the same."""
        current = self.bodies()
        changed = sorted(name for name in {*current, *wanted} if current.get(name, ()) != wanted.get(name, ()))
        if not changed:
            return self.version()
        version = self._open_version()
        for name in changed:
            self._save_section(name, wanted.get(name, ()), version)
            self._t.record("mall.changed", name, **_before_after(name, current.get(name, ()), wanted.get(name, ())))
        return version

    def _open_version(self) -> int:
        version = self.version() + 1
        self._t.connection.execute(
            insert(mall_versions).values(version=version, at=self._t.now, by=self._t.writer.name, reason=self._t.reason)
        )
        return version

    def _save_section(self, name: str, wanted: tuple[str, ...], version: int) -> None:
        old = self._t.connection.execute(_rows_at(None).where(mall_rows.c.section == name)).all()
        placed = place(tuple(row.body for row in old), tuple(row.position for row in old), wanted)
        kept = {position for _, position, is_new in placed if not is_new}
        gone = [row.id for row in old if row.position not in kept]
        if gone:
            self._t.connection.execute(update(mall_rows).where(mall_rows.c.id.in_(gone)).values(to_version=version))
        rows = [
            {"section": name, "position": position, "from_version": version, "body": body}
            for body, position, is_new in placed
            if is_new
        ]
        if rows:
            self._t.connection.execute(insert(mall_rows), rows)


def _rows_at(version: int | None) -> Select[Any]:
    rows = select(mall_rows).order_by(mall_rows.c.section, mall_rows.c.position)
    if version is None:
        return rows.where(mall_rows.c.to_version.is_(None))
    ended = mall_rows.c.to_version
    return rows.where(mall_rows.c.from_version <= version, or_(ended.is_(None), ended > version))


def place(old: tuple[str, ...], positions: tuple[float, ...], wanted: tuple[str, ...]) -> list[tuple[str, float, bool]]:
    """Body, position and whether it is new, for every wanted row: rows that stay keep their position.

    New rows are spread between their neighbours. Where no number is left between two neighbours, all rows are new.
    """
    placed: list[tuple[str, float, bool]] = []
    for tag, first, last, begin, end in SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            placed += [(old[n], positions[n], False) for n in range(first, last)]
        else:
            low = positions[first - 1] if first else 0.0
            high = positions[last] if last < len(old) else low + end - begin + 1
            step = (high - low) / (end - begin + 1)
            placed += [(wanted[n], low + step * (n - begin + 1), True) for n in range(begin, end)]
    order = [position for _, position, _ in placed]
    if all(a < b for a, b in pairwise(order)):
        return placed
    start = max(positions, default=0.0) + 1.0
    return [(body, start + n, True) for n, body in enumerate(wanted)]


def _before_after(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, Any]:
    gone, come = _without(old, new), _without(new, old)
    if name in _COUNTED_ONLY or len(gone) + len(come) > _AUDIT_ROWS:
        return {"before": {"rows": len(gone)}, "after": {"rows": len(come)}}
    return {"before": [from_json_text(Any, b) for b in gone], "after": [from_json_text(Any, b) for b in come]}


def _without(rows: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    known = set(others)
    return tuple(row for row in rows if row not in known)
