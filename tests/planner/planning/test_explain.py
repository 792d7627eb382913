"""For each officer who could help, the first thing that stops him."""

from datetime import time

import pytest

from planner.domain.plan import Shortfall
from planner.domain.staff import Leave
from planner.planning.explain import explained
from planner.planning.frame import make_frame
from planner.planning.shortfalls import WeekResult
from tests.builders import MONDAY, a_counter, a_mall, a_posting, a_quota, a_working_day


def reasons(kind: str = "turned_away", postings: tuple[object, ...] = (), **changes: object) -> tuple[str, ...]:
    """Reasons for a shortfall at `adminduk` in the morning, or over the whole Monday for visits."""
    frame = make_frame(a_mall(**changes), [MONDAY])  # type: ignore[arg-type]
    result = WeekResult(frame=frame, forecasts={}, postings=postings, tickets={})  # type: ignore[arg-type]
    short = Shortfall(
        kind=kind,
        desk="adminduk",
        agency="disdukcapil",
        day=MONDAY,
        session=None if kind == "turned_away" else "pagi",
        amount=1,
        unit="visits",
    )
    return explained(result, [short])[0].reasons


def test_every_reason_is_said_in_english_too() -> None:
    """Leave, another desk, no counter, no help by the tables, no skill: a twin each, and none is the same sentence."""
    leave = Leave(officer="sari", first_day=MONDAY, last_day=MONDAY)
    frame = make_frame(a_mall(leave=(leave,)), [MONDAY])
    result = WeekResult(frame=frame, forecasts={}, postings=(), tickets={})
    short = Shortfall(kind="turned_away", desk="adminduk", agency="disdukcapil", day=MONDAY, amount=1, unit="visits")
    (found,) = explained(result, [short])
    assert found.reasons_in("en")[0] == "Sari is not available all day."
    assert len(found.reasons_en) == len(found.reasons)
    assert not set(found.reasons_en) & set(found.reasons)


def test_an_officer_on_leave_is_not_available_and_nothing_more_is_said() -> None:
    leave = Leave(officer="sari", first_day=MONDAY, last_day=MONDAY)
    assert reasons(leave=(leave,))[0] == "Sari tidak tersedia sepanjang hari."


def test_an_officer_at_another_desk_is_said_to_be_there() -> None:
    postings = a_working_day("rina", "legalisir", MONDAY, time(12))
    assert "Rina sudah bertugas di Legalisir." in reasons(postings=postings)


def test_a_free_officer_without_a_counter_is_said_to_lack_one() -> None:
    counters = (a_counter("A1", desk="adminduk"), a_counter("B1", agency="samsat"))
    found = reasons("minimum_presence", (a_posting("sari", "adminduk", counter="A1"),), counters=counters)
    assert "Budi bebas pada sesi pagi, tetapi semua loket terpakai." in found


def test_a_free_officer_with_a_counter_does_not_help_by_the_tables() -> None:
    assert reasons("minimum_presence")[0].startswith("Sari bebas pada sesi pagi; menurut tabel")


def test_a_desk_nobody_can_serve_says_so() -> None:
    assert reasons(skills=()) == ("Tidak ada petugas dengan keahlian yang berlaku pada hari itu.",)


def test_where_another_cap_binds_officers_are_not_offered() -> None:
    frame = make_frame(a_mall(), [MONDAY])
    result = WeekResult(frame=frame, forecasts={}, postings=(), tickets={})
    short = Shortfall(kind="turned_away", desk="pajak", agency="samsat", day=MONDAY, amount=4, unit="visits")
    quota = a_quota("pajak", tickets=5, capacity_tickets=9, caps={"supplies": 5}, binding="supplies")
    (found,) = explained(result, [short], [quota])
    assert found.reasons == ("Yang membatasi persediaan yang tersisa; tambahan petugas tidak menolong.",)
    assert found.officers == ()


@pytest.mark.parametrize(("afternoon", "told"), [("equipment", True), ("wait", False)])
def test_machines_are_blamed_where_they_bind_in_every_window(afternoon: str, told: bool) -> None:
    """Where the wait binds in one window, an officer more helps in it."""
    frame = make_frame(a_mall(), [MONDAY])
    result = WeekResult(frame=frame, forecasts={}, postings=(), tickets={})
    short = Shortfall(kind="turned_away", desk="pajak", agency="samsat", day=MONDAY, amount=4, unit="visits")
    quotas = [a_quota("pajak", binding="equipment"), a_quota("pajak", window="siang", binding=afternoon)]
    (found,) = explained(result, [short], quotas)
    assert ("Yang membatasi alat di loket; tambahan petugas tidak menolong." in found.reasons) is told
