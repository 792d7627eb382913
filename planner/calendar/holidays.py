"""Libur nasional, cuti bersama and Ramadan: a table of our own, copied from the decrees, that a mall may override."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from planner.domain.mall import CalendarDay, CalendarKind, Mall

EID_AL_FITR = "Hari Raya Idul Fitri"
EID_AL_ADHA = "Hari Raya Idul Adha"
ESTIMATE_MARK = "(perkiraan)"


@cache
def _table() -> tuple[CalendarDay, ...]:
    text = files("planner.data").joinpath("calendar_id.csv").read_text(encoding="utf-8")
    return tuple(
        CalendarDay(
            day=date.fromisoformat(row["date"]), kind=CalendarKind(row["kind"]), name=row["name"], source=row["source"]
        )
        for row in csv.DictReader(text.splitlines())
    )


def national_days(first: date, last: date) -> tuple[CalendarDay, ...]:
    """Libur nasional, cuti bersama and Ramadan days from `first` to `last`, in order of date.

    The table reaches from 2019 to 2030; years without a decree are marked `perkiraan` in `source`.
    Source: SKB of the year (planner/data/calendar_id.csv).
    """
    return tuple(row for row in _table() if first <= row.day <= last)


def is_provisional(row: CalendarDay) -> bool:
    """True when no decree is known yet: the day may still move."""
    return "perkiraan" in row.source or ESTIMATE_MARK in row.name


def _first_days(name: str) -> dict[int, date]:
    days: dict[int, date] = {}
    for row in _table():
        if row.kind is CalendarKind.HOLIDAY and row.name.removesuffix(ESTIMATE_MARK).strip() == name:
            days.setdefault(row.day.year, row.day)
    return days


def eid_al_fitr_days() -> dict[int, date]:
    """Year -> first day of Idulfitri."""
    return _first_days(EID_AL_FITR)


def eid_al_adha_days() -> dict[int, date]:
    """Year -> day of Iduladha."""
    return _first_days(EID_AL_ADHA)


def with_national_days(mall: Mall, days: Iterable[date]) -> Mall:
    """The mall with the national rows of `days` merged into its calendar.

    A row of the mall's own for the same day and kind stands instead of the table's, so a late decree can be typed in.
    """
    wanted = sorted(days)
    if not wanted:
        return mall
    own = {(row.day, row.kind) for row in mall.calendar if row.agency is None}
    national = tuple(row for row in national_days(wanted[0], wanted[-1]) if (row.day, row.kind) not in own)
    return replace(mall, calendar=mall.calendar + national)
