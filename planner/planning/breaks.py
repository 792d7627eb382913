"""Breaks of a desk-day, staggered inside every skill class and not only over the desk as a whole.

The roster engine chooses breaks by cover and head count. Where two of three officers who can serve akta go at the same
time, akta waits for an hour. Which of the permitted starts an officer takes changes no minute of work, so the starts
are chosen again here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from planner.calendar.hours import DayHours
from planner.domain.ids import DeskId, OfficerId
from planner.domain.periods import MINUTES_PER_HALF_HOUR, clock_of_minute, minute_of_day
from planner.domain.plan import Posting
from planner.planning.frame import WeekFrame
from planner.planning.shortfalls import lunch_half_hours
from planner.planning.skill_classes import SkillClass, skill_classes

MOST_TO_ENUMERATE = 6  # officers whose breaks are chosen together; more are taken in turn, six at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBreak:
    """The break session of a desk-day: who is there, who of them takes a break, and who serves which class."""

    hours: DayHours
    taking: tuple[OfficerId, ...]
    staying: tuple[OfficerId, ...]
    groups: tuple[frozenset[OfficerId], ...]

    def starts(self) -> list[int]:
        """Permitted beginnings, in minutes after midnight."""
        return sorted(minute_of_day(start) for start in self.hours.break_starts)

    def cost(self, starts: Mapping[OfficerId, int]) -> tuple[int, int, int, int]:
        """Empty lunch half-hours; officers away beyond half of the desk, of a class; unevenness. Smaller is better."""
        empty = of_desk = of_class = uneven = 0
        present = len(self.taking) + len(self.staying)
        for half_hour in lunch_half_hours(self.hours):
            away = {o for o, start in starts.items() if self._is_away(start, half_hour)}
            empty += len(away) == present
            of_desk += _beyond_half(present, len(away))
            for group in self.groups:
                gone = len(group & away)
                of_class += _beyond_half(len(group), gone)
                uneven += gone * gone
        return empty, of_desk, of_class, uneven

    def _is_away(self, start: int, half_hour: int) -> bool:
        """True when a break that begins then takes any of the half-hour, as cover is counted."""
        return start < half_hour + MINUTES_PER_HALF_HOUR and half_hour < start + self.hours.break_minutes


def _beyond_half(present: int, away: int) -> int:
    return max(0, away - -(-present // 2))


def stagger_breaks(
    frame: WeekFrame, classes: Mapping[DeskId, tuple[SkillClass, ...]], postings: Sequence[Posting]
) -> tuple[Posting, ...]:
    """The postings with the starts of their breaks chosen anew; who takes one, and how long, stays."""
    chosen: dict[tuple[OfficerId, date], int] = {}
    for key, here in _by_desk_day(postings).items():
        desk_break = _desk_break(frame, classes[key[0]], key, here)
        if desk_break is not None:
            before = {p.officer: minute_of_day(p.break_start) for p in here if p.break_start}
            chosen |= {(officer, key[1]): start for officer, start in _best(desk_break, before).items()}
    return tuple(
        replace(p, break_start=clock_of_minute(chosen[p.officer, p.day]))
        if p.break_start and (p.officer, p.day) in chosen
        else p
        for p in postings
    )


def uncrowded(
    frame: WeekFrame, postings: tuple[Posting, ...], desk_days: Iterable[tuple[DeskId, date]]
) -> tuple[Posting, ...]:
    """The postings with breaks chosen anew at those of the desk-days where more than half of the desk would be away."""
    by_key = _by_desk_day(postings)
    crowded = {key for key in desk_days if _is_crowded(frame, key, by_key.get(key, ()))}
    if not crowded:
        return postings
    classes = {desk: skill_classes(frame, desk) for desk, _ in crowded}
    here = [p for p in postings if (p.desk, p.day) in crowded]
    new = {id(old): p for old, p in zip(here, stagger_breaks(frame, classes, here), strict=True)}
    return tuple(new.get(id(p), p) for p in postings)


def _is_crowded(frame: WeekFrame, key: tuple[DeskId, date], here: Sequence[Posting]) -> bool:
    desk_break = _desk_break(frame, (), key, here)
    if desk_break is None:
        return False
    return desk_break.cost({p.officer: minute_of_day(p.break_start) for p in here if p.break_start})[1] > 0


def _by_desk_day(postings: Iterable[Posting]) -> dict[tuple[DeskId, date], list[Posting]]:
    found: dict[tuple[DeskId, date], list[Posting]] = {}
    for posting in postings:
        found.setdefault((posting.desk, posting.day), []).append(posting)
    return found


def _desk_break(
    frame: WeekFrame, classes: Sequence[SkillClass], key: tuple[DeskId, date], here: Sequence[Posting]
) -> DeskBreak | None:
    hours = frame.hours_of(*key)
    if hours is None or hours.break_session is None:
        return None
    present = [p for p in here if p.session == hours.break_session]
    taking = tuple(sorted(p.officer for p in present if p.break_start))
    if len(taking) < 2:
        return None
    everybody = frozenset(p.officer for p in present)
    groups = {everybody, *(everybody & c.officers for c in classes)} - {frozenset()}
    return DeskBreak(
        hours=hours,
        taking=taking,
        staying=tuple(sorted(everybody - set(taking))),
        groups=tuple(sorted(groups, key=sorted)),
    )


def _best(desk_break: DeskBreak, before: Mapping[OfficerId, int]) -> dict[OfficerId, int]:
    """The cheapest starts; the engine's own stay where nothing is better."""
    best = dict(before)
    for part in _parts(desk_break.taking):
        for starts in product(desk_break.starts(), repeat=len(part)):
            tried = {**best, **dict(zip(part, starts, strict=True))}
            if desk_break.cost(tried) < desk_break.cost(best):
                best = tried
    return best


def _parts(officers: Sequence[OfficerId]) -> Iterator[Sequence[OfficerId]]:
    for first in range(0, len(officers), MOST_TO_ENUMERATE):
        yield officers[first : first + MOST_TO_ENUMERATE]
