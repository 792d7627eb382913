"""What tickets bring: visits by service and the minutes they need, by hand."""

from collections.abc import Mapping

from planner.checker.visits import demand_shares, needed_minutes, tickets_by_service, visits_of
from planner.checker.week import PlanWeek
from planner.domain.mall import AlsoNeed
from tests.builders import MONDAY, a_plan, a_quota, a_service, changed, resealed, with_mall


def test_shares_follow_the_forecast_means() -> None:
    """30 KTP and 10 KK; equal where nobody is expected or nothing is said."""
    week = PlanWeek(plan=a_plan())
    assert demand_shares(week, "adminduk", MONDAY) == {"ktp": 0.75, "kk": 0.25}
    silent = resealed(a_plan(), forecast=tuple(f for f in a_plan().forecast if f.service is None))
    assert demand_shares(PlanWeek(plan=silent), "adminduk", MONDAY) == {"ktp": 0.5, "kk": 0.5}


def test_sub_quota_limits_the_tickets_of_its_service() -> None:
    """22 in the morning are 16.5 KTP and 5.5 KK; a sub-quota of 4 leaves 4 KTP, one of 0 gives all to KK."""
    plan = a_plan()
    week = PlanWeek(plan=plan)
    assert tickets_by_service(week, "adminduk", MONDAY, {"pagi"}) == {"ktp": 16.5, "kk": 5.5}
    for count, expected in ((4, {"ktp": 4.0, "kk": 5.5}), (0, {"ktp": 0.0, "kk": 22.0})):
        row = a_quota("adminduk", service="ktp", tickets=count)
        week = PlanWeek(plan=resealed(plan, quotas=(*plan.quotas, row)))
        assert tickets_by_service(week, "adminduk", MONDAY, {"pagi"}) == expected


def needs(also: tuple[AlsoNeed, ...] = (), served: tuple[str, ...] = ("ktp", "kk")) -> Mapping[str, float]:
    services = (
        a_service("ktp", "adminduk", needs_share=(0.5, 0.5, 0.0, 0.0)),
        a_service("kk", "adminduk", need_minutes=20.0),
    )
    week = PlanWeek(plan=with_mall(a_plan(), also_needs=also))
    return needed_minutes(week, services, {"ktp": 30.0, "kk": 10.0}, set(served))


def test_further_needs_fall_by_demand_shares() -> None:
    """30 KTP visits bring 15 further needs: 3/4 KTP of 10 minutes, 1/4 KK of 20."""
    assert needs() == {"ktp": 30 * 13 + 15 * 0.75 * 10, "kk": 10 * 23 + 15 * 0.25 * 20}


def test_further_needs_fall_as_stated() -> None:
    """All further needs of KTP visitors are KK."""
    also = (AlsoNeed(desk="adminduk", service="ktp", next_service="kk", share=1.0),)
    assert needs(also) == {"ktp": 30 * 13, "kk": 10 * 23 + 15 * 20}


def test_further_needs_that_nobody_serves_are_left_out() -> None:
    """Without KK officers the further needs are KTP's; without anybody there are none."""
    assert needs(served=("ktp",))["ktp"] == 30 * 13 + 15 * 10
    assert needs(served=()) == {"ktp": 30 * 13, "kk": 10 * 23}


def test_tickets_that_stand_because_they_are_issued_are_left_out() -> None:
    """The proof took all 22 of the morning away, 10 are handed out: none of them is a promise of the plan."""
    where = {"desk": "adminduk", "day": MONDAY, "window": "pagi"}
    plan = changed(a_plan(), "quotas", where, tickets=10, issued=10, lowered_by_proof=22, binding="issued")
    assert tickets_by_service(PlanWeek(plan=plan), "adminduk", MONDAY, {"pagi"}) == {"ktp": 0.0, "kk": 0.0}


def test_visits_of_a_window_have_a_mean_length() -> None:
    """22 visits of 13 minutes; an empty window has none, and a length that divides nothing."""
    week = PlanWeek(plan=a_plan())
    morning = visits_of(week, "adminduk", MONDAY, {"pagi"})
    assert (morning.tickets, morning.ordinary, morning.mean_minutes) == (22.0, 22.0, 13.0)
    assert visits_of(week, "adminduk", MONDAY, set()).mean_minutes == 1.0
