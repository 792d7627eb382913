"""Every reason for which a profile or a forecast is refused: one line each."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast, Profile
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
