"""`mall.toml`, or the sheet `mall` of a workbook: name, zone, promise, prices, assumptions, hours of each day type."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from typing import Any, TypeVar

from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding, InvalidValue
from planner.domain.ids import SessionId, WindowId
from planner.domain.mall import Assumptions, Prices, Rules
from planner.domain.periods import DayType, Session, Timetable, Window, Zone, windows_from_sessions
from planner.domain.promise import Promise
from planner.intake.cells import Cell, cell_text, is_blank
from planner.intake.messages import MESSAGES, Place, make_finding
from planner.intake.values import Unreadable, read_number, read_time, read_whole, read_yes_no

SHEET = "mall.toml"
SHEET_TITLES = ("mall", "pengaturan", "settings")
TOP_KEYS = ("name", "zone", "promise", "prices", "assumptions", "rules", "day_types")
DAY_KEYS = ("sessions", "windows", "last_ticket", "break_minutes", "break_starts")
_PART = re.compile(
    r"(?P<id>.+?)\s+(?P<start>[0-9]{1,2}[:.][0-9]{2})\s*(?:-|–|sampai|to)\s*(?P<end>[0-9]{1,2}[:.][0-9]{2})"
)
_Record = TypeVar("_Record", Promise, Prices, Assumptions, Rules)


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the file says of the mall as a whole; defaults stand where a value could not be read."""

    name: str = ""
    zone: Zone = Zone.WIB
    timetables: dict[DayType, Timetable] = field(default_factory=dict)
    promise: Promise = field(default_factory=Promise)
    prices: Prices = field(default_factory=Prices)
    assumptions: Assumptions = field(default_factory=Assumptions)
    rules: Rules = field(default_factory=Rules)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Help:
    id: str
    en: str


# type of a setting -> how it is read, and what to expect where it cannot be
READERS: Mapping[Any, tuple[Callable[[Any], Any], str]] = {
    int: (read_whole, "whole"),
    "int": (read_whole, "whole"),
    bool: (read_yes_no, "yes_no"),
    "bool": (read_yes_no, "yes_no"),
}
_HELP = {
    "name": _Help("nama mal dalam tanda kutip", "the name of the mall in quotes"),
    "zone": _Help("WIB, WITA, atau WIT", "WIB, WITA or WIT"),
    "number": _Help("angka", "a number"),
    "whole": _Help("bilangan bulat", "a whole number"),
    "yes_no": _Help("true atau false", "true or false"),
    "table": _Help("bagian berisi kunci dan nilai", "a table of keys and values"),
    "last_ticket": _Help('jam tiket terakhir, misalnya "14:00"', 'the time of the last ticket, e.g. "14:00"'),
    "sessions": _Help(
        'daftar {id = "pagi", start = "08:00", end = "11:00"}',
        'a list of {id = "pagi", start = "08:00", end = "11:00"}',
    ),
    "break_starts": _Help('daftar jam, misalnya ["11:30", "12:30"]', 'a list of times, e.g. ["11:30", "12:30"]'),
    "day_types": _Help("bagian [day_types.normal] dan seterusnya", "tables [day_types.normal] and so on"),
}


def read_toml(content: bytes) -> Settings:
    """The settings of a mall.toml; every fault is listed in `findings`."""
    try:
        return read_settings(tomllib.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as fault:  # not TOML, not UTF-8, a number of 5,000 digits, 1,000 brackets
        return Settings(findings=[make_finding("toml", Place(sheet=SHEET), detail=str(fault))])


def read_settings_sheet(cells: list[list[Cell]]) -> Settings:
    """The settings of a sheet with the columns key and value; `promise.wait_minutes` is a key inside a table."""
    content: dict[str, Any] = {}
    twice: list[str] = []
    for row in cells:
        key = cell_text(row[0]) if row else ""
        value = row[1] if len(row) > 1 else None
        if key.casefold() not in ("", "key", "kunci") and not is_blank(value) and not _put(content, key, value):
            twice.append(key)
    settings = read_settings(content)
    settings.findings += [make_finding("double_key", Place(sheet=SHEET, column=key)) for key in twice]
    return settings


def _put(content: dict[str, Any], key: str, value: Cell) -> bool:
    """Put the value under its dotted key; False where the key, or a table on its way, holds a value already."""
    *tables, last = key.split(".")
    inner = content
    for name in tables:
        inner = inner.setdefault(name, {})
        if not isinstance(inner, dict):
            return False
    if last in inner:
        return False
    inner[last] = value
    return True


def read_settings(content: Mapping[str, Any]) -> Settings:
    """Settings from keys and values, as TOML gives them or as text."""
    settings = Settings()
    _unknown_keys(settings, content, TOP_KEYS, "")
    settings.name = _required(settings, content, "name", cell_text) or ""
    zone = _required(settings, content, "zone", _read_zone)
    settings.zone = zone or Zone.WIB
    settings.promise = _record(settings, content, Promise, "promise")
    settings.prices = _record(settings, content, Prices, "prices")
    settings.assumptions = _record(settings, content, Assumptions, "assumptions")
    settings.rules = _record(settings, content, Rules, "rules")
    _read_day_types(settings, content.get("day_types", {}))
    return settings


def _fault(settings: Settings, code: str, key: str, value: object = "", help_key: str = "") -> None:
    shown = cell_text(value) if isinstance(value, str | int | float) else "" if value == "" else str(value)
    hint = _HELP.get(help_key or key.rsplit(".", 1)[-1], _HELP["number"])
    place = Place(sheet=SHEET, column=key, value=shown)
    settings.findings.append(make_finding(code, place, help_id=hint.id, help_en=hint.en))


def _unknown_keys(settings: Settings, content: Mapping[str, Any], known: tuple[str, ...], table: str) -> None:
    for key in content:
        if key not in known:
            place = Place(sheet=SHEET, column=f"{table}{key}")
            settings.findings.append(make_finding("unknown_key", place, **nearest_sentences(key, known)))


def _required(settings: Settings, content: Mapping[str, Any], key: str, read: Callable[[Any], Any]) -> Any:
    if key not in content or content[key] == "":
        _fault(settings, "missing_key", key)
        return None
    try:
        return read(content[key])
    except (Unreadable, ValueError):
        _fault(settings, "bad_setting", key, content[key])
        return None


def _read_zone(value: object) -> Zone:
    return Zone(str(value).strip().upper())


def _record(settings: Settings, content: Mapping[str, Any], record: type[_Record], table: str) -> _Record:
    """One of the flat tables; keys that cannot be read keep their defaults."""
    given = content.get(table, {})
    if not isinstance(given, Mapping):
        _fault(settings, "bad_setting", table, given, "table")
        return record()
    types = {f.name: f.type for f in fields(record)}
    _unknown_keys(settings, given, tuple(types), f"{table}.")
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in types:
            read, expected = READERS.get(types[key], (read_number, "number"))
            try:
                values[key] = value if isinstance(value, bool) and read is read_yes_no else read(value)
            except Unreadable:
                _fault(settings, "bad_setting", f"{table}.{key}", value, expected)
    return _checked(settings, lambda: record(**values), table) or record()


def _checked(settings: Settings, make: Callable[[], Any], table: str) -> Any:
    """The record, or None and a finding where it refuses its values."""
    try:
        return make()
    except InvalidValue as fault:
        code = fault.code if fault.code in MESSAGES else "bad_setting"
        key = fault.field or table
        place = Place(sheet=SHEET, column=key, value=_bounds(str(fault)))
        settings.findings.append(make_finding(code, place, help_id=_expected(fault), help_en=_expected(fault)))
        return None


def _bounds(message: str) -> str:
    found = re.search(r" is (-?[0-9.]+), expected", message)
    return found[1] if found else ""


def _expected(fault: InvalidValue) -> str:
    found = re.search(r"expected (.+)$", str(fault))
    return found[1].replace(" to ", "-") if found else "..."


def _read_day_types(settings: Settings, content: Any) -> None:
    if not isinstance(content, Mapping):
        _fault(settings, "bad_setting", "day_types", content)
        return
    _unknown_keys(settings, content, tuple(DayType), "day_types.")
    for day_type in DayType:
        day = content.get(day_type)
        if isinstance(day, Mapping):
            _read_timetable(settings, day_type, day)
        elif day is not None:
            _fault(settings, "bad_setting", f"day_types.{day_type}", day, "table")
    if DayType.NORMAL not in content:
        _fault(settings, "no_timetable", "day_types.normal")


def _read_timetable(settings: Settings, day_type: DayType, day: Mapping[str, Any]) -> None:
    """The timetable of a day type, added to the settings unless something in it cannot be read."""
    table = f"day_types.{day_type}"
    before = len(settings.findings)
    _unknown_keys(settings, day, DAY_KEYS, f"{table}.")
    values = _timetable_values(settings, day, table)
    if len(settings.findings) > before:
        return
    made = _checked(settings, lambda: Timetable(day_type=day_type, **values), table)
    if made:
        settings.timetables[day_type] = made


def _timetable_values(settings: Settings, day: Mapping[str, Any], table: str) -> dict[str, Any]:
    sessions = _checked(settings, lambda: tuple(_sessions(settings, day, f"{table}.sessions")), f"{table}.sessions")
    windows = _checked(settings, lambda: tuple(_windows(settings, day, f"{table}.windows")), f"{table}.windows")
    last_ticket = _clock(settings, day, table, "last_ticket")
    breaks = tuple(_break_starts(settings, day.get("break_starts", ()), f"{table}.break_starts"))
    if not windows and sessions and last_ticket:
        windows = windows_from_sessions(sessions, last_ticket)
    return {
        "sessions": sessions,
        "windows": windows,
        "last_ticket": last_ticket,
        "break_starts": breaks,
        "break_minutes": _break_minutes(settings, day, table, default=60 if breaks else 0),
    }


def _break_minutes(settings: Settings, day: Mapping[str, Any], table: str, default: int) -> int:
    try:
        return read_whole(day["break_minutes"]) if "break_minutes" in day else default
    except Unreadable:
        _fault(settings, "bad_setting", f"{table}.break_minutes", day["break_minutes"], "whole")
        return default


def _clock(settings: Settings, day: Mapping[str, Any], table: str, key: str) -> time | None:
    if key not in day:
        _fault(settings, "missing_key", f"{table}.{key}")
        return None
    try:
        return read_time(day[key])
    except Unreadable:
        _fault(settings, "bad_setting", f"{table}.{key}", day[key])
        return None


def _items(value: Any) -> list[Any]:
    """A list, or a text whose parts stand between semicolons."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _parts(settings: Settings, value: Any, key: str) -> Iterator[tuple[str, time, time]]:
    """Name, start and end of each session or window."""
    for item in _items(value):
        match = _PART.fullmatch(item) if isinstance(item, str) else None
        part: Any = match.groupdict() if match else item
        try:
            yield cell_text(part["id"]), read_time(part["start"]), read_time(part["end"])
        except (Unreadable, KeyError, TypeError):
            _fault(settings, "bad_setting", key, item, "sessions")


def _sessions(settings: Settings, day: Mapping[str, Any], key: str) -> Iterator[Session]:
    for name, start, end in _parts(settings, day.get("sessions", ()), key):
        yield Session(id=SessionId(name), start=start, end=end)


def _windows(settings: Settings, day: Mapping[str, Any], key: str) -> Iterator[Window]:
    for name, start, end in _parts(settings, day.get("windows", ()), key):
        yield Window(id=WindowId(name), start=start, end=end)


def _break_starts(settings: Settings, value: Any, key: str) -> Iterator[time]:
    for item in _items(value):
        try:
            yield read_time(item)
        except Unreadable:
            _fault(settings, "bad_setting", key, item)
