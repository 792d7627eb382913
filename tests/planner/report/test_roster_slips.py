from dataclasses import replace

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.roster_cells import Look
from planner.report.roster_slips import Slip, make_slips

ID, EN = Language("id"), Language("en")


def slip_of(plan: Plan, name: str, language: Language = ID) -> Slip:
    return next(slip for slip in make_slips(plan, language).slips if slip.name == name)


def test_a_day_is_one_line_with_hours_counter_and_break(odd_week: Plan) -> None:
    """Budi sits at A2 the whole Monday and eats from 12.30 to 13.30."""
    assert slip_of(odd_week, "Budi").lines[0] == "08.00-15.00 loket A2, ist. 12.30-13.30"
    assert slip_of(odd_week, "Budi", EN).lines[0] == "08:00-15:00 counter A2, break 12:30-13:30"


def test_a_whole_day_at_one_counter_needs_no_session(odd_week: Plan) -> None:
    """In the list the hours are those of the mall."""
    assert slip_of(odd_week, "Budi").days[0].text == "loket A2, ist. 12.30-13.30"


def test_who_changes_places_is_told_each_with_its_session(odd_week: Plan) -> None:
    """Budi without his midday session on Thursday: what remains is named."""
    last = max(p.day for p in odd_week.postings)
    kept = tuple(p for p in odd_week.postings if (p.officer, p.day, p.session) != ("budi", last, "siang"))
    slip = slip_of(replace(odd_week, postings=kept), "Budi")
    assert slip.days[3].text == "pagi loket A2, sore loket A2"
    assert slip.lines[3] == "08.00-11.00 loket A2, 13.30-15.00 loket A2"


def test_a_day_away_and_a_closed_day_say_so(odd_week: Plan) -> None:
    """Sari is on leave on Tuesday; the mall is closed on Friday."""
    slip = slip_of(odd_week, "Sari")
    assert (slip.days[1].text, slip.lines[1]) == ("▨ Tidak tersedia", "▨ Tidak tersedia")
    assert (slip.days[4].look, slip.lines[4]) == (Look.CLOSED, "")


def test_what_an_agency_has_not_confirmed_looks_like_a_proposal(odd_week: Plan) -> None:
    """Samsat decides itself."""
    assert slip_of(odd_week, "Dewi").days[0].look is Look.PROPOSED


def test_slips_of_an_agency_stand_together(odd_week: Plan) -> None:
    """Shared officers first, then each agency once, in the order of the mall."""
    names = [name for name, _ in make_slips(odd_week, ID).by_agency]
    assert len(names) == len(set(names))
    assert names[:2] == ["Petugas bersama", "Disdukcapil"]
