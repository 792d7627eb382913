from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plan import Plan
from planner.report.desk_days import State
from planner.report.language import Language
from planner.report.notice_rows import NoticeDesk, make_notice
from tests.builders import a_plan, a_proof

ID, EN = Language("id"), Language("en")
TUESDAY = date(2026, 3, 31)


def notice_desk(plan: Plan, title: str, today: date | None = None) -> NoticeDesk:
    return next(desk for desk in make_notice(plan, ID, today).desks if desk.title == title)


def test_the_notice_tells_days_alike_together(odd_week: Plan) -> None:
    """Adminduk: Monday, Wednesday and Thursday are alike, Tuesday has half, Friday is closed."""
    days = notice_desk(odd_week, "Disdukcapil: Adminduk").days
    assert [(day.day, day.tickets, day.places) for day in days] == [
        ("Sen 30 Mar, Rab 1, Kam 2 Apr", "44", (1, 3, 4)),
        ("Sel 31 Mar", "22", (2,)),
        ("Jum 3 Apr", "0", (5,)),
    ]


def test_the_notice_leaves_out_windows_without_tickets(odd_week: Plan) -> None:
    """Paspor hands out nothing in the afternoon: no "13.30-14.00: 0"."""
    day = notice_desk(odd_week, "Imigrasi: Paspor").days[1]
    assert [(window.hours, window.tickets) for window in day.windows] == [("08.00-11.00", "9"), ("11.00-13.30", "5")]


def test_a_closed_day_says_why_and_when_next(odd_week: Plan) -> None:
    """Imigrasi: Monday is no day of theirs, Tuesday comes next; after Friday's holiday nothing is planned yet."""
    monday, *_, friday = notice_desk(odd_week, "Imigrasi: Paspor").days
    assert monday.closed == "▨ Tutup. Berikutnya: Sel 31 Mar, 14 antrean."
    assert friday.closed == "▨ Libur: Wafat Yesus Kristus. Hari berikutnya diumumkan bersama kuota minggu depan."


@pytest.mark.parametrize(
    ("demand", "look"),
    [
        pytest.param(33.0, State.ENOUGH, id="33 for 44 tickets, 75 %"),
        pytest.param(34.0, State.TIGHT, id="34 for 44 tickets"),
        pytest.param(44.0, State.SHORT, id="as many as tickets"),
    ],
)
def test_citizens_read_the_chance_of_a_ticket(demand: float, look: State) -> None:
    """Whether a ticket is likely depends on how many come for how many tickets, not on the roster."""
    plan = a_plan()
    day = plan.input.days[0]
    served = {"pagi": min(demand, 44.0)}
    plan = replace(plan, proofs=(a_proof("adminduk", day, served, demand),))
    assert notice_desk(plan, "Disdukcapil: Adminduk").days[0].look is look


def test_waits_are_told_in_steps_of_five_minutes_rounded_up() -> None:
    """22 minutes become 25: a finer figure would promise what a simulation cannot know."""
    day = notice_desk(a_plan(), "Disdukcapil: Adminduk").days[0]
    assert day.wait == "9 dari 10 orang menunggu paling lama ≈ 25 menit"


def test_a_limited_service_is_told_beside_the_desks_tickets(odd_week: Plan) -> None:
    """Three windows of five cards are 15; on Tuesday they are still below the 22 of the desk."""
    assert notice_desk(odd_week, "Disdukcapil: Adminduk").days[0].limits == "di antaranya paling banyak 15 untuk Ktp"


def test_a_service_nobody_gives_is_told(odd_week: Plan) -> None:
    """No ticket for the card in any window."""
    quotas = tuple(replace(q, tickets=0) if q.service else q for q in odd_week.quotas)
    assert notice_desk(replace(odd_week, quotas=quotas), "Disdukcapil: Adminduk").days[0].limits == "tanpa Ktp"


def test_the_notice_names_the_parent_office_and_the_day_with_most_room(odd_week: Plan) -> None:
    """Adminduk: Monday, Wednesday, Thursday 91 %, Tuesday 182 %; the first of the three is named."""
    desk = notice_desk(odd_week, "Disdukcapil: Adminduk")
    assert desk.elsewhere == "Tempat lain: kantor induk Disdukcapil, Jl. Contoh 1 & 2."
    assert desk.quietest == "Paling longgar: Sen 30 Mar."
    assert notice_desk(odd_week, "Samsat: Pajak").quietest == ""


def test_a_desk_nobody_can_serve_stays_in_the_notice() -> None:
    """Left out, people would think they had overlooked it."""
    desk = notice_desk(replace(a_plan(), quotas=(), postings=(), proofs=()), "Samsat: Pajak")
    assert [day.closed for day in desk.days] == [
        "▨ Tidak ada pelayanan. Hari berikutnya diumumkan bersama kuota minggu depan."
    ]
    assert desk.why == "Tidak ada petugas yang dapat ditempatkan."


def test_tabs_name_today_and_tomorrow_only_when_the_day_is_known(odd_week: Plan) -> None:
    """A file that lies about on a phone for days must not say "today"."""
    assert [tab.title for tab in make_notice(odd_week, ID).tabs][:2] == ["Sen 30 Mar", "Sel 31 Mar"]
    tabs = make_notice(odd_week, ID, today=TUESDAY).tabs
    assert [tab.title for tab in tabs][1:3] == ["Hari ini, Sel 31 Mar", "Besok, Rab 1 Apr"]
    assert [tab.place for tab in tabs if tab.checked] == [2]


def test_counter_hours_are_told_by_days(large_week: Plan) -> None:
    """Monday to Friday alike, Saturday shorter."""
    assert make_notice(large_week, ID).hours == (
        "Sen-Jum 08.00-15.00, nomor terakhir 14.00",
        "Sab 08.00-12.00, nomor terakhir 11.00",
    )
