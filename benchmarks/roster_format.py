"""The bench's `mpp-roster/1` as a Problem of the engine, and a Result as a plan file of the bench.

Ids are the bench's numbers as text, padded so that text order is number order.
"""

from typing import Any

from planner.solver.problem import (
    Agency,
    BreakKind,
    Counter,
    Day,
    Desk,
    DeskDay,
    Officer,
    Posting,
    Prices,
    Problem,
    Row,
    Skill,
    WeekLimit,
)
from planner.solver.result import Result
from planner.solver.ruleset import BENCH_1

BREAK_SESSION = 1
SATURDAY = 5

Json = dict[str, Any]


def padded(number: int) -> str:
    """A bench id as text."""
    return f"{number:05d}"


def read_problem(instance: Json) -> Problem:
    """The instance in the engine's words; minutes in place of slots."""
    weights = instance["weights"]
    published = instance.get("published")
    return Problem(
        sessions=tuple(session["name"] for session in instance["sessions"]),
        days=tuple(_day(instance, day) for day in range(instance["days"])),
        agencies=tuple(
            Agency(id=padded(agency["id"]), needs_supervisor=bool(agency["needs_supervisor"]))
            for agency in instance["agencies"]
        ),
        desks=tuple(
            Desk(id=padded(g["id"]), agency=padded(g["agency"]), weight=g["weight"], busy=bool(g["busy"]))
            for g in instance["groups"]
        ),
        counters=tuple(
            Counter(
                id=str(counter["id"]),
                agency=padded(agency["id"]),
                desk=None if counter["group"] is None else padded(counter["group"]),
            )
            for agency in instance["agencies"]
            for counter in agency["counters"]
        ),
        officers=tuple(_officer(instance, officer) for officer in instance["officers"]),
        desk_days=tuple(
            DeskDay(desk=padded(g["id"]), day=day, demand_visits=tuple(g["demand"][day]))
            for g in instance["groups"]
            for day in range(instance["days"])
        ),
        rows=tuple(_rows(instance)),
        published=None if published is None else tuple(_published(row) for row in published),
        absent=frozenset((padded(officer), day) for officer, day in instance.get("absent") or ()),
        prices=Prices(
            cover=weights["cover"],
            presence=weights["presence"],
            supervisor=weights["supervisor"],
            deep_factor=weights["deep_factor"],
            deep_from_tenths=weights["deep_from_tenths"],
        ),
        rule_set=BENCH_1,
    )


def _day(instance: Json, day: int) -> Day:
    slot = instance["slot_minutes"]
    kinds = sorted((int(kind), tuple(half_hours)) for kind, half_hours in instance["breaks"].items() if int(kind))
    return Day(
        id=str(day),
        minutes=tuple(
            slot * session["slots"] if is_open else 0
            for session, is_open in zip(instance["sessions"], instance["open"][day], strict=True)
        ),
        break_session=BREAK_SESSION,
        lunch_half_hours=instance["lunch_half_hours"],
        breaks=tuple(
            BreakKind(id=kind, half_hours=half_hours, minutes=slot * instance["break_slots"])
            for kind, half_hours in kinds
        ),
        burden=2 if day == SATURDAY else 0,
    )


def _officer(instance: Json, officer: Json) -> Officer:
    slot = instance["slot_minutes"]
    agency = None if officer["agency"] is None else padded(officer["agency"])
    return Officer(
        id=padded(officer["id"]),
        agency=agency,
        fairness_group=agency,
        supervisor=bool(officer["supervisor"]),
        skills=tuple(
            Skill(desk=padded(s["group"]), tenths=s["tenths"], tenths_break=(s["tenths_break"],))
            for s in officer["skills"]
        ),
        available=tuple(tuple(bool(free) for free in day) for day in officer["available"]),
        weeks=(
            WeekLimit(
                counter_minutes=slot * officer["contract_slots"],
                duty_minutes=slot * (officer["contract_slots"] + officer["max_overtime_slots"]),
                max_days=officer["max_days"],
            ),
        ),
        wishes=tuple((day, session, weight) for day, session, weight in officer["dislikes"]),
    )


def _rows(instance: Json) -> list[Row]:
    return [
        Row(desk=padded(g["id"]), day=day, session=session, table=tuple(table))
        for g in instance["groups"]
        for session, table in enumerate(g["quota_table"])
        for day in range(instance["days"])
        if instance["open"][day][session]
    ]


def _published(row: list[int]) -> Posting:
    officer, day, session, group, kind = row
    return Posting(officer=padded(officer), day=day, session=session, desk=padded(group), break_kind=kind)


def write_plan(result: Result) -> Json:
    """The plan file: assignments, no quotas (every table value is issued), bound, gap and seconds of stage 1."""
    first = result.stages[0]
    return {
        "assignments": [
            {
                "officer": int(posting.officer),
                "day": posting.day,
                "session": posting.session,
                "group": int(posting.desk),
                "counter": posting.counter,
                "break": posting.break_kind or 0,
            }
            for posting in result.postings
        ],
        "quotas": None,
        "bound": first.bound,
        "gap": first.gap,
        "seconds": round(result.seconds, 2),
        "outcome": result.outcome.value,
        "stopped_by": result.stopped_by.value,
        "seed": result.seed,
    }
