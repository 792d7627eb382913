"""The mix of a desk's services: forecast, else counted, else equal parts."""

from datetime import datetime, time, timedelta

from planner.domain.history import DayCount, History, Ticket, VisitUnit
from planner.planning.service_mix import service_mix
from tests.builders import MONDAY, a_forecast, a_mall, a_service

COUNTED = History(
    days=(
        DayCount(day=MONDAY, desk="adminduk", service="ktp", visits=30),
        DayCount(day=MONDAY, desk="adminduk", service="kk", visits=10),
        DayCount(day=MONDAY - timedelta(days=400), desk="adminduk", service="kk", visits=900),
    )
)


def test_a_forecast_goes_before_what_was_counted() -> None:
    rows = [a_forecast("adminduk", mean=18, service="ktp"), a_forecast("adminduk", mean=2, service="kk")]
    rows.append(a_forecast("adminduk", mean=20))
    assert service_mix(a_mall(), rows, COUNTED)["adminduk"] == {"ktp": 0.9, "kk": 0.1}


def test_counts_of_the_newest_half_year_tell_the_mix_where_nothing_is_forecast() -> None:
    assert service_mix(a_mall(), (), COUNTED)["adminduk"] == {"ktp": 0.75, "kk": 0.25}


def test_tickets_that_name_their_service_count() -> None:
    at = datetime.combine(MONDAY, time(8))
    tickets = tuple(
        Ticket(day=MONDAY, desk="adminduk", number=str(n), service="kk" if n else "ktp", taken_at=at) for n in range(5)
    )
    assert service_mix(a_mall(), (), History(tickets=tickets))["adminduk"] == {"ktp": 0.2, "kk": 0.8}


def test_equal_parts_where_nothing_is_known() -> None:
    assert service_mix(a_mall(), (), History())["adminduk"] == {"ktp": 0.5, "kk": 0.5}


def test_needs_are_visits_only_after_division() -> None:
    """30 needs at 1.5 a visit are 20 visits, beside 20 counted as visits."""
    services = (a_service("ktp", "adminduk"), a_service("kk", "adminduk", needs_share=(0.5, 0.5)))
    days = (
        DayCount(day=MONDAY, desk="adminduk", service="ktp", visits=20),
        DayCount(day=MONDAY, desk="adminduk", service="kk", visits=30, unit=VisitUnit.NEEDS),
        DayCount(day=MONDAY, desk="adminduk", service="dihapus", visits=90),
    )
    mall = a_mall(services=services, skills=(), officers=())
    assert service_mix(mall, (), History(days=days))["adminduk"] == {"ktp": 0.5, "kk": 0.5}
