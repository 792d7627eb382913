"""`loketplan forecast` and `loketplan backtest` on one CSV: what they print, and how they end."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from planner.cli.forecast import backtest_command, forecast


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """120 days of one desk, closed on Sundays, with full days at 25 tickets in the second half."""
    dates = pd.date_range("2025-08-04", periods=120)
    closed = (dates.day_of_week == 6).astype(int)
    visits = np.where(closed == 1, 0, np.random.default_rng(3).poisson(20, 120))
    quota = np.where(np.arange(120) < 60, np.nan, 25)
    table = pd.DataFrame(
        {"date": dates, "service": "ktp", "visits": np.fmin(visits, quota), "closed": closed, "quota": quota}
    )
    path = tmp_path / "counts.csv"
    table.to_csv(path, index=False)
    return path


def test_forecast_lists_open_days_and_tells_what_was_rebuilt(counts: Path) -> None:
    """Seven days ahead hold one Sunday: six lines; the method and the rebuilt demand are told on stderr."""
    result = CliRunner().invoke(forecast, [str(counts), "--days", "7"])
    assert result.exit_code == 0, result.output
    assert len([line for line in result.stdout.splitlines() if line.startswith("ktp")]) == 6
    assert "weekday mean" in result.stderr
    assert "terhitung" in result.stderr


def test_forecast_writes_the_file_other_programs_read(counts: Path, tmp_path: Path) -> None:
    """One row a day, mean and 21 quantiles."""
    out = tmp_path / "forecast.csv"
    result = CliRunner().invoke(forecast, [str(counts), "--days", "7", "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    assert pd.read_csv(out).shape == (7, 24)
    assert len(json.loads(result.stdout)["rows"]) == 7


def test_backtest_prints_figures_and_worst_days(counts: Path) -> None:
    """Ours, the 8-week mean and the naive rule at 14 and 28 days."""
    result = CliRunner().invoke(backtest_command, [str(counts), "--origins", "2", "--worst", "3"])
    assert result.exit_code == 0, result.output
    assert result.stdout.count("seasonal naive") == 2
    as_json = CliRunner().invoke(backtest_command, [str(counts), "--origins", "2", "--json"])
    assert as_json.exit_code == 0, as_json.exception
    content = json.loads(as_json.stdout)
    assert content["h28"]["seasonal naive"]["ratio"] == 1.0
    assert len(content["worst_days"]) == 10


def test_a_file_without_visits_is_refused_with_the_reason(tmp_path: Path) -> None:
    """Exit code 1 and the missing column by name."""
    path = tmp_path / "wrong.csv"
    path.write_text("date,service\n2026-01-05,ktp\n", encoding="utf-8")
    result = CliRunner().invoke(forecast, [str(path)])
    assert result.exit_code == 1
    assert "visits" in result.output


def test_too_short_a_history_for_a_backtest_is_refused(counts: Path) -> None:
    """Forty days carry no origin."""
    pd.read_csv(counts).head(40).to_csv(counts, index=False)
    result = CliRunner().invoke(backtest_command, [str(counts)])
    assert result.exit_code == 1
    assert "too short" in result.output
