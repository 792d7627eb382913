"""What if: scenarios beside a base plan, each answered once, kept in a folder, compared with intervals.

An answer is stored under the hash of everything it depends on as soon as it is there, so a sweep that is stopped loses
at most the scenarios it was working on.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from time import monotonic

from pydantic import TypeAdapter

from planner.domain.canonical import sha256_of
from planner.domain.ids import DeskId, OfficerId, SessionId, WindowId
from planner.domain.periods import Week
from planner.domain.plan import Posting
from planner.domain.promise import Promise
from planner.planning.edit_plan import InlineExecutor
from planner.planning.rounds import Told, silent
from planner.planning.scenario import Scenario
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.shortfalls import overtime_minutes, posted_minutes
from planner.planning.simulations import Simulations
from planner.planning.what_if_days import Compared, DayFigures, added, compared
from planner.planning.what_if_week import BaseWeek, WeekRun, WhatIfSettings, run_week

ANSWER_VERSION = 1  # raise it when the same question gets another answer
DeskDayKey = tuple[DeskId, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskComparison:
    """Key figures of a desk over the weeks, desk None for the whole mall."""

    desk: DeskId | None
    kpis: tuple[Compared, ...]

    def get(self, kpi: str) -> Compared:
        """One key figure; raises StopIteration for a name that is none."""
        return next(k for k in self.kpis if k.kpi == kpi)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """An officer who sits elsewhere in a session; None: nowhere."""

    officer: OfficerId
    day: date
    session: SessionId
    base: DeskId | None
    scenario: DeskId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChange:
    """Tickets of a window that differ; None: the window is not there."""

    desk: DeskId
    day: date
    window: WindowId
    base: int | None
    scenario: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstDay:
    """The desk-day with most visits turned away."""

    desk: DeskId
    day: date
    demand_visits: float
    served: float
    turned_away: float
    finish_probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a scenario comes to beside its base.

    rows : the whole mall first, then every desk that differs. key: hash of all it depends on.
    """

    key: str
    name: str
    reason: str
    weeks: tuple[str, ...]
    base_plans: tuple[str, ...]
    rows: tuple[DeskComparison, ...]
    roster: tuple[RosterChange, ...]
    quotas: tuple[QuotaChange, ...]
    base_worst: WorstDay
    scenario_worst: WorstDay
    proof_days: int
    seconds: float = 0.0

    @property
    def changes_nothing(self) -> bool:
        """True when roster, quotas and every figure are the base's."""
        return not self.roster and not self.quotas and all(k.difference == 0 for row in self.rows for k in row.kpis)


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Scenarios over one base (one plan a week), answered by an executor and kept in a folder.

    folder : None keeps nothing. tell hears a sentence at every answer; should_stop is asked between answers.
    """

    base: Mapping[Week, BaseWeek]
    executor: Executor
    folder: Path | None = None
    settings: WhatIfSettings = field(default_factory=WhatIfSettings)
    tell: Told = silent
    should_stop: Callable[[], bool] = lambda: False

    def answers(self, scenarios: Sequence[Scenario]) -> tuple[Answer | None, ...]:
        """Answers in the order of the scenarios; None for those not reached when the sweep was stopped."""
        keys = [self.key_of(scenario) for scenario in scenarios]
        found = {key: answer for key in keys if (answer := self.find(key))}
        missing = {key: s for key, s in zip(keys, scenarios, strict=True) if key not in found}
        for key, answer in self._made(missing):
            self._keep(answer)
            found[key] = answer
            self.tell(f"{len(found)} dari {len(set(keys))}: {answer.name} ({answer.seconds:.0f} detik)")
        return tuple(found.get(key) for key in keys)

    def key_of(self, scenario: Scenario) -> str:
        """Hash of the base plans, the scenario and how hard to look."""
        bases = [base.plan.passport.content_hash for base in self._weeks_of(scenario)]
        asked = _scenarios().dump_python(scenario, mode="json")
        return sha256_of([ANSWER_VERSION, bases, asked, _settings().dump_python(self.settings, mode="json")])

    def find(self, key: str) -> Answer | None:
        """A kept answer; None when there is none or the file is damaged."""
        if self.folder is None:
            return None
        try:
            return _answers().validate_json((self.folder / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def _keep(self, answer: Answer) -> None:
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{answer.key}.json.part"
        content = _answers().dump_python(answer, mode="json")
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(self.folder / f"{answer.key}.json")

    def _weeks_of(self, scenario: Scenario) -> list[BaseWeek]:
        return [self.base[week] for week in scenario.weeks or tuple(self.base)]

    def _made(self, missing: Mapping[str, Scenario]) -> Iterator[tuple[str, Answer]]:
        """Answers as they come; when told to stop, what is queued is dropped and what runs is waited for."""
        asked: dict[Future[Answer], str] = {}
        for key, scenario in missing.items():
            weeks = self._weeks_of(scenario)
            asked[self.executor.submit(answer_scenario, key, weeks, scenario, self.settings)] = key
        for future in as_completed(asked):
            if future.cancelled():
                continue
            yield asked[future], future.result()
            if self.should_stop():
                for other in asked:
                    other.cancel()


def answer_scenario(key: str, weeks: Sequence[BaseWeek], scenario: Scenario, settings: WhatIfSettings) -> Answer:
    """Run every week of the scenario in this process and compare."""
    since = monotonic()
    runs = []
    for base in weeks:
        simulations = Simulations(executor=InlineExecutor(), promise=_promise_of(base, scenario))
        runs.append(run_week(base, scenario, simulations, settings))
    before = [base.run for base in weeks]
    return Answer(
        key=key,
        name=scenario.name,
        reason=scenario.reason,
        weeks=tuple(str(Week.of(base.plan.input.days[0])) for base in weeks),
        base_plans=tuple(base.plan.passport.content_hash for base in weeks),
        rows=compare_runs(before, runs),
        roster=tuple(_roster_changes(before, runs)),
        quotas=tuple(_quota_changes(before, runs)),
        base_worst=worst_day(before),
        scenario_worst=worst_day(runs),
        proof_days=settings.proof.days,
        seconds=round(monotonic() - since, 1),
    )


def _promise_of(base: BaseWeek, scenario: Scenario) -> Promise:
    """The promise that capacities are searched for, which the scenario may change."""
    promises = tuple(c for c in scenario.changes if c.kind == "promise")
    changed = apply_scenario(Scenario(name="promise", changes=promises), Basis(mall=base.plan.input.mall, forecasts=()))
    return changed.mall.promise


def compare_runs(before: Sequence[WeekRun], after: Sequence[WeekRun]) -> tuple[DeskComparison, ...]:
    """The whole mall, then every desk any of whose figures differ."""
    desks = [d.id for run in before for d in run.frame.mall.desks]
    rows = [_compared_desk(before, after, None)]
    for desk in dict.fromkeys(desks):
        row = _compared_desk(before, after, desk)
        if any(k.difference != 0 for k in row.kpis):
            rows.append(row)
    return tuple(rows)


def _compared_desk(before: Sequence[WeekRun], after: Sequence[WeekRun], desk: DeskId | None) -> DeskComparison:
    old, new = _of_desk(before, desk), _of_desk(after, desk)
    counted = [
        _counted("officers_needed", [_officers_needed(runs, desk) for runs in (before, after)]),
        _counted("quota_tickets", [_tickets(runs, desk) for runs in (before, after)]),
    ]
    if desk is None:
        counted += [
            _counted("overtime_minutes", [sum(_overtime(run) for run in runs) for runs in (before, after)]),
            _counted("fairness_minutes", [max(_unevenness(run) for run in runs) for runs in (before, after)]),
        ]
    return DeskComparison(desk=desk, kpis=(*compared(added(old), added(new)), *counted))


def _of_desk(runs: Sequence[WeekRun], desk: DeskId | None) -> list[DayFigures]:
    return [run.figures[key] for run in runs for key in sorted(run.figures) if desk in (None, key[0])]


def _counted(kpi: str, values: Sequence[float]) -> Compared:
    return Compared(kpi=kpi, base=values[0], scenario=values[1], difference=values[1] - values[0])


def _tickets(runs: Sequence[WeekRun], desk: DeskId | None) -> float:
    return float(sum(q.tickets for run in runs for q in run.quotas if q.service is None and desk in (None, q.desk)))


def _officers_needed(runs: Sequence[WeekRun], desk: DeskId | None) -> float:
    """Officers a day, over open days: those whose minutes the whole demand would fill at the load now served.

    Where nobody serves, the need is not known and counts as 0.
    """
    needed, days = 0.0, set()
    for run in runs:
        for key in sorted(run.figures):
            figures = run.figures[key]
            if desk not in (None, key[0]):
                continue
            question = run.questions[key]
            served = float(figures.served.mean())
            if question.day is not None and served > 0:
                needed += len(question.day.shifts) * max(1.0, float(figures.demand.mean()) / served)
            days.add(key[1])
    return needed / max(1, len(days))


def _overtime(run: WeekRun) -> float:
    return float(sum(overtime_minutes(run.result).values()))


def _unevenness(run: WeekRun) -> float:
    """Largest difference of counter minutes between two officers of one agency who are there all week."""
    minutes: dict[OfficerId, int] = {o.id: 0 for o in run.frame.mall.officers}
    for posting in run.postings:
        minutes[posting.officer] = minutes.get(posting.officer, 0) + posted_minutes(run.frame, posting)
    widest = 0
    for agency in run.frame.mall.agencies:
        days = [day for day in run.frame.days if (agency.id, day) in run.frame.hours]
        own = [
            minutes[o.id]
            for o in run.frame.mall.officers
            if o.agency == agency.id
            and all(
                run.frame.is_present(o, day, s.id) for day in days for s in run.frame.hours[agency.id, day].sessions
            )
        ]
        widest = max(widest, max(own) - min(own)) if own else widest
    return float(widest)


def worst_day(runs: Sequence[WeekRun]) -> WorstDay:
    """The desk-day of the runs that turns most visits away."""
    every = [(float(f.turned_away.mean()), key, f) for run in runs for key, f in run.figures.items()]
    turned, (desk, day), figures = max(every, key=lambda row: (row[0], row[1]))
    return WorstDay(
        desk=desk,
        day=day,
        demand_visits=float(figures.demand.mean()),
        served=float(figures.served.mean()),
        turned_away=turned,
        finish_probability=float(figures.finished.mean()),
    )


def _roster_changes(before: Sequence[WeekRun], after: Sequence[WeekRun]) -> Iterator[RosterChange]:
    old, new = (_places(p for run in runs for p in run.postings) for runs in (before, after))
    for place in sorted(old.keys() | new.keys(), key=lambda p: (p[1], p[0], p[2])):
        if old.get(place) != new.get(place):
            officer, day, session = place
            yield RosterChange(officer=officer, day=day, session=session, base=old.get(place), scenario=new.get(place))


def _places(postings: Iterable[Posting]) -> dict[tuple[OfficerId, date, SessionId], DeskId]:
    return {(p.officer, p.day, p.session): p.desk for p in postings}


def _quota_changes(before: Sequence[WeekRun], after: Sequence[WeekRun]) -> Iterator[QuotaChange]:
    old, new = (
        {(q.desk, q.day, q.window): q.tickets for run in runs for q in run.quotas if q.service is None}
        for runs in (before, after)
    )
    for place in sorted(old.keys() | new.keys(), key=lambda p: (p[1], p[0], p[2])):
        if old.get(place) != new.get(place):
            desk, day, window = place
            yield QuotaChange(desk=desk, day=day, window=window, base=old.get(place), scenario=new.get(place))


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@cache
def _scenarios() -> TypeAdapter[Scenario]:
    return TypeAdapter(Scenario)


@cache
def _settings() -> TypeAdapter[WhatIfSettings]:
    return TypeAdapter(WhatIfSettings)
