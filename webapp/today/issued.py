"""Tickets handed out: which window they belong to."""

from datetime import date

from planner.domain.plan import Quota
from planner.report.desk_days import DeskDay
from webapp.plans import Shown

MOST_TICKETS = 2000


def find_window(shown: Shown, desk: str, day: date, window: str) -> tuple[DeskDay, Quota] | None:
    """The desk-day and the quota in force of a window, None when there is none or the asking person may not see it."""
    row = next((r for r in shown.rows if r.desk.id == desk and r.day == day), None)
    quota = next((w.quota for w in row.windows if w.quota.window == window), None) if row else None
    return (row, quota) if row and quota else None
