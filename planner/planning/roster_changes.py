"""Changes a person makes to a roster: who is moved where; breaks and counters follow by themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from planner.calendar.hours import DayHours
from planner.domain.errors import InvalidValue
from planner.domain.ids import CounterId, DeskId, OfficerId, SessionId
from planner.domain.mall import AgencyMode
from planner.domain.periods import minute_of_day
from planner.domain.plan import Posting, PostingSource
from planner.planning.breaks import uncrowded
from planner.planning.frame import WeekFrame

Postings = tuple[Posting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Put an officer at a desk in one session, from wherever he was. counter: None for the first free one.

    instead_of : who sat there and leaves, None when nobody does. swap: he takes the officer's old place.
    """

    officer: OfficerId
    day: date
    session: SessionId
    desk: DeskId
    counter: CounterId | None = None
    instead_of: OfficerId | None = None
    swap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """Take an officer from his counter in one session."""

    officer: OfficerId
    day: date
    session: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Keep an officer where he is when the week is planned again, or let him go."""

    officer: OfficerId
    day: date
    session: SessionId
    pinned: bool


Change = Place | Clear | Pin


def changed_postings(frame: WeekFrame, postings: Iterable[Posting], changes: Sequence[Change]) -> Postings:
    """The postings after the changes, in their order.

    Whoever is touched gets his break anew: one in the break session when he works another session that day too, at the
    permitted time at which fewest of his desk are away; where more than half of a touched desk would then be away at
    once, the breaks of that desk and day are staggered anew. Raises InvalidValue for a change of nothing, and for a
    desk that is closed then; NotFound for an officer nobody knows.
    """
    before = current = tuple(postings)
    for change in changes:
        frame.mall.get_officer(change.officer)
        current = _changed(frame, current, change)
    touched = {(change.officer, change.day) for change in changes}
    touched |= {(c.instead_of, c.day) for c in changes if isinstance(c, Place) and c.instead_of}
    for officer, day in sorted(touched):
        current = _with_break(frame, current, officer, day)
    return uncrowded(frame, current, {(p.desk, p.day) for p in (*before, *current) if (p.officer, p.day) in touched})


def without_absent(frame: WeekFrame, postings: Iterable[Posting]) -> tuple[Postings, frozenset[tuple[OfficerId, date]]]:
    """The postings of those who are there, and the officer-days that lost some; breaks are set anew on those days."""
    kept, lost, desk_days = [], set(), set()
    for posting in postings:
        officer = frame.mall.get_officer(posting.officer)
        if frame.is_present(officer, posting.day, posting.session):
            kept.append(posting)
        else:
            lost.add((posting.officer, posting.day))
            desk_days.add((posting.desk, posting.day))
    current = tuple(kept)
    for officer_id, day in sorted(lost):
        current = _with_break(frame, current, officer_id, day)
    return uncrowded(frame, current, desk_days), frozenset(lost)


def with_breaks(frame: WeekFrame, postings: Iterable[Posting]) -> Postings:
    """The postings with every officer's break where and as long as the hours ask; a permitted start stays."""
    by_day: dict[date, Postings] = {}
    for posting in postings:
        by_day[posting.day] = (*by_day.get(posting.day, ()), posting)
    for day, of_day in by_day.items():
        for officer in sorted({p.officer for p in of_day}):
            by_day[day] = _with_break(frame, by_day[day], officer, day)
    return tuple(p for of_day in by_day.values() for p in of_day)


def _changed(frame: WeekFrame, postings: Postings, change: Change) -> Postings:
    if isinstance(change, Place):
        return _placed(frame, postings, change)
    found = _find(postings, change.officer, change.day, change.session)
    if found is None:
        raise _nothing_there(change)
    if isinstance(change, Pin):
        return tuple(replace(p, pinned=change.pinned) if p is found else p for p in postings)
    return tuple(p for p in postings if p is not found)


def _placed(frame: WeekFrame, postings: Postings, change: Place) -> Postings:
    hours = frame.hours_of(change.desk, change.day)
    if hours is None or change.session not in {s.id for s in hours.sessions}:
        raise InvalidValue(
            f"{change.desk} is closed on {change.day}, session {change.session}", code="open_hours", field="desk"
        )
    old = _find(postings, change.officer, change.day, change.session)
    leaving = change.instead_of and _find(postings, change.instead_of, change.day, change.session)
    rest = tuple(p for p in postings if p is not old and p is not leaving)
    counter = change.counter or (leaving.counter if leaving else None) or _free_counter(frame, rest, change)
    placed = [_posting(frame, change, change.officer, change.desk, counter)]
    if change.swap and old and leaving:
        placed.append(_posting(frame, change, leaving.officer, old.desk, old.counter))
    return (*rest, *placed)


def _posting(frame: WeekFrame, change: Place, officer: OfficerId, desk: DeskId, counter: CounterId | None) -> Posting:
    mode = frame.mall.get_agency(frame.agency_of[desk]).mode
    source = PostingSource.REQUEST if mode is AgencyMode.REQUEST else PostingSource.PLANNED
    return Posting(
        officer=officer,
        day=change.day,
        session=change.session,
        desk=desk,
        counter=counter,
        pinned=True,  # set by hand: planning again leaves it
        source=source,
        confirmed=source is PostingSource.PLANNED,
    )


def _find(postings: Postings, officer: OfficerId, day: date, session: SessionId) -> Posting | None:
    return next((p for p in postings if (p.officer, p.day, p.session) == (officer, day, session)), None)


def _nothing_there(change: Clear | Pin) -> InvalidValue:
    return InvalidValue(
        f"{change.officer} is not posted on {change.day}, session {change.session}", code="not_posted", field="officer"
    )


def _free_counter(frame: WeekFrame, postings: Postings, change: Place) -> CounterId | None:
    """A counter of the desk nobody sits at; None when all are taken, which the checker then refuses."""
    taken = {p.counter for p in postings if (p.day, p.session) == (change.day, change.session)}
    return next((c.id for c in frame.mall.counters_of(change.desk) if c.id not in taken), None)


def _with_break(frame: WeekFrame, postings: Postings, officer: OfficerId, day: date) -> Postings:
    """The postings with the officer's break of that day set anew."""
    own = [p for p in postings if (p.officer, p.day) == (officer, day)]
    due = _break_due(frame, own)
    changed = {
        id(p): replace(p, break_start=None, break_minutes=0) for p in own if p is not due and p.break_start is not None
    }
    if due is not None:
        hours = frame.hours_of(due.desk, day)
        assert hours is not None
        start = _quietest_start(hours, due, postings)
        changed[id(due)] = replace(due, break_start=start, break_minutes=hours.break_minutes)
    return tuple(changed.get(id(p), p) for p in postings)


def _break_due(frame: WeekFrame, own: Sequence[Posting]) -> Posting | None:
    """The posting that holds the break: the one in the break session of who works another session too."""
    for posting in own:
        hours = frame.hours_of(posting.desk, posting.day)
        in_break_session = hours is not None and posting.session == hours.break_session
        if in_break_session and len(own) > 1 and hours is not None and hours.break_minutes:
            return posting
    return None


def _quietest_start(hours: DayHours, due: Posting, postings: Postings) -> time:
    """The old start where it is permitted, else the one at which fewest others of the desk are away."""
    if due.break_start in hours.break_starts and due.break_start is not None:
        return due.break_start
    others = [
        p
        for p in postings
        if (p.desk, p.day, p.session) == (due.desk, due.day, due.session) and p.officer != due.officer
    ]
    return min(hours.break_starts, key=lambda start: (_away(hours, start, others), start))


def _away(hours: DayHours, start: time, others: Iterable[Posting]) -> int:
    """How many of the others are away at some moment of a break that begins then."""
    first = minute_of_day(start)
    last = first + hours.break_minutes
    spans = ((minute_of_day(p.break_start), p.break_minutes) for p in others if p.break_start)
    return sum(begin < last and first < begin + minutes for begin, minutes in spans)
