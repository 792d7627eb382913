"""The next holiday on its page: what is known at once, and what a check adds."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.staff import Leave
from planner.planning.holiday_check import HolidayCheck
from planner.planning.holiday_check_calendar import next_holiday
from planner.planning.holiday_check_kept import KIND, KeptCheck, keep_check
from planner.planning.stored import JobState
from tests.builders import a_mall
from tests.planner.planning.test_holiday_check_kept import a_check
from tests.webapp.conftest import ADMIN, NOW
from webapp.deps import deps

HOLIDAY = next_holiday(a_mall(), NOW.date())


def keep(check: HolidayCheck) -> None:
    """A check as the job keeps it."""
    with deps().store.read() as work:
        stamp = work.stamp()
    with deps().store.write(ADMIN, "test") as work:
        keep_check(work, KeptCheck(check=check, stamp=stamp, plan=None))


@pytest.fixture
def checked(app):
    """The application with a kept check of the next holiday."""
    with app.app_context():
        keep(a_check(holiday=HOLIDAY))
    return app


def text_of(client, address: str = "/holiday") -> str:
    return client.get(address).get_data(as_text=True)


def test_holiday_and_leave_are_known_without_a_check(app, signed_in) -> None:
    """No reasons, and whether the officer is back when the mall opens again."""
    leave = (Leave(officer="sari", first_day=HOLIDAY.opens_again, last_day=HOLIDAY.opens_again),)
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        work.mall.save(replace(work.mall.get(), leave=leave))
    html = text_of(signed_in("rina"))
    assert HOLIDAY.names[0] in html
    assert "Sari" in html
    assert "masih cuti saat buka lagi" in html
    assert "belum dihitung" in html


def test_asking_twice_is_one_job(app, signed_in) -> None:
    client = signed_in("rina")
    assert [client.post("/holiday").status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        (job,) = [j for j in deps().store.jobs.entries() if j.kind == KIND]
    assert job.state is JobState.QUEUED
    assert dict(job.payload)["after"] == NOW.date().isoformat()
    assert "Pemeriksaan libur" in text_of(client)


@pytest.mark.usefixtures("checked")
def test_a_check_shows_risks_and_ranked_measures(signed_in) -> None:
    html = text_of(signed_in("rina"))
    assert "90%" in html
    assert "satu petugas tambahan" in html
    assert "antrean terakhir pukul 14.30" in html
    assert "dilatih Kk" in html


@pytest.mark.usefixtures("checked")
def test_an_agency_head_sees_his_own_desks_and_no_totals(signed_in) -> None:
    """Disdukcapil's risk and measures; nothing of Samsat, nothing of the whole mall."""
    head = signed_in("kepala")
    html = text_of(head)
    assert "90%" in html
    assert "pajak" not in html.lower()
    assert "Seluruh mal" not in html
    assert "kunjungan seminggu" not in html
    assert head.post("/holiday").status_code == 403


def test_the_check_of_an_earlier_holiday_is_not_shown(app, signed_in) -> None:
    with app.app_context():
        keep(a_check())
    assert "belum dihitung" in text_of(signed_in("rina"))


def test_a_change_of_the_data_makes_the_check_stale(checked, signed_in) -> None:
    client = signed_in("rina")
    assert "berubah sejak dihitung" not in text_of(client)
    with checked.app_context(), deps().store.write(ADMIN, "test") as work:
        leave = (Leave(officer="budi", first_day=date(2026, 5, 4), last_day=date(2026, 5, 4)),)
        work.mall.save(replace(work.mall.get(), leave=leave))
    assert "berubah sejak dihitung" in text_of(client)


@pytest.mark.usefixtures("checked")
def test_it_speaks_english(signed_in) -> None:
    html = text_of(signed_in("rina"), "/holiday?lang=en")
    assert "Are we ready for the next holiday?" in html
    assert "one officer more" in html


def test_a_viewer_may_not_see_who_is_away(signed_in) -> None:
    assert signed_in("tamu").get("/holiday").status_code == 403


@pytest.mark.usefixtures("checked")
def test_the_total_says_how_much_of_it_is_at_risk_below(signed_in) -> None:
    """50 turned away in all, 20 and 5 of them on desk-days at risk; the worst day is said above its bars."""
    html = text_of(signed_in("rina"))
    assert "semua meja; 25 di antaranya pada meja-hari yang berisiko" in html
    assert "paling berat: 20 dari 25 kunjungan" in html
    assert "Diperkirakan datang" in html
    assert "Diharapkan" not in html


@pytest.mark.usefixtures("checked")
def test_every_measure_leads_to_where_it_is_done(signed_in) -> None:
    """Leave, an officer's skills, the staffing case of the desk, the last ticket; and to What-if and the roster."""
    html = text_of(signed_in("admin"))
    for address in ("/leave", "/officers/sari", "/staffing-case/pajak", "/settings/hours/last-tickets"):
        assert f'href="{address}"' in html
    week = HOLIDAY.week
    assert f'href="/whatif?week={week}"' in html
    assert f'href="/roster/{week}/"' in html


def test_desk_days_beyond_the_first_are_one_click_away(app, signed_in) -> None:
    """Fourteen at risk: twelve in sight, two behind the line that counts them, and all of them in the bars."""
    (first, *_) = a_check().risky
    many = tuple(replace(first, day=date(2026, 3, 23 + n % 5), turned_away=10.0) for n in range(14))
    with app.app_context():
        keep(a_check(holiday=HOLIDAY, risky=many))
    html = text_of(signed_in("rina"))
    assert "<summary>dan 2 meja-hari lagi</summary>" in html
    assert html.count("90%") == 14
    assert "30 dari 140 kunjungan" in html
