"""A folder that cannot be written, or a file too large, is one clear line and never a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.planning import plan_file

SAMPLE = str(Path(__file__).parents[3] / "examples" / "habaring-hurung")


@pytest.mark.parametrize("command", ["template", "plan"])
def test_a_file_in_the_place_of_the_folder_is_told(command: str, tmp_path: Path) -> None:
    """`plan` says so before it plans, not after a minute of work."""
    (tmp_path / "taken").write_text("")
    below = str(tmp_path / "taken" / "out")
    run = CliRunner().invoke(main, ["template", below] if command == "template" else ["plan", SAMPLE, "--out", below])
    assert run.exit_code == 1
    assert "tidak dapat dibaca atau ditulis" in run.output
    assert "Memperkirakan" not in run.output


def test_the_last_week_of_the_calendar_is_no_week() -> None:
    """Its Sunday lies beyond the year 9999."""
    run = CliRunner().invoke(main, ["plan", SAMPLE, "--week", "9999-W52"])
    assert (run.exit_code, "no week 9999-W52" in run.output) == (2, True)


def test_a_plan_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 MB took minutes to refuse; its size is known at once."""
    monkeypatch.setattr(plan_file, "LARGEST_PLAN_BYTES", 10)
    path = tmp_path / "plan.json"
    path.write_text("[" + "1," * 20 + "1]")
    run = CliRunner().invoke(main, ["check", str(path)])
    assert (run.exit_code, f"{path.stat().st_size} bytes" in run.output) == (1, True)


def test_opening_hours_in_the_wrong_order_are_wrong_use() -> None:
    """Closing before opening names the three options."""
    run = CliRunner().invoke(main, ["quota", "--open", "15:00", "--close", "08:00"])
    assert (run.exit_code, "--close 08:00" in run.output) == (2, True)
