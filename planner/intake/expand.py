"""What a mall with little data leaves out: agencies named by desks only, officers known by number, skills, profiles."""

from collections.abc import Iterable, Sequence
from typing import Any

from planner.domain.errors import Finding
from planner.domain.ids import CounterId, DeskId, OfficerId
from planner.domain.mall import Counter, Desk, Service
from planner.domain.staff import Officer, Skill
from planner.intake.columns import Values
from planner.intake.messages import Place, make_warning
from planner.intake.records import Records
from planner.intake.sheets import AGENCIES


def add_agencies(agencies: Records, desks: Sequence[Desk]) -> None:
    """An agency of each name that desks give, where the sheet of agencies is left out."""
    for name in dict.fromkeys(desk.agency for desk in desks):
        agencies.records.append(AGENCIES.build({"id": name, "name": str(name)}))
        agencies.rows.append(0)


def add_counted_officers(
    officers: Records, skills: Records, services: Sequence[Service], desk: Desk, count: int
) -> None:
    """`count` officers of neutral names at a desk, each with all its skills."""
    for number in range(1, count + 1):
        officer = Officer(id=OfficerId(f"{desk.id}-{number}"), name=f"Petugas {desk.name} {number}", agency=desk.agency)
        _append(officers, [officer])
        _append(skills, [Skill(officer=officer.id, service=s.id) for s in services if s.desk == desk.id])


def add_all_skills(
    skills: Records, officers: Sequence[Officer], desks: Sequence[Desk], services: Sequence[Service]
) -> None:
    """Every officer can serve every service of his agency, where the sheet of skills is left out."""
    agency_of = {desk.id: desk.agency for desk in desks}
    for officer in officers:
        own = [s for s in services if officer.agency is not None and agency_of.get(s.desk) == officer.agency]
        _append(skills, [Skill(officer=officer.id, service=s.id) for s in own])


def add_counters(
    counters: Records, desks: Sequence[Desk], skills: Sequence[Skill], services: Sequence[Service]
) -> None:
    """As many counters at each desk as officers can serve there, where the sheet of counters is left out."""
    desk_of = {s.id: s.desk for s in services}
    for desk in desks:
        officers = {skill.officer for skill in skills if desk_of.get(skill.service) == desk.id}
        places = [CounterId(f"{desk.id}-L{number}") for number in range(1, len(officers) + 1)]
        _append(counters, [Counter(id=place, agency=desk.agency, desk=desk.id) for place in places])


def _append(records: Records, new: Iterable[Any]) -> None:
    """Records that stand in no file: row 0."""
    for record in new:
        records.records.append(record)
        records.rows.append(0)


def staffed_desks(skills: Sequence[Skill], services: Sequence[Service]) -> set[DeskId]:
    """Desks that somebody with a name can serve."""
    desk_of = {s.id: s.desk for s in services}
    return {desk_of[skill.service] for skill in skills if skill.service in desk_of}


def count_ignored(row: int, desk: Desk, count: int) -> Finding:
    """The warning for a desk with named officers and a number."""
    place = Place(sheet="desks", row=row, column="officers_count", value=f"{count} ({desk.id})")
    return make_warning("count_and_names", place)


def asked_for(rows: Iterable[Values], key: str) -> dict[str, Any]:
    """Desk id -> what its row says under a key that is no field of the record."""
    return {values["id"]: values[key] for values in rows if key in values and "id" in values}
