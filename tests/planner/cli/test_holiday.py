"""`loketplan holiday-check` with files it cannot use."""

from pathlib import Path

from click.testing import CliRunner

from planner.cli import main

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
