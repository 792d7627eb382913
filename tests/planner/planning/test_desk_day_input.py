"""A desk-day as the simulation takes it: minutes after opening, no names."""

from datetime import time

import pytest

from planner.domain.demand import Profile
from planner.domain.mall import AlsoNeed, CalendarDay, CalendarKind
from planner.planning.desk_day_input import DeskDayInput, make_desk_day
from planner.planning.frame import make_frame
from planner.planning.simulations import Simulations
from planner.planning.skill_classes import skill_classes
from planner.planning.tables import week_tables
from planner.queueing.cache import ResultCache
from planner.queueing.desk_day import SPREAD
from tests.builders import DAYS, MONDAY, a_counter, a_desk, a_mall, a_posting, a_service, a_working_day, an_officer
from tests.in_process import InThisProcess

SHARES = {"ktp": 0.75, "kk": 0.25}


def a_day(*postings: object, **changes: object) -> DeskDayInput | None:
    frame = make_frame(a_mall(**changes), DAYS)  # type: ignore[arg-type]
    return make_desk_day(frame, "adminduk", MONDAY, postings, SHARES)  # type: ignore[arg-type]


def sari_all_day() -> tuple[object, ...]:
    return a_working_day("sari", "adminduk", MONDAY, time(11, 30))


def test_times_are_minutes_after_opening() -> None:
    given = a_day(*sari_all_day())
    assert given is not None
    (shift,) = given.day.shifts
    assert shift.presence == ((0.0, 420.0),)
    assert shift.breaks == ((210.0, 60.0),)
    assert [(w.start_minutes, w.last_ticket_minutes) for w in given.day.windows] == [(0, 180), (180, 330), (330, 360)]


def test_sessions_that_do_not_touch_are_two_presences() -> None:
    given = a_day(a_posting("sari", "adminduk", session="pagi"), a_posting("sari", "adminduk", session="sore"))
    assert given is not None
    assert given.day.shifts[0].presence == ((0.0, 180.0), (330.0, 420.0))


def test_services_nobody_posted_can_serve_are_closed_and_the_rest_keep_their_proportion() -> None:
    given = a_day(*a_working_day("rina", "adminduk", MONDAY, time(12)))
    assert given is not None
    assert [s.id for s in given.closed_services] == ["kk"]
    assert [(s.id, s.demand_share) for s in given.day.services] == [("ktp", 1.0)]


def test_a_desk_without_a_skilled_officer_is_not_simulated() -> None:
    assert a_day() is None
    assert a_day(a_posting("dewi", "adminduk")) is None


def test_desk_days_staffed_alike_are_equal_whoever_sits_there() -> None:
    officers = [an_officer(name, skills={"ktp", "kk"}) for name in ("Sari", "Budi")]
    one = a_day(*sari_all_day(), officers=officers)
    other = a_day(*a_working_day("budi", "adminduk", MONDAY, time(11, 30)), officers=officers)
    assert one == other


def test_an_own_last_ticket_cuts_the_windows() -> None:
    desks = (*(d for d in a_mall().desks if d.id != "adminduk"), a_desk("adminduk", last_ticket=time(12)))
    given = a_day(*sari_all_day(), desks=desks)
    assert given is not None
    assert [(w.id, w.last_ticket_minutes) for w in given.day.windows] == [("pagi", 180.0), ("siang", 240.0)]


def test_the_profile_of_the_weekday_outranks_the_general_one() -> None:
    """Who comes before the door opens stands at the door."""
    general = Profile(desk="adminduk", half_hours={480: 1.0})
    monday = Profile(desk="adminduk", half_hours={450: 0.2, 480: 0.5, 510: 0.3}, weekday=0)
    given = a_day(*sari_all_day(), profiles=(general, monday))
    assert given is not None
    assert given.day.profile.door_share == pytest.approx(0.2)
    assert given.day.profile.half_hour_shares[:3] == pytest.approx((0.5, 0.3, 0.0))


def test_further_needs_follow_the_matrix() -> None:
    rows = (AlsoNeed(desk="adminduk", service="ktp", next_service="kk", share=1.0),)
    given = a_day(*sari_all_day(), also_needs=rows)
    assert given is not None
    assert {s.id: s.also_needs for s in given.day.services}["ktp"] == (("kk", 1.0),)


def test_equipment_is_counted_over_the_counters_of_the_desk() -> None:
    services = (*(s for s in a_mall().services if s.id != "ktp"), a_service("ktp", "adminduk", equipment="kamera"))
    counters = (a_counter("A1", equipment=("kamera",)), a_counter("A2"), a_counter("A3"))
    given = a_day(*sari_all_day(), services=services, counters=counters)
    assert given is not None
    assert given.day.equipment == (("kamera", 1),)


def test_a_day_that_opens_after_the_last_ticket_issues_none() -> None:
    """Disdukcapil opens at 14:30 on Monday, the mall's last ticket goes at 14:00: nothing to simulate, no table."""
    late = CalendarDay(day=MONDAY, kind=CalendarKind.OPEN, name="rapat", agency="disdukcapil", open=time(14, 30))
    posting = a_posting("sari", "adminduk", session="sore")
    assert a_day(posting, calendar=(late,)) is None
    frame = make_frame(a_mall(calendar=(late,)), DAYS[:1])
    classes = {d.id: skill_classes(frame, d.id) for d in frame.mall.desks}
    shares = {d.id: {s.id: 1.0 for s in frame.services_of[d.id]} for d in frame.mall.desks}
    simulations = Simulations(executor=InThisProcess(), promise=frame.mall.promise, cache=ResultCache(None))
    assert {desk for desk, _ in week_tables(frame, classes, shares, simulations)} == {"pajak"}


def test_a_profile_with_nobody_before_the_last_ticket_says_nothing_of_the_windows() -> None:
    """All come at 14:30, after the last ticket at 14:00: arrivals are taken as even."""
    given = a_day(*sari_all_day(), profiles=(Profile(desk="adminduk", half_hours={870: 1.0}),))
    assert given is not None
    assert given.day.profile == SPREAD
