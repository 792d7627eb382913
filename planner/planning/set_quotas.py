"""Quotas that people set by hand, laid over those of a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from planner.domain.ids import DeskId, ServiceId, WindowId
from planner.domain.plan import Plan, Quota
from planner.planning.stored import QuotaOverride


def with_set_quotas(plan: Plan, overrides: Iterable[QuotaOverride]) -> Plan:
    """The plan with the tickets that people set by hand for all channels; never below those already issued.

    The computed number stays in `capacity_tickets` and caps.
    """
    by_hand = {(o.desk, o.day, o.window, o.service): o.tickets for o in overrides if not o.channel}
    if not by_hand:
        return plan
    return replace(plan, quotas=tuple(_set(quota, by_hand) for quota in plan.quotas))


def _set(quota: Quota, by_hand: Mapping[tuple[DeskId, date, WindowId, ServiceId | None], int]) -> Quota:
    tickets = by_hand.get((quota.desk, quota.day, quota.window, quota.service))
    return quota if tickets is None else replace(quota, tickets=max(tickets, quota.issued))
