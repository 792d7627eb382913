"""What the pages show before anything is run: the base plan, drafts as sentences, runs; and a new change checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.kept_scenarios import ANSWER_KIND, JOB_KIND, Draft, answer_key, read_for
from planner.planning.ports import UnitOfWork
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.stored import Job
from webapp.access import own_agency
from webapp.deps import store
from webapp.jobs.pages import JobRow, make_row, weeks_of
from webapp.plans import own_mall
from webapp.whatif.bases import Base
from webapp.whatif.comparison import checked, fault_text, sentences_of
from webapp.whatif.kinds import KINDS, Around

RUNS_SHOWN = 5
JOBS_LOOKED_AT = 60
ANSWERS_LOOKED_AT = 1000
FIELD_OF_COLUMN: Mapping[str, tuple[str, ...]] = {
    "desk": ("desk", "desk_or_all", "where", "scope"),
    "service": ("service", "where", "scope"),
    "name": ("day_name",),
    "factor": ("factor", "times"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft in the list. is_answered: its answer beside the base is kept."""

    draft: Draft
    sentences: tuple[str, ...]
    fault: str
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of the queue: its job, the scenarios it is about, and the drafts and weeks of its comparison."""

    row: JobRow
    names: str
    tokens: tuple[str, ...]
    weeks: int


def around_of(mall: Mall, week: Week) -> Around:
    """What the person may choose from."""
    return Around(mall=own_mall(mall), own=own_agency(), week=week)


def draft_rows(work: UnitOfWork, drafts: Sequence[Draft], base: Base | None, mall: Mall) -> list[DraftRow]:
    """Drafts with their sentences, checked beside the base where there is one."""
    kept = {entry.key for entry in work.results.entries(ANSWER_KIND, limit=ANSWERS_LOOKED_AT)} if base else set()
    rows = []
    for draft in drafts:
        scenario, fault = checked(draft, base, own_agency()) if base else (None, "")
        answered = base is not None and scenario is not None and answer_key(base.plan, scenario, base.others) in kept
        rows.append(DraftRow(draft=draft, sentences=sentences_of(draft, mall), fault=fault, is_answered=answered))
    return rows


def runs(plan_id: str) -> list[Run]:
    """The last runs beside a plan that the person may see, newest first."""
    own = own_agency()
    jobs = [job for job in store().jobs.entries(limit=JOBS_LOOKED_AT) if job.kind == JOB_KIND]
    seen = [job for job in jobs if own is None or job.asked_by.agency == own]
    return [make_run(job) for job in seen if job.payload.get("plan") == plan_id][:RUNS_SHOWN]


def make_run(job: Job) -> Run:
    """A run from its job."""
    scenarios: Sequence[Mapping[str, Any]] = job.payload["scenarios"]
    return Run(
        row=make_row(job),
        names=", ".join(raw["name"] for raw in scenarios),
        tokens=tuple(job.payload["drafts"]),
        weeks=weeks_of(job),
    )


def change_faults(raw: Mapping[str, Any], around: Around, base: Base | None) -> Iterator[tuple[str, str]]:
    """What the engine's own records and the base say against a scenario: column and words of each fault."""
    mall = base.plan.input.mall if base else around.mall
    try:
        scenario = read_for(raw, mall, around.own)
        if base is not None:
            apply_scenario(scenario, Basis(mall=mall, forecasts=base.plan.forecast))
    except InvalidFile as fault:
        yield from ((finding.column, fault_text(InvalidFile((finding,)))) for finding in fault.findings)
    except PlannerError as fault:
        yield fault.field or "", fault_text(fault)


def field_of(kind: str, column: str) -> str:
    """The field of a kind that a column of the row comes from; its first where none does."""
    fields = KINDS[kind].fields
    return next((field for field in (column, *FIELD_OF_COLUMN.get(column, ())) if field in fields), fields[0])
