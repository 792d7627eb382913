"""A day's ticks become arrivals, minutes and a count."""

from datetime import date, time

import pytest

from planner.domain.errors import InvalidValue, NotFound
from planner.domain.tally import Tally, with_tally
from tests.builders import a_mall

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
    """Mean 10, standard deviation 1.414, five visits: 10 +- 2 x 0.632."""
    assert TALLY.minutes_range == pytest.approx((8.735, 10.0, 11.265), abs=1e-3)


def test_the_mall_learns_arrivals_and_minutes_of_that_desk_only() -> None:
    """A visit of 3 + 10 minutes becomes one of 10: the need takes 7."""
    mall = with_tally(a_mall(), TALLY)
    (service,) = mall.services_of("pajak")
    assert service.visit_minutes == pytest.approx(10)
    assert (service.need_minutes_low, service.need_minutes_high) == (5.74, 8.26)
    assert mall.services_of("adminduk") == a_mall().services_of("adminduk")
    assert [p.desk for p in mall.profiles] == ["pajak"]


def test_few_timed_visits_change_no_minutes() -> None:
    few = Tally(desk="pajak", day=date(2026, 1, 5), at_door=0, half_hours={}, visit_minutes=(8.0, 9.0))
    assert with_tally(a_mall(), few) == a_mall()


def test_a_desk_nobody_knows_is_refused() -> None:
    with pytest.raises(NotFound):
        with_tally(a_mall(), Tally(desk="bank", day=date(2026, 1, 5), at_door=0, half_hours={}))


def test_a_day_on_which_everybody_stood_at_the_door_was_not_ticked() -> None:
    with pytest.raises(InvalidValue):
        Tally(desk="pajak", day=date(2026, 1, 5), at_door=30, half_hours={480: 0})
