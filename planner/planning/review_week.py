"""Review of a week: planned against what came, and where the promise broke the likeliest cause."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from math import comb

import numpy as np

from planner.domain.demand import DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.ids import DeskId, OfficerId
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.domain.plan import Plan, Proof
from planner.domain.promise import Promise
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.review_week_causes import Arrivals, Cause, Planned, arrivals_of, find_causes, window_of
from planner.planning.review_week_seen import Actuals, Seen, ServiceMinutes, added_minutes, seen_day
from planner.planning.service_limits import limited_demand
from planner.queueing.desk_day import DeskDay

CHANCE = "chance"
CHANCE_OF_FEWER = 0.01  # at which a share of people who waited as promised is not chance; a week has 18 windows
MORE_REFUSED = 2.0  # square roots of the planned number beyond which more refused are not chance


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedDay:
    """A desk-day: planned first, then what came; None where nobody logged it.

    quota_tickets, tickets_issued : tickets of the day. demand_low, demand_high: the forecast's 80 % band in visits.
    came_visits    : issued and refused; `came_is_least` where the day sold out and nobody counted the refused.
    served_visits  : visits that ended, of the tickets where they are logged, else all issued.
    finished_late_minutes : last visit's end past closing, 0 when earlier.
    broken         : of `wait`, `finish` and `refused`, what was not kept.
    last_ticket    : of the day by the plan; None in reviews kept before it was noted.
    """

    day: date
    demand_mean: float
    demand_low: float
    demand_high: float
    came_visits: int
    came_is_least: bool
    quota_tickets: int
    tickets_issued: int
    sold_out_at: time | None
    refused_planned: float
    refused_visits: int | None
    served_planned: float
    served_visits: int
    wait_p90_planned: float
    wait_p90_minutes: float | None
    share_within: float | None
    finished_late_minutes: float | None
    absent: tuple[OfficerId, ...]
    broken: tuple[str, ...]
    last_ticket: time | None = None

    @property
    def is_logged(self) -> bool:
        """True when waits or ends were logged: without them nobody knows whether the promise was kept."""
        return self.wait_p90_minutes is not None or self.finished_late_minutes is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReview:
    """A desk over the week.

    causes : what was not as planned by more than chance and cost visits, dearest first; also where the promise held.
    work, arrivals : minutes by service, and who stood there as windows opened, as far as tickets tell: what later
             weeks are put together with.
    """

    desk: DeskId
    days: tuple[ReviewedDay, ...]
    causes: tuple[Cause, ...]
    work: tuple[ServiceMinutes, ...] = ()
    arrivals: Arrivals | None = None

    @property
    def is_broken(self) -> bool:
        """True when the promise broke on at least one day."""
        return any(day.broken for day in self.days)

    @property
    def is_logged(self) -> bool:
        """True when waits or ends were logged on at least one day."""
        return any(day.is_logged for day in self.days)

    @property
    def likeliest(self) -> str:
        """The dearest cause, `chance` where none stands out, "" where the promise held."""
        return (self.causes[0].name if self.causes else CHANCE) if self.is_broken else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReview:
    """Every desk of the plan of which something was counted. not_counted: the others."""

    plan: str
    days: tuple[date, ...]
    desks: tuple[DeskReview, ...]
    not_counted: tuple[DeskId, ...]


def review_week(plan: Plan, actuals: Actuals) -> WeekReview:
    """The plan beside the counts of its days; raises InvalidValue (`nothing_counted`) when there are none."""
    frame = make_frame(plan.input.mall, plan.input.days)
    reviewed = {desk.id: _desk_review(plan, frame, desk.id, actuals) for desk in plan.input.mall.desks}
    found = tuple(r for r in reviewed.values() if r is not None)
    if not found:
        first, last = plan.input.days[0], plan.input.days[-1]
        raise InvalidValue(f"nothing was counted from {first} to {last}", code="nothing_counted", field="actuals")
    return WeekReview(
        plan=plan.passport.content_hash,
        days=frame.days,
        desks=found,
        not_counted=tuple(desk for desk, review in reviewed.items() if review is None),
    )


def planned_days(plan: Plan, frame: WeekFrame, desk: DeskId, actuals: Actuals) -> tuple[Planned, ...]:
    """The counted days of a desk, as planned and as they came."""
    shares = demand_shares(frame, plan.forecast)[desk]
    found = []
    for forecast in (f for f in plan.forecast if f.service is None and f.desk == desk):
        place = (desk, forecast.day)
        tickets = tuple(q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (*place, None))

        def without(
            away: Iterable[OfficerId], place: tuple[DeskId, date] = place, forecast: DemandForecast = forecast
        ) -> DeskDay | None:
            gone = frozenset(away)
            postings = [p for p in plan.postings if p.officer not in gone]
            given = make_desk_day(frame, *place, postings, limited_demand(frame, forecast, shares).shares)
            return given.day if given else None

        day = without(()) if frame.hours_of(*place) else None
        if day is None or len(tickets) != len(day.windows):
            continue
        seen = seen_day(plan, frame, day, place, actuals)
        if seen is not None:
            found.append(Planned(seen=seen, forecast=forecast, day=day, tickets=tickets, without=without))
    return tuple(found)


def _desk_review(plan: Plan, frame: WeekFrame, desk: DeskId, actuals: Actuals) -> DeskReview | None:
    days = planned_days(plan, frame, desk, actuals)
    if not days:
        return None
    proofs = {p.day: p for p in plan.proofs if p.desk == desk}
    promise = plan.input.mall.promise
    rows = tuple(
        replace(_reviewed(d, proofs[d.seen.day], promise), last_ticket=_last_ticket(frame, desk, d))
        for d in days
        if d.seen.day in proofs
    )
    return DeskReview(
        desk=desk,
        days=rows,
        causes=find_causes(days, promise),
        work=added_minutes(work for d in days for work in d.seen.work),
        arrivals=arrivals_of(days),
    )


def _last_ticket(frame: WeekFrame, desk: DeskId, planned: Planned) -> time | None:
    hours = frame.hours_of(desk, planned.seen.day)
    if hours is None:
        return None
    return clock_of_minute(minute_of_day(hours.open) + round(planned.day.windows[-1].last_ticket_minutes))


def _reviewed(planned: Planned, proof: Proof, promise: Promise) -> ReviewedDay:
    seen = planned.seen
    waits = np.array([wait for _, wait in seen.waits])
    return ReviewedDay(
        day=seen.day,
        demand_mean=planned.forecast.mean,
        demand_low=planned.band[0],
        demand_high=planned.band[1],
        came_visits=seen.came,
        came_is_least=seen.is_least,
        quota_tickets=sum(planned.tickets),
        tickets_issued=seen.issued,
        sold_out_at=seen.sold_out_at,
        refused_planned=proof.turned_away,
        refused_visits=seen.refused,
        served_planned=proof.served,
        served_visits=len(seen.ends) or seen.issued,
        wait_p90_planned=proof.wait_p90_minutes,
        wait_p90_minutes=float(np.quantile(waits, 0.9)) if len(waits) else None,
        share_within=float((waits <= promise.wait_minutes).mean()) if len(waits) else None,
        finished_late_minutes=max(0.0, max(seen.ends) - planned.day.close_minutes) if seen.ends else None,
        absent=seen.absent,
        broken=_broken(seen, planned, proof, promise),
    )


def _broken(seen: Seen, planned: Planned, proof: Proof, promise: Promise) -> tuple[str, ...]:
    chance = MORE_REFUSED * max(1.0, proof.turned_away) ** 0.5
    found = {
        "wait": _waited_too_long(planned, promise),
        "finish": bool(seen.ends) and max(seen.ends) > planned.day.close_minutes + promise.grace_minutes,
        "refused": (seen.refused or 0) > proof.turned_away + chance and seen.came > planned.band[1],
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _waited_too_long(planned: Planned, promise: Promise) -> bool:
    """True when fewer waited as promised than chance allows, over the day or, as it is promised, in one window."""
    by_window: dict[int, list[bool]] = {}
    for taken, wait in planned.seen.waits:
        by_window.setdefault(window_of(planned.day, taken), []).append(wait <= promise.wait_minutes)
    whole = [kept for window in by_window.values() for kept in window]
    return any(_is_unlikely(kept, promise.wait_share) for kept in (whole, *by_window.values()))


def _is_unlikely(kept: list[bool], share: float) -> bool:
    """True when a promise kept with that share would leave so few kept in less than one case of a hundred."""
    people = len(kept)
    at_most = sum(comb(people, n) * share**n * (1 - share) ** (people - n) for n in range(sum(kept) + 1))
    return bool(kept) and at_most < CHANCE_OF_FEWER
