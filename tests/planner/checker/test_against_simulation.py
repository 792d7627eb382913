"""What the simulation allows, the checker never refuses: its conditions on minutes and waits are necessary ones."""

from collections.abc import Iterator
from datetime import time
from random import Random

import pytest

from planner.checker.minutes import equipment_in_use, tickets_within_minutes
from planner.checker.waits import tickets_within_wait
from planner.checker.week import PlanWeek
from planner.domain.mall import Assumptions, Mall
from planner.domain.plan import Plan, Posting
from planner.domain.promise import Promise
from planner.planning.desk_day_input import make_desk_day
from planner.planning.frame import make_frame
from planner.queueing.capacity import SearchSettings, window_capacity
from tests.builders import (
    MONDAY,
    SESSIONS,
    AnOfficer,
    a_counter,
    a_desk,
    a_forecast,
    a_mall,
    a_plan,
    a_posting,
    a_quota,
    a_service,
    an_agency,
    an_officer,
)

SEARCH = SearchSettings(bracket_days=100, days=300, close_days=300, swaps=False)
BREAKS = (time(11, 30), time(12), time(12, 30))
PRESENCES = (SESSIONS, SESSIONS, SESSIONS, ("pagi", "siang"), ("siang", "sore"), ("pagi",), ("pagi", "sore"))


def a_random_mall(random: Random) -> Mall:
    """One desk of 1-3 services, 1-5 officers of mixed skills and paces, a promise of its own."""
    names = [f"s{n}" for n in range(random.randint(1, 3))]
    services = tuple(
        a_service(
            name,
            "meja",
            setup_minutes=float(random.randint(0, 4)),
            need_minutes=float(random.randint(4, 20)),
            needs_share=random.choice(((1.0, 0.0, 0.0, 0.0), (0.6, 0.3, 0.1, 0.0), (0.25, 0.25, 0.25, 0.25))),
            priority_share=random.choice((0.0, 0.15)),
            equipment=random.choice(("", "", "kamera")),
        )
        for name in names
    )
    return a_mall(
        officers=[a_random_officer(random, number, names) for number in range(random.randint(1, 5))],
        agencies=(an_agency("disdukcapil"),),
        desks=(a_desk("meja"),),
        services=services,
        counters=tuple(a_counter(f"L{n}", equipment=("kamera",) if n % 2 else ()) for n in range(1, 6)),
        promise=Promise(wait_minutes=random.choice((15, 30, 60)), grace_minutes=random.choice((0, 15, 30))),
        assumptions=Assumptions(window_start_share=random.choice((0.0, 0.3, 0.8))),
    )


def a_random_officer(random: Random, number: int, services: list[str]) -> AnOfficer:
    held = random.sample(services, random.randint(1, len(services)))
    return an_officer(f"O{number}", skills={name: random.choice((0.8, 1.0, 1.0, 1.25)) for name in held})


def random_postings(random: Random, mall: Mall) -> Iterator[Posting]:
    for officer in mall.officers:
        presence = random.choice(PRESENCES)
        for session in presence:
            rests = session == "siang" and len(presence) > 1
            lunch = {"break_start": random.choice(BREAKS), "break_minutes": 60} if rests else {}
            yield a_posting(officer.id, "meja", session=session, **lunch)


def a_simulated_plan(seed: int) -> Plan | None:
    """A day whose quotas are what the simulation allows; None where nobody can serve anything."""
    random = Random(seed)
    mall = a_random_mall(random)
    postings = tuple(random_postings(random, mall))
    shares = {service.id: random.randint(1, 4) for service in mall.services}
    given = make_desk_day(make_frame(mall, (MONDAY,)), "meja", MONDAY, postings, shares)
    if given is None:
        return None
    capacity = window_capacity(given.day, mall.promise, SEARCH)
    closed = [a_quota("meja", MONDAY, w, 0, service=s.id) for w in capacity.windows for s in given.closed_services]
    quotas = (a_quota("meja", MONDAY, w, n) for w, n in zip(capacity.windows, capacity.tickets, strict=True))
    return a_plan(
        mall,
        (MONDAY,),
        postings=postings,
        quotas=(*quotas, *closed),
        forecast=tuple(a_forecast("meja", MONDAY, share, service=service) for service, share in shares.items()),
        proofs=(),
        shortfalls=(),
        table_minus_simulation=(),
    )


def refused(plan: Plan) -> list[str]:
    week = PlanWeek(plan=plan)
    checks = (tickets_within_minutes, tickets_within_wait, equipment_in_use)
    return [violation.line() for check in checks for violation in check(week)]


@pytest.mark.parametrize("seed", range(12))
def test_simulated_capacity_is_not_refused(seed: int) -> None:
    """A few desks of every kind."""
    plan = a_simulated_plan(seed)
    assert plan is None or refused(plan) == []


@pytest.mark.slow
def test_no_simulated_capacity_of_many_desks_is_refused() -> None:
    """300 random desks; the search itself may be a ticket too high, which half a visit of slack covers."""
    plans = {seed: plan for seed in range(100, 400) if (plan := a_simulated_plan(seed)) is not None}
    assert {seed: found for seed, plan in plans.items() if (found := refused(plan))} == {}
