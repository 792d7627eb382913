"""How soon do planned minutes come near the truth once visits take 15 % longer than planned?

A desk of a plan is simulated week after week with minutes 15 % longer than its first plan says. Three ways to learn:
`proposals`: nothing is learned from tickets, each week's proposal is accepted; `log begins`: the queue system's log
begins with the first week and every plan learns from it; `log goes on`: half a year at the old minutes lies before it.
Printed is how far the minutes that the next plan uses lie from the truth, weighted by visits, as mean over seeds.

Usage: python benchmarks/review_drift.py out/demo/plan.json --desks disdukcapil samsat --weeks 8 --seeds 1 10
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from review_causes import LONGER, Week

from planner.domain import periods
from planner.domain.history import History, Ticket
from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.frame import make_frame
from planner.planning.learned import with_learned
from planner.planning.plan_file import read_plan
from planner.planning.review_week import review_week
from planner.planning.review_week_causes import CAUSES
from planner.planning.review_week_drift import MINUTES, ReviewedWeek, find_drift, with_proposal
from planner.planning.review_week_seen import Actuals

WAYS = ("proposals", "log begins", "log goes on")
OLD_WEEKS = 26


def main() -> None:
    """Print a line for each desk and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--desks", nargs="+", default=["disdukcapil"])
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--seeds", type=int, nargs=2, default=(1, 10), metavar=("FIRST", "LAST"))
    asked = parser.parse_args()
    plan = read_plan(asked.plan)
    seeds = range(asked.seeds[0], asked.seeds[1] + 1)
    for desk in asked.desks:
        for way in WAYS:
            errors = np.array([_errors(plan, DeskId(desk), way, (seed, asked.weeks)) for seed in seeds])
            told = " ".join(f"{mean:+6.1%}" for mean in errors.mean(axis=0))
            print(f"{desk:12} {way:12} planned against truth: {told}; worst seed at the end {errors[:, -1].min():+.1%}")


def _errors(plan: Plan, desk: DeskId, way: str, run: tuple[int, int]) -> list[float]:
    """Minutes of the next plan over the truth, less 1: before the first reviewed week and after each of them."""
    seed, weeks = run
    mall, tickets = plan.input.mall, _old_tickets(plan, desk, seed) if way == WAYS[2] else ()
    errors, reviews = [_error(mall, plan, desk, Counter(t.service for t in _logged(plan, desk, seed, 0)))], []
    for n in range(weeks):
        new = _logged(plan, desk, seed, n)
        if way == WAYS[0]:
            planned = replace(plan, input=replace(plan.input, mall=mall))
            review = review_week(planned, Actuals(history=History(tickets=new)))
            reviews.append(ReviewedWeek(week=_week(plan, n), review=review))
            for proposal in find_drift(reviews, mall, mall).proposals:
                mall = with_proposal(mall, proposal) if proposal.kind == MINUTES else mall
        else:
            tickets = (*tickets, *_moved(new, n))
            mall = with_learned(plan.input.mall, History(tickets=tickets)).mall
        errors.append(_error(mall, plan, desk, Counter(t.service for t in new)))
    return errors


def _week(plan: Plan, number: int) -> periods.Week:
    return periods.Week.of(plan.input.days[0] + timedelta(weeks=number))


def _logged(plan: Plan, desk: DeskId, seed: int, number: int, cause: str = "minutes") -> tuple[Ticket, ...]:
    assert cause in (*CAUSES, "chance")
    frame = make_frame(plan.input.mall, plan.input.days)
    return Week(plan=plan, frame=frame, desk=desk, cause=cause, seed=1000 * seed + number).history().tickets


def _old_tickets(plan: Plan, desk: DeskId, seed: int) -> tuple[Ticket, ...]:
    weeks = range(-OLD_WEEKS, 0)
    return tuple(t for n in weeks for t in _moved(_logged(plan, desk, seed, 500 + n, "chance"), n))


def _moved(tickets: Sequence[Ticket], weeks: int) -> tuple[Ticket, ...]:
    by = timedelta(weeks=weeks)
    return tuple(
        replace(
            t,
            day=t.day + by,
            taken_at=t.taken_at and t.taken_at + by,
            called_at=t.called_at and t.called_at + by,
            finished_at=t.finished_at and t.finished_at + by,
        )
        for t in tickets
    )


def _error(mall: Mall, plan: Plan, desk: DeskId, visits: Counter[str | None]) -> float:
    """Planned minutes of the week's visits over the true ones, less 1."""
    used = {s.id: s.visit_minutes for s in mall.services_of(desk)}
    true = {s.id: s.visit_minutes * LONGER for s in plan.input.mall.services_of(desk)}
    planned, real = (sum(visits[service] * minutes for service, minutes in law.items()) for law in (used, true))
    return planned / real - 1


if __name__ == "__main__":
    main()
