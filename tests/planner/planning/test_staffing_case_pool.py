"""Pooled officers in a staffing case: they count where rosters have them, and nobody is offered who is there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.history import DayCount, History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan, PostingSource
from planner.planning.edit_plan import InlineExecutor
from planner.planning.simulations import Simulations
from planner.planning.staffing_case import CaseSettings, StaffingCase, staffing_case
from planner.planning.staffing_case_limit import LimitKind
from planner.planning.staffing_case_measures import MeasureKind
from planner.planning.staffing_case_pool import NO_ROSTER, PooledSeats, pooled_seats
from planner.queueing.cache import ResultCache
from tests.builders import MONDAY, a_counter, a_mall, a_plan, an_officer, resealed

FEW = CaseSettings(replications=40)
BOTH = {"ktp", "kk"}


def the_mall(**changes: object) -> Mall:
    """Sari and Budi at Adminduk with its three counters; Joko and Lina of the pool can do the same work."""
    own = [an_officer(name, skills=BOTH) for name in ("Sari", "Budi")]
    pooled = [an_officer(name, skills={*BOTH, "legalisir"}, agency=None) for name in ("Joko", "Lina")]
    return a_mall(officers=[*own, *pooled], **changes)


def counted(visits: int) -> History:
    """So many visits a day for each of two services, on every working day of twelve weeks."""
    days = [MONDAY - timedelta(days=n) for n in range(84, 0, -1)]
    return History(
        days=tuple(
            DayCount(day=day, desk="adminduk", service=service, visits=visits)
            for day in days
            if day.weekday() < 5
            for service in ("ktp", "kk")
        )
    )


def seats(shares: Mapping[str, float]) -> PooledSeats:
    """Pooled officers at Adminduk in one published roster."""
    return PooledSeats(weeks=(Week.of(MONDAY),), shares={"adminduk": shares})


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> Simulations:
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    return Simulations(executor=InlineExecutor(), promise=a_mall().promise, cache=cache)


@pytest.fixture(scope="module")
def alone(simulations: Simulations) -> StaffingCase:
    return staffing_case(the_mall(), counted(50), "adminduk", simulations, FEW)


@pytest.fixture(scope="module")
def pooled(simulations: Simulations) -> StaffingCase:
    found = seats({"joko": 0.8, "lina": 0.2})
    return staffing_case(the_mall(), counted(50), "adminduk", simulations, FEW, seats=found)


def a_roster_with_joko(mall: Mall, *, of_days: int) -> Plan:
    """Joko sits at Adminduk all day on the first days of the week."""
    plan = a_plan(mall)
    first = [p for p in plan.postings if p.officer == "budi" and p.day in plan.input.days[:of_days]]
    joko = tuple(replace(p, officer="joko", counter="A3", source=PostingSource.PLANNED) for p in first)
    return resealed(plan, postings=(*plan.postings, *joko))


def test_the_share_is_that_of_the_desks_open_sessions():
    """All day on two of five equal days: 40 % of Adminduk's time, and nothing at other desks."""
    found = pooled_seats([a_roster_with_joko(the_mall(), of_days=2)], the_mall())
    assert found.at("adminduk") == {"joko": pytest.approx(0.4)}
    assert not found.at("pajak")
    assert found.weeks == (Week.of(MONDAY),)


def test_two_rosters_are_taken_together():
    """Two of five days in one week, four of five in the next: 60 %."""
    plans = [a_roster_with_joko(the_mall(), of_days=n) for n in (2, 4)]
    assert pooled_seats(plans, the_mall()).at("adminduk") == {"joko": pytest.approx(0.6)}


def test_with_the_pool_one_more_officer_brings_less(alone: StaffingCase, pooled: StaffingCase):
    """Two officers and one pooled one on most days fill three counters: a third officer mostly takes his place."""
    assert pooled.today.served.middle > 1.1 * alone.today.served.middle
    assert pooled.team(1).more_served.middle < 0.6 * alone.team(1).more_served.middle


def test_the_years_without_the_pool_are_those_of_the_case_without_rosters(alone: StaffingCase, pooled: StaffingCase):
    """The same demand, absences and draws: to the visit."""
    assert pooled.pool.curve == alone.curve
    assert not alone.pool.curve
    assert pooled.without_pool(1) == alone.team(1)


def test_counters_that_the_pool_fills_are_the_limit(alone: StaffingCase, pooled: StaffingCase):
    """Two and one are three at three counters."""
    assert pooled.limit.kind is LimitKind.COUNTERS
    assert alone.limit.kind is LimitKind.OFFICERS


def test_nobody_is_offered_who_sits_there_mostly(alone: StaffingCase, pooled: StaffingCase):
    """Joko is there for four fifths already; Lina for a fifth, which is told and does not count as won."""
    offered = {m.officer: m.here_share for m in pooled.measures.tried if m.kind is MeasureKind.POOL}
    assert offered == {"lina": 0.2}
    assert any(m.kind is MeasureKind.POOL and m.here_share == 0 for m in alone.measures.tried)


def test_a_pooled_officer_who_comes_is_lost_where_rosters_have_him(simulations: Simulations):
    """Lina sits at Legalisir for a tenth of its time, nowhere else."""
    found = PooledSeats(weeks=(Week.of(MONDAY),), shares={"legalisir": {"lina": 0.1}})
    stamped = tuple(replace(c, desk="legalisir", service="legalisir") for c in counted(5).days if c.service == "ktp")
    history = History(days=(*counted(50).days, *stamped))
    case = staffing_case(the_mall(), history, "adminduk", simulations, FEW, seats=found)
    (best,) = (m for m in case.measures.tried if m.kind is MeasureKind.POOL)
    assert best.from_desk == "legalisir"


def test_without_a_roster_the_case_knows_who_could_come(alone: StaffingCase):
    """Joko and Lina have a skill there; where they sit is not known."""
    assert (alone.pool.are_able, alone.pool.weeks) == (2, ())
    assert not NO_ROSTER.at("adminduk")


def test_assumed_counters_grow_with_each_officer(simulations: Simulations):
    """Two officers at two counters that nobody told: a third has one of his own and serves more."""
    numbered = tuple(a_counter(f"adminduk-L{n}", desk="adminduk") for n in (1, 2))
    others = (a_counter("B1", agency="samsat", desk="pajak"),)
    told = tuple(a_counter(f"A{n}", desk="adminduk") for n in (1, 2))
    guessed, known = (
        staffing_case(the_mall(counters=(*own, *others)), counted(50), "adminduk", simulations, FEW)
        for own in (numbered, told)
    )
    assert (guessed.counters_are_assumed, known.counters_are_assumed) == (True, False)
    assert known.limit.kind is LimitKind.COUNTERS
    assert guessed.limit.kind is LimitKind.OFFICERS
    assert guessed.today == known.today
    assert guessed.team(1).more_served.middle > 2 * known.team(1).more_served.middle
