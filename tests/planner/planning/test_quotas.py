"""Caps beside capacity, and how a day's tickets are cut into windows."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.mall import Supply
from planner.planning.desk_day_input import make_desk_day
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.quotas import SimulatedDay, day_caps, make_proof, spread_over_windows
from planner.planning.service_limits import limited_demand, service_caps
from planner.queueing.proof import ProofSettings, prove_exactly
from tests.builders import DAYS, MONDAY, a_forecast, a_mall, a_posting, a_service


@given(tickets=st.integers(0, 500), like=st.lists(st.integers(0, 60), min_size=1, max_size=4))
def test_a_spread_day_adds_up_and_keeps_proportion(tickets: int, like: list[int]) -> None:
    parts = spread_over_windows(tickets, like)
    assert sum(parts) == (tickets if sum(like) else 0)
    if sum(like):
        assert all(abs(part - tickets * share / sum(like)) < 1 for part, share in zip(parts, like, strict=True))


def test_supplies_are_spread_over_the_open_days_left() -> None:
    """100 blanko, two a ticket, Monday to Friday: 50 tickets over five days are 10 a day."""
    supply = Supply(item="blanko", service="pajak", per_ticket=2, stock=100, until=MONDAY + timedelta(days=4))
    frame = make_frame(a_mall(supplies=(supply,)), DAYS)
    service = next(s for s in frame.mall.services if s.id == "pajak")
    assert [service_caps(frame, service, day) for day in DAYS] == [{"supplies": 10}] * 5


def test_supplies_that_ended_before_the_day_bind_nothing() -> None:
    supply = Supply(item="blanko", service="pajak", per_ticket=1, stock=10, until=MONDAY - timedelta(days=1))
    frame = make_frame(a_mall(supplies=(supply,)), DAYS)
    assert day_caps(frame, "pajak", MONDAY) == {}


@pytest.mark.parametrize(("own_cap", "caps"), [(None, {}), (30, {"own_cap": 30})])
def test_an_own_cap_binds_a_desk_with_one_service(own_cap: int | None, caps: dict[str, int]) -> None:
    services = (*(s for s in a_mall().services if s.id != "pajak"), a_service("pajak", "pajak", own_cap=own_cap))
    assert day_caps(make_frame(a_mall(services=services), DAYS), "pajak", MONDAY) == caps


def test_a_desk_with_several_services_has_sub_quotas_instead() -> None:
    services = (*(s for s in a_mall().services if s.id != "ktp"), a_service("ktp", "adminduk", own_cap=5))
    assert day_caps(make_frame(a_mall(services=services), DAYS), "adminduk", MONDAY) == {}


def with_a_limit(own_cap: int) -> WeekFrame:
    services = (*(s for s in a_mall().services if s.id != "ktp"), a_service("ktp", "adminduk", own_cap=own_cap))
    return make_frame(a_mall(services=services), DAYS)


def test_a_service_is_cut_to_its_own_limit_and_the_rest_keep_their_visits() -> None:
    """Of 40 visits 30 come for KTP, which may serve 10: 20 of 40 remain, half of them KTP."""
    forecast = a_forecast("adminduk", MONDAY, 40)
    limited = limited_demand(with_a_limit(10), forecast, {"ktp": 0.75, "kk": 0.25})
    assert (limited.factor, limited.binding) == (0.5, {"ktp": ("own_cap", 10)})
    assert limited.shares == pytest.approx({"ktp": 0.5, "kk": 0.5})


def test_a_limit_above_an_ordinary_day_binds_nothing() -> None:
    forecast, shares = a_forecast("adminduk", MONDAY, 40), {"ktp": 0.75, "kk": 0.25}
    limited = limited_demand(with_a_limit(30), forecast, shares)
    assert (limited.factor, limited.binding, limited.shares) == (1.0, {}, shares)


def test_where_no_limit_binds_the_whole_demand_stays_to_the_last_digit() -> None:
    """0.2 and 0.8 of 1.5 visits add up to a hair more than 1.5: a day would turn a negative number of visits away."""
    forecast, shares = a_forecast("adminduk", MONDAY, 1.5), {"ktp": 0.2, "kk": 0.8}
    assert limited_demand(with_a_limit(30), forecast, shares).factor == 1.0


@pytest.mark.parametrize("days", [100, 400])
def test_overtime_of_a_proof_is_that_of_a_day(days: int) -> None:
    """Sari's duty ends at 13:30, tickets go until then: some seven minutes late a day, however many days are run."""
    frame = make_frame(a_mall(), DAYS[:1])
    shares = {"ktp": 0.75, "kk": 0.25}
    postings = (a_posting("sari", "adminduk", session="pagi"), a_posting("sari", "adminduk", session="siang"))
    given = make_desk_day(frame, "adminduk", MONDAY, postings, shares)
    assert given is not None
    forecast = a_forecast("adminduk", MONDAY, 30)
    simulated = SimulatedDay(
        desk="adminduk",
        day=MONDAY,
        forecast=forecast,
        limited=limited_demand(frame, forecast, shares),
        given=given,
        capacity=None,
    )
    run = prove_exactly(given.day, (14, 16, 0), frame.mall.promise, ProofSettings(days=days))
    assert make_proof(simulated, run, "").overtime_officer_minutes == pytest.approx(run.overtime_minutes)
    assert 5 < run.overtime_minutes < 10
