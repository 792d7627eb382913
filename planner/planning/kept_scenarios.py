"""Scenarios as people keep them: drafts, answers by what they rest on, and how far an agency's head reaches.

A draft holds rows as in a scenario file, so that it is read and checked as one. An answer is kept under the hash of the
base plan and the changes; the name of a scenario does not matter to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.canonical import sha256_of
from planner.domain.checks import require_text
from planner.domain.errors import NotAllowed
from planner.domain.ids import AgencyId
from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork
from planner.planning.scenario import Change, Scenario
from planner.planning.scenario_file import make_scenario
from planner.planning.what_if import ANSWER_VERSION, Answer, RosterChange, WeekComparison, WorstDay

DRAFT_KIND = "scenario"
ANSWER_KIND = "whatif_answer"
JOB_KIND = "whatif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A scenario somebody is building. agency: of the head who does; None: of the whole mall. rows: its changes."""

    token: str
    name: str
    reason: str = ""
    rows: tuple[Mapping[str, Any], ...] = ()
    agency: AgencyId | None = None
    by: str = ""

    def __post_init__(self) -> None:
        require_text(self.name, "name")

    def raw(self) -> dict[str, Any]:
        """As a scenario file holds it."""
        return {"name": self.name, "reason": self.reason, "change": [dict(row) for row in self.rows]}


def read_drafts(work: UnitOfWork, agency: AgencyId | None) -> tuple[Draft, ...]:
    """Drafts of one agency, or of the whole mall, the newest last."""
    document = work.results.find(_group(agency)) or {}
    return tuple(_draft(row) for row in document.get("drafts", ()))


def all_drafts(work: UnitOfWork) -> tuple[Draft, ...]:
    """Drafts of the mall, then those of its agencies."""
    groups = sorted(entry.key for entry in work.results.entries(DRAFT_KIND, limit=200))
    documents = [work.results.find(key) or {} for key in groups]
    return tuple(_draft(row) for document in documents for row in document.get("drafts", ()))


def write_drafts(work: UnitOfWork, agency: AgencyId | None, drafts: Sequence[Draft]) -> None:
    """Keep the drafts of one agency, or of the whole mall, in place of those before."""
    rows = [{**draft.raw(), "token": draft.token, "agency": draft.agency, "by": draft.by} for draft in drafts]
    work.results.put(_group(agency), DRAFT_KIND, {"drafts": rows})


def _group(agency: AgencyId | None) -> str:
    return f"scenarios/{agency or ''}"


def _draft(row: Mapping[str, Any]) -> Draft:
    return Draft(
        token=row["token"],
        name=row["name"],
        reason=row["reason"],
        rows=tuple(row["change"]),
        agency=row["agency"],
        by=row["by"],
    )


def answer_key(plan: Plan, scenario: Scenario, others: Sequence[str] = ()) -> str:
    """Under which the answer of a scenario beside a plan is kept.

    others : of each further week its plan's content hash, or the key of the plan made to compare with.
    """
    changes = _changes().dump_python(scenario.changes, mode="json")
    first = plan.passport.content_hash
    return f"whatif/{sha256_of([ANSWER_VERSION, [first, *others] if others else first, changes])[:40]}"


def find_answer(work: UnitOfWork, key: str) -> Answer | None:
    """A kept answer; None when there is none, or when it was kept by a version that told it otherwise."""
    document = work.results.find(key)
    try:
        return _answers().validate_python(document) if document else None
    except ValidationError:
        return None


def keep_answer(work: UnitOfWork, key: str, answer: Answer) -> None:
    """Keep an answer."""
    work.results.put(key, ANSWER_KIND, answer_document(answer))


def answer_document(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON."""
    document: dict[str, Any] = _answers().dump_python(answer, mode="json")
    return document


def read_for(raw: Mapping[str, Any], mall: Mall, agency: AgencyId | None) -> Scenario:
    """The scenario of a draft, with the rights of who asks.

    Raises InvalidFile for what does not fit the mall, NotAllowed (`not_own`) for what goes beyond the agency.
    """
    scenario = make_scenario(raw, mall)
    if agency is not None and not all(touches_only(change, mall, agency) for change in scenario.changes):
        raise NotAllowed(f"the scenario changes more than {agency}", code="not_own", field="change")
    return scenario


def touches_only(change: Change, mall: Mall, agency: AgencyId) -> bool:
    """True when a change names desks, services, officers or stocks of the agency, and nothing of others."""
    desks = {desk.id for desk in mall.desks_of(agency)}
    services = {service.id for service in mall.services if service.desk in desks}
    officers = {officer.id for officer in mall.officers if officer.agency == agency}
    own: Mapping[str, set[Any]] = {
        "agency": {agency},
        "desk": desks,
        "service": services,
        "officer": officers,
        "like": officers,
        "item": {supply.item for supply in mall.supplies if supply.service in services},
    }
    named = [(value, own[name]) for name in own if (value := getattr(change, name, None)) is not None]
    return bool(named) and all(value in known for value, known in named)


def narrowed_answer(answer: Answer, mall: Mall, agency: AgencyId | None) -> Answer:
    """Of an answer only what belongs to one agency: no row of the whole mall, nobody's desks but its own."""
    if agency is None:
        return answer
    desks = {desk.id for desk in mall.desks_of(agency)}
    return replace(
        answer,
        rows=tuple(row for row in answer.rows if row.desk in desks),
        base_worst=_own_day(answer.base_worst, desks),
        scenario_worst=_own_day(answer.scenario_worst, desks),
        by_week=tuple(_own_week(week, desks) for week in answer.by_week),
        roster=tuple(_own_move(move, desks) for move in answer.roster if {move.base, move.scenario} & desks),
        quotas=tuple(change for change in answer.quotas if change.desk in desks),
    )


def _own_week(week: WeekComparison, desks: set[Any]) -> WeekComparison:
    return replace(
        week,
        rows=tuple(row for row in week.rows if row.desk in desks),
        base_worst=_own_day(week.base_worst, desks),
        scenario_worst=_own_day(week.scenario_worst, desks),
    )


def _own_day(day: WorstDay | None, desks: set[Any]) -> WorstDay | None:
    return day if day is not None and day.desk in desks else None


def _own_move(move: RosterChange, desks: set[Any]) -> RosterChange:
    return replace(
        move,
        base=move.base if move.base in desks else None,
        scenario=move.scenario if move.scenario in desks else None,
    )


@cache
def _changes() -> TypeAdapter[tuple[Change, ...]]:
    return TypeAdapter(tuple[Change, ...])


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
