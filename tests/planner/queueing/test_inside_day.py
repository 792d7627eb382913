"""What is to be expected of a running day."""

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.promise import Promise
from planner.queueing.inside_day import Moment, OutlookSettings, outlook
from tests.planner.queueing.desks import an_officer, founding_day, plain_day

BENCH = Promise(grace_minutes=0)
FEW = OutlookSettings(days=200)


def test_outlook_of_a_day_by_hand():
    """One officer, 10 minutes each, at 100: nobody in hand, 4 wait. The last ends at 140; a ticket now waits 40.

    Until closing at 420 he can serve 32 in all, so at most 28 more; some fewer, as those who come late find him idle.
    """
    day = plain_day(10.0)
    seen = outlook(day, Moment(now_minutes=100, issued=10, served=6, waiting=4), BENCH, FEW)
    assert seen.end_minutes == pytest.approx(140)
    assert seen.end_late_minutes == pytest.approx(140)
    assert seen.wait_minutes == pytest.approx(40)
    assert seen.finish_probability == 1
    assert 24 <= seen.may_issue <= 28


def test_visit_in_hand_is_half_over_on_average():
    """One in hand, nobody waits: ends on average 5 minutes from now, and so long waits a ticket drawn now."""
    seen = outlook(plain_day(10.0), Moment(now_minutes=100, issued=7, served=6, waiting=0), BENCH)
    assert seen.end_minutes == pytest.approx(105, abs=0.3)
    assert seen.wait_minutes == pytest.approx(5, abs=0.3)


def test_nothing_to_do_ends_now():
    """Everybody was served."""
    seen = outlook(plain_day(10.0), Moment(now_minutes=100, issued=6, served=6, waiting=0), BENCH, FEW)
    assert (seen.end_minutes, seen.wait_minutes) == (100, 0)


def test_break_to_come_delays_the_end():
    """At 205 four wait, the break of 60 minutes begins at 215 after the first: 10, then 60 away, then 30."""
    day = plain_day(10.0, shifts=(an_officer(0, breaks=((210, 60),)),))
    seen = outlook(day, Moment(now_minutes=205, issued=10, served=6, waiting=4), BENCH, FEW)
    assert seen.end_minutes == pytest.approx(205 + 10 + 60 + 30)


def test_officer_on_break_comes_back_after_it():
    """At 230 he is away until 270: the first of two waits 40 minutes, the last ends at 290."""
    day = plain_day(10.0, shifts=(an_officer(0, breaks=((210, 60),)),))
    seen = outlook(day, Moment(now_minutes=230, issued=8, served=6, waiting=2), BENCH, FEW)
    assert seen.end_minutes == pytest.approx(290)


def test_unknown_where_nobody_can_serve():
    """All officers went home: no end and no wait is given, and no more tickets."""
    day = founding_day(4)
    seen = outlook(day, Moment(now_minutes=240, issued=60, served=40, waiting=16, here=()), BENCH, FEW)
    assert (seen.end_minutes, seen.wait_minutes, seen.may_issue) == (None, None, 0)
    assert seen.stop_minutes == 240


def test_fewer_officers_end_later_and_may_issue_fewer():
    """Half of them went home at noon."""
    moment = {"now_minutes": 240, "issued": 60, "served": 40, "waiting": 16}
    all_here = outlook(founding_day(4), Moment(**moment), Promise(), FEW)
    half = outlook(founding_day(4), Moment(**moment, here=("p1", "p2")), Promise(), FEW)
    assert half.end_minutes > all_here.end_minutes
    assert half.may_issue < all_here.may_issue


def test_stop_is_told_only_where_the_rate_is_too_high():
    """20 issued by noon: go on until the last ticket. 110: stop before it."""
    day = founding_day(4)
    calm = outlook(day, Moment(now_minutes=240, issued=20, served=18, waiting=0), BENCH, FEW)
    busy = outlook(day, Moment(now_minutes=240, issued=110, served=70, waiting=36), BENCH, FEW)
    assert calm.stop_minutes is None
    assert 240 <= busy.stop_minutes < 360
    assert busy.may_issue < 60


def test_after_closing_no_ticket_is_issued_and_who_is_here_finishes():
    """At 430 two wait for one officer who stays: the last ends at 450."""
    seen = outlook(plain_day(10.0), Moment(now_minutes=430, issued=8, served=6, waiting=2), BENCH, FEW)
    assert seen.end_minutes == pytest.approx(450)
    assert (seen.may_issue, seen.finish_probability) == (0, 0)


def test_holders_of_later_tickets_are_expected():
    """Ten tickets of the afternoon are out: their holders come and lengthen the day."""
    day = plain_day(10.0)
    seen = outlook(day, Moment(now_minutes=100, issued=10, served=0, waiting=0, to_come=10), BENCH, FEW)
    assert seen.end_minutes > 300


def test_counts_must_add_up():
    """Six served and six waiting of ten issued."""
    with pytest.raises(InvalidValue, match="of 10 issued"):
        Moment(now_minutes=1, issued=10, served=6, waiting=6)
