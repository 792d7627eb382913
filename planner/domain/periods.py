"""Parts of time: clock times in minutes, sessions, release windows, timetables of a day, weeks."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from planner.domain.checks import require, require_between, require_text, require_unique
from planner.domain.errors import InvalidValue
from planner.domain.ids import SessionId, WindowId

MINUTES_PER_HALF_HOUR = 30
WEEKDAYS = range(7)  # 0 = Monday


class Zone(StrEnum):
    """Time zones of Indonesia."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def tz_name(self) -> str:
        """Name in the IANA database."""
        return {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}[self.value]


class DayType(StrEnum):
    """Kinds of days that have a timetable of their own."""

    NORMAL = "normal"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    RAMADAN = "ramadan"
    RAMADAN_FRIDAY = "ramadan_friday"


def minute_of_day(clock: time) -> int:
    """Minutes after midnight."""
    return clock.hour * 60 + clock.minute


def clock_of_minute(minute: int) -> time:
    """The clock time of a minute after midnight, 0 to 1439."""
    require_between(minute, 0, 1439, "minute")
    return time(minute // 60, minute % 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Part of a day in which a posting does not change."""

    id: SessionId
    start: time
    end: time

    def __post_init__(self) -> None:
        require_text(self.id, "session.id")
        require(
            self.start < self.end,
            f"session {self.id} ends {self.end} before it starts {self.start}",
            code="ends_before_start",
            field="session.end",
        )

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return minute_of_day(self.end) - minute_of_day(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Release window: part of a day whose tickets are handed out together; no ticket is drawn after `end`."""

    id: WindowId
    start: time
    end: time

    def __post_init__(self) -> None:
        require_text(self.id, "window.id")
        require(
            self.start < self.end,
            f"window {self.id} ends {self.end} before it starts {self.start}",
            code="ends_before_start",
            field="window.end",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """What a day of one type looks like at the counters.

    sessions     : in time order, touching, from opening to closing.
    windows      : 1 to 4 in time order, from opening to the last ticket.
    break_minutes: length of the one break of who works more than the break session.
    break_starts : permitted beginnings; all breaks lie inside one session. Empty: no break on such days.
    """

    day_type: DayType
    sessions: tuple[Session, ...]
    last_ticket: time
    windows: tuple[Window, ...]
    break_minutes: int
    break_starts: tuple[time, ...]

    def __post_init__(self) -> None:
        name = f"day_types.{self.day_type}"
        require(bool(self.sessions), f"{name} has no session", code="no_session", field=f"{name}.sessions")
        require(
            1 <= len(self.windows) <= 4,
            f"{name} has {len(self.windows)} windows, expected 1 to 4",
            code="windows",
            field=f"{name}.windows",
        )
        require_unique((s.id for s in self.sessions), f"{name}.sessions")
        require_unique((w.id for w in self.windows), f"{name}.windows")
        self._check_order(name)
        self._check_breaks(name)

    def _check_order(self, name: str) -> None:
        for earlier, later in zip(self.sessions, self.sessions[1:], strict=False):
            require(
                earlier.end == later.start,
                f"session {later.id} starts {later.start}, {earlier.id} ends {earlier.end}",
                code="sessions_gap",
                field=f"{name}.sessions",
            )
        for first, second in zip(self.windows, self.windows[1:], strict=False):
            require(
                first.end <= second.start,
                f"window {second.id} starts {second.start} inside {first.id}",
                code="windows_overlap",
                field=f"{name}.windows",
            )
        require(
            self.open < self.last_ticket <= self.close,
            f"last ticket {self.last_ticket} is outside {self.open}-{self.close}",
            code="last_ticket",
            field=f"{name}.last_ticket",
        )
        require(
            self.open <= self.windows[0].start and self.windows[-1].end <= self.last_ticket,
            f"windows of {name} leave {self.open}-{self.last_ticket}",
            code="windows_outside",
            field=f"{name}.windows",
        )

    def _check_breaks(self, name: str) -> None:
        require_between(self.break_minutes, 0, 180, f"{name}.break_minutes")
        for start in self.break_starts:
            end = minute_of_day(start) + self.break_minutes
            inside = [s for s in self.sessions if s.start <= start and end <= minute_of_day(s.end)]
            require(
                bool(inside),
                f"a break of {self.break_minutes} min from {start} crosses a session's edge",
                code="break_crosses_session",
                field=f"{name}.break_starts",
            )
        holders = {s.id for s in self.sessions for b in self.break_starts if s.start <= b < s.end}
        require(
            len(holders) <= 1,
            f"breaks of {name} lie in several sessions: {sorted(holders)}",
            code="break_sessions",
            field=f"{name}.break_starts",
        )

    @property
    def open(self) -> time:
        """Opening of the counters."""
        return self.sessions[0].start

    @property
    def close(self) -> time:
        """Closing of the counters."""
        return self.sessions[-1].end

    @property
    def break_session(self) -> SessionId | None:
        """The session in which breaks lie, None on a day without breaks."""
        for session in self.sessions:
            if any(session.start <= start < session.end for start in self.break_starts):
                return session.id
        return None

    def get_session(self, session_id: SessionId) -> Session:
        """The session of that id; raises InvalidValue when there is none."""
        for session in self.sessions:
            if session.id == session_id:
                return session
        raise InvalidValue(f"no session {session_id} on a {self.day_type} day", code="unknown_session", field="session")


def windows_from_sessions(sessions: tuple[Session, ...], last_ticket: time) -> tuple[Window, ...]:
    """The default release windows: the sessions, cut at the last ticket."""
    return tuple(
        Window(id=WindowId(s.id), start=s.start, end=min(s.end, last_ticket)) for s in sessions if s.start < last_ticket
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 7)
        except ValueError as fault:
            raise InvalidValue(
                f"there is no week {self.year}-W{self.number:02d}", code="no_such_week", field="week"
            ) from fault

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year=year, number=number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """`2026-W13`; raises InvalidValue for other text."""
        found = re.fullmatch(r"([0-9]{4})-W([0-9]{1,2})", text)
        if not found:
            raise InvalidValue(f"{text[:40]!r} is not a week, expected e.g. 2026-W13", code="not_a_week", field="week")
        return cls(year=int(found[1]), number=int(found[2]))

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        monday = date.fromisocalendar(self.year, self.number, 1)
        return tuple(monday + timedelta(days=n) for n in WEEKDAYS)

    def previous(self) -> "Week":
        """The week before."""
        return Week.of(self.days[0] - timedelta(days=7))

    def next(self) -> "Week":
        """The week after."""
        return Week.of(self.days[0] + timedelta(days=7))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"
