"""`benchmarks/quota.py` answers the acceptance cases, and says what it cannot express."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quota import answer, passes

ROOT = Path(__file__).parent.parent.parent
CASES_FILE = ROOT / "tests" / "cases" / "quota" / "acceptance.json"
CASES = {case["id"]: case for case in json.loads(CASES_FILE.read_text(encoding="utf-8"))["cases"]}
QUICK = ("Q1", "Q2c", "Q3", "Q10c3", "Q11c3", "Q11c4", "S3", "N3", "N5", "N10")


@pytest.mark.parametrize("case_id", QUICK)
def test_case_holds_within_its_tolerance(case_id):
    """Values come from formulas or from another program (tests/cases/quota/README.md)."""
    assert passes(CASES[case_id], answer(CASES[case_id]))


@pytest.mark.slow
def test_all_cases_hold_through_the_command(tmp_path):
    """Every case is answered, none left out, all within tolerance."""
    out = tmp_path / "out.json"
    command = [sys.executable, str(ROOT / "benchmarks" / "quota.py"), str(CASES_FILE), str(out)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    results = {result["id"]: result for result in json.loads(out.read_text(encoding="utf-8"))["results"]}
    assert list(results) == list(CASES)
    assert [case_id for case_id, case in CASES.items() if not passes(case, results[case_id])] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"kind": "roster"}, "kind 'roster'", id="kind"),
        pytest.param({"day": {"tea_minutes": 5}}, "tea_minutes", id="day field"),
        pytest.param({"day": {"idle_rule": "longest_idle"}}, "longest_idle", id="idle rule"),
        pytest.param({"day": {"break_rule": "never"}}, "never", id="break rule"),
        pytest.param({"day": {"profile": {"kind": "tides"}}}, "tides", id="profile"),
        pytest.param({"day": {"close_minutes": 100}}, "closing", id="impossible day"),
        pytest.param({"expect": {"mood": 1}}, "mood", id="value"),
    ],
)
def test_what_cannot_be_expressed_is_answered_unsupported(change, told):
    """Never left out, never guessed."""
    case = {**CASES["S3"], **{key: value for key, value in change.items() if key != "day"}}
    case["day"] = {**case["day"], **change.get("day", {})}
    assert told in answer(case)["unsupported"]


def test_times_count_from_opening():
    """The same day told from minute 60 on gives the same waits."""
    case = json.loads(json.dumps(CASES["S3"]))
    day = case["day"]
    for key in ("open_minutes", "close_minutes", "last_ticket_minutes"):
        day[key] += 60
    for officer in day["officers"]:
        officer["start_minutes"] += 60
        officer["end_minutes"] += 60
    assert answer(case)["values"] == answer(CASES["S3"])["values"]
