"""From what people write to ids: a sheet may name an agency, desk, service or officer by its id or by its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.intake.cells import fold
from planner.intake.columns import Values
from planner.intake.tables import Table

NAMED_SHEETS = ("agencies", "desks", "services", "officers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """ids : for each named sheet, folded id or unique name -> id. desk_of: service id -> desk id."""

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
    ids = {sheet: _ids_of(tables.get(sheet)) for sheet in NAMED_SHEETS}
    services = tables["services"].rows if "services" in tables else []
    desk_of: dict[str, str] = {
        row.values["id"]: ids["desks"].get(fold(row.values["desk"])) or row.values["desk"]
        for row in services
        if "id" in row.values and "desk" in row.values
    }
    return Names(ids=ids, desk_of=desk_of)


def _ids_of(table: Table | None) -> dict[str, str]:
    rows: list[Values] = [row.values for row in table.rows if "id" in row.values] if table else []
    named: dict[str, set[str]] = {}
    for values in rows:
        named.setdefault(fold(values.get("name", "")), set()).add(values["id"])
    unique = {name: min(owners) for name, owners in named.items() if name and len(owners) == 1}
    return unique | {fold(values["id"]): values["id"] for values in rows}
