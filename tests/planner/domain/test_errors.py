"""Faults travel between processes."""

import pickle

import pytest

from planner.domain.errors import Conflict, Finding, InvalidFile, InvalidValue, PlannerError

FINDING = Finding(code="x", sheet="visits", problem_id="a", problem_en="b", remedy_id="c", remedy_en="d")


@pytest.mark.parametrize(
    "fault",
    [
        InvalidValue("quota 3 is below 5", code="quota_below_issued", field="tickets"),
        Conflict("changed", code="plan_changed"),
        InvalidFile((FINDING,)),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_fault_raised_in_another_process_arrives_whole(fault: PlannerError) -> None:
    """A pool of processes pickles what its work raises; a fault it cannot rebuild breaks the whole pool."""
    again = pickle.loads(pickle.dumps(fault))
    assert type(again) is type(fault)
    assert (str(again), again.code, again.field) == (str(fault), fault.code, fault.field)
    assert getattr(again, "findings", None) == getattr(fault, "findings", None)
