"""Every reason for which a profile or a forecast is refused, one line each; the band of several desks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast, Profile, band_of_all
from planner.domain.errors import InvalidValue

PROFILE = Profile(desk="dukcapil", at_open=0.5, half_hours={480: 0.5})
QUANTILES = tuple(float(n) for n in range(len(QUANTILE_LEVELS)))
FORECAST = DemandForecast(desk="dukcapil", day=date(2026, 1, 5), mean=10, quantiles=QUANTILES)


@pytest.mark.parametrize(
    ("record", "change", "code", "field"),
    [
        (PROFILE, {"at_open": 1.5}, "out_of_range", "profile.at_open"),
        (PROFILE, {"half_hours": {485: 0.5}}, "not_a_half_hour", "profiles.half_hour"),
        (PROFILE, {"half_hours": {480: -0.5}}, "out_of_range", "profiles.share"),
        (PROFILE, {"half_hours": {480: 0.4}}, "profile_sum", "profiles.share"),
        (PROFILE, {"half_hours": {}}, "profile_sum", "profiles.share"),
        (FORECAST, {"mean": -1}, "out_of_range", "forecast.mean"),
        (FORECAST, {"mean": float("nan")}, "out_of_range", "forecast.mean"),
        (FORECAST, {"quantiles": QUANTILES[1:]}, "quantile_count", "forecast.quantiles"),
        (FORECAST, {"quantiles": QUANTILES[::-1]}, "quantile_order", "forecast.quantiles"),
        (FORECAST, {"quantiles": (-1.0, *QUANTILES[1:])}, "quantile_order", "forecast.quantiles"),
    ],
)
def test_a_record_refuses(record: Any, change: dict[str, Any], code: str, field: str) -> None:
    """The fault names its code and the field."""
    with pytest.raises(InvalidValue) as refused:
        replace(record, **change)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_quantiles_are_found_by_level() -> None:
    """Level .5 is the eleventh of twenty-one; the five of the first stage are .1 .3 .5 .7 .9, rounded."""
    assert FORECAST.at(0.5) == 10
    assert FORECAST.stage_visits == (2, 6, 10, 14, 18)
    with pytest.raises(ValueError, match="not in"):
        FORECAST.at(0.42)


def test_shares_may_be_off_by_a_thousandth() -> None:
    """Shares typed with two digits."""
    assert replace(PROFILE, half_hours={480: 0.5009})


def test_one_desk_keeps_its_own_band_and_equal_ones_together_are_narrower_than_the_sum_of_ends() -> None:
    """Four desks of 20, 10 to 40: below 4 x 10 x sqrt(0.8 / 4 + 0.2) = 25.3, above twice that."""
    quantiles = tuple(10.0 if level <= 0.1 else 40.0 if level >= 0.9 else 20.0 for level in QUANTILE_LEVELS)
    one = replace(FORECAST, mean=20.0, quantiles=quantiles)
    assert band_of_all([one]) == (10.0, 40.0)
    assert band_of_all([one] * 4) == pytest.approx((80 - 25.298, 80 + 50.596), abs=0.01)
    assert band_of_all([]) == (0.0, 0.0)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(means=st.lists(st.floats(0, 500), min_size=1, max_size=20))
def test_a_band_of_all_lies_within_the_sum_of_ends_and_holds_the_mean(means: list[float]) -> None:
    """However many desks: never wider than all quiet or all busy together."""
    levels = [0.5 + level for level in QUANTILE_LEVELS]
    rows = [replace(FORECAST, mean=mean, quantiles=tuple(mean * level for level in levels)) for mean in means]
    low, high = band_of_all(rows)
    assert sum(r.at(0.1) for r in rows) - 1e-6 <= low <= sum(means) + 1e-6
    assert sum(means) - 1e-6 <= high <= sum(r.at(0.9) for r in rows) + 1e-6
