"""What a reader of a plan is told beside its numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.planning.findings import plan_findings
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import make_frame
from planner.solver.problem import Posting
from planner.solver.result import Outcome, Result, StoppedBy
from tests.builders import DAYS, a_history, a_mall

SOLVED = Result(outcome=Outcome.PROVED, stopped_by=StoppedBy.PROOF, postings=(), tickets=(), stages=())


@pytest.mark.parametrize(("weeks_on", "told"), [(0, False), (6, True)])
def test_a_plan_beyond_the_learned_horizon_says_so(weeks_on: int, told: bool) -> None:
    """The learned model reaches 35 days; six weeks on is beyond it."""
    frame = make_frame(a_mall(), tuple(day + timedelta(weeks=weeks_on) for day in DAYS))
    codes = {finding.code for finding in plan_findings(frame, forecast_demand(frame, a_history()), SOLVED)}
    assert ("far_ahead" in codes) is told


def test_a_given_row_that_the_engine_could_not_keep_is_told() -> None:
    """Dewi's row of Monday morning stood against another one."""
    frame = make_frame(a_mall(), DAYS)
    unkept = (Posting(officer="dewi", day=0, session=0, desk="pajak"),)
    found = plan_findings(frame, forecast_demand(frame, a_history()), replace(SOLVED, unkept=unkept))
    (told,) = [finding for finding in found if finding.code == "given_row_unkept"]
    assert "Dewi, 02/02/2026 pagi" in told.text_id


@pytest.mark.parametrize(
    ("outcome", "stopped_by", "told"),
    [
        pytest.param(Outcome.PROVED, StoppedBy.PROOF, False, id="proved"),
        pytest.param(Outcome.PROVED, StoppedBy.TIME, False, id="first stage proved before the time was up"),
        pytest.param(Outcome.FOUND, StoppedBy.TIME, True, id="cut off"),
    ],
)
def test_a_roster_cut_off_by_time_says_so(outcome: Outcome, stopped_by: StoppedBy, told: bool) -> None:
    """On a busy computer the same week gave a roster twice as bad, and nothing told it."""
    frame = make_frame(a_mall(), DAYS)
    solved = replace(SOLVED, outcome=outcome, stopped_by=stopped_by)
    codes = {finding.code for finding in plan_findings(frame, forecast_demand(frame, a_history()), solved)}
    assert ("solve_cut_off" in codes) is told
