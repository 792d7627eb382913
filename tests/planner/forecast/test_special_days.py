"""Effects of named days: half a day's visits until something is known, then what was seen."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import CalendarTable, History
from planner.forecast.calendar_days import make_calendar_days, plain_name
from planner.forecast.grid import make_grid
from planner.forecast.special_days import SpecialDays

CALENDAR = CalendarTable.from_rows(
    [
        (date(2024, 5, 1), "holiday", "Hari Buruh"),
        (date(2025, 5, 1), "holiday", "Hari Buruh (observed)"),
        (date(2025, 6, 1), "event", "Pemilu"),
    ],
    eid_al_fitr=[date(2024, 4, 10), date(2025, 3, 31)],
)


def effects(visits_on_holiday: float, origin: date) -> dict[str, float]:
    """Effect of each special day of 2025 on one service of 20 visits a day, as known at the origin."""
    dates = pd.date_range("2024-01-01", "2025-02-28")
    visits = np.where(dates == pd.Timestamp("2024-05-01"), visits_on_holiday, 20.0)
    grid = make_grid(History(table=pd.DataFrame({"date": dates, "service": "a", "visits": visits})))
    days = make_calendar_days(CALENDAR, grid, 120)
    special = SpecialDays(grid, grid.visits, grid.opens & ~days.holiday[: grid.days, None], days)
    start = date(2024, 1, 1)
    targets = [(date(2025, 5, 1) - start).days, (date(2025, 6, 1) - start).days, (date(2025, 5, 5) - start).days]
    factor = special.factors(np.array([(origin - start).days]), np.array([targets]))[0, :, 0]
    return dict(zip(("holiday", "event", "ordinary"), factor.tolist(), strict=True))


def test_before_anything_is_known_a_holiday_is_half_a_day() -> None:
    """The assumption stands until the first holiday was seen; an event is assumed to change nothing."""
    found = effects(4.0, date(2024, 4, 1))
    assert found["holiday"] == pytest.approx(0.5)
    assert found["event"] == pytest.approx(1.0)
    assert found["ordinary"] == 1.0


def test_one_quiet_holiday_lowers_the_same_holiday_next_year() -> None:
    """Four of twenty came on Labour Day: next year's effect lies between the assumed half and the seen fifth."""
    assert 0.2 < effects(4.0, date(2025, 2, 28))["holiday"] < 0.42


def test_a_busy_holiday_raises_it() -> None:
    """Sixty of twenty came: the effect rises above one, shrunk from three."""
    assert 1.0 < effects(60.0, date(2025, 2, 28))["holiday"] < 3.0


def test_observed_holidays_share_their_name() -> None:
    """What the law moves to Monday is the same holiday; of two names on a day the first is used."""
    assert plain_name("Labour Day (observed)") == "Labour Day"
    assert plain_name("Nyepi (perkiraan); Something") == "Nyepi"


def test_distances_to_holidays_and_feasts() -> None:
    """The day before, the day itself, the day after; Idulfitri counts inside its window only."""
    dates = pd.date_range("2024-04-01", "2024-05-10")
    grid = make_grid(History(table=pd.DataFrame({"date": dates, "service": "a", "visits": 1.0})))
    days = make_calendar_days(CALENDAR, grid, 10)
    labour = (date(2024, 5, 1) - date(2024, 4, 1)).days
    assert days.to_holiday[labour - 1 : labour + 1].tolist() == [1.0, 0.0]
    assert days.since_holiday[labour + 1] == 1.0
    assert days.holiday[labour]
    assert days.fitr[9] == 0.0
    assert np.isnan(days.fitr[30])
    assert days.near_holidays[labour] == 1.0
