"""One thing changed anywhere in a plan that holds: the checker must not agree."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checker.check import check_plan
from planner.domain.plan import Plan
from planner.planning.plan_file import plan_as_json, plan_from_json
from tests.builders import DAYS, SESSIONS, a_plan

PLAN = a_plan()
RAW = plan_as_json(PLAN)
DESKS = ("adminduk", "legalisir", "pajak")
OFFICERS = ("sari", "budi", "rina", "dewi")  # Joko may stand in for Rina: that is another plan, as good
COUNTERS = (None, "A1", "A2", "A3", "B1", "B2")
STARTS = (time(11), time(11, 15), time(11, 30), time(12), time(12, 30), time(13))
QUICK = settings(derandomize=True, deadline=None, max_examples=60)


def mutated(part: str, index: int, **changes: Any) -> Plan:
    rows = list(getattr(PLAN, part))
    rows[index] = replace(rows[index], **changes)
    return replace(PLAN, **{part: tuple(rows)})


def is_as_good(plan: Plan) -> bool:
    """The mutation happened to change nothing, or swapped two things that are alike."""
    return plan.postings == PLAN.postings and plan.quotas == PLAN.quotas and plan.input == PLAN.input


@QUICK
@given(
    index=st.integers(0, len(PLAN.postings) - 1),
    change=st.one_of(
        st.fixed_dictionaries({"desk": st.sampled_from(DESKS)}),
        st.fixed_dictionaries({"officer": st.sampled_from(OFFICERS)}),
        st.fixed_dictionaries({"session": st.sampled_from(SESSIONS)}),
        st.fixed_dictionaries({"day": st.sampled_from(DAYS)}),
    ),
)
def test_posting_of_another_place_person_or_time_is_refused(index: int, change: dict[str, Any]) -> None:
    """Every posting of the small plan is needed where it is: what moves leaves a hole or a double."""
    plan = mutated("postings", index, **change)
    assert is_as_good(plan) or check_plan(plan)


@QUICK
@given(index=st.integers(0, len(PLAN.postings) - 1), counter=st.sampled_from(COUNTERS))
def test_counter_is_right_or_refused(index: int, counter: str | None) -> None:
    """The only other counter that is free and may serve is Samsat's flexible one."""
    plan = mutated("postings", index, counter=counter)
    free = counter == "B2" and PLAN.postings[index].desk == "pajak"
    assert (check_plan(plan) == ()) == (is_as_good(plan) or free)


@QUICK
@given(
    index=st.integers(0, len(PLAN.postings) - 1), start=st.sampled_from(STARTS), minutes=st.sampled_from((30, 60, 90))
)
def test_break_is_permitted_or_refused(index: int, start: time, minutes: int) -> None:
    """Rina and Dewi may take any permitted hour; Sari and Budi must not leave the desk empty together."""
    row = PLAN.postings[index]
    plan = mutated("postings", index, break_start=start, break_minutes=minutes)
    permitted = row.session == "siang" and minutes == 60 and start in (time(11, 30), time(12), time(12, 30))
    covered = row.desk != "adminduk" or start == row.break_start
    assert (check_plan(plan) == ()) == (permitted and covered)


@QUICK
@given(
    index=st.integers(0, len(PLAN.quotas) - 1),
    change=st.one_of(
        st.fixed_dictionaries({"tickets": st.integers(0, 60)}),
        st.fixed_dictionaries({"capacity_tickets": st.integers(0, 60)}),
        st.fixed_dictionaries({"lowered_by_proof": st.integers(0, 9)}),
        st.fixed_dictionaries({"window": st.sampled_from(SESSIONS)}),
        st.fixed_dictionaries({"desk": st.sampled_from(DESKS)}),
        st.fixed_dictionaries({"caps": st.fixed_dictionaries({"own_cap": st.integers(0, 7)})}),
    ),
)
def test_single_number_of_a_quota_is_refused(index: int, change: dict[str, Any]) -> None:
    """A row is tied together: tickets, capacity, caps and what was lowered cannot move alone.

    A cap above the tickets of the row changes nothing; so does a tie with them.
    """
    plan = mutated("quotas", index, **change)
    harmless = "caps" in change and change["caps"]["own_cap"] >= PLAN.quotas[index].tickets
    assert (check_plan(plan) == ()) == (is_as_good(plan) or harmless)


@QUICK
@given(index=st.integers(0, len(PLAN.quotas) - 1), more=st.integers(-22, 400).filter(bool))
def test_tickets_and_capacity_moved_together_are_refused(index: int, more: int) -> None:
    """The row is consistent; with the other windows it is not what the simulation of the day gave."""
    row = PLAN.quotas[index]
    count = max(0, row.tickets + more)
    told = {v.rule for v in check_plan(mutated("quotas", index, tickets=count, capacity_tickets=count))}
    assert "windows_add_up" in told
    spare = "tickets_within_minutes" not in told and "tickets_within_wait" not in told
    assert spare or more > 0


@QUICK
@given(index=st.integers(0, len(PLAN.forecast) - 1), more=st.integers(1, 30))
def test_higher_demand_of_a_desk_is_refused(index: int, more: int) -> None:
    """Stages count five demands of the desk's own row; a service's row only steers the mix."""
    row = PLAN.forecast[index]
    plan = mutated("forecast", index, quantiles=tuple(q + more for q in row.quantiles))
    short = row.desk != "legalisir" or more > 1
    assert bool(check_plan(plan)) == (row.service is None and short)


@QUICK
@given(
    index=st.integers(0, len(PLAN.proofs) - 1),
    field=st.sampled_from(("served", "turned_away", "left", "demand_mean")),
    more=st.floats(0.1, 50),
)
def test_single_figure_of_a_proof_is_refused(index: int, field: str, more: float) -> None:
    """Demand is served + left + turned away."""
    row = PLAN.proofs[index]
    assert "proof_balance" in {
        v.rule for v in check_plan(mutated("proofs", index, **{field: getattr(row, field) + more}))
    }


@QUICK
@given(data=st.data())
def test_any_leaf_of_the_file_changed_without_its_hash_is_refused(data: st.DataObject) -> None:
    """Whatever is typed into the file, its content hash is another."""
    raw = plan_as_json(PLAN)
    part = data.draw(st.sampled_from(("postings", "quotas", "forecast", "proofs", "shortfalls", "stages")))
    row = data.draw(st.sampled_from(raw[part]))
    numbers = [key for key, value in row.items() if isinstance(value, int | float) and not isinstance(value, bool)]
    if not numbers:
        row["pinned"] = not row["pinned"]
    else:
        row[data.draw(st.sampled_from(sorted(numbers)))] += 1
    told = {v.rule for v in check_plan(plan_from_json(RAW), raw)}
    assert told == {"content_hash"}


def test_the_next_week_is_another_plan() -> None:
    """Moving every day by a week keeps the plan whole: nothing rests on one date."""
    week = tuple(day + timedelta(days=7) for day in DAYS)
    assert check_plan(a_plan(days=week)) == ()
