"""Small things that are right by default, so that a test shows only what matters.

`a_mall()` has two agencies, three desks and five officers; `a_plan()` is one checked week of it, 2 to 6 February 2026.
An officer's id is his name in small letters. All minutes are whole, so that sums can be done by hand:
every visit takes 13 minutes, every officer sits 360 minutes a day (08:00-15:00 less one hour), 1800 a week.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.history import DayCount, History
from planner.domain.mall import Agency, AgencyMode, Counter, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Zone, windows_from_sessions
from planner.domain.plan import (
    DeskDayCapacity,
    Passport,
    Plan,
    PlanInput,
    Posting,
    PostingSource,
    Proof,
    Quota,
    Shortfall,
    StageValue,
    WindowProof,
)
from planner.domain.staff import Officer, Skill
from planner.planning.plan_file import sealed

MONDAY = date(2026, 2, 2)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(5))
SESSIONS = ("pagi", "siang", "sore")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnOfficer:
    """An officer with his skills, as `a_mall` takes them."""

    officer: Officer
    skills: tuple[Skill, ...]


def an_officer(
    name: str, skills: Iterable[str] | Mapping[str, float] = (), agency: str | None = "disdukcapil", **changes: Any
) -> AnOfficer:
    """`an_officer("Sari", skills={"ktp", "kk"})`, or with paces: `skills={"ktp": 1.25}`. agency None: pooled."""
    paces = skills if isinstance(skills, Mapping) else dict.fromkeys(sorted(skills), 1.0)
    officer = Officer(**{"id": name.lower(), "name": name, "agency": agency, **changes})
    return AnOfficer(
        officer=officer, skills=tuple(Skill(officer=officer.id, service=s, pace=p) for s, p in paces.items())
    )


def a_timetable(day_type: DayType = DayType.NORMAL, **changes: Any) -> Timetable:
    """08:00-11:00, 11:00-13:30, 13:30-15:00; last ticket 14:00; one hour's break at 11:30, 12:00 or 12:30."""
    sessions = (
        Session(id="pagi", start=time(8), end=time(11)),
        Session(id="siang", start=time(11), end=time(13, 30)),
        Session(id="sore", start=time(13, 30), end=time(15)),
    )
    last_ticket = changes.get("last_ticket", time(14))
    values: dict[str, Any] = {
        "sessions": sessions,
        "last_ticket": last_ticket,
        "windows": windows_from_sessions(changes.get("sessions", sessions), last_ticket),
        "break_minutes": 60,
        "break_starts": (time(11, 30), time(12), time(12, 30)),
    }
    return Timetable(day_type=day_type, **{**values, **changes})


def an_agency(id: str, **changes: Any) -> Agency:
    """An agency that the solver plans."""
    return Agency(**{"id": id, "name": id.title(), "mode": AgencyMode.PLANNED, **changes})


def a_desk(id: str, agency: str = "disdukcapil", **changes: Any) -> Desk:
    """A desk that needs nobody at lunch."""
    return Desk(**{"id": id, "agency": agency, "name": id.title(), "lunch_cover": False, **changes})


def a_service(id: str, desk: str, **changes: Any) -> Service:
    """A service of 3 + 10 minutes and one need a visit."""
    return Service(**{"id": id, "desk": desk, "name": id.title(), **changes})


def a_counter(id: str, agency: str = "disdukcapil", desk: str | None = None, **changes: Any) -> Counter:
    """A counter; without a desk any desk of the agency may use it."""
    return Counter(**{"id": id, "agency": agency, "desk": desk, **changes})


def the_officers() -> tuple[AnOfficer, ...]:
    """Sari (supervisor) and Budi for `adminduk`, Rina for `legalisir` and KTP, Dewi for `pajak`, Joko pooled."""
    return (
        an_officer("Sari", skills={"ktp", "kk"}, supervisor=True),
        an_officer("Budi", skills={"ktp", "kk"}),
        an_officer("Rina", skills={"legalisir", "ktp"}),
        an_officer("Dewi", skills={"pajak"}, agency="samsat"),
        an_officer("Joko", skills={"legalisir", "pajak"}, agency=None),
    )


def a_mall(officers: Iterable[AnOfficer] | None = None, **changes: Any) -> Mall:
    """Disdukcapil (planned; desks `adminduk` and `legalisir`) and Samsat (request; desk `pajak`)."""
    staff = tuple(the_officers() if officers is None else officers)
    values: dict[str, Any] = {
        "name": "MPP Contoh",
        "zone": Zone.WIB,
        "timetables": {DayType.NORMAL: a_timetable()},
        "agencies": (
            an_agency("disdukcapil", needs_supervisor=True),
            an_agency("samsat", mode=AgencyMode.REQUEST),
        ),
        "desks": (
            a_desk("adminduk", min_officers=1, lunch_cover=True),
            a_desk("legalisir"),
            a_desk("pajak", agency="samsat"),
        ),
        "services": (
            a_service("ktp", "adminduk"),
            a_service("kk", "adminduk"),
            a_service("legalisir", "legalisir"),
            a_service("pajak", "pajak"),
        ),
        "counters": (
            a_counter("A1", desk="adminduk"),
            a_counter("A2", desk="adminduk"),
            a_counter("A3"),
            a_counter("B1", agency="samsat", desk="pajak"),
            a_counter("B2", agency="samsat"),
        ),
        "officers": tuple(entry.officer for entry in staff),
        "skills": tuple(skill for entry in staff for skill in entry.skills),
    }
    return Mall(**{**values, **changes})


def a_forecast(desk: str, day: date = MONDAY, mean: float = 40, service: str | None = None) -> DemandForecast:
    """Quantiles on a straight line through the mean: .1 .3 .5 .7 .9 are 60, 80, 100, 120, 140 % of it."""
    quantiles = tuple(round(mean * (0.5 + level), 6) for level in QUANTILE_LEVELS)
    return DemandForecast(desk=desk, day=day, mean=mean, quantiles=quantiles, service=service, method="builder")


def a_posting(officer: str, desk: str, day: date = MONDAY, session: str = "pagi", **changes: Any) -> Posting:
    """An officer at a desk for one session, no break, no counter."""
    return Posting(**{"officer": officer, "day": day, "session": session, "desk": desk, **changes})


def a_working_day(officer: str, desk: str, day: date, break_start: time, **changes: Any) -> tuple[Posting, ...]:
    """The officer sits at the desk all day with an hour's break."""
    lunch = {"break_start": break_start, "break_minutes": 60}
    return tuple(
        a_posting(officer, desk, day, session, **{**(lunch if session == "siang" else {}), **changes})
        for session in SESSIONS
    )


def a_quota(desk: str, day: date = MONDAY, window: str = "pagi", tickets: int = 10, **changes: Any) -> Quota:
    """A quota that the wait binds."""
    values = {"capacity_tickets": tickets, "caps": {}, "binding": "wait", **changes}
    return Quota(**{"desk": desk, "day": day, "window": window, "tickets": tickets, **values})


def a_proof(desk: str, day: date, admitted: Mapping[str, float], demand_mean: float, pattern: str = "0" * 16) -> Proof:
    """A kept promise: nobody admitted leaves, the rest of the demand is turned away."""
    served = sum(admitted.values())
    windows = (
        WindowProof(window=window, admitted=visits, share_within=0.95, wait_p90_minutes=22.0)
        for window, visits in admitted.items()
    )
    return Proof(
        desk=desk,
        day=day,
        pattern=pattern,
        days=2000,
        seed=1,
        demand_mean=demand_mean,
        served=served,
        turned_away=demand_mean - served,
        left=0.0,
        wait_p90_minutes=22.0,
        share_within=0.95,
        finish_probability=0.99,
        overtime_officer_minutes=1.5,
        kept=True,
        windows=tuple(windows),
    )


def a_passport(**changes: Any) -> Passport:
    """Made on 30 January 2026; the hashes are filled by `sealed`."""
    values: dict[str, Any] = {
        "input_hash": "",
        "created_at": datetime(2026, 1, 30, 9, 0, tzinfo=UTC),
        "author": "pengelola",
        "versions": {"loketplan": "0.1.0"},
        "seed": 1,
        "parameters": {},
        "rule_set": ("loketplan-1",),
        "seconds": {"solve": 1.0},
    }
    return Passport(**{**values, **changes})


def _postings_of(day: date) -> tuple[Posting, ...]:
    request = {"source": PostingSource.REQUEST, "confirmed": False}
    return (
        *a_working_day("sari", "adminduk", day, time(11, 30), counter="A1"),
        *a_working_day("budi", "adminduk", day, time(12, 30), counter="A2"),
        *a_working_day("rina", "legalisir", day, time(12), counter="A3"),
        *a_working_day("dewi", "pajak", day, time(12), counter="B1", **request),
    )


def _forecast_of(day: date) -> tuple[DemandForecast, ...]:
    return (
        a_forecast("adminduk", day, 40),
        a_forecast("adminduk", day, 30, service="ktp"),
        a_forecast("adminduk", day, 10, service="kk"),
        a_forecast("legalisir", day, 10),
        a_forecast("legalisir", day, 10, service="legalisir"),
        a_forecast("pajak", day, 20),
        a_forecast("pajak", day, 20, service="pajak"),
    )


_TICKETS = {"adminduk": (22, 14, 8), "legalisir": (8, 3, 4), "pajak": (10, 4, 4)}


def _quotas_of(day: date) -> tuple[Quota, ...]:
    return tuple(
        a_quota(desk, day, window, count)
        for desk, counts in _TICKETS.items()
        for window, count in zip(SESSIONS, counts, strict=True)
    )


def _proofs_of(day: date) -> tuple[Proof, ...]:
    """Run with one or two officers who sit there all day with an hour's break."""
    start, end = "pagi+siang(", "/60)+sore"
    adminduk = f"{start}11:30{end}[kk=1,ktp=1]; {start}12:30{end}[kk=1,ktp=1]"
    alone = f"{start}12:00{end}"
    return (
        a_proof("adminduk", day, {"pagi": 19.0, "siang": 12.0, "sore": 6.5}, 40.0, adminduk),
        a_proof("legalisir", day, {"pagi": 6.0, "siang": 2.0, "sore": 2.0}, 10.0, f"{alone}[legalisir=1]"),
        a_proof("pajak", day, {"pagi": 9.0, "siang": 3.5, "sore": 3.5}, 20.0, f"{alone}[pajak=1]"),
    )


def _shortfall_of(day: date) -> Shortfall:
    """18 tickets against demands of 12, 16, 20, 24, 28: (2 + 6 + 10) / 5 = 3.6 visits are turned away."""
    return Shortfall(kind="turned_away", desk="pajak", agency="samsat", day=day, amount=3.6, unit="visits")


def a_plan(mall: Mall | None = None, days: tuple[date, ...] = DAYS, **changes: Any) -> Plan:
    """One week that the checker agrees with, hashes filled in.

    A day's 44 tickets of `adminduk` leave 4 and 12 of five demands, the 18 of `pajak` leave 2, 6 and 10: 34 fifths and
    22 visits of a bad day; five days make 170 and 110. Nobody works overtime.
    """
    values: dict[str, Any] = {
        "passport": a_passport(),
        "input": PlanInput(mall=mall or a_mall(), days=days, history_hash="0" * 64),
        "forecast": tuple(row for day in days for row in _forecast_of(day)),
        "postings": tuple(row for day in days for row in _postings_of(day)),
        "quotas": tuple(row for day in days for row in _quotas_of(day)),
        "proofs": tuple(row for day in days for row in _proofs_of(day)),
        "stages": (
            StageValue(stage="unmet", value=34 * len(days), unit="fifths", bound=34 * len(days), gap=0.0),
            StageValue(stage="risk", value=22 * len(days), unit="visits"),
            StageValue(stage="overtime", value=0, unit="minutes"),
        ),
        "table_minus_simulation": tuple(
            DeskDayCapacity(desk=desk, day=day, table_tickets=table, simulated_tickets=sum(_TICKETS[desk]))
            for day in days
            for desk, table in (("adminduk", 46), ("legalisir", 15), ("pajak", 18))
        ),
        "shortfalls": tuple(_shortfall_of(day) for day in days),
        "remedies": (),
        "findings": (),
    }
    return sealed(Plan(**{**values, **changes}))


def resealed(plan: Plan, **changes: Any) -> Plan:
    """The plan with fields replaced and both hashes made right again."""
    return sealed(replace(plan, **changes))


def changed(plan: Plan, part: str, where: Mapping[str, Any], **changes: Any) -> Plan:
    """The plan with every row of `part` whose fields are as `where` says replaced, hashes made right again."""
    rows = getattr(plan, part)
    hits = [all(getattr(row, name) == value for name, value in where.items()) for row in rows]
    assert any(hits), f"no row of {part} has {where}"
    return resealed(
        plan, **{part: tuple(replace(row, **changes) if hit else row for row, hit in zip(rows, hits, strict=True))}
    )


def with_mall(plan: Plan, **changes: Any) -> Plan:
    """The plan with fields of its mall replaced, hashes made right again."""
    return resealed(plan, input=replace(plan.input, mall=replace(plan.input.mall, **changes)))


def a_history(weeks: int = 12, skip: Iterable[str] = (), before: date = MONDAY) -> History:
    """Visits of the weeks before `before`: 30 KTP, 10 KK, 10 legalisir, 20 pajak a day, give or take a fifth."""
    expected = {"ktp": ("adminduk", 30), "kk": ("adminduk", 10), "legalisir": ("legalisir", 10), "pajak": ("pajak", 20)}
    days = [before - timedelta(days=n) for n in range(1, 7 * weeks + 1)]
    wave = (0.8, 0.9, 1.0, 1.1, 1.2)
    return History(
        days=tuple(
            DayCount(day=day, desk=desk, service=service, visits=round(visits * wave[(day.toordinal() * 7) % 5]))
            for day in sorted(days)
            if day.weekday() < 5
            for service, (desk, visits) in expected.items()
            if desk not in skip
        )
    )
