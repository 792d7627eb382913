"""Closed forms against published numbers (DOMAIN 5.3) and against the simulation."""

import math

import numpy as np
import pytest

from planner.domain.errors import InvalidValue
from planner.queueing.draws import draw_people
from planner.queueing.erlang import (
    PublishedQueue,
    abandonment_queue,
    check_published,
    erlang_b,
    general_service_wait,
    offered_load,
    steady_queue,
)
from planner.queueing.event_loop import make_outcome, make_staff, run_days
from planner.queueing.simulate import EVERYBODY
from tests.planner.queueing.desks import an_officer, plain_day

BATCHES, BATCH_VISITS = 40, 2_500


def test_one_counter_of_bandung():
    """Published Lq 22.09, Ls 23.05, Wq 95.4, Ws 99.6 (Q1); rounding of the rates moves the third figure."""
    queue = steady_queue(13.893, 4.139072848, 1)
    assert queue.rho == pytest.approx(0.95842, abs=2e-5)
    assert queue.queue_length == pytest.approx(22.09, rel=1e-3)
    assert queue.system_minutes == pytest.approx(99.55, rel=1e-3)


@pytest.mark.parametrize(
    ("load", "servers", "waits", "length", "system"),
    [(1.13, 2, 0.4080, 0.5299, 1.660), (0.9, 2, 0.2793, 0.2285, 1.129), (3.0, 4, 0.5094, 1.5283, 4.528)],
    ids=["two counters", "second stage", "load 3 on 4"],
)
def test_three_stages_of_sigi(load, servers, waits, length, system):
    """Re-computed values of Q2; all round to the published 2, 1 and 5 persons."""
    queue = steady_queue(load * 6, 10.0, servers)
    assert queue.probability_wait == pytest.approx(waits, abs=1e-4)
    assert queue.queue_length == pytest.approx(length, abs=1e-4)
    assert queue.in_system == pytest.approx(system, abs=1e-3)


def test_three_tellers():
    """Bank thesis (Q3): P0 .014546, Lq 13.6275, Wq 14.866, Ws 17.939."""
    queue = steady_queue(60 * 0.91667, 1 / 0.32544, 3)
    assert queue.probability_empty == pytest.approx(0.014546, abs=1e-5)
    assert queue.queue_length == pytest.approx(13.6275, abs=2e-3)
    assert queue.wait_minutes == pytest.approx(14.866, abs=2e-3)
    assert queue.system_minutes == pytest.approx(17.939, abs=2e-3)


def test_golden_waits_of_three_and_four_officers():
    """10 visits an hour of 15 minutes (Q10)."""
    three, four = steady_queue(10, 15, 3), steady_queue(10, 15, 4)
    assert three.probability_wait == pytest.approx(0.7022, abs=1e-4)
    assert three.wait_minutes == pytest.approx(21.067, abs=1e-3)
    assert three.wait_quantile(0.9) == pytest.approx(58.473458, abs=1e-4)
    assert three.share_within(30) == pytest.approx(0.741658, abs=1e-5)
    assert four.wait_minutes == pytest.approx(3.199, abs=1e-3)


def test_one_operator_absent_is_unstable():
    """70 visits of 17 minutes in 6.5 hours (Q11): three officers never settle, so no wait is given."""
    queue = steady_queue(70 / 6.5, 17, 3)
    assert not queue.is_stable
    assert math.isinf(queue.wait_minutes)
    assert queue.share_within(30) == 0
    assert math.isinf(queue.wait_quantile(0.9))


@pytest.mark.parametrize(
    ("lq", "ls", "wq", "ws", "per_hour"),
    [
        (5.0993, 5.7451, 12.6078, 14.2045, 24.27),
        (4.3054, 4.8791, 12.4754, 14.1375, 20.71),
        (4.1846, 4.7469, 12.4156, 14.0839, 20.22),
        (4.3002, 4.8947, 11.6106, 13.2158, 22.22),
    ],
)
def test_samsat_tegal_keeps_littles_law(lq, ls, wq, ws, per_hour):
    """Either pair gives the same arrivals per hour (Q4), so nothing is found."""
    published = PublishedQueue(
        servers=1, service_minutes=ws - wq, wait_minutes=wq, system_minutes=ws, queue_length=lq, in_system=ls
    )
    assert check_published(published) == ()
    assert 60 * lq / wq == pytest.approx(per_hour, abs=0.01)


def test_bone_bolango_is_called_inconsistent():
    """In system 26.4 and in queue 44.4 with 18 minutes of service (Q5): the labels are swapped, and it says so."""
    faults = check_published(PublishedQueue(servers=4, service_minutes=18, wait_minutes=44.4, system_minutes=26.4))
    assert any("swapped" in fault for fault in faults)
    right = PublishedQueue(servers=4, service_minutes=18, wait_minutes=26.4, system_minutes=44.4)
    assert check_published(right) == ()
    seven = steady_queue(11.66, 18, 7)
    assert seven.system_minutes == pytest.approx(18.39, abs=0.01)
    assert seven.rho == pytest.approx(0.50, abs=0.005)


def test_little_s_law_broken_is_found():
    """5 waiting for 10 minutes means 30 an hour; 6 in the system for 20 minutes means 18."""
    published = PublishedQueue(
        servers=1, service_minutes=10, wait_minutes=10, system_minutes=20, queue_length=5, in_system=6
    )
    assert any("Little" in fault for fault in check_published(published))


def test_general_service_halves_the_wait_of_one_server_without_variance():
    """Pollaczek-Khinchine: M/D/1 waits half as long as M/M/1; CV 1 changes nothing."""
    plain = steady_queue(5, 10, 1).wait_minutes
    assert general_service_wait(5, 10, 1, 0.0) == pytest.approx(plain / 2)
    assert general_service_wait(5, 10, 1, 1.0) == pytest.approx(plain)


def test_abandonment_without_haste_is_the_plain_queue_and_with_haste_is_erlang_b():
    """Patience of 10^7 minutes leaves nobody out; patience of a second blocks like a queue without places."""
    plain, patient = steady_queue(10, 15, 4), abandonment_queue(10, 15, 4, 1e7)
    assert patient.wait_minutes == pytest.approx(plain.wait_minutes, rel=1e-3)
    hasty = abandonment_queue(10, 15, 3, 1e-4)
    assert hasty.abandoned_share == pytest.approx(erlang_b(offered_load(10, 15), 3), abs=1e-4)


def test_abandonment_balances_flows():
    """What is not abandoned is served: arrivals x (1 - abandoned) = busy servers / service minutes, at most c."""
    queue = abandonment_queue(30, 15, 4, 20)
    busy = 30 / 60 * (1 - queue.abandoned_share) * 15
    assert 3.5 < busy <= 4
    assert queue.queue_length == pytest.approx(30 / 60 * queue.wait_minutes)


@pytest.mark.parametrize(
    ("per_hour", "minutes", "servers", "field"),
    [(-1, 10, 1, "arrivals_per_hour"), (10, 0, 1, "service_minutes"), (10, 10, 0, "servers")],
)
def test_queue_refuses_impossible_numbers(per_hour, minutes, servers, field):
    """The message names the field."""
    with pytest.raises(InvalidValue) as fault:
        steady_queue(per_hour, minutes, servers)
    assert fault.value.field == field


def test_no_arrivals_leave_the_queue_empty():
    """Load 0: nobody waits."""
    queue = steady_queue(0, 10, 2)
    assert (queue.probability_empty, queue.wait_minutes) == (1.0, 0.0)


@pytest.mark.parametrize(("servers", "rho"), [(1, 0.7), (2, 0.8), (3, 0.8), (4, 0.76), (6, 0.85)])
def test_long_run_of_the_event_loop_covers_the_exact_wait(servers, rho):
    """100,000 Poisson visits of exponential minutes in one endless day: the exact mean wait lies inside the 99.9 %
    interval that the simulation gives itself from 40 batches (seeded, five settings)."""
    minutes, places = 10.0, BATCHES * BATCH_VISITS
    per_minute = rho * servers / minutes
    rng = np.random.default_rng(servers)
    arrival = np.cumsum(rng.exponential(1 / per_minute, places))[None, :]
    work = rng.exponential(minutes, places)[None, :]
    close = float(arrival[0, -1]) + 1e5
    shifts = tuple(an_officer(i, breaks=(), presence=((0, close),)) for i in range(servers))
    day = plain_day(shifts=shifts, close_minutes=close)
    drawn = draw_people(day, (1,), 1, seed=1)
    people = drawn._replace(
        arrival=arrival,
        work=work,
        service=np.zeros((1, places), dtype=np.int8),
        rank=np.zeros((1, places), dtype=np.int32),
        flags=np.zeros((1, places), dtype=np.int8),
        first_place=np.array([0, places]),
    )
    out = make_outcome(people)
    limits = (np.array([[places]], dtype=np.int64), np.array([EVERYBODY], dtype=np.int64))
    run_days(people, make_staff(day), limits, out)
    batches = (out.begin - arrival).reshape(BATCHES, BATCH_VISITS)[2:].mean(axis=1)
    exact = steady_queue(60 * per_minute, minutes, servers).wait_minutes
    assert abs(batches.mean() - exact) < 3.6 * batches.std(ddof=1) / math.sqrt(len(batches))
