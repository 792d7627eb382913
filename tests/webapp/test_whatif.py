"""What-if pages: built from sentences, run once, compared with the rights of who looks, written down with a preview."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.mall import Supply
from planner.domain.staff import Leave
from planner.planning.edit_plan import InlineExecutor
from planner.planning.kept_scenarios import JOB_KIND, Draft, answer_key, keep_answer, read_for, write_drafts
from planner.planning.ports import Store
from planner.planning.simulations import Simulations
from planner.planning.stored import Actor, JobRequest, JobState, Role
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import WhatIfSettings, make_base_week
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from tests.builders import MONDAY
from tests.webapp.conftest import ADMIN, WEEK, fresh_plan, text_of
from tests.webapp.test_pages import faults_of
from webapp.deps import deps
from webapp.whatif.drafts import without_row
from webapp.whatif.kinds import KINDS

QUICK = WhatIfSettings(
    solve_seconds=1,
    proof=ProofSettings(days=60),
    search=SearchSettings(bracket_days=30, days=60, close_days=60),
)
AWAY = Draft(
    token="aaaa",
    name="Dewi sakit",
    reason="rapat",
    rows=({"kind": "absent", "officer": "dewi", "from": "2026-02-02", "to": "2026-02-03"},),
    by="rina",
)
LESS = Draft(
    token="bbbb",
    name="Sepi di Adminduk",
    rows=({"kind": "demand", "factor": [0.5, 0.5], "desk": "adminduk"},),
    agency="disdukcapil",
    by="kepala",
)
BOTH = (AWAY, LESS)
HEAD = Actor(name="kepala", role=Role.AGENCY_HEAD, agency="disdukcapil")


@pytest.fixture(scope="session")
def answers() -> dict[str, Answer]:
    """The answers of both drafts beside the stored draft of the week, looked at less hard; by token."""
    plan = fresh_plan()
    simulations = Simulations(executor=InlineExecutor(), promise=plan.input.mall.promise)
    base = make_base_week(plan, simulations, QUICK)
    read = {draft.token: read_for(draft.raw(), plan.input.mall, None) for draft in BOTH}
    sweep = Sweep(base={WEEK: base}, executor=InlineExecutor(), settings=QUICK)
    found = zip(read, sweep.answers(tuple(read.values())), strict=True)
    return {token: answer for token, answer in found if answer}


@pytest.fixture
def store(app: Flask) -> Store:
    with app.app_context():
        return deps().store


@pytest.fixture
def drafts(store: Store) -> None:
    """A draft of the manager's and one of a head's."""
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [AWAY])
        write_drafts(work, LESS.agency, [LESS])


@pytest.fixture
def answered(store: Store, answers: dict[str, Answer]) -> None:
    """Both drafts with their answers."""
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [AWAY])
        write_drafts(work, LESS.agency, [LESS])
        plan = work.plans.get(f"{WEEK}-v2")
        for draft in BOTH:
            scenario = read_for(draft.raw(), plan.input.mall, None)
            keep_answer(work, answer_key(plan, scenario), answers[draft.token])


def jobs_of(store: Store) -> list:
    return [job for job in store.jobs.entries() if job.kind == JOB_KIND]


def test_an_empty_page_offers_what_fits_the_mall(manager: FlaskClient) -> None:
    """No desk of the small mall makes police certificates, so the CPNS intake is not offered."""
    html = text_of(manager, "/whatif")
    assert "Setelah Lebaran" in html
    assert "Petugas sakit dua hari" in html
    assert "CPNS" not in html
    assert manager.post("/whatif/ready/cpns_intake").location.endswith("/whatif?week=2026-W06")
    assert manager.post("/whatif/ready/apa").status_code == 404


def test_a_ready_set_is_one_click_and_filled_in_from_the_plan(manager: FlaskClient) -> None:
    """`pajak` turns away 4 of 20, `adminduk` 2.5 of 40: Dewi, who sits there, is the one who is sick."""
    html = manager.post("/whatif/ready/sick", follow_redirects=True).get_data(as_text=True)
    assert "Dewi tidak ada, Sen 2 Feb - Sel 3 Feb" in html
    html = manager.post("/whatif/ready/one_more", follow_redirects=True).get_data(as_text=True)
    assert "Tambah 1 petugas di Pajak" in html
    html = manager.post("/whatif/ready/after_lebaran", follow_redirects=True).get_data(as_text=True)
    assert html.count("setelah Lebaran”, × 1,25-1,5, beberapa layanan sampai 4,5, di") >= 2


GIVEN: dict[str, tuple[dict[str, str], str]] = {
    "officer_added": (
        {"count": "2", "desk": "pajak", "from": "03/02/2026"},
        "Tambah 2 petugas di Pajak, mulai Sel 3 Feb",
    ),
    "absent": ({"officer": "sari", "from": "02/02/2026", "to": "02/02/2026"}, "Sari tidak ada, Sen 2 Feb"),
    "skill_added": (
        {"officer": "sari", "service": "legalisir", "pace": "0,9"},
        "Sari dilatih Legalisir (kecepatan 0,90)",
    ),
    "leave_moved": (
        {"leave": "budi~2026-02-03~2026-02-03", "new_from": "10/02/2026"},
        "Cuti Budi, Sel 3 Feb mulai Sel 10 Feb",
    ),
    "officer_removed": ({"officer": "dewi"}, "Dewi keluar dari mal"),
    "demand": ({"factor": "1,25-1,5", "where": "service:ktp"}, "Permintaan × 1,25-1,5 di Ktp"),
    "surge": (
        {"surge": "after_lebaran", "where": ""},
        "setelah Lebaran”, × 1,25-1,5, beberapa layanan sampai 4,5, di meja yang merasakannya",
    ),
    "hours": ({"open": "07.30", "close": "", "agency": ""}, "Jam lain di seluruh mal: buka 07.30"),
    "opened": (
        {"date": "07/02/2026", "day_name": "Sabtu ceria", "open": "08.00", "close": "12.00", "agency": "samsat"},
        "Buka Sab 7 Feb di Samsat: Sabtu ceria (buka 08.00, tutup 12.00)",
    ),
    "closed": (
        {"date": "06/02/2026", "day_name": "Cuti bersama", "agency": ""},
        "Tutup Jum 6 Feb di seluruh mal: Cuti",
    ),
    "last_ticket": ({"last_ticket": "13.00", "desk_or_all": "pajak"}, "Antrean terakhir 13.00 di Pajak"),
    "windows": ({"windows": "2"}, "Antrean dibagi 2 gelombang sehari"),
    "breaks": ({"minutes": "0"}, "Tanpa istirahat"),
    "desk_design": (
        {"desk": "adminduk", "design": "fast_lane", "lane": "1"},
        "jalur cepat untuk satu keperluan (1 petugas)",
    ),
    "counters": ({"desk": "pajak", "more": "-1"}, "1 loket kurang di Pajak"),
    "equipment": ({"desk": "adminduk", "equipment": "kamera", "units": "1"}, "1 loket di Adminduk punya kamera"),
    "supplies": ({"item": "blanko", "stock": "300"}, "Persediaan blanko 300"),
    "minutes": ({"scope": "desk:pajak", "times": "1,2"}, "Lama layanan × 1,2 di Pajak"),
    "promise": (
        {"wait_minutes": "20", "finish_per_cent": "90"},
        "menunggu paling lama 20 menit, selesai tepat waktu 90% hari",
    ),
}


@pytest.fixture
def rich_mall(store: Store) -> None:
    """A leave to move, a camera and a stock, so that every change has something to choose."""
    with store.write(ADMIN, "test") as work:
        mall = work.mall.get()
        counters = tuple(replace(c, equipment=("kamera",)) if c.id == "A1" else c for c in mall.counters)
        leave = Leave(officer="budi", first_day=date(2026, 2, 3), last_day=date(2026, 2, 3))
        supply = Supply(item="blanko", service="ktp", per_ticket=1.0, stock=100, until=date(2026, 3, 1))
        work.mall.save(replace(mall, counters=counters, leave=(leave,), supplies=(supply,)))


def test_every_change_of_the_engine_can_be_chosen() -> None:
    assert GIVEN.keys() == KINDS.keys()


@pytest.mark.usefixtures("rich_mall")
def test_each_change_is_a_few_fields_and_becomes_a_sentence(manager: FlaskClient, store: Store) -> None:
    """In a week without a base plan, so that no change of a thing the plan does not know is refused."""
    for kind, (fields, told) in GIVEN.items():
        with store.write(ADMIN, "test") as work:
            write_drafts(work, None, [Draft(token="cccc", name="coba", by="rina")])
        page = text_of(manager, f"/whatif/cccc?week=2026-W06&add={kind}")
        assert page.count('class="field') <= 8, kind
        assert not faults_of(page, "id"), kind
        answer = manager.post("/whatif/cccc/changes", data={"kind": kind, "week": "2026-W05", **fields})
        assert answer.status_code == 303, (kind, answer.get_data(as_text=True)[-4000:])
        assert told in text_of(manager, "/whatif/cccc"), kind
        text_of(manager, "/whatif/cccc?lang=en")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "demand", "factor": "banyak", "where": ""}, "Tulis angka seperti 1,4"),
        ({"kind": "demand", "factor": "99", "where": ""}, "tidak bisa dipakai"),
        ({"kind": "demand", "factor": "2-1", "where": ""}, "tidak bisa dipakai"),
        ({"kind": "demand", "factor": "1,4", "where": "desk:apa"}, "Pilih salah satu"),
        ({"kind": "absent", "officer": "sari", "from": "03/02/2026", "to": "02/02/2026"}, "Akhir lebih awal"),
        ({"kind": "absent", "officer": "sari", "from": "31/02/2026"}, "Bukan tanggal"),
        ({"kind": "hours", "open": "", "close": "", "agency": ""}, "Isi jam buka"),
        ({"kind": "hours", "open": "20.00", "close": "21.00", "agency": ""}, "Tidak ada sesi"),
        ({"kind": "last_ticket", "last_ticket": "14.30", "desk_or_all": "pajak"}, "ubah malnya dulu"),
        ({"kind": "officer_added", "count": "21", "desk": "pajak"}, "antara 1 dan 20"),
        ({"kind": "promise", "wait_minutes": "", "finish_per_cent": ""}, "Isi bagian ini"),
    ],
)
@pytest.mark.usefixtures("drafts")
def test_a_fault_stands_at_its_field_and_nothing_is_lost(
    manager: FlaskClient, fields: dict[str, str], told: str
) -> None:
    answer = manager.post("/whatif/aaaa/changes", data=fields)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in html
    assert 'class="fault" id="e-' in html
    assert text_of(manager, "/whatif/aaaa").count("whatif/aaaa/remove") == 1


@pytest.mark.usefixtures("drafts")
def test_a_scenario_is_named_changed_and_deleted(manager: FlaskClient) -> None:
    assert manager.post("/whatif/new", data={"name": ""}).status_code == 422
    made = manager.post("/whatif/new", data={"name": "Coba <b>", "reason": "rapat"}, follow_redirects=True)
    assert "Jika: Coba &lt;b&gt;" in made.get_data(as_text=True)
    assert manager.post("/whatif/aaaa", data={"title": ""}).status_code == 422
    assert manager.post("/whatif/aaaa", data={"title": "Nama lain"}).status_code == 303
    assert manager.post("/whatif/aaaa/remove/5").status_code == 404
    assert manager.post("/whatif/aaaa/remove/0").status_code == 303
    html = text_of(manager, "/whatif/aaaa")
    assert "Nama lain" in html
    assert "Dewi" not in html
    assert manager.post("/whatif/aaaa/delete").status_code == 303
    assert manager.get("/whatif/aaaa").status_code == 404


def test_of_two_who_change_a_scenario_at_once_neither_is_lost() -> None:
    """Removing the first sentence twice from two windows removes one; the second finds another in its place."""
    two = replace(AWAY, rows=({"kind": "windows", "count": 2}, {"kind": "breaks", "minutes": 0}))
    once = without_row(two, 0, two.rows[0])
    assert once.rows == two.rows[1:]
    assert without_row(once, 0, two.rows[0]) == once
    assert without_row(once, 1, two.rows[1]) == once


def test_there_is_an_end_to_scenarios_and_changes(manager: FlaskClient, store: Store) -> None:
    """Forty scenarios, twenty changes each: what a page can show."""
    many = [Draft(token=f"t{n}", name=f"nomor {n}", rows=AWAY.rows * 20) for n in range(40)]
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, many)
    assert "Hapus yang tidak dipakai" in manager.post(
        "/whatif/new", data={"name": "lagi"}, follow_redirects=True
    ).get_data(as_text=True)
    full = manager.post("/whatif/t0/changes", data={"kind": "windows", "windows": "2"})
    assert full.status_code == 422
    assert "Paling banyak 20 perubahan" in full.get_data(as_text=True)


@pytest.mark.usefixtures("drafts")
def test_running_is_one_job_however_often(manager: FlaskClient, store: Store) -> None:
    first = manager.post("/whatif/run", data={"s": ["aaaa", "bbbb"]})
    again = manager.post("/whatif/run", data={"s": ["aaaa", "bbbb"]})
    assert first.status_code == 303
    assert first.location == again.location == "/whatif/compare?week=2026-W06&s=aaaa&s=bbbb"
    (job,) = jobs_of(store)
    assert job.payload["plan"] == f"{WEEK}-v2"
    assert [raw["name"] for raw in job.payload["scenarios"]] == ["Dewi sakit", "Sepi di Adminduk"]
    html = text_of(manager, first.location)
    assert "Menunggu" in html
    assert f"/whatif/runs/{job.id}" in html
    assert "Menunggu" in text_of(manager, f"/whatif/runs/{job.id}")
    assert "Dewi sakit, Sepi di Adminduk" in text_of(manager, "/whatif")


@pytest.mark.usefixtures("drafts")
def test_a_run_is_cancelled_from_its_page(manager: FlaskClient, store: Store) -> None:
    manager.post("/whatif/run", data={"s": ["aaaa"]})
    (job,) = jobs_of(store)
    answer = manager.post(f"/whatif/runs/{job.id}/cancel")
    assert answer.location == "/whatif/compare?week=2026-W06&s=aaaa"
    assert store.jobs.get(job.id).state is JobState.CANCELLED
    assert "Hitung dan bandingkan" in text_of(manager, answer.location)


@pytest.mark.usefixtures("drafts")
def test_none_too_many_and_a_week_without_a_plan_are_said(manager: FlaskClient, store: Store) -> None:
    for data, told in (
        ({}, "Pilih 1 sampai 4"),
        ({"s": ["a", "b", "c", "d", "e"]}, "Pilih 1 sampai 4"),
        ({"s": ["aaaa"], "week": "2026-W20"}, "Susun jadwalnya dulu"),
    ):
        assert told in manager.post("/whatif/run", data=data, follow_redirects=True).get_data(as_text=True)
    assert not jobs_of(store)
    assert "Susun jadwalnya dulu" in text_of(manager, "/whatif?week=2026-W20")
    assert manager.get("/whatif/compare?week=2026-W20&s=aaaa").status_code == 404


@pytest.mark.usefixtures("answered")
def test_what_was_answered_is_shown_without_a_job(manager: FlaskClient, store: Store) -> None:
    """Under another name, too: the same question is the same question."""
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [AWAY, Draft(token="dddd", name="Lain", rows=AWAY.rows)])
    answer = manager.post("/whatif/run", data={"s": ["dddd"]})
    assert not jobs_of(store)
    html = text_of(manager, answer.location)
    assert "Lain" in html
    assert "lebih buruk" in html


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.usefixtures("answered")
def test_the_comparison_names_worst_day_signs_words_and_intervals(manager: FlaskClient, lang: str) -> None:
    html = text_of(manager, f"/whatif/compare?s=aaaa&s=bbbb&lang={lang}")
    assert not faults_of(html, lang)
    words = {
        "id": (
            "Sekarang",
            "lebih buruk",
            "lebih baik",
            "Hari terburuk",
            "Seluruh mal",
            "20 dari 20",
            "Lihat sebagai tabel",
        ),
        "en": ("As is", "worse", "better", "Worst day", "Whole mall", "20 of 20", "View as table"),
    }
    for word in words[lang]:
        assert word in html, word
    assert " .. " in html
    figures = len(re.findall(r"<tr><th scope=\"row\">", html.split("</table>")[0]))
    assert html.count('role="img"') == 1 + figures, "a slope of who is turned away, and bars of each key figure"


@pytest.mark.usefixtures("answered")
def test_the_comparison_is_told_as_csv_json_and_report(manager: FlaskClient) -> None:
    rows = text_of(manager, "/whatif/compare.csv?s=aaaa").splitlines()
    assert rows[0].startswith("scenario,desk,kpi")
    assert any(row.startswith("Dewi sakit,Pajak,turned_away,") for row in rows)
    told = json.loads(text_of(manager, "/whatif/compare.json?s=aaaa"))
    assert told["scenarios"][0]["answer"]["rows"][0]["desk"] is None
    report = manager.get("/whatif/summary?s=aaaa")
    assert "attachment" in report.headers["Content-Disposition"]
    assert "Dewi sakit" in report.get_data(as_text=True)


@pytest.mark.usefixtures("answered")
def test_a_formula_in_a_name_is_no_formula_in_the_csv(manager: FlaskClient) -> None:
    manager.post("/whatif/aaaa", data={"title": "=cmd()"})
    assert "\n'=cmd()," in text_of(manager, "/whatif/compare.csv?s=aaaa").replace("\r", "")


@pytest.mark.usefixtures("answered")
def test_a_head_builds_and_sees_his_own_only(signed_in: Callable[[str], FlaskClient]) -> None:
    """The manager's scenario answers exactly as none; Samsat's head has none of Disdukcapil's."""
    head, other = signed_in("kepala"), signed_in("kepala2")
    html = text_of(head, "/whatif")
    assert "Sepi di Adminduk" in html
    assert "Dewi" not in html
    assert "pajak" not in html.lower()
    bodies = {head.get(f"/whatif/{token}").get_data(as_text=True).replace(token, "") for token in ("aaaa", "zzzz")}
    assert len(bodies) == 1
    assert head.get("/whatif/aaaa").status_code == 404
    assert other.get("/whatif/bbbb").status_code == 404
    assert "Sepi" not in text_of(other, "/whatif")
    for action in ("changes", "remove/0", "delete", "apply"):
        assert head.post(f"/whatif/aaaa/{action}").status_code == 404


@pytest.mark.usefixtures("answered")
def test_a_head_sees_no_row_of_the_mall_or_of_others(signed_in: Callable[[str], FlaskClient]) -> None:
    head = signed_in("kepala")
    html = text_of(head, "/whatif/compare?s=bbbb&s=aaaa")
    assert not faults_of(html, "id")
    assert "Adminduk" in html
    assert "Seluruh mal" not in html
    assert "pajak" not in html.lower()
    told = json.loads(text_of(head, "/whatif/compare.json?s=bbbb&s=aaaa"))
    assert [raw["name"] for raw in told["scenarios"]] == ["Sepi di Adminduk"]
    assert {row["desk"] for row in told["scenarios"][0]["answer"]["rows"]} <= {"adminduk", "legalisir"}
    assert "pajak" not in json.dumps(told)
    assert head.get("/whatif/summary?s=bbbb").status_code == 403


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "windows", "windows": "2"}, 404),
        ({"kind": "promise", "wait_minutes": "20"}, 404),
        ({"kind": "demand", "factor": "1,4", "where": ""}, 422),
        ({"kind": "demand", "factor": "1,4", "where": "desk:pajak"}, 422),
        ({"kind": "absent", "officer": "dewi"}, 422),
        ({"kind": "absent", "officer": "joko"}, 422),
        ({"kind": "last_ticket", "last_ticket": "13.00", "desk_or_all": ""}, 422),
        ({"kind": "closed", "date": "06/02/2026", "day_name": "x", "agency": "samsat"}, 422),
        ({"kind": "closed", "date": "06/02/2026", "day_name": "x", "agency": "disdukcapil"}, 303),
        ({"kind": "absent", "officer": "sari"}, 303),
    ],
)
@pytest.mark.usefixtures("drafts")
def test_a_head_cannot_change_the_mall_or_others(
    signed_in: Callable[[str], FlaskClient], fields: dict[str, str], status: int
) -> None:
    assert signed_in("kepala").post("/whatif/bbbb/changes", data=fields).status_code == status


@pytest.mark.usefixtures("drafts")
def test_a_run_is_seen_by_who_may(signed_in: Callable[[str], FlaskClient], store: Store) -> None:
    """Of others' runs, and of jobs of other kinds, nothing is told; the asker's agency goes with the job."""
    head, other, manager = signed_in("kepala"), signed_in("kepala2"), signed_in("rina")
    head.post("/whatif/run", data={"s": ["bbbb", "aaaa"]})
    (job,) = jobs_of(store)
    assert job.asked_by.agency == "disdukcapil"
    assert job.payload["drafts"] == ["bbbb"]
    assert head.get(f"/whatif/runs/{job.id}").status_code == 200
    assert manager.get(f"/whatif/runs/{job.id}").status_code == 200
    assert other.get(f"/whatif/runs/{job.id}").status_code == 404
    assert other.post(f"/whatif/runs/{job.id}/cancel").status_code == 404
    plan = store.jobs.ask(JobRequest(kind="plan", payload={"week": str(WEEK)}), HEAD)
    assert head.get(f"/whatif/runs/{plan.id}").status_code == 404


def test_a_viewer_has_no_scenarios(signed_in: Callable[[str], FlaskClient]) -> None:
    viewer = signed_in("tamu")
    assert viewer.get("/whatif").status_code == 403
    assert viewer.post("/whatif/new", data={"name": "x"}).status_code == 403
    assert "/whatif" not in text_of(viewer, "/roster/2026-W06/")


MIXED = Draft(
    token="eeee",
    name="Campuran",
    reason="rapat",
    rows=(
        *AWAY.rows,
        {"kind": "demand", "factor": [1.2, 1.6], "desk": "pajak", "from": "2026-02-02", "to": "2026-02-03"},
        {"kind": "demand", "factor": [2, 2], "service": "ktp", "from": "2026-02-02", "to": "2026-02-02"},
        {"kind": "calendar", "date": "2026-02-06", "day_kind": "cuti_bersama", "name": "Cuti bersama"},
        {"kind": "officer_added", "desk": "pajak"},
        {"kind": "skill_added", "officer": "sari", "service": "legalisir"},
    ),
    by="rina",
)


@pytest.fixture
def mixed(store: Store) -> None:
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [MIXED])


@pytest.mark.usefixtures("mixed")
def test_applying_shows_first_what_it_writes_and_what_not(manager: FlaskClient, store: Store) -> None:
    """20 visits x 1.4 = 28 on two days; only KTP doubles, so KTP is told: 30 to 60. The manager may not train."""
    html = text_of(manager, "/whatif/eeee/apply")
    assert not faults_of(html, "id")
    for line in (
        "Ketidakhadiran: Dewi tidak ada",
        "Pajak, 2 hari, rata-rata 20 menjadi 28 kunjungan",
        "Ktp, 1 hari, rata-rata 30 menjadi 60 kunjungan",
        "Kalender: Tutup Jum 6 Feb",
        "Petugas ini belum ada",
        "Anda tidak berhak menulis ini",
    ):
        assert line in html, line
    with store.read() as work:
        assert not work.mall.get().leave


@pytest.mark.usefixtures("mixed")
def test_applying_writes_facts_and_numbers_beside_the_forecast(manager: FlaskClient, store: Store) -> None:
    with store.read() as work:
        version, before = work.mall.version(), work.mall.get()
    data = {"reason": "keputusan rapat", "version": str(version)}
    answer = manager.post("/whatif/eeee/apply", data=data)
    assert answer.location == "/week/2026-W06"
    with store.read() as work:
        mall = work.mall.get()
        found = {(a.desk, a.service, a.first_day): a.visits for a in work.forecasts.adjustments(date.min, date.max)}
        entry = work.plans.find_draft(WEEK)
    assert [leave.officer for leave in mall.leave] == ["dewi"]
    assert mall.officers == before.officers
    assert mall.skills == before.skills
    assert "Cuti bersama" in {row.name for row in mall.calendar}
    assert found == {
        ("pajak", None, date(2026, 2, 2)): 28,
        ("pajak", None, date(2026, 2, 3)): 28,
        ("adminduk", "ktp", MONDAY): 60,
    }
    assert entry is not None
    assert entry.stale
    again = text_of(manager, "/whatif/eeee/apply")
    assert "Sudah tertulis: Dewi tidak ada" in again


@pytest.mark.usefixtures("mixed")
def test_applying_to_a_mall_that_changed_meanwhile_writes_nothing(manager: FlaskClient, store: Store) -> None:
    answer = manager.post("/whatif/eeee/apply", data={"reason": "x", "version": "0"})
    assert answer.status_code == 422
    assert "berubah sejak" in answer.get_data(as_text=True)
    assert manager.post("/whatif/eeee/apply", data={"reason": "", "version": "1"}).status_code == 422
    with store.read() as work:
        assert not work.mall.get().leave


def test_a_head_writes_what_he_may(signed_in: Callable[[str], FlaskClient], store: Store) -> None:
    """Skills of his own; the calendar is not his."""
    rows = (
        {"kind": "skill_added", "officer": "sari", "service": "legalisir"},
        {"kind": "calendar", "date": "2026-02-06", "day_kind": "closed", "name": "Rapat", "agency": "disdukcapil"},
    )
    with store.write(ADMIN, "test") as work:
        write_drafts(work, HEAD.agency, [Draft(token="ffff", name="Latih", agency=HEAD.agency, rows=rows)])
        version = work.mall.version()
    head = signed_in("kepala")
    assert "Anda tidak berhak" in text_of(head, "/whatif/ffff/apply")
    head.post("/whatif/ffff/apply", data={"reason": "latihan", "version": str(version)})
    with store.read() as work:
        mall = work.mall.get()
    assert ("sari", "legalisir") in {(skill.officer, skill.service) for skill in mall.skills}
    assert "Rapat" not in {row.name for row in mall.calendar}


def test_a_scenario_that_no_longer_fits_says_so(manager: FlaskClient, store: Store) -> None:
    """An officer who is gone: the sentence says so, and it cannot be run."""
    gone = Draft(token="gggg", name="Lama", rows=({"kind": "absent", "officer": "pergi"},))
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [gone])
    html = text_of(manager, "/whatif/gggg")
    assert "tidak lagi cocok" in html
    assert "tidak ada di mal ini" in html
    manager.post("/whatif/run", data={"s": ["gggg"]})
    assert not jobs_of(store)
    assert "tidak ada di mal ini" in text_of(manager, "/whatif/compare?s=gggg")
    assert "tidak ada di mal ini" in text_of(manager, "/whatif/gggg/apply")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.usefixtures("answered")
def test_pages_keep_the_rules_of_all_pages(manager: FlaskClient, lang: str) -> None:
    for address in ("/whatif", "/whatif/aaaa", "/whatif/aaaa?add=demand", "/whatif/aaaa/apply"):
        html = text_of(manager, f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert not faults_of(html, lang), address
