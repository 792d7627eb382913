"""`loketplan check`: what a person sees, and what a script gets."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.checker.violation import Place, Violation
from planner.cli import main
from planner.planning import reprove
from planner.planning.plan_file import plan_as_json, write_plan
from tests.builders import a_plan


def run(*args: Any) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)])


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    write_plan(a_plan(), path)
    return path


@pytest.fixture
def changed_path(tmp_path: Path) -> Path:
    path = tmp_path / "changed.json"
    raw = plan_as_json(a_plan())
    raw["quotas"][0]["tickets"] = 23
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def test_plan_that_holds_ends_with_0(plan_path: Path) -> None:
    """One line says so."""
    result = run(plan_path)
    assert (result.exit_code, result.output) == (0, f"{plan_path}: sesuai, tidak ada temuan.\n")


def test_findings_end_with_1_and_have_a_line_each(changed_path: Path) -> None:
    """23 tickets: hash, arithmetic, binding, and the stages that now come out lower."""
    result = run(changed_path)
    rules = [line.split(":")[0] for line in result.output.splitlines()]
    assert result.exit_code == 1
    assert rules == ["content_hash", "quota_arithmetic", "stage_values", "stage_values"]


@pytest.mark.parametrize(("which", "agrees", "code"), [("plan_path", True, 0), ("changed_path", False, 1)])
def test_json_says_the_same(which: str, agrees: bool, code: int, request: pytest.FixtureRequest) -> None:
    """Machines get rule, place, value and both sentences."""
    result = run(request.getfixturevalue(which), "--json")
    answer = json.loads(result.output)
    assert (result.exit_code, answer["agrees"], bool(answer["findings"])) == (code, agrees, not agrees)
    assert all(f.keys() == {"rule", "place", "value", "sentence_id", "sentence_en"} for f in answer["findings"])


def test_file_that_is_no_plan_is_a_finding(tmp_path: Path) -> None:
    """The reader's own findings, one line each."""
    path = tmp_path / "other.json"
    path.write_text('{"format": "something/1"}', encoding="utf-8")
    result = run(path)
    assert result.exit_code == 1
    assert 'plan.json, kolom "format": "something/1" bukan isi berkas rencana' in result.output


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("nowhere.json",), id="no such file"),
        pytest.param((), id="no file named"),
        pytest.param(("--gladly",), id="unknown option"),
    ],
)
def test_wrong_use_ends_with_2(args: tuple[str, ...]) -> None:
    """Nothing was checked."""
    assert run(*args).exit_code == 2


def test_simulation_runs_when_asked_for(plan_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the proof run finds is told like any other finding; without the option it is not started."""
    found = Violation(
        rule="proof_repeats",
        place=Place(desk="adminduk"),
        value="served",
        sentence_id="tidak sama",
        sentence_en="differs",
    )
    monkeypatch.setattr(reprove, "reprove", lambda _: (found,))
    assert run(plan_path).exit_code == 0
    result = run(plan_path, "--simulate")
    assert (result.exit_code, result.output) == (1, "proof_repeats: adminduk: tidak sama [served]\n")


def test_simulation_is_not_started_for_a_plan_with_findings(
    changed_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that is wrong by itself need not be simulated, and may not be able to."""
    monkeypatch.setattr(reprove, "reprove", lambda _: 1 / 0)
    assert run(changed_path, "--simulate").exit_code == 1


def test_help_has_an_example() -> None:
    """Each command shows how it is used."""
    assert "Example: loketplan check out/demo/plan.json --simulate" in run("--help").output
