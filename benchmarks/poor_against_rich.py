"""The same mall told as poor data and as rich data: do the poor plan's ranges hold the rich plan's quotas?

Rich: half a year of daily counts, measured minutes and arrivals. Poor: monthly totals, officers by number, opening
hours; the biggest desk answers the three questions of `loketplan calibrate`, the others take the catalogue's minutes.
The truth is drawn anew for every seed: minutes within 10 % of each service's middle figure, the door crowd of a
window from 10 to 50 %, arrivals between rush and spread, weekdays with shapes of their own.

    python benchmarks/poor_against_rich.py --seeds 5
"""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.random import Generator

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, MonthCount
from planner.domain.mall import Agency, AgencyMode, Assumptions, Counter, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Zone, clock_of_minute, windows_from_sessions
from planner.domain.plan import Plan
from planner.domain.shapes import RUSH, SPREAD, make_profile
from planner.domain.staff import Officer, Skill
from planner.domain.tally import with_visit_minutes
from planner.intake.catalogue import CatalogueService, read_catalogue
from planner.planning.calibrate import NormalDay, calibrate
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.shortfalls import tickets_by_day
from planner.planning.simulations import Simulations, make_executor
from planner.queueing.desk_day import DeskDay, ServiceWork, Shift, Window
from planner.queueing.desk_day import Profile as ArrivalProfile
from planner.queueing.simulate import Simulator

FIRST_DAY, LAST_DAY = date(2025, 7, 1), date(2025, 12, 31)
WEEK = tuple(date(2026, 1, 5) + timedelta(days=n) for n in range(5))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = PlanSettings(rounds=RoundSettings(rounds=2, solve_seconds=5, workers=1))
STAFF = {"kk": 4, "skck": 2, "jkn_ubah": 2, "npwp": 1, "nib": 1, "pajak_kendaraan": 1, "sertipikat": 1, "air": 1}
SESSIONS = (
    Session(id="pagi", start=time(8), end=time(11)),
    Session(id="siang", start=time(11), end=time(13, 30)),
    Session(id="sore", start=time(13, 30), end=time(15)),
)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What holds at the mall: services with their real minutes, arrivals, and the daily counts."""

    services: Mapping[str, Service]
    start_share: float
    rush_part: float
    history: History


def timetable() -> Timetable:
    """The default day: three sessions, last ticket 14:00, lunch at 11:30 or 12:30."""
    return Timetable(
        day_type=DayType.NORMAL,
        sessions=SESSIONS,
        last_ticket=time(14),
        windows=windows_from_sessions(SESSIONS, time(14)),
        break_minutes=60,
        break_starts=(time(11, 30), time(12, 30)),
    )


def known_service(name: str) -> CatalogueService:
    """The service of the catalogue."""
    return next(entry for entry in read_catalogue() if entry.service == name)


def rough_service(name: str) -> Service:
    """A service as the reader of a mall fills it in when minutes are left blank."""
    known = known_service(name)
    return Service(
        id=name,
        desk=name,
        name=known.name,
        setup_minutes=known.setup_minutes,
        need_minutes=known.need_minutes,
        need_cv=known.need_cv,
        need_minutes_low=known.need_minutes_low,
        need_minutes_high=known.need_minutes_high,
    )


def draw_truth(rng: Generator) -> Truth:
    """A mall drawn by chance."""
    services = {}
    for name in STAFF:
        rough = rough_service(name)
        minutes = round(rough.need_minutes * rng.uniform(0.9, 1.1), 2)
        services[name] = replace(rough, need_minutes=minutes, need_minutes_low=None, need_minutes_high=None)
    counts = tuple(count for name in STAFF for count in draw_counts(name, services[name], rng))
    return Truth(
        services=services,
        start_share=float(rng.uniform(0.1, 0.5)),
        rush_part=float(rng.uniform(0, 1)),
        history=History(days=counts),
    )


def draw_counts(name: str, service: Service, rng: Generator) -> Iterator[DayCount]:
    """Half a year of days around a load of 40 to 80 % of the officers' minutes."""
    level = rng.uniform(0.4, 0.8) * STAFF[name] * 300 / service.visit_minutes
    weekday = rng.uniform(0.8, 1.25, 5)
    for n in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=n)
        if day.weekday() < 5 and day != date(2025, 12, 25):
            visits = rng.poisson(level * weekday[day.weekday()] * rng.gamma(50, 1 / 50))
            yield DayCount(day=day, desk=name, service=name, visits=int(visits))


def mall_of(services: Mapping[str, Service], start_share: float) -> Mall:
    """One agency, desk and service of each name, with its officers and as many counters."""
    officers = [
        Officer(id=f"{name}-{n}", name=f"{name} {n}", agency=name) for name in STAFF for n in range(STAFF[name])
    ]
    return Mall(
        name="MPP acak",
        zone=Zone.WIB,
        timetables={DayType.NORMAL: timetable()},
        agencies=tuple(Agency(id=name, name=name, mode=AgencyMode.PLANNED) for name in STAFF),
        desks=tuple(Desk(id=name, agency=name, name=name) for name in STAFF),
        services=tuple(services[name] for name in STAFF),
        counters=tuple(Counter(id=f"L-{o.id}", agency=o.agency or "", desk=o.agency) for o in officers),
        officers=tuple(officers),
        skills=tuple(Skill(officer=o.id, service=o.agency or "") for o in officers),
        assumptions=Assumptions(window_start_share=start_share),
    )


def rich_mall(truth: Truth) -> Mall:
    """The mall that measured everything."""
    mall = mall_of(truth.services, truth.start_share)
    profiles = []
    for name in STAFF:
        ends = [make_profile(name, shape, timetable()) for shape in (RUSH, SPREAD)]
        parts = (truth.rush_part, 1 - truth.rush_part)
        half_hours = {
            minute: sum(p * e.half_hours[minute] for p, e in zip(parts, ends, strict=True))
            for minute in ends[0].half_hours
        }
        door = sum(p * e.at_open for p, e in zip(parts, ends, strict=True))
        profiles.append(replace(ends[0], half_hours=half_hours, at_open=door, measured=True))
    return replace(mall, profiles=tuple(profiles))


def poor_mall(truth: Truth) -> Mall:
    """The mall that knows months and heads; its biggest desk answered the three questions."""
    rough = {name: rough_service(name) for name in STAFF}
    biggest = max(STAFF, key=lambda name: STAFF[name])
    rough[biggest] = calibrated(rough[biggest], truth, STAFF[biggest])
    return mall_of(rough, Assumptions().window_start_share)


def calibrated(service: Service, truth: Truth, officers: int) -> Service:
    """The service with minutes from a normal day of the truth, its end told to ten minutes."""
    days = [count.visits for count in truth.history.days if count.desk == service.desk]
    tickets = round(float(np.median(days)))
    end = 10 * round(true_last_end(truth, service, tickets, officers) / 10)
    try:
        found = calibrate(NormalDay(tickets=tickets, officers=officers, last_served=clock_of_minute(480 + end)))
    except InvalidValue:
        return service
    (fitted,) = with_visit_minutes((service,), (found.low, found.middle, found.high), {})
    return fitted


def true_last_end(truth: Truth, service: Service, tickets: int, officers: int) -> float:
    """Median end of a day of the truth, in minutes after opening."""
    real = truth.services[service.id]
    shape = make_profile(service.desk, RUSH, timetable())
    rush = tuple(shape.half_hours.values())
    shares = tuple(truth.rush_part * r + (1 - truth.rush_part) / len(rush) for r in rush)
    day = DeskDay(
        close_minutes=420.0,
        services=(ServiceWork(id="a", setup_minutes=real.setup_minutes, need_minutes=real.need_minutes),),
        shifts=tuple(
            Shift(id=f"p{n}", presence=((0.0, 420.0),), skills=("a",), breaks=((210.0 + 60 * (n % 2), 60.0),))
            for n in range(officers)
        ),
        windows=(Window(id="day", start_minutes=0, last_ticket_minutes=360),),
        profile=ArrivalProfile(door_share=truth.rush_part * shape.at_open, half_hour_shares=shares),
    )
    return float(np.median(Simulator(day, days=500, seed=5).run((tickets,), 30.0).last_ends))


def months_of(history: History) -> History:
    """Only the monthly totals of a history."""
    totals: dict[tuple[str, date], int] = {}
    for count in history.days:
        key = (count.desk, count.day.replace(day=1))
        totals[key] = totals.get(key, 0) + count.visits
    return History(months=tuple(MonthCount(month=m, agency=desk, visits=v) for (desk, m), v in sorted(totals.items())))


def planned(mall: Mall, history: History, simulations: Simulations) -> Plan:
    """The week planned."""
    return plan_week(mall, history, WEEK, simulations, SETTINGS, NOW)


def compare(seed: int, simulations: Simulations) -> tuple[int, int, float, float]:
    """Desk-days held and compared, mean width of a range over its quota, share of days with equal postings."""
    truth = draw_truth(np.random.default_rng(seed))
    rich = planned(rich_mall(truth), truth.history, simulations)
    poor = planned(poor_mall(truth), months_of(truth.history), simulations)
    quotas = tickets_by_day(rich.quotas)
    held = [r.low <= quotas[r.desk, r.day] <= r.high for r in poor.ranges]
    for row, inside in zip(poor.ranges, held, strict=True):
        if not inside:
            print(
                f"    {row.desk} {row.day}: rich {quotas[row.desk, row.day]}, poor {row.low}-{row.tickets}-{row.high}"
            )
    width = float(np.mean([(r.high - r.low) / max(1, r.tickets) for r in poor.ranges]))
    sat = [{(p.officer, p.day, p.session, p.desk) for p in plan.postings} for plan in (rich, poor)]
    return sum(held), len(quotas), width, len(sat[0] & sat[1]) / max(1, len(sat[0] | sat[1]))


def main() -> None:
    """Print each seed and the total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=1)
    asked = parser.parse_args()
    held = compared = 0
    with make_executor(2) as executor:
        for seed in range(asked.first, asked.first + asked.seeds):
            simulations = Simulations(
                executor=executor, promise=mall_of({n: rough_service(n) for n in STAFF}, 0).promise
            )
            inside, total, width, alike = compare(seed, simulations)
            held, compared = held + inside, compared + total
            print(f"seed {seed}: {inside} of {total} held, width {width:.2f} of the quota, postings alike {alike:.0%}")
    print(f"{held} of {compared} desk-days held: {held / compared:.1%}")


if __name__ == "__main__":
    main()
