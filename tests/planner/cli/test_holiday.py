"""`loketplan holiday-check` with files it cannot use."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.planning.holiday_check import HolidayCheck
from planner.planning.holiday_check_calendar import Holiday

SAMPLE = Path(__file__).parents[3] / "examples" / "habaring-hurung"


def test_a_calendar_that_ends_is_told():
    """The calendar reaches to 2030, so after it no holiday is known: a sentence and 1, no traceback."""
    told = CliRunner().invoke(main, ["holiday-check", str(SAMPLE), "--after", "2031-03-01", "--workers", "1"])
    assert told.exit_code == 1
    assert "no holiday within" in told.output


def test_files_with_findings_end_with_them(tmp_path: Path):
    """An empty folder: the sheets that are missing, and 1."""
    told = CliRunner().invoke(main, ["holiday-check", str(tmp_path)])
    assert told.exit_code == 1
    assert "mall.toml" in told.output


def test_the_page_is_written_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With --out the check is a page too; what is printed stays."""
    monday = date(2026, 2, 2)
    found = HolidayCheck(
        holiday=Holiday(names=("Imlek",), first_day=monday, last_day=monday, opens_again=monday),
        away=(),
        surges=(),
        demand_visits=10,
        served_visits=8,
        turned_away=2,
        risky=(),
        measures=(),
        tried=0,
    )
    monkeypatch.setattr("planner.cli.holiday.holiday_check", lambda *_: found)
    told = CliRunner().invoke(main, ["holiday-check", str(SAMPLE), "--workers", "1", "--out", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    assert "Imlek" in told.stdout
    assert "Imlek" in (tmp_path / "out" / "holiday-check.html").read_text(encoding="utf-8")
