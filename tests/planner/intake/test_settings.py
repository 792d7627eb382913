"""mall.toml and the sheet `mall`: the same settings, every fault told with the nearest key."""

from datetime import time

import pytest

from planner.domain.periods import DayType, Zone
from planner.intake.settings import Settings, read_settings_sheet, read_toml

HOURS = """
[day_types.normal]
sessions = [{id = "pagi", start = "08:00", end = "11:00"}, {id = "siang", start = 11:00:00, end = "15.00"}]
last_ticket = "14:00"
"""


def read(text: str) -> Settings:
    return read_toml(f'name = "M"\nzone = "wita"\n{text}'.encode())


def keys(settings: Settings) -> dict[str, str]:
    return {f.column: f.code for f in settings.findings}


def test_defaults_stand_where_nothing_is_said() -> None:
    """Windows are the sessions cut at the last ticket; no break starts, no break."""
    settings = read(HOURS)
    timetable = settings.timetables[DayType.NORMAL]
    assert settings.findings == []
    assert settings.zone is Zone.WITA
    assert [(w.id, w.start, w.end) for w in timetable.windows] == [
        ("pagi", time(8), time(11)),
        ("siang", time(11), time(14)),
    ]
    assert (timetable.break_minutes, timetable.break_starts) == (0, ())
    assert settings.promise.wait_minutes == 30


def test_flat_tables_take_numbers_written_either_way() -> None:
    """`0,8` in quotes is a number too."""
    settings = read(f'[promise]\nwait_minutes = 20\nwait_share = "0,8"\n[prices]\nno_supervisor = 5\n{HOURS}')
    assert settings.findings == []
    assert (settings.promise.wait_minutes, settings.promise.wait_share, settings.prices.no_supervisor) == (20, 0.8, 5)


def test_windows_and_breaks_of_their_own() -> None:
    """A window may be written as text; a break is an hour unless said otherwise."""
    timetable = read(
        f'{HOURS}windows = ["satu 08:00-10:00", "dua 10.00 - 14.00"]\nbreak_starts = ["11:30"]\n'
    ).timetables
    assert [w.id for w in timetable[DayType.NORMAL].windows] == ["satu", "dua"]
    assert timetable[DayType.NORMAL].break_minutes == 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = [", {"": "toml"}),
        (f"[promise]\nwait_minutes = 12.5\n{HOURS}", {"promise.wait_minutes": "bad_setting"}),
        (f"[promise]\nwait_minutes = 0\n{HOURS}", {"promise.wait_minutes": "out_of_range"}),
        (f"prices = 3\n{HOURS}", {"prices": "bad_setting"}),
        (f'[prices]\nno_supervisor = "banyak"\n{HOURS}', {"prices.no_supervisor": "bad_setting"}),
        (f"[assumptions]\nspill = 1.5\n{HOURS}", {"assumptions.spill": "out_of_range"}),
        (f"[assumptions]\nspil = 0.5\n{HOURS}", {"assumptions.spil": "unknown_key"}),
        ("day_types = 3\n", {"day_types": "bad_setting"}),
        ("[day_types]\nnormal = 3\n", {"day_types.normal": "bad_setting"}),
        ("", {"day_types.normal": "no_timetable"}),
        (f'{HOURS}breaks = ["12:00"]\n', {"day_types.normal.breaks": "unknown_key"}),
        (f'{HOURS}break_starts = ["siang"]\n', {"day_types.normal.break_starts": "bad_setting"}),
        (f"{HOURS}break_starts = 12\n", {"day_types.normal.break_starts": "bad_setting"}),
        (f'{HOURS}break_minutes = "lama"\n', {"day_types.normal.break_minutes": "bad_setting"}),
        (f'{HOURS}break_starts = ["10:30"]\n', {"day_types.normal.break_starts": "break_crosses_session"}),
        (f'{HOURS}break_starts = ["09:00", "12:00"]\n', {"day_types.normal.break_starts": "break_sessions"}),
        (f'{HOURS}windows = ["x 10:00-09:00"]\n', {"window.end": "ends_before_start"}),
        (f'{HOURS}windows = ["x 08:00-15:00"]\n', {"day_types.normal.windows": "windows_outside"}),
        (HOURS.replace("14:00", "16:00"), {"day_types.normal.last_ticket": "last_ticket"}),
        (HOURS.replace('"14:00"', "14"), {"day_types.normal.last_ticket": "bad_setting"}),
        ('[day_types.normal]\nlast_ticket = "14:00"\nsessions = []\n', {"day_types.normal.sessions": "no_session"}),
    ],
)
def test_every_bad_setting_is_a_finding_at_its_key(text: str, expected: dict[str, str]) -> None:
    """Unknown keys, wrong kinds, values a record refuses, hours that contradict each other."""
    assert keys(read(text)) == expected


def test_the_nearest_key_is_offered() -> None:
    """wait_minute is likely wait_minutes."""
    (finding,) = read(f"[promise]\nwait_minute = 20\n{HOURS}").findings
    assert "wait_minutes" in finding.problem_id


def test_the_sheet_mall_holds_the_same_settings() -> None:
    """Keys with dots stand for tables, semicolons part lists; times may be times of Excel."""
    sheet = read_settings_sheet(
        [
            ["Kunci", "Nilai"],
            ["name", "M"],
            ["zone", "WITA"],
            [],
            ["promise.wait_minutes", 20.0],
            ["day_types.normal.sessions", "pagi 08:00-11:00; siang 11:00-15:00"],
            ["day_types.normal.last_ticket", time(14)],
            ["day_types.normal.windows", None],
        ]
    )
    toml = read(f"[promise]\nwait_minutes = 20\n{HOURS}")
    assert sheet.findings == []
    assert (sheet.name, sheet.zone, sheet.promise, sheet.timetables) == (
        toml.name,
        toml.zone,
        toml.promise,
        toml.timetables,
    )


def test_a_key_of_the_sheet_stands_once() -> None:
    """The same key, or a key below one that holds a value already, is refused; the first value stays."""
    settings = read_settings_sheet(
        [
            ["name", "M"],
            ["name", "N"],
            ["zone", "WIB"],
            ["zone.x", 1.0],
            ["day_types.normal.sessions", "pagi 08:00-11:00"],
            ["day_types.normal.last_ticket", "10:00"],
        ]
    )
    assert keys(settings) == {"name": "double_key", "zone.x": "double_key"}
    assert settings.name == "M"


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000 + "]" * 5000], ids=["5,000 digits", "5,000 brackets"])
def test_a_value_that_no_parser_takes_is_a_finding(value: str) -> None:
    """Python refuses both with other faults than TOML's own."""
    assert [f.code for f in read(f"x = {value}").findings] == ["toml"]
