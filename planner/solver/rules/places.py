"""Filters: where and when an officer may not be posted at all."""

from typing import TYPE_CHECKING

from planner.solver.rules.base import Filter, Kind, Scope

if TYPE_CHECKING:
    from planner.solver.index import MallIndex


class OpenHours(Filter):
    """Nobody is posted while the mall or the agency is closed. Hard, scope DAY. Twin: checker.open_hours."""

    name = "open_hours"
    sentence_id = "{desk} tutup pada {day} sesi {session}"
    sentence_en = "{desk} is closed on {day}, session {session}"
    scope = Scope.DAY
    kind = Kind.HARD

    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:  # noqa: ARG002
        return index.is_open(index.desks[desk].agency, day, session)


class OfficerAvailable(Filter):
    """Nobody is posted on leave, on a part-day off or when reported absent. Hard, scope DAY."""

    name = "officer_available"
    sentence_id = "{officer} tidak tersedia pada {day} sesi {session}"
    sentence_en = "{officer} is not available on {day}, session {session}"
    scope = Scope.DAY
    kind = Kind.HARD

    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:  # noqa: ARG002
        present = (officer, day) not in index.problem.absent
        return present and index.officers[officer].available[day][session]


class NotRefused(Filter):
    """A posting that the agency refused, or that is forbidden, is not proposed again. Hard, scope DAY."""

    name = "not_refused"
    sentence_id = "penempatan {officer} di {desk} pada {day} sesi {session} ditolak"
    sentence_en = "posting {officer} at {desk} on {day}, session {session}, was refused"
    scope = Scope.DAY
    kind = Kind.HARD

    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:
        refused = index.problem.forbidden
        return (officer, day, session, desk) not in refused and (officer, day, session, "") not in refused


class SkillHeld(Filter):
    """An officer is posted only where he holds a skill that is valid that day. Hard, scope DAY."""

    name = "skill_held"
    sentence_id = "{officer} tidak punya keahlian untuk {desk} pada {day}"
    sentence_en = "{officer} has no skill for {desk} on {day}"
    scope = Scope.DAY
    kind = Kind.HARD

    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:  # noqa: ARG002
        return any(skill.days is None or day in skill.days for skill in index.skills.get((officer, desk), ()))


class GivenRosters(Filter):
    """An agency that brings its own roster gets no other postings. Hard, scope DAY."""

    name = "given_rosters"
    sentence_id = "{desk} memakai jadwal instansinya sendiri"
    sentence_en = "{desk} keeps the roster of its own agency"
    scope = Scope.DAY
    kind = Kind.HARD

    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:  # noqa: ARG002
        return not index.agencies[index.desks[desk].agency].as_given
