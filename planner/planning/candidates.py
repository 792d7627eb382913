"""Who could sit at a desk in a session, and for each who cannot, the first thing that stops him."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.calendar.hours import duty_minutes_in_week
from planner.domain.ids import DeskId, OfficerId, SessionId
from planner.domain.periods import Week
from planner.domain.plan import Posting
from planner.domain.staff import Officer
from planner.planning.frame import WeekFrame
from planner.planning.shortfalls import posted_minutes


class Standing(StrEnum):
    """How an officer stands to a place, the best first. Only FREE and ELSEWHERE can be posted."""

    FREE = "free"
    ELSEWHERE = "elsewhere"
    AWAY = "away"
    MINUTES_USED = "minutes_used"
    DAYS_USED = "days_used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An officer who has a skill for the desk. desk: where he sits then, None when free; pace: his best at the desk."""

    officer: Officer
    standing: Standing
    pace: float
    desk: DeskId | None = None

    @property
    def can(self) -> bool:
        """True when nothing stops him."""
        return self.standing in (Standing.FREE, Standing.ELSEWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A desk in a session of a day."""

    desk: DeskId
    day: date
    session: SessionId


def candidates(frame: WeekFrame, postings: Iterable[Posting], spot: Spot) -> tuple[Candidate, ...]:
    """Officers who have a valid skill for the desk and do not sit there then: who can first, the fastest first."""
    current = tuple(postings)
    agency = frame.agency_of[spot.desk]
    found = []
    for officer in frame.mall.officers:
        pace = _pace(frame, officer.id, spot)
        at = next((p for p in current if (p.officer, p.day, p.session) == (officer.id, spot.day, spot.session)), None)
        sits_here = at is not None and at.desk == spot.desk
        if pace and officer.agency in (None, agency) and not sits_here:
            found.append(_candidate(frame, current, officer, spot, (pace, at)))
    order = list(Standing)
    return tuple(sorted(found, key=lambda c: (order.index(c.standing), -c.pace, c.officer.name)))


def _candidate(
    frame: WeekFrame, postings: tuple[Posting, ...], officer: Officer, spot: Spot, known: tuple[float, Posting | None]
) -> Candidate:
    pace, at = known
    if at is not None:
        return Candidate(officer=officer, standing=Standing.ELSEWHERE, pace=pace, desk=at.desk)
    if not frame.is_present(officer, spot.day, spot.session):
        return Candidate(officer=officer, standing=Standing.AWAY, pace=pace)
    own = [p for p in postings if p.officer == officer.id and Week.of(p.day) == Week.of(spot.day)]
    days = {p.day for p in own} | {spot.day}
    if officer.max_days is not None and len(days) > officer.max_days:
        return Candidate(officer=officer, standing=Standing.DAYS_USED, pace=pace)
    worked = sum(posted_minutes(frame, posting) for posting in own)
    if worked + _minutes(frame, spot) > duty_minutes_in_week(frame.mall, officer, Week.of(spot.day)):
        return Candidate(officer=officer, standing=Standing.MINUTES_USED, pace=pace)
    return Candidate(officer=officer, standing=Standing.FREE, pace=pace)


def _pace(frame: WeekFrame, officer: OfficerId, spot: Spot) -> float:
    paces = (frame.paces.get((officer, service.id, spot.day), 0.0) for service in frame.services_of[spot.desk])
    return max(paces, default=0.0)


def _minutes(frame: WeekFrame, spot: Spot) -> int:
    hours = frame.hours_of(spot.desk, spot.day)
    return next((s.minutes for s in hours.sessions if s.id == spot.session), 0) if hours else 0
