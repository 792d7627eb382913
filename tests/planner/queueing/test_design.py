"""Ways to organise a desk, on the same people."""

from dataclasses import replace

import pytest

from planner.domain.promise import Promise
from planner.queueing.capacity import SearchSettings
from planner.queueing.design import chain_days, compare_designs, fast_lane_days, specialist_days
from tests.planner.queueing.desks import SET_A, THREE_SERVICES, an_officer, founding_day

BENCH = Promise(grace_minutes=0)
QUICK = SearchSettings(bracket_days=200, days=600, close_days=600)
NAMES = ("ktp", "kk", "akta")
SHARED = founding_day(services=THREE_SERVICES, shifts=tuple(an_officer(i, NAMES) for i in range(4)))


def test_designs_of_the_shared_desk():
    """QUOTA.md 4, rush, four officers: 59 pooled, 58 in a chain, 25 as specialists."""
    totals = {d.kind: d.capacity.total for d in compare_designs(SHARED, BENCH, QUICK)}
    assert totals["generalists"] == pytest.approx(59, abs=2)
    assert totals["as_posted"] == totals["generalists"]
    assert 0.9 * totals["generalists"] <= totals["chain"] <= totals["generalists"] + 1
    assert totals["specialists"] == pytest.approx(25, abs=2)
    assert "fast_lane" in totals


def test_best_design_comes_first_and_has_a_name_in_both_languages():
    """Pooling is never beaten by specialists."""
    designs = compare_designs(SHARED, BENCH, QUICK)
    assert designs[-1].words("id") == "satu layanan tiap petugas"
    assert designs[-1].words("en") == "one service each"
    assert designs[0].capacity.total >= designs[-1].capacity.total


def test_every_split_of_specialists_gives_each_service_somebody():
    """Four officers in three services in order: 1+1+2, 1+2+1, 2+1+1."""
    splits = [tuple(s.skills[0] for s in day.shifts) for day in specialist_days(SHARED)]
    assert len(splits) == 3
    assert all(set(split) == set(NAMES) for split in splits)


def test_chain_links_all_services():
    """Each officer two neighbouring skills, the last one closes the circle."""
    (day,) = chain_days(SHARED)
    assert [s.skills for s in day.shifts[:3]] == [("ktp", "kk"), ("kk", "akta"), ("akta", "ktp")]


def test_one_service_has_no_specialists_and_no_chain():
    """Nothing to divide."""
    day = founding_day(4)
    assert list(specialist_days(day)) == []
    assert list(chain_days(day)) == []


def test_fast_lane_splits_visits_but_not_the_work():
    """Same mean minutes of a visit; lane officers see single needs only."""
    day = founding_day(3)
    lanes = list(fast_lane_days(day))
    assert len(lanes) == 2
    assert lanes[0].visit_minutes() == pytest.approx(day.visit_minutes())
    assert lanes[0].shifts[0].skills == ("layanan:1",)
    assert lanes[0].shifts[1].skills == ("layanan:1", "layanan:2+")


def test_no_fast_lane_where_all_visits_have_one_need():
    """Nothing to overtake."""
    assert list(fast_lane_days(founding_day(3, services=(replace(SET_A, needs_share=(1.0,)),)))) == []
