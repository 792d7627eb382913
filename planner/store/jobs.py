"""The job table. Every change of state is one conditional UPDATE, so that two workers never both make it.

queued -> running -> done, failed; running -> queued when its owner was lost; queued -> cancelled at once,
running -> cancelling -> cancelled, failed. The last three are final.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Update, insert, select, update
from sqlalchemy.exc import IntegrityError

from planner.domain.canonical import sha256_of
from planner.domain.errors import NotFound
from planner.planning.ports import Clock
from planner.planning.stored import DROPPED, MOST_ATTEMPTS, Actor, Job, JobRequest, JobState, Progress
from planner.store.mapping import record_of
from planner.store.tables import jobs
from planner.store.transaction import Transaction

WORKING = (JobState.RUNNING, JobState.CANCELLING)
Opener = Callable[[], AbstractContextManager[Connection]]


class SqlJobStore:
    """Answers `JobStore`."""

    def __init__(self, read: Opener, write: Opener, clock: Clock) -> None:
        self._read = read
        self._write = write
        self._clock = clock

    def ask(self, request: JobRequest, by: Actor) -> Job:
        """Queue a job, or return the one that is at it already."""
        key = sha256_of({"kind": request.kind, "payload": request.payload})
        try:
            with self._write() as connection:
                return self._find_live(connection, key) or self._queue(connection, request, key, by)
        except IntegrityError:  # another asked at the same moment; only where writers are not one at a time
            with self._read() as connection:
                live = self._find_live(connection, key)
            if live is None:
                raise
            return live

    def _find_live(self, connection: Connection, key: str) -> Job | None:
        row = connection.execute(select(jobs).where(jobs.c.live_key == key)).first()
        return _job_of(row) if row else None

    def _queue(self, connection: Connection, request: JobRequest, key: str, by: Actor) -> Job:
        now = self._clock.now()
        values = {
            "kind": request.kind,
            "payload": dict(request.payload),
            "payload_hash": key,
            "live_key": key,
            "limit_seconds": request.limit_seconds,
            "state": JobState.QUEUED,
            "asked_by": by.name,
            "asked_role": by.role,
            "asked_agency": by.agency,
            "asked_at": now,
            "attempts": 0,
            "beat": 0,
            "reason_code": "",
            "reason_text": "",
        }
        job = _job_of(connection.execute(insert(jobs).values(**values).returning(jobs)).one())
        self._audit(connection, by, "job.asked", job)
        return job

    def _audit(self, connection: Connection, by: Actor, action: str, job: Job) -> None:
        transaction = Transaction(connection=connection, now=self._clock.now(), actor=by)
        transaction.record(action, str(job.id), after={"kind": job.kind})

    def cancel(self, job_id: int, by: Actor, *, keep: bool = True) -> Job:
        """Ask for the end of a job; see the port."""
        with self._write() as connection:
            queued, running = (_of(job_id, jobs.c.state == s) for s in (JobState.QUEUED, JobState.RUNNING))
            changed = connection.execute(self._ended(queued, JobState.CANCELLED)).rowcount
            asked = running.values(state=JobState.CANCELLING, reason_code="" if keep else DROPPED)
            changed += connection.execute(asked).rowcount
            job = _get(connection, job_id)
            if changed:
                self._audit(connection, by, "job.cancelled", job)
            return job

    def get(self, job_id: int) -> Job:
        """Raises NotFound."""
        with self._read() as connection:
            return _get(connection, job_id)

    def entries(self, limit: int = 50, asked_by: str | None = None) -> Sequence[Job]:
        """Jobs, newest first."""
        wanted = select(jobs).order_by(jobs.c.id.desc()).limit(limit)
        if asked_by is not None:
            wanted = wanted.where(jobs.c.asked_by == asked_by)
        with self._read() as connection:
            return tuple(_job_of(row) for row in connection.execute(wanted))

    def claim(self, owner: str) -> Job | None:
        """Take the oldest queued job."""
        oldest = select(jobs.c.id).where(jobs.c.state == JobState.QUEUED).order_by(jobs.c.id).limit(1)
        free = oldest.with_for_update(skip_locked=True).scalar_subquery()
        now = self._clock.now()
        taking = (
            update(jobs)
            .where(jobs.c.id == free, jobs.c.state == JobState.QUEUED)
            .values(
                state=JobState.RUNNING,
                owner=owner,
                attempts=jobs.c.attempts + 1,
                beat=jobs.c.beat + 1,
                started_at=now,
                seen_at=now,
                progress=None,
            )
            .returning(jobs)
        )
        if not self._is_any_queued():
            return None
        with self._write() as connection:
            row = connection.execute(taking).first()
        return _job_of(row) if row else None

    def _is_any_queued(self) -> bool:
        """A look without the write lock, so that idle workers disturb nobody."""
        with self._read() as connection:
            queued = select(jobs.c.id).where(jobs.c.state == JobState.QUEUED).limit(1)
            return connection.scalar(queued) is not None

    def beat(self, job: Job, progress: Progress) -> Job | None:
        """Show a sign of life and keep the progress; None when the job is no longer this owner's."""
        alive = _owned(job, *WORKING).values(beat=jobs.c.beat + 1, seen_at=self._clock.now(), progress=asdict(progress))
        with self._write() as connection:
            row = connection.execute(alive.returning(jobs)).first()
        return _job_of(row) if row else None

    def finish(self, job: Job, result: str | None) -> bool:
        """Write the result; a job whose end was asked for becomes cancelled and keeps what it has."""
        done = self._ended(_owned(job, JobState.RUNNING), JobState.DONE, result=result)
        cancelled = self._ended(_owned(job, JobState.CANCELLING), JobState.CANCELLED, result=result)
        with self._write() as connection:
            return bool(connection.execute(done).rowcount or connection.execute(cancelled).rowcount)

    def fail(self, job: Job, code: str, text: str) -> bool:
        """End the job with a reason."""
        failed = self._ended(_owned(job, *WORKING), JobState.FAILED, reason_code=code, reason_text=text)
        with self._write() as connection:
            return bool(connection.execute(failed).rowcount)

    def release(self, job: Job, *, counted: bool = True) -> Job:
        """Give up a job whose owner is gone; see the port."""
        attempts = job.attempts if counted else job.attempts - 1
        as_seen = jobs.c.beat == job.beat
        running = _owned(job, JobState.RUNNING).where(as_seen)
        if attempts >= MOST_ATTEMPTS:
            text = f"the worker ended {attempts} times without a result"
            given_up = self._ended(running, JobState.FAILED, reason_code="worker_lost", reason_text=text)
        else:
            given_up = running.values(state=JobState.QUEUED, owner=None, attempts=attempts)
        cancelled = self._ended(_owned(job, JobState.CANCELLING).where(as_seen), JobState.CANCELLED)
        with self._write() as connection:
            connection.execute(given_up)
            connection.execute(cancelled)
            return _get(connection, job.id)

    def working(self) -> Sequence[Job]:
        """Jobs that somebody works on."""
        with self._read() as connection:
            rows = connection.execute(select(jobs).where(jobs.c.state.in_(WORKING)).order_by(jobs.c.id))
            return tuple(_job_of(row) for row in rows)

    def _ended(self, which: Update, state: JobState, **values: Any) -> Update:
        return which.values(state=state, live_key=None, ended_at=self._clock.now(), **values)


def _of(job_id: int, *conditions: ColumnElement[bool]) -> Update:
    return update(jobs).where(jobs.c.id == job_id, *conditions)


def _owned(job: Job, *states: JobState) -> Update:
    return _of(job.id, jobs.c.owner == job.owner, jobs.c.state.in_(states))


def _get(connection: Connection, job_id: int) -> Job:
    row = connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
    if row is None:
        raise NotFound(f"no job {job_id}", code="unknown_job", field="job")
    return _job_of(row)


def _job_of(row: Row[Any]) -> Job:
    asked_by = Actor(name=row.asked_by, role=row.asked_role, agency=row.asked_agency)
    progress = Progress(**row.progress) if row.progress else None
    return record_of(Job, {**row._mapping, "asked_by": asked_by, "progress": progress})
