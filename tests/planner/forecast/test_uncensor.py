"""Demand behind a quota: what is known, what is estimated, and when no number may be given."""

import numpy as np
import pandas as pd
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.base import History
from planner.forecast.profile import DEFAULT_PROFILE, Profile
from planner.forecast.uncensor import RebuildSettings, rebuild_demand

EVEN = Profile(first_minute=480.0, shares=(0.1,) * 10)


def capped_counts(cap: float, days: int = 365, free_days: int = 0, mean: float = 60.0) -> tuple[pd.DataFrame, float]:
    """Poisson counts of one desk, capped after `free_days`; the table and the true demand."""
    visits = np.random.default_rng(11).poisson(mean, days)
    dates = pd.date_range("2025-01-01", periods=days)
    quota = np.where(np.arange(days) < free_days, np.nan, cap)
    seen = np.fmin(visits, quota)
    return pd.DataFrame({"date": dates, "service": "ktp", "visits": seen, "quota": quota}), float(visits.sum())


def test_without_full_days_demand_is_what_was_counted() -> None:
    """Nothing was turned away, so nothing is estimated."""
    table, truth = capped_counts(cap=500.0)
    rebuilt = rebuild_demand(History(table=table))
    summary = rebuilt.of("ktp")
    assert (summary.method, summary.estimated_share, summary.has_point) == ("counted", 0.0, True)
    assert rebuilt.table["gross"].sum() == truth


@pytest.mark.parametrize("cap", [62.0, 56.0], ids=["40 % full", "70 % full"])
def test_counts_with_a_past_without_quota_rebuild_demand(cap: float) -> None:
    """Regular counts, capped in the last year: within 3 % of who really came, where counted visits are further off."""
    table, truth = capped_counts(cap=cap, days=600, free_days=235)
    rebuilt = rebuild_demand(History(table=table))
    assert abs(rebuilt.table["gross"].sum() / truth - 1.0) < 0.03
    assert rebuilt.of("ktp").low < truth < rebuilt.of("ktp").high
    assert rebuilt.of("ktp").has_point


def test_the_interval_of_a_full_day_starts_at_its_count() -> None:
    """A full day had at least its tickets; a day that was not full is known exactly."""
    table, _ = capped_counts(cap=62.0, days=600, free_days=235)
    rebuilt = rebuild_demand(History(table=table)).table
    full = rebuilt[rebuilt["full"]]
    assert ((full["visits"] <= full["low"]) & (full["low"] <= full["gross"]) & (full["gross"] <= full["high"])).all()
    exact = rebuilt[~rebuilt["full"]]
    assert (exact["low"] == exact["visits"]).all()
    assert (exact["high"] == exact["visits"]).all()
    assert full["estimated"].all()
    assert not exact["estimated"].any()


def test_one_cap_that_never_changed_gives_a_range_and_says_why() -> None:
    """Demand above 62 was never seen: no point, two ends, and the question that would settle it."""
    table, _ = capped_counts(cap=62.0)
    rebuilt = rebuild_demand(History(table=table))
    summary = rebuilt.of("ktp")
    assert not summary.has_point
    assert "62" in summary.reason_id
    assert "last ticket" in summary.reason_en
    assert rebuilt.table.loc[rebuilt.table["full"], ["gross", "net"]].isna().all().all()
    assert summary.low <= summary.high
    low, high = (rebuilt.as_history(end).table["visits"].sum() for end in ("low", "high"))
    assert low <= rebuilt.as_history().table["visits"].sum() <= high


def test_over_85_percent_full_gives_no_point() -> None:
    """With nine of ten days full, counts say "at least n" and no more."""
    table, _ = capped_counts(cap=50.0, days=600, free_days=235)
    summary = rebuild_demand(History(table=table)).of("ktp")
    assert summary.full_share > 0.85
    assert not summary.has_point


def test_always_full_ends_at_three_times_the_count() -> None:
    """Where no day was ever below the cap the high end is the stated assumption, not a figure from the data."""
    table, _ = capped_counts(cap=20.0)
    summary = rebuild_demand(History(table=table)).of("ktp")
    assert summary.high == pytest.approx(3.0 * summary.counted)


def test_run_out_times_make_a_point_possible_again() -> None:
    """40 tickets gone when half of an even day has passed means about 80 people, cap or no cap."""
    table, _ = capped_counts(cap=40.0, mean=80.0)
    table["quota_full_at"] = 480.0 + 150.0
    summary = rebuild_demand(History(table=table), settings=RebuildSettings(profiles={"ktp": EVEN})).of("ktp")
    rebuilt = rebuild_demand(History(table=table), settings=RebuildSettings(profiles={"ktp": EVEN})).table
    assert summary.has_point
    assert summary.method == "run_out"
    assert rebuilt["gross"].mean() == pytest.approx(80.0, rel=0.02)


def test_a_run_out_time_read_by_the_default_profile_is_less_certain() -> None:
    """The same times with and without the desk's own profile: the interval is wider and the method says why."""
    table, _ = capped_counts(cap=40.0, mean=80.0)
    history = History(table=table.assign(quota_full_at=630.0))
    own = rebuild_demand(history, settings=RebuildSettings(profiles={"ktp": DEFAULT_PROFILE})).of("ktp")
    default = rebuild_demand(history).of("ktp")
    assert default.method == "run_out, default profile"
    assert default.high - default.low > 3 * (own.high - own.low)


def test_tickets_gone_in_the_first_half_hour_count_as_gone_at_its_end() -> None:
    """Five past eight or half past: a crowd at the door, and the same demand."""
    table, _ = capped_counts(cap=40.0, mean=80.0)
    sums = [
        rebuild_demand(History(table=table.assign(quota_full_at=minute))).table["gross"].sum()
        for minute in (485.0, 510.0)
    ]
    assert sums[0] == sums[1]


def test_a_tally_of_people_refused_is_taken_as_it_is() -> None:
    """70 served and 12 refused are 82."""
    table, _ = capped_counts(cap=40.0, mean=80.0)
    rebuilt = rebuild_demand(History(table=table.assign(refused=12))).table
    assert (rebuilt["gross"] == rebuilt["visits"] + 12).all()
    assert set(rebuilt["method"]) == {"tally"}


def test_net_leaves_out_those_who_came_again() -> None:
    """Half of the 12 turned away yesterday come again today: 52 gross are 46 net, and the first day is not touched."""
    table, _ = capped_counts(cap=40.0, mean=80.0)
    settings = RebuildSettings(return_share=0.5)
    rebuilt = rebuild_demand(History(table=table.assign(refused=12)), settings=settings).table
    assert rebuilt["net"].iloc[0] == 52.0
    assert (rebuilt["net"].iloc[1:] == 46.0).all()


def test_peer_share_gives_the_range_where_assumed() -> None:
    """Others had 300 visits; 25 % to 40 % of all visits is then 100 to 200."""
    dates = pd.date_range("2026-01-05", periods=10)
    table = pd.DataFrame(
        {
            "date": list(dates) * 2,
            "service": ["ktp"] * 10 + ["lain"] * 10,
            "visits": [5] * 10 + [30] * 10,
            "full": [1] * 10 + [0] * 10,
        }
    )
    settings = RebuildSettings(peer_share={"ktp": (0.25, 0.4)})
    summary = rebuild_demand(History(table=table), settings=settings).of("ktp")
    assert (summary.low, summary.high) == (pytest.approx(100.0), pytest.approx(200.0))
    assert "peer_share" in summary.method


def test_closed_days_stay_as_they_are() -> None:
    """A closed day has no demand to rebuild."""
    table, _ = capped_counts(cap=62.0, days=600, free_days=235)
    table["closed"] = (np.arange(600) % 7 == 6).astype(int)
    table.loc[table["closed"] == 1, "visits"] = 0
    rebuilt = rebuild_demand(History(table=table)).table
    assert (rebuilt.loc[rebuilt["closed"], "gross"] == 0).all()


def test_full_days_stay_marked_for_the_forecaster() -> None:
    """The spread must not be learned from estimates: `full` survives, and the quota does not mark a day twice."""
    table, _ = capped_counts(cap=62.0, days=600, free_days=235)
    history = History(table=table)
    assert (rebuild_demand(history).as_history().table["full"] == history.table["full"]).all()


def test_unknown_service_and_bad_share_are_named() -> None:
    """Mistakes of the caller say which value was wrong."""
    table, _ = capped_counts(cap=500.0)
    with pytest.raises(InvalidValue, match="skck"):
        rebuild_demand(History(table=table)).of("skck")
    with pytest.raises(InvalidValue, match=r"1\.5"):
        RebuildSettings(return_share=1.5)


def test_default_profile_is_stated_and_adds_up() -> None:
    """The default has a morning peak of 45 % in two hours and was learned from no ticket."""
    assert sum(DEFAULT_PROFILE.shares) == pytest.approx(1.0)
    assert float(DEFAULT_PROFILE.share_by(np.array(600.0))) == pytest.approx(0.45)
    assert DEFAULT_PROFILE.tickets == 0
