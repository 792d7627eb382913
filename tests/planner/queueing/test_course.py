"""Queue and waits over the day."""

import pytest

from planner.queueing.course import day_course
from planner.queueing.desk_day import Profile
from tests.planner.queueing.desks import founding_day, plain_day


def test_course_of_a_door_crowd_by_hand():
    """Seven at the door, 10 minutes each: 6 wait at minute 5, 5 at minute 15, ... and the wait of the crowd is 30."""
    course = day_course(plain_day(10.0, profile=Profile(door_share=1.0)), (7,), days=50)
    assert course.minutes[:3] == (5, 15, 25)
    assert course.waiting_mean[:7] == (6, 5, 4, 3, 2, 1, 0)
    assert course.wait_mean_minutes[0] == pytest.approx(30)
    assert course.wait_mean_minutes[1] is None


def test_queue_of_the_rush_peaks_in_the_morning():
    """Most people wait in the first two hours and hardly anybody at closing."""
    course = day_course(founding_day(4), (70,), days=200)
    peak = course.minutes[max(range(len(course.minutes)), key=lambda i: course.waiting_mean[i])]
    assert peak < 150
    assert course.waiting_mean[-1] < 0.1
    assert all(high >= 0 for high in course.waiting_p90)
