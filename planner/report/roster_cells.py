"""Cells of the roster, and the week they are made from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.calendar.hours import DayHours, day_type
from planner.domain.ids import SessionId
from planner.domain.mall import Mall
from planner.domain.periods import Session, clock_of_minute, minute_of_day
from planner.domain.plan import Plan, Posting
from planner.planning.frame import WeekFrame
from planner.report.desk_days import DeskDay, desk_days, shown_days, shown_frame
from planner.report.language import Language


class Look(StrEnum):
    """What a cell is, so that a writer can choose how it looks."""

    POSTED = "posted"
    PROPOSED = "proposed"
    PINNED = "pinned"
    EMPTY = "empty"
    ENOUGH = "enough"
    TIGHT = "tight"
    SHORT = "short"
    CLOSED = "closed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Text of a cell, lines parted by `\\n`, and what it is."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWeek:
    """A plan over the days shown, in the language of the reader."""

    plan: Plan
    language: Language
    frame: WeekFrame
    days: tuple[date, ...]
    rows: tuple[DeskDay, ...]

    @property
    def mall(self) -> Mall:
        """The mall with the holidays of the days shown."""
        return self.frame.mall

    def sessions(self, day: date) -> tuple[Session, ...]:
        """Sessions of the mall's timetable that day, none when the whole mall is closed."""
        if not any(other == day for _, other in self.frame.hours):
            return ()
        return self.mall.timetable(day_type(self.mall, day)).sessions


def shown_week(plan: Plan, language: Language) -> ShownWeek:
    """The week of a plan with its desk-days."""
    return ShownWeek(plan=plan, language=language, frame=shown_frame(plan), days=shown_days(plan), rows=desk_days(plan))


def posting_cell(language: Language, posting: Posting, text: str) -> Cell:
    """Cell of one who sits there: the text given, his break, and whether he is proposed or pinned."""
    lines = [text]
    if posting.break_start:
        lines.append(language.say("roster.break", span=break_span(language, posting)))
    look = Look.POSTED if posting.confirmed else Look.PROPOSED
    if posting.pinned:
        lines.append(language.say("state.pinned"))
        look = Look.PINNED
    return Cell(text="\n".join(lines), look=look)


def is_open_in(hours: DayHours | None, session: SessionId) -> bool:
    """True when those hours hold the session."""
    return hours is not None and any(s.id == session for s in hours.sessions)


def break_span(language: Language, posting: Posting) -> str:
    """`12.00-13.00`, the break of one who has one."""
    assert posting.break_start is not None
    end = clock_of_minute(minute_of_day(posting.break_start) + posting.break_minutes)
    return language.span(posting.break_start, end)
