"""How much of a desk's time pooled officers sit there, as rosters have it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.domain.ids import DeskId, OfficerId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.ports import UnitOfWork
from planner.planning.stored import PlanState

RECENT_WEEKS = 4  # published rosters that are looked at, the newest first
USUALLY = 0.5  # who sits at a desk for half of its time or more belongs to the team that measures are tried on

Shares = Mapping[OfficerId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledSeats:
    """Pooled officers in rosters. shares: by desk, of its open session minutes those in which each sat there.

    weeks : of the rosters, in order; none where there was no roster. is_published: False for the newest draft.
    """

    weeks: tuple[Week, ...] = ()
    is_published: bool = True
    shares: Mapping[DeskId, Shares] = field(default_factory=dict)

    def at(self, desk: DeskId) -> Shares:
        """Of pooled officers who sat at a desk, the share of its time; most first."""
        return self.shares.get(desk, {})

    def usually_at(self, desk: DeskId) -> tuple[OfficerId, ...]:
        """Pooled officers who sit at a desk for half of its time or more."""
        return tuple(officer for officer, share in self.at(desk).items() if share >= USUALLY)


NO_ROSTER = PooledSeats()


def pooled_seats(plans: Sequence[Plan], mall: Mall, *, is_published: bool = True) -> PooledSeats:
    """Where the pooled officers of a mall sat in rosters of some weeks."""
    pooled = {officer.id for officer in mall.officers if officer.agency is None}
    sat: defaultdict[tuple[DeskId, OfficerId], int] = defaultdict(int)
    was_open: defaultdict[DeskId, int] = defaultdict(int)
    for plan in plans:
        minutes = _session_minutes(make_frame(plan.input.mall, plan.input.days))
        for (desk, _, _), length in minutes.items():
            was_open[desk] += length
        for posting in plan.postings:
            if posting.officer in pooled:
                sat[posting.desk, posting.officer] += minutes.get((posting.desk, posting.day, posting.session), 0)
    desks = {desk for desk, _ in sat}
    shares = {d: _most_first({o: m / was_open[d] for (at, o), m in sat.items() if at == d and m}) for d in desks}
    weeks = sorted({Week.of(plan.input.days[0]) for plan in plans}, key=lambda week: week.days[0])
    return PooledSeats(weeks=tuple(weeks), is_published=is_published, shares=shares)


def _session_minutes(frame: WeekFrame) -> dict[tuple[DeskId, date, str], int]:
    found: dict[tuple[DeskId, date, str], int] = {}
    for desk, day in frame.open_desk_days():
        hours = frame.hours_of(desk.id, day)
        for session in hours.sessions if hours else ():
            found[desk.id, day, session.id] = session.minutes
    return found


def _most_first(shares: Shares) -> Shares:
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def seats_of_recent_rosters(work: UnitOfWork, mall: Mall) -> PooledSeats:
    """From the rosters published last, else from the newest draft, else nothing."""
    entries = work.plans.live()
    published = [entry for entry in entries if entry.state is PlanState.PUBLISHED]
    chosen = sorted(published, key=lambda e: e.week.days[0], reverse=True)[:RECENT_WEEKS] or entries[:1]
    if not chosen:
        return NO_ROSTER
    return pooled_seats([work.plans.get(e.id) for e in chosen], mall, is_published=bool(published))
