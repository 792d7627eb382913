"""Kept scenarios: read as a file is, answered under what they rest on, narrowed to an agency."""

from dataclasses import replace
from datetime import date, time

import pytest

from planner import bootstrap
from planner.domain.errors import InvalidFile, NotAllowed
from planner.domain.ids import AgencyId
from planner.domain.mall import CalendarKind
from planner.planning.kept_scenarios import (
    ANSWER_KIND,
    Draft,
    all_drafts,
    answer_key,
    find_answer,
    narrowed_answer,
    read_drafts,
    read_for,
    touches_only,
    write_drafts,
)
from planner.planning.scenario import (
    Absent,
    Breaks,
    CalendarChange,
    Change,
    DemandChange,
    DeskDesign,
    Hours,
    LastTicket,
    LeaveMoved,
    MinutesChange,
    OfficerAdded,
    PromiseChange,
    Scenario,
    SkillAdded,
    Windows,
)
from planner.planning.stored import Actor, Role
from planner.planning.what_if import Answer, DeskComparison, QuotaChange, RosterChange, WeekComparison, WorstDay
from planner.planning.what_if_days import Compared
from tests.builders import MONDAY, a_mall, a_plan, resealed

ADMIN = Actor(name="sistem", role=Role.ADMIN)
OWN = AgencyId("disdukcapil")
WORST = WorstDay(desk="pajak", day=MONDAY, demand_visits=20, served=15, turned_away=5, finish_probability=0.99)


def a_row(desk: str | None) -> DeskComparison:
    return DeskComparison(desk=desk, kpis=(Compared(kpi="served", base=1, scenario=2, difference=1),))


def an_answer() -> Answer:
    """The mall and two desks of two agencies; Joko goes from `pajak` to `legalisir`, Dewi leaves `pajak`."""
    return Answer(
        key="k",
        name="a",
        reason="",
        weeks=("2026-W06",),
        base_plans=("h",),
        rows=(a_row(None), a_row("adminduk"), a_row("pajak")),
        roster=(
            RosterChange(officer="joko", day=MONDAY, session="pagi", base="pajak", scenario="legalisir"),
            RosterChange(officer="dewi", day=MONDAY, session="pagi", base="pajak", scenario=None),
        ),
        quotas=(
            QuotaChange(desk="adminduk", day=MONDAY, window="pagi", base=22, scenario=23),
            QuotaChange(desk="pajak", day=MONDAY, window="pagi", base=10, scenario=5),
        ),
        base_worst=WORST,
        scenario_worst=WORST,
        proof_days=100,
    )


@pytest.fixture
def store(tmp_path):
    found = bootstrap.open_store(tmp_path)
    yield found
    found.close()


def test_drafts_come_back_as_they_were_kept(store) -> None:
    mine = Draft(token="1", name="satu", rows=({"kind": "windows", "count": 4},), by="rina")
    theirs = Draft(token="2", name="dua", agency=OWN, by="kepala")
    with store.write(ADMIN) as work:
        write_drafts(work, None, [mine])
        write_drafts(work, OWN, [theirs])
    with store.read() as work:
        assert read_drafts(work, None) == (mine,)
        assert read_drafts(work, OWN) == (theirs,)
        assert read_drafts(work, AgencyId("samsat")) == ()
        assert all_drafts(work) == (mine, theirs)


def test_the_key_of_an_answer_is_plan_and_changes_not_the_name() -> None:
    plan, change = a_plan(), Windows(count=2)
    one = answer_key(plan, Scenario(name="a", reason="x", changes=(change,)))
    assert one == answer_key(plan, Scenario(name="b", changes=(change,)))
    assert one != answer_key(plan, Scenario(name="a", changes=(Windows(count=3),)))
    other = resealed(plan, passport=replace(plan.passport, author="lain"))
    assert one != answer_key(other, Scenario(name="a", changes=(change,)))


def test_an_answer_told_otherwise_counts_as_none(store) -> None:
    """A document of another version is not an answer; it is worked out again."""
    with store.write(ADMIN) as work:
        work.results.put("whatif/x", ANSWER_KIND, {"rows": []})
    with store.read() as work:
        assert find_answer(work, "whatif/x") is None
        assert find_answer(work, "whatif/y") is None


OWN_CHANGES: tuple[Change, ...] = (
    OfficerAdded(desk="adminduk"),
    OfficerAdded(like="sari"),
    Absent(officer="sari"),
    SkillAdded(officer="sari", service="legalisir"),
    LeaveMoved(officer="sari", new_from=MONDAY),
    DemandChange(factor=(1.4, 1.4), desk="adminduk"),
    DemandChange(factor=(1.4, 1.4), service="ktp"),
    DemandChange(factor=(1.4, 1.4), agency=OWN),
    Hours(open=time(7), agency=OWN),
    CalendarChange(day=date(2026, 2, 7), day_kind=CalendarKind.OPEN, name="Sabtu", agency=OWN),
    LastTicket(last_ticket=time(13), desk="adminduk"),
    DeskDesign(desk="adminduk", design="specialists"),
    MinutesChange(factor=1.2, service="ktp"),
)
MORE_THAN_OWN: tuple[Change, ...] = (
    OfficerAdded(desk="pajak"),
    Absent(officer="dewi"),
    Absent(officer="joko"),
    SkillAdded(officer="sari", service="pajak"),
    DemandChange(factor=(1.4, 1.4)),
    DemandChange(surge="after_lebaran"),
    DemandChange(factor=(1.4, 1.4), desk="pajak"),
    Hours(open=time(7)),
    CalendarChange(day=date(2026, 2, 7), day_kind=CalendarKind.OPEN, name="Sabtu"),
    LastTicket(last_ticket=time(13)),
    Windows(count=2),
    Breaks(minutes=0),
    PromiseChange(wait_minutes=20),
    MinutesChange(factor=1.2, desk="pajak"),
)


@pytest.mark.parametrize("change", OWN_CHANGES, ids=lambda change: change.kind)
def test_an_agency_changes_its_own(change: Change) -> None:
    assert touches_only(change, a_mall(), OWN)


@pytest.mark.parametrize("change", MORE_THAN_OWN, ids=lambda change: change.kind)
def test_an_agency_changes_nothing_else(change: Change) -> None:
    """Of others, pooled officers, or of the whole mall: where nothing is named, everything is meant."""
    assert not touches_only(change, a_mall(), OWN)


def test_a_scenario_is_read_with_the_rights_of_who_asks() -> None:
    raw = {"name": "a", "change": [{"kind": "windows", "count": 2}]}
    assert read_for(raw, a_mall(), None).changes == (Windows(count=2),)
    with pytest.raises(NotAllowed):
        read_for(raw, a_mall(), OWN)
    with pytest.raises(InvalidFile):
        read_for({"name": "a", "change": [{"kind": "absent", "officer": "siapa"}]}, a_mall(), None)


def test_an_answer_is_narrowed_to_an_agency() -> None:
    """No row of the mall; Joko comes from nowhere that is told; Dewi's move is not theirs."""
    own = narrowed_answer(an_answer(), a_mall(), OWN)
    assert [row.desk for row in own.rows] == ["adminduk"]
    assert [(move.officer, move.base, move.scenario) for move in own.roster] == [("joko", None, "legalisir")]
    assert [change.desk for change in own.quotas] == ["adminduk"]
    assert narrowed_answer(an_answer(), a_mall(), None) == an_answer()


def test_each_week_of_an_answer_is_narrowed_too() -> None:
    """Neither the mall's row nor another agency's worst day is told of a week; one's own worst day is."""
    mine = replace(WORST, desk="adminduk")
    week = WeekComparison(week="2026-W06", rows=an_answer().rows, base_worst=WORST, scenario_worst=mine)
    (own,) = narrowed_answer(replace(an_answer(), by_week=(week,)), a_mall(), OWN).by_week
    assert [row.desk for row in own.rows] == ["adminduk"]
    assert (own.base_worst, own.scenario_worst) == (None, mine)


def test_an_answer_over_several_weeks_rests_on_all_their_plans() -> None:
    """A further plan, and another one in its place, are other questions."""
    plan, scenario = a_plan(), Scenario(name="a", changes=(Windows(count=2),))
    keys = {answer_key(plan, scenario, others) for others in ((), ("x",), ("y",), ("x", "y"))}
    assert len(keys) == 4
