"""Levels as known at the end of a day: averages that no wild day carries away and no later day reaches."""

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import History
from planner.forecast.grid import calm_visits, make_grid
from planner.forecast.levels import WeekdayLevels, faded_sum


def a_grid(visits: np.ndarray, opens: np.ndarray | None = None):
    """Days from Monday 1 January 2024, one column per service."""
    days, services = visits.shape
    dates = np.repeat(pd.date_range("2024-01-01", periods=days).to_numpy(), services)
    names = np.tile([f"s{column}" for column in range(services)], days)
    closed = np.zeros(visits.size) if opens is None else (~opens).ravel().astype(int)
    table = pd.DataFrame({"date": dates, "service": names, "visits": visits.ravel(), "closed": closed})
    return make_grid(History(table=table))


def levels_at(visits: np.ndarray, origin: int, opens: np.ndarray | None = None) -> WeekdayLevels:
    grid = a_grid(visits, opens)
    return WeekdayLevels(grid, grid.visits, grid.opens, np.array([origin]))


def test_grid_starts_on_the_first_day_and_knows_its_weekdays() -> None:
    """1 January 2024 is a Monday."""
    grid = a_grid(np.ones((8, 1)))
    assert grid.weekdays().tolist() == [0, 1, 2, 3, 4, 5, 6, 0]


def test_a_day_without_a_row_is_not_open() -> None:
    """Unknown is neither zero nor open."""
    table = pd.DataFrame({"date": ["2024-01-01", "2024-01-03"], "service": "a", "visits": [5, 7]})
    grid = make_grid(History(table=table))
    assert grid.opens[:, 0].tolist() == [True, False, True]


def test_faded_sum_halves_after_one_half_life() -> None:
    """One visit, two days later, half-life of two days: a half is left."""
    assert faded_sum(np.array([[1.0], [0.0], [0.0]]), 2.0)[-1, 0] == pytest.approx(0.5)


def test_base_of_a_constant_service_is_the_constant() -> None:
    """Twelve every day: every weekday expects twelve, whatever the half-lives."""
    base = levels_at(np.full((100, 1), 12.0), 99).bases(6.0)
    np.testing.assert_allclose(base, 12.0, rtol=1e-6)


def test_base_follows_the_weekday() -> None:
    """Regular weeks of 10, 20, ..., 70: the scatter is nil, so each weekday is believed at once."""
    week = np.arange(10.0, 71.0, 10.0)
    base = levels_at(np.tile(week, 20)[:, None], 139).bases(6.0)[0, :, 0]
    np.testing.assert_allclose(base, week, rtol=0.05)


def test_what_comes_after_the_origin_is_not_seen() -> None:
    """The same origin with and without the days after it."""
    visits = np.random.default_rng(1).poisson(20, (200, 2)).astype(float)
    later = visits.copy()
    later[150:] *= 9.0
    np.testing.assert_allclose(levels_at(visits, 149).bases(6.0), levels_at(later, 149).bases(6.0))


def test_a_weekday_never_open_borrows_from_level() -> None:
    """Closed on Sundays so far: a first open Sunday expects the level, not nothing."""
    visits = np.full((70, 1), 10.0)
    opens = np.arange(70)[:, None] % 7 != 6
    base = levels_at(visits * opens, 69, opens).bases(6.0)[0, 6, 0]
    assert 8.0 < base < 12.0


def test_scattered_services_are_shrunk_more_than_regular_ones() -> None:
    """Spread of a day over its mean: nil for the regular, near 1 for a Poisson count of one."""
    rng = np.random.default_rng(3)
    visits = np.column_stack([np.full(300, 20.0), rng.poisson(1.0, 300)])
    scatter = levels_at(visits, 299).relative_scatter()[0]
    assert scatter[0] < 0.001
    assert 0.6 < scatter[1] < 1.5


def test_ratio_rises_with_the_last_weeks() -> None:
    """The last ten days at double the level push the ratio above one, and more for a short half-life."""
    visits = np.full((200, 1), 10.0)
    visits[190:] = 20.0
    levels = levels_at(visits, 199)
    bases = np.full((1, 7, 1), 10.0)
    short, long = levels.ratio(bases, 4.0)[0, 0], levels.ratio(bases, 60.0)[0, 0]
    assert 1.6 < short < 2.0
    assert 1.0 < long < short


def test_calm_visits_cut_the_typing_error_and_keep_the_spike() -> None:
    """Counts of 10, one of 35 (an outreach day) and one of 1000: the bound is four times the second highest at most."""
    visits = np.full((200, 1), 10.0)
    visits[50], visits[100] = 35.0, 1000.0
    calm = calm_visits(a_grid(visits))
    assert calm[50, 0] == 35.0
    assert calm[100, 0] == 40.0
