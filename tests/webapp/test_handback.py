"""The roster edited in a spreadsheet and handed back: findings cell by cell, a preview, all or nothing."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from planner.checker.check import check_plan
from planner.domain.staff import Leave
from planner.planning.edit_plan import Editor
from planner.planning.plan_file import plan_as_json
from planner.planning.roster_changes import Clear
from planner.planning.stored import JobState
from tests.builders import MONDAY
from tests.webapp.conftest import ADMIN
from webapp.deps import deps

ROSTER = "/roster/2026-W06"
PLAN_ID = "2026-W06-v2"


def edited(client, changes: dict[tuple[str, int], str], lang: str = "id") -> bytes:
    """The workbook as downloaded, cells of its first sheet written over: (name there, how often before) -> text."""
    client.set_cookie("bahasa", lang)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{ROSTER}/roster.xlsx").data))
    sheet = book.worksheets[0]
    for (name, nth), text in changes.items():
        cells = [c for row in sheet.iter_rows(min_col=2) for c in row if str(c.value or "").startswith(name)]
        cells[nth].value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(client, content: bytes, name: str = "jadwal.xlsx"):
    data = {"file": (io.BytesIO(content), name)}
    return client.post(f"{ROSTER}/edited", data=data, content_type="multipart/form-data")


def plan_of(app, week):
    with app.app_context(), deps().store.read() as work:
        entry = work.plans.find_draft(week)
        return entry, work.plans.get(entry.id)


def test_an_edited_roster_is_shown_by_person_and_kept_as_a_new_draft(app, manager, week) -> None:
    """Sari leaves Monday morning: named, with its cost; kept whole, proved and checked, and based on the plan seen."""
    answer = hand_in(manager, edited(manager, {("Sari", 0): ""}))
    assert answer.status_code == 303
    address = answer.headers["Location"]
    html = manager.get(address).get_data(as_text=True)
    assert "<strong>Sari</strong>" in html
    assert "lebih sedikit terlayani" in html
    assert plan_of(app, week)[0].id == PLAN_ID
    saved = manager.post(f"{address}/save", data={"based_on": PLAN_ID})
    assert saved.status_code == 303
    entry, plan = plan_of(app, week)
    assert (entry.version, entry.based_on) == (3, PLAN_ID)
    assert entry.reason == "XLSX jadwal.xlsx: 1 perubahan"
    assert ("sari", MONDAY, "pagi") not in {(p.officer, p.day, p.session) for p in plan.postings}
    assert [v for v in check_plan(plan, plan_as_json(plan)) if v.rule not in ("unmet", "turned_away")] == []
    assert manager.get(address).status_code == 404


def test_a_workbook_in_english_is_read_as_well(manager) -> None:
    address = hand_in(manager, edited(manager, {("Sari", 0): ""}, "en")).headers["Location"]
    manager.set_cookie("bahasa", "id")
    assert "1 perubahan" in manager.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    ("cell", "text", "problem"),
    [
        (("Sari", 0), "Sri", "bukan nama petugas"),
        (("Sari", 0), "Budi", "di dua tempat pada sesi yang sama"),
        (("Sari", 0), "Dewi", "di dua tempat pada sesi yang sama"),
    ],
    ids=["no officer", "double booking", "sits elsewhere"],
)
def test_what_cannot_be_is_a_finding_at_its_cell(app, manager, week, cell, text: str, problem: str) -> None:
    """Sheet, row, column, value, problem, way out; nothing can be kept, not even by asking for it."""
    address = hand_in(manager, edited(manager, {cell: text})).headers["Location"]
    answer = manager.get(address)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert problem in html
    assert "02/02 pagi" in html
    assert text in html
    assert f"{address}/save" not in html
    assert manager.post(f"{address}/save", data={"based_on": PLAN_ID}).status_code == 422
    assert plan_of(app, week)[0].id == PLAN_ID


def test_an_unskilled_officer_is_a_finding_and_never_mended(app, manager, week) -> None:
    """Joko cannot serve adminduk and sits nowhere; Rina's other change in the same file is not kept either."""
    content = edited(manager, {("Sari", 0): "Joko", ("Rina", 1): ""})
    address = hand_in(manager, content).headers["Location"]
    answer = manager.get(address)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Joko" in html
    assert "02/02 pagi" in html
    assert "pilih petugas lain" in html
    assert manager.post(f"{address}/save", data={"based_on": PLAN_ID}).status_code == 422
    assert plan_of(app, week)[0].id == PLAN_ID


def test_an_unchanged_workbook_changes_nothing(app, manager, week) -> None:
    address = hand_in(manager, edited(manager, {})).headers["Location"]
    answer = manager.get(address)
    assert answer.status_code == 200
    assert "Tidak ada yang berubah" in answer.get_data(as_text=True)
    assert manager.post(f"{address}/save", data={"based_on": PLAN_ID}).status_code == 422
    assert plan_of(app, week)[0].id == PLAN_ID


def test_a_workbook_of_an_older_version_is_refused_so_that_nobodys_change_is_lost(app, manager, week) -> None:
    """Somebody else saved version 3 after the download: the names of version 2 would undo it."""
    content = edited(manager, {("Sari", 0): ""})
    with app.app_context():
        save_without(week, "budi")
    answer = manager.get(hand_in(manager, content).headers["Location"])
    assert answer.status_code == 422
    assert "versi 2" in answer.get_data(as_text=True)


def save_without(week, officer: str) -> None:
    """Another version of the draft: that officer leaves Monday morning."""
    with deps().store.read() as work:
        entry = work.plans.find_draft(week)
        plan = work.plans.get(entry.id)
    made = Editor(plan=plan, author="rina", now=deps().store.clock.now()).edit(
        [Clear(officer=officer, day=MONDAY, session="pagi")]
    )
    with deps().store.write(ADMIN, "test") as work:
        work.plans.save(made.plan, based_on=entry.id)


def test_a_plan_changed_after_the_preview_is_a_conflict(app, manager, week) -> None:
    address = hand_in(manager, edited(manager, {("Sari", 0): ""})).headers["Location"]
    with app.app_context():
        save_without(week, "budi")
    assert manager.post(f"{address}/save", data={"based_on": PLAN_ID}).status_code == 409
    assert plan_of(app, week)[0].version == 3


def test_who_went_on_leave_since_is_told_at_his_cell(app, manager) -> None:
    """Sari is away on Monday now; her cell of Monday morning is cleared in the file: told at the cell, in words."""
    content = edited(manager, {("Sari", 0): ""})
    with app.app_context(), deps().store.write(ADMIN, "cuti") as work:
        mall = work.mall.get()
        work.mall.save(replace(mall, leave=(Leave(officer="sari", first_day=MONDAY, last_day=MONDAY),)))
    answer = manager.get(hand_in(manager, content).headers["Location"])
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "02/02 pagi" in html
    assert "sudah tidak bertugas" in html


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"", "", 422),
        (b"x", "jadwal.pdf", 422),
        (b"PK\x03\x04rusak", "jadwal.xlsx", 303),
        (b"<html>", "jadwal.xlsx", 303),
    ],
    ids=["no file", "a PDF", "damaged", "a web page"],
)
def test_a_file_of_another_kind_is_told_so(manager, content: bytes, name: str, status: int) -> None:
    answer = hand_in(manager, content, name)
    assert answer.status_code == status
    if status == 303:
        assert manager.get(answer.headers["Location"]).status_code == 422


def test_only_who_writes_rosters_hands_back(signed_in, manager) -> None:
    address = hand_in(manager, edited(manager, {("Sari", 0): ""})).headers["Location"]
    assert signed_in("kepala").get(f"{ROSTER}/edited").status_code == 403
    assert signed_in("kepala").get(address).status_code == 403
    assert signed_in("admin").get(address).status_code == 404


def test_last_week_is_copied_by_a_job_asked_once(app, manager, week) -> None:
    """The week after has no roster: the button stands beside planning, and asking twice is one job."""
    after = week.next()
    html = manager.get(f"/week/{after}").get_data(as_text=True)
    assert "Salin minggu lalu" in html
    first, second = manager.post(f"/week/{after}/copy"), manager.post(f"/week/{after}/copy")
    assert first.status_code == 303
    assert first.location == second.location
    with app.app_context():
        (job,) = [j for j in deps().store.jobs.entries() if j.kind == "copy"]
    assert (job.state, job.payload["week"]) == (JobState.QUEUED, str(after))
    assert "Menyalin minggu lalu" in manager.get(first.location).get_data(as_text=True)


def test_without_a_roster_of_last_week_nothing_is_copied(app, manager, week) -> None:
    far = type(week).of(week.days[0] + timedelta(weeks=5))
    assert "Salin minggu lalu" not in manager.get(f"/week/{far}").get_data(as_text=True)
    answer = manager.post(f"/week/{far}/copy", follow_redirects=True)
    assert "belum punya jadwal" in answer.get_data(as_text=True)
    with app.app_context():
        assert not deps().store.jobs.entries()


def test_the_roster_of_a_large_mall_may_be_handed_back(manager) -> None:
    """200 officers are 140 kB; other forms end at 200 kB, which a mall of 300 would pass."""
    assert hand_in(manager, b"PK\x03\x04" + b"x" * 400_000).status_code == 303


def test_what_is_far_larger_than_any_roster_is_not_read(manager) -> None:
    kind = "multipart/form-data; boundary=x"
    assert manager.post(f"{ROSTER}/edited", data=b"x" * 2_100_000, content_type=kind).status_code == 413
