"""Editing a plan: the touched desk-days are proved anew, the rest is as it was, and the checker agrees."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checker.check import check_plan
from planner.domain.mall import Assumptions
from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.planning import edit_plan
from planner.planning.edit_plan import Editor, absent_officers, figures
from planner.planning.plan_file import plan_as_json
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.reprove import reprove
from planner.planning.roster_changes import Clear, Pin, Place
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations
from tests.builders import DAYS, MONDAY, a_counter, a_desk, a_history, a_mall, a_plan, a_service
from tests.in_process import InThisProcess

NOW = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
TUESDAY = DAYS[1]


def an_editor(plan=None, **changes) -> Editor:
    return Editor(plan=plan or a_plan(), author="rina", now=NOW, **changes)


def proved_plan():
    """The small plan with Monday of `adminduk` really simulated, so that its proof can be repeated."""
    pin = Pin(officer="sari", day=MONDAY, session="pagi", pinned=True)
    clear = Clear(officer="budi", day=MONDAY, session="sore")
    return an_editor().checked([pin, clear])


def test_an_edited_plan_passes_the_checker_and_its_proof_comes_out_again() -> None:
    """Hashes, quotas, stages and shortfalls are all counted anew; the same seed gives the same proof."""
    edit = proved_plan()
    assert edit.broken == ()
    assert check_plan(edit.plan, plan_as_json(edit.plan)) == ()
    assert [v for v in reprove(edit.plan) if (v.place.desk, v.place.day) == ("adminduk", MONDAY)] == []
    assert edit.plan.passport.author == "rina"


def test_only_touched_desk_days_are_reported_and_changed() -> None:
    """Budi leaves adminduk on Monday: no other desk and no other day moves."""
    before = a_plan()
    edit = an_editor(before, quick=True).edit([Clear(officer="budi", day=MONDAY, session="pagi")])
    assert [(e.desk, e.day) for e in edit.effects] == [("adminduk", MONDAY)]
    assert edit.effects[0].after.tickets < edit.effects[0].before.tickets
    assert edit.served_more < 0
    for desk, day in (("legalisir", MONDAY), ("adminduk", TUESDAY)):
        assert figures(edit.plan, (desk, day)) == figures(before, (desk, day))


def test_what_is_short_afterwards_is_told_and_what_is_mended_too() -> None:
    """Sari alone supervises and adminduk must have one: without both of them morning lacks an officer and her."""
    clears = [Clear(officer=o, day=MONDAY, session="pagi") for o in ("sari", "budi")]
    edit = an_editor().checked(clears)
    assert {(s.kind, s.session) for s in edit.worse} == {
        ("minimum_presence", "pagi"),
        ("supervisor_present", "pagi"),
    }
    back = an_editor(edit.plan).checked([Place(officer="sari", day=MONDAY, session="pagi", desk="adminduk")])
    assert {(s.kind, s.session) for s in back.mended} == {
        ("minimum_presence", "pagi"),
        ("supervisor_present", "pagi"),
    }


@pytest.mark.parametrize("quick", [True, False], ids=["quick", "full"])
def test_a_change_against_a_rule_names_it(quick: bool) -> None:
    """Dewi is of Samsat and cannot serve at adminduk."""
    place = Place(officer="dewi", day=MONDAY, session="pagi", desk="adminduk", instead_of="sari")
    editor = an_editor(quick=quick)
    edit = editor.edit([place]) if quick else editor.checked([place])
    assert {"skill_held", "own_agency"} <= {violation.rule for violation in edit.broken}


def test_a_desk_day_without_anybody_has_no_proof_and_no_tickets() -> None:
    """Rina is alone at legalisir."""
    clears = [Clear(officer="rina", day=MONDAY, session=session) for session in ("pagi", "siang", "sore")]
    edit = an_editor().checked(clears)
    assert edit.broken == ()
    assert figures(edit.plan, ("legalisir", MONDAY)).tickets == 0
    assert figures(edit.plan, ("legalisir", MONDAY)).turned_away == 10.0
    assert not [p for p in edit.plan.proofs if (p.desk, p.day) == ("legalisir", MONDAY)]


def test_leave_as_it_is_now_takes_the_absent_out() -> None:
    """Sari is away on Tuesday since the plan was made: she is out, and the snapshot knows her leave."""
    leave = (Leave(officer="sari", first_day=TUESDAY, last_day=TUESDAY),)
    assert absent_officers(a_plan(), leave) == {("sari", TUESDAY)}
    edit = an_editor(leave=leave).checked(())
    assert edit.broken == ()
    assert edit.plan.input.mall.leave == leave
    assert not [p for p in edit.plan.postings if (p.officer, p.day) == ("sari", TUESDAY)]


def test_a_plan_keeps_one_word_about_being_edited() -> None:
    """However often it is."""
    once = an_editor().checked([Pin(officer="sari", day=MONDAY, session="pagi", pinned=True)]).plan
    twice = an_editor(once).checked([Pin(officer="sari", day=MONDAY, session="pagi", pinned=False)]).plan
    assert [f.code for f in twice.findings].count("edited_by_hand") == 1
    assert all(stage.bound is None for stage in twice.stages)


def planned_for_real(pajak_cap: int | None) -> Plan:
    """Three days, not touched by hand; every visit to `adminduk` needs the one camera."""
    mall = a_mall(
        services=(
            a_service("ktp", "adminduk", equipment="kamera"),
            a_service("kk", "adminduk", equipment="kamera"),
            a_service("legalisir", "legalisir"),
            a_service("pajak", "pajak", own_cap=pajak_cap),
        ),
        counters=(
            a_counter("A1", desk="adminduk", equipment=("kamera",)),
            a_counter("A2", desk="adminduk"),
            a_counter("A3"),
            a_counter("B1", agency="samsat", desk="pajak"),
        ),
        desks=(a_desk("adminduk", min_officers=1), a_desk("legalisir"), a_desk("pajak", agency="samsat")),
    )
    simulations = Simulations(executor=InThisProcess(), promise=mall.promise)
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1))
    return plan_week(mall, a_history(), DAYS[:3], simulations, settings, NOW)


def test_an_unchanged_desk_day_proved_again_has_the_plans_own_quotas_and_proof() -> None:
    """The caps of a service and of a machine, their names and the figures: all from the same functions and draws."""
    capped_plan = planned_for_real(pajak_cap=6)
    editor = an_editor(capped_plan)
    found = editor.proved(editor.week.keys, capped_plan.postings)
    assert [q for part in found.values() for q in part.quotas] == sorted(capped_plan.quotas, key=_desk_then_day)
    assert [p for part in found.values() for p in part.proofs] == sorted(capped_plan.proofs, key=_desk_then_day)
    bindings = {q.binding for q in capped_plan.quotas}
    assert {"own_cap", "equipment"} <= bindings


def _desk_then_day(row) -> tuple:
    return row.desk, row.day


def test_a_rise_from_day_to_day_stays_within_the_malls_limit_after_an_edit() -> None:
    """Only the morning of Tuesday is left at pajak: Wednesday, not touched, follows down to 11/10 of Tuesday."""
    plan = planned_for_real(pajak_cap=None)
    mall = replace(plan.input.mall, assumptions=Assumptions(max_change_share=0.1))
    limited = replace(plan, input=replace(plan.input, mall=mall))
    there = [p for p in plan.postings if (p.desk, p.day) == ("pajak", TUESDAY) and p.session != "pagi"]
    clears = [Clear(officer=p.officer, day=TUESDAY, session=p.session) for p in there]
    found = an_editor(limited).edit(clears)
    tuesday, wednesday = (figures(found.plan, ("pajak", day)).tickets for day in DAYS[1:3])
    assert 0 < tuesday < figures(plan, ("pajak", TUESDAY)).tickets
    assert wednesday == max(tuesday + 1, int(tuesday * 1.1))
    assert {(e.desk, e.day) for e in found.effects} >= {("pajak", TUESDAY), ("pajak", DAYS[2])}
    changed = [q.caps for q in found.plan.quotas if (q.desk, q.day) == ("pajak", DAYS[2])]
    assert all("change" in caps for caps in changed)


def test_services_that_one_or_nobody_is_left_for_are_told() -> None:
    """Without Budi all Monday Sari alone serves KTP and KK; without Rina nobody serves legal copies; else nothing."""
    plan = a_plan()

    def out(officer: str) -> set[tuple[str, str | None]]:
        gone = [p for p in plan.postings if p.officer == officer and p.day == MONDAY]
        found = an_editor(plan, quick=True).edit([Clear(officer=officer, day=MONDAY, session=p.session) for p in gone])
        return {(lone.service, lone.officer) for lone in found.alone}

    assert out("budi") == {("ktp", "sari"), ("kk", "sari")}
    assert out("rina") == {("legalisir", None)}
    half = an_editor(plan, quick=True).edit([Clear(officer="budi", day=MONDAY, session="sore")])
    assert half.alone == ()


def test_leave_known_since_is_judged_on_desk_days_that_the_change_does_not_touch(monkeypatch) -> None:
    """With another mall than the plan's, every desk-day is looked at again; with the same, only the changed ones."""
    asked: list[object] = []
    monkeypatch.setattr(edit_plan, "check_plan", lambda *_, touched=None: asked.append(touched) or ())
    clear = Clear(officer="budi", day=MONDAY, session="sore")
    leave = (Leave(officer="rina", first_day=TUESDAY, last_day=TUESDAY),)
    an_editor().checked([clear])
    an_editor(leave=leave).checked([clear])
    assert asked == [frozenset({("adminduk", MONDAY)}), None]


@pytest.fixture(scope="module")
def real_plan() -> Plan:
    return planned_for_real(pajak_cap=20)


@settings(max_examples=8, derandomize=True, deadline=None)
@given(data=st.data())
def test_what_an_edit_proves_anew_is_what_proving_the_whole_week_gives(real_plan: Plan, data) -> None:
    """Any officers taken out, in one edit: quotas, proofs and hashes are those of the week proved from nothing."""
    there = st.sampled_from(real_plan.postings)
    out = data.draw(st.lists(there, min_size=1, max_size=4, unique_by=lambda p: (p.officer, p.day, p.session)))
    edited = an_editor(real_plan).checked([Clear(officer=p.officer, day=p.day, session=p.session) for p in out])
    assert edited.broken == ()
    whole = an_editor(edited.plan)
    parts = whole.proved(whole.week.keys, edited.plan.postings).values()
    assert [q for part in parts for q in part.quotas] == sorted(edited.plan.quotas, key=_desk_then_day)
    assert [p for part in parts for p in part.proofs] == sorted(edited.plan.proofs, key=_desk_then_day)
    assert check_plan(edited.plan, plan_as_json(edited.plan)) == ()
