"""From typed rows to records: ids resolved, the record made, and its refusal told as a finding at row and column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from planner.domain.consistency import nearest_sentences
from planner.domain.demand import Profile
from planner.domain.errors import Finding, InvalidValue
from planner.domain.periods import minute_of_day
from planner.intake.columns import Column, Sheet, Values
from planner.intake.messages import MESSAGES, Place, make_finding
from planner.intake.names import Names
from planner.intake.tables import Row, Table, cell_finding

DESK_FROM_SERVICE = ("visits", "tickets")


@dataclass(slots=True, kw_only=True)
class Records:
    """The records of a sheet, the row each came from, and what was found."""

    records: list[Any] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def make_records(table: Table, names: Names) -> Records:
    """A record of each sound row; profiles gather several rows in one."""
    made = Records()
    rows = [(row, _resolved(table.sheet, row, names)) for row in table.rows]
    if table.sheet.name == "profiles":
        _make_profiles(made, table.sheet, [(row, values) for row, values in rows if row.sound])
        return made
    for row, values in rows:
        sound = row.sound
        if table.sheet.name in DESK_FROM_SERVICE:
            sound = _fill_desk(made, table.sheet, row, values, names) and sound
        if sound:
            _make_record(made, table.sheet, row.number, values)
    return made


def _resolved(sheet: Sheet, row: Row, names: Names) -> Values:
    values = dict(row.values)
    for column in sheet.columns:
        key = column.field or column.name
        if column.refers and key in values:
            values[key] = names.resolve(column.refers, values[key])
    return values


def _fill_desk(made: Records, sheet: Sheet, row: Row, values: Values, names: Names) -> bool:
    """The desk of a count is that of its service; says so where the row names another, or neither."""
    service, desk = values.get("service"), values.get("desk")
    if service is None:
        if desk is None and row.sound:
            place = Place(sheet=sheet.name, row=row.number)
            made.findings.append(make_finding("one_of_two", place, first="service", second="desk"))
        return desk is not None
    owner = names.desk_of.get(service)
    if owner is None:
        if service not in names.known("services"):
            made.findings.append(_unknown(sheet, row.number, sheet.column("service"), service, names))
        return False
    if desk is not None and desk != owner:
        place = Place(sheet=sheet.name, row=row.number, column="desk", value=desk)
        made.findings.append(make_finding("other_desk", place, desk=owner))
        return False
    values["desk"] = owner
    return True


def _unknown(sheet: Sheet, number: int, column: Column, value: str, names: Names) -> Finding:
    place = Place(sheet=sheet.name, row=number, column=column.name, value=value)
    near = nearest_sentences(value, names.ids[column.refers])
    return make_finding("unknown", place, other_sheet=column.refers, **near)


def _make_record(made: Records, sheet: Sheet, number: int, values: Values) -> None:
    try:
        record = sheet.build(dict(values))
    except InvalidValue as fault:
        made.findings.append(refused(sheet, number, fault, values))
    else:
        made.records.append(record)
        made.rows.append(number)


def refused(sheet: Sheet, number: int, fault: InvalidValue, values: Mapping[str, Any]) -> Finding:
    """The finding for a value that a record refused."""
    key = fault.field.rsplit(".", 1)[-1]
    column = sheet.find_column(key)
    code = fault.code if fault.code in MESSAGES else "out_of_range"
    if column is None:
        return make_finding(code, Place(sheet=sheet.name, row=number), help_id="nilai lain", help_en="another value")
    value = values.get(column.field or column.name, "")
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return cell_finding(code, sheet, number, column, shown)


def _make_profiles(made: Records, sheet: Sheet, rows: Iterable[tuple[Row, Values]]) -> None:
    """One profile of all rows of a desk and weekday; a half-hour that stands twice is refused."""
    by_desk: dict[tuple[str, int | None], dict[time | None, tuple[Row, Values]]] = {}
    for row, values in rows:
        half_hours = by_desk.setdefault((values["desk"], values.get("weekday")), {})
        start = values["half_hour"]
        if start in half_hours:
            place = Place(sheet=sheet.name, row=row.number, column="half_hour", value=_shown(start))
            made.findings.append(make_finding("duplicate", place, first_row=half_hours[start][0].number))
        half_hours.setdefault(start, (row, values))
    for half_hours in by_desk.values():
        _make_profile(made, sheet, half_hours)


def _shown(start: time | None) -> str:
    return "buka" if start is None else f"{start:%H:%M}"


def _make_profile(made: Records, sheet: Sheet, half_hours: Mapping[time | None, tuple[Row, Values]]) -> None:
    row, first = next(iter(half_hours.values()))
    try:
        profile = Profile(
            desk=first["desk"],
            weekday=first.get("weekday"),
            at_open=half_hours[None][1]["share"] if None in half_hours else 0.0,
            half_hours={minute_of_day(s): values["share"] for s, (_, values) in half_hours.items() if s is not None},
            measured=all(values.get("measured", True) for _, values in half_hours.values()),
        )
    except InvalidValue as fault:
        made.findings.append(refused(sheet, row.number, fault, first))
    else:
        made.records.append(profile)
        made.rows.append(row.number)
