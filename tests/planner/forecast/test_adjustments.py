"""Changes and foreign forecasts stand beside the model's value, with who, when and why."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.adjustments import Adjustment, read_forecast_csv, with_adjustments
from planner.forecast.base import QUANTILES

DAY = date(2026, 3, 2)


def a_forecast() -> pd.DataFrame:
    """One service and day, mean 20, quantiles from 10 to 30."""
    return pd.DataFrame(
        {
            "service": "ktp",
            "day": pd.Timestamp(DAY),
            "quantile": QUANTILES,
            "visits": [10.0 + place for place in range(len(QUANTILES))],
            "mean": 20.0,
        }
    )


def a_change(at: str = "2026-02-20T09:00", **amount: float) -> Adjustment:
    return Adjustment(
        service="ktp", day=DAY, who="Rina", at=datetime.fromisoformat(at), why="pemutihan pajak", **amount
    )


def test_an_adjustment_stands_beside_the_models_value() -> None:
    """Half as many again: 30 beside 20, and who and why are on the row."""
    table = with_adjustments(a_forecast(), [a_change(factor=1.5)])
    assert (table["mean"] == 20.0).all()
    assert (table["adjusted_mean"] == 30.0).all()
    assert table["adjusted_visits"].tolist() == [1.5 * value for value in a_forecast()["visits"]]
    assert set(table["who"]) == {"Rina"}


def test_an_adjustment_to_a_number_moves_the_spread_with_it() -> None:
    """Forty expected instead of twenty: every quantile doubles."""
    table = with_adjustments(a_forecast(), [a_change(visits=40.0)])
    assert table["adjusted_visits"].tolist() == [2.0 * value for value in a_forecast()["visits"]]


def test_the_newest_adjustment_holds() -> None:
    """Monday's change of mind replaces Friday's, in whatever order they are read."""
    changes = [a_change(at="2026-02-23T09:00", factor=2.0), a_change(factor=1.5)]
    assert (with_adjustments(a_forecast(), changes)["adjusted_mean"] == 40.0).all()


def test_without_adjustments_the_adjusted_values_are_the_models() -> None:
    """Nobody changed anything, and nobody is named."""
    table = with_adjustments(a_forecast(), [])
    assert (table["adjusted_visits"] == table["visits"]).all()
    assert set(table["who"]) == {""}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"factor": 1.5, "visits": 3.0}, "adjustment_amount", id="both"),
        pytest.param({}, "adjustment_amount", id="neither"),
        pytest.param({"factor": -1.0}, "adjustment_range", id="negative"),
        pytest.param({"factor": 1.0, "why": " "}, "adjustment_reason", id="no reason"),
    ],
)
def test_an_adjustment_checks_itself(change: dict[str, object], code: str) -> None:
    """Exactly one amount, not below zero, and a reason."""
    values = {"service": "ktp", "day": DAY, "who": "Rina", "at": datetime(2026, 2, 20), "why": "pajak"} | change
    with pytest.raises(InvalidValue) as caught:
        Adjustment(**values)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_another_programs_quantiles_are_read(tmp_path: Path) -> None:
    """All 21 columns given: they are taken, in order."""
    row = {"service": "ktp", "date": DAY, "mean": 20.0} | {f"q{level:g}": 30.0 - level for level in QUANTILES}
    pd.DataFrame([row]).to_csv(tmp_path / "other.csv", index=False)
    table = read_forecast_csv(tmp_path / "other.csv")
    assert table["visits"].is_monotonic_increasing
    assert len(table) == 21


def test_means_alone_take_our_spread(tmp_path: Path) -> None:
    """Their mean of 40 against our 20: our quantiles doubled."""
    pd.DataFrame([{"service": "ktp", "date": DAY, "mean": 40.0}]).to_csv(tmp_path / "other.csv", index=False)
    table = read_forecast_csv(tmp_path / "other.csv", a_forecast())
    assert table["visits"].tolist() == pytest.approx([2.0 * value for value in a_forecast()["visits"]])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param([{"service": "ktp", "mean": 1.0}], "forecast_columns", id="no date"),
        pytest.param([{"service": "ktp", "date": DAY, "mean": 1.0}] * 2, "forecast_twice", id="twice"),
        pytest.param([{"service": "ktp", "date": DAY, "mean": -1.0}], "forecast_values", id="negative"),
        pytest.param([{"service": "skck", "date": DAY, "mean": 1.0}], "forecast_unknown_day", id="unknown service"),
    ],
)
def test_a_foreign_forecast_is_checked_at_the_door(tmp_path: Path, rows: list[dict[str, object]], code: str) -> None:
    """Each fault by its name, before any plan is made from it."""
    pd.DataFrame(rows).to_csv(tmp_path / "other.csv", index=False)
    with pytest.raises(InvalidValue) as caught:
        read_forecast_csv(tmp_path / "other.csv", a_forecast())
    assert caught.value.code == code


def test_means_alone_need_our_forecast(tmp_path: Path) -> None:
    """Without ours there is no spread to move."""
    pd.DataFrame([{"service": "ktp", "date": DAY, "mean": 40.0}]).to_csv(tmp_path / "other.csv", index=False)
    with pytest.raises(InvalidValue):
        read_forecast_csv(tmp_path / "other.csv")
