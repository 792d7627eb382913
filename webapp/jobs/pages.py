"""Jobs in words: what for, how far, and how they ended."""

import math
from collections.abc import Container, Iterable
from dataclasses import dataclass

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from planner.planning.stored import Job, JobState
from webapp.deps import store
from webapp.formatters import seconds, week_text
from webapp.language import language, t
from webapp.words import knows

STATE_SIGNS = {
    JobState.QUEUED: "info",
    JobState.RUNNING: "info",
    JobState.CANCELLING: "warn",
    JobState.DONE: "ok",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "shut",
}
SEARCHING = ("plan",)  # kinds that put a plan by while they search for a better one


def job_in_view(jobs: Iterable[Job], kinds: Container[str], **asked: str) -> Job | None:
    """The newest job of these kinds that was asked that, while it is not over, or when it failed last."""
    for job in jobs:
        if job.kind in kinds and all(job.payload.get(name) == value for name, value in asked.items()):
            return None if job.state in (JobState.DONE, JobState.CANCELLED) else job
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job as people read it. week: what its result is about, None for other kinds.

    said : what it is doing, or did last. found: how good the best is, "" while nothing is known. ending: what is kept
    of it, at an end now or at its end.
    """

    job: Job
    title: str
    state: str
    look: str
    week: Week | None
    fault: str
    seconds: float
    said: str
    found: str
    ending: str


def make_row(job: Job) -> JobRow:
    """The row of a job."""
    week = _week_of(job)
    return JobRow(
        job=job,
        title=_title(job, week),
        state=_state(job),
        look=STATE_SIGNS[job.state],
        week=week,
        fault=_fault(job),
        seconds=_seconds(job),
        said=said_by(job),
        found=_found(job),
        ending=_ending(job),
    )


def _week_of(job: Job) -> Week | None:
    try:
        return Week.parse(str(job.payload.get("week", "")))
    except InvalidValue:
        return None


def _title(job: Job, week: Week | None) -> str:
    key = f"job.kind_{job.kind}"
    kind = t(key) if knows(key) else job.kind
    if week is None:
        return kind
    weeks = weeks_of(job)
    return f"{kind}: {week_text(week)}" + (f", {t('job.weeks', count=weeks)}" if weeks > 1 else "")


def weeks_of(job: Job) -> int:
    """How many weeks a job is about, the one it names first."""
    return int(job.payload.get("weeks", 1))


def _state(job: Job) -> str:
    if job.state is JobState.RUNNING:
        return t("job.running", elapsed=seconds(_seconds(job)))
    return t(f"job.{job.state}")


def _seconds(job: Job) -> float:
    if job.started_at is None:
        return 0.0
    end = job.ended_at or store().clock.now()
    return max(0.0, (end - job.started_at).total_seconds())


def _fault(job: Job) -> str:
    if job.state is not JobState.FAILED:
        return ""
    key, error = f"job.fault_{job.reason_code}", f"error.{job.reason_code}"
    if knows(key):
        return t(key, attempts=job.attempts, text=job.reason_text)
    return t("job.fault_other", text=t(error).rstrip(".") if knows(error) else job.reason_text)


def said_by(job: Job) -> str:
    """What a job is doing, or did last, in the reader's language as far as it was told in it."""
    if job.progress is None:
        return ""
    return language().pick((job.progress.sentence, job.progress.sentence_en or job.progress.sentence))


def _found(job: Job) -> str:
    """Best, bound and gap in visits not served."""
    progress = job.progress
    if progress is None or progress.best is None:
        return ""
    best = language().number(round(progress.best))
    if progress.bound is None or progress.gap is None:
        return t("job.best", best=best)
    bound, gap = language().number(math.floor(progress.bound)), language().share(progress.gap)
    return t("job.best_bound", best=best, bound=bound, gap=gap)


def _ending(job: Job) -> str:
    """Whether there is something to keep, for jobs that search for a plan."""
    if job.kind not in SEARCHING or job.state in (JobState.QUEUED, JobState.DONE, JobState.FAILED):
        return ""
    if job.state is JobState.CANCELLED:
        return t("job.cut_kept" if job.result else "job.cut_nothing")
    return t("job.can_keep" if job.progress and job.progress.kept else "job.nothing_yet")
