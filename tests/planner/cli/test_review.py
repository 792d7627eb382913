"""`loketplan review` from files to text."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.planning.plan_file import write_plan
from tests.builders import DAYS, MONDAY, a_plan

SETTINGS = """
name = "MPP Contoh"
zone = "WIB"
[day_types.normal]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "13:30"},
  {id = "sore", start = "13:30", end = "15:00"},
]
last_ticket = "14:00"
break_minutes = 60
break_starts = ["11:30", "12:00"]
"""
PLAN = a_plan(days=DAYS[:1])


@pytest.fixture
def actuals(tmp_path: Path) -> Path:
    """A folder with the desk and 220 visits of 20 served on the planned Monday."""
    folder = tmp_path / "kenyataan"
    folder.mkdir()
    (folder / "mall.toml").write_text(SETTINGS)
    (folder / "desks.csv").write_text("id,agency,name,officers_count\npajak,samsat,Samsat,2\n")
    (folder / "services.csv").write_text("id,desk,name\npajak,pajak,Pajak\n")
    (folder / "visits.csv").write_text(f"date,service,visits,quota,full,refused\n{MONDAY},pajak,20,20,ya,200\n")
    write_plan(PLAN, tmp_path / "plan.json")
    return folder


def test_a_review_names_cause_and_next_step_in_both_languages(actuals: Path):
    """Refused 200 where the plan expects few: demand, with what to change; JSON holds the same."""
    call = ["review", str(actuals.parent / "plan.json"), str(actuals)]
    told = CliRunner().invoke(main, call)
    assert told.exit_code == 0, told.output
    assert "Sebab paling mungkin: permintaan" in told.output
    assert "loketplan whatif" in told.output
    assert "Likeliest cause: demand" in CliRunner().invoke(main, [*call, "--lang", "en"]).output
    content = json.loads(CliRunner().invoke(main, [*call, "--json"]).output)
    assert content["desks"][0]["causes"][0]["name"] == "demand"


def test_the_page_is_written_where_it_is_asked_for(actuals: Path, tmp_path: Path):
    """With --out the review is a page too; what is printed stays."""
    call = ["review", str(actuals.parent / "plan.json"), str(actuals), "--lang", "en", "--out", str(tmp_path / "out")]
    told = CliRunner().invoke(main, call)
    assert told.exit_code == 0, told.output
    assert "Likeliest cause: demand" in told.stdout
    assert "Likeliest cause: demand" in (tmp_path / "out" / "review.en.html").read_text(encoding="utf-8")


def test_a_week_nobody_counted_ends_with_its_days(actuals: Path):
    """Counts of another week are no review of this one."""
    other = f"date,service,visits\n{MONDAY - timedelta(days=7)},pajak,20\n"
    (actuals / "visits.csv").write_text(other)
    told = CliRunner().invoke(main, ["review", str(actuals.parent / "plan.json"), str(actuals)])
    assert told.exit_code == 1
    assert "nothing was counted from" in told.output
