"""`loketplan doctor` says what to mend, what most visits rest on first, each with its way out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main

MALL = {
    "mall.toml": """
name = "MPP Kecil"
zone = "WIB"
[day_types.normal]
sessions = [{id = "pagi", start = "08:00", end = "15:00"}]
last_ticket = "14:00"
""",
    "agencies.csv": "id,name,mode\ndukcapil,Disdukcapil,planned\nbpjs,BPJS,as_given\n",
    "desks.csv": "id,agency,name,officers_count,lunch_cover\ndukcapil,dukcapil,Disdukcapil,3,tidak\n"
    "jkn,bpjs,JKN,1,tidak\n",
    "services.csv": "id,desk,name\nkk,dukcapil,Kartu Keluarga\njkn,jkn,Kepesertaan\n",
    "visits_monthly.csv": "month,desk,visits\n" + "".join(f"2025-{m},dukcapil,1300\n" for m in (10, 11, 12)),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in MALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def asked(folder: Path, *more: str, today: str = "2026-01-10") -> Result:
    return CliRunner().invoke(main, ["doctor", str(folder), "--today", today, *more])


def codes(folder: Path, today: str = "2026-01-10") -> list[str]:
    return [row["code"] for row in json.loads(asked(folder, "--json", today=today).output)]


def test_a_poor_mall_is_told_what_would_help_most(folder: Path) -> None:
    """JKN was never counted, BPJS brought no roster; minutes and arrivals are assumed; months only."""
    assert set(codes(folder)) == {"never_counted", "given_ends", "minutes_assumed", "months_only", "profile_assumed"}
    result = asked(folder)
    assert result.exit_code == 1
    assert "1. " in result.output
    assert "loketplan calibrate --mall MAP --desk dukcapil" in result.output


def test_what_more_visits_rest_on_comes_first(folder: Path) -> None:
    rows = json.loads(asked(folder, "--json").output)
    assert [r["worth"] for r in rows] == sorted((r["worth"] for r in rows), reverse=True)


def test_old_counts_are_stale(folder: Path) -> None:
    """The last count is of 31 December: 35 days later a forecast still carries, 40 days later it does not."""
    assert "stale" not in codes(folder, "2026-02-04")
    assert "stale" in codes(folder, "2026-02-09")


def test_a_cap_that_hides_demand_is_told(folder: Path) -> None:
    rows = "".join(f"2026-01-{day:02d},dukcapil,70,70\n" for day in (5, 6, 7, 8, 9))
    (folder / "visits.csv").write_text(f"date,desk,visits,quota\n{rows}", encoding="utf-8")
    assert {"always_full", "few_weeks"} <= set(codes(folder))


def test_an_open_question_comes_before_all_advice(folder: Path) -> None:
    rows = "".join(f"2026-01-{day:02d},dukcapil,70\n" for day in (5, 6, 7, 8, 9))
    (folder / "visits.csv").write_text(f"date,desk,visits\n{rows}", encoding="utf-8")
    assert codes(folder)[0] == "questions"
    assert '"full.dukcapil" = "ya"' in asked(folder).output


def test_refused_files_are_told_as_findings(folder: Path) -> None:
    (folder / "visits_monthly.csv").write_text("month,desk,visits\n2025-10,dukcapil,banyak\n", encoding="utf-8")
    result = asked(folder)
    assert result.exit_code == 1
    assert "bukan angka" in result.output


def test_rows_that_contradict_each_other_are_told(folder: Path) -> None:
    """One officer twice in one session."""
    rows = "officer,date,session,desk\njkn-1,2026-02-02,pagi,jkn\njkn-1,2026-02-02,pagi,jkn\n"
    (folder / "roster_given.csv").write_text(rows, encoding="utf-8")
    assert "given_twice" in codes(folder)
