"""Three questions, the tally sheet and the doctor on their pages."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.domain.ids import DeskId
from planner.planning.stored import AuditFilter
from planner.report.tally_sheet import tally_form, write_tally_sheet
from tests.builders import a_forecast, a_mall
from tests.webapp.conftest import ADMIN, mall_of
from webapp.deps import deps

ANSWERS = {"tickets": "70", "officers": "4", "last_served": "14.50", "lunch": "two_groups"}


def minutes(app, desk: str = "adminduk") -> float:
    services = mall_of(app).services_of(DeskId(desk))
    return sum(s.visit_minutes for s in services) / len(services)


def test_every_desk_stands_with_its_minutes_and_what_they_rest_on(manager) -> None:
    html = manager.get("/calibrate").get_data(as_text=True)
    assert "Adminduk" in html
    assert "Pajak" in html
    assert "13,0" in html


def test_the_founding_figures_give_a_range_inside_13_to_21_and_nothing_is_kept(app, manager) -> None:
    """70 tickets, 4 officers, last served 14:50, lunch in two groups: the issue's own example."""
    before = mall_of(app)
    html = manager.post("/calibrate/adminduk", data=ANSWERS).get_data(as_text=True)
    assert "≈ 17,0 menit per kunjungan (antara 14,8 dan 19,3)" in html
    assert "13,0" in html
    assert "Kota Sorong" in html  # the catalogue beside it
    assert mall_of(app) == before


def test_using_the_figure_changes_the_desk_alone_and_stands_in_the_audit(app, manager, week) -> None:
    """The reason tells the answers; before and after are kept; the plan that rests on 13 minutes is stale."""
    answer = manager.post("/calibrate/adminduk/use", data=ANSWERS)
    assert answer.status_code == 303
    assert minutes(app) == pytest.approx(17.05, abs=0.1)
    assert minutes(app, "pajak") == 13.0
    with app.app_context(), deps().store.read() as work:
        rows = work.audit.entries(AuditFilter(action="mall"), limit=5)
        assert rows[0].reason == "tiga pertanyaan: 70 nomor, 4 petugas, selesai 14.50"
        assert rows[0].by == "rina"
        assert rows[0].before != rows[0].after
        assert work.plans.find_draft(week).stale


def test_an_old_figure_can_be_set_back(app, manager) -> None:
    """A range equal to the figure: measured."""
    manager.post("/calibrate/adminduk/use", data=ANSWERS)
    given = {"middle": "13,0", "low": "13", "high": "13.0", "reason": "kembali ke angka lama"}
    assert manager.post("/calibrate/adminduk/set", data=given).status_code == 303
    assert minutes(app) == 13.0
    assert not any(s.minutes_are_rough for s in mall_of(app).services_of(DeskId("adminduk")))


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"tickets": ""}, "f-tickets"),
        ({"tickets": "9999"}, "f-tickets"),
        ({"officers": "nol"}, "f-officers"),
        ({"last_served": "25.00"}, "f-last_served"),
        ({"last_served": "08.30"}, "tidak bisa selesai pukul 08.30"),
        ({"last_served": "07.00"}, "f-last_served"),
        ({"lunch": "makan"}, "f-lunch"),
    ],
    ids=["no tickets", "too many", "no number", "no time", "nothing fits", "before opening", "no such lunch"],
)
def test_a_bad_answer_is_told_at_its_field(app, manager, changed: dict[str, str], text: str) -> None:
    before = mall_of(app)
    for address in ("/calibrate/adminduk", "/calibrate/adminduk/use"):
        answer = manager.post(address, data={**ANSWERS, **changed})
        assert answer.status_code == 422
        assert text in answer.get_data(as_text=True)
    assert mall_of(app) == before


@pytest.mark.parametrize(
    "changed",
    [{"middle": "x"}, {"middle": "0"}, {"low": "15"}, {"high": "12"}, {"reason": ""}],
    ids=["a word", "nothing", "least above", "most below", "no reason"],
)
def test_a_figure_set_by_hand_must_make_sense(app, manager, changed: dict[str, str]) -> None:
    given = {"middle": "14", "low": "13", "high": "16", "reason": "diukur kantor induk", **changed}
    assert manager.post("/calibrate/adminduk/set", data=given).status_code == 422
    assert minutes(app) == 13.0


def test_a_head_measures_his_own_desk_only(signed_in, app) -> None:
    head = signed_in("kepala")
    assert "Pajak" not in head.get("/calibrate").get_data(as_text=True)
    assert head.post("/calibrate/adminduk/use", data=ANSWERS).status_code == 303
    for address in ("/calibrate/pajak", "/tally/pajak", "/tally/pajak/sheet.pdf"):
        assert head.get(address).status_code == 404
    assert head.post("/calibrate/pajak/use", data=ANSWERS).status_code == 404
    assert minutes(app, "pajak") == 13.0
    assert head.get("/doctor").status_code == 403


def a_filled_sheet(folder: Path, desk: str = "adminduk", day: str = "2026-01-29", visits: int = 6) -> bytes:
    """The sheet as downloaded, with 4 at the door, 10 people at 08:00, 6 at 09:00, visits of 15 minutes, 2 refused."""
    mall = a_mall()
    _, path = write_tally_sheet(tally_form(mall, mall.get_desk(DeskId(desk))), folder)
    book = openpyxl.load_workbook(path)
    sheet = book["turus"]
    sheet["B5"], sheet["B6"], sheet["B7"] = day, 2, "11:30"
    sheet["B10"] = 4
    for row in range(11, 26):
        if sheet.cell(row, 1).value in ("08:00", "09:00"):
            sheet.cell(row, 2).value = 10 if sheet.cell(row, 1).value == "08:00" else 6
    for number in range(visits):
        sheet.cell(10 + number, 5).value = f"08:{number:02d}"
        sheet.cell(10 + number, 6).value = f"08:{15 + number + number % 2:02d}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(client, content: bytes, name: str = "turus.xlsx", desk: str = "adminduk"):
    data = {"file": (io.BytesIO(content), name)}
    return client.post(f"/tally/{desk}", data=data, content_type="multipart/form-data")


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_sheet_comes_as_pdf_and_xlsx(manager, kind: str, start: bytes) -> None:
    answer = manager.get(f"/tally/adminduk/sheet.{kind}")
    assert answer.status_code == 200
    assert answer.data.startswith(start)
    assert f"turus-adminduk.{kind}" in answer.headers["Content-Disposition"]


def test_a_filled_sheet_is_shown_first_and_flows_into_mall_and_history(app, manager, tmp_path: Path) -> None:
    """20 people, 2 refused: 18 visits on a full day that sold out 11:30; minutes 13 -> 15,5; undone as an import."""
    address = hand_in(manager, a_filled_sheet(tmp_path)).headers["Location"]
    html = manager.get(address).get_data(as_text=True)
    assert "13,0 → 15,5 menit" in html
    assert "11.30" in html
    before = mall_of(app)
    assert before.profiles == ()
    assert manager.post(f"{address}/save").status_code == 303
    assert minutes(app) == pytest.approx(15.5, abs=0.02)
    (profile,) = mall_of(app).profiles
    assert (profile.desk, profile.at_open, profile.measured) == ("adminduk", 0.2, True)
    with app.app_context(), deps().store.read() as work:
        (count,) = [c for c in work.history.load().days if c.refused]
        assert (count.visits, count.refused, f"{count.quota_full_at:%H:%M}", count.is_full) == (18, 2, "11:30", True)
        newest = work.imports.entries()[0]
    manager.post(f"/imports/{newest.id}/undo")
    assert mall_of(app) == before
    assert manager.get(address).status_code == 404


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"desk": "pajak"}, "bukan untuk meja Adminduk"),
        ({"day": "2026-02-04"}, "belum tiba"),
        ({"day": "31/31/2026"}, "31/31/2026"),
    ],
    ids=["another desk", "tomorrow", "no date"],
)
def test_a_sheet_that_cannot_be_is_refused_whole(
    app, manager, tmp_path: Path, changes: dict[str, str], text: str
) -> None:
    before = mall_of(app)
    address = hand_in(manager, a_filled_sheet(tmp_path, **changes)).headers["Location"]
    answer = manager.get(address)
    assert answer.status_code == 422
    assert text in answer.get_data(as_text=True)
    assert manager.post(f"{address}/save").status_code == 303
    assert mall_of(app) == before


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [(b"PK\x03\x04rusak", "turus.xlsx", 303), (b"x", "turus.exe", 422)],
    ids=["damaged", "of no known kind"],
)
def test_a_file_that_is_no_sheet_is_told_so(manager, content: bytes, name: str, status: int) -> None:
    answer = hand_in(manager, content, name)
    assert answer.status_code == status
    if status == 303:
        assert manager.get(answer.headers["Location"]).status_code == 422


def test_nobody_reads_the_sheet_of_somebody_else(signed_in, manager, tmp_path: Path) -> None:
    address = hand_in(manager, a_filled_sheet(tmp_path)).headers["Location"]
    assert signed_in("admin").get(address).status_code == 404


def test_the_doctor_names_what_is_worth_most_with_its_page(manager) -> None:
    """Nobody measured arrivals in the small mall: the tally of the busiest desk is a link."""
    html = manager.get("/doctor").get_data(as_text=True)
    assert "Pola datang di 3 meja adalah anggapan" in html
    assert 'href="/tally/adminduk"' in html
    assert "loketplan calibrate" not in html


def test_the_doctor_tells_contradictions_of_the_stored_mall(app, manager) -> None:
    """Nobody can serve legalisir any more."""
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        mall = work.mall.get()
        work.mall.save(replace(mall, skills=tuple(s for s in mall.skills if s.service != "legalisir")))
    html = manager.get("/doctor").get_data(as_text=True)
    assert "tidak ada petugas yang mampu" in html
    assert 'href="/officers"' in html


def test_the_minutes_of_a_desk_are_met_at_the_forecast_mix_of_its_services(app, manager) -> None:
    """Nine of ten come for KTP: 5 and 45 minutes are 9 on average, so a figure of 9 changes no service."""
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        mall = work.mall.get()
        needs = {"ktp": 2.0, "kk": 42.0}
        services = tuple(replace(s, need_minutes=needs.get(s.id, s.need_minutes)) for s in mall.services)
        work.mall.save(replace(mall, services=services))
        rows = [a_forecast("adminduk", mean=18, service="ktp"), a_forecast("adminduk", mean=2, service="kk")]
        work.forecasts.issue(rows, date(2026, 1, 31))
    assert "9,0" in manager.get("/calibrate/adminduk").get_data(as_text=True)
    given = {"middle": "9", "low": "9", "high": "9", "reason": "diukur"}
    assert manager.post("/calibrate/adminduk/set", data=given).status_code == 303
    assert [s.visit_minutes for s in mall_of(app).services_of(DeskId("adminduk"))] == [5.0, 45.0]
