"""Windows and last ticket as answers."""

import pytest

from planner.domain.demand import QUANTILE_LEVELS
from planner.domain.promise import Promise
from planner.queueing.capacity import SearchSettings
from planner.queueing.desk_day import Profile
from planner.queueing.proof import ProofSettings
from planner.queueing.release import (
    ReleaseSettings,
    even_windows,
    last_ticket_capacities,
    latest_last_ticket,
    propose_release,
    with_last_ticket,
    worked_windows,
)
from tests.planner.queueing.desks import SESSIONS, founding_day

BENCH = Promise(grace_minutes=0)
QUICK = SearchSettings(bracket_days=200, days=500, close_days=500)
SETTINGS = ReleaseSettings(search=QUICK, proof=ProofSettings(days=500))


def demand_about(mean):
    return tuple(mean * (0.9 + 0.2 * level) for level in QUANTILE_LEVELS)


def test_rush_above_the_quota_is_answered_with_windows():
    """One window keeps the promise with about 14 of 99 people (QUOTA.md 6), windows serve some 65 more; it says why."""
    proposal = propose_release(founding_day(4), demand_about(99), BENCH, SETTINGS)
    assert 13 <= proposal.one_window.total <= 15
    assert proposal.one_window.capacity.total == pytest.approx(63, abs=2)
    assert proposal.proposes_windows
    assert proposal.gain_visits > 60
    assert proposal.why.kind == "wait"
    assert proposal.best.served_visits == max(option.served_visits for option in proposal.options)
    assert f"only {proposal.one_window.total} tickets" in proposal.sentence("en")
    assert f"{len(proposal.best.windows)} gelombang" in proposal.sentence("id")


def test_demand_below_the_quota_needs_no_windows():
    """35 people come evenly: one window serves them all."""
    proposal = propose_release(founding_day(4, Profile()), demand_about(35), BENCH, SETTINGS)
    assert not proposal.proposes_windows
    assert proposal.why is None
    assert "Satu gelombang cukup" in proposal.sentence()
    assert "One window is enough" in proposal.sentence("en")


def test_even_cut_lies_on_half_hours():
    """360 minutes in four: 90, 180, 270."""
    windows = even_windows(founding_day(), 4, 0.3)
    assert [w.start_minutes for w in windows] == [0, 90, 180, 270]
    assert windows[-1].last_ticket_minutes == 360


def test_cut_by_officer_minutes_leaves_lunch_longer():
    """Four officers work 4 x 210 + 2 x 120 + 4 x 30 = 1,200 until 14:00: half of it is done by 150."""
    windows = worked_windows(founding_day(4), 2, 0.3)
    assert [w.start_minutes for w in windows] == [0, 150]


def test_last_ticket_near_closing_costs_tickets():
    """QUOTA.md 3: 80 at 14:00, 79 at 14:30, 18 or so at 14:45, whatever the staff."""
    found = last_ticket_capacities(founding_day(4, Profile()), [360, 390, 405], BENCH, QUICK)
    assert found[360].total == pytest.approx(80, abs=2)
    assert found[390].total == pytest.approx(79, abs=3)
    assert found[405].total < 25


def test_latest_last_ticket_for_given_tickets():
    """60 tickets a day can be issued until 14:35 (QUOTA.md 3); 300 never."""
    day = founding_day(4, Profile())
    assert latest_last_ticket(day, 60, BENCH, QUICK) == pytest.approx(395, abs=5)
    assert latest_last_ticket(day, 300, BENCH, QUICK, step_minutes=60) is None


def test_windows_that_begin_after_the_last_ticket_fall_away():
    """Last ticket at 300 ends the second window and drops the third."""
    day = with_last_ticket(founding_day(windows=SESSIONS), 300)
    assert [(w.id, w.last_ticket_minutes) for w in day.windows] == [("pagi", 180), ("siang", 300)]
