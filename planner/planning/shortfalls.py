"""What a week lacks, from its postings and tickets, and the roster's first three stages from the same counts."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from planner.calendar.hours import DayHours, counter_minutes_in_week
from planner.domain.demand import DemandForecast
from planner.domain.ids import AgencyId, DeskId, OfficerId, SessionId
from planner.domain.mall import Desk, Prices
from planner.domain.periods import MINUTES_PER_HALF_HOUR, Week, minute_of_day
from planner.domain.plan import Posting, Quota, Shortfall, StageValue
from planner.planning.frame import WeekFrame

FIFTHS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekResult:
    """A frame, its postings, and the tickets of each desk and day over all windows."""

    frame: WeekFrame
    forecasts: Mapping[tuple[DeskId, date], DemandForecast]
    postings: tuple[Posting, ...]
    tickets: Mapping[tuple[DeskId, date], int]

    def posted(self, desk: DeskId, day: date, session: SessionId) -> list[Posting]:
        """Who sits at a desk in a session."""
        return [p for p in self.postings if (p.desk, p.day, p.session) == (desk, day, session)]


def tickets_by_day(quotas: Iterable[Quota]) -> dict[tuple[DeskId, date], int]:
    """Tickets of each desk and day, sub-quotas left out."""
    tickets: Tally[tuple[DeskId, date]] = Tally()
    for quota in quotas:
        if quota.service is None:
            tickets[quota.desk, quota.day] += quota.tickets
    return dict(tickets)


def find_shortfalls(result: WeekResult) -> tuple[Shortfall, ...]:
    """Everything the week lacks, worst first inside each kind: visits, empty desks, missing officers, supervisors."""
    found = [
        *_turned_away(result),
        *_uncovered_lunch(result),
        *_empty_agencies(result),
        *_missing_officers(result),
        *_missing_supervisors(result),
    ]
    off = result.frame.mall.rules.off
    found = [shortfall for shortfall in found if shortfall.kind not in off]
    return tuple(sorted(found, key=lambda s: (s.kind, -s.amount, s.day, s.desk or "", s.session or "")))


def stage_values(result: WeekResult) -> tuple[StageValue, ...]:
    """The first three stages of a plan, from its tickets as they will be issued.

    unmet    : fifths of a visit: weighted visits turned away over five demand quantiles, the price of deep refusal,
               and the other shortfalls at the mall's prices.
    risk     : visits of a bad day (90 % quantile) that find no place.
    overtime : counter minutes above the week's counter minutes, over all officers.
    """
    return (
        StageValue(stage="unmet", value=unmet_fifths(result), unit="fifths"),
        StageValue(stage="risk", value=_risk_visits(result), unit="visits"),
        StageValue(stage="overtime", value=sum(overtime_minutes(result).values()), unit="minutes"),
    )


def unmet_fifths(result: WeekResult) -> int:
    """The first stage in fifths of a visit."""
    prices = result.frame.mall.prices
    refused = sum(_refused_fifths(result, desk, day) for desk, day in result.frame.open_desk_days())
    priced = {
        "lunch_cover": prices.uncovered_lunch_half_hour,
        "agency_presence": prices.agency_without_anybody,
        "minimum_presence": prices.officer_missing,
        "supervisor_present": prices.no_supervisor,
    }
    return refused + sum(
        round(FIFTHS * priced[s.kind]) * round(s.amount) for s in find_shortfalls(result) if s.kind in priced
    )


def overtime_minutes(result: WeekResult) -> dict[tuple[OfficerId, Week], int]:
    """Counter minutes above what the week allows before overtime, for each officer and week where there are any."""
    mall, worked = result.frame.mall, Tally[tuple[OfficerId, Week]]()
    weeks = {day: Week.of(day) for day in {posting.day for posting in result.postings}}
    for posting in result.postings:
        worked[posting.officer, weeks[posting.day]] += posted_minutes(result.frame, posting)
    officers = {officer.id: officer for officer in mall.officers}
    limits = {(o, week): counter_minutes_in_week(mall, officers[o], week) for o, week in worked}
    return {key: worked[key] - limits[key] for key in worked if worked[key] > limits[key]}


def posted_minutes(frame: WeekFrame, posting: Posting) -> int:
    """Counter minutes of one posting: the session's less the break."""
    hours = frame.hours_of(posting.desk, posting.day)
    minutes = next((s.minutes for s in hours.sessions if s.id == posting.session), 0) if hours else 0
    return minutes - posting.break_minutes


def _refused_fifths(result: WeekResult, desk: Desk, day: date) -> int:
    forecast = result.forecasts.get((desk.id, day))
    if forecast is None:
        return 0
    tickets = result.tickets.get((desk.id, day), 0)
    refused = sum(max(0, visits - tickets) for visits in forecast.stage_visits)
    mall = result.frame.mall
    return desk.weight * (refused + (_deep_fifths(forecast, tickets, mall.prices) if mall.rules.deep_refusal else 0))


def _deep_fifths(forecast: DemandForecast, tickets: int, prices: Prices) -> int:
    median = forecast.stage_visits[2]
    spared = floor(round(10 * prices.deep_share) * median / 10)
    return round(FIFTHS * prices.deep_visits) * max(0, max(0, median - tickets) - spared)


def _risk_visits(result: WeekResult) -> int:
    return sum(
        max(0, forecast.stage_visits[-1] - result.tickets.get((desk, day), 0))
        for (desk, day), forecast in result.forecasts.items()
    )


def _turned_away(result: WeekResult) -> Iterator[Shortfall]:
    for desk, day in result.frame.open_desk_days():
        forecast = result.forecasts.get((desk.id, day))
        if forecast is None:
            continue
        tickets = result.tickets.get((desk.id, day), 0)
        refused = sum(max(0, visits - tickets) for visits in forecast.stage_visits)
        if refused:
            yield Shortfall(
                kind="turned_away", desk=desk.id, agency=desk.agency, day=day, amount=refused / FIFTHS, unit="visits"
            )


def _uncovered_lunch(result: WeekResult) -> Iterator[Shortfall]:
    for desk, day in result.frame.open_desk_days():
        hours = result.frame.hours_of(desk.id, day)
        assert hours is not None
        session = hours.break_session
        if not desk.lunch_cover or session is None:
            continue
        at_desk = result.posted(desk.id, day, session)
        empty = sum(all(_is_away(p, start) for p in at_desk) for start in lunch_half_hours(hours))
        if empty:
            yield Shortfall(
                kind="lunch_cover",
                desk=desk.id,
                agency=desk.agency,
                day=day,
                session=session,
                amount=empty,
                unit="half_hours",
            )


def lunch_half_hours(hours: DayHours) -> list[int]:
    """Minutes after midnight at which the half-hours of the break time begin, first break to last."""
    starts = [minute_of_day(start) for start in hours.break_starts]
    return list(range(min(starts), max(starts) + hours.break_minutes, MINUTES_PER_HALF_HOUR))


def _is_away(posting: Posting, half_hour: int) -> bool:
    if posting.break_start is None:
        return False
    start = minute_of_day(posting.break_start)
    return start < half_hour + MINUTES_PER_HALF_HOUR and half_hour < start + posting.break_minutes


def _agency_sessions(result: WeekResult) -> Iterator[tuple[AgencyId, date, SessionId, list[Posting]]]:
    for (agency, day), hours in result.frame.hours.items():
        for session in hours.sessions:
            present = [
                p
                for p in result.postings
                if (p.day, p.session) == (day, session.id) and result.frame.agency_of[p.desk] == agency
            ]
            yield agency, day, session.id, present


def _empty_agencies(result: WeekResult) -> Iterator[Shortfall]:
    with_desks = set(result.frame.agency_of.values())
    for agency, day, session, present in _agency_sessions(result):
        if agency in with_desks and not present:
            yield Shortfall(
                kind="agency_presence", desk=None, agency=agency, day=day, session=session, amount=1, unit="sessions"
            )


def _missing_supervisors(result: WeekResult) -> Iterator[Shortfall]:
    supervisors = {officer.id for officer in result.frame.mall.officers if officer.supervisor}
    needing = {agency.id for agency in result.frame.mall.agencies if agency.needs_supervisor}
    for agency, day, session, present in _agency_sessions(result):
        if agency in needing and not any(p.officer in supervisors for p in present):
            yield Shortfall(
                kind="supervisor_present", desk=None, agency=agency, day=day, session=session, amount=1, unit="sessions"
            )


def _missing_officers(result: WeekResult) -> Iterator[Shortfall]:
    for desk, day in result.frame.open_desk_days():
        hours = result.frame.hours_of(desk.id, day)
        assert hours is not None
        for session in hours.sessions:
            lack = desk.min_officers - len(_officers(result.posted(desk.id, day, session.id)))
            if lack > 0:
                yield Shortfall(
                    kind="minimum_presence",
                    desk=desk.id,
                    agency=desk.agency,
                    day=day,
                    session=session.id,
                    amount=lack,
                    unit="officers",
                )


def _officers(postings: Sequence[Posting] | Iterable[Posting]) -> set[OfficerId]:
    return {p.officer for p in postings}
