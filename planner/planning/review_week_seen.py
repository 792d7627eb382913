"""What came to a desk on one day of a planned week, as far as counts and tickets tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np

from planner.domain.history import DayCount, History, Ticket, VisitUnit
from planner.domain.ids import DeskId, OfficerId
from planner.domain.periods import minute_of_day
from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.forecast.visit_minutes import believable
from planner.planning.counted_days import with_ticket_days
from planner.planning.forecast_demand import people
from planner.planning.frame import WeekFrame
from planner.queueing.desk_day import DeskDay

LOGGED_SHARE = 0.8  # of a day's tickets that must name their officer before a missing name means an absence
FEWEST_NAMED = 10
WINDOW_START_MINUTES = 5.0  # who comes this soon after a window opens stood there
SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came to a desk on one day. None where nobody logged it.

    issued          : tickets given out. refused: people seen to be turned away.
    sold_out_at     : when the last ticket of the day's quota went.
    arrivals        : minutes after opening of those tickets that say when they were taken.
    waits           : (minutes after opening at which the ticket was taken, minutes waited).
    ends            : minutes after opening at which visits ended.
    minutes, expected_minutes : officer minutes of the believable visits added up, and what the plan expects of them.
    variance        : of `minutes`, from the spread between visits.
    absent          : officers posted that day who served nobody, or are on leave by now.
    """

    desk: DeskId
    day: date
    issued: int
    refused: int | None
    sold_out_at: time | None
    arrivals: tuple[float, ...]
    waits: tuple[tuple[float, float], ...]
    ends: tuple[float, ...]
    minutes: float
    expected_minutes: float
    variance: float
    absent: tuple[OfficerId, ...]

    @property
    def came(self) -> int:
        """Everybody known to have come; at least, where the day sold out and nobody counted the others."""
        return self.issued + (self.refused or 0)

    @property
    def is_least(self) -> bool:
        """True where more may have come than anybody counted."""
        return self.sold_out_at is not None and self.refused is None


@dataclass(frozen=True, kw_only=True)
class Actuals:
    """Counts, tickets and leave of the week."""

    history: History
    leave: tuple[Leave, ...] = ()


def seen_day(
    plan: Plan, frame: WeekFrame, planned: DeskDay, place: tuple[DeskId, date], actuals: Actuals
) -> Seen | None:
    """What came to a desk that day; None when nothing was counted or the desk stayed closed."""
    desk, day = place
    tickets = [t for t in actuals.history.tickets if (t.desk, t.day) == place]
    counts = [c for c in with_ticket_days(actuals.history).days if (c.desk, c.day) == place]
    if not counts or all(c.closed for c in counts):
        return None
    hours = frame.hours_of(desk, day)
    assert hours is not None, f"{desk} is closed on {day}"
    issued = _issued(counts, tickets, frame)
    observed, expected = _minutes(frame, planned, tickets)
    quota = sum(q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (desk, day, None))
    return Seen(
        desk=desk,
        day=day,
        issued=issued,
        refused=_added([c.refused for c in counts]),
        sold_out_at=_sold_out_at(counts, tickets, full=issued >= quota),
        arrivals=tuple(sorted(max(0.0, _after(hours.open, t.taken_at)) for t in tickets if t.taken_at)),
        waits=tuple(
            (max(0.0, _after(hours.open, t.taken_at)), (t.called_at - t.taken_at).total_seconds() / SECONDS)
            for t in tickets
            if t.called_at and t.taken_at
        ),
        ends=tuple(_after(hours.open, t.finished_at) for t in tickets if t.finished_at),
        minutes=float(observed.sum()),
        expected_minutes=float(expected.sum()),
        variance=float(((observed - expected * _ratio(observed, expected)) ** 2).sum()),
        absent=_absent(plan, place, tickets, actuals.leave),
    )


def _issued(counts: Sequence[DayCount], tickets: Sequence[Ticket], frame: WeekFrame) -> int:
    if tickets:
        return len(tickets)
    services = {s.id: s for s in frame.mall.services}
    whole = [c for c in counts if c.service is None]
    return round(sum(people(c, services) if c.unit is not VisitUnit.VISITS else c.visits for c in whole or counts))


def _sold_out_at(counts: Sequence[DayCount], tickets: Sequence[Ticket], *, full: bool) -> time | None:
    noted = [c.quota_full_at for c in counts if c.quota_full_at]
    taken = [t.taken_at.time() for t in tickets if t.taken_at]
    if noted:
        return max(noted)
    return max(taken) if taken and (full or any(c.full for c in counts)) else None


def _minutes(frame: WeekFrame, planned: DeskDay, tickets: Sequence[Ticket]) -> tuple[np.ndarray, np.ndarray]:
    """Minutes of believable visits, and what the plan expects of each at the pace of its officer."""
    works = {work.id: work for work in planned.services}
    need_minutes = {work.id: work.need_minutes for work in planned.services}
    rows = []
    for t in tickets:
        if not (t.called_at and t.finished_at and t.service in works):
            continue
        work = works[t.service]
        further = work.also_needs or ((work.id, 1.0),)
        total = sum(share for _, share in further)
        each = sum(share * need_minutes[s] for s, share in further) / total if total else work.need_minutes
        pace = frame.paces.get((t.officer, t.service, t.day), 1.0) if t.officer else 1.0
        expected = (work.setup_minutes + work.need_minutes + (t.needs - 1) * each) / pace
        rows.append(((t.finished_at - t.called_at).total_seconds() / SECONDS, expected, t.needs))
    if not rows:
        return np.zeros(0), np.zeros(0)
    observed, expected_all, needs = np.array(rows, dtype=float).T
    kept = believable(observed, needs)
    return observed[kept], expected_all[kept]


def _ratio(observed: np.ndarray, expected: np.ndarray) -> float:
    return float(observed.sum() / expected.sum()) if expected.sum() else 1.0


def _absent(
    plan: Plan, place: tuple[DeskId, date], tickets: Sequence[Ticket], leave: Sequence[Leave]
) -> tuple[OfficerId, ...]:
    postings = [p for p in plan.postings if (p.desk, p.day) == place]
    posted = sorted({p.officer for p in postings})
    named = {t.officer for t in tickets if t.officer}
    told = sum(t.officer is not None for t in tickets)
    is_logged = told >= max(FEWEST_NAMED, LOGGED_SHARE * len(tickets))
    away = {p.officer for p in postings for row in leave if row.officer == p.officer and row.covers(p.day, p.session)}
    return tuple(o for o in posted if o in away or (is_logged and o not in named))


def _after(opening: time, moment: datetime) -> float:
    return minute_of_day(moment.time()) - minute_of_day(opening) + moment.second / SECONDS


def _added(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None
