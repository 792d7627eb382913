"""What jobs do in the tests of the worker. Imported by the job's own process, whose search path the test sets."""
# ruff: noqa: ARG001 - a handler has three arguments, whether it uses them or not

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planner.domain.errors import Conflict
from planner.planning.stored import Progress

Given = Mapping[str, Any]
Tell = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def note(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Leave one line in a file and return its number."""
    with Path(payload["file"]).open("a", encoding="utf-8") as file:
        file.write(f"{payload['number']}\n")
    return str(payload["number"])


def search(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Get better and better until cancelled, then return the best."""
    best = 100
    progress(Progress(best=best, bound=40, gap=0.6, sentence="Mencari jadwal"))
    for _ in range(1200):
        if cancelled():
            return f"best-{best}"
        time.sleep(0.05)
    return "too late"


def crash(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """End the process as a failed check in native code does."""
    os.abort()


def crash_once(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """End the process at the first attempt only."""
    mark = Path(payload["file"])
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return "second"


def object_to(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Find the input wanting."""
    raise Conflict("the plan changed", code="plan_changed")


def stumble(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Have a mistake of our own."""
    raise ZeroDivisionError("division by zero")


def run_out_of_memory(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """As Python does when it gets no more memory."""
    raise MemoryError


def grow(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Take much memory and sit on it."""
    held = bytearray(os.urandom(1 << 20)) * payload["megabytes"]
    time.sleep(60)
    return str(len(held))


def with_offspring(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Start a process that would outlive this one, write both numbers down, and be busy for long."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(payload["file"]).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
    while True:
        time.sleep(1)


def deaf(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Be busy for long without looking whether anybody wants it to stop."""
    Path(payload["file"]).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return "never"


def improve(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Put something usable by at once, then search on without looking up."""
    progress(Progress(best=7, sentence="Mencari jadwal", kept=True))
    if "file" in payload:
        Path(payload["file"]).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return "never"


def improve_and_crash(payload: Given, progress: Tell, cancelled: Cancelled) -> str:
    """Put something usable by, then end as a failed check in native code does."""
    progress(Progress(best=7, kept=True))
    os.abort()
