"""Records at the door: what a history, a calendar and a horizon refuse."""

from datetime import date, time

import numpy as np
import pandas as pd
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.base import (
    QUANTILES,
    CalendarTable,
    History,
    Horizon,
    long_table,
    minutes_after_midnight,
    whole_counts,
)

ONE = {"date": ["2026-01-05"], "service": ["ktp"], "visits": [3]}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        pytest.param({"date": ["2026-01-05"], "visits": [3]}, "history_columns", id="no service"),
        pytest.param({"date": [], "service": [], "visits": []}, "history_empty", id="no rows"),
        pytest.param({k: v * 2 for k, v in ONE.items()}, "history_twice", id="same day twice"),
        pytest.param({**ONE, "visits": [-1]}, "history_visits", id="negative"),
        pytest.param({**ONE, "visits": [np.inf]}, "history_visits", id="infinite"),
    ],
)
def test_history_refuses_what_no_history_can_hold(table: dict[str, list[object]], code: str) -> None:
    """One line per reason; the code names it for the catalogue of messages."""
    with pytest.raises(InvalidValue) as caught:
        History(table=pd.DataFrame(table))
    assert caught.value.code == code


def test_a_day_that_reached_its_quota_is_full() -> None:
    """70 of 70 tickets is "at least 70"; 69 of 70 is 69; a closed day is never full."""
    table = pd.DataFrame(
        {
            "date": pd.date_range("2026-01-05", periods=3),
            "service": "ktp",
            "visits": [70, 69, 70],
            "quota": 70,
            "closed": [0, 0, 1],
        }
    )
    assert History(table=table).table["full"].tolist() == [True, False, False]


def test_a_history_is_cut_at_its_origin() -> None:
    """What was known on Tuesday ends on Tuesday."""
    table = pd.DataFrame({"date": pd.date_range("2026-01-05", periods=3), "service": "ktp", "visits": [1, 2, 3]})
    assert History(table=table).up_to(date(2026, 1, 6)).last_day == date(2026, 1, 6)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [(time(9, 30), 570.0), ("09:30", 570.0), ("09.30", 570.0), (570, 570.0), (None, np.nan), ("", np.nan)],
)
def test_the_time_of_the_last_ticket_is_read_in_every_form(value: object, minutes: float) -> None:
    """Half past nine is 570 minutes after midnight, however the sheet wrote it."""
    np.testing.assert_equal(minutes_after_midnight(value), minutes)


def test_calendar_refuses_an_unknown_kind() -> None:
    """A kind nobody reads would be silently lost."""
    with pytest.raises(InvalidValue):
        CalendarTable.from_rows([(date(2026, 1, 1), "libur", "Tahun Baru")])


def test_names_on_a_day_leave_ramadan_out() -> None:
    """Worst days are shown with their names; Ramadan is a month, not a day's name."""
    rows = [(date(2026, 3, 19), "ramadan", "Ramadan"), (date(2026, 3, 19), "holiday", "Nyepi")]
    assert CalendarTable.from_rows(rows).names_on(date(2026, 3, 19)) == ("Nyepi",)


def test_horizon_refuses_no_days() -> None:
    """A forecast of nothing is a mistake."""
    with pytest.raises(InvalidValue):
        Horizon(origin=date(2026, 1, 1), length_days=0)


def test_horizon_closes_one_service_or_all() -> None:
    """The 2nd closes `ktp` only, the 3rd everybody; days outside the horizon are ignored."""
    closed = frozenset({("ktp", date(2026, 1, 2)), ("*", date(2026, 1, 3)), ("ktp", date(2027, 1, 1))})
    opens = Horizon(origin=date(2026, 1, 1), length_days=2, closed=closed).is_open(("ktp", "skck"))
    assert opens.tolist() == [[False, True], [False, False]]


def test_long_table_sorts_clips_and_closes() -> None:
    """Crossed quantiles are put in order, values below 0 become 0, the closed day is 0."""
    horizon = Horizon(origin=date(2026, 1, 1), length_days=2, closed=frozenset({("ktp", date(2026, 1, 3))}))
    quantiles = np.linspace(5, -1, len(QUANTILES))[None, None, :].repeat(2, axis=0)
    table = long_table(("ktp",), horizon, np.array([[2.0], [2.0]]), quantiles)
    first = table[table["day"] == pd.Timestamp("2026-01-02")]["visits"]
    assert first.is_monotonic_increasing
    assert first.min() == 0.0
    assert table[table["day"] == pd.Timestamp("2026-01-03")][["visits", "mean"]].to_numpy().sum() == 0.0


def test_whole_counts_round_quantiles_and_leave_the_mean() -> None:
    """People come whole; means must still add up over services."""
    table = whole_counts(pd.DataFrame({"visits": [1.4, 2.6], "mean": [2.1, 2.1]}))
    assert table["visits"].tolist() == [1.0, 3.0]
    assert table["mean"].tolist() == [2.1, 2.1]
