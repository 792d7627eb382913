"""Settings of the mall: what a page shows, what it would change, and what is kept."""

import re
from dataclasses import fields, replace
from datetime import time, timedelta

import pytest

from planner.domain.history import DayCount, History
from planner.domain.mall import Assumptions, Prices, Rules
from planner.domain.periods import DayType
from planner.domain.promise import Promise
from planner.planning.stored import AuditFilter, ImportContent
from tests.builders import MONDAY
from tests.webapp.conftest import ADMIN, WEEK, text_of

REASON = "edaran wali kota"
HOURS = {
    "s1_id": "pagi",
    "s1_start": "08.00",
    "s2_id": "siang",
    "s2_start": "11.00",
    "s3_id": "sore",
    "s3_start": "13.30",
    "close": "15.00",
    "last_ticket": "14.00",
    "break_minutes": "60",
    "break_starts": "11.30, 12.00, 12.30",
}


@pytest.fixture
def admin(signed_in):
    return signed_in("admin")


def mall_of(app):
    with app.extensions["loketplan"].store.read() as work:
        return work.mall.get()


def version_of(app) -> int:
    with app.extensions["loketplan"].store.read() as work:
        return work.mall.version()


def is_stale(app) -> bool:
    with app.extensions["loketplan"].store.read() as work:
        return work.plans.find_draft(WEEK).stale


def look(browser, address: str, values: dict):
    return browser.post(address, data={**values, "step": "look"})


def keep(app, browser, address: str, values: dict, **more: str):
    sent = {"based_on": str(version_of(app)), "reason": REASON, **values, "step": "save", **more}
    return browser.post(address, data=sent)


def test_the_form_of_a_day_holds_todays_hours(admin) -> None:
    """What is sent back unchanged changes nothing."""
    html = text_of(admin, "/settings/hours/normal")
    assert all(f'value="{value}"' in html for value in HOURS.values())
    answer = look(admin, "/settings/hours/normal", HOURS)
    assert answer.status_code == 303
    assert "Tidak ada yang berubah" in text_of(admin, answer.headers["Location"])


def test_looking_shows_before_and_after_and_the_stale_week_and_keeps_nothing(app, admin) -> None:
    """Closing at 15.30 lengthens the last session; the planned week rests on these hours."""
    answer = look(admin, "/settings/hours/normal", {**HOURS, "close": "15.30"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "sore 13.30-15.00" in html
    assert "sore 13.30-15.30" in html
    assert "minggu ke-6" in html
    assert version_of(app) == 1
    assert not is_stale(app)


def test_kept_hours_are_one_version_one_row_of_history_and_mark_the_plan(app, admin) -> None:
    """The reason stands with the version and in the history."""
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "close": "15.30"})
    assert answer.status_code == 303
    assert mall_of(app).timetables[DayType.NORMAL].close == time(15, 30)
    assert is_stale(app)
    with app.extensions["loketplan"].store.read() as work:
        rows = [entry for entry in work.audit.entries(AuditFilter(action="mall")) if entry.reason == REASON]
        assert [entry.action for entry in rows] == ["mall.changed"]
        assert work.mall.versions()[0].reason == REASON
        assert work.mall.version() == 2


def test_nothing_is_kept_without_a_reason(app, admin) -> None:
    """The preview comes back with the fault at its field."""
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "close": "15.30"}, reason=" ")
    assert answer.status_code == 422
    assert 'href="#f-reason"' in answer.get_data(as_text=True)
    assert version_of(app) == 1


def test_two_editors_never_overwrite_each_other_silently(app, admin) -> None:
    """The second one sees what holds now as the state before, who changed it and why, and must save again."""
    first = str(version_of(app))
    keep(app, admin, "/settings/hours/normal", {**HOURS, "close": "15.30"})
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "last_ticket": "13.45"}, based_on=first)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "sore 13.30-15.30" in html
    assert "admin" in html
    assert REASON in html
    assert mall_of(app).timetables[DayType.NORMAL].close == time(15, 30)
    based_on = re.search(r'name="based_on" value="(\d+)"', html)
    assert based_on
    again = keep(app, admin, "/settings/hours/normal", {**HOURS, "last_ticket": "13.45"}, based_on=based_on[1])
    assert again.status_code == 303
    assert mall_of(app).timetables[DayType.NORMAL].last_ticket == time(13, 45)


@pytest.mark.parametrize("based_on", ["", "9" * 5000, "-1", "٣"], ids=["none", "long", "negative", "other digits"])
def test_a_form_that_names_no_version_is_only_previewed(app, admin, based_on: str) -> None:
    """Nobody knows what it was filled in from."""
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "close": "15.30"}, based_on=based_on)
    assert answer.status_code == 409
    assert version_of(app) == 1


def test_changing_again_keeps_what_was_typed(admin) -> None:
    """From the preview back to the form."""
    answer = admin.post("/settings/hours/normal", data={**HOURS, "close": "15.20", "step": "edit"})
    assert answer.status_code == 200
    assert 'value="15.20"' in answer.get_data(as_text=True)


def test_a_kind_of_day_gets_hours_of_its_own_and_gives_them_back(app, admin) -> None:
    """Friday follows ordinary days, has a shorter day of two sessions, and follows again."""
    assert "mengikuti: Biasa" in text_of(admin, "/settings/hours/friday")
    friday = {**HOURS, "s2_id": "sore", "s2_start": "13.00", "s3_id": "", "s3_start": "", "break_starts": ""}
    assert keep(app, admin, "/settings/hours/friday", friday).status_code == 303
    made = mall_of(app).timetables[DayType.FRIDAY]
    assert [(s.id, s.start, s.end) for s in made.sessions] == [
        ("pagi", time(8), time(13)),
        ("sore", time(13), time(15)),
    ]
    assert [w.end for w in made.windows] == [time(13), time(14)]
    assert keep(app, admin, "/settings/hours/friday", {**friday, "follow": "1"}).status_code == 303
    assert set(mall_of(app).timetables) == {DayType.NORMAL}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"s1_start": "25.00"}, "s1_start", "Bukan jam"),
        ({"s2_start": "07.00"}, "s2_start", "Harus sesudah 08.00"),
        ({"close": "13.30"}, "close", "Harus sesudah 13.30"),
        ({"s2_id": "pagi"}, "s1_id", "dipakai dua kali"),
        ({"s1_id": "=1+1"}, "s1_id", "rumus"),
        ({"last_ticket": "15.01"}, "last_ticket", "paling lambat saat tutup"),
        ({"last_ticket": ""}, "last_ticket", "Isi bagian ini"),
        ({"break_minutes": "181"}, "break_minutes", "antara 0 dan 180"),
        ({"break_starts": "13.00"}, "break_starts", "tidak muat dalam satu sesi"),
        ({"break_starts": "09.00 11.30"}, "break_starts", "sesi yang sama"),
        ({"break_starts": "siang"}, "break_starts", "Bukan jam"),
        ({"w1_id": "satu", "w1_start": "07.00", "w1_end": "09.00"}, "w1_start", "antara jam buka"),
        ({"w1_id": "satu", "w1_start": "09.00", "w1_end": "08.30"}, "w1_end", "Harus sesudah 09.00"),
        ({"w1_id": "satu"}, "w1_start", "Isi bagian ini"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(app, admin, change, field: str, words: str) -> None:
    """The rules of the records themselves, in the reader's words."""
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, **change})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in html
    assert words in html
    assert version_of(app) == 1


def test_a_session_that_a_leave_names_keeps_its_name(app, admin, manager) -> None:
    """An import would refuse a leave of a session that is none; so does the page, before anything is kept."""
    absence = {"officer": "sari", "first_day": "02/02/2026", "sessions": "sore", "step": "save"}
    assert manager.post("/leave/new", data=absence).status_code == 303
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "s3_id": "petang"})
    assert answer.status_code == 422
    assert "Sesi sore masih disebut di cuti" in answer.get_data(as_text=True)


def test_open_days_of_agencies_are_ticked_day_by_day(app, admin) -> None:
    """Samsat opens on Saturday too; an agency without any day is refused."""
    weekdays = ["0", "1", "2", "3", "4"]
    answer = keep(app, admin, "/settings/hours/open-days", {"open1": weekdays, "open2": [*weekdays, "5"]})
    assert answer.status_code == 303
    assert [agency.open_weekdays for agency in mall_of(app).agencies] == [(0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5)]
    refused = keep(app, admin, "/settings/hours/open-days", {"open1": weekdays})
    assert refused.status_code == 422
    assert "paling sedikit satu hari" in refused.get_data(as_text=True)


def test_a_desk_may_stop_giving_tickets_earlier_within_the_hours(app, admin) -> None:
    """Adminduk at 13.30; 16.00 is after closing."""
    assert keep(app, admin, "/settings/hours/last-tickets", {"last1": "13.30"}).status_code == 303
    assert [desk.last_ticket for desk in mall_of(app).desks] == [time(13, 30), None, None]
    answer = keep(app, admin, "/settings/hours/last-tickets", {"last1": "13.30", "last2": "16.00"})
    assert answer.status_code == 422
    assert 'href="#f-last2"' in answer.get_data(as_text=True)
    answer = keep(app, admin, "/settings/hours/normal", {**HOURS, "close": "13.45", "last_ticket": "13.30"})
    assert answer.status_code == 303


def test_the_calendar_leads_to_the_hours_for_who_may_change_them(admin, manager) -> None:
    """The manager may not, and is not led there."""
    assert "/settings/hours" in text_of(admin, "/calendar")
    assert "/settings/hours" not in text_of(manager, "/calendar")
    assert manager.get("/settings/hours").status_code == 403


PROMISE = {"wait_minutes": "30", "wait_share": "90", "finish": "95", "grace": "15"}


def test_the_promise_is_changed_with_a_reason(app, admin) -> None:
    """Shown before, in per cent; out of range is refused beside the field."""
    html = look(admin, "/settings", {**PROMISE, "wait_minutes": "45"}).get_data(as_text=True)
    assert "Tunggu paling lama" in html
    assert keep(app, admin, "/settings", {**PROMISE, "wait_minutes": "45"}, reason="").status_code == 422
    assert keep(app, admin, "/settings", {**PROMISE, "wait_minutes": "45", "wait_share": "92,5"}).status_code == 303
    assert mall_of(app).promise == Promise(wait_minutes=45, wait_share=0.925)
    answer = keep(app, admin, "/settings", {**PROMISE, "wait_share": "100"})
    assert answer.status_code == 422
    assert 'href="#f-wait_share"' in answer.get_data(as_text=True)


def test_a_promise_of_half_a_per_cent_outlives_another_change(app, admin) -> None:
    """92,5 % imported stays 92,5 % when only the grace is changed."""
    keep(app, admin, "/settings", {**PROMISE, "wait_share": "92,5"})
    assert 'value="92,5"' in text_of(admin, "/settings")
    keep(app, admin, "/settings", {**PROMISE, "wait_share": "92,5", "grace": "20"})
    assert mall_of(app).promise == Promise(wait_share=0.925, grace_minutes=20)


A3 = {"id": "A3", "agency": "disdukcapil", "desk": "", "equipment": ""}


def counters_of(app) -> dict:
    return {counter.id: counter for counter in mall_of(app).counters}


def test_a_counter_is_added_and_its_equipment_listed(app, admin) -> None:
    """Words parted by semicolons, each once, as an import reads them."""
    new = {"id": "A4", "agency": "disdukcapil", "desk": "adminduk", "equipment": "kamera; pencetak;kamera"}
    assert keep(app, admin, "/settings/counters/new", new).status_code == 303
    made = counters_of(app)["A4"]
    assert (made.desk, made.equipment) == ("adminduk", ("kamera", "pencetak"))
    assert "pencetak" in text_of(admin, "/settings/counters")


def test_a_counter_is_renamed_in_its_place(app, admin) -> None:
    """One line of difference, the order of counters stays."""
    html = look(admin, "/settings/counters/of/A3", {**A3, "id": "A5"}).get_data(as_text=True)
    assert "1 perubahan" in html
    assert keep(app, admin, "/settings/counters/of/A3", {**A3, "id": "A5"}).status_code == 303
    assert list(counters_of(app)) == ["A1", "A2", "A5", "B1", "B2"]


def test_a_counter_where_somebody_sits_is_not_removed(app, admin) -> None:
    """A1 is in the roster of the planned week; the page offers no removal and a forged one is refused."""
    assert 'name="remove"' not in text_of(admin, "/settings/counters/of/A1")
    values = {"id": "A1", "agency": "disdukcapil", "desk": "adminduk"}
    for change in ({"remove": "1"}, {"agency": "samsat", "desk": "pajak"}):
        answer = keep(app, admin, "/settings/counters/of/A1", {**values, **change})
        assert answer.status_code == 422
        assert "Masih ada petugas" in answer.get_data(as_text=True)
    assert version_of(app) == 1


def test_a_free_counter_is_removed(app, admin) -> None:
    """Nobody is posted at B2; the preview shows all that goes."""
    values = {"id": "B2", "agency": "samsat", "desk": "", "remove": "1"}
    assert "Loket B2" in look(admin, "/settings/counters/of/B2", values).get_data(as_text=True)
    assert keep(app, admin, "/settings/counters/of/B2", values).status_code == 303
    assert list(counters_of(app)) == ["A1", "A2", "A3", "B1"]


def test_what_a_desk_loses_is_said_before(admin) -> None:
    """Legalisir sits only at A3, which any desk may use: given to Adminduk it leaves Legalisir without a place."""
    html = look(admin, "/settings/counters/of/A3", {**A3, "desk": "adminduk"}).get_data(as_text=True)
    assert "Meja Legalisir tidak punya loket lagi" in html


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"id": ""}, "id", "Isi bagian ini"),
        ({"id": "a1"}, "id", "Kode ini sudah dipakai"),
        ({"id": "=A1"}, "id", "rumus"),
        ({"id": "9E15"}, "id", "dibulatkan"),
        ({"agency": ""}, "agency", "Pilih salah satu"),
        ({"desk": "pajak"}, "desk", "milik instansi lain"),
        ({"equipment": "#REF!"}, "equipment", "Kesalahan rumus"),
    ],
)
def test_counters_that_cannot_be_are_refused_at_their_field(app, admin, change, field: str, words: str) -> None:
    """Ids that differ in capitals only are one, as in an import."""
    answer = keep(app, admin, "/settings/counters/of/A3", {**A3, **change})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in html
    assert words in html
    assert version_of(app) == 1


KTP = {
    "name": "Ktp",
    "desk": "adminduk",
    "setup_minutes": "3",
    "need_minutes": "10",
    "need_minutes_low": "",
    "need_minutes_high": "",
    "need_cv": "0,5",
    "needs_share": "100/0/0/0",
    "priority_share": "0",
    "own_cap": "",
    "own_floor": "",
    "equipment": "",
}


def ktp_of(app):
    return next(service for service in mall_of(app).services if service.id == "ktp")


def test_a_service_is_changed_in_all_that_a_plan_reads(app, admin) -> None:
    """Minutes with their range, needs, priority, limits and equipment; the rest of the mall stays."""
    keep(app, admin, "/settings/counters/of/A3", {**A3, "equipment": "kamera"})
    before = mall_of(app)
    change = {
        "setup_minutes": "2,5",
        "need_minutes": "9",
        "need_minutes_low": "6",
        "need_minutes_high": "15",
        "needs_share": "62/25/9/4",
        "priority_share": "8,5",
        "own_cap": "40",
        "own_floor": "10",
        "equipment": "kamera",
    }
    html = look(admin, "/settings/services/of/ktp", {**KTP, **change}).get_data(as_text=True)
    assert "100/0/0/0" in html
    assert "62/25/9/4" in html
    assert keep(app, admin, "/settings/services/of/ktp", {**KTP, **change}).status_code == 303
    made = ktp_of(app)
    assert (made.setup_minutes, made.need_minutes, made.need_minutes_low, made.need_minutes_high) == (2.5, 9, 6, 15)
    assert made.needs_share == pytest.approx((0.62, 0.25, 0.09, 0.04))
    assert (made.priority_share, made.own_cap, made.own_floor, made.equipment) == (0.085, 40, 10, "kamera")
    others = tuple(made if service.id == "ktp" else service for service in before.services)
    assert replace(before, services=others) == mall_of(app)


def test_decimals_that_are_not_shown_are_not_lost(app, admin) -> None:
    """Minutes that were measured have more decimals than the form; what is left as it stood stays as it was."""
    with app.extensions["loketplan"].store.write(ADMIN, "test") as work:
        mall = work.mall.get()
        odd = replace(ktp_of(app), need_minutes=9.123456789, needs_share=(1 / 3, 1 / 3, 1 / 3, 0.0))
        work.mall.save(replace(mall, services=tuple(odd if s.id == "ktp" else s for s in mall.services)))
    values = {**KTP, "need_minutes": "9,1235", "needs_share": "33,3333/33,3333/33,3333/0", "need_cv": "0,6"}
    assert keep(app, admin, "/settings/services/of/ktp", values).status_code == 303
    assert ktp_of(app) == replace(odd, need_cv=0.6)


def test_equipment_that_stands_nowhere_near_is_said_before(app, admin) -> None:
    """The camera stands at Samsat only."""
    keep(app, admin, "/settings/counters/of/B2", {"id": "B2", "agency": "samsat", "equipment": "kamera"})
    html = look(admin, "/settings/services/of/ktp", {**KTP, "equipment": "kamera"}).get_data(as_text=True)
    assert "Layanan Ktp memakai kamera" in html


def test_a_service_joins_another_queue_of_its_agency_only(app, admin) -> None:
    """KTP to the desk of legalisir; Samsat's desk is not offered."""
    assert keep(app, admin, "/settings/services/of/ktp", {**KTP, "desk": "legalisir"}).status_code == 303
    assert ktp_of(app).desk == "legalisir"
    answer = keep(app, admin, "/settings/services/of/ktp", {**KTP, "desk": "pajak"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": " "}, "name", "Isi bagian ini"),
        ({"setup_minutes": "61"}, "setup_minutes", "di luar batas"),
        ({"need_minutes": "lama"}, "need_minutes", "Bukan angka"),
        ({"need_minutes": "0,4"}, "need_minutes", "di luar batas"),
        ({"need_minutes_low": "5"}, "need_minutes_high", "atau kosongkan keduanya"),
        ({"need_minutes_low": "11", "need_minutes_high": "12"}, "need_minutes_low", "di antara terpendek"),
        ({"needs_share": "60/30"}, "needs_share", "tidak berjumlah 100"),
        ({"needs_share": "120/-20"}, "needs_share", "tidak negatif"),
        ({"needs_share": "20/20/20/20/20"}, "needs_share", "paling banyak empat"),
        ({"priority_share": "101"}, "priority_share", "di luar batas"),
        ({"own_floor": "5", "own_cap": "4"}, "own_floor", "tidak boleh melebihi"),
        ({"own_cap": "-1"}, "own_cap", "Bukan bilangan bulat"),
        ({"equipment": "kapal"}, "equipment", "Pilih salah satu"),
    ],
)
def test_services_that_cannot_be_are_refused_at_their_field(app, admin, change, field: str, words: str) -> None:
    """The rules of the record and of the sheet of services."""
    answer = keep(app, admin, "/settings/services/of/ktp", {**KTP, **change})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in html
    assert words in html
    assert version_of(app) == 1


def test_a_counted_service_stays_at_its_desk(app, admin) -> None:
    """Its counts name the desk; an import would refuse them at another one."""
    with app.extensions["loketplan"].store.write(ADMIN, "test") as work:
        count = DayCount(day=MONDAY - timedelta(days=40), desk="adminduk", service="ktp", visits=9)
        work.imports.add(ImportContent(file_name="a", file_hash="a" * 64, history=History(days=(count,))))
    answer = keep(app, admin, "/settings/services/of/ktp", {**KTP, "desk": "legalisir"})
    assert answer.status_code == 422
    assert "sudah tercatat di meja lamanya (kunjungan)" in answer.get_data(as_text=True)


ALL_RULES = dict.fromkeys((field.name for field in fields(Rules)), "1")
PRICES = {
    "uncovered_lunch_half_hour": "6",
    "agency_without_anybody": "16",
    "no_supervisor": "4",
    "officer_missing": "8",
    "deep_visits": "0,6",
    "deep_share": "30",
}
ASSUMPTIONS = {
    "return_share": "50",
    "spill": "50",
    "window_start_share": "30",
    "counter_share": "80",
    "equity_floor_share": "0",
    "max_change_share": "100",
}


def test_a_rule_is_switched_off_and_the_plan_is_marked(app, admin) -> None:
    """A plan names the rules that are off, so it rests on them."""
    values = {name: "1" for name in ALL_RULES if name != "wishes"}
    html = look(admin, "/settings/rules", values).get_data(as_text=True)
    assert "Keinginan petugas" in html
    assert "minggu ke-6" in html
    assert keep(app, admin, "/settings/rules", values).status_code == 303
    assert mall_of(app).rules.off == ("wishes",)
    assert is_stale(app)
    assert keep(app, admin, "/settings/rules", ALL_RULES).status_code == 303
    assert not is_stale(app)


def test_the_rules_that_always_hold_are_told_with_the_reason(admin) -> None:
    """Nobody looks for a switch that is not there; every rule of the checker stands on the page once."""
    html = text_of(admin, "/settings/rules")
    assert "Tidak dapat dimatikan" in html
    assert "tidak punya keahlian" in html
    assert 'name="skill_held"' not in html


def test_prices_and_assumptions_are_changed_in_their_units(app, admin) -> None:
    """Visits, and per cent."""
    assert (
        keep(app, admin, "/settings/prices", {**PRICES, "no_supervisor": "4,5", "deep_share": "20"}).status_code == 303
    )
    assert mall_of(app).prices == Prices(no_supervisor=4.5, deep_share=0.2)
    assert keep(app, admin, "/settings/assumptions", {**ASSUMPTIONS, "max_change_share": "25"}).status_code == 303
    assert mall_of(app).assumptions == Assumptions(max_change_share=0.25)


@pytest.mark.parametrize(
    ("address", "change", "field"),
    [
        ("prices", {"officer_missing": "-1"}, "officer_missing"),
        ("prices", {"officer_missing": "1001"}, "officer_missing"),
        ("prices", {"deep_share": "mahal"}, "deep_share"),
        ("assumptions", {"spill": "101"}, "spill"),
        ("assumptions", {"spill": ""}, "spill"),
        ("assumptions", {"counter_share": "5"}, "counter_share"),
    ],
)
def test_numbers_outside_their_limits_are_refused_at_their_field(app, admin, address: str, change, field: str) -> None:
    """The limits stand in the hint of each."""
    values = {**(PRICES if address == "prices" else ASSUMPTIONS), **change}
    answer = keep(app, admin, f"/settings/{address}", values)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.get_data(as_text=True)
    assert version_of(app) == 1
