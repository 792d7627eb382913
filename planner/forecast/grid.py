"""History as arrays: one row per calendar day, one column per service."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.forecast.base import History

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """History on a complete calendar; days run from `first_day` without a gap.

    first_day : days since 1970-01-01.
    services  : names of the columns, sorted.
    visits    : shape (days, services), 0 where not open.
    opens     : True where the counter opened and the count is known.
    full      : True where the quota was used up.
    drawn     : visits, on rebuilt days one demand drawn from what is possible.
    """

    first_day: int
    services: tuple[str, ...]
    visits: Array
    opens: Array
    full: Array
    drawn: Array

    @property
    def days(self) -> int:
        """Number of calendar days covered."""
        return int(self.visits.shape[0])

    @property
    def last_day(self) -> int:
        """Days since 1970-01-01 of the last row."""
        return self.first_day + self.days - 1

    def weekdays(self, ahead: int = 0) -> Array:
        """Weekday of every day, Monday 0, and of `ahead` days after the last; shape (days + ahead,)."""
        return (np.arange(self.days + ahead) + self.first_day + 3) % 7  # 1970-01-01 was a Thursday


def make_grid(history: History) -> Grid:
    """The history on a complete calendar from its first to its last day."""
    table = history.table
    services = history.services
    day = (table["date"].to_numpy().astype("datetime64[D]")).astype(int)
    first = int(day.min())
    column = table["service"].map({service: place for place, service in enumerate(services)}).to_numpy()
    place = (day - first, column)
    shape = (int(day.max()) - first + 1, len(services))
    opens = np.zeros(shape, dtype=bool)
    opens[place] = ~table["closed"].to_numpy(bool)
    visits = np.zeros(shape)
    visits[place] = table["visits"].to_numpy(float)
    full = np.zeros(shape, dtype=bool)
    full[place] = table["full"].to_numpy(bool)
    drawn = np.zeros(shape)
    drawn[place] = table["drawn"].to_numpy(float)
    return Grid(
        first_day=first,
        services=services,
        visits=np.where(opens, visits, 0.0),
        opens=opens,
        full=full,
        drawn=np.where(opens, drawn, 0.0),
    )


def calm_visits(grid: Grid) -> Array:
    """Visits with single wild values cut to four times the service's second-highest ordinary day.

    The bound is 4 x the 98 % point of the service's days above zero (at least the second-highest of them), so an
    outlier of x100 cannot carry a level away, real outreach spikes stay whole, and the bound scales with the history.
    """
    return np.minimum(grid.visits, _wild_bound(grid.visits))


def calm_drawn(grid: Grid) -> Array:
    """The drawn demand of every day under the same bound: what a forecast is compared with to learn its spread."""
    return np.minimum(grid.drawn, _wild_bound(grid.visits))


def _wild_bound(visits: Array) -> Array:
    """The highest believable count of each service, infinite where too little is known, shape (services,)."""
    bound = np.full(visits.shape[1], np.inf)
    for column in range(visits.shape[1]):
        positive = np.sort(visits[visits[:, column] > 0, column])
        if len(positive) >= 3:
            bound[column] = 4.0 * positive[len(positive) - max(2, int(np.ceil(0.02 * len(positive))))]
    return bound
