"""Which large agency-days are priced in a round, and for how long."""

from dataclasses import dataclass

from planner.solver.index import MallIndex

Key = tuple[str, int]
MIDDLE_OFFICERS = 9  # days up to this size are solved in tenths of a second
MIDDLE_SECONDS, LEAST_SECONDS, MOST_SECONDS = 0.6, 0.3, 2.0
FULL_EVERY = 4  # rounds, when a full one is too long
TOO_LONG = 1.5  # times the seconds a round should take


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """How one phase of the generation runs.

    kept_share  : of the old prices, when new ones are mixed in.
    end_at      : elapsed seconds; not looked at in reproducible mode, where `rounds` ends it.
    round_seconds : solver seconds of one round over all large agency-days.
    """

    name: str
    kept_share: float
    end_at: float
    round_seconds: float
    rounds: int


class Rounds:
    """Middle days are priced in every round; the largest take turns when all of them would take too long."""

    def __init__(self, index: MallIndex, large: list[Key]) -> None:
        sizes = {key: len(index.own.get(key[0], ())) + len(index.visitors.get(key[0], ())) for key in large}
        self.large = large
        self.middle = [key for key in large if sizes[key] <= MIDDLE_OFFICERS]
        self.largest = [key for key in large if sizes[key] > MIDDLE_OFFICERS]
        self._took: dict[Key, float] = {}
        self._round = self._turn = 0

    def took(self, key: Key, seconds: float) -> None:
        """Remember how long a day took; a skipped one (0) is remembered too."""
        self._took[key] = seconds

    def _expected(self, keys: list[Key], unknown: float) -> float:
        return sum(self._took.get(key, unknown) for key in keys)

    def due(self, phase: Phase, always_full: bool) -> list[Key]:
        """The days of this round."""
        self._round += 1
        middle = self._expected(self.middle, 0.1)
        whole = middle + self._expected(self.largest, LEAST_SECONDS)
        if always_full or whole <= TOO_LONG * phase.round_seconds or self._round % FULL_EVERY == 0:
            return self.large
        due, left = list(self.middle), phase.round_seconds - middle
        for _ in self.largest:
            key = self.largest[self._turn % len(self.largest)]
            left -= self._took.get(key, LEAST_SECONDS)
            if left < 0:
                break
            due.append(key)
            self._turn += 1
        return due

    def limit(self, key: Key, phase: Phase) -> float:
        """Seconds that one day may take."""
        if key in self.middle:
            return MIDDLE_SECONDS
        share = (phase.round_seconds - self._expected(self.middle, 0.1)) / len(self.largest)
        return min(MOST_SECONDS, max(LEAST_SECONDS, 2.0 * share))
