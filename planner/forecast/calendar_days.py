"""The calendar as arrays over the days of a grid: holidays, their names, and the distance to the moving feasts."""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.forecast.base import CalendarTable
from planner.forecast.grid import Array, Grid

FAR_DAYS = 12  # a holiday further away than this no longer matters
HIJRI_YEAR_DAYS = 354
FITR_WINDOW = (-36, 16)
ADHA_WINDOW = (-10, 10)
_SUFFIX = re.compile(r"\s*\((observed|estimated|perkiraan|diperkirakan)[^)]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDays:
    """What the calendar says about each day of a grid and of the days after it; all arrays have shape (days,).

    holiday          : a public holiday or cuti bersama.
    ramadan          : inside Ramadan by the table.
    special          : number of the day's special name (holiday, event, day near Idulfitri), -1 for an ordinary day.
    special_default  : the effect assumed for each special name before anything is known, shape (names,).
    to_holiday, since_holiday : days to the next and since the last holiday, at most FAR_DAYS; 0 on the holiday itself.
    near_holidays    : holidays within 7 days.
    fitr, adha       : days from the nearest feast, NaN outside its window.
    """

    holiday: Array
    ramadan: Array
    special: Array
    special_default: Array
    to_holiday: Array
    since_holiday: Array
    near_holidays: Array
    fitr: Array
    adha: Array


def make_calendar_days(calendar: CalendarTable, grid: Grid, ahead: int) -> CalendarDays:
    """The calendar over the grid's days and `ahead` days more."""
    length = grid.days + ahead
    margin = FAR_DAYS + 7
    table = calendar.table
    place = table["date"].to_numpy().astype("datetime64[D]").astype(int) - grid.first_day
    kind = table["kind"].to_numpy()
    wide = np.zeros(length + 2 * margin, dtype=bool)
    off = np.isin(kind, ("holiday", "cuti_bersama"))
    at = place[off] + margin
    wide[at[(at >= 0) & (at < len(wide))]] = True
    inside = (place >= 0) & (place < length)
    ramadan = np.zeros(length, dtype=bool)
    ramadan[place[inside & (kind == "ramadan")]] = True
    fitr = _distance(calendar.eid_al_fitr, grid.first_day, length, FITR_WINDOW)
    adha = _distance(calendar.eid_al_adha, grid.first_day, length, ADHA_WINDOW)
    named = inside & (kind != "ramadan")
    names = dict(zip(place[named], table["name"].to_numpy()[named], strict=True))
    special, default = _special_names(names, fitr, wide[margin : margin + length])
    span = slice(margin, margin + length)
    return CalendarDays(
        holiday=wide[span],
        ramadan=ramadan,
        special=special,
        special_default=default,
        to_holiday=_days_until(wide)[span],
        since_holiday=_days_until(wide[::-1])[::-1][span],
        near_holidays=np.convolve(wide, np.ones(15), mode="same")[span],
        fitr=fitr,
        adha=adha,
    )


def _distance(feasts: tuple[date, ...], first_day: int, length: int, window: tuple[int, int]) -> Array:
    """Days from the feast inside its window, NaN elsewhere."""
    away = np.full(length, np.nan)
    for feast in feasts:
        start = feast.toordinal() - date(1970, 1, 1).toordinal() - first_day
        for step in range(window[0], window[1] + 1):
            if 0 <= start + step < length:
                away[start + step] = step
    return away


def _days_until(flags: Array) -> Array:
    """Days to the next True, at most FAR_DAYS; 0 where True."""
    until = np.full(len(flags), float(FAR_DAYS))
    count = float(FAR_DAYS)
    for place in range(len(flags) - 1, -1, -1):
        count = 0.0 if flags[place] else min(count + 1.0, float(FAR_DAYS))
        until[place] = count
    return until


def plain_name(name: str) -> str:
    """A holiday's name without "(observed)" and the like, the first of several on a day."""
    return _SUFFIX.sub("", name.split(";")[0]).strip()


def _special_names(names: dict[int, str], fitr: Array, holiday: Array) -> tuple[Array, Array]:
    """Number of each day's special name and the effect assumed for it: half a day's visits on a holiday, else all."""
    numbers: dict[str, int] = {}
    defaults: list[float] = []
    special = np.full(len(fitr), -1)
    for place in range(len(fitr)):
        if place in names:
            name = plain_name(names[place])
        elif -3 <= fitr[place] <= 10:
            name = f"fitr {int(fitr[place]) // 3}"
        else:
            continue
        if name not in numbers:
            numbers[name] = len(numbers)
            defaults.append(0.5 if holiday[place] else 1.0)
        special[place] = numbers[name]
    return special, np.array(defaults)
