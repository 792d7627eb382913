"""The wait that is told of a desk-day."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan, Proof
from planner.report.desk_days import DeskDay, desk_days
from planner.report.phrases import told_minutes, told_wait_minutes
from tests.builders import a_plan, changed


@pytest.mark.parametrize(
    ("p90_minutes", "told"), [(0.0, 0), (0.4, 5), (22.0, 25), (25.0, 25), (25.0 + 1e-12, 25), (25.1, 30)]
)
def test_waits_are_told_in_steps_of_five_minutes_rounded_up(p90_minutes: float, told: int) -> None:
    """A finer figure would promise what a simulation cannot know; noise of the last digit is no step."""
    assert told_minutes(p90_minutes) == told


def first_day(plan: Plan) -> DeskDay:
    return desk_days(plan)[0]


def with_waits(proof: Proof, *minutes: float) -> Proof:
    windows = zip(proof.windows, minutes, strict=True)
    return replace(proof, windows=tuple(replace(window, wait_p90_minutes=wait) for window, wait in windows))


def test_the_longest_wait_of_the_windows_is_told() -> None:
    """22 minutes over the day, 27 of those who come at noon: whoever comes then was told 30, not 25."""
    plan = a_plan()
    plan = replace(plan, proofs=(with_waits(plan.proofs[0], 12.0, 27.0, 20.0), *plan.proofs[1:]))
    assert told_wait_minutes(first_day(plan)) == 30


def test_a_window_without_tickets_has_no_wait() -> None:
    """Nobody is admitted at noon; a day without a proof has none at all."""
    plan = a_plan()
    plan = replace(plan, proofs=(with_waits(plan.proofs[0], 12.0, 27.0, 20.0), *plan.proofs[1:]))
    plan = changed(plan, "quotas", {"desk": "adminduk", "window": "siang"}, tickets=0)
    assert told_wait_minutes(first_day(plan)) == 20
    assert told_wait_minutes(first_day(replace(plan, proofs=()))) == 0
