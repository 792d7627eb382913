"""What several reviewed weeks tell together, and the change of the mall that follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.errors import Conflict
from planner.domain.periods import Week
from planner.planning.review_week import DeskReview, WeekReview
from planner.planning.review_week_causes import Arrivals
from planner.planning.review_week_drift import (
    MINUTES,
    START_SHARE,
    Drift,
    ReviewedWeek,
    find_drift,
    with_proposal,
)
from planner.planning.review_week_seen import ServiceMinutes
from tests.builders import MONDAY, a_mall

MALL = a_mall()
VISITS = 60


def a_week(back: int, factor: float = 1.0, share: float | None = None, visits: int = VISITS) -> ReviewedWeek:
    """A week with that many visits of 13 planned minutes at `pajak`, `factor` times as long, spread by 6 minutes."""
    work = ServiceMinutes(
        service="pajak",
        visits=visits,
        minutes=13 * visits * factor,
        expected_minutes=13.0 * visits,
        variance=36.0 * visits,
        planned_minutes=13.0,
    )
    arrivals = Arrivals(people=400, planned_share=0.3, share=share, windows=3) if share is not None else None
    desk = DeskReview(desk="pajak", days=(), causes=(), work=(work,), arrivals=arrivals)
    review = WeekReview(plan="p", days=(), desks=(desk,), not_counted=())
    return ReviewedWeek(week=Week.of(MONDAY - timedelta(weeks=back)), review=review)


def drift_of(*weeks: ReviewedWeek) -> Drift:
    return find_drift(weeks, MALL, MALL)


def test_weeks_as_planned_propose_nothing():
    drift = drift_of(a_week(0, share=0.3), a_week(1, share=0.32))
    assert drift.proposals == ()
    assert drift.services[0].seen_minutes == drift.services[0].used_minutes == 13


@pytest.mark.parametrize(("weeks", "factor"), [(1, 1.1125), (4, 1.136)])
def test_more_weeks_bring_the_minutes_nearer_to_the_truth(weeks: int, factor: float):
    """Truth 1.15, the plan weighs 20 visits: 1 + 0.15 x 60 / 80; four weeks weigh 60 x (1 + 0.84 + 0.71 + 0.59)."""
    (proposal,) = drift_of(*(a_week(n, 1.15) for n in range(weeks))).proposals
    assert (proposal.kind, proposal.desk, proposal.weeks, proposal.seen) == (MINUTES, "pajak", weeks, VISITS * weeks)
    assert proposal.proposed == pytest.approx(factor, abs=0.002)
    assert proposal.low < proposal.proposed < proposal.high


def test_a_change_within_its_error_is_not_proposed():
    """Five visits 15 % longer: with 20 planned ones the factor is 1.03, its error 0.04."""
    assert drift_of(a_week(0, 1.15, visits=5)).proposals == ()


def test_an_accepted_proposal_is_the_malls_from_then_on_and_not_proposed_again():
    """Set-up 3 and need 10 minutes grow alike; the same weeks then say that the new minutes are right."""
    weeks = [a_week(n, 1.15) for n in range(4)]
    (proposal,) = drift_of(*weeks).proposals
    changed = with_proposal(MALL, proposal)
    pajak = next(s for s in changed.services if s.id == "pajak")
    assert pajak.visit_minutes == pytest.approx(13 * 1.14, rel=0.01)
    assert find_drift(weeks, changed, changed).proposals == ()
    with pytest.raises(Conflict, match="changed since"):
        with_proposal(changed, proposal)


def test_minutes_that_plans_learn_from_tickets_are_told_but_not_proposed():
    """The sheet says 13, the next plan 14.95 from tickets: nothing to do by hand."""
    learned = replace(
        MALL,
        services=tuple(
            replace(s, setup_minutes=3.45, need_minutes=11.5) if s.id == "pajak" else s for s in MALL.services
        ),
    )
    drift = find_drift([a_week(0, 1.15)], MALL, learned)
    assert drift.proposals == ()
    (row,) = drift.services
    assert row.is_learned
    assert (row.sheet_minutes, row.used_minutes) == (13, 14.95)
    assert row.seen_minutes == pytest.approx(14.95)


def test_a_rush_that_stays_raises_the_share_who_stand_there():
    """Two weeks of 400 people, 0.7 of them there: with 100 planned people at 0.3 the share is nearly 0.65."""
    (proposal,) = drift_of(a_week(0, share=0.7), a_week(1, share=0.7)).proposals
    assert (proposal.kind, proposal.desk, proposal.planned) == (START_SHARE, None, 0.3)
    assert proposal.proposed == pytest.approx(0.65, abs=0.01)
    changed = with_proposal(MALL, proposal)
    assert changed.assumptions.window_start_share == proposal.proposed


def test_only_the_newest_twelve_weeks_count():
    drift = drift_of(*(a_week(n) for n in range(20)))
    assert len(drift.weeks) == 12
    assert drift.weeks[0] == str(Week.of(MONDAY))
