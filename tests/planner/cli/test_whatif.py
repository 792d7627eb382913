"""`loketplan whatif`: the page beside the answers, another week's base made once, and sentences for what cannot be."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.cli import whatif as command
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_file import write_plan
from planner.queueing.cache import CACHE_VARIABLE
from tests.builders import DAYS, a_plan

NEXT_DAYS = tuple(day + timedelta(days=7) for day in DAYS)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plans of two weeks and two scenarios; everything is worked out in this process."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(command, "make_executor", lambda _: InlineExecutor())
    write_plan(a_plan(), tmp_path / "plan.json")
    write_plan(a_plan(days=NEXT_DAYS), tmp_path / "next.json")
    (tmp_path / "none.toml").write_text('name = "Tidak ada"\n')
    (tmp_path / "two.toml").write_text(
        'name = "Dua minggu"\nweeks = ["2026-W06", "2026-W07"]\nchange = [{kind = "absent", officer = "dewi"}]\n'
    )
    return tmp_path


def run(folder: Path, *words: str):
    given = [str(folder / word) if word.endswith((".json", ".toml")) else word for word in words]
    return CliRunner().invoke(main, ["whatif", *given, "--out", str(folder / "out")])


def test_the_page_stands_beside_the_kept_answers(files: Path):
    """Two weeks, the second's plan given: page and pictures in the folder, answers in `kept`, used again."""
    told = run(files, "plan.json", "two.toml", "none.toml", "--plan", "next.json", "--json")
    assert told.exit_code == 0, told.output
    out = files / "out"
    assert "Dua minggu" in (out / "whatif.html").read_text(encoding="utf-8")
    assert len(list((out / "kept").glob("*.json"))) == 2
    answers = json.loads(told.stdout)
    assert answers[0]["weeks"] == ["2026-W06", "2026-W07"]
    assert answers[1]["weeks"] == ["2026-W06"]
    again = run(files, "plan.json", "two.toml", "none.toml", "--plan", "next.json", "--json")
    assert json.loads(again.stdout) == answers
    assert "dari 2" not in again.stderr


def test_another_week_without_plan_and_data_is_told(files: Path):
    """The way out names both options."""
    told = run(files, "plan.json", "two.toml")
    assert told.exit_code == 1
    assert "--plan" in told.output
    assert "--mall" in told.output


def test_a_scenario_with_faults_ends_with_its_findings(files: Path):
    """Every fault of the file, none of the work."""
    (files / "bad.toml").write_text('change = [{kind = "holiday"}]\n')
    told = run(files, "plan.json", "bad.toml")
    assert told.exit_code == 1
    assert "bukan jenis perubahan" in told.output


def test_a_stopped_run_says_how_it_goes_on(files: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C: where the answers are, and 130."""

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "make_bases", stopped)
    told = run(files, "plan.json", "none.toml")
    assert told.exit_code == 130
    assert "Dihentikan." in told.output
