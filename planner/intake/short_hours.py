"""The sheet of opening hours of the short form: what it says, and the settings of a mall that follow from it.

Hours that are not asked (sessions, breaks, Ramadan) are those of the template, cut to opening.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from importlib.resources import files
from typing import Any

from planner.domain.errors import Finding
from planner.domain.history import VisitUnit
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.messages import Place, make_finding
from planner.intake.sheets import UNITS
from planner.intake.tables import Cells
from planner.intake.values import Unreadable, read_choice, read_time, read_weekdays

HOURS_TITLE = "jam buka"
NAME, ZONE, DAYS, OPENS, CLOSES, LAST, FRIDAY, SATURDAY, UNIT = (
    "nama mal",
    "zona waktu",
    "hari buka",
    "jam buka",
    "jam tutup",
    "tiket terakhir",
    "jam tutup jumat",
    "jam tutup sabtu",
    "angka bulanan menghitung",
)
CLOCKS = (OPENS, CLOSES, LAST, FRIDAY, SATURDAY)
HOUR = 60
USUAL_OPENS, USUAL_CLOSES, SATURDAY_CLOSES = time(8, 0), time(15, 0), time(12, 0)
_CLOCK_HELP = {"help_id": "jam, misalnya 08:00", "help_en": "a clock time, e.g. 08:00"}
_DAYS_HELP = {"help_id": "hari, misalnya Senin-Jumat", "help_en": "days, e.g. Senin-Jumat"}
_UNIT_HELP = {"help_id": "pengunjung, antrean, atau berkas", "help_en": ", ".join(VisitUnit)}
_READERS: Mapping[str, tuple[Callable[[Cell], Any], Mapping[str, str]]] = {
    NAME: (cell_text, {}),
    ZONE: (cell_text, {}),
    DAYS: (read_weekdays, _DAYS_HELP),
    UNIT: (read_choice(UNITS), _UNIT_HELP),
    **dict.fromkeys(CLOCKS, (read_time, _CLOCK_HELP)),
}


@dataclass(slots=True, kw_only=True)
class Hours:
    """What the sheet says, by its key. places: key -> its cell. findings: what cannot be read or cannot be."""

    told: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, code: str, key: str) -> None:
        """Tell what is wrong at the cell of a key, and go on as if it were blank."""
        self.findings.append(make_finding(code, self.places[key], **_READERS[key][1]))
        self.told.pop(key, None)


def read_hours(cells: Cells) -> Hours:
    """Every key of the sheet; what cannot be read is a finding."""
    hours = Hours()
    for number, row in enumerate(cells, start=1):
        key = fold(cell_text(row[0])) if row else ""
        if key in _READERS:
            value = row[1] if len(row) > 1 else None
            hours.places[key] = Place(sheet=HOURS_TITLE, row=number, column=key, value=cell_text(value))
            if not is_blank(value):
                _tell(hours, key, value)
    _check_order(hours)
    return hours


def _tell(hours: Hours, key: str, value: Cell) -> None:
    try:
        read = _READERS[key][0](value)
    except Unreadable as fault:
        hours.fault(fault.code, key)
    else:
        hours.told[key] = value if key == DAYS else read


def _check_order(hours: Hours) -> None:
    """Closing comes after opening, on every day, and the last ticket between them."""
    opens, closes = hours.told.get(OPENS, USUAL_OPENS), hours.told.get(CLOSES, USUAL_CLOSES)
    if opens >= closes:
        hours.fault("closes_too_early", CLOSES if CLOSES in hours.told else OPENS)
        for key in CLOCKS:  # what stands beside hours that cannot be is told once these are mended
            hours.told.pop(key, None)
        return
    for key in (FRIDAY, SATURDAY):
        if key in hours.told and hours.told[key] <= opens:
            hours.fault("closes_too_early", key)
    if LAST in hours.told and not opens < hours.told[LAST] <= closes:
        hours.fault("last_ticket", LAST)


def settings_content(told: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the template with the hours that were told."""
    content = tomllib.loads(files("planner.data").joinpath("mall_template.toml").read_text(encoding="utf-8"))
    opens, closes = told.get(OPENS, USUAL_OPENS), told.get(CLOSES, USUAL_CLOSES)
    last = told.get(LAST) or _before(closes, HOUR)
    friday, saturday = told.get(FRIDAY, closes), told.get(SATURDAY, SATURDAY_CLOSES)
    ends = {
        "normal": (closes, last),
        "friday": (friday, last if friday == closes else _before(friday, HOUR)),
        "saturday": (saturday, _before(saturday, HOUR // 2)),
    }
    for name, day in content["day_types"].items():
        usual = time.fromisoformat(day["sessions"][-1]["end"]), time.fromisoformat(day["last_ticket"])
        end, ticket = ends.get(name, (min(usual[0], closes), min(usual[1], last)))
        if end <= opens:  # a mall of the afternoon: the hours of the template are over before it opens
            end, ticket = closes, last
        ticket = min(ticket, end) if ticket > opens else end
        day |= _cut(day, opens, end) | {"last_ticket": f"{ticket:%H:%M}"}
    return content | {"name": told.get(NAME, ""), "zone": told.get(ZONE, "WIB")}


def _before(end: time, minutes: int) -> time:
    return clock_of_minute(max(0, minute_of_day(end) - minutes))


def _cut(day: Mapping[str, Any], opens: time, closes: time) -> dict[str, Any]:
    """Sessions from opening to closing, one where the template has none then; breaks that still lie whole in one."""
    parts = [(s["id"], time.fromisoformat(s["start"]), time.fromisoformat(s["end"])) for s in day["sessions"]]
    kept = [[name, start, end] for name, start, end in parts if end > opens and start < closes]
    kept = kept or [list(parts[-1])]
    kept[0][1], kept[-1][2] = opens, closes
    breaks = [
        start
        for start in day["break_starts"]
        if any(
            s <= time.fromisoformat(start)
            and minute_of_day(time.fromisoformat(start)) + day["break_minutes"] <= minute_of_day(e)
            for _, s, e in kept
        )
    ]
    sessions = [{"id": name, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"} for name, start, end in kept]
    return {"sessions": sessions, "break_starts": breaks, "break_minutes": day["break_minutes"] if breaks else 0}
