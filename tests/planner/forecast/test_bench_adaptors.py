"""The benchmark programs, run as outsiders run them."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(BENCHMARKS / program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_rebuilding_keeps_its_bounds_where_trusting_and_dropping_full_days_miss_them() -> None:
    """Made-up regular counts at 40 % and 70 % full; the program ends with 1 where a bound or a control fails."""
    result = run("uncensor.py")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "synthetic P30 run-out time" in result.stdout


@pytest.mark.slow
def test_forecast_file_has_every_row_and_column_of_the_protocol(tmp_path: Path) -> None:
    """13 origins x 28 days x 2 services, mean and 21 quantiles; a day without a row is closed and 0."""
    dates = pd.date_range("2024-01-01", periods=480)
    rng = np.random.default_rng(2)
    parts = [pd.DataFrame({"date": dates, "service": s, "visits": rng.poisson(12, 480)}) for s in ("a", "b")]
    table = pd.concat(parts)
    gap = pd.Timestamp("2025-04-10")
    table[~((table["date"] == gap) & (table["service"] == "b"))].to_csv(tmp_path / "data.csv", index=False)
    result = run("forecast.py", str(tmp_path / "data.csv"), str(tmp_path / "out.csv"), "--country", "SG")
    assert result.returncode == 0, result.stderr
    out = pd.read_csv(tmp_path / "out.csv", parse_dates=["date"])
    assert out.shape == (13 * 28 * 2, 3 + 1 + 21)
    closed = out[(out["date"] == gap) & (out["service"] == "b")]
    assert closed["mean"].tolist() == [0.0]
    assert out["mean"].notna().all()
