"""Quotas set by hand, laid over a plan's."""

from planner.planning.set_quotas import with_set_quotas
from planner.planning.stored import QuotaOverride
from tests.builders import MONDAY, a_plan


def test_quotas_set_by_hand_are_what_was_planned():
    """Ten tickets of Monday morning raised to fifteen: fifteen handed out are then no more than planned."""
    plan = a_plan()
    quota = next(q for q in plan.quotas if (q.desk, q.day, q.window) == ("pajak", MONDAY, "pagi"))
    override = QuotaOverride(
        desk="pajak", day=MONDAY, window="pagi", tickets=15, computed_tickets=quota.tickets, reason="antre panjang"
    )
    changed = with_set_quotas(plan, [override])
    assert [q.tickets for q in changed.quotas if q not in plan.quotas] == [15]
    assert with_set_quotas(plan, []) is plan
