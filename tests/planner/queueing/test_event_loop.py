"""The compiled day against the plain one, the recursion in arrival order, Lindley, and days followed by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from planner.queueing.desk_day import Profile, ServiceWork, Shift, Window
from planner.queueing.draws import People, draw_people
from planner.queueing.event_loop import LEFT, make_outcome, make_staff, run_days
from planner.queueing.plain_loop import run_plain_day
from planner.queueing.simulate import EVERYBODY, Simulator
from tests.planner.queueing.desks import (
    SESSIONS,
    SET_A,
    an_officer,
    founding_day,
    plain_day,
    random_day,
)


def outcome_of(day, people, coming, tickets):
    """Outcome when `coming[w]` people come in each window on every day."""
    out = make_outcome(people)
    days = people.arrival.shape[0]
    limits = (np.tile(np.array(coming, dtype=np.int64), (days, 1)), np.array(tickets, dtype=np.int64))
    run_days(people, make_staff(day), limits, out)
    return out


def with_visits(day, visits):
    """People of one day from (arrival, minutes) pairs in order of arrival, all of the only service."""
    arrival, minutes = np.array([visits], dtype=float).transpose(2, 0, 1)
    places = len(visits)
    drawn = draw_people(day, (places,), 1, seed=1)
    return drawn._replace(arrival=np.ascontiguousarray(arrival), work=np.ascontiguousarray(minutes))


@pytest.mark.parametrize("seed", range(60))
def test_compiled_day_equals_plain_day_visit_by_visit(seed):
    """Two separate programs of the same words; every begin and end is the same number, with all features on."""
    day = random_day(seed)
    windows = len(day.windows)
    coming, tickets = (40 // windows,) * windows, ((33, 12)[windows > 1],) * windows
    people = draw_people(day, (45 // windows,) * windows, days=4, seed=seed)
    out = outcome_of(day, people, coming, tickets)
    for row in range(4):
        plain = run_plain_day(day, people, row, (list(coming), list(tickets)))
        begins, ends = np.array(plain.visits).T
        np.testing.assert_array_equal(out.begin[row], begins)
        np.testing.assert_array_equal(out.end[row], ends)
        assert out.last_end[row] == plain.last_end
        assert out.overtime[row] == pytest.approx(plain.overtime, abs=1e-9)
        assert out.after_close[row] == pytest.approx(plain.after_close, abs=1e-9)


def begins_by_recursion(day, people, row):
    """Begins in arrival order: each visitor takes the able officer who can begin earliest (no priority class)."""
    ids = [service.id for service in day.services]
    free = [shift.presence[0][0] for shift in day.shifts]
    breaks = [list(shift.breaks) for shift in day.shifts]
    begins = []
    for place in range(people.arrival.shape[1]):
        arrival, service = people.arrival[row, place], ids[people.service[row, place]]
        able = [o for o, shift in enumerate(day.shifts) if service in shift.skills]
        options = [(begin_after(max(arrival, free[o]), free[o], breaks[o]), len(day.shifts[o].skills), o) for o in able]
        (begin, left), _, o = min(options, key=lambda option: (option[0][0], option[1], option[2]))
        breaks[o] = left
        free[o] = begin + people.work[row, place] / day.shifts[o].pace
        begins.append(begin)
    return np.array(begins)


def begin_after(time, free, breaks):
    """Earliest begin at or after `time` of an officer free since `free`, and the breaks he still has then."""
    left = list(breaks)
    while left and left[0][0] <= time:
        start, length = left.pop(0)
        time = max(time, max(start, free) + length)
    return time, left


@pytest.mark.parametrize("seed", range(20))
def test_recursion_in_arrival_order_gives_the_same_begins(seed):
    """Later arrivals never change an earlier one under first come first served with skills, breaks and paces."""
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c"][: rng.integers(1, 4)]
    services = tuple(replace(SET_A, id=name, need_minutes=float(rng.uniform(3, 9))) for name in names)
    shifts = tuple(
        an_officer(i, skills=[n for n in names if rng.random() < 0.5] or names, pace=float(rng.choice([0.8, 1.0, 1.2])))
        for i in range(int(rng.integers(2, 6)))
    )
    shifts += (an_officer(9, skills=names),)
    day = founding_day(services=services, shifts=shifts)
    people = draw_people(day, (60,), days=20, seed=seed)
    out = outcome_of(day, people, (60,), (EVERYBODY,))
    for row in range(20):
        np.testing.assert_allclose(out.begin[row], begins_by_recursion(day, people, row), atol=1e-9)


def test_single_officer_follows_lindley_exactly():
    """Wait of the next = max(0, wait + service - gap), Lindley 1952."""
    day = founding_day(shifts=(an_officer(0, breaks=()),))
    people = draw_people(day, (30,), days=50, seed=3)
    out = outcome_of(day, people, (30,), (EVERYBODY,))
    for row in range(50):
        wait, waits = 0.0, [0.0]
        for place in range(1, 30):
            gap = people.arrival[row, place] - people.arrival[row, place - 1]
            wait = max(0.0, wait + people.work[row, place - 1] - gap)
            waits.append(wait)
        np.testing.assert_allclose(out.begin[row] - people.arrival[row], waits, atol=1e-9)


def test_all_at_the_door_wait_multiples_of_the_service_time():
    """One officer, fixed 10 minutes, everybody at minute 0: waits are 0, 10, 20, ..."""
    day = plain_day(10.0, profile=Profile(door_share=1.0))
    people = draw_people(day, (6,), days=1, seed=1)
    out = outcome_of(day, people, (6,), (EVERYBODY,))
    np.testing.assert_allclose(out.begin[0], [0, 10, 20, 30, 40, 50], atol=1e-9)
    assert out.last_end[0] == pytest.approx(60)


def test_break_begins_after_the_visit_in_hand_and_keeps_its_length():
    """Visit 205-215 runs over the break at 210; back at 275; with fixed return back at 270."""
    day = plain_day(10.0, shifts=(an_officer(0),))
    visits = [(205, 10), (206, 10)]
    full = outcome_of(day, with_visits(day, visits), (2,), (EVERYBODY,))
    fixed_day = replace(day, break_rule="fixed_return")
    fixed = outcome_of(fixed_day, with_visits(fixed_day, visits), (2,), (EVERYBODY,))
    assert list(full.begin[0]) == [205, 275]
    assert list(fixed.begin[0]) == [205, 270]


def test_nobody_begins_after_the_end_of_a_part_day():
    """He leaves at 180 and comes back at 330: who comes at 175 is served 175-195, the next at 330."""
    day = plain_day(20.0, shifts=(an_officer(0, presence=((0, 180), (330, 420)), breaks=()),))
    out = outcome_of(day, with_visits(day, [(175, 20), (180, 20)]), (2,), (EVERYBODY,))
    assert list(out.begin[0]) == [175, 330]


def test_who_stays_until_closing_serves_everybody_and_is_paid_overtime():
    """Three visits of 30 minutes from 400: the last ends at 490, 70 minutes after closing, 10 of duty until 430."""
    day = plain_day(30.0, shifts=(an_officer(0, breaks=(), duty_end_minutes=430),))
    people = with_visits(day, [(400, 30), (401, 30), (402, 30)])
    out = outcome_of(day, people, (3,), (EVERYBODY,))
    assert out.last_end[0] == 490
    assert out.after_close[0] == pytest.approx(70)
    assert out.overtime[0] == pytest.approx(60)


def test_nobody_able_leaves_the_visitor_unserved_and_the_day_unfinished():
    """The only officer goes at 330; who comes at 340 is never served."""
    day = plain_day(10.0, shifts=(an_officer(0, presence=((0, 330),), breaks=()),))
    out = outcome_of(day, with_visits(day, [(340, 10)]), (1,), (EVERYBODY,))
    assert out.begin[0, 0] == LEFT
    assert math.isinf(out.last_end[0])


def test_priority_visitor_is_taken_first_but_interrupts_nobody():
    """Ordinary at 0 and 1, priority at 2, fixed 10 minutes: served at 0, 20 and 10."""
    day = plain_day(10.0)
    people = with_visits(day, [(0, 10), (1, 10), (2, 10)])._replace(flags=np.array([[0, 0, 1]], dtype=np.int8))
    out = outcome_of(day, people, (3,), (EVERYBODY,))
    assert list(out.begin[0]) == [0, 20, 10]


def test_one_printer_serves_one_visit_at_a_time():
    """Two officers, one printer that every visit needs: the second visit waits for the first to end."""
    service = ServiceWork(id="layanan", setup_minutes=0, need_minutes=10, need_cv=0, equipment="printer")
    day = plain_day(officers=2, services=(service,), equipment=(("printer", 1),))
    out = outcome_of(day, with_visits(day, [(0, 10), (1, 10)]), (2,), (EVERYBODY,))
    assert list(out.begin[0]) == [0, 10]


def test_impatient_visitor_leaves_before_he_is_called():
    """Patience 5 minutes behind a visit of 10: he leaves, the third is served at 10, the day still finishes."""
    day = plain_day(10.0, patience_mean_minutes=60)
    people = with_visits(day, [(0, 10), (1, 10), (2, 10)])._replace(patience=np.array([[99.0, 5.0, 99.0]]))
    out = outcome_of(day, people, (3,), (EVERYBODY,))
    assert list(out.begin[0]) == [0, LEFT, 10]
    assert out.last_end[0] == 20


def mixed_people(day, arrivals, needs):
    """People of one day; `needs` lists (service, minutes) of each."""
    places = len(arrivals)
    people = draw_people(day, (places,), 1, seed=1)
    wanted = np.full((1, places, 4), -1, dtype=np.int8)
    minutes = np.zeros((1, places, 4))
    for place, row in enumerate(needs):
        for j, (service, length) in enumerate(row):
            wanted[0, place, j], minutes[0, place, j] = service, length
    return People._make(
        [
            np.array([arrivals], dtype=float),
            np.array([[2.0 + sum(length for _, length in row) for row in needs]]),
            np.ascontiguousarray(wanted[:, :, 0]),
            people.rank * 0 + np.arange(places, dtype=np.int32),
            np.array([[2 if len({s for s, _ in row}) > 1 else 0 for row in needs]], dtype=np.int8),
            people.patience,
            wanted,
            minutes,
            people.first_place,
        ]
    )


def mixed_day(shifts):
    also = (("a", 1.0), ("b", 1.0), ("c", 1.0))
    services = tuple(
        ServiceWork(id=name, setup_minutes=2, need_minutes=10, need_cv=0, needs_share=(0, 1), also_needs=also)
        for name in ("a", "b", "c")
    )
    return founding_day(services=services, shifts=shifts, profile=Profile())


def test_mixed_needs_by_hand_with_three_specialists_and_three_generalists():
    """Set-up 2, needs of 10. X needs a+b, Y a+c, Z b, all at the door in this order.

    Generalists: X 0-22, Y 0-22, Z 0-12, nobody waits.
    Specialists: A takes X 0-12, then Y 12-24; B takes Z 0-12, then X (head of the queue of b) 12-24; Y goes to C 24-36.
    """
    needs = [[(0, 10), (1, 10)], [(0, 10), (2, 10)], [(1, 10)]]
    generalists = mixed_day(tuple(an_officer(i, ("a", "b", "c"), breaks=()) for i in range(3)))
    specialists = mixed_day(tuple(an_officer(i, (name,), breaks=()) for i, name in enumerate("abc")))
    one = outcome_of(generalists, mixed_people(generalists, [0, 0, 0], needs), (3,), (EVERYBODY,))
    many = outcome_of(specialists, mixed_people(specialists, [0, 0, 0], needs), (3,), (EVERYBODY,))
    assert [list(one.begin[0]), list(one.end[0])] == [[0, 0, 0], [22, 22, 12]]
    assert [list(many.begin[0]), list(many.end[0])] == [[0, 12, 0], [24, 36, 12]]


def test_second_need_joins_at_the_head_of_its_queue():
    """W waits for b since minute 1; X, passed on from a at 12, is served by b before him."""
    day = mixed_day((an_officer(0, ("a",), breaks=()), an_officer(1, ("b",), breaks=())))
    needs = [[(0, 10), (1, 10)], [(1, 10)], [(1, 10)]]
    out = outcome_of(day, mixed_people(day, [0, 0, 1], needs), (3,), (EVERYBODY,))
    assert list(out.end[0]) == [24, 12, 36]


def test_officers_do_not_change_who_comes():
    """Common random numbers: the people are the same for any number of officers and any tickets."""
    few, many = founding_day(2), founding_day(6)
    a, b = draw_people(few, (50,), 10, seed=5), draw_people(many, (80,), 20, seed=5)
    for row in range(10):
        kept = b.rank[row] < 50
        np.testing.assert_array_equal(a.arrival[row], b.arrival[row][kept])
        np.testing.assert_array_equal(a.work[row], b.work[row][kept])


@pytest.mark.parametrize("officers", [1, 2, 3, 5])
def test_every_wait_is_monotone_for_equal_generalists_without_breaks(officers):
    """With the same people, one more officer or one ticket fewer never lengthens anybody's wait."""
    day = founding_day(shifts=tuple(an_officer(i, breaks=()) for i in range(officers)))
    more = founding_day(shifts=tuple(an_officer(i, breaks=()) for i in range(officers + 1)))
    people = draw_people(day, (25 * officers,), days=100, seed=officers)
    all_come = outcome_of(day, people, (25 * officers,), (EVERYBODY,)).begin
    one_less = outcome_of(day, people, (25 * officers - 1,), (EVERYBODY,)).begin
    helped = outcome_of(more, people, (25 * officers,), (EVERYBODY,)).begin
    assert np.all(helped <= all_come + 1e-9)
    came = ~np.isnan(one_less)
    assert np.all(one_less[came] <= all_come[came] + 1e-9)


def test_windows_bring_their_holders_in_their_own_time():
    """Nobody comes before the start or after the last ticket of his window, and the start share stands at its start."""
    day = founding_day(windows=SESSIONS)
    simulator = Simulator(day, days=300, seed=2)
    coming = np.tile(np.array([40, 30, 10]), (300, 1))
    people, _ = simulator.run_visits(coming, (EVERYBODY,) * 3)
    for w, window in enumerate(SESSIONS):
        arrivals = people.arrival[:, people.first_place[w] : people.first_place[w + 1]]
        assert arrivals.min() == window.start_minutes
        assert arrivals.max() <= window.last_ticket_minutes
        assert np.mean(arrivals == window.start_minutes) == pytest.approx(0.3, abs=0.01)


def test_booked_tickets_come_at_even_times():
    """Four booked tickets over two hours come at 0, 30, 60 and 90, and later at most twice the mean lateness."""
    booked = Window(id="sehari", start_minutes=0, last_ticket_minutes=120, booked_share=1.0)
    punctual = draw_people(plain_day(windows=(booked,)), (4,), 5, seed=1)
    late = draw_people(plain_day(windows=(booked,), lateness_minutes=5), (4,), 400, seed=1)
    np.testing.assert_allclose(punctual.arrival, np.tile([0, 30, 60, 90], (5, 1)), atol=1e-6)
    assert np.all((late.arrival >= [0, 30, 60, 90]) & (late.arrival <= [10, 40, 70, 100]))
    assert np.mean(late.arrival - [0, 30, 60, 90]) == pytest.approx(5, abs=0.3)


def test_shift_without_skill_serves_nobody():
    """The generalist goes on serving; the unskilled one changes nothing."""
    alone = founding_day(1)
    idle = Shift(id="x", presence=((0, 420),), skills=("other",))
    joined = replace(alone, shifts=(*alone.shifts, idle))
    people = draw_people(alone, (20,), 10, seed=1)
    a, b = outcome_of(alone, people, (20,), (EVERYBODY,)), outcome_of(joined, people, (20,), (EVERYBODY,))
    np.testing.assert_array_equal(a.begin, b.begin)
