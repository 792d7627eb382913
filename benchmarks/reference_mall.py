"""A data folder at the reference size: 25 agencies, 200 officers, 40 services, 40 desks, 6 days a week, 52 weeks.

Usage: python benchmarks/reference_mall.py FOLDER

Fills FOLDER (which must not hold data yet) with an invented mall, a year of counts, 50 users and one planned and
published week, the current one, and prints how long each took. Other benchmarks work on copies of it.
"""

import random
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from planner.bootstrap import open_store, read_secret
from planner.checker.check import check_plan
from planner.domain.history import DayCount, History
from planner.domain.ids import AgencyId, CounterId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import Agency, AgencyMode, Counter, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Week, Zone, windows_from_sessions
from planner.domain.plan import Plan
from planner.domain.staff import Leave, Officer, Skill
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations, make_executor
from planner.planning.stored import Actor, ImportContent, Role, User

BY = Actor(name="ukur", role=Role.ADMIN)
PASSWORD = "kereta senja lewat jembatan"
WEEK = Week.of(date.today())  # so that the notice has something to show
FIRST_DAY = WEEK.days[0] - timedelta(weeks=52)
AGENCIES, DESKS, OFFICERS, USERS = 25, 40, 200, 50
SESSIONS = (
    Session(id=SessionId("pagi"), start=clock_time(8), end=clock_time(11)),
    Session(id=SessionId("siang"), start=clock_time(11), end=clock_time(13, 30)),
    Session(id=SessionId("sore"), start=clock_time(13, 30), end=clock_time(15)),
)


class MadeClock:
    """Stands on the Thursday before the planned week."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.combine(WEEK.days[0] - timedelta(days=4), clock_time(2), UTC)


def make_mall() -> Mall:
    """Desk n belongs to agency n % 25; eight officers an agency, each with the skills of all its desks."""
    desks = [(DeskId(f"d{n}"), AgencyId(f"a{n % AGENCIES}")) for n in range(DESKS)]
    officers = [(OfficerId(f"p{n}"), AgencyId(f"a{n % AGENCIES}")) for n in range(OFFICERS)]
    away = WEEK.days[2]
    return Mall(
        name="MPP Ukur (contoh buatan)",
        zone=Zone.WITA,
        timetables={kind: _timetable(kind) for kind in (DayType.NORMAL, DayType.SATURDAY)},
        agencies=tuple(
            Agency(id=AgencyId(f"a{n}"), name=f"Instansi {n}", mode=AgencyMode.PLANNED, open_weekdays=tuple(range(6)))
            for n in range(AGENCIES)
        ),
        desks=tuple(Desk(id=desk, agency=agency, name=f"Meja {desk[1:]}") for desk, agency in desks),
        services=tuple(
            Service(id=ServiceId(f"s{desk[1:]}"), desk=desk, name=f"Layanan {desk[1:]}") for desk, _ in desks
        ),
        counters=tuple(
            Counter(id=CounterId(f"{desk[1:]}-{letter}"), agency=agency, desk=desk)
            for desk, agency in desks
            for letter in "ABCD"
        ),
        officers=tuple(Officer(id=o, name=f"Petugas {o[1:]}", agency=agency) for o, agency in officers),
        skills=tuple(
            Skill(officer=officer, service=ServiceId(f"s{desk[1:]}"))
            for officer, agency in officers
            for desk, of_agency in desks
            if agency == of_agency
        ),
        leave=tuple(Leave(officer=o, first_day=away, last_day=away) for o, _ in officers[::10]),
    )


def _timetable(kind: DayType) -> Timetable:
    last_ticket = clock_time(14)
    return Timetable(
        day_type=kind,
        sessions=SESSIONS,
        last_ticket=last_ticket,
        windows=windows_from_sessions(SESSIONS, last_ticket),
        break_minutes=60,
        break_starts=(clock_time(11, 30), clock_time(12), clock_time(12, 30)),
    )


def make_history() -> History:
    """30 to 90 visits a desk and day, Monday to Saturday, fewer on Saturdays."""
    draw = random.Random(7)
    level = [draw.randint(30, 90) for _ in range(DESKS)]
    days = [FIRST_DAY + timedelta(days=n) for n in range(52 * 7) if n % 7 != 6]
    return History(
        days=tuple(
            DayCount(
                day=day,
                desk=DeskId(f"d{n}"),
                visits=max(0, round(draw.gauss(level[n] * (0.6 if day.weekday() == 5 else 1), level[n] ** 0.5))),
            )
            for day in days
            for n in range(DESKS)
        )
    )


def make_plan(mall: Mall, history: History) -> Plan:
    """The week, planned in one round."""
    settings = PlanSettings(rounds=RoundSettings(rounds=1), author=BY.name)
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=mall.promise)
        return plan_week(mall, history, WEEK.days, simulations, settings, MadeClock().now())


def fill(folder: Path) -> None:
    """Everything into the folder, and the seconds of each part on standard output."""
    mall, history = make_mall(), make_history()
    started = time.perf_counter()
    plan = make_plan(mall, history)
    size = f"{OFFICERS} officers, {DESKS} desks, {len(plan.input.days)} days"
    print(f"plan of {size}: {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    broken = check_plan(plan)
    print(f"check: {time.perf_counter() - started:.2f} s, {len(broken)} rules broken")
    started = time.perf_counter()
    with closing(open_store(folder, MadeClock())) as store:
        with store.write(BY, "ukur") as work:
            work.imports.add(ImportContent(file_name="ukur", file_hash="0" * 64, history=history, mall=mall))
            entry = work.plans.save(plan)
            work.plans.publish(entry.id)
            work.plans.save(plan)
        print(f"store it: {time.perf_counter() - started:.2f} s")
        for number in range(USERS):
            role = (Role.ADMIN, Role.MANAGER, Role.VIEWER, Role.AGENCY_HEAD)[min(number, 3)]
            agency = AgencyId(f"a{number % AGENCIES}") if role is Role.AGENCY_HEAD else None
            with store.write(BY, "ukur") as work:
                work.users.add(
                    User(name=f"u{number}", full_name=f"Pengguna {number}", role=role, agency=agency), PASSWORD
                )
        read_secret(folder)


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
