"""What a week lacks, by hand on one Monday."""

from datetime import time

import pytest

from planner.domain.mall import Prices, Rules
from planner.planning.frame import make_frame
from planner.planning.shortfalls import (
    WeekResult,
    find_shortfalls,
    overtime_minutes,
    stage_values,
    tickets_by_day,
    unmet_fifths,
)
from tests.builders import (
    MONDAY,
    a_desk,
    a_forecast,
    a_mall,
    a_plan,
    a_posting,
    a_quota,
    a_working_day,
    an_agency,
    an_officer,
)


def a_result(**changes: object) -> WeekResult:
    """One desk, one agency, Sari all day with a break at 11:30; 40 visits expected, 100 tickets."""
    staff = changes.pop("staff", [an_officer("Sari", skills={"ktp", "kk"}, supervisor=True)])
    mall = a_mall(
        staff,  # type: ignore[arg-type]
        agencies=(an_agency("disdukcapil"),),
        desks=(a_desk("adminduk", **changes.pop("desk", {})),),  # type: ignore[arg-type]
        services=tuple(s for s in a_mall().services if s.desk == "adminduk"),
        counters=tuple(c for c in a_mall().counters if c.desk in (None, "adminduk") and c.agency == "disdukcapil"),
        **changes.pop("mall", {}),  # type: ignore[arg-type]
    )
    values = {
        "frame": make_frame(mall, [MONDAY]),
        "forecasts": {("adminduk", MONDAY): a_forecast("adminduk", MONDAY, 40)},
        "postings": a_working_day("sari", "adminduk", MONDAY, time(11, 30)),
        "tickets": {("adminduk", MONDAY): 100},
    }
    return WeekResult(**{**values, **changes})  # type: ignore[arg-type]


def test_nothing_is_short_when_tickets_exceed_a_bad_day_and_the_desk_is_manned() -> None:
    assert find_shortfalls(a_result()) == ()
    assert unmet_fifths(a_result()) == 0


def test_visits_turned_away_are_the_mean_of_five_demands_above_the_tickets() -> None:
    """Demands 24, 32, 40, 48, 56 against 44 tickets: (4 + 12) / 5 = 3.2 visits, 16 fifths; nothing is deep."""
    result = a_result(tickets={("adminduk", MONDAY): 44})
    (short,) = find_shortfalls(result)
    assert (short.kind, short.amount, short.unit) == ("turned_away", 3.2, "visits")
    assert [s.value for s in stage_values(result)] == [16, 12, 0]


def test_refusing_more_than_a_third_of_a_median_day_costs_more() -> None:
    """20 tickets: 4 + 12 + 20 + 28 + 36 = 100 fifths; of 20 median visits refused 12 are spared, 8 cost 3 each."""
    assert unmet_fifths(a_result(tickets={("adminduk", MONDAY): 20})) == 100 + 3 * 8


def test_the_weight_of_a_desk_multiplies_its_visits() -> None:
    result = a_result(desk={"weight": 3}, tickets={("adminduk", MONDAY): 44})
    assert unmet_fifths(result) == 3 * 16


def test_lunch_half_hours_without_anybody_are_counted() -> None:
    """Sari's hour from 11:30 leaves two half-hours of the break time 11:30-13:30 empty."""
    result = a_result(desk={"lunch_cover": True})
    (short,) = find_shortfalls(result)
    assert (short.kind, short.amount) == ("lunch_cover", 2)
    assert unmet_fifths(result) == 2 * 30


def test_a_second_officer_covers_the_break_of_the_first() -> None:
    postings = (
        *a_working_day("sari", "adminduk", MONDAY, time(11, 30)),
        *a_working_day("budi", "adminduk", MONDAY, time(12, 30)),
    )
    assert find_shortfalls(a_result(desk={"lunch_cover": True}, postings=postings)) == ()


def test_a_session_without_anybody_of_the_agency_is_short() -> None:
    result = a_result(postings=(a_posting("sari", "adminduk", MONDAY, "pagi"),))
    assert [(s.kind, s.session) for s in find_shortfalls(result)] == [
        ("agency_presence", "siang"),
        ("agency_presence", "sore"),
    ]
    assert unmet_fifths(result) == 2 * 80


def test_missing_officers_and_supervisors_are_counted_per_session() -> None:
    """Two must be there, one is; Budi, who is no supervisor, stands in for Sari."""
    result = a_result(
        desk={"min_officers": 2},
        mall={"prices": Prices(officer_missing=8, no_supervisor=4)},
        postings=a_working_day("sari", "adminduk", MONDAY, time(11, 30)),
    )
    kinds = [s.kind for s in find_shortfalls(result)]
    assert kinds == ["minimum_presence"] * 3
    assert unmet_fifths(result) == 3 * 40


def test_minutes_above_the_counter_minutes_are_overtime() -> None:
    """360 minutes at the counter on a day against 300 a week."""
    result = a_result(staff=[an_officer("Sari", skills={"ktp"}, counter_minutes_week=300)])
    assert list(overtime_minutes(result).values()) == [60]


def test_tickets_of_a_day_leave_sub_quotas_out() -> None:
    rows = (a_quota("adminduk", tickets=20), a_quota("adminduk", window="siang", tickets=10))
    sub = a_quota("adminduk", tickets=5, service="ktp", capacity_tickets=20, caps={"own_cap": 5}, binding="own_cap")
    assert tickets_by_day((*rows, sub)) == {("adminduk", MONDAY): 30}


def test_the_builders_plan_has_the_stage_values_it_states() -> None:
    """The builder's sums were done by hand; the checker's twin agrees with them too."""
    plan = a_plan()
    result = WeekResult(
        frame=make_frame(plan.input.mall, plan.input.days),
        forecasts={(f.desk, f.day): f for f in plan.forecast if f.service is None},
        postings=plan.postings,
        tickets=tickets_by_day(plan.quotas),
    )
    assert [s.value for s in stage_values(result)] == [s.value for s in plan.stages]


@pytest.mark.parametrize("tickets", [0, 30, 60])
def test_more_tickets_never_make_the_first_stage_worse(tickets: int) -> None:
    fewer = unmet_fifths(a_result(tickets={("adminduk", MONDAY): tickets}))
    more = unmet_fifths(a_result(tickets={("adminduk", MONDAY): tickets + 1}))
    assert more <= fewer


def test_a_rule_that_is_switched_off_is_neither_told_nor_priced() -> None:
    """Sari's hour leaves two lunch half-hours empty; the mall does not mind."""
    result = a_result(desk={"lunch_cover": True}, mall={"rules": Rules(lunch_cover=False)})
    assert find_shortfalls(result) == ()
    assert unmet_fifths(result) == 0


def test_deep_refusal_can_be_switched_off() -> None:
    """As above with 20 tickets: 100 fifths of visits and nothing more."""
    result = a_result(mall={"rules": Rules(deep_refusal=False)}, tickets={("adminduk", MONDAY): 20})
    assert unmet_fifths(result) == 100
