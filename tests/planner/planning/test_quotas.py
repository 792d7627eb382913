"""Caps beside capacity, and how a day's tickets are cut into windows."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.mall import Supply
from planner.planning.frame import make_frame
from planner.planning.quotas import day_caps, service_caps, spread_over_windows
from tests.builders import DAYS, MONDAY, a_mall, a_service


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
    assert service_caps(frame, service, MONDAY) == {"supplies": 10}
    assert service_caps(frame, service, DAYS[4]) == {"supplies": 50}


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
