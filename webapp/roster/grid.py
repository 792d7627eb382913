"""The roster as a grid of cells that know what they are: by counter, by officer, and one day by half-hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from planner.calendar.hours import counter_minutes_in_week, day_type
from planner.domain.ids import CounterId, DeskId, OfficerId, SessionId
from planner.domain.mall import AgencyMode, Desk, Mall
from planner.domain.periods import (
    MINUTES_PER_HALF_HOUR,
    Session,
    Week,
    clock_of_minute,
    minute_of_day,
)
from planner.domain.plan import Plan, Posting
from planner.domain.staff import Leave, Officer
from planner.planning.frame import WeekFrame
from planner.planning.shortfalls import posted_minutes
from planner.report.desk_days import DeskDay, State, by_desk, shown_days, shown_frame
from planner.report.language import Language
from planner.report.phrases import desk_name, officer_name, session_name, shortfall_text, state_text
from webapp.words import say

Slot = tuple[date, SessionId]
NO_SESSION = SessionId("")
NOBODY = "-"  # in the address of a free seat without counter, where others without one may be taken


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One cell. at: what opens its panel, "" for none. look: posted, proposed, empty, short, away, closed."""

    text: str
    look: str
    at: str = ""
    note: str = ""
    pinned: bool = False
    changed: bool = False
    ends_day: bool = False

    @property
    def marks(self) -> Markup:
        """Its classes; the most frequent look has none, as a large roster has thousands of cells."""
        names = [self.look] if self.look != "posted" else []
        names += ["end"] if self.ends_day else []
        names += ["changed"] if self.changed else []
        return Markup(f' class="{" ".join(names)}"') if names else Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A counter or an officer over the week."""

    title: str
    cells: tuple[GridCell, ...]
    note: str = ""
    overtime: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridBlock:
    """A desk or an agency: its title, a state for each day, and its rows. anchor: for links."""

    anchor: str
    title: str
    tag: str
    states: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDay:
    """The columns of a day; one column without session on a day the whole mall is closed."""

    day: date
    title: str
    note: str
    sessions: tuple[Session, ...]
    session_titles: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns of the day."""
        return max(1, len(self.sessions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A view of the roster."""

    days: tuple[GridDay, ...]
    blocks: tuple[GridBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSettings:
    """What is wanted.

    editable : cells open a panel. only_short: desks with a shortfall. published: to compare with. leave: as it is known
    now, which may be more than the plan was made with.
    """

    language: Language
    editable: bool = False
    only_short: bool = False
    published: Plan | None = None
    answered: frozenset[str] = frozenset()
    leave: tuple[Leave, ...] = ()


class GridMaker:
    """The plan sorted once, for all views."""

    def __init__(self, plan: Plan, rows: Sequence[DeskDay], settings: GridSettings) -> None:
        self.plan, self.rows, self.settings, self.language = plan, rows, settings, settings.language
        self.frame: WeekFrame = shown_frame(plan)
        self.mall: Mall = self.frame.mall
        self.days = tuple(self._day(day) for day in shown_days(plan))
        self._old = _places(settings.published) if settings.published else None
        self._was = _seats(settings.published) if settings.published else {}
        self._leave: dict[OfficerId, list[Leave]] = defaultdict(list)
        for leave in settings.leave:
            self._leave[leave.officer].append(leave)
        self._names = {officer.id: officer.name for officer in self.mall.officers}

    # columns

    def _day(self, day: date) -> GridDay:
        of_day = [row for row in self.rows if row.day == day]
        sessions = self.mall.timetable(day_type(self.mall, day)).sessions if any(r.is_open for r in of_day) else ()
        say, span = self.language.say, self.language.span
        closed = next((row.closed_name for row in of_day if row.closed_name), "")
        short = sum(row.state is State.SHORT for row in of_day)
        note = f"▲ {short}" if short else "✓" if sessions else "▨"
        titles = tuple(f"{session_name(self.language, s.id)}\n{span(s.start, s.end)}" for s in sessions)
        shut = say("state.holiday", name=closed) if closed else say("state.closed")
        return GridDay(
            day=day, title=self.language.day(day), note=note, sessions=sessions, session_titles=titles or (shut,)
        )

    # by counter

    def by_counter(self) -> Grid:
        """Desks, each with its counters."""
        blocks = [self._desk(place, desk, rows) for place, (desk, rows) in enumerate(by_desk(self.rows), start=1)]
        return Grid(days=self.days, blocks=tuple(block for block in blocks if block is not None))

    def _desk(self, place: int, desk: Desk, rows: tuple[DeskDay, ...]) -> GridBlock | None:
        if self.settings.only_short and not any(row.state is State.SHORT for row in rows):
            return None
        by_day = {row.day: row for row in rows}
        ordered = [by_day[column.day] for column in self.days]
        return GridBlock(
            anchor=f"d{place}",
            title=desk_name(rows[0].agency, desk),
            tag=self._tag(rows),
            states=tuple(
                state_text(self.language, row) if column.sessions else "▨"
                for column, row in zip(self.days, ordered, strict=True)
            ),
            rows=(*self._counter_rows(desk, ordered), *self._short_rows(ordered)),
        )

    def _tag(self, rows: Sequence[DeskDay]) -> str:
        agency = rows[0].agency
        if agency.id in self.settings.answered:
            return "answered"
        if any(not posting.confirmed for row in rows for posting in row.postings):
            return "proposal"
        return "as_given" if agency.mode is AgencyMode.AS_GIVEN else ""

    def _counter_rows(self, desk: Desk, rows: Sequence[DeskDay]) -> Iterable[GridRow]:
        used = {p.counter for row in rows for p in row.postings if p.counter}
        own = [counter.id for counter in self.mall.counters if counter.desk == desk.id]
        flexible = [counter.id for counter in self.mall.counters if counter.desk is None and counter.id in used]
        for counter in dict.fromkeys([*own, *flexible, *sorted(used)]):
            seats = {(p.day, p.session): p for row in rows for p in row.postings if p.counter == counter}
            yield self._seat_row(self.language.counter(counter), (desk.id, counter), rows, seats)
        for number in range(self._most_unplaced(rows)):
            seats = {slot: found[number] for slot, found in _unplaced(rows).items() if number < len(found)}
            yield self._seat_row(self.language.say("roster.no_counter"), (desk.id, None), rows, seats)
        if not own and not used and not self._most_unplaced(rows):
            yield self._seat_row(self.language.say("roster.no_counter"), (desk.id, None), rows, {})

    def _most_unplaced(self, rows: Sequence[DeskDay]) -> int:
        return max((len(found) for found in _unplaced(rows).values()), default=0)

    def _seat_row(
        self,
        title: str,
        seat: tuple[DeskId, CounterId | None],
        rows: Sequence[DeskDay],
        seats: Mapping[Slot, Posting],
    ) -> GridRow:
        cells: list[GridCell] = []
        for column, row in zip(self.days, rows, strict=True):
            cells += self._seat_cells(column, row, seat, seats)
        return GridRow(title=title, cells=tuple(cells))

    def _seat_cells(
        self, column: GridDay, row: DeskDay, seat: tuple[DeskId, CounterId | None], seats: Mapping[Slot, Posting]
    ) -> Iterable[GridCell]:
        if not column.sessions:
            yield GridCell(text="", look="closed", ends_day=True)
        open_sessions = {s.id for s in row.hours.sessions} if row.hours else set()
        for session in column.sessions:
            ends = session is column.sessions[-1]
            posting = seats.get((column.day, session.id))
            at = place_text(seat[0], column.day, session.id, seat[1])
            if not seat[1]:
                at = f"{at}~~{posting.officer if posting else NOBODY}"
            if posting:
                yield self._posting_cell(posting, self._name(posting.officer), at, ends)
            elif session.id in open_sessions:
                yield self._empty_cell(self._was.get((seat[1], column.day, session.id)) if seat[1] else None, at, ends)
            else:
                yield GridCell(text="", look="closed", ends_day=ends)

    def _empty_cell(self, was: OfficerId | None, at: str, ends_day: bool) -> GridCell:
        """A seat nobody has; `was`: who has it in what is published."""
        return GridCell(
            text="",
            look="empty",
            at=at if self.settings.editable else "",
            note=say(self.language, "roster.was", officer=self._name(was)) if was else "",
            changed=was is not None,
            ends_day=ends_day,
        )

    def _name(self, officer: OfficerId) -> str:
        return self._names.get(officer) or officer_name(self.mall, officer)

    def _posting_cell(self, posting: Posting, text: str, at: str, ends_day: bool) -> GridCell:
        note = ""
        if posting.break_start:
            end = clock_of_minute(minute_of_day(posting.break_start) + posting.break_minutes)
            note = self.language.say("roster.break", span=self.language.span(posting.break_start, end))
        confirmed = posting.confirmed or self.frame.agency_of[posting.desk] in self.settings.answered
        is_away = any(leave.covers(posting.day, posting.session) for leave in self._leave[posting.officer])
        if is_away:
            note = say(self.language, "roster.away")
        return GridCell(
            text=text,
            look="away" if is_away else "posted" if confirmed else "proposed",
            at=at if self.settings.editable else "",
            note=note,
            pinned=posting.pinned,
            changed=self._old is not None
            and self._old.get((posting.officer, posting.day, posting.session)) != posting.desk,
            ends_day=ends_day,
        )

    def _short_rows(self, rows: Sequence[DeskDay]) -> Iterable[GridRow]:
        if not any(s.session and s.amount > 0 for row in rows for s in row.shortfalls):
            return
        cells = [cell for column, row in zip(self.days, rows, strict=True) for cell in self._short_cells(column, row)]
        yield GridRow(title=self.language.say("roster.short_row"), cells=tuple(cells))

    def _short_cells(self, column: GridDay, row: DeskDay) -> Iterable[GridCell]:
        if not column.sessions:
            yield GridCell(text="", look="closed", ends_day=True)
        for session in column.sessions:
            found = [s for s in row.shortfalls if s.session == session.id and s.amount > 0]
            yield GridCell(
                text="\n".join(shortfall_text(self.language, s) for s in found),
                look="short" if found else "empty",
                ends_day=session is column.sessions[-1],
            )

    # by officer

    def by_officer(self) -> Grid:
        """Agencies, each with its officers."""
        groups: dict[str, list[Officer]] = defaultdict(list)
        for officer in self.mall.officers:
            groups[officer.agency or ""].append(officer)
        order = ["", *(agency.id for agency in self.mall.agencies)]
        names = {agency.id: agency.name for agency in self.mall.agencies}
        postings = {(p.officer, p.day, p.session): p for p in self.plan.postings}
        blocks = [
            GridBlock(
                anchor=f"a{place}",
                title=names.get(agency) or self.language.say("pooled"),
                tag="",
                states=("",) * len(self.days),
                rows=tuple(self._officer_row(officer, postings) for officer in groups[agency]),
            )
            for place, agency in enumerate(order)
            if groups.get(agency)
        ]
        return Grid(days=self.days, blocks=tuple(blocks))

    def _officer_row(self, officer: Officer, postings: Mapping[tuple[OfficerId, date, SessionId], Posting]) -> GridRow:
        own = [p for c in self.days for s in c.sessions if (p := postings.get((officer.id, c.day, s.id)))]
        worked = sum(posted_minutes(self.frame, posting) for posting in own)
        weeks = {Week.of(column.day) for column in self.days}
        allowed = sum(counter_minutes_in_week(self.mall, officer, week) for week in weeks)
        cells = [cell for column in self.days for cell in self._officer_cells(officer, column, postings)]
        number = self.language.number
        over = max(0, worked - allowed)
        return GridRow(
            title=officer.name,
            cells=tuple(cells),
            note=self.language.say("roster.minutes", worked=number(worked), allowed=number(allowed)),
            overtime=self.language.say("roster.overtime", minutes=number(over)) if over else "",
        )

    def _officer_cells(
        self, officer: Officer, column: GridDay, postings: Mapping[tuple[OfficerId, date, SessionId], Posting]
    ) -> Iterable[GridCell]:
        if not column.sessions:
            yield GridCell(text="", look="closed", ends_day=True)
        for session in column.sessions:
            ends = session is column.sessions[-1]
            posting = postings.get((officer.id, column.day, session.id))
            at = f"~{column.day.isoformat()}~{session.id}~~{officer.id}"
            if posting:
                at = place_text(posting.desk, column.day, session.id, posting.counter)
                at = at if posting.counter else f"{at}~~{posting.officer}"
                yield self._posting_cell(posting, self._where(posting), at, ends)
            elif not self.frame.is_present(officer, column.day, session.id):
                yield GridCell(text=self.language.say("state.unavailable"), look="away", ends_day=ends)
            elif officer.agency and (officer.agency, column.day) not in self.frame.hours:
                yield GridCell(text="", look="closed", ends_day=ends)
            else:
                yield GridCell(text="", look="empty", at=at if self.settings.editable else "", ends_day=ends)

    def _where(self, posting: Posting) -> str:
        desk = self.mall.get_desk(posting.desk)
        counter = self.language.counter(posting.counter) if posting.counter else ""
        agency = self.mall.get_officer(posting.officer).agency
        alone = agency is not None and len(self.mall.desks_of(agency)) == 1
        return counter or desk.name if alone else ", ".join(part for part in (desk.name, counter) if part)


def place_text(desk: DeskId, day: date, session: SessionId, counter: CounterId | None) -> str:
    """A seat as it stands in an address; see `pages.read_target`."""
    return f"{desk}~{day.isoformat()}~{session}" + (f"~{counter}" if counter else "")


def _unplaced(rows: Iterable[DeskDay]) -> dict[Slot, list[Posting]]:
    """Postings without a counter, by day and session."""
    found: dict[Slot, list[Posting]] = defaultdict(list)
    for row in rows:
        for posting in row.postings:
            if not posting.counter:
                found[posting.day, posting.session].append(posting)
    return found


def _seats(plan: Plan) -> dict[tuple[CounterId, date, SessionId], OfficerId]:
    return {(p.counter, p.day, p.session): p.officer for p in plan.postings if p.counter}


def _places(plan: Plan) -> dict[tuple[OfficerId, date, SessionId], DeskId]:
    return {(p.officer, p.day, p.session): p.desk for p in plan.postings}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """An officer at a desk over the half-hours of a day. parts: kind and half-hours it lasts: work, break, off."""

    officer: str
    counter: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDesk:
    """A desk of the timeline."""

    title: str
    state: str
    tickets: int
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One day by half-hours."""

    day: date
    half_hours: tuple[str, ...]
    desks: tuple[TimelineDesk, ...]


def make_timeline(plan: Plan, rows: Sequence[DeskDay], day: date, settings: GridSettings) -> Timeline:
    """Who sits where from opening to closing on one day."""
    of_day = [row for row in rows if row.day == day and row.is_open]
    hours = [row.hours for row in of_day if row.hours]
    if not hours:
        return Timeline(day=day, half_hours=(), desks=())
    first = min(minute_of_day(h.open) for h in hours) // MINUTES_PER_HALF_HOUR
    last = -(-max(minute_of_day(h.close) for h in hours) // MINUTES_PER_HALF_HOUR)
    starts = [n * MINUTES_PER_HALF_HOUR for n in range(first, last)]
    shown = [row for row in of_day if not settings.only_short or row.state is State.SHORT]
    return Timeline(
        day=day,
        half_hours=tuple(settings.language.clock(clock_of_minute(start)) for start in starts),
        desks=tuple(
            TimelineDesk(
                title=desk_name(row.agency, row.desk),
                state=state_text(settings.language, row),
                tickets=row.tickets,
                rows=tuple(_timeline_rows(plan.input.mall, row, starts, settings.language)),
            )
            for row in shown
        ),
    )


def _timeline_rows(mall: Mall, row: DeskDay, starts: Sequence[int], language: Language) -> Iterable[TimelineRow]:
    assert row.hours is not None
    sessions = {s.id: s for s in row.hours.sessions}
    by_officer: dict[OfficerId, list[Posting]] = defaultdict(list)
    for posting in row.postings:
        by_officer[posting.officer].append(posting)
    for officer, own in by_officer.items():
        kinds = [_kind(own, sessions, start) for start in starts]
        yield TimelineRow(
            officer=officer_name(mall, officer),
            counter=", ".join(dict.fromkeys(language.counter(p.counter) for p in own if p.counter)),
            parts=_runs(kinds),
        )


def _kind(own: Sequence[Posting], sessions: Mapping[SessionId, Session], start: int) -> str:
    for posting in own:
        session = sessions.get(posting.session)
        if session and minute_of_day(session.start) <= start < minute_of_day(session.end):
            begin = minute_of_day(posting.break_start) if posting.break_start else -1
            return "break" if begin >= 0 and begin <= start < begin + posting.break_minutes else "work"
    return "off"


def _runs(kinds: Sequence[str]) -> tuple[tuple[str, int], ...]:
    runs: list[tuple[str, int]] = []
    for kind in kinds:
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + 1)
        else:
            runs.append((kind, 1))
    return tuple(runs)
