"""Arrivals inside the day from tickets, and the minutes of a visit from clicks that people forget."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.profile import DEFAULT_PROFILE, Profile, learn_profiles
from planner.forecast.visit_minutes import believable, learn_needs_share, learn_visit_minutes


@pytest.mark.parametrize("shares", [(), (0.5, 0.4), (1.2, -0.2)], ids=["none", "not one", "below zero"])
def test_a_profile_adds_up_to_one(shares: tuple[float, ...]) -> None:
    """Shares of a day are all of the day and nothing less."""
    with pytest.raises(InvalidValue):
        Profile(first_minute=480.0, shares=shares)


def test_share_by_runs_from_nothing_to_all() -> None:
    """Before opening nobody has come, after closing everybody, half-way through a half-hour half of its share."""
    seen = Profile(first_minute=480.0, shares=(0.4, 0.6)).share_by(np.array([400.0, 495.0, 510.0, 600.0]))
    assert seen.tolist() == pytest.approx([0.0, 0.2, 0.4, 1.0])


def test_no_tickets_leave_the_default() -> None:
    """Nothing learned, nothing moved."""
    learned = learn_profiles([])
    np.testing.assert_allclose(learned.every_day.shares, DEFAULT_PROFILE.shares)
    assert learned.every_day.tickets == 0
    assert learned.weekdays == {}


def test_many_tickets_carry_the_profile_and_few_do_not() -> None:
    """All at ten past eleven: 5,000 tickets put most of the day around 11:00, five leave the morning peak."""
    monday = datetime(2026, 3, 2, 11, 10)
    many, few = learn_profiles([monday] * 5000), learn_profiles([monday] * 5)
    at = int((11 * 60 - DEFAULT_PROFILE.first_minute) // 30)
    assert sum(many.every_day.shares[at - 1 : at + 2]) > 0.95
    assert max(few.every_day.shares) == few.every_day.shares[0]
    assert many.weekdays[0].tickets == 5000


def test_tickets_outside_the_day_are_left_out_and_counted() -> None:
    """A test ticket at midnight is not an arrival."""
    learned = learn_profiles([datetime(2026, 3, 2, 0, 5), datetime(2026, 3, 2, 9, 0)])
    assert (learned.left_out, learned.every_day.tickets) == (1, 1)


def test_weekdays_differ_where_their_tickets_do() -> None:
    """Mondays come at eight, Fridays at two: each weekday keeps its own peak."""
    monday, friday = datetime(2026, 3, 2, 8, 10), datetime(2026, 3, 6, 14, 10)
    learned = learn_profiles([monday + timedelta(seconds=n) for n in range(500)] + [friday] * 500)
    assert learned.weekdays[0].shares[0] > learned.weekdays[4].shares[0]


def test_setup_and_need_minutes_come_back_in_spite_of_forgotten_clicks() -> None:
    """Three minutes once and ten a need, with 0 s and 9 h among them: within a minute, the false ones counted."""
    rng = np.random.default_rng(2)
    needs = rng.integers(1, 5, 2000)
    minutes = 3.0 + np.array([rng.gamma(4.0, 2.5, n).sum() for n in needs])
    minutes[::40], minutes[1::40] = 0.0, 540.0
    learned = learn_visit_minutes(minutes, needs)
    assert learned.need_minutes == pytest.approx(10.0, abs=0.6)
    assert learned.setup_minutes == pytest.approx(3.0, abs=1.0)
    assert learned.need_cv == pytest.approx(0.5, abs=0.08)
    assert 100 <= learned.left_out < 140
    assert learned.of(2) == pytest.approx(23.0, abs=1.0)


def test_one_kind_of_visit_has_no_setup_of_its_own() -> None:
    """With one need each, setup and need cannot be told apart; all minutes are the need's."""
    learned = learn_visit_minutes(np.full(50, 12.0), np.ones(50))
    assert (learned.setup_minutes, learned.need_minutes, learned.need_cv) == (0.0, 12.0, 0.0)


def test_too_few_tickets_are_refused() -> None:
    """Twenty believable times are no basis for a roster."""
    with pytest.raises(InvalidValue) as caught:
        learn_visit_minutes(np.full(20, 12.0), np.ones(20))
    assert caught.value.code == "few_tickets"


def test_believable_times_are_judged_against_their_like() -> None:
    """Among visits of about twelve minutes, 0 s, no time, 9 h and 100 minutes are not believed; 25 minutes are."""
    minutes = np.concatenate([np.full(50, 12.0), [0.0, np.nan, 540.0, 100.0, 25.0]])
    assert believable(minutes, np.ones(55))[50:].tolist() == [False, False, False, False, True]


def test_needs_share_is_drawn_to_the_default() -> None:
    """80 visits of two needs and the 20 pseudo-visits of one need: 20 % and 80 %; five needs count as four."""
    assert learn_needs_share(np.full(80, 2)) == pytest.approx((0.2, 0.8, 0.0, 0.0))
    assert learn_needs_share(np.full(80, 5))[3] == pytest.approx(0.8)
