"""A week of a mall as the whole numbers the roster engine takes, and its answer as postings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor, inf

from planner.calendar.hours import DayHours, counter_minutes_in_week, duty_minutes_in_week
from planner.domain.demand import DemandForecast
from planner.domain.ids import CounterId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import Agency, AgencyMode, Desk, GivenPosting, Mall
from planner.domain.periods import MINUTES_PER_HALF_HOUR, Week, clock_of_minute, minute_of_day
from planner.domain.plan import Posting, PostingSource
from planner.domain.staff import Officer
from planner.planning.burdens import SATURDAY, SATURDAY_BURDEN, Burden, busy_desks
from planner.planning.decided import NOTHING_DECIDED, Decided, kept_rows, refused_places
from planner.planning.frame import WeekFrame
from planner.planning.skill_classes import SkillClass, pace_in_class
from planner.solver import problem as integers
from planner.solver.ruleset import LOKETPLAN_1, RuleSet

FIFTHS = 5  # five equally likely demands add up, so a visit counts five fifths
TENTHS = 10
LEAST_AVAILABLE = 0.4  # of the open sessions, to be compared with colleagues (DESIGN 6)

ShiftKey = tuple[DeskId, date, SessionId, tuple[str, ...]]
SessionTables = Mapping[tuple[tuple[str, ...], SessionId], tuple[int, ...]]
RowLimits = dict[tuple[str, ...], float]  # tickets of the whole desk, by set of classes


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterInput:
    """What the translation needs beside the mall.

    forecasts : of each desk (service None) and day.
    shares    : demand share of each service at its desk.
    classes   : skill classes of each desk.
    tables    : tickets by set of classes and session, for each desk and day.
    shifts    : simulated less table tickets, where simulation disagreed.
    decided   : postings that stand and postings that were refused.
    burdens   : of the published weeks before, for fairness.
    caps      : most tickets a day from other caps, where one exists.
    """

    forecasts: Mapping[tuple[DeskId, date], DemandForecast]
    shares: Mapping[DeskId, Mapping[ServiceId, float]]
    classes: Mapping[DeskId, tuple[SkillClass, ...]]
    tables: Mapping[tuple[DeskId, date], SessionTables]
    shifts: Mapping[ShiftKey, int] = field(default_factory=dict)
    caps: Mapping[tuple[DeskId, date], int] = field(default_factory=dict)
    decided: Decided = NOTHING_DECIDED
    burdens: Mapping[OfficerId, Burden] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A desk in one session of a day."""

    desk: DeskId
    day: date
    session: SessionId


def make_problem(frame: WeekFrame, given: RosterInput) -> integers.Problem:
    """The roster problem of a week. Days and sessions become positions in `frame.days` and `frame.session_ids`."""
    return integers.Problem(
        sessions=frame.session_ids,
        days=tuple(_day(frame, day) for day in frame.days),
        day_types=tuple(day.isoformat() for day in frame.days),
        agencies=tuple(_agency(frame, agency) for agency in frame.mall.agencies),
        desks=tuple(_desk(frame, desk, given) for desk in frame.mall.desks if given.classes[desk.id]),
        counters=tuple(
            integers.Counter(id=c.id, agency=c.agency, desk=c.desk)
            for c in frame.mall.counters
            if c.desk is None or given.classes[c.desk]
        ),
        officers=tuple(_officer(frame, officer, given) for officer in frame.mall.officers),
        desk_days=tuple(_desk_days(frame, given)),
        rows=tuple(_rows(frame, given)),
        pairs=tuple(integers.Pair(officer=p.officer, other=p.other, kind=p.kind.value) for p in frame.mall.pairs),
        fixed=(*_fixed(frame, given), *kept_rows(frame, given.decided)),
        forbidden=refused_places(frame, given.decided),
        prices=_prices(frame),
        rule_set=rule_set_of(frame.mall),
    )


def rule_set_of(mall: Mall) -> RuleSet:
    """The product's rules without those the mall switched off."""
    return LOKETPLAN_1.without(*mall.rules.off)


def make_postings(frame: WeekFrame, answer: Iterable[integers.Posting]) -> tuple[Posting, ...]:
    """The engine's postings as records of the plan, with counters, breaks and where each comes from."""
    agencies = {agency.id: agency for agency in frame.mall.agencies}
    widest = {day: _widest_hours(frame, day) for day in frame.days}
    postings = []
    for found in sorted(answer):
        day = frame.days[found.day]
        desk = DeskId(found.desk)
        agency = agencies[frame.agency_of[desk]]
        start, minutes = _break_of(frame.hours[agency.id, day], widest[day], found.break_kind or 0)
        source = PostingSource(agency.mode.value)
        postings.append(
            Posting(
                officer=OfficerId(found.officer),
                day=day,
                session=frame.session_ids[found.session],
                desk=desk,
                counter=CounterId(found.counter) if found.counter else None,
                break_start=clock_of_minute(start) if minutes else None,
                break_minutes=minutes,
                source=source,
                confirmed=source is not PostingSource.REQUEST,
            )
        )
    return tuple(postings)


def row_limits(
    problem: integers.Problem, postings: Iterable[integers.Posting], given: RosterInput
) -> dict[tuple[str, int], dict[int, RowLimits]]:
    """Tickets of the whole desk that each row allows where these officers sit, by desk and day and then by session.

    Visitors come in one queue, so a set of classes carries its share of every ticket: its row allows the whole desk
    that many divided by the share. Each officer counts once in each row, with his best tenths.
    """
    worth = _Worth(problem)
    here: dict[tuple[str, int, int], list[integers.Posting]] = {}
    for posting in postings:
        here.setdefault((posting.desk, posting.day, posting.session), []).append(posting)
    found: dict[tuple[str, int], dict[int, RowLimits]] = {}
    for row in problem.rows:
        at_desk = here.get((row.desk, row.day, row.session), ())
        tickets = row.tickets(sum(worth.tenths(posting, row.classes) for posting in at_desk))
        limits = found.setdefault((row.desk, row.day), {}).setdefault(row.session, {})
        share = class_share(given, DeskId(row.desk), row.classes)
        if share > 0:
            limits[row.classes] = tickets / share
    return found


def class_share(given: RosterInput, desk: DeskId, classes: Iterable[str]) -> float:
    """Part of the visits to a desk's classes that these make up; equal parts where nobody is expected."""
    parts = {c.id: sum(given.shares[desk].get(s, 0.0) for s in c.services) for c in given.classes[desk]}
    chosen, total = [parts[name] for name in classes], sum(parts.values())
    return sum(chosen) / total if total else len(chosen) / len(parts)


def least_limit(limits: RowLimits) -> int:
    """Whole tickets that all rows of a session allow."""
    return floor(min(limits.values(), default=0) + 1e-9)


class _Worth:
    """Tenths of officers in rows."""

    def __init__(self, problem: integers.Problem) -> None:
        self._day_types = [day.day_type for day in problem.days]
        self._skills: dict[tuple[str, str], list[integers.Skill]] = {}
        for officer in problem.officers:
            for skill in officer.skills:
                self._skills.setdefault((officer.id, skill.desk), []).append(skill)

    def tenths(self, posting: integers.Posting, classes: Iterable[str]) -> int:
        """What an officer at work adds to a row."""
        return max(
            (
                skill.tenths_break[self._day_types[posting.day]] if posting.break_kind else skill.tenths
                for skill in self._skills.get((posting.officer, posting.desk), ())
                if skill.skill_class in classes and (skill.days is None or posting.day in skill.days)
            ),
            default=0,
        )


def usable_given(frame: WeekFrame) -> tuple[GivenPosting, ...]:
    """Rows of `as_given` rosters that can hold: open session, skilled, present, the first where one is booked twice."""
    kept: dict[tuple[OfficerId, date, SessionId], GivenPosting] = {}
    for row in frame.mall.given:
        hours = frame.hours_of(row.desk, row.day)
        if hours is None or row.session not in {s.id for s in hours.sessions}:
            continue
        officer = frame.mall.get_officer(row.officer)
        skilled = any((row.officer, s.id, row.day) in frame.paces for s in frame.services_of[row.desk])
        if skilled and frame.is_present(officer, row.day, row.session):
            kept.setdefault((row.officer, row.day, row.session), row)
    return tuple(kept.values())


def _day(frame: WeekFrame, day: date) -> integers.Day:
    hours = _widest_hours(frame, day)
    minutes = {s.id: s.minutes for s in hours.sessions}
    kinds = _break_kinds(hours)
    session = hours.break_session if kinds else None
    return integers.Day(
        id=day.isoformat(),
        minutes=tuple(minutes.get(s, 0) for s in frame.session_ids),
        day_type=frame.days.index(day),
        week=_week_position(frame, day),
        break_session=None if session is None else frame.session_ids.index(session),
        lunch_half_hours=_lunch_half_hours(hours) if kinds else 0,
        breaks=kinds,
        burden=SATURDAY_BURDEN if day.weekday() == SATURDAY else 0,
    )


def _week_position(frame: WeekFrame, day: date) -> int:
    weeks = sorted({Week.of(d).days[0] for d in frame.days})
    return weeks.index(Week.of(day).days[0])


def _widest_hours(frame: WeekFrame, day: date) -> DayHours:
    open_that_day = [hours for (_, other), hours in frame.hours.items() if other == day]
    return max(open_that_day, key=lambda h: (len(h.sessions), sum(s.minutes for s in h.sessions)))


def _break_kinds(hours: DayHours) -> tuple[integers.BreakKind, ...]:
    if not hours.break_minutes:
        return ()
    first = min((minute_of_day(start) for start in hours.break_starts), default=0)
    return tuple(
        integers.BreakKind(
            id=n,
            half_hours=tuple(
                range(
                    (minute_of_day(start) - first) // MINUTES_PER_HALF_HOUR,
                    -(-(minute_of_day(start) - first + hours.break_minutes) // MINUTES_PER_HALF_HOUR),
                )
            ),
            minutes=hours.break_minutes,
        )
        for n, start in enumerate(hours.break_starts, start=1)
    )


def _lunch_half_hours(hours: DayHours) -> int:
    starts = [minute_of_day(start) for start in hours.break_starts]
    return -(-(max(starts) + hours.break_minutes - min(starts)) // MINUTES_PER_HALF_HOUR)


def _break_of(own: DayHours, widest: DayHours, kind: int) -> tuple[int, int]:
    """Start and minutes of a break. Kinds are the mall's; an agency with shorter hours takes its nearest start."""
    if not kind or not own.break_starts:
        return 0, 0
    wanted = minute_of_day(widest.break_starts[kind - 1])
    start = min((minute_of_day(start) for start in own.break_starts), key=lambda minute: (abs(minute - wanted), minute))
    return start, own.break_minutes


def _agency(frame: WeekFrame, agency: Agency) -> integers.Agency:
    closed = set()
    for d, day in enumerate(frame.days):
        hours = frame.hours.get((agency.id, day))
        open_ids = {s.id for s in hours.sessions} if hours else set()
        closed |= {(d, s) for s, session in enumerate(frame.session_ids) if session not in open_ids}
    return integers.Agency(
        id=agency.id,
        needs_supervisor=agency.needs_supervisor,
        as_given=agency.mode is AgencyMode.AS_GIVEN,
        closed=frozenset(closed),
    )


def _desk(frame: WeekFrame, desk: Desk, given: RosterInput) -> integers.Desk:
    counters = frame.mall.counters_of(desk.id)
    return integers.Desk(
        id=desk.id,
        agency=desk.agency,
        weight=desk.weight,
        busy=desk.id in busy_desks(given.forecasts),
        min_officers=desk.min_officers,
        lunch_cover=desk.lunch_cover,
        max_officers=None if counters else 0,
        classes=tuple(c.id for c in given.classes[desk.id]),
    )


def _officer(frame: WeekFrame, officer: Officer, given: RosterInput) -> integers.Officer:
    before = given.burdens.get(officer.id, Burden())
    weeks = sorted({Week.of(day).days[0] for day in frame.days})
    available = tuple(
        tuple(_may_work(frame, officer, day, session) for session in frame.session_ids) for day in frame.days
    )
    skills = tuple(_skills(frame, officer, given))
    is_compared = sum(map(sum, available)) >= LEAST_AVAILABLE * _open_sessions(frame, officer)
    return integers.Officer(
        id=officer.id,
        agency=officer.agency,
        supervisor=officer.supervisor,
        skills=skills,
        available=available,
        weeks=tuple(_week_limit(frame, officer, Week.of(monday)) for monday in weeks),
        fairness_group=_fairness_group(officer, skills) if is_compared else None,
        burden_before=before.burden,
        sessions_before=before.sessions,
        wishes=tuple(
            (d, frame.session_ids.index(wish.session), wish.weight)
            for wish in frame.mall.wishes
            if wish.officer == officer.id and wish.session in frame.session_ids
            for d, day in enumerate(frame.days)
            if wish.concerns(day)
        ),
    )


def _fairness_group(officer: Officer, skills: Iterable[integers.Skill]) -> str | None:
    """Agency and skill classes: only who can do the same work can share it evenly. None for pooled officers."""
    if officer.agency is None:
        return None
    return " ".join([officer.agency, *sorted(f"{skill.desk}:{skill.skill_class}" for skill in skills)])


def _week_limit(frame: WeekFrame, officer: Officer, week: Week) -> integers.WeekLimit:
    duty = duty_minutes_in_week(frame.mall, officer, week)
    return integers.WeekLimit(
        counter_minutes=counter_minutes_in_week(frame.mall, officer, week),
        duty_minutes=duty,
        max_days=officer.max_days if officer.max_days is not None else 7,
    )


def _may_work(frame: WeekFrame, officer: Officer, day: date, session: SessionId) -> bool:
    if officer.agency is not None:
        hours = frame.hours.get((officer.agency, day))
        if hours is None or session not in {s.id for s in hours.sessions}:
            return False
    return frame.is_present(officer, day, session)


def _open_sessions(frame: WeekFrame, officer: Officer) -> int:
    return sum(
        len(hours.sessions)
        for (agency, _), hours in frame.hours.items()
        if officer.agency is None or agency == officer.agency
    )


def _skills(frame: WeekFrame, officer: Officer, given: RosterInput) -> Iterator[integers.Skill]:
    for desk in frame.mall.desks:
        if officer.agency not in (None, desk.agency):
            continue
        for skill_class in given.classes[desk.id]:
            paces = [
                pace_in_class(frame, officer.id, skill_class.services, day, given.shares[desk.id]) for day in frame.days
            ]
            valid = frozenset(d for d, pace in enumerate(paces) if pace > 0)
            if valid:
                pace = min(paces[d] for d in valid)
                yield integers.Skill(
                    desk=desk.id,
                    skill_class=skill_class.id,
                    tenths=floor(TENTHS * pace + 1e-9),
                    tenths_break=tuple(tenths_with_break(frame.hours_of(desk.id, day), pace) for day in frame.days),
                    days=None if len(valid) == len(frame.days) else valid,
                )


def tenths_with_break(hours: DayHours | None, pace: float) -> int:
    """Tenths of an officer in the break session when he takes his break there."""
    if hours is None or hours.break_session is None:
        return floor(TENTHS * pace + 1e-9)
    minutes = next(s.minutes for s in hours.sessions if s.id == hours.break_session)
    return floor(TENTHS * pace * (minutes - hours.break_minutes) / minutes + 1e-9)


def _desk_days(frame: WeekFrame, given: RosterInput) -> Iterator[integers.DeskDay]:
    for desk, day in frame.open_desk_days():
        classes = given.classes[desk.id]
        forecast = given.forecasts.get((desk.id, day))
        if not classes or forecast is None:
            continue
        yield integers.DeskDay(
            desk=desk.id,
            day=frame.days.index(day),
            demand_visits=forecast.stage_visits,
            class_visits=_class_visits(frame, forecast, given),
            tickets_cap=given.caps.get((desk.id, day)),
        )


def _class_visits(frame: WeekFrame, forecast: DemandForecast, given: RosterInput) -> tuple[int, ...] | None:
    """Tickets of a class beyond its part of a bad day, or of the most the desk can serve, would only stand empty."""
    classes, shares = given.classes[forecast.desk], given.shares[forecast.desk]
    parts = [sum(shares.get(s, 0.0) for s in c.services) for c in classes]
    if len(classes) == 1 and abs(parts[0] - 1) < 1e-9:
        return None
    most = float(forecast.stage_visits[-1])
    if len(classes) > 1:
        most = min(most, _most_in_proportion(frame, given, forecast.desk, forecast.day) * sum(parts))
    return tuple(ceil(most * part - 1e-9) for part in parts)


def _most_in_proportion(frame: WeekFrame, given: RosterInput, desk: DeskId, day: date) -> float:
    """Tickets of a day if everybody who can serve there sat at its counters, no class ahead of its share.

    One queue issues tickets as people come: officers who serve one class only cannot lift the others.
    """
    rows = {(s, c): t for (c, s), t in given.tables.get((desk, day), {}).items() if class_share(given, desk, c) > 0}
    limits: dict[SessionId, list[float]] = {}
    for (session, classes), table in rows.items():
        tenths = sum(_best_tenths(frame, given, _Place(desk=desk, day=day, session=session), classes))
        shift = given.shifts.get((desk, day, session, classes), 0)
        row = integers.Row(desk=desk, day=0, session=0, classes=classes, table=table, shift=shift)
        limits.setdefault(session, []).append(row.tickets(tenths) / class_share(given, desk, classes))
    return sum(map(min, limits.values())) if limits else inf


def _best_tenths(frame: WeekFrame, given: RosterInput, place: _Place, classes: Iterable[str]) -> list[int]:
    """Tenths of the most able who could sit there, each with his best class, as many as there are counters."""
    desk, shares = frame.mall.get_desk(place.desk), given.shares[place.desk]
    chosen = [c for c in given.classes[desk.id] if c.id in classes]
    found = [
        max(pace_in_class(frame, officer.id, c.services, place.day, shares) for c in chosen)
        for officer in frame.mall.officers
        if officer.agency in (None, desk.agency) and frame.is_present(officer, place.day, place.session)
    ]
    seats = len(frame.mall.counters_of(desk.id))
    return sorted((floor(TENTHS * pace + 1e-9) for pace in found), reverse=True)[:seats]


def _rows(frame: WeekFrame, given: RosterInput) -> Iterator[integers.Row]:
    for (desk, day), tables in given.tables.items():
        for (classes, session), table in tables.items():
            yield integers.Row(
                desk=desk,
                day=frame.days.index(day),
                session=frame.session_ids.index(session),
                classes=classes,
                table=table,
                shift=given.shifts.get((desk, day, session, classes), 0),
            )


def _fixed(frame: WeekFrame, given: RosterInput) -> Iterator[integers.Posting]:
    for row in usable_given(frame):
        if given.classes[row.desk]:
            yield integers.Posting(
                officer=row.officer,
                day=frame.days.index(row.day),
                session=frame.session_ids.index(row.session),
                desk=row.desk,
            )


def _prices(frame: WeekFrame) -> integers.Prices:
    prices = frame.mall.prices
    return integers.Prices(
        cover=round(FIFTHS * prices.uncovered_lunch_half_hour),
        presence=round(FIFTHS * prices.agency_without_anybody),
        officer_missing=round(FIFTHS * prices.officer_missing),
        supervisor=round(FIFTHS * prices.no_supervisor),
        deep_factor=round(FIFTHS * prices.deep_visits),
        deep_from_tenths=round(TENTHS * prices.deep_share),
    )
