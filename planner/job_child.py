"""One attempt at a job in a process of its own: the worker's handle on it, and what runs inside.

The pipe between the two is the only tie. Through it go progress and result one way and the wish to stop the other way;
when it breaks, the child knows that its worker is gone and ends itself with all it started.
"""

import contextlib
import importlib
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from planner.domain.errors import PlannerError
from planner.planning.stored import Progress

Handler = Callable[[Mapping[str, Any], Callable[[Progress], None], Callable[[], bool]], str | None]
_SPAWN = multiprocessing.get_context("spawn")
_NICENESS = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an attempt ended: with a result, with a fault that will come again, lost without a word, or cut short."""

    how: Literal["result", "fault", "lost", "cut"]
    result: str | None = None
    code: str = ""
    text: str = ""


class JobChild:
    """The worker's handle on the process."""

    def __init__(self, handler: str, payload: Mapping[str, Any]) -> None:
        self._channel, inner = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=run_handler, args=(handler, dict(payload), inner))
        self._process.start()
        inner.close()
        self._started = time.monotonic()
        self._told_to_stop: float | None = None
        self.progress = Progress()

    @property
    def elapsed_seconds(self) -> float:
        """Since the process was started."""
        return time.monotonic() - self._started

    @property
    def stopping_seconds(self) -> float:
        """Since it was asked to stop, 0 when it was not."""
        return time.monotonic() - self._told_to_stop if self._told_to_stop is not None else 0.0

    def ask_to_stop(self) -> None:
        """Let the handler see that it shall return what it has."""
        if self._told_to_stop is None:
            self._told_to_stop = time.monotonic()
            with contextlib.suppress(OSError):  # it has just ended by itself
                self._channel.send("stop")

    def wait(self, seconds: float) -> Ended | None:
        """Listen so long; how the attempt ended, None while it goes on. Progress is kept."""
        until = time.monotonic() + seconds
        try:
            while self._channel.poll(max(0.0, until - time.monotonic())):
                message = self._channel.recv()
                if isinstance(message, Ended):
                    return message
                self.progress = message
        except (EOFError, OSError):
            return Ended(how="lost")
        return None if self._process.is_alive() else Ended(how="lost")

    def resident_bytes(self) -> int:
        """Memory of the process and all it started; 0 where the system does not tell."""
        return group_resident_bytes(self._process.pid or 0)

    def end(self) -> None:
        """End the process and all it started, if they have not ended themselves."""
        self._channel.close()
        self._process.join(0.2)
        _kill_group(self._process.pid)
        self._process.kill()
        self._process.join()
        self._process.close()


def run_handler(handler: str, payload: dict[str, Any], channel: Connection) -> None:
    """Inside the process: run the handler and tell how it ended."""
    _lead_a_group()
    stop = threading.Event()
    sending = threading.Lock()
    threading.Thread(target=_listen, args=(channel, stop), daemon=True).start()

    def tell(progress: Progress) -> None:
        with sending:
            channel.send(progress)

    ended = _attempt(lambda: load_handler(handler)(payload, tell, stop.is_set))
    with sending:
        channel.send(ended)


def _attempt(work: Callable[[], str | None]) -> Ended:
    try:
        return Ended(how="result", result=work())
    except PlannerError as fault:
        return Ended(how="fault", code=fault.code, text=str(fault))
    except MemoryError:
        return Ended(how="fault", code="out_of_memory", text="the job needed more memory than there is")
    except Exception as fault:
        _log.exception("a job's handler failed")
        return Ended(how="fault", code="fault", text=f"{type(fault).__name__}: {fault}")


def load_handler(name: str) -> Handler:
    """The function of `module:function`."""
    module, _, function = name.partition(":")
    handler: Handler = getattr(importlib.import_module(module), function)
    return handler


def _listen(channel: Connection, stop: threading.Event) -> None:
    try:
        while channel.recv() == "stop":
            stop.set()
    except (EOFError, OSError):
        _kill_group(os.getpid())
        os._exit(1)


def _lead_a_group() -> None:
    """A process group of its own, so that it can be ended with all it starts; behind web and worker in the queue."""
    if os.name == "posix":
        os.setsid()
        os.nice(_NICENESS)


def _kill_group(pid: int | None) -> None:
    if os.name == "posix" and pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def group_resident_bytes(group: int) -> int:
    """Resident memory of all processes of a group, from /proc; 0 where there is none."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = stat.read_text().rpartition(")")[2].split()  # state, parent, group, ...; resident pages at 21
            pages += int(fields[21]) if int(fields[2]) == group else 0
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0
