"""Caps besides the promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import InvalidValue
from planner.queueing.caps import (
    Cap,
    Limits,
    apply_caps,
    change_cap,
    equity_floors,
    service_quotas,
    share_out,
    supply_cap,
)


def test_least_cap_binds_and_the_next_is_named():
    """Capacity 80, ribbon for 60, ceiling 70: 60 tickets, next the ceiling."""
    caps = (Cap(kind="supply", tickets=60, detail="ribbon"), Cap(kind="ceiling", tickets=70))
    capped = apply_caps((50, 30), caps, Limits())
    assert capped.total == 60
    assert (capped.binding.kind, capped.next_binding.kind) == ("supply", "ceiling")
    assert capped.sentence("en") == "60: limited by supplies (ribbon); then by the statutory ceiling (70)"
    assert capped.sentence("id") == "60: dibatasi oleh persediaan (ribbon); berikutnya batas atas ketentuan (70)"


def test_capacity_alone_binds_without_a_next():
    """Nothing else limits the desk."""
    capped = apply_caps((40, 20), (), Limits())
    assert (capped.tickets, capped.binding.kind, capped.next_binding) == ((40, 20), "capacity", None)


def test_cap_is_shared_over_windows_as_the_capacity_is():
    """50 : 30 of 40 is 25 : 15."""
    assert apply_caps((50, 30), (Cap(kind="ceiling", tickets=40),), Limits()).tickets == (25, 15)


def test_floor_raises_and_says_so():
    """Capacity 20, the statute demands 30."""
    capped = apply_caps((20,), (), Limits(floor=30))
    assert (capped.tickets, capped.raised_by) == ((30,), "floor")
    assert capped.sentence("en").endswith("raised by the statutory floor")


def test_issued_tickets_are_never_taken_back():
    """12 are out in the first window, the cap allows 10 of it."""
    capped = apply_caps((20, 20), (Cap(kind="supply", tickets=20),), Limits(issued=(12, 0)))
    assert (capped.tickets, capped.raised_by) == ((12, 10), "issued")


def test_service_cap_makes_a_sub_quota_only_where_it_binds():
    """40 tickets: ktp takes 20 of them by demand; blanko for 15 binds, for 25 does not."""
    shares = {"ktp": 0.5, "kk": 0.5}
    tight, loose = (Cap(kind="supply", tickets=n, service="ktp", detail="blanko") for n in (15, 25))
    assert service_quotas(40, (tight,), shares) == {"ktp": tight}
    assert service_quotas(40, (loose,), shares) == {}


def test_least_of_two_caps_of_a_service_is_its_sub_quota():
    """Blanko for 15, ribbon for 12."""
    blanko = Cap(kind="supply", tickets=15, service="ktp", detail="blanko")
    ribbon = Cap(kind="supply", tickets=12, service="ktp", detail="ribbon")
    assert service_quotas(100, (blanko, ribbon), {"ktp": 0.5})["ktp"] is ribbon


def test_supply_is_spread_over_the_days_left_by_demand():
    """100 blanko, two a ticket, days of 30, 10 and 10 visits: 50 x 30/50 = 30 tickets today."""
    assert supply_cap("blanko", 100, 2, [30, 10, 10]) == 30
    assert supply_cap("blanko", 100, 1, [0, 0]) == 50
    assert supply_cap("blanko", 0, 1, [10]) == 0


@pytest.mark.parametrize(("per_ticket", "days", "field"), [(0, [1], "supplies.per_ticket"), (1, [], "supplies.until")])
def test_supply_refuses_what_cannot_be(per_ticket, days, field):
    """A ticket that uses nothing, or no day left."""
    with pytest.raises(InvalidValue) as fault:
        supply_cap("blanko", 10, per_ticket, days)
    assert fault.value.field == field


def test_change_from_the_day_before_is_limited_but_never_to_nothing():
    """20 % above 50 is 60; from 2 at least 3; a first day is free."""
    assert change_cap(50, 0.2) == 60
    assert change_cap(2, 0.1) == 3
    assert change_cap(0, 0.1) > 10_000


def test_equity_keeps_a_share_of_each_services_demand():
    """30 % of 80 and 20; with 15 tickets for 30 wanted, half of each."""
    assert equity_floors(70, {"ktp": 80, "akta": 20}, 0.3) == {"ktp": 24, "akta": 6}
    assert equity_floors(15, {"ktp": 80, "akta": 20}, 0.3) == {"ktp": 12, "akta": 3}


@given(total=st.integers(0, 500), weights=st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_shares_are_whole_and_add_up(total, weights):
    """Every part is within one of the exact one."""
    parts = share_out(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(abs(p - total * w / sum(weights)) < 1 for p, w in zip(parts, weights, strict=True))
