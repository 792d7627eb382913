"""What came to a desk on one day of a planned week, as far as counts and tickets tell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np

from planner.domain.history import DayCount, History, Ticket, VisitUnit
from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.domain.periods import minute_of_day
from planner.domain.plan import Plan, Posting
from planner.domain.staff import Leave
from planner.forecast.visit_minutes import believable
from planner.planning.counted_days import with_ticket_days
from planner.planning.forecast_demand import people
from planner.planning.frame import WeekFrame
from planner.queueing.desk_day import DeskDay, ServiceWork

LOGGED_SHARE = 0.8  # of a day's tickets that must name their officer before a missing name means an absence
FEWEST_NAMED = 3
UNLIKELY = 0.03  # probability at which an officer who served nobody was not just left out by chance
FEWEST_SEVERAL = 4.0  # expected visits with several needs, before none of them says that needs are not logged
WINDOW_START_MINUTES = 5.0  # who comes this soon after a window opens stood there
SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMinutes:
    """Officer minutes of the believable visits of a service, added up, and what the plan expected of the same visits.

    variance : of `minutes`, from the spread between visits. planned_minutes: of a visit, as planned, at pace 1.
    """

    service: ServiceId
    visits: int
    minutes: float
    expected_minutes: float
    variance: float
    planned_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came to a desk on one day. None where nobody logged it.

    issued          : tickets given out. refused: people seen to be turned away.
    sold_out_at     : when the last ticket of the day's quota went.
    arrivals        : minutes after opening of those tickets that say when they were taken.
    waits           : (minutes after opening at which the ticket was taken, minutes waited).
    ends            : minutes after opening at which visits ended.
    work            : minutes of visits by service.
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
    work: tuple[ServiceMinutes, ...]
    absent: tuple[OfficerId, ...]

    @property
    def came(self) -> int:
        """Everybody known to have come; at least, where the day sold out and nobody counted the others."""
        return self.issued + (self.refused or 0)

    @property
    def is_least(self) -> bool:
        """True where more may have come than anybody counted."""
        return self.sold_out_at is not None and self.refused is None


def added_minutes(rows: Iterable[ServiceMinutes]) -> tuple[ServiceMinutes, ...]:
    """Rows of the same service as one."""
    found: dict[ServiceId, ServiceMinutes] = {}
    for row in rows:
        old = found.get(row.service)
        found[row.service] = row if old is None else _sum(old, row)
    return tuple(found.values())


def _sum(one: ServiceMinutes, other: ServiceMinutes) -> ServiceMinutes:
    return ServiceMinutes(
        service=one.service,
        visits=one.visits + other.visits,
        minutes=one.minutes + other.minutes,
        expected_minutes=one.expected_minutes + other.expected_minutes,
        variance=one.variance + other.variance,
        planned_minutes=other.planned_minutes,
    )


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
    minutes = Minutes(frame=frame, planned=planned, needs_are_logged=_needs_are_logged(frame, desk, actuals))
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
        work=minutes.of(tickets),
        absent=_absent(frame, [p for p in plan.postings if (p.desk, p.day) == place], tickets, actuals.leave),
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


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Minutes of visits beside what the plan expects of each at the pace of its officer."""

    frame: WeekFrame
    planned: DeskDay
    needs_are_logged: bool

    def of(self, tickets: Sequence[Ticket]) -> tuple[ServiceMinutes, ...]:
        """Minutes of believable visits by service.

        Of several needs at a desk of several services the second may wait for another officer, which the time between
        calling and finishing holds as well; so visits with one need are judged alone where they are most.
        """
        works = {work.id: work for work in self.planned.services}
        timed = [t for t in tickets if t.called_at and t.finished_at and t.service in works]
        if not timed:
            return ()
        observed = np.array(
            [(t.finished_at - t.called_at).total_seconds() / SECONDS for t in timed if t.called_at and t.finished_at]
        )
        needs = np.array([t.needs for t in timed], dtype=float)
        expected = np.array([self._expected(t, works) for t in timed])
        kept = believable(observed, needs)
        alone = kept & (needs == 1)
        if len(works) > 1 and 2 * alone.sum() >= kept.sum():
            kept = alone
        if not kept.any():
            return ()
        ratio = observed[kept].sum() / expected[kept].sum()
        of_service = np.array([str(t.service) for t in timed])
        return tuple(
            ServiceMinutes(
                service=ServiceId(service),
                visits=int(own.sum()),
                minutes=float(observed[own].sum()),
                expected_minutes=float(expected[own].sum()),
                variance=float(((observed[own] - ratio * expected[own]) ** 2).sum()),
                planned_minutes=work.setup_minutes + needs_mean(work) * work.need_minutes,
            )
            for service, work in works.items()
            if (own := kept & (of_service == service)).any()
        )

    def _expected(self, ticket: Ticket, works: Mapping[str, ServiceWork]) -> float:
        work = works[str(ticket.service)]
        further = work.also_needs or ((work.id, 1.0),)
        total = sum(share for _, share in further)
        each = sum(share * works[s].need_minutes for s, share in further) / total if total else work.need_minutes
        needs = ticket.needs if self.needs_are_logged else needs_mean(work)
        key = (ticket.officer, ticket.service, ticket.day)
        pace = self.frame.paces.get(key, 1.0) if ticket.officer and ticket.service else 1.0  # type: ignore[arg-type]
        return (work.setup_minutes + work.need_minutes + (needs - 1) * each) / pace


def needs_mean(work: ServiceWork) -> float:
    """Mean needs of a visit."""
    return sum(n * share for n, share in enumerate(work.needs_share, start=1))


def _needs_are_logged(frame: WeekFrame, desk: DeskId, actuals: Actuals) -> bool:
    """False where every ticket has one need though the plan expects several with more than chance could hide."""
    several = {service.id: 1 - service.needs_share[0] for service in frame.mall.services_of(desk)}
    own = [t for t in actuals.history.tickets if t.desk == desk and t.service in several]
    return any(t.needs > 1 for t in own) or sum(several[t.service] for t in own if t.service) < FEWEST_SEVERAL


def _absent(
    frame: WeekFrame, posted: Sequence[Posting], tickets: Sequence[Ticket], leave: Sequence[Leave]
) -> tuple[OfficerId, ...]:
    """Officers on leave by now, and those whom no ticket names on a day on which chance would hardly leave them out."""
    away = {p.officer for p in posted for row in leave if row.officer == p.officer and row.covers(p.day, p.session)}
    named = [t for t in tickets if t.officer]
    if len(named) < max(FEWEST_NAMED, LOGGED_SHARE * len(tickets)):
        return tuple(sorted(away))
    minutes: Counter[OfficerId] = Counter()
    for posting in posted:
        hours = frame.hours_of(posting.desk, posting.day)
        minutes[posting.officer] += sum(s.minutes for s in hours.sessions if s.id == posting.session) if hours else 0
    left_out = minutes.keys() - {t.officer for t in named}
    missed = {o for o in left_out if _chance_of_none(frame, o, named, minutes) <= UNLIKELY}
    return tuple(sorted(away | missed))


def _chance_of_none(
    frame: WeekFrame, officer: OfficerId, named: Sequence[Ticket], minutes: Counter[OfficerId]
) -> float:
    """Probability that none of the visits he can serve is his, each falling to anybody by his time at the desk."""
    able = sum(t.service is None or (officer, t.service, t.day) in frame.paces for t in named)
    return float((1 - minutes[officer] / max(1, minutes.total())) ** able)


def _after(opening: time, moment: datetime) -> float:
    return minute_of_day(moment.time()) - minute_of_day(opening) + moment.second / SECONDS


def _added(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None
