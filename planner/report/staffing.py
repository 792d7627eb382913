"""How many postings more a desk-day needs: an estimate from what one posting carries there."""

import math
from collections.abc import Sequence

from planner.domain.mall import Mall
from planner.report.desk_days import TOLD_FROM_VISITS, DeskDay, State

PRESENCE_KINDS = frozenset({"minimum_presence", "agency_presence"})
NOT_FOR_LACK_OF_STAFF = frozenset({"counters", "equipment", "supplies", "own_cap", "change"})


def missing_postings(row: DeskDay, mall: Mall) -> int:
    """Postings more that would serve those turned away, or fill the minimum; the larger of the two.

    Visits become postings by what a posting of that desk and day carries, so the figure is an estimate. Nothing is
    missing where counters, equipment, supplies or an agreed cap are what binds.
    """
    if row.state is not State.SHORT:
        return 0
    seats = sum(s.amount for s in row.shortfalls if s.kind in PRESENCE_KINDS)
    if row.turned_away < TOLD_FROM_VISITS or row.binding in NOT_FOR_LACK_OF_STAFF:
        return math.ceil(seats)
    return math.ceil(max(seats, row.turned_away / _visits_per_posting(row, mall)))


def _visits_per_posting(row: DeskDay, mall: Mall) -> float:
    if row.postings and row.tickets:
        return row.tickets / len(row.postings)
    sessions = row.hours.sessions if row.hours else ()
    minutes = [service.visit_minutes for service in mall.services_of(row.desk.id)]
    return max(1.0, _mean([s.minutes for s in sessions]) / _mean(minutes))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0
