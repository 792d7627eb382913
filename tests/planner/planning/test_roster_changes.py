"""Changes of a roster: who moves where, and what follows by itself."""

from datetime import time

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.staff import Leave
from planner.planning.frame import make_frame
from planner.planning.roster_changes import Clear, Pin, Place, changed_postings, without_absent
from tests.builders import DAYS, MONDAY, a_mall, a_plan, a_working_day


def a_frame(**changes):
    return make_frame(a_mall(**changes), DAYS)


def at(postings, officer: str, session: str):
    """Where an officer sits on Monday in a session, None when nowhere."""
    return next((p for p in postings if (p.officer, p.day, p.session) == (officer, MONDAY, session)), None)


def test_clearing_takes_one_session_and_the_break_that_is_no_longer_due() -> None:
    """Sari works all Monday with a break at noon; without morning and afternoon no break is due."""
    postings = a_plan().postings
    clears = [Clear(officer="sari", day=MONDAY, session=session) for session in ("pagi", "sore")]
    changed = changed_postings(a_frame(), postings, clears)
    assert at(changed, "sari", "pagi") is None
    assert at(changed, "sari", "siang").break_start is None
    assert at(changed, "budi", "siang").break_start == time(12, 30)
    assert len(changed) == len(postings) - 2


def test_a_placed_officer_is_pinned_gets_a_free_counter_and_a_break_away_from_the_others() -> None:
    """Rina joins adminduk; A1 and A2 are taken, A3 is hers no longer; 11.30 and 12.30 are taken, noon overlaps both."""
    changed = changed_postings(
        a_frame(), a_plan().postings, [Place(officer="rina", day=MONDAY, session="siang", desk="adminduk")]
    )
    placed = at(changed, "rina", "siang")
    assert (placed.desk, placed.counter, placed.pinned) == ("adminduk", "A3", True)
    assert placed.break_start in (time(11, 30), time(12, 30))
    assert len([p for p in changed if p.officer == "rina" and p.day == MONDAY]) == 3


def test_taking_over_frees_the_one_who_sat_there_and_swapping_gives_him_the_old_place() -> None:
    """Rina sits at A1 instead of Sari; with a swap Sari goes to A3 at legalisir."""
    place = Place(officer="rina", day=MONDAY, session="pagi", desk="adminduk", instead_of="sari")
    taken = changed_postings(a_frame(), a_plan().postings, [place])
    assert at(taken, "rina", "pagi").counter == "A1"
    assert at(taken, "sari", "pagi") is None
    swap = Place(officer="rina", day=MONDAY, session="pagi", desk="adminduk", instead_of="sari", swap=True)
    swapped = changed_postings(a_frame(), a_plan().postings, [swap])
    assert (at(swapped, "sari", "pagi").desk, at(swapped, "sari", "pagi").counter) == ("legalisir", "A3")


def test_a_pin_changes_nothing_else() -> None:
    """The same posting, pinned."""
    changed = changed_postings(
        a_frame(), a_plan().postings, [Pin(officer="sari", day=MONDAY, session="pagi", pinned=True)]
    )
    assert at(changed, "sari", "pagi").pinned
    assert {(p.officer, p.day, p.session, p.desk) for p in changed} == {
        (p.officer, p.day, p.session, p.desk) for p in a_plan().postings
    }


def crowded_at_noon():
    """Sari goes at 11.30, Budi and Rina at 12.30: two of three may, two of two may not."""
    starts = {"sari": time(11, 30), "budi": time(12, 30), "rina": time(12, 30)}
    return tuple(p for who, start in starts.items() for p in a_working_day(who, "adminduk", MONDAY, start))


def test_breaks_of_those_who_stay_are_staggered_anew_where_too_many_would_be_away() -> None:
    """Without Sari at noon Budi and Rina no longer go together; on other days nobody's break moves."""
    changed = changed_postings(a_frame(), crowded_at_noon(), [Clear(officer="sari", day=MONDAY, session="siang")])
    assert {at(changed, who, "siang").break_start for who in ("budi", "rina")} == {time(11, 30), time(12, 30)}


def test_an_absence_staggers_the_breaks_of_those_who_stay_too() -> None:
    """The same by leave."""
    leave = Leave(officer="sari", first_day=MONDAY, last_day=MONDAY)
    kept, _ = without_absent(a_frame(leave=(leave,)), crowded_at_noon())
    assert {at(kept, who, "siang").break_start for who in ("budi", "rina")} == {time(11, 30), time(12, 30)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Clear(officer="joko", day=MONDAY, session="pagi"), "not_posted"),
        (Place(officer="rina", day=MONDAY, session="malam", desk="adminduk"), "open_hours"),
    ],
    ids=["nobody there", "no such session"],
)
def test_a_change_of_nothing_is_refused(change, code: str) -> None:
    """With the code that the pages know."""
    with pytest.raises(InvalidValue) as refused:
        changed_postings(a_frame(), a_plan().postings, [change])
    assert refused.value.code == code


def test_the_absent_leave_their_counters_and_the_part_of_the_day_they_stay_has_no_break() -> None:
    """Sari is away on Monday morning and afternoon: what is left is midday alone, without a break."""
    frame = a_frame(leave=(Leave(officer="sari", first_day=MONDAY, last_day=MONDAY, sessions=("pagi", "sore")),))
    kept, lost = without_absent(frame, a_plan().postings)
    assert lost == {("sari", MONDAY)}
    assert [p.session for p in kept if p.officer == "sari" and p.day == MONDAY] == ["siang"]
    assert at(kept, "sari", "siang").break_start is None


def test_nobody_absent_changes_nothing() -> None:
    """The very same postings."""
    postings = a_working_day("sari", "adminduk", MONDAY, time(11, 30), counter="A1")
    assert without_absent(a_frame(), postings) == (postings, frozenset())
