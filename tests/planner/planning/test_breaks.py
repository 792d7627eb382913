"""Breaks are staggered inside every skill class."""

from dataclasses import replace
from datetime import time

from planner.domain.periods import DayType
from planner.domain.plan import Posting
from planner.planning.breaks import stagger_breaks
from planner.planning.frame import make_frame
from planner.planning.skill_classes import skill_classes
from tests.builders import MONDAY, a_mall, a_timetable, a_working_day, an_officer


def starts(officers: dict[str, set[str]], before: dict[str, time], permitted: tuple[time, ...] = ()) -> dict[str, time]:
    """Break starts of officers who all sit at `adminduk` on Monday."""
    mall = a_mall([an_officer(name, skills=skills) for name, skills in officers.items()])
    if permitted:
        mall = replace(mall, timetables={DayType.NORMAL: a_timetable(break_starts=permitted)})
    frame = make_frame(mall, [MONDAY])
    postings: list[Posting] = []
    for name, start in before.items():
        postings += a_working_day(name.lower(), "adminduk", MONDAY, start)
    classes = {desk.id: skill_classes(frame, desk.id) for desk in mall.desks}
    staggered = stagger_breaks(frame, classes, postings)
    assert [(p.officer, p.session, p.break_minutes) for p in staggered] == [
        (p.officer, p.session, p.break_minutes) for p in postings
    ]
    return {p.officer: p.break_start for p in staggered if p.break_start}


def test_the_two_who_can_serve_kk_do_not_go_together() -> None:
    """By head count 11:30 for Sari and Budi and 12:30 for Rina and Joko is fair, but nobody is left for KK."""
    found = starts(
        {"Sari": {"ktp", "kk"}, "Budi": {"ktp", "kk"}, "Rina": {"ktp"}, "Joko": {"ktp"}},
        {"Sari": time(11, 30), "Budi": time(11, 30), "Rina": time(12, 30), "Joko": time(12, 30)},
    )
    kk = {found["sari"], found["budi"]}
    assert kk == {time(11, 30), time(12, 30)}
    assert {found["rina"], found["joko"]} == {time(11, 30), time(12, 30)}


def test_breaks_that_are_staggered_already_stay() -> None:
    before = {"Sari": time(12, 30), "Budi": time(11, 30)}
    found = starts({"Sari": {"ktp", "kk"}, "Budi": {"ktp", "kk"}}, before)
    assert found == {"sari": time(12, 30), "budi": time(11, 30)}


def test_a_lone_officer_keeps_his_break() -> None:
    assert starts({"Sari": {"ktp", "kk"}}, {"Sari": time(12)}) == {"sari": time(12)}


def test_a_break_that_takes_part_of_a_half_hour_takes_the_half_hour() -> None:
    """11:30 and 12:15 leave nobody from 12:15 to 12:30; cover is counted by half-hours, so the second goes at 12:30."""
    permitted = (time(11, 30), time(12, 15), time(12, 30))
    before = {"Sari": time(11, 30), "Budi": time(12, 15)}
    found = starts({"Sari": {"ktp", "kk"}, "Budi": {"ktp", "kk"}}, before, permitted)
    assert sorted(found.values()) == [time(11, 30), time(12, 30)]
