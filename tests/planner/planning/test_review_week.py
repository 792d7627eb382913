"""Review of a week: what is compared, and that a planted cause is the one that is named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, Ticket
from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.planning.review_week import DeskReview, review_week
from planner.planning.review_week_seen import Actuals
from tests.builders import DAYS, MONDAY, a_mall, a_plan, a_working_day

OPENING = time(8)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_plan(days=DAYS[:1])


def posted(plan: Plan) -> list[str]:
    return sorted({p.officer for p in plan.postings if p.desk == "pajak"})


def a_ticket(number: int, taken: float, wait: float, minutes: float, officer: str | None, day: date = MONDAY) -> Ticket:
    at = datetime.combine(day, OPENING) + timedelta(minutes=taken)
    called = at + timedelta(minutes=wait)
    return Ticket(
        day=day,
        desk="pajak",
        number=str(number),
        service="pajak",
        taken_at=at,
        called_at=called,
        finished_at=called + timedelta(minutes=minutes),
        officer=officer,
    )


def reviewed(plan: Plan, tickets: Iterable[Ticket], leave: tuple[Leave, ...] = ()) -> DeskReview:
    return review_week(plan, Actuals(history=History(tickets=tuple(tickets)), leave=leave)).desks[0]


def service_of(plan: Plan) -> str:
    return plan.input.mall.services_of("pajak")[0].id


def test_a_week_as_planned_keeps_its_promise(plan: Plan):
    """Twenty visits of 13 minutes, nobody waits: no day is broken and no cause is looked for."""
    (officer,) = posted(plan)[:1]
    desk = reviewed(plan, [a_ticket(n, 13.0 * n, 0, 13, officer) for n in range(20)])
    (day,) = desk.days
    assert (day.tickets_issued, day.came_visits, day.wait_p90_minutes, day.broken) == (20, 20, 0.0, ())
    assert desk.likeliest == ""


def test_long_minutes_are_named(plan: Plan):
    """Visits of 26 minutes for 13 in the plan, evenly come: the factor is 2, and half of them wait over 30 minutes."""
    (officer,) = posted(plan)[:1]
    minutes = [24.0, 28.0] * 10
    tickets = [
        Ticket(
            day=t.day,
            desk=t.desk,
            number=t.number,
            service=service_of(plan),
            taken_at=t.taken_at,
            called_at=t.called_at,
            finished_at=t.finished_at,
            officer=t.officer,
        )
        for t in (a_ticket(n, 13.0 * n, 13.0 * n, minutes[n], officer) for n in range(20))
    ]
    desk = reviewed(plan, tickets)
    assert desk.days[0].broken
    assert desk.likeliest == "minutes"
    assert desk.causes[0].came == pytest.approx(2.0)


def test_leave_entered_afterwards_is_an_absence(plan: Plan):
    """Counts alone say nothing of officers; leave that covers a posted session does."""
    officer = posted(plan)[0]
    history = History(days=(DayCount(day=MONDAY, desk="pajak", visits=5),))
    leave = (Leave(officer=officer, first_day=MONDAY, last_day=MONDAY),)
    desk = review_week(plan, Actuals(history=history, leave=leave)).desks[0]
    assert desk.days[0].absent == (officer,)
    assert desk.days[0].wait_p90_minutes is None


def test_many_more_than_the_band_are_demand(plan: Plan):
    """Refused far above the plan's number on a day whose visits lie above the band."""
    history = History(days=(DayCount(day=MONDAY, desk="pajak", visits=20, refused=200),))
    desk = review_week(plan, Actuals(history=history)).desks[0]
    assert desk.days[0].broken == ("refused",)
    assert desk.likeliest == "demand"


def test_a_week_without_counts_is_refused(plan: Plan):
    """Nothing to compare is an error with its days, not an empty review."""
    with pytest.raises(InvalidValue, match="nothing was counted"):
        review_week(plan, Actuals(history=History()))


def test_one_day_a_little_above_the_band_is_chance(plan: Plan):
    """The 95 % quantile of Monday, one day in twenty: more may be refused than planned, but no cause stands out."""
    forecast = next(f for f in plan.forecast if f.desk == "pajak" and f.service is None)
    beyond = round(forecast.at(0.95))
    history = History(days=(DayCount(day=MONDAY, desk="pajak", visits=10, refused=beyond - 10),))
    desk = review_week(plan, Actuals(history=history)).desks[0]
    assert desk.days[0].came_visits > desk.days[0].demand_high
    assert [cause.name for cause in desk.causes] == []


@pytest.mark.parametrize(("visits", "absent"), [(4, ()), (6, ("joko",))])
def test_an_officer_left_out_is_absent_only_where_chance_would_hardly_leave_him_out(
    plan: Plan, visits: int, absent: tuple[str, ...]
):
    """Two officers all day: of four visits one serves none in 1 day of 16, of six in 1 of 64."""
    joko = a_working_day("joko", "pajak", MONDAY, time(11, 30), counter="B2")
    both = replace(plan, postings=(*plan.postings, *joko))
    desk = reviewed(both, [a_ticket(n, 13.0 * n, 0, 13, "dewi") for n in range(visits)])
    assert desk.days[0].absent == absent


def test_needs_that_a_queue_system_never_logs_are_taken_from_the_plan():
    """Half of the visits have two needs (13 or 23 minutes), all logged as one: 18 minutes each are as planned."""
    services = tuple(replace(s, needs_share=(0.5, 0.5, 0.0, 0.0)) if s.id == "pajak" else s for s in a_mall().services)
    tickets = [replace(a_ticket(n, 18.0 * n, 0, 13.0 + 10 * (n % 2), "dewi"), service="pajak") for n in range(20)]
    desk = reviewed(a_plan(a_mall(services=services), days=DAYS[:1]), tickets)
    assert [(w.service, w.visits, w.minutes, w.expected_minutes) for w in desk.work] == [("pajak", 20, 360.0, 360.0)]


def test_who_stands_there_as_windows_open_is_told(plan: Plan):
    """Twenty of forty come within the first five minutes of 8.00; of the rest spread over 180 minutes 5/180 would."""
    tickets = [a_ticket(n, 0.0 if n < 20 else 10.0 + 8 * (n - 20), 0, 3, "dewi") for n in range(40)]
    arrivals = reviewed(plan, tickets).arrivals
    assert arrivals is not None
    assert arrivals.people == 40
    assert arrivals.share == pytest.approx((0.5 - 5 / 180) / (1 - 5 / 180), abs=0.01)


def test_counts_alone_do_not_say_that_the_promise_was_kept(plan: Plan):
    """Forty came to adminduk and nobody logged a wait or an end: not broken, and not known to be kept either."""
    counted = History(days=(DayCount(day=MONDAY, desk="adminduk", visits=40),))
    (desk,) = review_week(plan, Actuals(history=counted)).desks
    assert not desk.is_broken
    assert not desk.is_logged
