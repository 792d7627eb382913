"""A week's roster and plan as machines read them: ids, ISO dates, whole numbers; no leave, no forecast."""

from typing import Any

from planner.planning.plan_file import plan_as_json
from webapp.plans import Shown

PLAN_PARTS = ("passport", "postings", "quotas", "stages", "shortfalls")


def head_of(shown: Shown) -> dict[str, Any]:
    """Which version it is."""
    entry = shown.entry
    return {
        "plan": entry.id,
        "state": entry.state,
        "stale": entry.stale,
        "week": str(entry.week),
        "published_at": entry.published_at.isoformat() if entry.published_at else None,
        "zone": shown.plan.input.mall.zone,
    }


def roster_document(shown: Shown) -> dict[str, Any]:
    """Who sits where."""
    names = {officer.id: officer.name for officer in shown.plan.input.mall.officers}
    rows = plan_as_json(shown.plan)["postings"]
    return {
        "format": "loketplan-roster/1",
        **head_of(shown),
        "postings": [{**row, "officer_name": names.get(row["officer"], row["officer"])} for row in rows],
    }


def plan_document(shown: Shown) -> dict[str, Any]:
    """Postings, quotas with what was set by hand in them, stages and shortfalls, with the plan's passport."""
    whole = plan_as_json(shown.plan)
    overrides = [
        {
            "desk": o.desk,
            "date": o.day.isoformat(),
            "window": o.window,
            "channel": o.channel,
            "tickets": o.tickets,
            "computed_tickets": o.computed_tickets,
            "reason": o.reason,
            "broken_promise": o.broken_promise,
            "ends_at": o.ends_at.isoformat() if o.ends_at else None,
        }
        for o in shown.overrides
        if o.desk in {row["desk"] for row in whole["quotas"]}
    ]
    return {
        "format": "loketplan-week/1",
        **head_of(shown),
        **{name: whole[name] for name in PLAN_PARTS},
        "overrides": overrides,
    }
