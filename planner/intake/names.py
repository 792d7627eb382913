"""From what people write to ids: a sheet may name an agency, desk, service or officer by its id or by its name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from planner.intake.cells import fold
from planner.intake.columns import Values
from planner.intake.tables import Table

NAMED_SHEETS = ("agencies", "desks", "services", "officers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """ids : for each named sheet, id, folded id, or folded name if only one has it -> id.

    desk_of, agency_of : service -> desk, desk -> agency. titles: names people give the services, by id.
    """

    ids: Mapping[str, Mapping[str, str]]
    desk_of: Mapping[str, str]
    agency_of: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, sheet: str, text: str) -> str:
        """The id that `text` stands for, or the text itself where nothing is known by that name."""
        ids = self.ids[sheet]
        return ids.get(text) or ids.get(fold(text), text)

    def desks_in(self, agency: str) -> list[str]:
        """Desks of an agency, in the order of the sheet."""
        return [desk for desk, owner in self.agency_of.items() if owner == agency]

    def services_in(self, agency: str) -> set[str]:
        """Services of an agency."""
        return {service for service, desk in self.desk_of.items() if self.agency_of.get(desk) == agency}

    def resolve_in(self, text: str, services: Collection[str]) -> str | None:
        """The one service among these that `text` stands for, by id or name; None where none or several do."""
        wanted = fold(text)
        found = [s for s in services if wanted in (fold(s), fold(self.titles.get(s, "")))]
        return found[0] if len(found) == 1 else None

    def known(self, sheet: str) -> set[str]:
        """All ids of a sheet, those of rows with faults included."""
        return set(self.ids[sheet].values())


def collect_names(tables: Mapping[str, Table]) -> Names:
    """The ids and names in the sheets, also of rows in which some other cell is wrong."""
    rows = {sheet: [row.values for row in tables[sheet].rows] if sheet in tables else [] for sheet in NAMED_SHEETS}
    if not rows["agencies"]:  # then desks name them; the first spelling is the id
        rows["agencies"] = _agencies_of(rows["desks"])
    ids = {sheet: _ids_of(rows[sheet]) for sheet in NAMED_SHEETS}
    names = Names(ids=ids, desk_of={})
    agency_of = {
        values["id"]: names.resolve("agencies", values["agency"])
        for values in rows["desks"]
        if "id" in values and "agency" in values
    }
    titles = {v["id"]: str(v["name"]) for v in rows["services"] if "id" in v and "name" in v}
    desk_of = {
        values["id"]: names.resolve("desks", values["desk"])
        for values in rows["services"]
        if "id" in values and "desk" in values
    }
    return Names(ids=ids, desk_of=desk_of, agency_of=agency_of, titles=titles)


def _agencies_of(desks: Sequence[Values]) -> list[Values]:
    first: dict[str, str] = {}
    for values in desks:
        if "agency" in values:
            first.setdefault(fold(values["agency"]), values["agency"])
    return [{"id": agency} for agency in first.values()]


def _ids_of(rows: Sequence[Values]) -> dict[str, str]:
    given = [values for values in rows if "id" in values]
    named: dict[str, set[str]] = {}
    for values in given:
        named.setdefault(fold(values.get("name", "")), set()).add(values["id"])
    unique = {name: min(owners) for name, owners in named.items() if name and len(owners) == 1}
    folded = {fold(values["id"]): values["id"] for values in given}
    return unique | folded | {values["id"]: values["id"] for values in given}
