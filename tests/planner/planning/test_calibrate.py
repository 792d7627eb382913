"""Three questions give a range of minutes, and simulation with each answer comes back to what was told."""

from datetime import time

import numpy as np
import pytest

from planner.domain.errors import InvalidValue
from planner.domain.shapes import door_share, half_hour_weights
from planner.planning.calibrate import Lunch, NormalDay, calibrate

FOUNDING = NormalDay(tickets=70, officers=4, last_served=time(14, 50))


def last_end(visit_minutes: float, shape: str, last_ticket: float, rng: np.random.Generator) -> float:
    """One day of the founding mall in arrival order, written without the engine: 4 officers, 2 at lunch at 3 h 30."""
    weights = half_hour_weights(shape, round(last_ticket / 30))
    starts = rng.choice(len(weights), size=70, p=np.array(weights) / sum(weights))
    arrivals = np.sort(np.where(rng.random(70) < door_share(shape), 0.0, 30 * (starts + rng.random(70))))
    free, lunch_at, ends = [0.0] * 4, [210.0, 270.0, 210.0, 270.0], 0.0
    sigma = np.log(1 + 0.5**2) ** 0.5
    for arrival in arrivals:
        begins = []
        for officer in range(4):
            begin = max(arrival, free[officer])
            if begin >= lunch_at[officer]:
                free[officer] = max(free[officer], lunch_at[officer]) + 60
                lunch_at[officer] = np.inf
                begin = max(arrival, free[officer])
            begins.append(begin)
        first = int(np.argmin(begins))
        need = rng.lognormal(np.log(visit_minutes * 10 / 13) - sigma**2 / 2, sigma)
        free[first] = begins[first] + visit_minutes * 3 / 13 + need
        ends = max(ends, free[first])
    return ends


def test_the_founding_figures_give_thirteen_to_twenty_one_minutes() -> None:
    """70 tickets, 4 officers, last served 14:50, lunch in two groups: at most 4 x 350 / 70 = 20 minutes a visit."""
    found = calibrate(FOUNDING)
    assert len(found.answers) == 4
    assert 13 <= found.low < found.middle < found.high <= 21


def test_each_answer_simulated_by_another_program_ends_at_ten_to_three() -> None:
    """Median of 400 days written apart from the engine: within 5 minutes of 14:50, which is 410 minutes after 8."""
    rng = np.random.default_rng(3)
    for answer in calibrate(FOUNDING).answers:
        last = answer.last_ticket.hour * 60.0 + answer.last_ticket.minute - 480
        ends = [last_end(answer.visit_minutes, answer.shape, last, rng) for _ in range(400)]
        assert float(np.median(ends)) == pytest.approx(410, abs=5)


def test_covered_lunch_leaves_more_minutes_for_each_visit() -> None:
    """Four officers who do not leave for an hour have 240 minutes more for the same 70 visits."""
    covered = calibrate(NormalDay(tickets=70, officers=4, last_served=time(14, 50), lunch=Lunch.COVERED))
    assert covered.high > calibrate(FOUNDING).high + 2


def test_an_end_before_the_last_ticket_fits_only_earlier_last_tickets() -> None:
    """Served by 14:10: a last ticket at 14:30 with people coming evenly cannot be."""
    found = calibrate(NormalDay(tickets=70, officers=4, last_served=time(14, 10)))
    assert ("spread", time(14, 30)) in found.impossible
    assert found.answers


def test_what_cannot_be_is_refused_with_its_figures() -> None:
    with pytest.raises(InvalidValue, match="400 tickets with 1 officers end at 08:05") as refused:
        calibrate(NormalDay(tickets=400, officers=1, last_served=time(8, 5)))
    assert refused.value.code == "calibrate_nothing_fits"


@pytest.mark.parametrize(
    "changes",
    [{"tickets": 0}, {"officers": 0}, {"last_served": time(7)}, {"last_tickets": (time(16),)}],
    ids=["no tickets", "no officer", "ends before opening", "last ticket after closing"],
)
def test_answers_that_cannot_be_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        NormalDay(**{"tickets": 70, "officers": 4, "last_served": time(14, 50), **changes})
