from dataclasses import replace
from datetime import date, time

import pytest

from planner.domain.plan import Plan, Shortfall, WindowProof
from planner.report.desk_days import DeskDay, State, by_desk, desk_days, shown_days
from tests.builders import a_mall, a_plan, a_proof, resealed

FRIDAY = date(2026, 4, 3)


def the_row(plan: Plan, desk: str, day: date) -> DeskDay:
    return next(row for row in desk_days(plan) if row.desk.id == desk and row.day == day)


@pytest.mark.parametrize(
    ("served", "demand", "state"),
    [
        pytest.param(20.0, 20.0, State.ENOUGH, id="all served, tickets to spare"),
        pytest.param(39.1, 40.0, State.TIGHT, id="40 expected for 44 tickets are 91 %"),
        pytest.param(28.6, 30.0, State.TIGHT, id="1.4 a day turned away"),
        pytest.param(28.0, 30.0, State.SHORT, id="2 of 30 turned away are 7 %"),
        pytest.param(38.1, 40.0, State.TIGHT, id="1.9 a day are fewer than two"),
        pytest.param(97.5, 100.0, State.TIGHT, id="2.5 of 100 are fewer than 5 %"),
    ],
)
def test_state_follows_who_is_turned_away_and_how_full_the_tickets_are(
    served: float, demand: float, state: State
) -> None:
    """`adminduk` has 44 tickets. Short from 2 visits and 5 % of the demand, tight from 1 visit or 90 % of tickets."""
    plan = a_plan(shortfalls=())
    day = plan.input.days[0]
    plan = replace(plan, proofs=(a_proof("adminduk", day, {"pagi": served}, demand),))
    assert the_row(plan, "adminduk", day).state is state


def test_a_broken_promise_is_short_even_when_all_are_served() -> None:
    """The promise is what a quota must keep; nobody turned away does not make up for it."""
    plan = a_plan(shortfalls=())
    day = plan.input.days[0]
    broken = replace(a_proof("adminduk", day, {"pagi": 10.0}, 10.0), kept=False)
    assert the_row(replace(plan, proofs=(broken,)), "adminduk", day).state is State.SHORT


def test_a_missing_officer_is_short_even_when_all_are_served() -> None:
    """Presence is a rule of the house."""
    plan = a_plan(shortfalls=())
    day = plan.input.days[0]
    missing = Shortfall(kind="minimum_presence", desk="legalisir", day=day, session="pagi", amount=1, unit="officers")
    assert the_row(resealed(plan, shortfalls=(missing,)), "legalisir", day).state is State.SHORT


def test_a_desk_without_anybody_turns_everybody_away() -> None:
    """No proof on an open day: the forecast of 40 is the demand, and nobody is served."""
    plan = a_plan()
    day = plan.input.days[0]
    row = the_row(replace(plan, proofs=()), "adminduk", day)
    assert (row.demand_visits, row.served, row.turned_away) == (40.0, 0.0, 40.0)


def test_demand_is_served_and_turned_away_together() -> None:
    """The proof's own demand is shown, so that the three figures of a line add up."""
    plan = a_plan()
    for row in desk_days(plan):
        assert row.demand_visits == pytest.approx(row.served + row.turned_away)


def test_a_holiday_inside_the_week_is_shown_with_its_name(odd_week: Plan) -> None:
    """Friday 3 April 2026 is no planned day, but people will ask for it; Saturday is no usual day and stays out."""
    assert shown_days(odd_week)[-1] == FRIDAY
    row = the_row(odd_week, "adminduk", FRIDAY)
    assert (row.state, row.closed_name) == (State.CLOSED, "Wafat Yesus Kristus")


def test_a_weekday_without_service_is_closed_without_a_name(odd_week: Plan) -> None:
    """Imigrasi comes on Tuesdays and Thursdays."""
    row = the_row(odd_week, "paspor", odd_week.input.days[0])
    assert (row.state, row.closed_name, row.turned_away) == (State.CLOSED, "", 0.0)


def test_windows_end_at_the_last_ticket_of_the_desk() -> None:
    """The mall's last window runs to 14:00, this desk gives no ticket after 13:45."""
    mall = a_mall()
    mall = replace(mall, desks=(replace(mall.desks[0], last_ticket=time(13, 45)), *mall.desks[1:]))
    plan = a_plan(mall=mall)
    assert the_row(plan, "adminduk", plan.input.days[0]).windows[-1].end == time(13, 45)


def test_waits_of_a_window_are_those_of_ordinary_visitors_where_told_apart() -> None:
    """The promise speaks of ordinary visitors apart from priority ones; one service's wait is not the desk's."""
    plan = a_plan()
    day = plan.input.days[0]
    waits = tuple(
        WindowProof(
            window="pagi", admitted=5, share_within=1, wait_p90_minutes=minutes, service=service, visitors=visitors
        )
        for minutes, service, visitors in ((25, None, "ordinary"), (5, None, "priority"), (40, "ktp", "ordinary"))
    )
    proof = replace(a_proof("adminduk", day, {"pagi": 5}, 5), windows=waits)
    row = the_row(replace(plan, proofs=(proof,)), "adminduk", day)
    found = row.windows[0].proof
    assert found is not None
    assert found.wait_p90_minutes == 25


def test_rows_of_a_desk_stay_together_in_the_order_of_the_mall(odd_week: Plan) -> None:
    """Four desks of five days."""
    groups = by_desk(desk_days(odd_week))
    assert [desk.id for desk, _ in groups] == ["adminduk", "legalisir", "pajak", "paspor"]
    assert all(len(rows) == 5 for _, rows in groups)
