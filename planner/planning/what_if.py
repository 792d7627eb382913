"""What if: scenarios beside a base plan, each answered once, kept in a folder, compared with intervals.

An answer is stored under the hash of everything it depends on as soon as it is there, and of a scenario over several
weeks every week by itself, so a sweep that is stopped or killed loses at most the weeks it was working on.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import Any

from pydantic import TypeAdapter

from planner.domain.canonical import sha256_of
from planner.domain.errors import InvalidValue, PlannerError
from planner.domain.periods import Week
from planner.domain.promise import Promise
from planner.planning.edit_plan import InlineExecutor
from planner.planning.scenario import CalendarChange, Scenario
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.simulations import Simulations
from planner.planning.steps import Step, Told, silent, step
from planner.planning.what_if_compare import (
    DeskComparison,
    QuotaChange,
    RosterChange,
    WeekComparison,
    WorstDay,
    compare_outcomes,
    compare_weeks,
    quota_changes,
    roster_changes,
    worst_day,
)
from planner.planning.what_if_outcome import WeekOutcome, outcome_as_json, outcome_from_json, outcome_of
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, run_week

__all__ = (
    "Answer",
    "Asked",
    "DeskComparison",
    "Part",
    "QuotaChange",
    "RosterChange",
    "Sweep",
    "WeekComparison",
    "WorstDay",
    "compared_parts",
    "in_time",
    "run_part",
)

ANSWER_VERSION = 2  # raise it when the same question gets another answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a scenario comes to beside its base.

    rows    : over all weeks; the whole mall first, then every desk that differs.
    by_week : each week by itself; empty where there is one week. key: hash of all it depends on.
    """

    key: str
    name: str
    reason: str
    weeks: tuple[str, ...]
    base_plans: tuple[str, ...]
    rows: tuple[DeskComparison, ...]
    roster: tuple[RosterChange, ...]
    quotas: tuple[QuotaChange, ...]
    base_worst: WorstDay | None
    scenario_worst: WorstDay | None
    proof_days: int
    seconds: float = 0.0
    by_week: tuple[WeekComparison, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """True when roster, quotas and every figure are the base's."""
        return not self.roster and not self.quotas and all(k.difference == 0 for row in self.rows for k in row.kpis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One plan's weeks under a scenario, and what it took."""

    outcome: WeekOutcome
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A scenario to answer, with the base of each of its weeks."""

    key: str
    scenario: Scenario
    bases: tuple[BaseWeek, ...]

    def part_key(self, place: int) -> str:
        """Name under which the part of one base is kept."""
        return f"{self.key}.{place}"


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Scenarios over their base weeks, answered by an executor and kept in a folder.

    base : the week of a scenario that names none first; weeks planned as one have the same base.
    folder : None keeps nothing. tell hears a step at every answer (and every week of several); should_stop is asked
    after each of them.
    """

    base: Mapping[Week, BaseWeek]
    executor: Executor
    folder: Path | None = None
    settings: WhatIfSettings = field(default_factory=WhatIfSettings)
    tell: Told = silent
    should_stop: Callable[[], bool] = lambda: False

    def answers(self, scenarios: Sequence[Scenario]) -> tuple[Answer | None, ...]:
        """Answers in the order of the scenarios; None for those not reached when the sweep was stopped.

        Raises InvalidValue, before anything is worked out, for a scenario that cannot be: with its name in front.
        """
        asked = {(one := self._asked(scenario)).key: one for scenario in scenarios}
        keys = [self.key_of(scenario) for scenario in scenarios]
        found = {key: answer for key in asked if (answer := self.find(key))}
        for answer in self._made([one for key, one in asked.items() if key not in found]):
            self._keep(answer.key, _answers().dump_python(answer, mode="json"))
            self._forget_parts(asked[answer.key])
            found[answer.key] = answer
            self.tell(_answered(answer, len(found), len(asked)))
        return tuple(found.get(key) for key in keys)

    def key_of(self, scenario: Scenario) -> str:
        """Hash of the base plans, the scenario and how hard to look."""
        bases = self._bases_of(scenario)
        asked = _scenarios().dump_python(scenario, mode="json")
        plans = [base.plan.passport.content_hash for base in bases]
        parts = [ANSWER_VERSION, plans, asked, _settings().dump_python(self.settings, mode="json")]
        if any(isinstance(change, CalendarChange) for change in scenario.changes):
            parts.append([base.history is not None for base in bases])
        return sha256_of(parts)

    def find(self, key: str) -> Answer | None:
        """A kept answer; None when there is none or the file is damaged."""
        if self.folder is None:
            return None
        try:
            return _answers().validate_json((self.folder / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def _asked(self, scenario: Scenario) -> Asked:
        """The scenario with its bases; tried on their malls, which takes no time."""
        bases = self._bases_of(scenario)
        try:
            for base in bases:
                apply_scenario(scenario, Basis(mall=base.plan.input.mall, forecasts=base.plan.forecast))
        except PlannerError as fault:
            raise InvalidValue(f"{scenario.name}: {fault}", code=fault.code, field=fault.field) from fault
        return Asked(key=self.key_of(scenario), scenario=scenario, bases=bases)

    def _bases_of(self, scenario: Scenario) -> tuple[BaseWeek, ...]:
        """The bases of its weeks in order; raises InvalidValue (`no_base`) for a week without one."""
        first = next(iter(self.base.values()))
        for week in scenario.weeks:
            if week not in self.base:
                raise InvalidValue(f"{scenario.name}: there is no base plan of {week}", code="no_base", field="weeks")
        chosen = [self.base[week] for week in scenario.weeks] or [first]
        return in_time(chosen)

    def _made(self, missing: Sequence[Asked]) -> Iterator[Answer]:
        """Answers as they come; when told to stop, what is queued is dropped and what runs is waited for."""
        parts: dict[str, dict[int, Part]] = {one.key: {} for one in missing}
        tasks: dict[Future[Part], tuple[Asked, int]] = {}
        for one in missing:
            for place, base in enumerate(one.bases):
                kept = self._find_part(one, place) if len(one.bases) > 1 else None
                if kept is not None:
                    parts[one.key][place] = kept
                else:
                    tasks[self.executor.submit(run_part, base, one.scenario, self.settings)] = (one, place)
            if len(parts[one.key]) == len(one.bases):
                yield self._answer(one, parts.pop(one.key))
        while tasks:
            done = wait(tasks, return_when=FIRST_COMPLETED).done
            for future in sorted(done, key=list(tasks).index):
                one, place = tasks.pop(future)
                parts[one.key][place] = future.result()
                if len(one.bases) > 1:
                    self._keep_part(one, place, future.result())
                if len(parts[one.key]) == len(one.bases):
                    yield self._answer(one, parts.pop(one.key))
            if self.should_stop():
                tasks = {future: task for future, task in tasks.items() if not future.cancel()}

    def _answer(self, one: Asked, parts: Mapping[int, Part]) -> Answer:
        before = [self._outcomes[id(base)] for base in one.bases]
        return compared_parts(one, before, [parts[place] for place in range(len(one.bases))], self.settings)

    @cached_property
    def _outcomes(self) -> dict[int, WeekOutcome]:
        """What each base came to, by its identity."""
        return {id(base): outcome_of(base.run) for base in self.base.values()}

    def _find_part(self, one: Asked, place: int) -> Part | None:
        if self.folder is None:
            return None
        try:
            raw = json.loads((self.folder / f"{one.part_key(place)}.json").read_bytes())
            outcome = outcome_from_json(raw["outcome"], self._outcomes[id(one.bases[place])])
            return Part(outcome=outcome, seconds=float(raw["seconds"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _keep_part(self, one: Asked, place: int, part: Part) -> None:
        if self.folder is not None:
            outcome = outcome_as_json(part.outcome, self._outcomes[id(one.bases[place])])
            self._keep(one.part_key(place), {"outcome": outcome, "seconds": part.seconds})
        weeks = ", ".join(map(str, part.outcome.weeks))
        self.tell(step("week_answered", name=one.scenario.name, weeks=weeks, seconds=round(part.seconds)))

    def _forget_parts(self, one: Asked) -> None:
        if self.folder is not None and len(one.bases) > 1:
            for place in range(len(one.bases)):
                (self.folder / f"{one.part_key(place)}.json").unlink(missing_ok=True)

    def _keep(self, name: str, content: Any) -> None:
        """Write whole or not at all; two runs may share the folder."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{name}.{os.getpid()}.part"
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(self.folder / f"{name}.json")


def in_time(bases: Iterable[BaseWeek]) -> tuple[BaseWeek, ...]:
    """Each base once, in order of time; weeks planned as one have the same."""
    return tuple(sorted({id(b): b for b in bases}.values(), key=lambda b: b.plan.input.days[0]))


def _answered(answer: Answer, done: int, count: int) -> Step:
    return step("answered", done=done, count=count, name=answer.name, seconds=round(answer.seconds))


def run_part(base: BaseWeek, scenario: Scenario, settings: WhatIfSettings) -> Part:
    """One base's weeks under the scenario, worked out in this process."""
    since = monotonic()
    simulations = Simulations(executor=InlineExecutor(), promise=_promise_of(base, scenario))
    run = run_week(base, scenario, simulations, settings)
    return Part(outcome=outcome_of(run), seconds=round(monotonic() - since, 1))


def compared_parts(
    one: Asked, before: Sequence[WeekOutcome], parts: Sequence[Part], settings: WhatIfSettings
) -> Answer:
    """The answer from all parts of a scenario. before: what each of its bases came to."""
    after = [part.outcome for part in parts]
    return Answer(
        key=one.key,
        name=one.scenario.name,
        reason=one.scenario.reason,
        weeks=tuple(str(week) for outcome in before for week in outcome.weeks),
        base_plans=tuple(base.plan.passport.content_hash for base in one.bases),
        rows=compare_outcomes(before, after),
        roster=tuple(roster_changes(before, after)),
        quotas=tuple(quota_changes(before, after)),
        base_worst=worst_day(before),
        scenario_worst=worst_day(after),
        proof_days=settings.proof.days,
        seconds=round(sum(part.seconds for part in parts), 1),
        by_week=compare_weeks(before, after),
    )


def _promise_of(base: BaseWeek, scenario: Scenario) -> Promise:
    """The promise that capacities are searched for, which the scenario may change."""
    promises = tuple(c for c in scenario.changes if c.kind == "promise")
    changed = apply_scenario(Scenario(name="promise", changes=promises), Basis(mall=base.plan.input.mall, forecasts=()))
    return changed.mall.promise


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@cache
def _scenarios() -> TypeAdapter[Scenario]:
    return TypeAdapter(Scenario)


@cache
def _settings() -> TypeAdapter[WhatIfSettings]:
    return TypeAdapter(WhatIfSettings)
