"""What the floor coordinator needs now: who is here, how many tickets may still be issued, when to stop."""

from dataclasses import dataclass
from datetime import date, time

from planner.domain.errors import InvalidValue
from planner.domain.ids import DeskId
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.domain.plan import Plan
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import make_frame
from planner.planning.service_limits import limited_demand
from planner.queueing.inside_day import Moment, OutlookSettings, outlook

FLOOR_SETTINGS = OutlookSettings(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCounts:
    """What the coordinator counts: tickets out, people served, people waiting in the room."""

    issued: int
    served: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorAdvice:
    """may_issue: further tickets. ends_at, stop_at: clock times, None where unknown or not needed."""

    may_issue: int
    ends_at: time | None
    ends_late_at: time | None
    wait_minutes: float | None
    finish_probability: float
    stop_at: time | None


def advice_now(plan: Plan, desk: DeskId, moment: tuple[date, time], counts: FloorCounts) -> FloorAdvice:
    """The advice for a desk at a moment; raises InvalidValue when it is closed then or nobody is posted."""
    day, now = moment
    frame = make_frame(plan.input.mall, plan.input.days)
    hours = frame.hours_of(desk, day)
    forecast = next((f for f in plan.forecast if (f.desk, f.day, f.service) == (desk, day, None)), None)
    if hours is None or forecast is None:
        raise InvalidValue(f"{desk} is closed on {day}", code="open_hours", field="desk")
    shares = limited_demand(frame, forecast, demand_shares(frame, plan.forecast)[desk]).shares
    given = make_desk_day(frame, desk, day, plan.postings, shares)
    if given is None:
        raise InvalidValue(f"nobody is posted at {desk} on {day}", code="not_posted", field="desk")
    opening = minute_of_day(hours.open)
    seen = Moment(
        now_minutes=float(max(0, minute_of_day(now) - opening)),
        issued=counts.issued,
        served=counts.served,
        waiting=counts.waiting,
    )
    found = outlook(given.day, seen, plan.input.mall.promise, FLOOR_SETTINGS)
    return FloorAdvice(
        may_issue=found.may_issue,
        ends_at=_clock(opening, found.end_minutes),
        ends_late_at=_clock(opening, found.end_late_minutes),
        wait_minutes=found.wait_minutes,
        finish_probability=found.finish_probability,
        stop_at=_clock(opening, found.stop_minutes),
    )


def _clock(opening: int, minutes: float | None) -> time | None:
    return None if minutes is None else clock_of_minute(min(1439, opening + round(minutes)))
