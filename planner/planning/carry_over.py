"""A roster carried over to a changed mall: every posting that can still be stands as it was, the others go."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.calendar.hours import DayHours
from planner.domain.ids import CounterId, SessionId
from planner.domain.periods import minute_of_day
from planner.domain.plan import Posting
from planner.planning.frame import WeekFrame
from planner.planning.roster_changes import without_absent


def carried_over(frame: WeekFrame, postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The postings of those who are there, skilled, at an open desk with a counter; breaks as the hours now ask.

    A posting that nothing concerns is given back as the same record.
    """
    able = [p for p in postings if _can_stand(frame, p)]
    present, _ = without_absent(frame, able)
    return tuple(_with_break(frame.hours_of(p.desk, p.day), p) for p in _with_counters(frame, present))


def _can_stand(frame: WeekFrame, posting: Posting) -> bool:
    if posting.desk not in frame.agency_of or posting.officer not in {o.id for o in frame.mall.officers}:
        return False
    hours = frame.hours_of(posting.desk, posting.day)
    if hours is None or posting.session not in {s.id for s in hours.sessions}:
        return False
    return any((posting.officer, s.id, posting.day) in frame.paces for s in frame.services_of[posting.desk])


def _with_counters(frame: WeekFrame, postings: Iterable[Posting]) -> list[Posting]:
    """Postings for which there is a counter; one whose counter is gone moves to a free one, else it falls away."""
    every = list(postings)
    known = {c.id for c in frame.mall.counters}
    taken: set[tuple[CounterId, date, SessionId]] = {
        (p.counter, p.day, p.session) for p in every if p.counter in known and p.counter is not None
    }
    kept = []
    for posting in every:
        counters = frame.mall.counters_of(posting.desk)
        if posting.counter is not None and posting.counter not in known:
            free = next((c.id for c in counters if (c.id, posting.day, posting.session) not in taken), None)
            if free is None:
                continue
            taken.add((free, posting.day, posting.session))
            kept.append(replace(posting, counter=free))
        else:
            kept.append(posting)
    return kept


def _with_break(hours: DayHours | None, posting: Posting) -> Posting:
    """A break keeps its start where that is still permitted, else takes the nearest; its length is the hours'."""
    if posting.break_start is None or hours is None:
        return posting
    if not hours.break_minutes or not hours.break_starts:
        return replace(posting, break_start=None, break_minutes=0)
    if posting.break_start in hours.break_starts and posting.break_minutes == hours.break_minutes:
        return posting
    wanted = minute_of_day(posting.break_start)
    nearest = min(hours.break_starts, key=lambda start: abs(minute_of_day(start) - wanted))
    return replace(posting, break_start=nearest, break_minutes=hours.break_minutes)
