"""The form of a timetable: sessions by their beginnings, so that they touch; release windows; last ticket; breaks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time

from planner.domain.ids import SessionId, WindowId
from planner.domain.mall import Mall
from planner.domain.periods import DayType, Session, Timetable, Window, windows_from_sessions
from planner.intake.values import read_text
from webapp.forms import Form
from webapp.settings.changes import MONDAY_FIRST
from webapp.settings.checks import made, read_cell

FEWEST_ROWS = 4
WINDOWS = range(1, 5)
MOST_BREAK_MINUTES = 180
FAULT_FIELDS = {
    "duplicate.sessions": "s1_id",
    "duplicate.windows": "w1_id",
    "sessions": "s1_id",
    "windows": "w1_start",
    "last_ticket": "last_ticket",
    "break_starts": "break_starts",
    "break_minutes": "break_minutes",
    "": "close",
}
FINDING_FIELDS = {"sessions": "s1_id", "session": "s1_id", "last_ticket": "last_ticket", "": "close"}


def session_rows(table: Timetable) -> range:
    """The rows of the form: one more than there are sessions."""
    return range(1, max(FEWEST_ROWS, len(table.sessions) + 1) + 1)


def first_values(table: Timetable) -> Mapping[str, object]:
    """What the form holds at first; windows that follow the sessions stay empty."""
    values: dict[str, object] = {
        "close": _clock(table.close),
        "last_ticket": _clock(table.last_ticket),
        "break_minutes": table.break_minutes,
        "break_starts": ", ".join(_clock(start) for start in table.break_starts),
    }
    for n, session in enumerate(table.sessions, start=1):
        values |= {f"s{n}_id": session.id, f"s{n}_start": _clock(session.start)}
    if table.windows != windows_from_sessions(table.sessions, table.last_ticket):
        for n, window in enumerate(table.windows, start=1):
            values |= {f"w{n}_id": window.id, f"w{n}_start": _clock(window.start), f"w{n}_end": _clock(window.end)}
    return values


def _clock(moment: time) -> str:
    return f"{moment:%H.%M}"


def read_hours(form: Form, mall: Mall, kind: DayType) -> Mall | None:
    """The mall with that timetable, or without one of its own where the day is to follow another again."""
    others = {day: table for day, table in mall.timetables.items() if day is not kind}
    if form.ticked("follow") and kind is not DayType.NORMAL:
        return replace(mall, timetables=others)
    table = _read_table(form, mall.timetable(kind), kind)
    return replace(mall, timetables=_in_order({**others, kind: table})) if table else None


def _in_order(tables: Mapping[DayType, Timetable]) -> dict[DayType, Timetable]:
    return {kind: tables[kind] for kind in DayType if kind in tables}


def _read_table(form: Form, shown: Timetable, kind: DayType) -> Timetable | None:
    sessions = _read_sessions(form, session_rows(shown))
    windows = tuple(_read_windows(form))
    last_ticket = form.clock("last_ticket")
    minutes = form.whole("break_minutes", 0, MOST_BREAK_MINUTES)
    starts = tuple(sorted(set(_read_starts(form))))
    if form.faults or last_ticket is None or minutes is None:
        return None
    if not sessions[0].start < last_ticket <= sessions[-1].end:
        form.fail("last_ticket", "settings.fault_last_ticket")
        return None
    return made(
        form,
        lambda: Timetable(
            day_type=kind,
            sessions=sessions,
            last_ticket=last_ticket,
            windows=windows or windows_from_sessions(sessions, last_ticket),
            break_minutes=minutes,
            break_starts=starts,
        ),
        FAULT_FIELDS,
    )


def _read_sessions(form: Form, rows: range) -> tuple[Session, ...]:
    """The sessions, each until the next one begins, the last until closing; empty when something is wrong."""
    filled = [n for n in rows if form.given(f"s{n}_id").strip() or form.given(f"s{n}_start").strip()]
    begun = [(n, read_cell(form, f"s{n}_id", read_text), form.clock(f"s{n}_start")) for n in filled or (1,)]
    close = form.clock("close")
    ends = [*((f"s{n}_start", start) for n, _, start in begun[1:]), ("close", close)]
    for (_, _, start), (field, end) in zip(begun, ends, strict=True):
        if start and end and end <= start:
            form.fail(field, "settings.not_after", start=_clock(start))
    if form.faults:
        return ()
    return tuple(
        Session(id=SessionId(str(name)), start=start, end=end)
        for (_, name, start), (_, end) in zip(begun, ends, strict=True)
        if start and end
    )


def _read_windows(form: Form) -> Iterator[Window]:
    for n in WINDOWS:
        names = (f"w{n}_id", f"w{n}_start", f"w{n}_end")
        if not any(form.given(name).strip() for name in names):
            continue
        name, start, end = read_cell(form, names[0], read_text), form.clock(names[1]), form.clock(names[2])
        if start and end and end <= start:
            form.fail(names[2], "settings.not_after", start=_clock(start))
        elif name and start and end:
            yield Window(id=WindowId(name), start=start, end=end)


def _read_starts(form: Form) -> Iterator[time]:
    for text in re.split(r"[,;\s]+", form.text("break_starts", required=False)):
        found = re.fullmatch(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])", text)
        if found:
            yield time(int(found[1]), int(found[2]))
        elif text:
            form.fail("break_starts", "field.not_a_time", value=text)


def read_open_days(form: Form, mall: Mall) -> Mall | None:
    """The mall with the weekdays ticked for each agency; each opens on one day at least."""
    agencies = []
    for n, agency in enumerate(mall.agencies, start=1):
        ticked = form.several(f"open{n}", [str(weekday) for weekday in MONDAY_FIRST])
        if not ticked:
            form.fail(f"open{n}", "settings.no_open_day", agency=agency.name)
        agencies.append(replace(agency, open_weekdays=tuple(sorted(int(weekday) for weekday in set(ticked)))))
    return None if form.faults else replace(mall, agencies=tuple(agencies))


def read_last_tickets(form: Form, mall: Mall) -> Mall | None:
    """The mall with a last ticket of its own for each desk that was given one."""
    hours, desks = mall.timetable(DayType.NORMAL), []
    for n, desk in enumerate(mall.desks, start=1):
        last = form.clock(f"last{n}", required=False)
        if last and last != desk.last_ticket and not hours.open < last <= hours.close:
            form.fail(f"last{n}", "settings.outside_hours", open=_clock(hours.open), close=_clock(hours.close))
        desks.append(replace(desk, last_ticket=last))
    return None if form.faults else replace(mall, desks=tuple(desks))
