"""Plan a week of 2024 for a mall of real counts, then see what came.

    python benchmarks/real_counts.py health_screenings_my.csv [--week 2024-W30] [--out out/real-counts]

The counts are people screened per day in 16 Malaysian states (PeKa B40, Ministry of Health Malaysia). Each state is an
agency with one desk, three officers, three counters and its own weekend; a screening takes 4 + 14 officer minutes.
Only days on which a state's desk would open are used. The plan sees nothing after the day before its week.
"""

import argparse
import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from statistics import fmean

from planner.checker.check import check_plan
from planner.domain.history import DayCount, History
from planner.domain.mall import Agency, AgencyMode, CalendarDay, CalendarKind, Counter, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Week, Zone, windows_from_sessions
from planner.domain.plan import Plan
from planner.domain.staff import Officer, Skill
from planner.planning.plan_file import read_json, write_plan
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.shortfalls import tickets_by_day
from planner.planning.simulations import Simulations, make_executor

FRIDAY_WEEKEND = {"johor", "kedah", "kelantan", "terengganu"}  # Friday and Saturday, in these years
OFFICERS = 3
SESSIONS = (
    Session(id="pagi", start=time(8), end=time(11)),
    Session(id="siang", start=time(11), end=time(13, 30)),
    Session(id="sore", start=time(13, 30), end=time(15)),
)


def read_counts(path: Path) -> dict[tuple[str, date], int]:
    """Visits by state and day."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["service"].removeprefix("screening_"), date.fromisoformat(row["date"])): int(float(row["visits"]))
            for row in csv.DictReader(file)
        }


def weekdays_of(state: str) -> tuple[int, ...]:
    """Days on which a state's desk opens, 0 = Monday."""
    return (0, 1, 2, 3, 6) if state in FRIDAY_WEEKEND else (0, 1, 2, 3, 4)


def make_mall(states: list[str], week: Week) -> Mall:
    """A desk with three generalists for every state; all days of the week have the ordinary timetable."""
    last_ticket = time(14)
    timetable = Timetable(
        day_type=DayType.NORMAL,
        sessions=SESSIONS,
        last_ticket=last_ticket,
        windows=windows_from_sessions(SESSIONS, last_ticket),
        break_minutes=60,
        break_starts=(time(11, 30), time(12, 30)),
    )
    officers = [(state, n) for state in states for n in range(1, OFFICERS + 1)]
    return Mall(
        name="Skrining PeKa B40",
        zone=Zone.WITA,
        timetables={DayType.NORMAL: timetable},
        agencies=tuple(
            Agency(id=s, name=s.title(), mode=AgencyMode.PLANNED, open_weekdays=weekdays_of(s)) for s in states
        ),
        desks=tuple(Desk(id=s, agency=s, name=s.title()) for s in states),
        services=tuple(
            Service(id=f"screening_{s}", desk=s, name="Skrining", setup_minutes=4.0, need_minutes=14.0) for s in states
        ),
        counters=tuple(Counter(id=f"{s}-{n}", agency=s, desk=s) for s, n in officers),
        officers=tuple(Officer(id=f"{s}-{n}", name=f"Petugas {s} {n}", agency=s) for s, n in officers),
        skills=tuple(Skill(officer=f"{s}-{n}", service=f"screening_{s}") for s, n in officers),
        calendar=tuple(
            CalendarDay(day=day, kind=CalendarKind.OPEN, name="hari kerja", agency=s)
            for day in week.days
            for s in states
            if day.weekday() in weekdays_of(s)
        ),
    )


def history_before(counts: dict[tuple[str, date], int], first: date) -> History:
    """What a manager knew on the day before."""
    return History(
        days=tuple(
            DayCount(day=day, desk=state, service=f"screening_{state}", visits=visits)
            for (state, day), visits in counts.items()
            if day < first and day.weekday() in weekdays_of(state)
        )
    )


def compared(plan: Plan, counts: dict[tuple[str, date], int]) -> Iterator[dict[str, float | str]]:
    """One row per desk-day: forecast, band, tickets, and what came."""
    tickets = tickets_by_day(plan.quotas)
    for forecast in plan.forecast:
        if forecast.service is None and (forecast.desk, forecast.day) in counts:
            came = counts[forecast.desk, forecast.day]
            issued = tickets.get((forecast.desk, forecast.day), 0)
            yield {
                "desk": forecast.desk,
                "day": forecast.day.isoformat(),
                "forecast": forecast.mean,
                "inside": float(forecast.at(0.1) - 0.5 <= came <= forecast.at(0.9) + 0.5),
                "tickets": issued,
                "came": came,
                "served": min(came, issued),
            }


def main() -> None:
    """Plan, check, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=Path)
    parser.add_argument("--week", default="2024-W30")
    parser.add_argument("--out", type=Path, default=Path("out/real-counts"))
    asked = parser.parse_args()
    counts, week = read_counts(asked.counts), Week.parse(asked.week)
    mall = make_mall(sorted({state for state, _ in counts}), week)
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=mall.promise)
        history = history_before(counts, week.days[0])
        plan = plan_week(mall, history, week.days, simulations, PlanSettings(), datetime.now(UTC))
    asked.out.mkdir(parents=True, exist_ok=True)
    write_plan(plan, asked.out / "plan.json")
    for violation in check_plan(plan, read_json(asked.out / "plan.json")):
        print(violation.line("en"))
    report(list(compared(plan, counts)), plan)


def report(rows: list[dict[str, float | str]], plan: Plan) -> None:
    """The table, then the sums."""
    print(f"{'desk':16s}{'days':>5s}{'forecast':>10s}{'came':>7s}{'tickets':>9s}{'served':>8s}{'days over':>11s}")
    for desk in sorted({str(row["desk"]) for row in rows}):
        own = [row for row in rows if row["desk"] == desk]
        sums = {name: sum(float(row[name]) for row in own) for name in ("forecast", "came", "tickets", "served")}
        over = sum(float(row["came"]) > float(row["tickets"]) for row in own)
        print(
            f"{desk:16s}{len(own):5d}{sums['forecast']:10.0f}{sums['came']:7.0f}{sums['tickets']:9.0f}"
            f"{sums['served']:8.0f}{over:11d}"
        )
    came, served = (sum(float(row[name]) for row in rows) for name in ("came", "served"))
    expected = sum(proof.served for proof in plan.proofs)
    error = sum(abs(float(row["forecast"]) - float(row["came"])) for row in rows) / came
    print(f"came {came:.0f}, within the tickets {served:.0f} ({served / came:.1%}); the proofs expected {expected:.0f}")
    print(f"absolute error of the forecast {error:.1%} of what came")
    print(f"desk-days inside the 80 % band {fmean(float(row['inside']) for row in rows):.0%} of {len(rows)}")
    print(f"seconds {plan.passport.seconds}")


if __name__ == "__main__":
    main()
