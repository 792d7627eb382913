"""What the roster engine gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.solver.problem import Posting
from planner.solver.ruleset import Stage


class Outcome(StrEnum):
    """PROVED: no better plan exists at stage 1. FOUND: a plan with a gap. FALLBACK: the constructive plan."""

    PROVED = "proved"
    FOUND = "found"
    FALLBACK = "fallback"


class StoppedBy(StrEnum):
    """Why the search ended. A status the engine does not know is a FAULT, never "impossible"."""

    PROOF = "proof"
    TIME = "time"
    USER = "user"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickets:
    """Most tickets of a desk in a session that the roster's tables carry, 0 shown too."""

    desk: str
    day: int
    session: int
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageValue:
    """Value of a stage; bound None: none was proved. All whole numbers in the stage's own unit."""

    stage: Stage
    value: int
    bound: int | None = None

    @property
    def gap(self) -> float | None:
        """(value - bound) / value; 0 when the value is 0; None without a bound."""
        if self.bound is None:
            return 0.0 if self.value == 0 else None
        return 0.0 if self.value == 0 else max(0.0, (self.value - self.bound) / self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One thing that is short and priced in stage 1. amount: in the rule's own unit; fifths: its price."""

    rule: str
    day: int
    amount: int
    fifths: int
    agency: str
    desk: str = ""
    session: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A plan and how good it is known to be.

    postings : every officer at work, with counter and break kind (0: none).
    unkept   : pins that could not stand together with the hard rules.
    seconds  : wall time of the whole solve.
    reason   : one sentence when `stopped_by` is FAULT, else "".
    """

    outcome: Outcome
    stopped_by: StoppedBy
    postings: tuple[Posting, ...]
    tickets: tuple[Tickets, ...]
    stages: tuple[StageValue, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    seed: int = 0
    seconds: float = 0.0
    reason: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    unkept: tuple[Posting, ...] = ()

    def stage(self, stage: Stage) -> StageValue:
        """The value of one stage; raises StopIteration when it was not among the stages."""
        return next(value for value in self.stages if value.stage is stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to search.

    seconds      : wall limit of the whole solve.
    workers      : processes that solve side by side.
    reproducible : deterministic limits in place of wall limits; byte-equal results over runs and input order.
    memory_mb    : resident memory of each solver child.
    """

    seconds: float = 60.0
    workers: int = 2
    seed: int = 0
    reproducible: bool = False
    memory_mb: int = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One line of news while the engine works; best and bound of stage 1, None while unknown."""

    elapsed_seconds: float
    best: int | None
    bound: int | None
    phase: str

    @property
    def gap(self) -> float | None:
        """(best - bound) / best, None while either is unknown."""
        if self.best is None or self.bound is None:
            return None
        return 0.0 if self.best == 0 else (self.best - self.bound) / self.best
