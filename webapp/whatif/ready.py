"""Scenarios one click away: what malls ask most, filled in from the plan of the week."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from planner.calendar.surges import get_surge
from planner.domain.ids import DeskId
from planner.domain.plan import Plan
from webapp.language import t
from webapp.whatif.kinds import Around

Rows = list[dict[str, Any]]


def ready_sets(around: Around, plan: Plan | None) -> list[tuple[str, str]]:
    """Name and title of every set that says something about this mall."""
    return [(name, t(f"whatif.ready_{name}")) for name in READY if ready_rows(name, around, plan)]


def ready_rows(name: str, around: Around, plan: Plan | None) -> Rows:
    """The changes of a set; none where it does not fit the mall, or for a name nobody knows."""
    make = READY.get(name)
    return make(around, plan) if make else []


def _surge(surge_id: str) -> Callable[[Around, Plan | None], Rows]:
    """A surge at every desk that feels it; each desk named, so that an agency's head asks about his own only."""

    def rows(around: Around, _plan: Plan | None) -> Rows:
        surge = get_surge(surge_id)
        desks = [d for d in around.mall.desks if surge.concerns_name(d.name) or surge.concerns_name(d.agency)]
        return [{"kind": "demand", "surge": surge_id, "desk": desk.id, **_week(around)} for desk in desks]

    return rows


def _week(around: Around) -> dict[str, str]:
    first, last = around.days
    return {"from": first.isoformat(), "to": last.isoformat()}


def _sick(around: Around, plan: Plan | None) -> Rows:
    """Who is posted most at the desk that turns most people away does not come on the first two days."""
    desk = _shortest_desk(around, plan)
    own = {officer.id for officer in around.mall.officers}
    posted = Counter(p.officer for p in plan.postings if p.desk == desk and p.officer in own) if plan else Counter()
    if not posted:
        return []
    first, second = around.week.days[:2]
    days = {"from": first.isoformat(), "to": second.isoformat()}
    return [{"kind": "absent", "officer": posted.most_common(1)[0][0], **days}]


def _one_more(around: Around, plan: Plan | None) -> Rows:
    desk = _shortest_desk(around, plan)
    return [{"kind": "officer_added", "desk": desk, "count": 1}] if desk else []


def _shortest_desk(around: Around, plan: Plan | None) -> DeskId | None:
    """The desk of the person's part of the mall that turns most visits away in the plan."""
    own = [desk.id for desk in around.mall.desks]
    turned = dict.fromkeys(own, 0.0)
    for proof in plan.proofs if plan else ():
        if proof.desk in turned:
            turned[proof.desk] += proof.turned_away
    return max(own, key=lambda desk: turned[desk], default=None)


READY: Mapping[str, Callable[[Around, Plan | None], Rows]] = {
    "after_lebaran": _surge("after_lebaran"),
    "school_entry": _surge("school_entry"),
    "cpns_intake": _surge("cpns_intake"),
    "sick": _sick,
    "one_more": _one_more,
}
