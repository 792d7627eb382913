"""The arithmetic of the tickets.

A row holds `tickets = max(issued, max(0, min(capacity_tickets, caps) - lowered_by_proof))`. What binds it is, in this
order: `issued` where tickets already handed out lift it; `proof` (or a term of the promise) where the proof run took
tickets off; the cap with the least value; a term of the promise (`wait`, `close`, ...: any name that is no cap) where
the capacity is the least. Where two are equally small either may be named.
"""

from collections import Counter
from collections.abc import Iterator

from planner.calendar.hours import DayHours
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek
from planner.domain.ids import WindowId
from planner.domain.mall import Desk
from planner.domain.plan import Quota

ISSUED, PROOF = "issued", "proof"


def quota_place(quota: Quota) -> Place:
    """Where a quota applies."""
    return Place(desk=quota.desk, day=quota.day, session=quota.window, part=quota.service or "")


def windows_of(desk: Desk, hours: DayHours) -> tuple[WindowId, ...]:
    """Windows of the day that begin before the desk's last ticket."""
    return tuple(w.id for w in hours.windows if desk.last_ticket is None or w.start < desk.last_ticket)


def quota_rows(week: PlanWeek) -> Iterator[Violation]:
    """quota_rows: each open desk, day and window has one row of the desk; closed ones have none.

    A window that begins at or after the desk's last ticket may have a row with 0 tickets.
    """
    counts = Counter((q.desk, q.day, q.window, q.service) for q in week.plan.quotas)
    needed = {(desk.id, day, w, None) for desk, day, hours in week.open_desk_days for w in windows_of(desk, hours)}
    for desk, day, window, service in sorted(needed - counts.keys()):
        yield week.broken("quota_rows", Place(desk=desk, day=day, session=window, part=service or ""), "no row")
    for quota in week.plan.quotas:
        count = counts[quota.desk, quota.day, quota.window, quota.service]
        is_open = (quota.desk, quota.day, quota.window, None) in needed
        if count > 1 or not (is_open or _is_late_and_empty(week, quota)):
            yield week.broken("quota_rows", quota_place(quota), f"{count} row(s), {quota.tickets} tickets")


def _is_late_and_empty(week: PlanWeek, quota: Quota) -> bool:
    hours = week.hours_of(quota.desk, quota.day)
    return hours is not None and quota.tickets == 0 and quota.window in {w.id for w in hours.windows}


def quota_arithmetic(week: PlanWeek) -> Iterator[Violation]:
    """quota_arithmetic: tickets are the least cap less what the proof took off, never below those issued."""
    for quota in week.plan.quotas:
        expected = max(quota.issued, before_issued(quota))
        if quota.tickets != expected or quota.issued < 0:
            yield week.broken("quota_arithmetic", quota_place(quota), f"{quota.tickets}, expected {expected}")


def before_issued(quota: Quota) -> int:
    """Tickets that caps and proof allow, whatever is already handed out."""
    return max(0, _least(quota) - quota.lowered_by_proof)


def _least(quota: Quota) -> int:
    return min((quota.capacity_tickets, *quota.caps.values()))


def quota_binding(week: PlanWeek) -> Iterator[Violation]:
    """quota_binding: the cap that is named as binding is the one that binds, and the next one is the next."""
    for quota in week.plan.quotas:
        if not _is_binding(quota):
            yield week.broken("quota_binding", quota_place(quota), quota.binding)
        elif not _is_next(quota):
            yield week.broken("quota_binding", quota_place(quota), f"{quota.binding}, then {quota.next_binding}")


def _is_binding(quota: Quota) -> bool:
    least, is_cap = _least(quota), quota.binding in quota.caps
    if quota.issued > before_issued(quota):
        return quota.binding == ISSUED
    if quota.lowered_by_proof:
        return not is_cap and quota.binding not in ("", ISSUED)
    if is_cap:
        return quota.caps[quota.binding] == least
    return quota.capacity_tickets == least and quota.binding not in ("", ISSUED, PROOF)


def _is_next(quota: Quota) -> bool:
    """A cap named as next is the least of the others. Terms of the promise behind a binding cap are the capacity."""
    others = {name: value for name, value in quota.caps.items() if name != quota.binding}
    binds_by_cap = quota.binding in quota.caps
    if quota.next_binding in quota.caps:
        rivals = [*others.values(), quota.capacity_tickets] if binds_by_cap else list(others.values())
        return quota.next_binding in others and others[quota.next_binding] == min(rivals)
    if quota.next_binding and binds_by_cap:
        return quota.capacity_tickets <= min(others.values(), default=quota.capacity_tickets)
    return True


def windows_add_up(week: PlanWeek) -> Iterator[Violation]:
    """windows_add_up: capacity tickets of a desk's windows are the day's that stands beside the tables."""
    simulated = {(row.desk, row.day): row.simulated_tickets for row in week.plan.table_minus_simulation}
    for desk, day, _ in week.open_desk_days:
        total = sum(q.capacity_tickets for q in week.desk_quotas(desk.id, day))
        stated = simulated.get((desk.id, day), 0)
        if total != stated:
            yield week.broken("windows_add_up", Place(desk=desk.id, day=day), f"{total}, stated {stated}")


def quota_ranges(week: PlanWeek) -> Iterator[Violation]:
    """quota_range: a range is that of the desk-day's own quota, and holds it."""
    for row in week.plan.ranges:
        total = sum(q.tickets for q in week.desk_quotas(row.desk, row.day))
        if row.tickets != total or not row.low <= total <= row.high:
            yield week.broken(
                "quota_range", Place(desk=row.desk, day=row.day), f"{row.low}-{row.high} around {row.tickets}, {total}"
            )


def sub_quotas(week: PlanWeek) -> Iterator[Violation]:
    """sub_quota_inside: a service's tickets are within the desk's of that window and, over the day, its own cap."""
    desk_tickets = {(q.desk, q.day, q.window): q.tickets for q in week.plan.quotas if q.service is None}
    caps = {(s.desk, s.id): s.own_cap for s in week.mall.services if s.own_cap is not None}
    by_day: Counter[tuple[str, object, str]] = Counter()
    for quota in week.plan.quotas:
        if quota.service is None:
            continue
        by_day[quota.desk, quota.day, quota.service] += quota.tickets - quota.issued
        limit = desk_tickets.get((quota.desk, quota.day, quota.window), 0)
        if quota.tickets > limit:
            yield week.broken("sub_quota_inside", quota_place(quota), f"{quota.tickets} > {limit}")
        cap = caps.get((quota.desk, quota.service))
        if cap is not None and by_day[quota.desk, quota.day, quota.service] > cap:
            yield week.broken("sub_quota_inside", quota_place(quota), f"own_cap {cap}")
