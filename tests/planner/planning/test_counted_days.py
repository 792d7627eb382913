"""Tickets and monthly totals become days that can be forecast from."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from planner.domain.history import DayCount, History, MonthCount, Ticket
from planner.domain.mall import CalendarDay, CalendarKind
from planner.planning.counted_days import spread_days, with_ticket_days
from planner.planning.forecast_demand import MONTHS_ONLY, forecast_demand
from planner.planning.frame import make_frame
from tests.builders import DAYS, a_history, a_mall

MONTHS = tuple(MonthCount(month=date(2025, m, 1), agency="disdukcapil", visits=1200) for m in (10, 11, 12)) + tuple(
    MonthCount(month=date(2025, m, 1), desk="pajak", visits=440) for m in (10, 11, 12)
)


def a_ticket(number: str, **changes: object) -> Ticket:
    taken = datetime(2026, 1, 5, 8, 0)
    return Ticket(**{"day": date(2026, 1, 5), "desk": "pajak", "number": number, "taken_at": taken, **changes})


def test_the_days_of_a_month_add_up_to_its_total() -> None:
    """1200 of the agency go to its two desks by their officers (3 can serve adminduk, 2 with Joko legalisir)."""
    table = spread_days(a_mall(), History(months=MONTHS)).table
    assert table is not None
    sums = table.groupby([table["date"].dt.month, "service"])["visits"].sum()
    assert sums[11, "pajak"] == pytest.approx(440)
    assert sums[11, "adminduk"] == pytest.approx(1200 * 3 / 5)
    assert sums[11, "legalisir"] == pytest.approx(1200 * 2 / 5)


def test_nobody_comes_on_days_the_agency_is_closed() -> None:
    """Saturdays, Christmas, and a local holiday of the mall's own calendar."""
    feast = CalendarDay(day=date(2025, 11, 5), kind=CalendarKind.CLOSED, name="Hari jadi")
    table = spread_days(replace(a_mall(), calendar=(feast,)), History(months=MONTHS)).table
    assert table is not None
    busy = set(table[table["visits"] > 0]["date"].dt.date)
    assert not busy & {date(2025, 11, 5), date(2025, 12, 25), date(2025, 11, 8)}
    assert date(2025, 11, 6) in busy


def test_a_desk_row_is_taken_out_of_its_agencys_total() -> None:
    """500 of 1200 are known to be legalisir's; the other desk gets 700."""
    own = MonthCount(month=date(2025, 10, 1), desk="legalisir", visits=500)
    table = spread_days(a_mall(), History(months=(MONTHS[0], own))).table
    assert table is not None
    assert table.groupby("service")["visits"].sum().to_dict() == pytest.approx({"adminduk": 700, "legalisir": 500})


def test_a_month_with_daily_counts_is_not_counted_twice() -> None:
    count = DayCount(day=date(2025, 10, 6), desk="pajak", visits=20)
    spread = spread_days(a_mall(), History(days=(count,), months=MONTHS))
    assert spread.table is not None
    assert set(spread.table[spread.table["service"] == "pajak"]["date"].dt.month) == {11, 12}


def test_three_monthly_totals_are_enough_for_a_forecast_that_is_marked_rough() -> None:
    """440 visits over about 22 open days are 20 a day; Monday brings more than Friday; all of it is estimated."""
    outlook = forecast_demand(make_frame(a_mall(), DAYS), History(months=MONTHS))
    rows = {day: f for (desk, day), f in outlook.of_desks().items() if desk == "pajak"}
    assert sum(f.mean for f in rows.values()) / 5 == pytest.approx(20, rel=0.15)
    assert rows[DAYS[0]].mean > rows[DAYS[4]].mean
    assert all(f.estimated and f.method == MONTHS_ONLY for f in outlook.forecasts)
    assert all(f.at(0.9) > 1.2 * f.at(0.5) for f in rows.values())


def test_a_well_counted_desk_stays_measured_beside_monthly_ones() -> None:
    outlook = forecast_demand(make_frame(a_mall(), DAYS), replace(a_history(), months=MONTHS[3:]))
    methods = {desk: f.method for (desk, _), f in outlook.of_desks().items()}
    assert MONTHS_ONLY not in methods.values()
    assert not any(f.estimated for f in outlook.forecasts)


def test_tickets_are_counted_by_day_and_service_and_cancelled_ones_are_not() -> None:
    tickets = (a_ticket("1", service="pajak"), a_ticket("2", service="pajak"), a_ticket("3", status="cancelled"))
    assert with_ticket_days(History(tickets=tickets)).days[0].visits == 2
    assert with_ticket_days(History(tickets=tickets)).days[0].service == "pajak"


def test_a_counted_day_outranks_its_tickets() -> None:
    count = DayCount(day=date(2026, 1, 5), desk="pajak", visits=7)
    history = History(days=(count,), tickets=(a_ticket("1"),))
    assert with_ticket_days(history) == history
