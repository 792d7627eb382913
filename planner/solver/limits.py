"""How long a solve may take. Apart from the solver, so that nothing loads it for the sake of a limit."""

from dataclasses import dataclass
from math import inf
from time import monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How long one solve may take.

    deterministic : CP-SAT's own repeatable seconds, not the wall's.
    until         : `time.monotonic()` at which the whole search ends; the clock is one for all processes of a machine.
    """

    seconds: float
    seed: int = 0
    deterministic: bool = False
    until: float = inf

    def wall_seconds(self) -> float:
        """Seconds of the wall that a solve beginning now may take."""
        return min(self.seconds, self.until - monotonic())
