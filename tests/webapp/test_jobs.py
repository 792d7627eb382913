"""The job card: how far, how good, what is kept when it ends now, and the two ways to end it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing

import pytest

from planner.bootstrap import DATABASE_FILE, HANDLERS
from planner.job_handlers.teller import Teller
from planner.planning.steps import Step, step
from planner.planning.stored import Actor, Job, JobRequest, JobState, Progress, Role
from webapp.words import CATALOGUE

RINA = Actor(name="rina", role=Role.MANAGER)


@pytest.fixture
def jobs(app):
    return app.extensions["loketplan"].store.jobs


def a_running_job(jobs, progress: Progress):
    jobs.ask(JobRequest(kind="plan", payload={"week": "2026-W07"}), RINA)
    return jobs.beat(jobs.claim("w"), progress)


def text_of(client, job) -> str:
    return client.get(f"/jobs/{job.id}/part").get_data(as_text=True)


def test_the_card_tells_best_bound_and_gap(jobs, manager) -> None:
    job = a_running_job(jobs, Progress(best=12.4, bound=9.6, gap=0.226, sentence="Putaran 1"))
    text = text_of(manager, job)
    assert "setara 12 kunjungan" in text
    assert "tidak mungkin di bawah 9" in text
    body = manager.get(f"/jobs/{job.id}.json").get_json()
    assert (body["best"], body["bound"], body["gap"], body["kept"]) == (12.4, 9.6, 0.226, False)


def test_before_a_usable_plan_the_card_says_that_nothing_is_kept(jobs, manager) -> None:
    text = text_of(manager, a_running_job(jobs, Progress(sentence="Menyusun jadwal")))
    assert "Belum ada rencana yang dapat dipakai" in text
    assert "Pakai yang ada" not in text


@pytest.mark.parametrize(("keep", "reason"), [("1", ""), ("0", "dropped")])
def test_a_usable_plan_can_be_kept_or_dropped(jobs, manager, keep: str, reason: str) -> None:
    job = a_running_job(jobs, Progress(sentence="Putaran 2", kept=True))
    text = text_of(manager, job)
    assert "Pakai yang ada" in text
    assert "Batalkan dan buang" in text
    manager.post(f"/jobs/{job.id}/cancel", data={"keep": keep})
    found = jobs.get(job.id)
    assert (found.state, found.reason_code) == (JobState.CANCELLING, reason)


@pytest.mark.parametrize(
    ("result", "sentence"),
    [("2026-W07-v1", "rencana terbaik sampai saat itu disimpan"), (None, "tidak ada rencana yang disimpan")],
)
def test_a_cancelled_job_says_what_it_kept(jobs, manager, result: str | None, sentence: str) -> None:
    job = a_running_job(jobs, Progress())
    jobs.finish(jobs.cancel(job.id, RINA), result)
    text = text_of(manager, job)
    assert sentence in text
    assert ("Lihat jadwal" in text) == (result is not None)


ASKED: Mapping[str, Mapping[str, object]] = {
    "whatif": {"week": "2026-W07", "plan": "2026-W06-v1", "scenarios": [], "drafts": ["x"]},
    "staffing": {"desk": "pajak"},
    "holiday": {"after": "2026-03-19"},
    "backtest": {},
}
TOLD: Mapping[str, Step] = {
    "plan": step("round", number=2, visits=1240),
    "copy": step("copying"),
    "review": step("comparing"),
    "holiday": step("measure_tried", done=3, count=8),
    "staffing": step("free_ways"),
    "backtest": step("past_weeks"),
    "whatif": step("scenario_done", done=1, count=2, name="Dewi sakit"),
}


def a_job_that_said(jobs, kind: str) -> Job:
    """A running job of a kind, with what its handler told."""
    jobs.ask(JobRequest(kind=kind, payload=ASKED.get(kind, {"week": "2026-W07"})), RINA)
    heard: list[Progress] = []
    Teller(progress=heard.append, cancelled=lambda: False)(TOLD[kind])
    return jobs.beat(jobs.claim("w"), heard[-1])


@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_the_reader_of_each_language_reads_what_a_job_does(jobs, manager, kind: str) -> None:
    """A kind of job without a line above fails here, so a new one gets its twin."""
    job = a_job_that_said(jobs, kind)
    for code, ours, others in (("id", "text_id", "text_en"), ("en", "text_en", "text_id")):
        for page in (f"/jobs/{job.id}", f"/jobs/{job.id}/part"):
            text = manager.get(f"{page}?lang={code}").get_data(as_text=True)
            assert getattr(TOLD[kind], ours) in text
            assert getattr(TOLD[kind], others) not in text
            assert CATALOGUE[f"job.kind_{kind}"][code == "en"] in text
        assert manager.get(f"/jobs/{job.id}.json?lang={code}").get_json()["sentence"] == getattr(TOLD[kind], ours)


def test_a_run_of_scenarios_is_told_in_english_too(jobs, manager) -> None:
    job = a_job_that_said(jobs, "whatif")
    text = manager.get(f"/whatif/runs/{job.id}?lang=en").get_data(as_text=True)
    assert "1 of 2 scenarios: Dewi sakit" in text


def test_a_staffing_case_in_work_is_told_to_an_agencys_head_in_english(jobs, signed_in) -> None:
    """He may not see the jobs, so the page of the case says it."""
    a_job_that_said(jobs, "staffing")
    text = signed_in("kepala2").get("/staffing-case/pajak?lang=en").get_data(as_text=True)
    assert "Being worked out: Trying ways that cost nothing" in text


def test_a_job_told_by_an_older_version_is_still_shown(folder, jobs, manager) -> None:
    """It knew one language; an English reader gets that rather than nothing."""
    job = a_running_job(jobs, Progress(sentence="Menyusun jadwal"))
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as connection, connection:
        connection.execute("UPDATE jobs SET progress = json_remove(progress, '$.sentence_en')")
    assert jobs.get(job.id).progress == Progress(sentence="Menyusun jadwal")
    assert "<p>Menyusun jadwal</p>" in manager.get(f"/jobs/{job.id}/part?lang=en").get_data(as_text=True)


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("plan_does_not_hold", "tidak lolos pemeriksa", "did not pass the checker"),
        ("no_history", "Gagal: Belum ada data kunjungan. Data", "It failed: No visits were counted yet. No data"),
        ("not_own", "lebih dari instansi", "more than the agency"),
        ("no_holiday", "tidak punya libur", "has no holiday"),
        ("fault", "tidak beres di dalam program (KeyError)", "went wrong inside the program (KeyError)"),
    ],
)
def test_a_job_fails_in_the_readers_language(jobs, manager, code: str, indonesian: str, english: str) -> None:
    job = a_running_job(jobs, Progress(sentence="Membaca data", sentence_en="Reading the data"))
    jobs.fail(job, code, "KeyError")
    assert indonesian in manager.get("/jobs").get_data(as_text=True)
    assert english in manager.get(f"/jobs/{job.id}?lang=en").get_data(as_text=True)
