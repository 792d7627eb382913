"""The columns of a roster: days cut into sessions, with who is posted against who is needed."""

from dataclasses import dataclass
from datetime import date

from planner.domain.periods import Session
from planner.report.desk_days import DeskDay
from planner.report.phrases import closed_text, session_name
from planner.report.roster_cells import Cell, Look, ShownWeek
from planner.report.staffing import missing_postings


@dataclass(frozen=True, slots=True, kw_only=True)
class DayColumns:
    """The columns of one day. sessions: empty on a day the whole mall is closed, which keeps one column."""

    day: date
    title: str
    sessions: tuple[Session, ...]
    session_titles: tuple[str, ...]
    staffing: Cell
    posted: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns the day takes."""
        return max(1, len(self.sessions))


def make_columns(week: ShownWeek) -> tuple[DayColumns, ...]:
    """The columns of each day shown."""
    return tuple(_columns_of(week, day) for day in week.days)


def _columns_of(week: ShownWeek, day: date) -> DayColumns:
    sessions = week.sessions(day)
    of_day = [row for row in week.rows if row.day == day]
    titles = tuple(f"{session_name(week.language, s.id)}\n{week.language.span(s.start, s.end)}" for s in sessions)
    return DayColumns(
        day=day,
        title=week.language.day(day),
        sessions=sessions,
        session_titles=titles or (_closed_title(week, of_day),),
        staffing=_staffing(week, of_day),
        posted=tuple(str(sum(len(row.posted_in(s.id)) for row in of_day)) for s in sessions) or ("",),
    )


def _closed_title(week: ShownWeek, of_day: list[DeskDay]) -> str:
    return next((closed_text(week.language, row) for row in of_day), week.language.say("state.closed"))


def _staffing(week: ShownWeek, of_day: list[DeskDay]) -> Cell:
    if not any(row.is_open for row in of_day):
        return Cell(text="", look=Look.CLOSED)
    posted = sum(len(row.postings) for row in of_day)
    missing = sum(missing_postings(row, week.mall) for row in of_day)
    key = "roster.staffing_short" if missing else "roster.staffing_enough"
    text = week.language.say(key, posted=posted, needed=posted + missing, missing=missing)
    return Cell(text=text, look=Look.SHORT if missing else Look.ENOUGH)
