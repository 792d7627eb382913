"""The promise to citizens that a quota must keep."""

from dataclasses import dataclass

from planner.domain.checks import require_between, require_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Janji layanan: how many wait how long, and how surely everybody is served by closing.

    wait_minutes       : longest wait that keeps the promise.
    wait_share         : share of visits that must wait no longer, in each window, for each service, and for ordinary
                         visitors apart from priority ones.
    finish_probability : share of days on which all admitted are served by closing + grace.
    grace_minutes      : minutes past closing that still count as on time.
    """

    wait_minutes: int = 30
    wait_share: float = 0.9
    finish_probability: float = 0.95
    grace_minutes: int = 15

    def __post_init__(self) -> None:
        require_between(self.wait_minutes, 1, 480, "promise.wait_minutes")
        require_share(self.wait_share, "promise.wait_share")
        require_share(self.finish_probability, "promise.finish_probability")
        require_between(self.grace_minutes, 0, 120, "promise.grace_minutes")
