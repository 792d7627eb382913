"""The door of the checker."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from planner.checker import breaks, file, limits, minutes, places, proofs, quotas, shortfalls, stages, waits
from planner.checker.violation import Violation
from planner.checker.week import DeskDay, PlanWeek
from planner.domain.plan import Plan, Posting

CHECKS = (
    file.forecast_rows,
    places.placements,
    places.given_rosters,
    places.sources,
    places.one_place,
    places.counters,
    places.pairs_apart,
    places.juniors_accompanied,
    breaks.breaks_taken,
    breaks.breaks_staggered,
    limits.week_minutes,
    limits.days_per_week,
    quotas.quota_rows,
    quotas.quota_arithmetic,
    quotas.quota_binding,
    quotas.windows_add_up,
    quotas.quota_ranges,
    quotas.sub_quotas,
    minutes.tickets_within_minutes,
    minutes.equipment_in_use,
    waits.tickets_within_wait,
    proofs.proof_rows,
    proofs.proof_staffing,
    proofs.proof_balance,
    proofs.proof_within_quota,
    proofs.promise_kept,
    shortfalls.shortfalls_listed,
    shortfalls.turned_away_listed,
    stages.stage_values,
)


def check_plan(
    plan: Plan,
    raw: Mapping[str, Any] | None = None,
    kept: tuple[Posting, ...] = (),
    touched: frozenset[DeskDay] | None = None,
) -> tuple[Violation, ...]:
    """Every rule the plan breaks; nothing when it holds.

    Parameters
    ----------
    raw
        The JSON values the plan was read from; with them the hashes of the passport are compared.
    kept
        Postings that must stand: pins and published days of a plan that replans another.
    touched
        Desk-days whose postings, quotas or proofs differ from a plan of the same mall that holds; the rules about the
        minutes and waits of one desk-day alone, which take longest, are asked for these only.

    A plan that names unknown things, or holds a row twice, is judged no further than that.
    """
    whole = (*(file.hashes(raw) if raw is not None else ()), *file.known_ids(plan), *file.rows_once(plan))
    if any(violation.rule in ("known_ids", "rows_once") for violation in whole):
        return whole
    week = PlanWeek(plan=plan, touched=touched)
    return (*whole, *chain.from_iterable(check(week) for check in CHECKS), *places.kept_postings(week, kept))


def given_roster_faults(plan: Plan) -> tuple[Violation, ...]:
    """What is wrong inside the rosters that `as_given` agencies handed in; findings of the plan, not faults of it."""
    return tuple(places.given_faults(PlanWeek(plan=plan)))
