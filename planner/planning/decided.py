"""What is settled before a week is planned: postings that must stand, and postings that were refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.ids import DeskId, OfficerId, SessionId
from planner.planning.frame import WeekFrame
from planner.solver import problem as integers

PlaceKey = tuple[OfficerId, date, SessionId, DeskId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """kept: officers who sit there by agreement or pin. refused: not to be proposed again."""

    kept: frozenset[PlaceKey] = frozenset()
    refused: frozenset[PlaceKey] = frozenset()


NOTHING_DECIDED = Decided()


def kept_rows(frame: WeekFrame, decided: Decided) -> Iterator[integers.Posting]:
    """The kept postings that still can hold: the officer is there and skilled, the desk is open."""
    for officer, day, session, desk in sorted(decided.kept):
        hours = frame.hours_of(desk, day) if desk in frame.agency_of and day in frame.days else None
        if hours is None or session not in {s.id for s in hours.sessions}:
            continue
        known = {o.id: o for o in frame.mall.officers}
        skilled = any((officer, s.id, day) in frame.paces for s in frame.services_of[desk])
        if officer in known and skilled and frame.is_present(known[officer], day, session):
            yield integers.Posting(
                officer=officer, day=frame.days.index(day), session=frame.session_ids.index(session), desk=desk
            )


def refused_places(frame: WeekFrame, decided: Decided) -> frozenset[tuple[str, int, int, str]]:
    """The refused postings by position in the days and sessions of the frame."""
    return frozenset(
        (officer, frame.days.index(day), frame.session_ids.index(session), desk)
        for officer, day, session, desk in decided.refused
        if day in frame.days and session in frame.session_ids
    )
