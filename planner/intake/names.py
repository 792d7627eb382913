"""From what people write to ids: a sheet may name an agency, desk, service or officer by its id or by its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.intake.cells import fold
from planner.intake.columns import Values
from planner.intake.tables import Table

NAMED_SHEETS = ("agencies", "desks", "services", "officers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """ids : for each named sheet, id, folded id, or folded name if only one has it -> id. desk_of: service -> desk."""

    ids: Mapping[str, Mapping[str, str]]
    desk_of: Mapping[str, str]

    def resolve(self, sheet: str, text: str) -> str:
        """The id that `text` stands for, or the text itself where nothing is known by that name."""
        ids = self.ids[sheet]
        return ids.get(text) or ids.get(fold(text), text)

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
    desk_of = {
        values["id"]: names.resolve("desks", values["desk"])
        for values in rows["services"]
        if "id" in values and "desk" in values
    }
    return Names(ids=ids, desk_of=desk_of)


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
