"""Does the review of a week name the cause that was planted in it?

A desk of a plan is simulated for a week with one thing other than planned: minutes 15 % longer, an officer away on one
day, demand 60 % higher, or visitors who come as the windows open. Its tickets go to `review_week` as a queue system
would log them. Demand of the other weeks is drawn from the whole
of the plan's own forecast, so that one day in ten lies above its band.

Usage: python benchmarks/review_causes.py out/demo/plan.json --desks disdukcapil samsat --seeds 1 20
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zlib import crc32

import numpy as np

from planner.domain.demand import QUANTILE_LEVELS
from planner.domain.history import DayCount, History, Ticket
from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.domain.plan import Plan
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.plan_file import read_plan
from planner.planning.review_week import CHANCE, review_week
from planner.planning.review_week_causes import CAUSES
from planner.planning.review_week_seen import Actuals
from planner.queueing.desk_day import DeskDay
from planner.queueing.proof import admit
from planner.queueing.simulate import Simulator

LONGER, SURGE, EARLIER_START_SHARE = 1.15, 1.6, 0.9


@dataclass(frozen=True, kw_only=True)
class Week:
    """A desk of a plan with a cause planted; `chance`: everything as planned."""

    plan: Plan
    frame: WeekFrame
    desk: DeskId
    cause: str
    seed: int

    def history(self) -> History:
        """What the queue system logs."""
        forecasts = [f for f in self.plan.forecast if f.service is None and f.desk == self.desk and f.mean > 0]
        place = (*CAUSES, CHANCE).index(self.cause), crc32(self.desk.encode())  # desks must not share their luck
        rng = np.random.default_rng([self.seed, *place])
        away_on = self._day_of_absence([f.day for f in forecasts], rng)
        counts: list[DayCount] = []
        tickets: list[Ticket] = []
        for forecast in forecasts:
            visits = float(np.interp(rng.uniform(), QUANTILE_LEVELS, forecast.quantiles))
            if self.cause == "demand":
                visits = forecast.mean * SURGE
            day, officers = self._day(forecast.day, is_away=self.cause == "absence" and forecast.day == away_on)
            logged, refused = self._run(day, forecast.day, officers, (round(visits), int(rng.integers(1 << 30))))
            tickets += logged
            counts.append(DayCount(day=forecast.day, desk=self.desk, visits=len(logged), refused=refused))
        return History(days=tuple(counts), tickets=tuple(tickets))

    def _day_of_absence(self, days: Sequence[date], rng: np.random.Generator) -> date:
        """Any day of those on which most officers are posted: where one alone is posted, the desk stays closed."""
        posted = [len({p.officer for p in self.plan.postings if (p.desk, p.day) == (self.desk, day)}) for day in days]
        return days[int(rng.choice([n for n, officers in enumerate(posted) if officers >= min(2, max(posted))]))]

    def _day(self, day: date, *, is_away: bool) -> tuple[DeskDay, list[OfficerId]]:
        officers = sorted({p.officer for p in self.plan.postings if (p.desk, p.day) == (self.desk, day)})
        officers = officers[1:] if is_away and len(officers) > 1 else officers
        postings = [p for p in self.plan.postings if p.officer in officers]
        shares = demand_shares(self.frame, self.plan.forecast)[self.desk]
        given = make_desk_day(self.frame, self.desk, day, postings, shares)
        assert given is not None, f"nobody serves at {self.desk} on {day}"
        works = tuple(w if w.also_needs else replace(w, also_needs=((w.id, 1.0),)) for w in given.day.services)
        return self._changed(replace(given.day, services=works)), officers  # only so are needs told of each visit

    def _changed(self, day: DeskDay) -> DeskDay:
        if self.cause == "minutes":
            works = tuple(
                replace(w, setup_minutes=w.setup_minutes * LONGER, need_minutes=w.need_minutes * LONGER)
                for w in day.services
            )
            return replace(day, services=works)
        if self.cause == "profile":
            return replace(day, windows=tuple(replace(w, start_share=EARLIER_START_SHARE) for w in day.windows))
        return day

    def _run(
        self, day: DeskDay, date_: date, officers: Sequence[OfficerId], drawn: tuple[int, int]
    ) -> tuple[list[Ticket], int]:
        visits, seed = drawn
        quotas = [q for q in self.plan.quotas if (q.desk, q.day, q.service) == (self.desk, date_, None)]
        tickets = tuple(q.tickets for q in quotas)
        admitted, turned = admit(day, np.array([visits]), tickets, seed)
        people, out = Simulator(day, days=1, seed=seed).run_visits(admitted, tickets)
        hours = self.frame.hours_of(self.desk, date_)
        assert hours is not None, f"{self.desk} is closed on {date_}"
        opening = datetime.combine(date_, hours.open)
        free = dict.fromkeys(officers, -1.0)
        logged = []
        began = out.begin[0]
        for place in np.argsort(np.where(np.isfinite(began), began, np.inf)):
            start, end = float(began[place]), float(out.end[0, place])
            if not (np.isfinite(start) and np.isfinite(end) and start >= 0):
                continue
            service = ServiceId(day.services[int(people.service[0, place])].id)
            pace = float(people.work[0, place]) / (end - start)
            logged.append(
                Ticket(
                    day=date_,
                    desk=self.desk,
                    number=f"{place}",
                    service=service,
                    taken_at=opening + timedelta(minutes=float(people.arrival[0, place])),
                    called_at=opening + timedelta(minutes=start),
                    finished_at=opening + timedelta(minutes=end),
                    officer=self._officer((service, date_), start, pace, free),
                    needs=self._needs(people.need_service, int(place)),
                )
            )
            free[logged[-1].officer or officers[0]] = end
        return logged, int(turned.sum())

    def _officer(
        self, work: tuple[ServiceId, date], start: float, pace: float, free: dict[OfficerId, float]
    ) -> OfficerId:
        """Who it was, as the simulation does not tell: free, able, of that pace, and of those the one idle longest."""

        def unlike(officer: OfficerId) -> tuple[bool, bool, float, float]:
            own = self.frame.paces.get((officer, *work))
            return free[officer] > start + 1e-6, own is None, round(abs((own or 0.0) - pace), 3), free[officer]

        return min(free, key=unlike)

    @staticmethod
    def _needs(need_service: np.ndarray, place: int) -> int:
        return int((need_service[0, place] >= 0).sum())


def main() -> None:
    """Print for each planted cause how often it was named, and what else was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--desks", nargs="+", default=["disdukcapil"])
    parser.add_argument("--seeds", type=int, nargs=2, default=(1, 10), metavar=("FIRST", "LAST"))
    asked = parser.parse_args()
    plan = read_plan(asked.plan)
    seeds = range(asked.seeds[0], asked.seeds[1] + 1)
    for desk in asked.desks:
        for cause in (*CAUSES, CHANCE):
            print(f"{desk:12} {_named(plan, DeskId(desk), cause, seeds)}", flush=True)


def _named(plan: Plan, desk: DeskId, cause: str, seeds: Sequence[int]) -> str:
    """How often a planted cause was named first, and what was named instead."""
    frame = make_frame(plan.input.mall, plan.input.days)
    named: Counter[str] = Counter()
    broke = in_broken = 0
    for seed in seeds:
        week = Week(plan=plan, frame=frame, desk=desk, cause=cause, seed=seed)
        found = review_week(plan, Actuals(history=week.history())).desks[0]
        named[found.causes[0].name if found.causes else CHANCE] += 1
        broke += found.is_broken
        in_broken += found.likeliest == cause
    return (
        f"{cause:8} named {named[cause]:2} of {len(seeds)}: {dict(named)}; "
        f"the promise broke in {broke} weeks, named in {in_broken} of them"
    )


if __name__ == "__main__":
    main()
