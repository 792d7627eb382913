"""Who may sit where: each rule kept, broken, and on the edge."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from planner.checker.check import check_plan, given_roster_faults
from planner.domain.mall import AgencyMode, CalendarDay, CalendarKind, GivenPosting
from planner.domain.plan import Plan, Posting, PostingSource
from planner.domain.staff import Leave, Pair, PairKind, Skill
from tests.builders import (
    DAYS,
    MONDAY,
    SESSIONS,
    a_mall,
    a_plan,
    a_posting,
    an_agency,
    changed,
    resealed,
    with_mall,
)

TUESDAY = MONDAY + timedelta(days=1)


def found(plan: Plan, rule: str) -> list[tuple[str, date | None, str]]:
    return [(v.place.officer, v.place.day, v.place.session) for v in check_plan(plan) if v.rule == rule]


def plus_posting(plan: Plan, *rows: Posting) -> Plan:
    return resealed(plan, postings=(*plan.postings, *rows))


def with_officer(plan: Plan, name: str, **changes: object) -> Plan:
    officers = plan.input.mall.officers
    return with_mall(plan, officers=tuple(replace(o, **changes) if o.id == name else o for o in officers))


def closed_on(day: date, **changes: object) -> Plan:
    row = CalendarDay(**{"day": day, "kind": CalendarKind.CLOSED, "name": "Rapat", **changes})
    return with_mall(a_plan(), calendar=(row,))


def test_nobody_sits_at_a_closed_agency() -> None:
    """Samsat is closed on Tuesday by a row of its own; Disdukcapil is not."""
    plan = closed_on(TUESDAY, agency="samsat")
    assert found(plan, "open_hours") == [("dewi", TUESDAY, s) for s in SESSIONS]


@pytest.mark.parametrize(
    ("close", "sessions"), [pytest.param(time(14), set(), id="14:00"), pytest.param(time(13, 30), {"sore"}, id="13:30")]
)
def test_session_that_begins_before_closing_is_open(close: time, sessions: set[str]) -> None:
    """With closing at 14:00 half an hour of the third session is left, with 13:30 nothing."""
    plan = closed_on(TUESDAY, kind=CalendarKind.EVENT, close=close)
    assert {s for _, _, s in found(plan, "open_hours")} == sessions


@pytest.mark.parametrize(
    ("leave", "sessions"),
    [
        pytest.param(Leave(officer="sari", first_day=TUESDAY, last_day=TUESDAY), SESSIONS, id="whole day"),
        pytest.param(
            Leave(officer="sari", first_day=TUESDAY, last_day=TUESDAY, sessions=("siang",)), ("siang",), id="part day"
        ),
        pytest.param(Leave(officer="joko", first_day=TUESDAY, last_day=TUESDAY), (), id="somebody who is not posted"),
        pytest.param(
            Leave(officer="sari", first_day=DAYS[-1] + timedelta(days=1), last_day=date(2026, 3, 1)), (), id="after"
        ),
    ],
)
def test_nobody_sits_while_on_leave(leave: Leave, sessions: tuple[str, ...]) -> None:
    """Leave covers its first and last day, whole or by session."""
    assert [s for _, _, s in found(with_mall(a_plan(), leave=(leave,)), "officer_available")] == list(sessions)


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        pytest.param({"active_to": DAYS[3]}, 3, id="left the day before"),
        pytest.param({"active_to": DAYS[4]}, 0, id="last day is today"),
        pytest.param({"active_from": DAYS[1]}, 3, id="begins tomorrow"),
        pytest.param({"active_from": DAYS[0]}, 0, id="begins today"),
    ],
)
def test_only_active_officers_sit(changes: dict[str, date], count: int) -> None:
    """An officer belongs to the mall from his first to his last day."""
    assert len(found(with_officer(a_plan(), "dewi", **changes), "officer_available")) == count


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        pytest.param({"valid_to": DAYS[3]}, [DAYS[4]], id="expired"),
        pytest.param({"valid_to": DAYS[4]}, [], id="last valid day"),
        pytest.param({"valid_from": DAYS[1]}, [DAYS[0]], id="not yet"),
        pytest.param({"valid_from": DAYS[0]}, [], id="first valid day"),
    ],
)
def test_skill_is_valid_on_the_day(changes: dict[str, date], days: list[date]) -> None:
    """Dewi's only skill at `pajak` is looked at day by day."""
    skills = a_mall().skills
    plan = with_mall(a_plan(), skills=tuple(replace(s, **changes) if s.officer == "dewi" else s for s in skills))
    assert sorted({day for _, day, _ in found(plan, "skill_held")}) == days


def test_one_valid_service_of_the_desk_is_enough() -> None:
    """Sari may sit at `adminduk` with the skill for family cards alone."""
    skills = tuple(s for s in a_mall().skills if (s.officer, s.service) != ("sari", "ktp"))
    assert found(with_mall(a_plan(), skills=skills), "skill_held") == []


def test_officer_of_another_agency_is_refused_and_a_pooled_one_is_not() -> None:
    """Dewi of Samsat holds the skill for `legalisir` now, but not the agency; Joko has neither trouble."""
    mall = a_mall()
    skilled = with_mall(a_plan(), skills=(*mall.skills, Skill(officer="dewi", service="legalisir")))
    moved = changed(skilled, "postings", {"officer": "dewi", "day": MONDAY, "session": "pagi"}, desk="legalisir")
    assert found(moved, "own_agency") == [("dewi", MONDAY, "")]
    joko = plus_posting(a_plan(), a_posting("joko", "pajak", counter="B2", source=PostingSource.REQUEST))
    assert found(joko, "own_agency") == []


def test_officer_is_in_one_place_at_a_time() -> None:
    """Rina cannot be at both desks on Monday morning; both rows are named."""
    plan = plus_posting(a_plan(), a_posting("rina", "adminduk", counter="A3"))
    assert found(plan, "one_place_at_a_time") == [("rina", MONDAY, "pagi")] * 2


def test_two_sessions_of_a_day_are_two_moments() -> None:
    """A pooled officer may serve one desk in the morning and another in the afternoon."""
    rows = (
        a_posting("joko", "pajak", counter="B2", source=PostingSource.REQUEST),
        a_posting("joko", "legalisir", session="sore", counter="A3"),
    )
    assert found(plus_posting(a_plan(), *rows), "one_place_at_a_time") == []


@pytest.mark.parametrize(
    ("counter", "named"),
    [
        pytest.param("A1", [], id="own"),
        pytest.param("A3", [("rina", "pagi"), ("sari", "pagi")], id="taken"),
        pytest.param("B1", [("dewi", "pagi"), ("sari", "pagi")], id="taken, of another agency"),
        pytest.param("B2", [("sari", "pagi")], id="flexible of another agency"),
        pytest.param(None, [("sari", "pagi")], id="none"),
    ],
)
def test_counter_is_ones_own(counter: str | None, named: list[tuple[str, str]]) -> None:
    """A counter belongs to the desk, or is a flexible one of the agency, and holds one officer in a session."""
    plan = changed(a_plan(), "postings", {"officer": "sari", "day": MONDAY, "session": "pagi"}, counter=counter)
    mondays = [(officer, session) for officer, day, session in found(plan, "counters_suffice") if day == MONDAY]
    assert sorted(mondays) == named


def test_flexible_counter_serves_any_desk_of_the_agency() -> None:
    """With Rina at home, Sari may take A3."""
    plan = a_plan()
    rest = resealed(plan, postings=tuple(p for p in plan.postings if p.officer != "rina"))
    assert found(changed(rest, "postings", {"officer": "sari"}, counter="A3"), "counters_suffice") == []


def test_pair_that_must_be_apart_is_apart() -> None:
    """Sari and Budi share `adminduk` all week: 15 sessions. Sari and Rina share no desk."""
    apart = with_mall(a_plan(), pairs=(Pair(officer="sari", other="budi", kind=PairKind.NEVER_TOGETHER),))
    assert len(found(apart, "never_together")) == 15
    fine = with_mall(a_plan(), pairs=(Pair(officer="sari", other="rina", kind=PairKind.NEVER_TOGETHER),))
    assert found(fine, "never_together") == []


def test_junior_works_beside_a_senior() -> None:
    """Budi has Sari beside him; Rina has her senior at another desk."""
    fine = Pair(officer="sari", other="budi", kind=PairKind.SENIOR_OF)
    alone = Pair(officer="sari", other="rina", kind=PairKind.SENIOR_OF)
    assert found(with_mall(a_plan(), pairs=(fine,)), "junior_beside_senior") == []
    assert len(found(with_mall(a_plan(), pairs=(alone,)), "junior_beside_senior")) == 15


def test_any_of_several_seniors_will_do() -> None:
    """Joko is a senior too, but he is nowhere; Sari is enough."""
    pairs = tuple(Pair(officer=o, other="budi", kind=PairKind.SENIOR_OF) for o in ("joko", "sari"))
    assert found(with_mall(a_plan(), pairs=pairs), "junior_beside_senior") == []


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        pytest.param({}, False, id="as it is: request, unconfirmed"),
        pytest.param({"confirmed": True}, False, id="request, confirmed"),
        pytest.param({"source": PostingSource.PLANNED, "confirmed": True}, True, id="planned at a request agency"),
        pytest.param({"source": PostingSource.AS_GIVEN, "confirmed": True}, True, id="given at a request agency"),
    ],
)
def test_source_is_the_mode_of_the_agency(changes: dict[str, object], is_told: bool) -> None:
    """Samsat confirms what the plan proposes."""
    plan = changed(a_plan(), "postings", {"officer": "dewi"}, **changes)
    assert bool(found(plan, "source_as_mode")) == is_told


def test_planned_posting_needs_no_confirmation() -> None:
    """An unconfirmed row of a planned agency would be published as a proposal that nobody was asked."""
    plan = changed(a_plan(), "postings", {"officer": "sari", "day": MONDAY, "session": "pagi"}, confirmed=False)
    assert found(plan, "source_as_mode") == [("sari", MONDAY, "pagi")]


def a_given_plan(*rows: GivenPosting) -> Plan:
    """Samsat brings its own roster: Dewi at `pajak` every session, and `rows`."""
    own = (GivenPosting(officer="dewi", day=day, session=s, desk="pajak") for day in DAYS for s in SESSIONS)
    agencies = (an_agency("disdukcapil", needs_supervisor=True), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    plan = with_mall(a_plan(), agencies=agencies, given=(*own, *rows))
    return changed(plan, "postings", {"officer": "dewi"}, source=PostingSource.AS_GIVEN, confirmed=True, counter=None)


def a_given_row(officer: str = "dewi", **changes: object) -> GivenPosting:
    return GivenPosting(**{"officer": officer, "day": MONDAY, "session": "pagi", "desk": "pajak", **changes})


def test_given_roster_needs_no_counter_and_no_break() -> None:
    """The agency's own sheet names neither (five days without break are 2100 minutes); a counter it names must hold."""
    assert check_plan(a_given_plan()) == ()
    no_break = changed(a_given_plan(), "postings", {"officer": "dewi"}, break_start=None, break_minutes=0)
    rested = changed(no_break, "stages", {"stage": "overtime"}, value=300)
    assert {v.rule for v in check_plan(rested)} == {"proof_staffing"}
    wrong = changed(a_given_plan(), "postings", {"officer": "dewi", "day": MONDAY, "session": "pagi"}, counter="A1")
    assert ("dewi", MONDAY, "pagi") in found(wrong, "counters_suffice")


def test_given_roster_has_all_its_rows_and_no_others() -> None:
    """A row of the sheet is missing in the plan; a posting of the plan is not in the sheet."""
    plan = a_given_plan()
    dropped = resealed(plan, postings=tuple(p for p in plan.postings if p.officer != "dewi" or p.day != MONDAY))
    assert found(dropped, "given_rosters") == [("dewi", MONDAY, s) for s in SESSIONS]
    extra = plus_posting(plan, a_posting("joko", "pajak", source=PostingSource.AS_GIVEN))
    assert found(extra, "given_rosters") == [("joko", MONDAY, "pagi")]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        pytest.param(a_given_row("joko", session="malam"), "open_hours", id="session unknown"),
        pytest.param(a_given_row("sari"), "skill_held", id="unskilled"),
        pytest.param(a_given_row("dewi", desk="pajak2"), "one_place_at_a_time", id="twice at one time"),
    ],
)
def test_fault_inside_a_given_roster_is_a_finding_of_its_own(row: GivenPosting, rule: str) -> None:
    """The agency's row cannot hold; the plan without it is right, and the fault is told apart."""
    plan = a_given_plan()
    desks = (*a_mall().desks, replace(a_mall().desks[2], id="pajak2"))
    services = (*a_mall().services, replace(a_mall().services[3], id="pajak2", desk="pajak2"))
    skills = (*a_mall().skills, Skill(officer="dewi", service="pajak2"))
    given = (*plan.input.mall.given, row)
    faulty = with_mall(plan, desks=desks, services=services, skills=skills, given=given)
    assert rule in {v.rule for v in given_roster_faults(faulty)}
    assert found(faulty, "given_rosters") == []


def test_faulty_given_row_in_the_plan_gives_no_capacity() -> None:
    """Joko is on leave: his row may stand in the plan, but Samsat has nobody on Monday morning."""
    leave = Leave(officer="joko", first_day=MONDAY, last_day=MONDAY)
    plan = with_mall(a_given_plan(a_given_row("joko")), leave=(leave,))
    plan = resealed(
        plan, postings=tuple(p for p in plan.postings if (p.officer, p.day, p.session) != ("dewi", MONDAY, "pagi"))
    )
    plan = with_mall(
        plan, given=tuple(g for g in plan.input.mall.given if (g.officer, g.day, g.session) != ("dewi", MONDAY, "pagi"))
    )
    plan = plus_posting(plan, a_posting("joko", "pajak", source=PostingSource.AS_GIVEN))
    rules = {v.rule for v in check_plan(plan)}
    assert "agency_presence" in rules
    assert not rules & {"officer_available", "given_rosters", "one_place_at_a_time"}


def test_row_of_a_given_roster_twice_in_the_plan_is_refused() -> None:
    """The same officer at the same desk twice would count twice."""
    plan = a_given_plan()
    dewi = next(p for p in plan.postings if p.officer == "dewi")
    assert len(found(plus_posting(plan, dewi), "one_place_at_a_time")) == 2


def test_pair_rules_leave_given_rosters_alone() -> None:
    """Who sits beside whom inside an agency's own roster is its own matter."""
    plan = a_given_plan(a_given_row("joko"))
    plan = plus_posting(plan, a_posting("joko", "pajak", source=PostingSource.AS_GIVEN))
    pairs = (
        Pair(officer="dewi", other="joko", kind=PairKind.NEVER_TOGETHER),
        Pair(officer="sari", other="joko", kind=PairKind.SENIOR_OF),
    )
    assert {v.rule for v in check_plan(with_mall(plan, pairs=pairs))} == {"proof_staffing"}
