"""Who could sit somewhere, in the order in which a manager would ask them."""

from planner.domain.staff import Leave
from planner.planning.candidates import Spot, Standing, candidates
from planner.planning.frame import make_frame
from tests.builders import DAYS, MONDAY, a_mall, a_plan, a_posting, an_officer, the_officers

SPOT = Spot(desk="adminduk", day=MONDAY, session="pagi")


def standings(mall, postings) -> dict[str, Standing]:
    found = candidates(make_frame(mall, DAYS), postings, SPOT)
    return {candidate.officer.id: candidate.standing for candidate in found}


def test_the_skilled_of_the_agency_come_with_what_stops_them() -> None:
    """Sari and Budi sit there already; Rina can do KTP and sits at legalisir; Dewi and Joko cannot at all."""
    assert standings(a_mall(), a_plan().postings) == {"rina": Standing.ELSEWHERE}


def test_a_free_officer_comes_first_and_one_on_leave_last() -> None:
    """Budi is free, Rina elsewhere, Sari away."""
    mall = a_mall(leave=(Leave(officer="sari", first_day=MONDAY, last_day=MONDAY),))
    found = standings(mall, [a_posting("rina", "legalisir")])
    assert list(found.items()) == [
        ("budi", Standing.FREE),
        ("rina", Standing.ELSEWHERE),
        ("sari", Standing.AWAY),
    ]


def test_the_weeks_minutes_and_days_stop_an_officer() -> None:
    """Tono may work 100 minutes, a morning has 180; Umar may work one day and works on Tuesday."""
    staff = (
        *the_officers(),
        an_officer("Tono", skills={"ktp"}, duty_minutes_week=100),
        an_officer("Umar", skills={"ktp"}, max_days=1),
    )
    found = standings(a_mall(officers=staff), [a_posting("umar", "adminduk", DAYS[1])])
    assert found["tono"] is Standing.MINUTES_USED
    assert found["umar"] is Standing.DAYS_USED


def test_the_faster_of_two_free_officers_comes_first() -> None:
    """Pace 1.25 before 1.0."""
    staff = (an_officer("Ani", skills={"ktp": 1.0}), an_officer("Zaki", skills={"ktp": 1.25}))
    assert list(standings(a_mall(officers=staff), [])) == ["zaki", "ani"]
