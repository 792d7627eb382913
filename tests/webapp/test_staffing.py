"""The staffing case on its pages: asked for, shown, downloaded, stale, and each head's own only."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from planner.planning.freshness import mark_of
from planner.planning.kept_scenarios import answer_key, keep_answer
from planner.planning.scenario import OfficerAdded, Scenario
from planner.planning.staffing_case_document import KIND, KeptCase, as_document, input_hash, key_of
from planner.planning.staffing_case_limit import Limit, LimitKind
from planner.planning.stored import JobState
from planner.planning.what_if import Answer, DeskComparison
from planner.planning.what_if_days import Compared
from tests.staffing_builders import a_case, a_kept_case, a_pool
from tests.webapp.conftest import ADMIN, WEEK, fresh_plan
from webapp.deps import deps

HERE = "/staffing-case/adminduk"


def keep(app, kept: KeptCase | None = None, desk: str = "adminduk") -> None:
    """A kept case that rests on what is stored, unless another one is given."""
    with app.app_context():
        store = deps().store
        with store.read() as work:
            mall, history = work.mall.get(), work.history.load(tickets=True)
        made = kept or a_kept_case()
        if kept is None:
            made = KeptCase(case=made.case, input_hash=input_hash(mall, mark_of(history)), made_on=made.made_on)
        with store.write(ADMIN, "test") as work:
            work.results.put(key_of(desk), KIND, as_document(made))


def text_of(client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_without_a_case_one_can_be_asked_for_once(app, manager) -> None:
    """Asking twice is one job, and the page says that it is being worked out."""
    assert "Belum ada usulan untuk meja ini" in text_of(manager)
    assert manager.post(HERE).status_code == 303
    manager.post(HERE)
    with app.app_context():
        (job,) = [j for j in deps().store.jobs.entries() if j.kind == KIND]
    assert job.state is JobState.QUEUED
    assert "Menyusun usulan petugas" in text_of(manager)
    assert 'method="post" action="/staffing-case' not in text_of(manager)


def test_a_job_that_ended_leads_to_the_case(app, manager) -> None:
    """From the card of the job to the desk it was about."""
    manager.post(HERE)
    with app.app_context():
        jobs = deps().store.jobs
        job = jobs.claim("test")
        jobs.finish(job, key_of("adminduk"))
    assert f'href="{HERE}"' in text_of(manager, f"/jobs/{job.id}")


def test_a_failed_job_says_why(app, manager) -> None:
    """Nobody of the desk's own could serve it any more."""
    manager.post(HERE)
    with app.app_context():
        jobs = deps().store.jobs
        jobs.fail(jobs.claim("test"), "no_officer", "nobody of its own can serve at adminduk")
    assert "Hitungan terakhir gagal. Meja ini belum punya petugas sendiri" in text_of(manager)


def test_the_page_answers_in_one_sentence_with_a_range(app, manager) -> None:
    """Then both ends, the free ways, what an average hides, and the analysis in both conventions."""
    keep(app)
    html = text_of(manager)
    assert "4,0 kunjungan lebih per hari buka (3,6-4,4)" in html
    for told in ("ujung rendah", "5 gelombang", "Rata-rata 80 kunjungan", "72.000 menit", "75.000 menit", "3,61"):
        assert told in html
    assert html.count('role="img"') == 2
    assert "berubah sejak" not in html


def test_the_page_speaks_english(app, manager) -> None:
    """The same case."""
    keep(app)
    assert "One more officer serves about 4.0 visits more a day open (3.6-4.4)" in text_of(manager, f"{HERE}?lang=en")


def test_other_input_is_said(app, manager) -> None:
    """The hash of the kept case is of another mall."""
    keep(app, a_kept_case())
    assert "berubah sejak usulan ini dihitung" in text_of(manager)


def test_what_limits_stands_on_top(app, manager) -> None:
    """An officer does not help where the camera is what lacks."""
    keep(app, a_kept_case(limit=Limit(kind=LimitKind.EQUIPMENT, equipment="kamera", units=1)))
    html = text_of(manager)
    assert html.index("yang membatasi adalah kamera (1 unit)") < html.index("4,0 kunjungan lebih")


def test_six_weeks_are_a_direction_only(app, manager) -> None:
    """Honest before the figures."""
    keep(app, a_kept_case(abk=replace(a_case().abk, counted_weeks=6.0)))
    assert "Data 6 minggu: cukup untuk arah, belum untuk usulan." in text_of(manager)


@pytest.mark.parametrize("name", ["telaahan-staf.docx", "nota-dinas.docx"])
def test_word_files_are_downloaded(app, manager, name: str) -> None:
    """With today's date at the mall and the passport of the case."""
    keep(app, a_kept_case())
    answer = manager.get(f"{HERE}/{name}")
    stem, _, ending = name.partition(".")
    assert f"filename={stem}-adminduk.{ending}" in answer.headers["Content-Disposition"]
    text = "\n".join(p.text for p in Document(BytesIO(answer.data)).paragraphs)
    assert "Tanggal: 3 Feb 2026" in text
    assert "Sidik masukan a1b2c3a1b2c3" in text


def test_pdf_and_workbook_are_downloaded(app, manager) -> None:
    """No office program is needed on the server."""
    keep(app)
    assert manager.get(f"{HERE}/telaahan-staf.pdf").data.startswith(b"%PDF-")
    book = load_workbook(BytesIO(manager.get(f"{HERE}/telaahan-staf.xlsx").data))
    assert "ABK" in book.sheetnames


def test_without_a_case_there_is_nothing_to_download(manager) -> None:
    """Not an empty file."""
    assert manager.get(f"{HERE}/telaahan-staf.docx").status_code == 404


def test_a_head_asks_and_reads_his_own(app, signed_in) -> None:
    """The head of Disdukcapil: adminduk yes, pajak of Samsat as if it did not exist."""
    keep(app)
    head = signed_in("kepala")
    assert "4,0 kunjungan lebih" in text_of(signed_in("kepala"))
    assert head.post(HERE).status_code == 303
    assert "Sedang dihitung: menunggu giliran" in text_of(signed_in("kepala"))
    assert head.get("/staffing-case/pajak").status_code == 404
    assert head.post("/staffing-case/pajak").status_code == 404
    assert "Pajak" not in text_of(head, "/staffing-case")


def test_officers_of_the_pool_are_the_managers_matter(app, signed_in) -> None:
    """Joko and what he does elsewhere stand on the manager's page and in her memo, not in the head's."""
    keep(app)
    for name, sees in (("rina", True), ("kepala", False)):
        client = signed_in(name)
        assert ("Joko" in text_of(client)) is sees
        tables = Document(BytesIO(client.get(f"{HERE}/telaahan-staf.docx").data)).tables
        told = " ".join(cell.text for row in tables[-1].rows for cell in row.cells)
        assert ("Joko" in told) is sees


def test_a_desk_without_officers_says_so(app, manager) -> None:
    """Nothing to ask for, and what to do first."""
    with app.app_context():
        store = deps().store
        with store.read() as work:
            mall = work.mall.get()
            version = work.mall.version()
        services = {s.id for s in mall.services_of("legalisir")}
        skills = tuple(s for s in mall.skills if s.service not in services)
        with store.write(ADMIN, "test") as work:
            work.mall.save(replace(mall, skills=skills), based_on=version)
    html = text_of(manager, "/staffing-case/legalisir")
    assert "belum punya petugas sendiri" in html
    assert 'action="/staffing-case' not in html


def test_an_old_document_is_no_case(app, manager) -> None:
    """Another version kept another form: asked for again, no fault."""
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        work.results.put(key_of("adminduk"), KIND, {"case": {}})
    assert "Belum ada usulan" in text_of(manager)


def test_both_figures_and_the_week_stand_on_the_page(app, manager) -> None:
    """With and without pooled officers, and why What-if's figure of one week is another."""
    keep(app, a_kept_case(pool=a_pool()))
    html = text_of(manager)
    assert "Tanpa petugas bersama: +2,0 per hari buka" in html
    assert "Dengan dan tanpa petugas bersama" in html
    assert "sekitar 19,3 kunjungan" in html
    assert "jadwal seminggu dapat disusun ulang" in html
    assert 'href="/whatif' in html


def test_the_kept_answer_of_what_if_stands_beside_the_year(app, manager, signed_in) -> None:
    """One officer more at the desk in the planned week: 17.4 visits more in the mall, 5 at the desk."""

    def row(desk: str | None, served: float) -> DeskComparison:
        return DeskComparison(desk=desk, kpis=(Compared(kpi="served", base=0, scenario=served, difference=served),))

    answer = Answer(
        key="k",
        name="satu lagi",
        reason="",
        weeks=(str(WEEK),),
        base_plans=("h",),
        rows=(row(None, 17.4), row("adminduk", 5)),
        roster=(),
        quotas=(),
        base_worst=None,
        scenario_worst=None,
        proof_days=100,
    )
    asked = Scenario(name="satu lagi", changes=(OfficerAdded(desk="adminduk"),))
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        keep_answer(work, answer_key(fresh_plan(), asked), answer)
    keep(app)
    assert f"minggu {WEEK}: 17,4 kunjungan lebih di seluruh mal, 5,0 di meja ini" in text_of(manager)
    assert f"minggu {WEEK}: 5,0 kunjungan lebih di meja ini" in text_of(signed_in("kepala"))


def test_addressee_sender_and_letterhead_are_fields_of_the_download(app, manager) -> None:
    """With the usual ones filled in; what is typed stands in the file, at most five lines of letterhead."""
    keep(app)
    html = text_of(manager)
    assert 'name="to" maxlength="120" value="Sekretaris Daerah / BKPSDM"' in html
    assert 'value="Kepala Disdukcapil"' in html
    asked = {"to": "Bupati & Wakil", "from": "Kepala DPMPTSP", "kop": "SATU\r\nDUA\x00\n" + "LAGI\n" * 9}
    answer = manager.get(f"{HERE}/telaahan-staf.docx", query_string=asked)
    text = [p.text for p in Document(BytesIO(answer.data)).paragraphs]
    assert text[0].splitlines() == ["SATU", "DUA", "LAGI", "LAGI", "LAGI"]
    assert "Kepada: Bupati & Wakil" in text
    assert "Dari: Kepala DPMPTSP" in text
