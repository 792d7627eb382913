"""Rounds of solving and simulating."""

import pytest

from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import make_frame
from planner.planning.planned_week import PlannedWeek, make_planned_week
from planner.planning.rounds import Listener, RoundSettings, best_round
from planner.planning.simulations import Simulations
from planner.queueing.cache import ResultCache
from tests.builders import DAYS, a_history, a_mall
from tests.in_process import InThisProcess


@pytest.fixture(scope="module")
def simulations() -> Simulations:
    return Simulations(executor=InThisProcess(), promise=a_mall().promise, cache=ResultCache(None))


@pytest.fixture(scope="module")
def week(simulations: Simulations) -> PlannedWeek:
    frame = make_frame(a_mall(), DAYS[:1])
    return make_planned_week(frame, forecast_demand(frame, a_history()), simulations)


def settings(rounds: int) -> RoundSettings:
    return RoundSettings(rounds=rounds, solve_seconds=10, workers=1)


def test_more_rounds_are_never_worse(week: PlannedWeek, simulations: Simulations) -> None:
    """The best round by simulation is kept, and the first is among them."""
    one, three = (best_round(week, simulations, settings(n), Listener()) for n in (1, 3))
    assert three.unmet_fifths <= one.unmet_fifths


def test_every_round_keeps_the_bound_of_the_whole_mall(week: PlannedWeek, simulations: Simulations) -> None:
    """Only the first round, which solves everything at once, has a gap."""
    one, three = (best_round(week, simulations, settings(n), Listener()) for n in (1, 3))
    assert one.bounds["unmet"] == (one.solved.stages[0].bound, one.solved.stages[0].gap)
    assert {stage: bound for stage, (bound, _) in three.bounds.items()} == {
        stage: bound for stage, (bound, _) in one.bounds.items()
    }
