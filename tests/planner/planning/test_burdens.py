"""Burdens of published weeks, by hand on the builder's plan."""

from dataclasses import replace
from datetime import timedelta

from planner.planning.burdens import Burden, busy_desks, carried_burdens
from planner.planning.frame import make_frame
from planner.planning.roster_problem import RosterInput, make_problem
from planner.planning.skill_classes import skill_classes
from tests.builders import DAYS, a_forecast, a_mall, a_plan


def test_busy_desks_are_above_the_mean_of_all() -> None:
    """The builder expects 40 at `adminduk`, 10 at `legalisir`, 20 at `pajak`: a mean of 23."""
    plan = a_plan()
    assert busy_desks({(f.desk, f.day): f for f in plan.forecast if f.service is None}) == {"adminduk"}
    assert busy_desks({}) == frozenset()


def test_sessions_at_busy_desks_are_burdens_and_open_sessions_are_available() -> None:
    """Sari sits at `adminduk` in three sessions on five days; Dewi never at a busy desk; Joko is not posted."""
    burdens = carried_burdens([a_plan()])
    assert burdens["sari"] == Burden(burden=15, sessions=15)
    assert burdens["dewi"] == Burden(burden=0, sessions=15)
    assert burdens["joko"] == Burden(burden=0, sessions=15)


def test_only_the_newest_four_weeks_count() -> None:
    plan = a_plan()
    weeks = [
        replace(plan, input=replace(plan.input, days=tuple(d - timedelta(weeks=n) for d in DAYS))) for n in range(6)
    ]
    assert carried_burdens(weeks)["sari"].burden == 4 * 15


def test_nobody_carries_anything_without_published_weeks() -> None:
    assert carried_burdens([]) == {}


def test_the_roster_engine_is_told() -> None:
    frame = make_frame(a_mall(), DAYS)
    given = RosterInput(
        forecasts={(d.id, day): a_forecast(d.id, day, 40) for d, day in frame.open_desk_days()},
        shares={d.id: {s.id: 1.0 for s in frame.services_of[d.id]} for d in frame.mall.desks},
        classes={d.id: skill_classes(frame, d.id) for d in frame.mall.desks},
        tables={},
        burdens=carried_burdens([a_plan()]),
    )
    sari = next(o for o in make_problem(frame, given).officers if o.id == "sari")
    assert (sari.burden_before, sari.sessions_before) == (15, 15)
