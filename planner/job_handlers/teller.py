"""How a handler says how far it is, and hears that it is no longer wanted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from planner.planning.stored import Progress


class Stopped(Exception):  # not a fault: the one who asked no longer wants the result
    """The job was cancelled."""


@dataclass(kw_only=True)
class Teller:
    """Tells the steps of a job, and stops it where it was cancelled."""

    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    begun: float = field(default_factory=time.monotonic)

    def __call__(self, sentence: str) -> None:
        if self.cancelled():
            raise Stopped
        self.progress(Progress(elapsed=time.monotonic() - self.begun, sentence=sentence))
