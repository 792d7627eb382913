"""A week as whole numbers, and back."""

from datetime import date, time, timedelta

import pytest

from planner.domain.mall import AgencyMode, CalendarDay, CalendarKind, GivenPosting
from planner.domain.periods import DayType
from planner.domain.plan import PostingSource
from planner.domain.staff import Leave, Wish
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.roster_problem import (
    RosterInput,
    least_limit,
    make_postings,
    make_problem,
    row_limits,
    tenths_with_break,
    usable_given,
)
from planner.planning.skill_classes import skill_classes
from planner.solver import problem as integers
from tests.builders import DAYS, MONDAY, a_forecast, a_mall, a_timetable, an_agency, an_officer


def an_input(frame: WeekFrame, **changes: object) -> RosterInput:
    """Demand of 40 at every desk, no tables."""
    values = {
        "forecasts": {(d.id, day): a_forecast(d.id, day, 40) for d, day in frame.open_desk_days()},
        "shares": {d.id: {s.id: 1.0 for s in frame.services_of[d.id]} for d in frame.mall.desks},
        "classes": {d.id: skill_classes(frame, d.id) for d in frame.mall.desks},
        "tables": {},
    }
    return RosterInput(**{**values, **changes})  # type: ignore[arg-type]


def a_problem(days: tuple[date, ...] = DAYS, **changes: object) -> integers.Problem:
    frame = make_frame(a_mall(**changes), days)  # type: ignore[arg-type]
    return make_problem(frame, an_input(frame))


def test_minutes_and_breaks_of_an_ordinary_day() -> None:
    """08:00-11:00, 11:00-13:30, 13:30-15:00; an hour from 11:30, 12:00 or 12:30 inside four watched half-hours."""
    day = a_problem().days[0]
    assert day.minutes == (180, 150, 90)
    assert (day.break_session, day.lunch_half_hours) == (1, 4)
    assert [(kind.half_hours, kind.minutes) for kind in day.breaks] == [((0, 1), 60), ((1, 2), 60), ((2, 3), 60)]


def test_a_day_without_breaks_has_no_break_session() -> None:
    saturday = a_timetable(DayType.SATURDAY, break_minutes=0, break_starts=())
    mall = {
        "timetables": {DayType.NORMAL: a_timetable(), DayType.SATURDAY: saturday},
        "agencies": (an_agency("disdukcapil", open_weekdays=(5,)), an_agency("samsat")),
    }
    day = a_problem((MONDAY + timedelta(days=5),), **mall).days[0]
    assert (day.break_session, day.breaks, day.burden) == (None, (), 2)


def test_an_officer_on_leave_is_not_available() -> None:
    leave = Leave(officer="sari", first_day=MONDAY, last_day=MONDAY, sessions=("pagi",))
    sari = next(o for o in a_problem(leave=(leave,)).officers if o.id == "sari")
    assert sari.available[0] == (False, True, True)
    assert all(all(day) for day in sari.available[1:])


def test_tenths_round_down_and_shrink_with_the_break() -> None:
    """Pace 1.25 is 12 tenths; an hour of 150 minutes leaves 0.6 of it: 7."""
    frame = make_frame(a_mall(), DAYS)
    hours = frame.hours_of("adminduk", MONDAY)
    assert tenths_with_break(hours, 1.0) == 6
    assert tenths_with_break(hours, 1.25) == 7


def test_wishes_by_weekday_become_positions() -> None:
    wish = Wish(officer="sari", session="sore", weekday=2, weight=3)
    sari = next(o for o in a_problem(wishes=(wish,)).officers if o.id == "sari")
    assert sari.wishes == ((2, 2, 3),)


def test_burdens_are_evened_out_inside_agency_and_skill_class() -> None:
    """Sari and Budi serve both classes of `adminduk`, Rina only KTP and `legalisir`: she is compared with nobody."""
    groups = {o.id: o.fairness_group for o in a_problem().officers}
    assert groups["sari"] == groups["budi"] != groups["rina"]
    assert groups["joko"] is None


def test_who_is_available_under_two_fifths_of_the_sessions_is_left_out_of_fairness() -> None:
    """Budi is there on two of five days: 6 of 15 sessions are just enough, 5 are not."""
    away = Leave(officer="budi", first_day=DAYS[2], last_day=DAYS[4])
    and_more = Leave(officer="budi", first_day=DAYS[0], last_day=DAYS[0], sessions=("pagi",))
    enough, too_few = (
        {o.id: o.fairness_group for o in a_problem(leave=rows).officers} for rows in ((away,), (away, and_more))
    )
    assert enough["budi"] == enough["sari"]
    assert too_few["budi"] is None


def test_an_agency_with_shorter_hours_takes_its_nearest_permitted_break() -> None:
    """Samsat closes at 12:45, so of three starts only 11:30 fits; the mall's third, 12:30, becomes it."""
    early = CalendarDay(day=MONDAY, kind=CalendarKind.OPEN, name="rapat", agency="samsat", close=time(12, 45))
    frame = make_frame(a_mall(calendar=(early,)), DAYS)
    answer = [integers.Posting(officer="dewi", day=0, session=1, desk="pajak", counter="B1", break_kind=3)]
    (dewi,) = make_postings(frame, answer)
    assert (dewi.break_start, dewi.break_minutes) == (time(11, 30), 60)


def test_an_agency_whose_hours_leave_no_break_takes_none() -> None:
    """Samsat closes at 12:00: no hour fits after 11:30."""
    early = CalendarDay(day=MONDAY, kind=CalendarKind.OPEN, name="rapat", agency="samsat", close=time(12))
    frame = make_frame(a_mall(calendar=(early,)), DAYS)
    answer = [integers.Posting(officer="dewi", day=0, session=1, desk="pajak", counter="B1", break_kind=1)]
    (dewi,) = make_postings(frame, answer)
    assert (dewi.break_start, dewi.break_minutes) == (None, 0)


def test_prices_are_fifths_of_a_visit() -> None:
    prices = a_problem().prices
    assert (prices.cover, prices.presence, prices.supervisor, prices.deep_factor) == (30, 80, 20, 3)


def a_row(officer: str = "dewi", session: str = "pagi", desk: str = "pajak") -> GivenPosting:
    return GivenPosting(officer=officer, day=MONDAY, session=session, desk=desk)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        pytest.param([a_row()], 1, id="a row that holds"),
        pytest.param([a_row(), a_row()], 1, id="booked twice: the first stands"),
        pytest.param([a_row(officer="sari")], 0, id="without the skill"),
        pytest.param([a_row(session="malam")], 0, id="no such session"),
    ],
)
def test_rows_of_a_given_roster_that_hold_are_fixed(rows: list[GivenPosting], kept: int) -> None:
    agencies = (an_agency("disdukcapil"), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    frame = make_frame(a_mall(agencies=agencies, given=tuple(rows)), DAYS)
    assert len(usable_given(frame)) == kept
    assert len(make_problem(frame, an_input(frame)).fixed) == kept


def test_postings_come_back_with_day_counter_break_and_source() -> None:
    frame = make_frame(a_mall(), DAYS)
    answer = [
        integers.Posting(officer="sari", day=1, session=1, desk="adminduk", counter="A1", break_kind=2),
        integers.Posting(officer="dewi", day=0, session=0, desk="pajak", counter="", break_kind=0),
    ]
    dewi, sari = make_postings(frame, answer)
    assert (sari.day, sari.session, sari.counter) == (DAYS[1], "siang", "A1")
    assert (sari.break_start, sari.break_minutes, sari.source) == (time(12), 60, PostingSource.PLANNED)
    assert (dewi.break_start, dewi.counter, dewi.source, dewi.confirmed) == (None, None, PostingSource.REQUEST, False)


def two_classes() -> tuple[WeekFrame, RosterInput]:
    """`adminduk` with KTP (3 of 4 visits; Sari, Budi, Rina) and KK (Sari, Budi); a ticket a tenth, one session."""
    frame = make_frame(a_mall(), DAYS)
    table = tuple(range(31))
    rows = dict.fromkeys([(("ktp",), "siang"), (("kk",), "siang"), (("ktp", "kk"), "siang")], table)
    shares = {d.id: {s.id: 1.0 for s in frame.services_of[d.id]} for d in frame.mall.desks}
    shares["adminduk"] = {"ktp": 0.75, "kk": 0.25}
    return frame, an_input(frame, tables={("adminduk", MONDAY): rows}, shares=shares)


def test_rows_limit_the_desk_by_the_share_of_their_classes() -> None:
    """Sari on her break (6 tenths) and Rina (10, KTP only): KK allows 6 of every quarter, KTP 16 of three quarters."""
    frame, given = two_classes()
    postings = [
        integers.Posting(officer="sari", day=0, session=1, desk="adminduk", break_kind=1),
        integers.Posting(officer="rina", day=0, session=1, desk="adminduk", break_kind=0),
    ]
    limits = row_limits(make_problem(frame, given), postings, given)["adminduk", 0][1]
    assert limits == pytest.approx({("ktp", "kk"): 16, ("ktp",): 16 / 0.75, ("kk",): 24})
    assert least_limit(limits) == 16


def test_a_class_gets_no_more_tickets_than_the_whole_desk_can_serve_in_proportion() -> None:
    """Budi on leave, Sari alone serves KK: 10 tenths are 40 visits of the desk; Rina beside her makes 20 in all.

    So KTP is worth 15 tickets at most, not the 42 of a bad day of 56, however many KTP officers one could send.
    """
    frame, given = two_classes()
    monday = make_problem(frame, given).desk_days[0]
    assert (monday.desk, monday.day, monday.class_visits) == ("adminduk", 0, (23, 8))
    away = Leave(officer="budi", first_day=MONDAY, last_day=MONDAY)
    short = make_frame(a_mall(leave=(away,)), DAYS)
    assert make_problem(short, given).desk_days[0].class_visits == (15, 5)


def test_without_tables_a_class_gets_its_part_of_a_bad_day() -> None:
    """No table is known on Tuesday: 90 % quantile of 40 visits is 56."""
    frame, given = two_classes()
    tuesday = next(d for d in make_problem(frame, given).desk_days if (d.desk, d.day) == ("adminduk", 1))
    assert tuesday.class_visits == (42, 14)


def test_a_pooled_officer_may_work_for_both_agencies() -> None:
    officers = [an_officer("Joko", skills={"legalisir", "pajak"}, agency=None)]
    (joko,) = a_problem(officers=officers).officers
    assert joko.agency is None
    assert {skill.desk for skill in joko.skills} == {"legalisir", "pajak"}
