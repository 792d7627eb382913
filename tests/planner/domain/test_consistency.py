"""Faults that show only between two records: each found at its record, none in a mall that is right."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.consistency import check_mall, nearest_names
from planner.domain.demand import Profile
from planner.domain.errors import Severity
from planner.domain.history import DayCount, History, MonthCount, Ticket
from planner.domain.mall import (
    MOST_SERVICES_OF_A_DESK,
    Agency,
    AgencyMode,
    AlsoNeed,
    CalendarDay,
    CalendarKind,
    Counter,
    Desk,
    GivenPosting,
    Mall,
    Service,
    Supply,
)
from planner.domain.periods import DayType, Session, Timetable, Zone, windows_from_sessions
from planner.domain.staff import Leave, Officer, Pair, PairKind, Skill, Wish

MONDAY = date(2026, 1, 5)
TUESDAY = date(2026, 1, 6)
SUNDAY = date(2026, 1, 4)
SESSIONS = (Session(id="pagi", start=time(8), end=time(11)), Session(id="siang", start=time(11), end=time(15)))
DAY = Timetable(
    day_type=DayType.NORMAL,
    sessions=SESSIONS,
    last_ticket=time(14),
    windows=windows_from_sessions(SESSIONS, time(14)),
    break_minutes=0,
    break_starts=(),
)
MALL = Mall(
    name="M",
    zone=Zone.WIB,
    timetables={DayType.NORMAL: DAY},
    agencies=(
        Agency(id="dukcapil", name="Disdukcapil", mode=AgencyMode.PLANNED),
        Agency(id="bpjs", name="BPJS", mode=AgencyMode.AS_GIVEN),
    ),
    desks=(
        Desk(id="dukcapil", agency="dukcapil", name="Disdukcapil"),
        Desk(id="bpjs", agency="bpjs", name="BPJS"),
    ),
    services=(
        Service(id="ktp", desk="dukcapil", name="KTP-el"),
        Service(id="kk", desk="dukcapil", name="Kartu Keluarga"),
        Service(id="jkn", desk="bpjs", name="JKN"),
    ),
    counters=(Counter(id="01", agency="dukcapil", desk="dukcapil"), Counter(id="02", agency="bpjs")),
    officers=(
        Officer(id="sari", name="Sari", agency="dukcapil"),
        Officer(id="budi", name="Budi", agency="dukcapil"),
        Officer(id="wati", name="Wati", agency="bpjs"),
    ),
    skills=(
        Skill(officer="sari", service="ktp"),
        Skill(officer="budi", service="kk"),
        Skill(officer="wati", service="jkn"),
    ),
)
HISTORY = History(days=(DayCount(day=MONDAY, desk="dukcapil", service="ktp", visits=9),))
KTP = HISTORY.days[0]


def also(service: str, following: str, share: float) -> AlsoNeed:
    return AlsoNeed(desk="dukcapil", service=service, next_service=following, share=share)


def calendar(day: date, kind: CalendarKind, **more: Any) -> CalendarDay:
    return CalendarDay(day=day, kind=kind, name="x", **more)


def supply(service: str) -> Supply:
    return Supply(item="blangko", service=service, per_ticket=1, stock=9, until=MONDAY)


def posting(officer: str = "wati", desk: str = "bpjs", session: str = "pagi") -> GivenPosting:
    return GivenPosting(officer=officer, day=MONDAY, session=session, desk=desk)


def with_more(**parts: Any) -> dict[str, Any]:
    """The parts of the mall with records added at their ends."""
    return {name: getattr(MALL, name) + records for name, records in parts.items()}


def test_a_mall_that_is_right_gives_no_finding() -> None:
    """The mall all cases below start from."""
    assert check_mall(MALL, HISTORY) == ()


REFUSED = {
    "agency twice": (with_more(agencies=MALL.agencies[:1]), "duplicate", "agencies", 2),
    "desk twice": (with_more(desks=MALL.desks[:1]), "duplicate", "desks", 2),
    "service twice": (with_more(services=MALL.services[:1]), "duplicate", "services", 3),
    "counter twice": (with_more(counters=MALL.counters[:1]), "duplicate", "counters", 2),
    "officer twice": (with_more(officers=MALL.officers[:1]), "duplicate", "officers", 3),
    "skill twice": (with_more(skills=MALL.skills[:1]), "overlap", "skills", 3),
    "calendar day twice": ({"calendar": (calendar(MONDAY, CalendarKind.CLOSED),) * 2}, "duplicate", "calendar", 1),
    "closing before opening": (
        {"calendar": (calendar(SUNDAY, CalendarKind.OPEN, open=time(12), close=time(8)),)},
        "closes_before_open",
        "calendar",
        0,
    ),
    "ids that differ in capitals": (
        {
            **with_more(officers=(Officer(id="Sari", name="Sari", agency="dukcapil"),)),
            **with_more(skills=(Skill(officer="Sari", service="kk"),)),
        },
        "duplicate",
        "officers",
        3,
    ),
    "supply twice": ({"supplies": (supply("ktp"),) * 2}, "duplicate", "supplies", 1),
    "profile twice": ({"profiles": (Profile(desk="bpjs", half_hours={480: 1.0}),) * 2}, "duplicate", "profiles", 1),
    "wish twice": ({"wishes": (Wish(officer="sari", session="pagi", day=MONDAY),) * 2}, "duplicate", "wishes", 1),
    "pair twice, turned": (
        {
            "pairs": (
                Pair(officer="sari", other="budi", kind=PairKind.NEVER_TOGETHER),
                Pair(officer="budi", other="sari", kind=PairKind.NEVER_TOGETHER),
            )
        },
        "duplicate",
        "pairs",
        1,
    ),
    "desk of an unknown agency": (with_more(desks=(Desk(id="x", agency="y", name="X"),)), "unknown", "desks", 2),
    "service of an unknown desk": (
        with_more(services=(Service(id="x", desk="y", name="X"),)),
        "unknown",
        "services",
        3,
    ),
    "counter of an unknown agency": (with_more(counters=(Counter(id="x", agency="y"),)), "unknown", "counters", 2),
    "counter of an unknown desk": (
        with_more(counters=(Counter(id="x", agency="bpjs", desk="y"),)),
        "unknown",
        "counters",
        2,
    ),
    "counter of another agency's desk": (
        with_more(counters=(Counter(id="x", agency="bpjs", desk="dukcapil"),)),
        "other_agency",
        "counters",
        2,
    ),
    "officer of an unknown agency": (
        {
            **with_more(officers=(Officer(id="x", name="X", agency="y"),)),
            **with_more(skills=(Skill(officer="x", service="kk"),)),
        },
        "unknown",
        "officers",
        3,
    ),
    "skill of an unknown officer": (with_more(skills=(Skill(officer="x", service="kk"),)), "unknown", "skills", 3),
    "skill for an unknown service": (with_more(skills=(Skill(officer="sari", service="x"),)), "unknown", "skills", 3),
    "leave of an unknown officer": (
        {"leave": (Leave(officer="x", first_day=MONDAY, last_day=MONDAY),)},
        "unknown",
        "leave",
        0,
    ),
    "leave from an unknown session": (
        {"leave": (Leave(officer="sari", first_day=MONDAY, last_day=MONDAY, sessions=("sore",)),)},
        "unknown_session",
        "leave",
        0,
    ),
    "leave overlapping": (
        {
            "leave": (
                Leave(officer="sari", first_day=SUNDAY, last_day=MONDAY),
                Leave(officer="sari", first_day=MONDAY, last_day=TUESDAY, sessions=("pagi",)),
            )
        },
        "overlap",
        "leave",
        1,
    ),
    "calendar of an unknown agency": (
        {"calendar": (calendar(MONDAY, CalendarKind.CLOSED, agency="x"),)},
        "unknown",
        "calendar",
        0,
    ),
    "supply of an unknown service": ({"supplies": (supply("x"),)}, "unknown", "supplies", 0),
    "profile of an unknown desk": ({"profiles": (Profile(desk="x", half_hours={480: 1.0}),)}, "unknown", "profiles", 0),
    "further need of an unknown service": ({"also_needs": (also("ktp", "x", 1),)}, "unknown", "also_needs", 0),
    "further needs of 60 %": ({"also_needs": (also("ktp", "kk", 0.6),)}, "also_needs_sum", "also_needs", 0),
    "further need at another desk": ({"also_needs": (also("ktp", "jkn", 1),)}, "other_desk", "also_needs", 0),
    "wish of an unknown officer": (
        {"wishes": (Wish(officer="x", session="pagi", day=MONDAY),)},
        "unknown",
        "wishes",
        0,
    ),
    "wish for an unknown session": (
        {"wishes": (Wish(officer="sari", session="x", day=MONDAY),)},
        "unknown_session",
        "wishes",
        0,
    ),
    "pair with an unknown officer": (
        {"pairs": (Pair(officer="sari", other="x", kind=PairKind.SENIOR_OF),)},
        "unknown",
        "pairs",
        0,
    ),
    "given roster at an unknown session": ({"given": (posting(session="x"),)}, "unknown_session", "roster_given", 0),
    "last ticket before opening": (
        {"desks": (replace(MALL.desks[0], last_ticket=time(7)), MALL.desks[1])},
        "last_ticket_outside",
        "desks",
        0,
    ),
    "last ticket after closing": (
        {"desks": (MALL.desks[0], replace(MALL.desks[1], last_ticket=time(16)))},
        "last_ticket_outside",
        "desks",
        1,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_contradiction_is_refused_at_its_row(name: str) -> None:
    """Refused once, at the row its record was read from: rows here are 10 plus the place in the mall."""
    change, code, sheet, index = REFUSED[name]
    found = check_mall(replace(MALL, **change), HISTORY, {sheet: range(10, 30)})
    refused = [f for f in found if f.severity is Severity.REFUSED]
    assert [(f.code, f.sheet, f.row) for f in refused] == [(code, sheet, 10 + index)]


HISTORIES = {
    "day twice": (History(days=(KTP, KTP)), "duplicate"),
    "unknown desk": (History(days=(replace(KTP, desk="x", service=None),)), "unknown"),
    "unknown service": (History(days=(replace(KTP, service="x"),)), "unknown"),
    "service of another desk": (History(days=(replace(KTP, desk="bpjs"),)), "other_desk"),
    "desk and its services": (History(days=(KTP, replace(KTP, service=None))), "total_and_parts"),
    "month twice": (History(months=(MonthCount(month=MONDAY, visits=1, agency="bpjs"),) * 2), "duplicate"),
    "month of an unknown agency": (History(months=(MonthCount(month=MONDAY, visits=1, agency="x"),)), "unknown"),
    "month of an unknown desk": (History(months=(MonthCount(month=MONDAY, visits=1, desk="x"),)), "unknown"),
    "ticket twice": (History(tickets=(Ticket(day=MONDAY, desk="bpjs", number="A1"),) * 2), "duplicate"),
    "ticket of an unknown officer": (
        History(tickets=(Ticket(day=MONDAY, desk="bpjs", number="A1", officer="x"),)),
        "unknown",
    ),
    "ticket of another desk's service": (
        History(tickets=(Ticket(day=MONDAY, desk="bpjs", service="kk", number="A1"),)),
        "other_desk",
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_count_that_contradicts_is_refused(name: str) -> None:
    """Once, however it contradicts."""
    history, code = HISTORIES[name]
    assert [(f.code, f.severity) for f in check_mall(MALL, history)] == [(code, Severity.REFUSED)]


WARNINGS = {
    "desk without services": (with_more(desks=(Desk(id="x", agency="bpjs", name="X"),)), {"desk_without_service"}),
    "desk nobody can serve": (
        with_more(desks=(Desk(id="x", agency="bpjs", name="X"),), services=(Service(id="x", desk="x", name="X"),)),
        {"desk_without_officer"},
    ),
    "officer who can nothing": (with_more(officers=(Officer(id="x", name="X"),)), {"officer_without_skill"}),
    "skill at another agency": (with_more(skills=(Skill(officer="sari", service="jkn"),)), {"foreign_skill"}),
    "no supervisor": (
        {"agencies": (replace(MALL.agencies[0], needs_supervisor=True), MALL.agencies[1])},
        {"no_supervisor"},
    ),
    "roster of an agency that is planned": ({"given": (posting("sari", "dukcapil"),)}, {"given_mode"}),
    "roster of a pooled officer": (
        {
            **with_more(officers=(Officer(id="x", name="X"),), skills=(Skill(officer="x", service="jkn"),)),
            "given": (posting("x"),),
        },
        {"given_mode"},
    ),
    "double booking": ({"given": (posting(), posting())}, {"given_twice"}),
    "unskilled": ({"given": (posting(desk="dukcapil"),)}, {"given_unskilled"}),
    "on leave": (
        {"given": (posting(),), "leave": (Leave(officer="wati", first_day=MONDAY, last_day=MONDAY),)},
        {"given_on_leave"},
    ),
    "arrivals before opening": ({"profiles": (Profile(desk="bpjs", half_hours={420: 1.0}),)}, {"profile_outside"}),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_what_a_plan_can_live_with_is_a_warning(name: str) -> None:
    """Told, and the files are accepted: an agency's own roster is never mended in silence."""
    change, codes = WARNINGS[name]
    found = check_mall(replace(MALL, **change), HISTORY)
    assert {f.code for f in found} == codes
    assert {f.severity for f in found} == {Severity.WARNING}


ALLOWED = {
    "leave on the same day from other sessions": {
        "leave": tuple(
            Leave(officer="sari", first_day=MONDAY, last_day=MONDAY, sessions=(s,)) for s in ("pagi", "siang")
        )
    },
    "skill renewed": {
        "skills": (
            Skill(officer="sari", service="ktp", valid_to=MONDAY),
            Skill(officer="sari", service="ktp", valid_from=TUESDAY),
            *MALL.skills[1:],
        )
    },
    "further needs of a third each": {
        "also_needs": tuple(also("ktp", s, share) for s, share in (("ktp", 0.333), ("kk", 0.667)))
    },
    "pooled officer serving two agencies": with_more(
        officers=(Officer(id="x", name="X"),),
        skills=(Skill(officer="x", service="kk"), Skill(officer="x", service="jkn")),
    ),
    "last ticket of its own": {"desks": (replace(MALL.desks[0], last_ticket=time(12)), MALL.desks[1])},
    "roster of an agency that makes its own": {"given": (posting(), posting(session="siang"))},
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_only_looks_like_a_contradiction_is_allowed(name: str) -> None:
    """No finding."""
    assert check_mall(replace(MALL, **ALLOWED[name]), HISTORY) == ()


@pytest.mark.parametrize(
    ("day", "rows", "told"),
    [
        (SUNDAY, (), True),
        (SUNDAY, (calendar(SUNDAY, CalendarKind.OPEN),), False),
        (MONDAY, (), False),
        (MONDAY, (calendar(MONDAY, CalendarKind.CLOSED),), True),
        (MONDAY, (calendar(MONDAY, CalendarKind.HOLIDAY, agency="dukcapil"),), True),
        (MONDAY, (calendar(MONDAY, CalendarKind.HOLIDAY, agency="bpjs"),), False),
        (MONDAY, (calendar(MONDAY, CalendarKind.EVENT),), False),
    ],
)
def test_visits_on_closed_days_are_told_once_a_desk(day: date, rows: tuple[CalendarDay, ...], told: bool) -> None:
    """By weekday of the agency and by the mall's own calendar; an open row stands above both."""
    history = History(days=(replace(KTP, day=day), replace(KTP, day=day, service="kk")))
    found = check_mall(replace(MALL, calendar=rows), history)
    assert [f.code for f in found] == ["closed_day_visits"] * told
    assert all("2 baris" in f.problem_id for f in found)


def test_a_day_without_visits_may_be_closed() -> None:
    """A row of 0 on a Sunday says nothing wrong."""
    assert check_mall(MALL, History(days=(replace(KTP, day=SUNDAY, visits=0),))) == ()


def test_records_that_stand_in_no_file_have_no_row() -> None:
    """Row 0 marks them; the first of two rows is named where it is known."""
    twice = replace(MALL, officers=(*MALL.officers, MALL.officers[0]))
    assert check_mall(twice, HISTORY, {"officers": (0, 0, 0, 0)})[0].row is None
    assert check_mall(twice, HISTORY)[0].row is None
    assert "di baris 2" in check_mall(twice, HISTORY, {"officers": (2, 3, 4, 5)})[0].problem_id


def test_the_nearest_names_are_offered() -> None:
    """A slip of the pen is near, a stranger is not."""
    assert nearest_names("Dukcapl", ["dukcapil", "bpjs"]) == ("dukcapil",)
    assert nearest_names("xyz", ["dukcapil", "bpjs"]) == ()
    (finding,) = check_mall(replace(MALL, **with_more(skills=(Skill(officer="sarri", service="kk"),))), HISTORY)
    assert finding.problem_id.endswith("Mungkin: sari?")
    assert finding.problem_en.endswith("Perhaps: sari?")


@given(st.permutations(MALL.officers), st.permutations(MALL.skills), st.permutations(MALL.services))
@settings(derandomize=True, deadline=None, max_examples=30)
def test_order_does_not_matter(officers: list[Officer], skills: list[Skill], services: list[Service]) -> None:
    """A right mall stays right however its rows are sorted."""
    mall = replace(MALL, officers=tuple(officers), skills=tuple(skills), services=tuple(services))
    assert check_mall(mall, HISTORY) == ()


def test_a_desk_with_more_services_than_the_simulation_holds_is_refused() -> None:
    """15 are held; the sixteenth is named at its desk."""
    services = tuple(
        Service(id=f"s{n}", desk="dukcapil", name=f"Layanan {n}") for n in range(MOST_SERVICES_OF_A_DESK + 1)
    )
    enough, too_many = (
        [f for f in check_mall(replace(MALL, services=chosen, skills=()), History()) if f.code == "too_many_services"]
        for chosen in (services[:-1], services)
    )
    assert not enough
    assert [(f.sheet, f.value, f.severity) for f in too_many] == [("desks", "dukcapil", Severity.REFUSED)]


def test_a_profile_with_nobody_before_the_last_ticket_is_told() -> None:
    """Everybody at 14:00, when the last ticket goes: quotas would rest on even arrivals."""
    late, early = (Profile(desk="bpjs", half_hours={minute: 1.0}) for minute in (14 * 60, 13 * 60 + 30))
    found = [[f.code for f in check_mall(replace(MALL, profiles=(profile,)), History())] for profile in (late, early)]
    assert "profile_after_last_ticket" in found[0]
    assert "profile_after_last_ticket" not in found[1]
