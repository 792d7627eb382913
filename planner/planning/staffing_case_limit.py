"""What stops one more officer from helping: counters, a machine, closing time, or too little demand."""

from collections import Counter as Tally
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.planning.simulations import ROUND_SEARCH, Simulations
from planner.planning.staffing_case_year import DeskYear
from planner.queueing.desk_day import DeskDay

HARDLY_TURNED_AWAY = 0.02  # of demand
HELPS_FROM = 1 / 3  # an officer helps when he brings this part of what each of the team brings
MANY_MORE = 9


class LimitKind(StrEnum):
    """What has to grow before another officer helps; OFFICERS: nothing else does."""

    OFFICERS = "officers"
    COUNTERS = "counters"
    EQUIPMENT = "equipment"
    CLOSING = "closing"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What limits a desk. units: how many of it there are; equipment: its name where it is a machine."""

    kind: LimitKind
    units: int = 0
    equipment: str = ""


def find_limit(year: DeskYear, officers: int, turned_away_share: float, simulations: Simulations) -> Limit:
    """What limits the desk on its most frequent kind of day with all of its team and its pooled officers there.

    A machine is named when with more of it the added officer would help.
    """
    if turned_away_share < HARDLY_TURNED_AWAY:
        return Limit(kind=LimitKind.DEMAND)
    officers += round(sum(year.pool.values()))
    if officers >= year.counters and not year.counters_are_assumed:
        return Limit(kind=LimitKind.COUNTERS, units=year.counters)
    kinds = Tally((year.day_with(f.day, officers), year.day_with(f.day, officers + 1)) for f in year.forecasts)
    day, more = kinds.most_common(1)[0][0]
    tried = {name: _with_units(more, name) for name, _ in day.equipment}
    found = simulations.capacities(dict.fromkeys([day, more, *tried.values()]), ROUND_SEARCH)
    now, with_one = found[day].total, found[more].total
    if with_one - now >= HELPS_FROM * now / officers:
        return Limit(kind=LimitKind.OFFICERS, units=officers)
    freed = {name: found[changed].total for name, changed in tried.items()}
    best = max(freed, key=lambda name: freed[name], default=None)
    if best is not None and freed[best] - now >= HELPS_FROM * now / officers:
        return Limit(kind=LimitKind.EQUIPMENT, equipment=best, units=dict(day.equipment)[best])
    return Limit(kind=LimitKind.CLOSING)


def _with_units(day: DeskDay, name: str) -> DeskDay:
    units = tuple((other, n + MANY_MORE * (other == name)) for other, n in day.equipment)
    return replace(day, equipment=units)
