"""Every reason for which a record of the mall is refused: one line each."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.domain.errors import InvalidValue, NotFound
from planner.domain.mall import (
    Agency,
    AlsoNeed,
    Assumptions,
    CalendarDay,
    CalendarKind,
    Counter,
    Desk,
    GivenPosting,
    Mall,
    Prices,
    Service,
    Supply,
)
from planner.domain.periods import DayType, Session, Timetable, Zone, windows_from_sessions

AGENCY = Agency(id="dukcapil", name="Disdukcapil")
DESK = Desk(id="dukcapil", agency="dukcapil", name="Disdukcapil")
SERVICE = Service(id="kk", desk="dukcapil", name="Kartu Keluarga")
SUPPLY = Supply(item="blangko", service="kk", per_ticket=1, stock=100, until=date(2026, 1, 30))
ALSO_NEED = AlsoNeed(desk="dukcapil", service="kk", next_service="kk", share=1)
COUNTER = Counter(id="01", agency="dukcapil")
SESSIONS = (Session(id="pagi", start=time(8), end=time(12)),)
TIMETABLE = Timetable(
    day_type=DayType.NORMAL,
    sessions=SESSIONS,
    last_ticket=time(11),
    windows=windows_from_sessions(SESSIONS, time(11)),
    break_minutes=0,
    break_starts=(),
)
MALL = Mall(
    name="M",
    zone=Zone.WIB,
    timetables={DayType.NORMAL: TIMETABLE},
    agencies=(AGENCY,),
    desks=(DESK,),
    services=(SERVICE,),
    counters=(COUNTER, Counter(id="02", agency="dukcapil", desk="dukcapil")),
)


@pytest.mark.parametrize(
    ("record", "change", "code", "field"),
    [
        (AGENCY, {"id": ""}, "no_text", "agency.id"),
        (AGENCY, {"id": " x"}, "no_text", "agency.id"),
        (AGENCY, {"name": ""}, "no_text", "agency.name"),
        (AGENCY, {"open_weekdays": (0, 7)}, "out_of_range", "agency.open_weekdays"),
        (DESK, {"id": ""}, "no_text", "desk.id"),
        (DESK, {"name": "x "}, "no_text", "desk.name"),
        (DESK, {"min_officers": -1}, "out_of_range", "desk.min_officers"),
        (DESK, {"min_officers": 51}, "out_of_range", "desk.min_officers"),
        (DESK, {"weight": 0}, "out_of_range", "desk.weight"),
        (DESK, {"weight": 10}, "out_of_range", "desk.weight"),
        (SERVICE, {"id": ""}, "no_text", "service.id"),
        (SERVICE, {"name": ""}, "no_text", "service.name"),
        (SERVICE, {"setup_minutes": -1}, "out_of_range", "service.setup_minutes"),
        (SERVICE, {"setup_minutes": 61}, "out_of_range", "service.setup_minutes"),
        (SERVICE, {"setup_minutes": float("nan")}, "out_of_range", "service.setup_minutes"),
        (SERVICE, {"need_minutes": 0.4}, "out_of_range", "service.need_minutes"),
        (SERVICE, {"need_minutes": 241}, "out_of_range", "service.need_minutes"),
        (SERVICE, {"need_cv": 3.1}, "out_of_range", "service.need_cv"),
        (SERVICE, {"priority_share": 1.1}, "out_of_range", "service.priority_share"),
        (SERVICE, {"needs_share": (0.5, 0.4, 0.0, 0.0)}, "needs_share", "service.needs_share"),
        (SERVICE, {"needs_share": (1.2, -0.2, 0.0, 0.0)}, "needs_share", "service.needs_share"),
        (SERVICE, {"own_cap": -1}, "out_of_range", "service.own_cap"),
        (SERVICE, {"own_floor": -1}, "floor_above_cap", "service.own_floor"),
        (SERVICE, {"own_cap": 5, "own_floor": 6}, "floor_above_cap", "service.own_floor"),
        (COUNTER, {"id": ""}, "no_text", "counter.id"),
        (SUPPLY, {"per_ticket": -1}, "out_of_range", "supplies.per_ticket"),
        (SUPPLY, {"stock": 2e9}, "out_of_range", "supplies.stock"),
        (ALSO_NEED, {"share": -0.1}, "out_of_range", "also_needs.share"),
        (Assumptions(), {"return_share": 1.1}, "out_of_range", "assumptions.return_share"),
        (Assumptions(), {"spill": -0.1}, "out_of_range", "assumptions.spill"),
        (Assumptions(), {"counter_share": 2}, "out_of_range", "assumptions.counter_share"),
        (MALL, {"name": ""}, "no_text", "mall.name"),
        (MALL, {"timetables": {}}, "no_timetable", "day_types.normal"),
    ],
)
def test_a_record_refuses(record: Any, change: dict[str, Any], code: str, field: str) -> None:
    """The fault names its code and the field, and the message holds the value."""
    with pytest.raises(InvalidValue) as refused:
        replace(record, **change)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (AGENCY, {"open_weekdays": ()}),
        (DESK, {"min_officers": 50, "weight": 9, "last_ticket": time(11)}),
        (SERVICE, {"setup_minutes": 0, "need_minutes": 0.5, "need_cv": 0}),
        (SERVICE, {"own_cap": 0, "own_floor": 0}),
        (SERVICE, {"own_floor": 5}),
        (SERVICE, {"needs_share": (0.1, 0.2, 0.3, 0.4)}),
        (SUPPLY, {"per_ticket": 0, "stock": 0}),
        (ALSO_NEED, {"share": 0}),
        (Assumptions(), {"return_share": 0, "max_change_share": 1}),
    ],
)
def test_a_record_takes_the_edge(record: Any, change: dict[str, Any]) -> None:
    """Bounds belong to the range."""
    assert replace(record, **change)


def test_minutes_of_a_visit() -> None:
    """3 + (0.62 + 2 x 0.25 + 3 x 0.09 + 4 x 0.04) x 10 = 3 + 1.55 x 10 = 18.5 minutes."""
    service = replace(SERVICE, needs_share=(0.62, 0.25, 0.09, 0.04))
    assert service.needs_mean == pytest.approx(1.55)
    assert service.visit_minutes == pytest.approx(18.5)


def test_things_are_found_by_id() -> None:
    """A desk sits at its own counters first, then at the flexible ones of its agency."""
    assert MALL.get_agency("dukcapil") is AGENCY
    assert MALL.get_desk("dukcapil") is DESK
    assert MALL.services_of("dukcapil") == (SERVICE,)
    assert MALL.desks_of("dukcapil") == (DESK,)
    assert [c.id for c in MALL.counters_of("dukcapil")] == ["02", "01"]


@pytest.mark.parametrize("kind", ["agency", "desk", "officer"])
def test_what_is_not_there_is_said(kind: str) -> None:
    """NotFound names the kind in its code."""
    with pytest.raises(NotFound) as fault:
        getattr(MALL, f"get_{kind}")("x")
    assert fault.value.code == f"unknown_{kind}"


def test_days_without_a_timetable_of_their_own_use_the_nearest() -> None:
    """A Friday in Ramadan falls back to Ramadan, and that to normal."""
    ramadan = replace(TIMETABLE, day_type=DayType.RAMADAN)
    mall = replace(MALL, timetables={DayType.NORMAL: TIMETABLE, DayType.RAMADAN: ramadan})
    assert mall.timetable(DayType.RAMADAN_FRIDAY) is ramadan
    assert mall.timetable(DayType.FRIDAY) is TIMETABLE
    assert MALL.timetable(DayType.RAMADAN) is TIMETABLE


def test_plain_records_hold_what_they_are_given() -> None:
    """No rule of their own."""
    day = CalendarDay(day=date(2026, 1, 7), kind=CalendarKind.CLOSED, name="Hari jadi")
    given = GivenPosting(officer="sari", day=day.day, session="pagi", desk="dukcapil")
    assert (day.agency, given.session, Prices().no_supervisor) == (None, "pagi", 4)
