"""The people that are drawn."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from planner.queueing.desk_day import Profile
from planner.queueing.draws import MIXED, NO_SHOW, PRIORITY, draw_people, normal_quantile
from tests.planner.queueing.desks import RUSH, SET_A, THREE_SERVICES, founding_day


def test_normal_quantile_agrees_with_scipy():
    """From the far tail to the middle, to 1e-14 of its size."""
    for p in (1e-300, 1e-12, 1e-4, 0.01, 0.07, 0.075, 0.3, 0.5, 0.9, 0.999, 1 - 1e-10):
        assert normal_quantile(p) == pytest.approx(norm.ppf(p), rel=1e-13, abs=1e-15)


def test_minutes_have_the_mean_and_variation_asked_for():
    """Set A: 3 + 5.5 a need, CV 0.5; one need: mean 8.5, sd 2.75; standard errors of 100,000 visits."""
    one_need = founding_day(services=(replace(SET_A, needs_share=(1.0,)),))
    work = draw_people(one_need, (100,), 1_000, seed=1).work
    assert work.mean() == pytest.approx(8.5, abs=4 * 2.75 / np.sqrt(work.size))
    assert work.std() == pytest.approx(2.75, rel=0.02)
    assert draw_people(founding_day(), (100,), 1_000, seed=1).work.mean() == pytest.approx(11.525, abs=0.06)


def test_shares_of_services_needs_priority_and_no_shows():
    """100,000 visits: each share within four standard errors."""
    services = tuple(replace(s, priority_share=0.15) for s in THREE_SERVICES)
    people = draw_people(founding_day(services=services, no_show_share=0.1), (100,), 1_000, seed=2)
    shares = np.bincount(people.service.ravel(), minlength=3) / people.service.size
    np.testing.assert_allclose(shares, [0.5, 0.3, 0.2], atol=0.007)
    assert np.mean((people.flags & PRIORITY) > 0) == pytest.approx(0.15, abs=0.005)
    assert np.mean((people.flags & NO_SHOW) > 0) == pytest.approx(0.1, abs=0.004)


def test_arrivals_follow_the_profile():
    """Share at the door and by noon, and sorted inside each day."""
    people = draw_people(founding_day(profile=RUSH), (70,), 2_000, seed=3)
    law = RUSH.law(360)
    assert np.mean(people.arrival == 0) == pytest.approx(law.cumulated[0], abs=0.004)
    assert np.mean(people.arrival < 240) == pytest.approx(law.share_by(240), abs=0.004)
    assert np.all(np.diff(people.arrival, axis=1) >= 0)


def test_further_needs_come_from_the_matrix():
    """Two needs each; the second of ktp is kk in 3 of 4: mixed visits 3 of 4, minutes in their places."""
    ktp = replace(SET_A, id="ktp", needs_share=(0, 1), also_needs=(("ktp", 1), ("kk", 3)))
    kk = replace(SET_A, id="kk", demand_share=0)
    people = draw_people(founding_day(services=(ktp, kk), shifts=()), (50,), 1_000, seed=4)
    assert np.mean((people.flags & MIXED) > 0) == pytest.approx(0.75, abs=0.01)
    assert set(np.unique(people.need_service[:, :, 1])) == {0, 1}
    np.testing.assert_allclose(3 + people.need_minutes.sum(axis=2), people.work)


def test_more_days_and_people_leave_the_first_ones_as_they_are():
    """Every number hangs on seed, day, window and person only."""
    few, many = (draw_people(founding_day(), (n,), days, seed=7) for n, days in ((20, 30), (64, 90)))
    for row in range(30):
        kept = many.rank[row] < 20
        np.testing.assert_array_equal(few.work[row], many.work[row][kept])


def test_persons_and_days_are_not_alike():
    """Neighbouring persons and days are uncorrelated: |r| below four standard errors of 50,000 pairs."""
    people = draw_people(founding_day(profile=Profile()), (50,), 1_001, seed=8)
    order = np.argsort(people.rank, axis=1)
    work = np.log(np.take_along_axis(people.work, order, axis=1))
    arrival = np.take_along_axis(people.arrival, order, axis=1)
    pairs = [(work[:-1], work[1:]), (work[:, :-1], work[:, 1:]), (work, arrival), (arrival[:-1], arrival[1:])]
    for a, b in pairs:
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 4 / np.sqrt(a.size)
