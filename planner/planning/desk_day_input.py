"""A desk on one day of the plan as the simulation takes it: minutes after opening, shifts from postings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.calendar.hours import DayHours
from planner.domain.demand import Profile
from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.domain.mall import Service
from planner.domain.periods import MINUTES_PER_HALF_HOUR, Session, minute_of_day
from planner.domain.plan import Posting
from planner.forecast.profile import DEFAULT_PROFILE
from planner.planning.frame import WeekFrame
from planner.queueing.desk_day import DeskDay, ServiceWork, Shift, Window
from planner.queueing.desk_day import Profile as ArrivalProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDayInput:
    """What is simulated, and which services of the desk nobody posted there can serve that day."""

    day: DeskDay
    closed_services: tuple[Service, ...]


def make_desk_day(
    frame: WeekFrame, desk: DeskId, day: date, postings: Iterable[Posting], shares: Mapping[ServiceId, float]
) -> DeskDayInput | None:
    """The simulated day of a desk with the officers posted there.

    None when nobody posted can serve anything, or when the day opens after the last ticket.

    Services without a skilled officer posted that day are closed, the others' shares stay in proportion.
    """
    hours = frame.hours_of(desk, day)
    assert hours is not None, f"{desk} is closed on {day}"
    shifts = _shifts(frame, desk, hours, [p for p in postings if p.desk == desk and p.day == day])
    skilled = {skill for shift in shifts for skill in shift.skills}
    served = [s for s in frame.services_of[desk] if s.id in skilled]
    if not served or not make_windows(frame, desk, hours):
        return None
    return DeskDayInput(
        day=day_of_shifts(DeskPlace(frame=frame, desk=desk, hours=hours), shifts, served, shares),
        closed_services=tuple(s for s in frame.services_of[desk] if s.id not in skilled),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlace:
    """A desk on a day with these hours."""

    frame: WeekFrame
    desk: DeskId
    hours: DayHours


def day_of_shifts(
    place: DeskPlace, shifts: tuple[Shift, ...], served: Sequence[Service], shares: Mapping[ServiceId, float]
) -> DeskDay:
    """The simulated day with these officers and services, and all else as the mall has it."""
    frame, desk, hours = place.frame, place.desk, place.hours
    return DeskDay(
        close_minutes=float(minute_of_day(hours.close) - minute_of_day(hours.open)),
        services=service_works(frame, served, shares),
        shifts=shifts,
        windows=make_windows(frame, desk, hours),
        profile=arrival_profile(frame, desk, hours),
        spill=frame.mall.assumptions.spill,
        equipment=machines(frame, desk, served),
    )


def machines(frame: WeekFrame, desk: DeskId, services: Iterable[Service]) -> tuple[tuple[str, int], ...]:
    """What visits for these services use throughout, and at how many of the desk's counters it stands."""
    counters = frame.mall.counters_of(desk)
    needed = sorted({s.equipment for s in services if s.equipment})
    return tuple((name, sum(name in c.equipment for c in counters)) for name in needed)


def service_works(
    frame: WeekFrame, services: Sequence[Service], shares: Mapping[ServiceId, float]
) -> tuple[ServiceWork, ...]:
    """Work of the services of one desk, `also_needs` narrowed to those that are served."""
    served = {s.id for s in services}
    rows = [row for row in frame.mall.also_needs if row.service in served and row.next_service in served]
    total = sum(shares.get(s.id, 0.0) for s in services)
    return tuple(
        ServiceWork(
            id=service.id,
            setup_minutes=service.setup_minutes,
            need_minutes=service.need_minutes,
            need_cv=service.need_cv,
            needs_share=service.needs_share,
            demand_share=shares.get(service.id, 0.0) / total if total else 1 / len(services),
            priority_share=service.priority_share,
            also_needs=tuple((row.next_service, row.share) for row in rows if row.service == service.id)
            or _default_also_needs(services, shares),
            equipment=service.equipment or None,
        )
        for service in services
    )


def make_windows(frame: WeekFrame, desk: DeskId, hours: DayHours) -> tuple[Window, ...]:
    """The mall's release windows of that day, cut where the desk's own last ticket is earlier."""
    opening = minute_of_day(hours.open)
    own_last = frame.mall.get_desk(desk).last_ticket or hours.last_ticket
    return tuple(
        Window(
            id=window.id,
            start_minutes=float(minute_of_day(window.start) - opening),
            last_ticket_minutes=float(minute_of_day(min(window.end, own_last)) - opening),
            start_share=frame.mall.assumptions.window_start_share,
        )
        for window in hours.windows
        if window.start < own_last
    )


def arrival_profile(frame: WeekFrame, desk: DeskId, hours: DayHours) -> ArrivalProfile:
    """The desk's profile of that weekday, else of every day, else the stated default.

    Even until the last ticket where the profile has nobody before it: it then says nothing of who gets one.
    """
    opening = minute_of_day(hours.open)
    found = find_profile(frame.mall.profiles, desk, hours.day)
    if found is None:
        first, shares = int(DEFAULT_PROFILE.first_minute), DEFAULT_PROFILE.shares
        half_hours = {first + MINUTES_PER_HALF_HOUR * n: share for n, share in enumerate(shares)}
        door = 0.0
    else:
        half_hours, door = dict(found.half_hours), found.at_open
    last_ticket = minute_of_day(min(frame.mall.get_desk(desk).last_ticket or hours.last_ticket, hours.last_ticket))
    length = -(-(minute_of_day(hours.close) - opening) // MINUTES_PER_HALF_HOUR)
    early = sum(share for minute, share in half_hours.items() if minute < opening)
    later = tuple(half_hours.get(opening + MINUTES_PER_HALF_HOUR * n, 0.0) for n in range(length))
    total = door + early + sum(later)
    before_last = sum(later[: -(-(last_ticket - opening) // MINUTES_PER_HALF_HOUR)])
    if not sum(later) or not door + early + before_last:
        return ArrivalProfile()
    return ArrivalProfile(door_share=(door + early) / total, half_hour_shares=later)


def find_profile(profiles: Iterable[Profile], desk: DeskId, day: date) -> Profile | None:
    """The profile of a desk for a day's weekday, else its profile for every day, None without either."""
    own = {profile.weekday: profile for profile in profiles if profile.desk == desk}
    return own.get(day.weekday()) or own.get(None)


def _default_also_needs(
    services: Sequence[Service], shares: Mapping[ServiceId, float]
) -> tuple[tuple[str, float], ...] | None:
    if len(services) == 1:
        return None
    return tuple((s.id, shares.get(s.id, 0.0)) for s in services)


def _paces(frame: WeekFrame, officer: OfficerId, desk: DeskId, day: date) -> list[tuple[ServiceId, float]]:
    services = frame.services_of[desk]
    return [(s.id, frame.paces[officer, s.id, day]) for s in services if (officer, s.id, day) in frame.paces]


def _shifts(frame: WeekFrame, desk: DeskId, hours: DayHours, postings: Sequence[Posting]) -> tuple[Shift, ...]:
    """Shifts without names, in an order of their own, so that desk-days staffed alike are equal."""
    by_officer: dict[OfficerId, list[Posting]] = {}
    for posting in postings:
        by_officer.setdefault(posting.officer, []).append(posting)
    paces = {officer: _paces(frame, officer, desk, hours.day) for officer in by_officer}
    shifts = [_shift(hours, own, paces[officer]) for officer, own in by_officer.items() if paces[officer]]
    shifts.sort(key=lambda s: (len(s.skills), s.presence, s.breaks, s.pace_by_service))
    return tuple(replace(shift, id=f"p{n}") for n, shift in enumerate(shifts, start=1))


def _shift(hours: DayHours, postings: Sequence[Posting], paces: Sequence[tuple[ServiceId, float]]) -> Shift:
    opening = minute_of_day(hours.open)
    posted = {p.session for p in postings}
    return Shift(
        id="p",
        presence=_merged([s for s in hours.sessions if s.id in posted], opening),
        skills=tuple(service for service, _ in paces),
        breaks=tuple(
            (float(minute_of_day(p.break_start) - opening), float(p.break_minutes)) for p in postings if p.break_start
        ),
        pace_by_service=tuple(paces),
    )


def _merged(sessions: Iterable[Session], opening: int) -> tuple[tuple[float, float], ...]:
    intervals: list[tuple[float, float]] = []
    for session in sessions:
        start, end = float(minute_of_day(session.start) - opening), float(minute_of_day(session.end) - opening)
        if intervals and intervals[-1][1] == start:
            start = intervals.pop()[0]
        intervals.append((start, end))
    return tuple(intervals)
