"""What saving an import would do, in words: the same on the preview, its button, and the page after saving."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from planner.domain.history import History
from planner.domain.ids import AgencyId
from planner.domain.mall import Mall
from planner.planning.ports import UnitOfWork
from planner.planning.stored import ImportContent, ImportCounts
from webapp.language import language, t

OF_AGENCIES = frozenset({"agencies", "desks", "services", "counters", "officers", "skills"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MallChange:
    """Records of one kind that a file adds to the stored mall, changes, or takes away from it."""

    kind: str
    added: int
    changed: int
    gone: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.added + self.changed + self.gone

    @property
    def words(self) -> str:
        """`layanan: 1 berubah, 2 baru`."""
        parts = (("added", self.added), ("changed", self.changed), ("gone", self.gone))
        told = (t(f"import.mall_{name}", count=language().number(count)) for name, count in parts if count)
        return f"{t(f'import.kind_{self.kind}')}: {', '.join(told)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Counted rows and monthly figures against what is stored, and the mall.

    is_first : no mall is stored. agencies: those that come with it, or of the short form those that differ.
    mall     : what differs from the stored one. others: how many records of it are not told by their agencies.
    gone     : names of agencies that the stored mall has and the file has not.
    """

    rows: ImportCounts
    months: ImportCounts
    is_first: bool = False
    agencies: int = 0
    mall: tuple[MallChange, ...] = ()
    others: int = 0
    gone: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`7 instansi, 83 angka bulanan`, later `perubahan 2 instansi, 7 angka bulanan`: what is saved."""
        parts = (
            ("agencies" if self.is_first else "unlike", self.agencies),
            ("changes", self.others),
            ("rows", self.rows.new + self.rows.changed),
            ("months", self.months.new + self.months.changed),
        )
        return ", ".join(_counted(name, count) for name, count in parts if count)

    def lines(self, left_out: int) -> Iterator[str]:
        """A line for each kind of count: new, the same, changed, and refused, which are rows where there are any."""
        of_rows, of_months = _total(self.rows), _total(self.months)
        if of_rows or not of_months:
            yield _line("import.counts", self.rows, left_out)
        if of_months:
            yield _line("import.counts_months", self.months, 0 if of_rows else left_out)


def _counted(name: str, count: int) -> str:
    """The number and what it counts, one in the singular."""
    return t(f"import.part_{name}{'_one' if count == 1 else ''}", count=language().number(count))


def _total(counts: ImportCounts) -> int:
    return counts.new + counts.same + counts.changed


def _line(key: str, counts: ImportCounts, left_out: int) -> str:
    number = language().number
    return t(
        key,
        all=number(_total(counts) + left_out),
        new=number(counts.new),
        same=number(counts.same),
        changed=number(counts.changed),
        refused=number(left_out),
    )


def find_changes(work: UnitOfWork, content: ImportContent, *, is_short: bool) -> Changes:
    """What taking `content` in would change, as things stand. is_short: its owner wrote rows of agencies, no more."""
    stored, history = work.mall.find(), content.history
    counts = replace(content, history=replace(history, months=()), mall=None)
    months = replace(content, history=History(months=history.months), mall=None)
    found = Changes(rows=work.imports.preview(counts), months=work.imports.preview(months))
    if content.mall is None:
        return found
    if stored is None:
        return replace(found, is_first=True, agencies=len(content.mall.agencies))
    mall, ids = tuple(mall_changes(stored, content.mall)), {agency.id for agency in content.mall.agencies}
    return replace(
        found,
        mall=mall,
        agencies=len(_unlike_agencies(stored, content.mall)) if is_short else 0,
        others=sum(change.count for change in mall if not (is_short and change.kind in OF_AGENCIES)),
        gone=tuple(agency.name for agency in stored.agencies if agency.id not in ids),
    )


def _unlike_agencies(old: Mall, new: Mall) -> set[AgencyId]:
    """Agencies that come, go, or differ in themselves, their desks, services, counters, officers or skills."""
    before, after = _by_agency(old), _by_agency(new)
    return {agency for agency in {*before, *after} if before.get(agency) != after.get(agency)}


def _by_agency(mall: Mall) -> dict[AgencyId, Counter[str]]:
    """All records of each agency."""
    of_desk = {desk.id: desk.agency for desk in mall.desks}
    of_officer = {officer.id: officer.agency for officer in mall.officers}
    owned = (
        *((record.id, record) for record in mall.agencies),
        *((record.agency, record) for record in (*mall.desks, *mall.counters, *mall.officers)),
        *((of_desk.get(record.desk), record) for record in mall.services),
        *((of_officer.get(record.officer), record) for record in mall.skills),
    )
    found: dict[AgencyId, Counter[str]] = {}
    for agency, record in owned:
        if agency is not None:
            found.setdefault(agency, Counter())[repr(record)] += 1
    return found


def mall_changes(old: Mall, new: Mall) -> Iterator[MallChange]:
    """Kinds of records that differ between two malls; everything that is no list of records is `settings`."""
    settings = 0
    for item in fields(Mall):
        before, after = getattr(old, item.name), getattr(new, item.name)
        if not isinstance(before, tuple):
            settings += before != after
        elif before != after:
            change = _change(item.name, before, after)
            if change.count:
                yield change
    if settings:
        yield MallChange(kind="settings", added=0, changed=settings, gone=0)


def _change(kind: str, before: Sequence[Any], after: Sequence[Any]) -> MallChange:
    """Records with an id are compared by it; of the others one that differs is another."""
    olds, news = Counter(map(repr, before)), Counter(map(repr, after))
    gone, added = (olds - news).total(), (news - olds).total()
    ids = {getattr(record, "id", None) for record in before} & {getattr(record, "id", None) for record in after} - {
        None
    }
    unlike = {record.id: repr(record) for record in before if getattr(record, "id", None) in ids}
    changed = sum(unlike[r.id] != repr(r) for r in after if getattr(r, "id", None) in ids)
    return MallChange(kind=kind, added=added - changed, changed=changed, gone=gone - changed)
