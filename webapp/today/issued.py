"""Tickets handed out: which window they belong to, and a list of them as rows of text."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.ids import DeskId
from planner.domain.plan import Quota
from planner.planning.stored import IssuedTickets
from planner.report.desk_days import DeskDay
from webapp.language import t
from webapp.plans import Shown

MOST_TICKETS = 2000  # of one window; more is a slip of the pen
MOST_ROWS = 500
HEADINGS = ("desk", "window", "tickets")
SYNONYMS = {"meja": "desk", "gelombang": "window", "sesi": "window", "antrean": "tickets", "terbit": "tickets"}


def find_window(shown: Shown, desk: str, day: date, window: str) -> tuple[DeskDay, Quota] | None:
    """The desk-day and the quota in force of a window, None when there is none or the asking person may not see it."""
    row = next((r for r in shown.rows if r.desk.id == desk and r.day == day), None)
    quota = next((w.quota for w in row.windows if w.quota.window == window), None) if row else None
    return (row, quota) if row and quota else None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedList:
    """Rows of a list that were understood, and for each other one a sentence."""

    notes: tuple[IssuedTickets, ...]
    faults: tuple[str, ...]


def read_issued(text: str, shown: Shown, day: date) -> IssuedList:
    """A list with the headings desk, window and tickets, divided by comma, semicolon or tab.

    A desk is named by its id or its name. Each row must be of the day's plan; the same window twice is refused.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines or len(lines) > MOST_ROWS:
        return IssuedList(notes=(), faults=(t("today.list_size", most=MOST_ROWS),))
    rows = _divided(lines)
    head = [SYNONYMS.get(cell.strip().lower(), cell.strip().lower()) for cell in rows[0]]
    if sorted(head) != sorted(HEADINGS):
        return IssuedList(notes=(), faults=(t("today.list_headings", headings=", ".join(HEADINGS)),))
    return _collected(enumerate(rows[1:], start=2), head, _Reader(shown=shown, day=day))


def _divided(lines: list[str]) -> list[list[str]]:
    """The rows, or one that names no column where the reader gives up, as on a field of 130 kB."""
    mark = max(";\t,", key=lines[0].count)
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return [[]]


def _collected(rows: Iterable[tuple[int, list[str]]], head: list[str], reader: "_Reader") -> IssuedList:
    notes: dict[tuple[str, str], IssuedTickets] = {}
    faults: list[str] = []
    for number, row in rows:
        found = reader.note(dict(zip(head, (cell.strip() for cell in row), strict=False)))
        if isinstance(found, str):
            faults.append(t("today.list_row", row=number, fault=found))
        elif (found.desk, found.window) in notes:
            faults.append(t("today.list_row", row=number, fault=t("today.list_twice")))
        else:
            notes[found.desk, found.window] = found
    return IssuedList(notes=tuple(notes.values()), faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    shown: Shown
    day: date

    def note(self, row: dict[str, str]) -> IssuedTickets | str:
        """The note of a row, else what is wrong with it."""
        tickets = row.get("tickets", "")
        if not tickets.isascii() or not tickets.isdigit() or len(tickets) > 5 or int(tickets) > MOST_TICKETS:
            return t("today.list_tickets", value=tickets[:40], most=MOST_TICKETS)
        names = {r.desk.name.lower(): r.desk.id for r in self.shown.rows}
        desk = names.get(row.get("desk", "").lower(), row.get("desk", ""))
        found = find_window(self.shown, desk, self.day, row.get("window", ""))
        if found is None:
            return t("today.list_window", desk=row.get("desk", "")[:40], window=row.get("window", "")[:40])
        return IssuedTickets(desk=DeskId(desk), day=self.day, window=found[1].window, tickets=int(tickets))
