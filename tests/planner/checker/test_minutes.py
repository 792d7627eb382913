"""Tickets against officer minutes: small desks worked out by hand, and Hall's condition against a search."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checker.check import check_plan
from planner.checker.minutes import Pool, pool_from, spare_minutes
from planner.checker.week import PlanWeek
from planner.domain.plan import Plan
from planner.domain.promise import Promise
from tests.builders import (
    MONDAY,
    a_counter,
    a_mall,
    a_plan,
    a_quota,
    changed,
    resealed,
    with_mall,
)


def told(plan: Plan, rule: str = "tickets_within_minutes") -> list[tuple[str, str]]:
    return [(v.place.desk, v.place.session) for v in check_plan(plan) if v.rule == rule and v.place.day == MONDAY]


def tickets(plan: Plan, desk: str, window: str, count: int) -> Plan:
    where = {"desk": desk, "window": window, "day": MONDAY}
    return changed(plan, "quotas", where, tickets=count, capacity_tickets=count)


@pytest.mark.parametrize(("count", "is_told"), [pytest.param(22, False, id="22"), pytest.param(23, True, id="23")])
def test_day_must_fit_into_the_officers_minutes(count: int, is_told: bool) -> None:
    """Rina has 360 + 15 minutes and half a visit is let pass: (375 + 6.5) / 13 = 29.3 tickets; 7 come later."""
    assert told(tickets(a_plan(), "legalisir", "pagi", count)) == ([("legalisir", "pagi")] if is_told else [])


@pytest.mark.parametrize(("count", "is_told"), [pytest.param(8, False, id="8"), pytest.param(9, True, id="9")])
def test_late_tickets_cannot_use_the_morning(count: int, is_told: bool) -> None:
    """From 13:30 Rina has 90 + 15 minutes: (105 + 6.5) / 13 = 8.6 tickets, however idle her morning is."""
    plan = tickets(a_plan(), "legalisir", "pagi", 0)
    assert told(tickets(plan, "legalisir", "sore", count)) == ([("legalisir", "sore")] if is_told else [])


def test_of_a_plan_that_held_only_touched_desk_days_are_asked_for_their_minutes() -> None:
    """Too many tickets are told where the desk-day is named among the touched, or nothing is known to hold."""
    plan = tickets(a_plan(), "legalisir", "pagi", 23)
    here, elsewhere = ("legalisir", MONDAY), ("adminduk", MONDAY)
    for touched, is_told in ((None, True), (frozenset({here}), True), (frozenset({elsewhere}), False)):
        rules = {v.rule for v in check_plan(plan, touched=touched)}
        assert ("tickets_within_minutes" in rules) is is_told


def test_grace_is_part_of_the_minutes() -> None:
    """Without grace 8 late tickets (104 - 6.5) do not fit into 90 minutes."""
    plan = with_mall(tickets(a_plan(), "legalisir", "sore", 8), promise=Promise(grace_minutes=0))
    assert ("legalisir", "sore") in told(plan)


def test_pace_stretches_the_minutes() -> None:
    """At pace 1.25 Rina's 375 minutes serve 475: (468.75 + 6.5) / 13 = 36.5 tickets."""
    skills = tuple(replace(s, pace=1.25) if s.officer == "rina" else s for s in a_mall().skills)
    plan = with_mall(a_plan(), skills=skills)
    assert told(tickets(plan, "legalisir", "pagi", 29)) == []
    assert told(tickets(plan, "legalisir", "pagi", 30)) == [("legalisir", "pagi")]


def test_one_officer_is_not_counted_for_each_service() -> None:
    """KTP alone and KK alone would fit into Sari and Budi, both together do not: 60 x 13 = 780 > 750 + 6.5."""
    assert told(tickets(a_plan(), "adminduk", "pagi", 38)) == [("adminduk", "pagi")]
    assert told(tickets(a_plan(), "adminduk", "pagi", 36)) == []


def test_service_that_few_can_serve_binds_alone() -> None:
    """Only Sari still holds KTP, three quarters of the visits: 44 x 3/4 x 13 = 429 > 375 + 6.5."""
    skills = tuple(s for s in a_mall().skills if (s.officer, s.service) != ("budi", "ktp"))
    assert told(with_mall(a_plan(), skills=skills)) == [("adminduk", "pagi")]


def test_service_that_nobody_there_can_serve_has_no_tickets() -> None:
    """Nobody holds KK: its quarter of the visits finds no officer, unless a sub-quota of 0 closes it."""
    plan = with_mall(a_plan(), skills=tuple(s for s in a_mall().skills if s.service != "kk"))
    assert told(plan) == [("adminduk", "pagi")]
    closed = tuple(
        a_quota("adminduk", window=w, service="kk", tickets=0, binding="no_officer") for w in ("pagi", "siang", "sore")
    )
    assert told(resealed(plan, quotas=(*plan.quotas, *closed))) == []


def test_empty_desk_has_no_tickets() -> None:
    """Without Rina on Monday the tickets of `legalisir` find nobody; with none they need nobody."""
    plan = a_plan()
    gone = resealed(plan, postings=tuple(p for p in plan.postings if (p.officer, p.day) != ("rina", MONDAY)))
    assert told(gone) == [("legalisir", "pagi")]
    for window in ("pagi", "siang", "sore"):
        gone = tickets(gone, "legalisir", window, 0)
    assert told(gone) == []


def test_desk_without_services_needs_nothing() -> None:
    """A desk that offers nothing has tickets for nothing."""
    mall = a_mall()
    plan = with_mall(a_plan(), services=tuple(s for s in mall.services if s.id != "legalisir"))
    skills = tuple(s for s in mall.skills if s.service != "legalisir")
    rows = tuple(f for f in plan.forecast if f.service != "legalisir")
    assert told(resealed(with_mall(plan, skills=skills), forecast=rows)) == []


def test_visit_in_hand_is_finished_by_who_leaves_earlier() -> None:
    """Budi serves the morning alone with Sari gone: 180 minutes, one visit of 13 in hand, no grace."""
    plan = a_plan()
    rows = tuple(
        p
        for p in plan.postings
        if p.officer != "sari" and (p.officer, p.session) not in {("budi", "siang"), ("budi", "sore")}
    )
    pool = pool_from(PlanWeek(plan=resealed(plan, postings=rows)), "adminduk", MONDAY, 480, 13.0)
    assert pool.minutes == (193.0,)


def test_officer_who_comes_back_later_is_counted_once_per_session() -> None:
    """Morning and afternoon without lunch: 180 + 13 in hand, 90 + 15 grace; from 12:00 on only the second part."""
    plan = a_plan()
    rows = tuple(p for p in plan.postings if p.officer == "budi" and p.session != "siang")
    week = PlanWeek(plan=resealed(plan, postings=rows))
    assert pool_from(week, "adminduk", MONDAY, 480, 13.0).minutes == (298.0,)
    assert pool_from(week, "adminduk", MONDAY, 720, 13.0).minutes == (105.0,)


def test_break_after_the_start_is_taken_off() -> None:
    """From 12:00 on Budi's hour from 12:30 is still to come: 90 + 90 + 15 - 60."""
    rows = tuple(p for p in a_plan().postings if p.officer == "budi")
    week = PlanWeek(plan=resealed(a_plan(), postings=rows))
    assert pool_from(week, "adminduk", MONDAY, 720, 13.0).minutes == (135.0,)


@pytest.mark.parametrize(("count", "is_told"), [pytest.param(23, False, id="23"), pytest.param(24, True, id="24")])
def test_equipment_is_used_by_one_visit_at_a_time(count: int, is_told: bool) -> None:
    """KTP, 3/4 of visits, needs the camera at A1: 435 minutes to 15:15, (435 + 6.5) / 9.75 = 45 tickets, 22 later."""
    mall = a_mall()
    services = tuple(replace(s, equipment="camera") if s.id == "ktp" else s for s in mall.services)
    counters = (a_counter("A1", desk="adminduk", equipment=("camera",)), *mall.counters[1:])
    plan = with_mall(a_plan(), services=services, counters=counters)
    more = tickets(plan, "adminduk", "pagi", count)
    assert told(more, "equipment_in_use") == ([("adminduk", "pagi")] if is_told else [])


def test_equipment_that_stands_nowhere_serves_nobody() -> None:
    """No counter of the desk has a camera."""
    services = tuple(replace(s, equipment="camera") if s.id == "ktp" else s for s in a_mall().services)
    assert told(with_mall(a_plan(), services=services), "equipment_in_use") == [("adminduk", "pagi")]


def test_fast_officers_use_equipment_for_less_time() -> None:
    """At pace 2 the camera is in use half as long: 55 visits fit again."""
    mall = a_mall()
    services = tuple(replace(s, equipment="camera") if s.id == "ktp" else s for s in mall.services)
    counters = (a_counter("A1", desk="adminduk", equipment=("camera",)), *mall.counters[1:])
    skills = tuple(replace(s, pace=2.0) for s in mall.skills)
    plan = with_mall(a_plan(), services=services, counters=counters, skills=skills)
    assert told(tickets(plan, "adminduk", "pagi", 33), "equipment_in_use") == []


def test_nobody_comes_and_nothing_is_lacking() -> None:
    """0 spare where nothing is asked."""
    assert spare_minutes({"ktp": 0.0}, Pool(minutes=(100.0,), paces=({"ktp": 1.0},))) == 0.0


def test_many_classes_are_tried_singly_in_pairs_and_together() -> None:
    """13 services with one officer each: the one who lacks 5 minutes is found, and so is the whole."""
    names = [f"s{n}" for n in range(13)]
    pool = Pool(minutes=(10.0,) * 13, paces=tuple({name: 1.0} for name in names))
    assert spare_minutes(dict.fromkeys(names, 9.0), pool) == 1.0
    assert spare_minutes({**dict.fromkeys(names, 9.0), "s4": 15.0}, pool) == -5.0


def fits_by_search(needed: Mapping[str, int], minutes: list[int], held: list[tuple[str, ...]]) -> bool:
    """Give out every officer's minutes one after the other, all ways there are."""
    states = {tuple(needed.values())}
    order = list(needed)
    for amount, services in zip(minutes, held, strict=True):
        following = set()
        for state in states:
            for split in product(range(amount + 1), repeat=len(services)):
                if sum(split) <= amount:
                    left = dict(zip(order, state, strict=True))
                    for service, part in zip(services, split, strict=True):
                        left[service] = max(0, left[service] - part)
                    following.add(tuple(left.values()))
        states = following
    return any(sum(state) == 0 for state in states)


SERVICES = ("a", "b", "c")
SETS = [(), ("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"), SERVICES]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    needed=st.tuples(*[st.integers(0, 5)] * 3),
    officers=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(SETS)), max_size=3),
)
def test_halls_condition_is_what_a_search_finds(needed: tuple[int, ...], officers: list[Any]) -> None:
    """With one pace the minutes fit when no set of services lacks any; whole minutes suffice for whole needs."""
    minutes, held = [m for m, _ in officers], [s for _, s in officers]
    pool = Pool(minutes=tuple(map(float, minutes)), paces=tuple(dict.fromkeys(s, 1.0) for s in held))
    wanted = dict(zip(SERVICES, needed, strict=True))
    assert (spare_minutes(wanted, pool) >= 0) == fits_by_search(wanted, minutes, held)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    minutes=st.tuples(*[st.integers(1, 6)] * 2),
    paces=st.tuples(*[st.sampled_from((0.5, 1.0, 1.5, 2.0))] * 4),
    parts=st.tuples(*[st.integers(0, 4)] * 2),
)
def test_what_can_be_done_is_never_refused(
    minutes: tuple[int, int], paces: tuple[float, ...], parts: tuple[int, int]
) -> None:
    """Two officers of mixed paces spend quarters of their time on a service: what they get done fits."""
    own = ({"a": paces[0], "b": paces[1]}, {"a": paces[2], "b": paces[3]})
    done = dict.fromkeys(("a", "b"), 0.0)
    for officer, quarters in enumerate(parts):
        on_a = Fraction(minutes[officer] * quarters, 4)
        done["a"] += float(on_a) * own[officer]["a"]
        done["b"] += float(minutes[officer] - on_a) * own[officer]["b"]
    assert spare_minutes(done, Pool(minutes=tuple(map(float, minutes)), paces=own)) >= -1e-9
