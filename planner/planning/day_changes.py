"""A quota rises from one day to the next by no more than the mall allows."""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.ids import DeskId
from planner.planning.planned_week import DeskDayKey
from planner.planning.quotas import SimulatedDay, spread_over_windows
from planner.queueing.caps import change_cap
from planner.queueing.proof import Lowered

CHANGE = "change"
NO_LIMIT = 1.0  # Assumptions.max_change_share that allows any change


def too_steep(
    days: Mapping[DeskDayKey, SimulatedDay], proved: Mapping[DeskDayKey, Lowered], max_change_share: float
) -> dict[DeskDayKey, SimulatedDay]:
    """Desk-days whose proved tickets rise too much after the desk's day before, with the cap `change` put on them.

    Only rises are limited: a fall comes from what a day lacks, and no cap can lift it. The day after one without
    tickets may be anything, and so may the first day of the plan. Of each desk the first such day is given: the next
    ones depend on its tickets.
    """
    if max_change_share >= NO_LIMIT:
        return {}
    found: dict[DeskDayKey, SimulatedDay] = {}
    before: dict[DeskId, int] = {}
    for desk, day in sorted(proved, key=lambda key: key[1]):
        tickets = sum(proved[desk, day].tickets)
        most = change_cap(before.get(desk, 0), max_change_share)
        if tickets > most and desk not in {other for other, _ in found}:
            found[desk, day] = capped(days[desk, day], most)
        before[desk] = tickets
    return found


def capped(day: SimulatedDay, most: int) -> SimulatedDay:
    """The desk-day with the cap `change` on it: at most so many tickets."""
    assert day.capacity is not None
    return replace(day, caps={**day.caps, CHANGE: spread_over_windows(most, day.capacity.tickets)})
