"""What a change of the mall is, line by line: where, what, before and after, in the reader's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import time
from itertools import zip_longest
from typing import Any

from planner.domain.mall import Mall
from planner.domain.periods import DayType, Session, Timetable, Window
from webapp.language import language, t

PER_CENT = frozenset(
    {
        "priority_share",
        "return_share",
        "spill",
        "window_start_share",
        "counter_share",
        "equity_floor_share",
        "max_change_share",
        "deep_share",
        "wait_share",
        "finish_probability",
    }
)
MONDAY_FIRST = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One difference. place: the record, what: its field."""

    place: str
    what: str
    before: str
    after: str


def differences(before: Mall, after: Mall) -> tuple[Line, ...]:
    """Everything in which two malls differ, in the order of the mall's fields."""
    changed = [f.name for f in fields(Mall) if getattr(before, f.name) != getattr(after, f.name)]
    return tuple(line for name in changed for line in _lines(name, before, after))


def _lines(name: str, before: Mall, after: Mall) -> Iterator[Line]:
    old, new = getattr(before, name), getattr(after, name)
    if name == "timetables":
        for kind in DayType:
            yield from _hours_lines(kind, before, after)
    elif isinstance(old, tuple):
        for one, other in _pairs(old, new):
            yield from _record_lines(name, one, other, after)
    else:
        yield from _field_lines(t(f"settings.tab_{name}"), old, new, after)


def _hours_lines(kind: DayType, before: Mall, after: Mall) -> Iterator[Line]:
    place = t(f"calendar.type_{kind}")
    had, has = kind in before.timetables, kind in after.timetables
    if had != has:
        yield Line(place=place, what=t("settings.own_hours"), before=yes_no(had), after=yes_no(has))
    old, new = hours_parts(before.timetable(kind)), hours_parts(after.timetable(kind))
    if had or has:
        for what, text in old.items():
            if text != new[what]:
                yield Line(place=place, what=what, before=text, after=new[what])


def hours_parts(table: Timetable) -> Mapping[str, str]:
    """A timetable in words, by part."""
    breaks = ", ".join(language().clock(start) for start in table.break_starts)
    return {
        t("settings.field_sessions"): parts_text(table.sessions),
        t("settings.field_windows"): parts_text(table.windows),
        t("settings.field_last_ticket"): language().clock(table.last_ticket),
        t("settings.field_break_minutes"): str(table.break_minutes),
        t("settings.field_break_starts"): breaks or "-",
    }


def parts_text(parts: tuple[Session, ...] | tuple[Window, ...]) -> str:
    """`pagi 08.00-11.00, siang 11.00-13.30`."""
    return ", ".join(f"{part.id} {language().clock(part.start)}-{language().clock(part.end)}" for part in parts)


def _pairs(old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Records that are the same thing: by place when none came or went, else by id; None where there is none."""
    if len(old) == len(new):
        yield from ((one, other) for one, other in zip_longest(old, new) if one != other)
        return
    before, after = {record.id: record for record in old}, {record.id: record for record in new}
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield before.get(key), after.get(key)


def _record_lines(name: str, old: Any, new: Any, mall: Mall) -> Iterator[Line]:
    known = old or new
    place = t(f"settings.one_of_{name}", name=getattr(known, "name", known.id))
    if old is None or new is None:
        told = ", ".join(value_text(f.name, getattr(known, f.name), mall) for f in fields(known) if f.name != "id")
        yield Line(
            place=place, what=t("settings.whole_record"), before=told if old else "-", after=told if new else "-"
        )
    else:
        yield from _field_lines(place, old, new, mall)


def _field_lines(place: str, old: Any, new: Any, mall: Mall) -> Iterator[Line]:
    for field in fields(old):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if one != other:
            what = t(f"settings.field_{field.name}")
            yield Line(
                place=place,
                what=what,
                before=value_text(field.name, one, mall),
                after=value_text(field.name, other, mall),
            )


def value_text(field: str, value: Any, mall: Mall) -> str:
    """What stands in a field, as it is read; a dash for nothing."""
    if field == "open_weekdays":
        return weekdays_text(value)
    if field == "needs_share":
        return shares_text(value)
    if field in ("agency", "desk"):
        names = {record.id: record.name for record in (*mall.agencies, *mall.desks)}
        return t("settings.any_desk") if value is None else names.get(value, value)
    if field in PER_CENT:
        return f"{number_text(100 * value)}%"
    return _plain_text(value)


def _plain_text(value: Any) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if value is None or value in ("", ()):
        return "-"
    if isinstance(value, time):
        return language().clock(value)
    if isinstance(value, int | float):
        return number_text(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def yes_no(value: bool) -> str:
    """Yes or no."""
    return t("settings.yes") if value else t("settings.no")


def weekdays_text(weekdays: tuple[int, ...]) -> str:
    """`Sen, Sel, Rab`."""
    return ", ".join(t(f"settings.weekday_{weekday}") for weekday in MONDAY_FIRST if weekday in weekdays)


def shares_text(shares: tuple[float, ...]) -> str:
    """`62/25/9/4`, per cent of visits with 1, 2, 3 and 4 needs."""
    return "/".join(number_text(100 * share) for share in shares)


def number_text(value: float | None) -> str:
    """A number without needless decimals, at most four; "" for none."""
    if value is None:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language().code == "id" else text
