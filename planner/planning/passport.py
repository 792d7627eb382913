"""A plan's passport: where it comes from, so that it can be made again and nobody changes it unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from pydantic import TypeAdapter

from planner import __version__
from planner.domain.canonical import sha256_of
from planner.domain.history import History
from planner.domain.plan import Passport, Plan, PlanInput
from planner.planning.frame import WeekFrame
from planner.planning.plan_file import sealed
from planner.planning.roster_problem import rule_set_of

ENGINES = ("ortools", "numpy", "numba", "scikit-learn")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMaking:
    """How a plan was made. parameters: what the one who asked could choose; seconds: wall seconds by step."""

    frame: WeekFrame
    history: History
    now: datetime
    author: str
    seed: int
    parameters: Mapping[str, str]
    seconds: Mapping[str, float]


def make_plan(making: PlanMaking, **parts: Any) -> Plan:
    """The plan with its snapshot and both hashes."""
    passport = Passport(
        input_hash="",
        created_at=making.now,
        author=making.author,
        versions={"loketplan": __version__, **{name: version(name) for name in ENGINES}},
        seed=making.seed,
        parameters=making.parameters,
        rule_set=tuple(rule.name for rule in rule_set_of(making.frame.mall).rules),
        seconds=making.seconds,
    )
    snapshot = PlanInput(
        mall=making.frame.mall,
        days=making.frame.days,
        history_hash=history_hash(making.history),
        history_last_day=making.history.last_day,
    )
    return sealed(Plan(passport=passport, input=snapshot, **parts))


def history_hash(history: History) -> str:
    """SHA-256 of everything counted; equal for the same counts in any order."""
    rows = TypeAdapter(History).dump_python(history, mode="json")
    return sha256_of({name: sorted(map(repr, part)) for name, part in rows.items()})
