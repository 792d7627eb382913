"""From counts to demand: full days, units, services that add up."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from planner.domain.demand import Profile
from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, VisitUnit
from planner.forecast.long_range import LongRange
from planner.planning.forecast_demand import DemandOutlook, arrival_shares, demand_shares, forecast_demand, people
from planner.planning.frame import make_frame
from tests.builders import DAYS, MONDAY, a_history, a_mall, a_service


def an_outlook(history: History | None = None) -> DemandOutlook:
    return forecast_demand(make_frame(a_mall(), DAYS), history or a_history())


def test_services_add_up_to_their_desk() -> None:
    outlook = an_outlook()
    for (desk, day), whole in outlook.of_desks().items():
        parts = [f.mean for f in outlook.forecasts if f.desk == desk and f.day == day and f.service]
        assert sum(parts) == pytest.approx(whole.mean)


def test_shares_follow_the_counts() -> None:
    """30 KTP to 10 KK a day."""
    assert an_outlook().shares["adminduk"] == pytest.approx({"ktp": 0.75, "kk": 0.25}, abs=0.02)


def test_the_level_is_what_was_counted() -> None:
    means = [f.mean for (desk, _), f in an_outlook().of_desks().items() if desk == "pajak"]
    assert sum(means) / len(means) == pytest.approx(20, rel=0.1)


def test_full_days_are_not_taken_as_demand() -> None:
    """A desk that always ran out of its 20 tickets before half past ten had a demand well above 20."""
    capped = tuple(
        replace(c, visits=20, quota=20, quota_full_at=time(10, 30)) if c.desk == "pajak" else c
        for c in a_history().days
    )
    outlook = an_outlook(History(days=capped))
    means = [f.mean for (desk, _), f in outlook.of_desks().items() if desk == "pajak"]
    assert min(means) > 28
    assert outlook.rebuilt["pajak"].full_share == 1.0
    assert all(f.estimated for (desk, _), f in outlook.of_desks().items() if desk == "pajak")


def test_a_desk_never_counted_is_forecast_zero_and_named() -> None:
    outlook = an_outlook(a_history(skip=["pajak"]))
    rows = [f for (desk, _), f in outlook.of_desks().items() if desk == "pajak"]
    assert [f.mean for f in rows] == [0.0] * 5
    assert {f.method for f in rows} == {"no counts"}


def test_needs_are_turned_into_people() -> None:
    """30 needs at a mean of 1.5 are 20 people."""
    service = a_service("ktp", "adminduk", needs_share=(0.5, 0.5, 0.0, 0.0))
    count = DayCount(day=MONDAY, desk="adminduk", service="ktp", visits=30, unit=VisitUnit.NEEDS)
    assert people(count, {"ktp": service}) == pytest.approx(20)
    assert people(replace(count, unit=VisitUnit.TICKETS), {"ktp": service}) == 30


def test_a_row_of_the_desk_outranks_its_services() -> None:
    """The desk's own count is the total, its services' counts the split."""
    desk_rows = tuple(DayCount(day=c.day, desk="adminduk", visits=80) for c in a_history().days if c.service == "ktp")
    outlook = an_outlook(History(days=(*a_history().days, *desk_rows)))
    means = [f.mean for (desk, _), f in outlook.of_desks().items() if desk == "adminduk"]
    assert sum(means) / len(means) == pytest.approx(80, rel=0.05)
    assert outlook.shares["adminduk"] == pytest.approx({"ktp": 0.75, "kk": 0.25}, abs=0.02)


def test_an_empty_history_is_refused() -> None:
    with pytest.raises(InvalidValue, match="no visits"):
        an_outlook(History())


def test_days_that_were_counted_already_cannot_be_planned() -> None:
    history = a_history(before=DAYS[-1] + timedelta(days=7))
    with pytest.raises(InvalidValue, match="not after the last counted day"):
        an_outlook(history)


def test_shares_without_any_demand_are_equal_parts() -> None:
    assert demand_shares(make_frame(a_mall(), DAYS), [])["adminduk"] == {"ktp": 0.5, "kk": 0.5}


def full_at_ten(profile: Profile) -> float:
    """Mean demand of `pajak` when its 20 tickets were always gone at 10:00 and people come by that profile."""
    days = tuple(
        replace(c, visits=20, quota=20, quota_full_at=time(10)) if c.desk == "pajak" else c for c in a_history().days
    )
    frame = make_frame(a_mall(profiles=(profile,)), DAYS)
    found = forecast_demand(frame, History(days=days)).of_desks()
    return sum(f.mean for (desk, _), f in found.items() if desk == "pajak") / len(DAYS)


def test_a_half_hour_left_out_of_a_profile_is_empty_and_moves_no_other() -> None:
    """Half come at 08:00, half at 11:00: by 10:00 half were there, whether the empty half-hours are written or not."""
    half_hours = {480: 0.5, 660: 0.5}
    written = {minute: half_hours.get(minute, 0.0) for minute in range(480, 690, 30)}
    short, long = (full_at_ten(Profile(desk="pajak", half_hours=shares)) for shares in (half_hours, written))
    assert short == pytest.approx(long)
    assert short > 25


def test_profiles_by_weekday_only_are_averaged_for_the_hour_the_tickets_ran_out() -> None:
    """Alike on all weekdays, they are the profile of every day."""
    shares = {480: 0.5, 510: 0.2, 660: 0.3}
    every_day = arrival_shares((Profile(desk="pajak", half_hours=shares),))
    by_weekday = arrival_shares(tuple(Profile(desk="pajak", half_hours=shares, weekday=n) for n in range(5)))
    assert by_weekday["pajak"].shares == pytest.approx(every_day["pajak"].shares)


def test_days_beyond_the_learned_horizon_are_forecast_by_the_long_range() -> None:
    """Six weeks on: level, weekday and month; the label says so, and the quantiles are wider than for next week."""
    far = tuple(day + timedelta(weeks=6) for day in DAYS)
    outlook = forecast_demand(make_frame(a_mall(), far), a_history())
    assert all(f.method == LongRange.label for f in outlook.forecasts)
    near = an_outlook().of_desks()["pajak", DAYS[0]]
    assert outlook.of_desks()["pajak", far[0]].mean == pytest.approx(near.mean, rel=0.15)
