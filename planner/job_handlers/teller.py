"""How a handler says how far it is, and hears that it is no longer wanted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from planner.planning.rounds import SearchNews
from planner.planning.shortfalls import FIFTHS
from planner.planning.steps import Step
from planner.planning.stored import Progress


class Stopped(Exception):  # not a fault: the one who asked no longer wants the result
    """The job was cancelled."""


@dataclass(kw_only=True)
class Teller:
    """Tells the steps of a job, and stops it where it was cancelled. What is known of the best stays known."""

    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    begun: float = field(default_factory=time.monotonic)
    told: Progress = field(default_factory=Progress)

    def __call__(self, step: Step) -> None:
        if self.cancelled():
            raise Stopped
        self._tell(replace(self.told, sentence=step.text_id, sentence_en=step.text_en))

    def search(self, news: SearchNews) -> None:
        """Best and bound of the search, in visits not served."""
        best, bound = (None if value is None else value / FIFTHS for value in (news.best, news.bound))
        self._tell(replace(self.told, best=best, bound=bound, gap=news.gap))

    def kept(self) -> None:
        """Something usable is kept."""
        self._tell(replace(self.told, kept=True))

    def _tell(self, news: Progress) -> None:
        self.told = replace(news, elapsed=time.monotonic() - self.begun)
        self.progress(self.told)
