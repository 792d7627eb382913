from pathlib import Path

from click.testing import CliRunner

from planner.cli.report import report
from planner.domain.plan import Plan
from planner.planning.plan_file import write_plan


def test_report_writes_every_file_and_prints_the_summary(odd_week: Plan, tmp_path: Path) -> None:
    """From the plan file alone, into a folder that does not exist yet."""
    write_plan(odd_week, tmp_path / "plan.json")
    out = tmp_path / "new" / "folder"
    result = CliRunner().invoke(report, [str(tmp_path / "plan.json"), "--out", str(out)])
    assert result.exit_code == 0, result.output
    names = ["quota-notice.en.html", "quota-notice.html", "roster.xlsx", "summary.txt"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert result.stdout == (out / "summary.txt").read_text(encoding="utf-8")
    assert 'href="quota-notice.en.html"' in (out / "quota-notice.html").read_text(encoding="utf-8")


def test_report_in_english_with_a_day(odd_week: Plan, tmp_path: Path) -> None:
    """`--lang` is the roster's and summary's language; `--today` names the day in the notice."""
    write_plan(odd_week, tmp_path / "plan.json")
    arguments = [str(tmp_path / "plan.json"), "--out", str(tmp_path), "--lang", "en", "--today", "2026-03-31"]
    result = CliRunner().invoke(report, arguments)
    assert "WHAT IS SHORT" in result.stdout
    assert "Hari ini, Sel 31 Mar" in (tmp_path / "quota-notice.html").read_text(encoding="utf-8")


def test_report_refuses_a_file_that_is_no_plan(tmp_path: Path) -> None:
    """One line per finding, exit 1, nothing written."""
    (tmp_path / "plan.json").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(report, [str(tmp_path / "plan.json"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "loketplan-plan/1" in result.stderr
    assert not (tmp_path / "out").exists()
