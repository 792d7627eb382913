"""The worker: takes jobs from the store one by one, each in a child process, and looks after it.

Started by `loketplan worker`, or by `start_worker` beside the web. Any number may run, on one machine or on several.
"""

import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from planner.job_child import Ended, JobChild
from planner.planning.ports import JobStore, StoreUnavailable
from planner.planning.stored import DROPPED, MOST_ATTEMPTS, Job, JobState

_log = logging.getLogger(__name__)


def most_memory() -> int:
    """Three quarters of the machine's memory in bytes; 0, no limit, where the system does not tell."""
    if not hasattr(os, "sysconf"):
        return 0
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 3 // 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the worker waits, in seconds.

    poll : between looks for a new job. beat: between signs of life. lease: without a sign of life a job is lost.
    hang : past its own limit a job is ended. stop: for the best so far, after a cancel. leave: for a job in hand when
    the worker itself is asked to end. memory_bytes: most resident memory of a job, 0 for no limit.
    """

    poll: float = 0.5
    beat: float = 1.0
    lease: float = 15.0
    hang: float = 10.0
    stop: float = 3.0
    leave: float = 5.0
    memory_bytes: int = 0


class Rescue(Protocol):
    """What a job put by before it was cut short."""

    def keep(self, job: Job, code: str) -> str | None:
        """Make it the result of the job, naming why it was cut short; the result's key, None without anything."""

    def drop(self, job: Job) -> None:
        """Forget it."""


class NothingPutBy:
    """Answers `Rescue` where jobs put nothing by."""

    def keep(self, job: Job, code: str) -> str | None:  # noqa: ARG002 - the protocol's arguments
        """There is nothing."""
        return None

    def drop(self, job: Job) -> None:
        """There is nothing."""


class LostJobs:
    """Gives up jobs whose owner shows no sign of life for the length of the lease.

    The time is this process's own monotonic clock since it saw the beat change, never the moment in the store: so a
    clock that jumps makes no job look lost, and none is run twice.
    """

    def __init__(
        self, jobs: JobStore, rescue: Rescue, lease: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._jobs = jobs
        self._rescue = rescue
        self._lease = lease
        self._monotonic = monotonic
        self._seen: dict[tuple[int, str | None, int], float] = {}

    def release(self) -> None:
        """Look at all jobs in work, and give up those that are lost."""
        now = self._monotonic()
        working = self._jobs.working()
        self._seen = {_life(job): self._seen.get(_life(job), now) for job in working}
        for job in working:
            if now - self._seen[_life(job)] >= self._lease:
                self.give_up(job)
                _log.warning("job %s of %s was lost, now %s", job.id, job.owner, self._jobs.get(job.id).state)

    def give_up(self, job: Job) -> None:
        """Back into the queue; one that was cancelled, or was tried often enough, ends with what it put by."""
        kept = None
        if job.reason_code == DROPPED:
            self._rescue.drop(job)
        elif job.state is JobState.CANCELLING or job.attempts >= MOST_ATTEMPTS:
            kept = self._rescue.keep(job, "cancelled" if job.state is JobState.CANCELLING else "worker_lost")
        if kept:
            self._jobs.finish(job, kept)
        else:
            self._jobs.release(job)


def _life(job: Job) -> tuple[int, str | None, int]:
    return job.id, job.owner, job.beat


class Worker:
    """The loop. handlers: kind of job -> "module:function", imported in the child only."""

    def __init__(
        self,
        jobs: JobStore,
        handlers: Mapping[str, str],
        patience: Patience | None = None,
        rescue: Rescue | None = None,
    ) -> None:
        self._jobs = jobs
        self._rescue = rescue or NothingPutBy()
        self._handlers = handlers
        self._patience = patience or Patience(memory_bytes=most_memory())
        self._lost = LostJobs(jobs, self._rescue, self._patience.lease)
        self._leaving = threading.Event()

    def leave(self) -> None:
        """Take no more jobs; one in hand gets a moment to end, else it goes back."""
        self._leaving.set()

    def run(self) -> None:
        """Work until asked to leave."""
        _log.info("worker waits for jobs: %s", ", ".join(sorted(self._handlers)) or "it can do none")
        while not self._leaving.is_set():
            if not self.run_one():
                self._leaving.wait(self._patience.poll)

    def run_one(self) -> bool:
        """Do one job; False when there was none, or the store did not answer."""
        try:
            self._lost.release()
            job = self._jobs.claim(f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}")
            if job is not None:
                self._do(job)
            return job is not None
        except StoreUnavailable as fault:  # the job in hand, if any, will be taken up again by its lease
            _log.warning("the store does not answer: %s", fault)
            return False

    def _do(self, job: Job) -> None:
        handler = self._handlers.get(job.kind)
        if handler is None:
            self._jobs.fail(job, "unknown_kind", f"this worker cannot do {job.kind!r}")
            return
        child = JobChild(handler, {**job.payload, "job": job.id})
        try:
            ended = self._attend(job, child)
        finally:
            child.end()
        if ended is not None:
            self._close(job, ended)

    def _attend(self, job: Job, child: JobChild) -> Ended | None:
        """Listen to the child until it ends or must be ended; None when the job is not ours to close."""
        left_at: float | None = None
        while True:
            ended = child.wait(self._patience.beat)
            if ended is not None:
                return ended
            current = self._beat(job, child)
            if current is None:
                return None
            if current.state is JobState.CANCELLING:
                if child.progress.kept or current.reason_code == DROPPED:
                    return Ended(how="cut", code=current.reason_code or "cancelled")
                child.ask_to_stop()
            if self._leaving.is_set():
                left_at = left_at or time.monotonic()
                if time.monotonic() - left_at >= self._patience.leave:
                    self._jobs.release(current, counted=False)
                    return None
            must_end = self._reason_to_end(job, child)
            if must_end is not None:
                return must_end

    def _beat(self, job: Job, child: JobChild) -> Job | None:
        """Show life. A store that is busy or full for a moment is no reason to end the child."""
        try:
            self._lost.release()
            return self._jobs.beat(job, replace(child.progress, elapsed=round(child.elapsed_seconds, 1)))
        except StoreUnavailable as fault:
            _log.warning("no sign of life of job %s: %s", job.id, fault)
            return job

    def _reason_to_end(self, job: Job, child: JobChild) -> Ended | None:
        if child.stopping_seconds >= self._patience.stop:
            return Ended(how="cut", code="cancelled")  # nothing came in time
        if child.elapsed_seconds >= job.limit_seconds + self._patience.hang:
            return Ended(how="cut", code="time_limit", text=f"no result {self._patience.hang:g} s after its limit")
        memory, most = child.resident_bytes() if self._patience.memory_bytes else 0, self._patience.memory_bytes
        if memory > most:
            text = f"the job took {memory >> 20} MB of memory, {most >> 20} MB are allowed"
            return Ended(how="cut", code="out_of_memory", text=text)
        return None

    def _close(self, job: Job, ended: Ended) -> None:
        """Write how it ended; as often as it takes, so that a full disk costs no result."""
        while True:
            try:
                return self._write_end(job, ended)
            except StoreUnavailable as fault:
                _log.warning("the end of job %s is not written yet: %s", job.id, fault)
                if self._leaving.wait(self._patience.beat):
                    return None

    def _write_end(self, job: Job, ended: Ended) -> None:
        if ended.how == "result":
            self._jobs.finish(job, ended.result)
        elif ended.how == "fault":
            self._jobs.fail(job, ended.code, ended.text)
        elif ended.how == "cut":
            self._write_cut(job, ended)
        else:
            self._write_loss(job)

    def _write_cut(self, job: Job, ended: Ended) -> None:
        """With what was put by, if it shall be kept; a job that nobody cancelled fails without it."""
        if ended.code == DROPPED:
            self._rescue.drop(job)
            self._jobs.finish(job, None)
            return
        kept = self._rescue.keep(job, ended.code)
        if kept or ended.code == "cancelled":
            self._jobs.finish(job, kept)
        else:
            self._jobs.fail(job, ended.code, ended.text)

    def _write_loss(self, job: Job) -> None:
        current = self._jobs.get(job.id)
        if current.owner == job.owner:
            self._lost.give_up(current)


def run_worker(worker: Worker, *, stop_with_stdin: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C, or until the standard input ends when that is asked for."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.leave())
    if stop_with_stdin:
        threading.Thread(target=_leave_with_stdin, args=(worker,), daemon=True).start()
    worker.run()


def _leave_with_stdin(worker: Worker) -> None:
    while sys.stdin.buffer.read(1024):
        pass
    worker.leave()


def start_worker(data: Path) -> "subprocess.Popen[bytes]":
    """A worker in a process of its own, which leaves when this process ends, however it ends."""
    command = [sys.executable, "-m", "planner", "worker", "--data", str(data), "--stop-with-stdin"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)
