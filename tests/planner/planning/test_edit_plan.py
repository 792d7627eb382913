"""Editing a plan: the touched desk-days are proved anew, the rest is as it was, and the checker agrees."""

from datetime import UTC, datetime

import pytest

from planner.checker.check import check_plan
from planner.domain.staff import Leave
from planner.planning.edit_plan import Editor, absent_officers, figures
from planner.planning.plan_file import plan_as_json
from planner.planning.reprove import reprove
from planner.planning.roster_changes import Clear, Pin, Place
from tests.builders import DAYS, MONDAY, a_plan

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
