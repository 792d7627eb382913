"""Services below the floor that a statute or the mall sets."""

from dataclasses import replace

import pytest

from planner.domain.demand import DemandForecast
from planner.domain.mall import Assumptions, Mall
from planner.domain.plan import Quota
from planner.planning.floors import floor_findings, service_tickets
from planner.planning.frame import make_frame
from tests.builders import DAYS, MONDAY, a_forecast, a_mall

FORECASTS = (
    a_forecast("adminduk", MONDAY, 40),
    a_forecast("adminduk", MONDAY, 30, service="ktp"),
    a_forecast("adminduk", MONDAY, 10, service="kk"),
)


def a_quota(tickets: int, service: str | None = None) -> Quota:
    return Quota(
        desk="adminduk",
        day=MONDAY,
        window="pagi",
        tickets=tickets,
        capacity_tickets=tickets,
        service=service,
        caps={},
        binding="wait",
    )


def codes(mall: Mall, quotas: tuple[Quota, ...], forecasts: tuple[DemandForecast, ...] = FORECASTS) -> list[str]:
    return [finding.code for finding in floor_findings(make_frame(mall, DAYS), forecasts, quotas)]


def test_a_service_has_its_part_of_the_desk_or_its_sub_quota() -> None:
    """30 of 40 visits are KTP: 15 of 20 tickets; KK is held to 2 by a limit of its own."""
    frame = make_frame(a_mall(), DAYS)
    visits = {("ktp", MONDAY): 30.0, ("kk", MONDAY): 10.0}
    assert service_tickets(frame, visits, (a_quota(20), a_quota(2, "kk"))) == {("ktp", MONDAY): 15, ("kk", MONDAY): 2}


@pytest.mark.parametrize(("floor", "found"), [(15, []), (16, ["own_floor_missed"])])
def test_a_statutory_floor_that_is_missed_is_told(floor: int, found: list[str]) -> None:
    mall = a_mall()
    services = tuple(replace(s, own_floor=floor) if s.id == "ktp" else s for s in mall.services)
    assert codes(replace(mall, services=services), (a_quota(20),)) == found


@pytest.mark.parametrize(("share", "found"), [(0.0, []), (0.5, []), (0.6, ["equity_floor_missed"] * 2)])
def test_a_share_of_demand_that_is_missed_is_told(share: float, found: list[str]) -> None:
    """20 tickets for 40 visits serve half of either service."""
    assert codes(a_mall(assumptions=Assumptions(equity_floor_share=share)), (a_quota(20),)) == found


def test_a_closed_service_misses_any_share() -> None:
    mall = a_mall(assumptions=Assumptions(equity_floor_share=0.1))
    assert codes(mall, (a_quota(20), a_quota(0, "kk"))) == ["equity_floor_missed"]
