"""Changed rows of the mall in words: what, before and after, with their units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from planner.domain.mall import AgencyMode
from planner.domain.periods import DayType
from webapp.audit.names import Names
from webapp.language import language, t
from webapp.words import knows

NAMED = 5  # names told of rows that came or went; the rest is counted
MOST_VALUES = 7  # of a list; a longer one is counted
REFERENCES = ("agency", "desk", "service", "officer")
SHARES = frozenset({"priority_share", "wait_share", "finish_probability", "return_share", "spill", "deep_share"}) | {
    "window_start_share",
    "counter_share",
    "equity_floor_share",
    "max_change_share",
    "share",
}
KEYS = ("id", "officer", "other", "desk", "service", "next_service", "day", "weekday", "session", "first_day", "item")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. before, after: "" where there is none; both are "" where `what` says it all."""

    what: str
    before: str = ""
    after: str = ""


def section_name(section: str) -> str:
    """A part of the mall's data as people call it."""
    return t(f"audit.section_{section}") if knows(f"audit.section_{section}") else section


def changes_of_section(section: str, before: Any, after: Any, names: Names) -> Iterator[Change]:
    """What changed in one part of the mall's data, as the store noted it."""
    if isinstance(before, dict) or isinstance(after, dict):
        yield from _counted(section, before or {}, after or {})
        return
    old, new = list(before or ()), list(after or ())
    if section == "timetables":
        yield from _hours(old[0] if old else {}, new[0] if new else {})
    elif all(isinstance(row, dict) for row in (*old, *new)):
        yield from _records(section, old, new, names)
    else:
        yield Change(what=section_name(section), before=_listed(old), after=_listed(new))


def _counted(section: str, before: Row, after: Row) -> Iterator[Change]:
    """Rows that the store counts without listing them."""
    gone, come = before.get("rows", 0), after.get("rows", 0)
    yield Change(what=t("audit.rows_counted", section=section_name(section), come=come, gone=gone))


def _records(section: str, old: Sequence[Row], new: Sequence[Row], names: Names) -> Iterator[Change]:
    was, now = {_key(row): row for row in old}, {_key(row): row for row in new}
    come, gone = (
        [row for key, row in now.items() if key not in was],
        [row for key, row in was.items() if key not in now],
    )
    for word, rows in (("audit.rows_new", come), ("audit.rows_gone", gone)):
        if rows and _key(rows[0]):
            told = ", ".join(label(row, names) for row in rows[:NAMED]) + (", …" if len(rows) > NAMED else "")
            yield Change(what=t(word, section=section_name(section), count=len(rows), names=told))
        elif rows:
            yield Change(what=t("audit.row_set", section=section_name(section)))
    for key in was.keys() & now.keys():
        yield from _fields(section, was[key], now[key], names)


def _key(row: Row) -> tuple[str, ...]:
    """What makes two rows the same thing: the id where it has one, else what it is about."""
    if "id" in row:
        return (str(row["id"]),)
    return tuple(str(row[name]) for name in KEYS if row.get(name) is not None)


def label(row: Row, names: Names) -> str:
    """`Sari: KTP-el`: the row's name, else its id, else what it is about."""
    if row.get("name"):
        day = row.get("day")
        return f"{value_text('day', day, names)} {row['name']}" if day else str(row["name"])
    if row.get("id"):
        return str(row["id"])
    return ": ".join(value_text(name, row[name], names) for name in KEYS if row.get(name) is not None)


def _fields(section: str, old: Row, new: Row, names: Names) -> Iterator[Change]:
    place = label(new, names) or section_name(section)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            before, after = (value_text(name, row.get(name), names) for row in (old, new))
            yield Change(what=f"{place}: {field_name(name)}", before=before, after=after)


def field_name(name: str) -> str:
    """A field of a row as people call it."""
    return t(f"audit.field_{name}") if knows(f"audit.field_{name}") else name.replace("_", " ")


def value_text(name: str, value: Any, names: Names) -> str:
    """What stands in a field, with its unit; a dash for nothing."""
    if value is None or value in ("", [], {}):
        return "-"
    if name in REFERENCES or name in ("other", "next_service"):
        return names.thing({"other": "officer", "next_service": "service"}.get(name, name), str(value))
    if name == "mode":
        return t(f"audit.mode_{AgencyMode(value)}")
    if name in ("open_weekdays", "weekday"):
        days = value if isinstance(value, list) else [value]
        return ", ".join(language().weekday(date(2026, 2, 2 + day)) for day in days)  # 2 February 2026: a Monday
    if name == "needs_share":
        return " / ".join(language().share(share) for share in value)
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return t("audit.yes") if value else t("audit.no")
    if isinstance(value, int | float):
        return _number(name, value)
    if isinstance(value, list):
        return _listed(value)
    return _date_or_clock(str(value))


def _number(name: str, value: float) -> str:
    if name in SHARES:
        return language().share(value)
    text = language().number(value) if float(value).is_integer() else language().number(value, 2)
    if "minutes" in name:
        return t("audit.unit_minutes", value=text)
    return t("audit.unit_pace", value=text) if name == "pace" else text


def _date_or_clock(text: str) -> str:
    for read, told in ((date.fromisoformat, language().full_date), (time.fromisoformat, language().clock)):
        try:
            return told(read(text)) if "-" in text or ":" in text else text  # type: ignore[operator]
        except ValueError:
            continue
    return text


def _listed(values: Sequence[Any]) -> str:
    if len(values) > MOST_VALUES:
        return t("audit.many_values", count=len(values))
    return ", ".join(_date_or_clock(str(value)) for value in values)


def _hours(old: Row, new: Row) -> Iterator[Change]:
    """Counter hours by kind of day."""
    for kind in DayType:
        if old.get(kind) != new.get(kind):
            yield Change(
                what=t(f"calendar.type_{kind}"), before=_hours_text(old.get(kind)), after=_hours_text(new.get(kind))
            )


def _hours_text(table: Row | None) -> str:
    if not table:
        return ""
    sessions = ", ".join(
        f"{part['id']} {_date_or_clock(part['start'])}-{_date_or_clock(part['end'])}" for part in table["sessions"]
    )
    return t(
        "audit.hours", sessions=sessions, last=_date_or_clock(table["last_ticket"]), minutes=table["break_minutes"]
    )
