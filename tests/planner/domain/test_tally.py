"""A day's ticks become arrivals, minutes and a count."""

from dataclasses import replace
from datetime import date, time

import pytest

from planner.domain.errors import InvalidValue, NotFound
from planner.domain.tally import Tally, mean_visit_minutes, wide_errors, with_tally, with_visit_minutes
from tests.builders import a_mall, a_service

TALLY = Tally(
    desk="pajak",
    day=date(2026, 1, 5),
    at_door=5,
    half_hours={480: 10, 510: 5},
    visit_minutes=(8.0, 10.0, 12.0, 10.0, 10.0),
    refused=4,
    ran_out_at=time(11),
)


def test_arrivals_are_shares_of_everybody_who_came() -> None:
    """5 of 20 at the door, 10 in the first half-hour, 5 in the second."""
    profile = TALLY.profile
    assert profile is not None
    assert (profile.at_open, dict(profile.half_hours), profile.measured) == (0.25, {480: 0.5, 510: 0.25}, True)


def test_the_day_counts_visits_and_people_refused() -> None:
    count = TALLY.count
    assert (count.visits, count.refused, count.quota_full_at, count.is_full) == (16, 4, time(11), True)


def test_timed_visits_give_the_mean_with_its_likely_range() -> None:
    """Mean 10, standard deviation 1.414, five visits: 10 +- 2.776 x 0.632."""
    assert TALLY.minutes_range == pytest.approx((8.244, 10.0, 11.756), abs=0.005)


def test_the_mall_learns_arrivals_and_minutes_of_that_desk_only() -> None:
    """A visit of 3 + 10 minutes becomes one of 10: the need takes 7."""
    mall = with_tally(a_mall(), TALLY, {})
    (service,) = mall.services_of("pajak")
    assert service.visit_minutes == pytest.approx(10)
    assert (service.need_minutes_low, service.need_minutes_high) == (5.25, 8.75)
    assert mall.services_of("adminduk") == a_mall().services_of("adminduk")
    assert [p.desk for p in mall.profiles] == ["pajak"]


def test_few_timed_visits_change_no_minutes() -> None:
    few = Tally(desk="pajak", day=date(2026, 1, 5), at_door=0, half_hours={}, visit_minutes=(8.0, 9.0))
    assert with_tally(a_mall(), few, {}) == a_mall()


def test_a_desk_nobody_knows_is_refused() -> None:
    with pytest.raises(NotFound):
        with_tally(a_mall(), Tally(desk="bank", day=date(2026, 1, 5), at_door=0, half_hours={}), {})


def test_a_day_on_which_everybody_stood_at_the_door_was_not_ticked() -> None:
    with pytest.raises(InvalidValue):
        Tally(desk="pajak", day=date(2026, 1, 5), at_door=30, half_hours={480: 0})


@pytest.mark.parametrize(("visits", "quantile"), [(5, 2.776), (6, 2.571), (10, 2.262), (30, 2.045), (1000, 1.962)])
def test_few_visits_leave_a_wider_range(visits: int, quantile: float) -> None:
    """Student's 0.975 quantile with one degree of freedom less than visits, as tables print it."""
    assert wide_errors(visits) == pytest.approx(quantile, abs=0.01)


SHORT = a_service("surat", "meja", setup_minutes=0, need_minutes=5)
LONG = a_service("akta", "meja", setup_minutes=0, need_minutes=45)


def test_a_measured_mean_over_visits_is_met_at_the_mix_of_visits() -> None:
    """18 visits of 5 minutes and 2 of 45 take 9 on average, which is what the services say already."""
    mix = {"surat": 0.9, "akta": 0.1}
    changed = with_visit_minutes((SHORT, LONG), (8.1, 9.0, 9.9), mix)
    assert [s.visit_minutes for s in changed] == [5.0, 45.0]
    assert [(s.need_minutes_low, s.need_minutes_high) for s in changed] == [(4.5, 5.5), (40.5, 49.5)]
    assert mean_visit_minutes(changed, mix) == pytest.approx(9.0)


def test_equal_parts_where_the_mix_is_unknown() -> None:
    assert mean_visit_minutes((SHORT, LONG), {}) == mean_visit_minutes((SHORT, LONG), {"lain": 1.0}) == 25


def test_needs_of_a_visit_are_part_of_its_minutes() -> None:
    """3 + 1.5 x 8 = 15 and 3 + 10 = 13, four to one: 14.6; halved to 7.3 the needs take (7.5 - 3) / 1.5 and 3.5."""
    double = a_service("kk", "meja", need_minutes=8, needs_share=(0.5, 0.5))
    single = a_service("ktp", "meja")
    mix = {"kk": 0.8, "ktp": 0.2}
    assert mean_visit_minutes((double, single), mix) == pytest.approx(14.6)
    changed = with_visit_minutes((double, single), (7.3, 7.3, 7.3), mix)
    assert [s.need_minutes for s in changed] == [3.0, 3.5]
    assert mean_visit_minutes(changed, mix) == pytest.approx(7.3)


def test_a_tally_is_read_at_the_mix_of_its_desk() -> None:
    mall = replace(a_mall(), services=(*a_mall().services, a_service("mutasi", "pajak", need_minutes=42)))
    mix = {"pajak": 0.75, "mutasi": 0.25}
    learned = with_tally(mall, TALLY, mix).services_of("pajak")
    assert mean_visit_minutes(mall.services_of("pajak"), mix) == pytest.approx(21.0)
    assert mean_visit_minutes(learned, mix) == pytest.approx(10.0, abs=0.01)
