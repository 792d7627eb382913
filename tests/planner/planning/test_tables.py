"""The tables of a desk-day rest on what its simulation rests on."""

from dataclasses import replace
from datetime import time

from planner.domain.demand import Profile
from planner.domain.periods import DayType, Session, windows_from_sessions
from planner.planning.desk_day_input import arrival_profile
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.skill_classes import skill_classes
from planner.planning.tables import make_setting
from planner.queueing.desk_day import SPREAD
from planner.queueing.table import DeskSetting
from tests.builders import DAYS, MONDAY, a_counter, a_mall, a_service, a_timetable


def the_setting(frame: WeekFrame, desk: str) -> DeskSetting:
    shares = {s.id: 1.0 for s in frame.services_of[desk]}
    return make_setting(frame, desk, MONDAY, skill_classes(frame, desk), shares)


def test_machines_of_the_desk_limit_its_tables() -> None:
    """KTP needs a camera; of the three counters that `adminduk` may use one has it."""
    mall = a_mall()
    services = tuple(replace(s, equipment="kamera") if s.id == "ktp" else s for s in mall.services)
    counters = (a_counter("A1", desk="adminduk", equipment=("kamera",)), *mall.counters[1:])
    frame = make_frame(replace(mall, services=services, counters=counters), DAYS)
    assert the_setting(frame, "adminduk").equipment == (("kamera", 1),)
    assert the_setting(frame, "pajak").equipment == ()


def test_a_machine_that_stands_nowhere_is_listed_with_none() -> None:
    """The simulation of the roster has none either, so the table must not promise tickets."""
    mall = a_mall(services=(*a_mall().services[:3], a_service("pajak", "pajak", equipment="printer")))
    assert the_setting(make_frame(mall, DAYS), "pajak").equipment == (("printer", 0),)


def test_the_profile_of_the_day_counts_where_there_is_one_session_only() -> None:
    """One session is one window, whose people come by the desk's profile; of three each has a profile of its own."""
    sessions = (Session(id="pagi", start=time(8), end=time(12)),)
    whole = a_timetable(sessions=sessions, last_ticket=time(11), break_minutes=0, break_starts=())
    rush = Profile(desk="pajak", half_hours={480: 0.9, 510: 0.1})
    frame = make_frame(a_mall(timetables={DayType.NORMAL: whole}, profiles=(rush,)), DAYS)
    hours = frame.hours_of("pajak", MONDAY)
    assert hours is not None
    assert the_setting(frame, "pajak").profile == arrival_profile(frame, "pajak", hours) != SPREAD
    assert the_setting(make_frame(a_mall(profiles=(rush,)), DAYS), "pajak").profile == SPREAD
    assert windows_from_sessions(sessions, time(11)) == hours.windows
