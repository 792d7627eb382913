"""The worker: every job ends once, whatever ends its process, its worker or the store."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.planning.ports import StoreUnavailable
from planner.planning.stored import Actor, Job, JobRequest, JobState, Progress, Role
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate
from planner.store.sql_store import SqlStore
from planner.worker import LostJobs, NothingPutBy, Patience, Worker
from tests.processes import is_running

CASES = Path(__file__).parent / "worker_cases"
NAMES = ("note", "search", "crash", "crash_once", "object_to", "stumble", "run_out_of_memory", "grow", "deaf")
PUT_BY = ("improve", "improve_and_crash")
HANDLERS = {name: f"job_handlers:{name}" for name in (*NAMES, *PUT_BY, "with_offspring")}
QUICK = Patience(poll=0.05, beat=0.1, lease=1.0, hang=0.5, stop=1.0, leave=0.5)
RINA = Actor(name="rina", role=Role.MANAGER)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and process groups are POSIX")

# A worker in a process of its own, so that it can be killed; its patience is the one of the tests.
A_WORKER = """
import sys
sys.path.insert(0, {cases!r})
if __name__ == "__main__":
    from datetime import UTC, datetime
    from planner.store.engine import sqlite_url
    from planner.store.sql_store import SqlStore
    from planner.worker import Patience, Worker, run_worker
    class Clock:
        def now(self):
            return datetime.now(UTC)
    store = SqlStore(sqlite_url({database!r}), Clock())
    patience = Patience(poll=0.05, beat=0.1, lease={lease!r}, hang=0.5, stop=1.0, leave=0.5)
    run_worker(Worker(store.jobs, {handlers!r}, patience))
"""


class RealClock:
    """The machine's clock, off by `jump`."""

    jump = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.jump


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "loketplan.db"
    migrate(sqlite_url(path))
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "loketplan.db"))


@pytest.fixture
def store(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    monkeypatch.syspath_prepend(str(CASES))
    opened = SqlStore(sqlite_url(database), RealClock())
    yield opened
    opened.close()


@pytest.fixture
def start_worker(database: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(lease: float = 1.0) -> subprocess.Popen[bytes]:
        script = tmp_path / f"worker{len(started)}.py"
        text = A_WORKER.format(cases=str(CASES), database=str(database), handlers=HANDLERS, lease=lease)
        script.write_text(text, encoding="utf-8")
        started.append(subprocess.Popen([sys.executable, str(script)]))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def ask(store: SqlStore, kind: str, limit_seconds: int = 300, **payload: Any) -> Job:
    return store.jobs.ask(JobRequest(kind=kind, payload=payload, limit_seconds=limit_seconds), RINA)


def until(holds: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true answer; fails when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := holds():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


def state_of(store: SqlStore, job: Job, *states: JobState) -> Callable[[], bool]:
    return lambda: store.jobs.get(job.id).state in states


def run_one(store: SqlStore, patience: Patience = QUICK) -> None:
    assert Worker(store.jobs, HANDLERS, patience).run_one()


def test_a_job_is_done_and_names_its_result(store: SqlStore, tmp_path: Path) -> None:
    """The handler's return value is the key of the result."""
    job = ask(store, "note", file=str(tmp_path / "lines"), number=7)
    run_one(store)
    done = store.jobs.get(job.id)
    assert (done.state, done.result, done.attempts) == (JobState.DONE, "7", 1)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("object_to", "plan_changed"),
        ("stumble", "fault"),
        ("run_out_of_memory", "out_of_memory"),
        ("sing", "unknown_kind"),
    ],
)
def test_a_fault_that_would_come_again_fails_the_job_at_once(store: SqlStore, kind: str, code: str) -> None:
    """No retry: the same input would give the same fault. The reason has a code for the catalogue of messages."""
    job = ask(store, kind)
    run_one(store)
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.reason_code, failed.attempts) == (JobState.FAILED, code, 1)


def test_a_process_that_aborts_is_tried_three_times_then_failed(store: SqlStore) -> None:
    """At most 2 retries. The worker itself lives and does the next job."""
    job = ask(store, "crash")
    for _ in range(3):
        run_one(store)
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.reason_code, failed.attempts) == (JobState.FAILED, "worker_lost", 3)
    assert not Worker(store.jobs, HANDLERS, QUICK).run_one()


def test_the_second_attempt_may_succeed(store: SqlStore, tmp_path: Path) -> None:
    """A process lost once costs one attempt, not the job."""
    job = ask(store, "crash_once", file=str(tmp_path / "mark"))
    run_one(store)
    run_one(store)
    done = store.jobs.get(job.id)
    assert (done.state, done.result, done.attempts) == (JobState.DONE, "second", 2)


def test_progress_is_seen_while_the_job_runs_and_a_cancel_keeps_the_best(store: SqlStore) -> None:
    """Progress has elapsed, best, bound, gap and a sentence; after a cancel the handler returns what it has."""
    job = ask(store, "search")
    thread = threading.Thread(target=run_one, args=(store,))
    thread.start()
    progress = until(
        lambda: (store.jobs.get(job.id).progress or Progress()).sentence and store.jobs.get(job.id).progress
    )
    assert (progress.best, progress.bound, progress.gap) == (100, 40, 0.6)
    assert progress.elapsed > 0
    asked = time.monotonic()
    assert store.jobs.cancel(job.id, RINA).state is JobState.CANCELLING
    thread.join()
    assert time.monotonic() - asked < 5
    ended = store.jobs.get(job.id)
    assert (ended.state, ended.result) == (JobState.CANCELLED, "best-100")


def test_the_elapsed_time_is_told_although_the_handler_says_nothing(store: SqlStore, tmp_path: Path) -> None:
    """A silent handler must not look dead: the worker itself shows the time at least every 5 s, here every 0.1 s."""
    job = ask(store, "deaf", file=str(tmp_path / "pid"))
    thread = threading.Thread(target=run_one, args=(store,))
    thread.start()
    until(lambda: (store.jobs.get(job.id).progress or Progress()).elapsed > 0.3)
    store.jobs.cancel(job.id, RINA)
    thread.join()


def test_a_handler_that_does_not_hear_the_cancel_is_ended(store: SqlStore, tmp_path: Path) -> None:
    """Cancelled within 5 s, without a result; no process stays."""
    job = ask(store, "deaf", file=str(tmp_path / "pid"))
    thread = threading.Thread(target=run_one, args=(store,))
    thread.start()
    pid = int(until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    asked = time.monotonic()
    store.jobs.cancel(job.id, RINA)
    thread.join()
    assert time.monotonic() - asked < 5
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).result) == (JobState.CANCELLED, None)
    assert not is_running(pid)


@needs_posix
def test_a_stopped_process_is_ended_after_its_limit(store: SqlStore, tmp_path: Path) -> None:
    """The watchdog: limit 1 s, 0.5 s of patience here (10 in use). SIGSTOP cannot be caught, so nothing else helps."""
    job = ask(store, "deaf", limit_seconds=1, file=str(tmp_path / "pid"))
    thread = threading.Thread(target=run_one, args=(store,))
    thread.start()
    pid = int(until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    os.kill(pid, signal.SIGSTOP)
    thread.join()
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.reason_code) == (JobState.FAILED, "time_limit")
    assert not is_running(pid)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="memory of a process is read from /proc")
def test_a_job_that_takes_too_much_memory_fails_for_that_reason(store: SqlStore) -> None:
    """300 MB where 200 are allowed: the job fails, the worker goes on."""
    job = ask(store, "grow", megabytes=300)
    run_one(store, Patience(beat=0.1, memory_bytes=200 << 20))
    assert store.jobs.get(job.id).reason_code == "out_of_memory"


@needs_posix
def test_a_job_of_a_killed_worker_is_taken_up_again(
    store: SqlStore, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """kill -9 of the worker in mid-job: another one sees its beat stand still and starts the job again.

    Its process, and the one that started, are gone as well: the broken pipe told them.
    """
    first = start_worker()
    job = ask(store, "with_offspring", file=str(tmp_path / "pids"))
    pids = until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text())
    first.kill()
    until(lambda: not any(is_running(int(pid)) for pid in pids.split()))
    (tmp_path / "pids").unlink()
    start_worker()
    until(lambda: (tmp_path / "pids").exists() and store.jobs.get(job.id).attempts == 2)
    store.jobs.cancel(job.id, RINA)
    until(state_of(store, job, JobState.CANCELLED))


@needs_posix
def test_without_the_lease_the_job_of_a_killed_worker_stays_lost(
    store: SqlStore, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """Negative control: with a lease that never ends nobody takes the job up in the same time."""
    first = start_worker(lease=1e9)
    job = ask(store, "deaf", file=str(tmp_path / "pid"))
    until(lambda: (tmp_path / "pid").exists())
    first.kill()
    start_worker(lease=1e9)
    time.sleep(2.5)
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).attempts) == (JobState.RUNNING, 1)


@needs_posix
def test_sigterm_gives_a_job_back_without_counting_the_attempt(
    store: SqlStore, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """An orderly end within 10 s; the job waits for the next worker as if it had never been started."""
    worker = start_worker()
    job = ask(store, "deaf", file=str(tmp_path / "pid"))
    pid = int(until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    worker.terminate()
    assert worker.wait(timeout=10) == 0
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).attempts) == (JobState.QUEUED, 0)
    assert not is_running(pid)


def test_a_clock_that_jumps_makes_no_job_look_lost(store: SqlStore) -> None:
    """36 days on, 2 hours back: the lease runs on the monotonic clock since the beat was seen to change."""
    ask(store, "search")
    claimed = store.jobs.claim("other")
    now = [0.0]
    lost = LostJobs(store.jobs, NothingPutBy(), 15, monotonic=lambda: now[0])
    for jump in (timedelta(days=36), timedelta(hours=-2)):
        store.clock.jump = jump
        now[0] += 14
        lost.release()
        assert store.jobs.beat(claimed, Progress()) is not None
    lost.release()  # sees the last beat
    now[0] += 15
    lost.release()
    assert store.jobs.get(claimed.id).state is JobState.QUEUED


class FailingJobs:
    """The job table of a store whose disk is full for the first few writes of a result."""

    def __init__(self, jobs: Any, failures: int) -> None:
        self._jobs = jobs
        self.left = failures

    def __getattr__(self, name: str) -> Any:
        return getattr(self._jobs, name)

    def finish(self, job: Job, result: str | None) -> bool:
        if self.left:
            self.left -= 1
            raise StoreUnavailable("store_full: no space left", code="store_full")
        return self._jobs.finish(job, result)


def test_a_full_disk_costs_no_result(store: SqlStore, tmp_path: Path) -> None:
    """The result is written as soon as the store takes it, without running the job again."""
    job = ask(store, "note", file=str(tmp_path / "lines"), number=1)
    jobs = FailingJobs(store.jobs, failures=3)
    assert Worker(jobs, HANDLERS, QUICK).run_one()
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).attempts, jobs.left) == (JobState.DONE, 1, 0)


def _many_jobs(store: SqlStore, start_worker: Callable[..., Any], lines: Path, jobs: int, workers: int) -> None:
    asked = [ask(store, "note", file=str(lines), number=number) for number in range(jobs)]
    for _ in range(workers):
        start_worker(lease=60)
    until(lambda: all(store.jobs.get(job.id).state.is_final for job in asked), seconds=600)
    assert {store.jobs.get(job.id).state for job in asked} == {JobState.DONE}
    assert Counter(lines.read_text().split()) == Counter(str(number) for number in range(jobs))


def test_many_jobs_over_two_workers_run_once_each(
    store: SqlStore, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """Each job leaves one line: none is missing, none stands twice."""
    _many_jobs(store, start_worker, tmp_path / "lines", jobs=8, workers=2)


@pytest.mark.slow
def test_200_jobs_over_4_workers_run_once_each(
    store: SqlStore, start_worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """The same at the size that the design names."""
    _many_jobs(store, start_worker, tmp_path / "lines", jobs=200, workers=4)


class OnePutBy:
    """A rescue that has one thing for every job, and notes what was asked of it."""

    def __init__(self, key: str | None = "the best so far") -> None:
        self.key = key
        self.asked: list[str] = []

    def keep(self, _job: Job, code: str) -> str | None:
        self.asked.append(code)
        return self.key

    def drop(self, _job: Job) -> None:
        self.asked.append("drop")


def run_and_cancel(store: SqlStore, rescue: OnePutBy, *, keep: bool) -> tuple[Job, float]:
    """The job cancelled once it put something by, and how long its end took."""
    job = ask(store, "improve")
    thread = threading.Thread(target=Worker(store.jobs, HANDLERS, QUICK, rescue).run_one)
    thread.start()
    until(lambda: (store.jobs.get(job.id).progress or Progress()).kept)
    since = time.monotonic()
    store.jobs.cancel(job.id, RINA, keep=keep)
    thread.join()
    return store.jobs.get(job.id), time.monotonic() - since


def test_what_was_put_by_is_kept_at_a_cancel_within_five_seconds(store: SqlStore) -> None:
    """The handler never looks up, so nothing but what it put by can be the result."""
    rescue = OnePutBy()
    ended, took = run_and_cancel(store, rescue, keep=True)
    assert (ended.state, ended.result, rescue.asked) == (JobState.CANCELLED, "the best so far", ["cancelled"])
    assert took < 5


def test_what_was_put_by_is_dropped_when_that_is_asked(store: SqlStore) -> None:
    rescue = OnePutBy()
    ended, _ = run_and_cancel(store, rescue, keep=False)
    assert (ended.state, ended.result, rescue.asked) == (JobState.CANCELLED, None, ["drop"])


def test_without_anything_put_by_a_cancel_keeps_nothing(store: SqlStore) -> None:
    """The negative control of the one above."""
    ended, _ = run_and_cancel(store, OnePutBy(None), keep=True)
    assert (ended.state, ended.result) == (JobState.CANCELLED, None)


@needs_posix
def test_a_hung_job_ends_with_what_it_put_by(store: SqlStore, tmp_path: Path) -> None:
    """Stopped by SIGSTOP it can do nothing itself; the limit is 1 s, the patience after it 0.5 s."""
    file = tmp_path / "pid"
    job = ask(store, "improve", limit_seconds=1, file=str(file))
    rescue = OnePutBy()
    thread = threading.Thread(target=Worker(store.jobs, HANDLERS, QUICK, rescue).run_one)
    thread.start()
    os.kill(int(until(lambda: file.exists() and file.read_text())), signal.SIGSTOP)
    thread.join()
    ended = store.jobs.get(job.id)
    assert (ended.state, ended.result, rescue.asked) == (JobState.DONE, "the best so far", ["time_limit"])


@pytest.mark.parametrize(("key", "state"), [("the best so far", JobState.DONE), (None, JobState.FAILED)])
def test_a_job_that_breaks_off_three_times_ends_with_what_it_put_by_or_a_reason(
    store: SqlStore, key: str | None, state: JobState
) -> None:
    job = ask(store, "improve_and_crash")
    worker = Worker(store.jobs, HANDLERS, QUICK, OnePutBy(key))
    for _ in range(3):
        assert worker.run_one()
    ended = store.jobs.get(job.id)
    assert (ended.state, ended.result, ended.attempts) == (state, key, 3)
    assert ended.reason_code == ("" if key else "worker_lost")


def lose(store: SqlStore, job: Job, rescue: OnePutBy) -> Job:
    """Nobody hears of the job's owner for the length of the lease; what another worker makes of it."""
    now = [0.0]
    lost = LostJobs(store.jobs, rescue, 15, monotonic=lambda: now[0])
    lost.release()  # sees it for the first time
    now[0] += 15
    lost.release()
    return store.jobs.get(job.id)


def claimed_for_the_third_time(store: SqlStore) -> Job:
    """Two owners are gone already."""
    ask(store, "improve")
    for owner in ("first", "second"):
        store.jobs.release(store.jobs.claim(owner))
    return store.jobs.claim("third")


@pytest.mark.parametrize(("key", "state"), [("the best so far", JobState.DONE), (None, JobState.FAILED)])
def test_a_job_whose_third_worker_is_gone_ends_with_what_it_put_by_or_a_reason(
    store: SqlStore, key: str | None, state: JobState
) -> None:
    """As when its own process breaks off a third time: here the worker itself was killed, and another one finds it."""
    rescue = OnePutBy(key)
    ended = lose(store, claimed_for_the_third_time(store), rescue)
    assert (ended.state, ended.result, rescue.asked) == (state, key, ["worker_lost"])
    assert ended.reason_code == ("" if key else "worker_lost")


def test_a_job_whose_first_worker_is_gone_is_taken_up_again(store: SqlStore) -> None:
    """What was put by stays for later."""
    ask(store, "improve")
    rescue = OnePutBy()
    ended = lose(store, store.jobs.claim("first"), rescue)
    assert (ended.state, ended.result, rescue.asked) == (JobState.QUEUED, None, [])


@pytest.mark.parametrize(("keep", "result", "asked"), [(True, "the best so far", "cancelled"), (False, None, "drop")])
def test_a_cancelled_job_whose_worker_is_gone_keeps_or_drops_what_it_put_by(
    store: SqlStore, *, keep: bool, result: str | None, asked: str
) -> None:
    """As the one who cancelled asked, although its worker could not do it any more."""
    ask(store, "improve")
    job = store.jobs.claim("first")
    store.jobs.cancel(job.id, RINA, keep=keep)
    rescue = OnePutBy()
    ended = lose(store, job, rescue)
    assert (ended.state, ended.result, rescue.asked) == (JobState.CANCELLED, result, [asked])
