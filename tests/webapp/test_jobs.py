"""The job card: how far, how good, what is kept when it ends now, and the two ways to end it."""

import pytest

from planner.planning.stored import Actor, JobRequest, JobState, Progress, Role

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
