"""The staffing case on its page: whose, how old, what it says, and what stands in the way of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from planner.domain.ids import DeskId
from planner.domain.mall import Desk, Mall
from planner.domain.periods import Week
from planner.planning.design_question import team_of
from planner.planning.freshness import mark_of
from planner.planning.kept_scenarios import answer_key, find_answer, narrowed_answer
from planner.planning.ports import UnitOfWork
from planner.planning.scenario import OfficerAdded, Scenario
from planner.planning.staffing_case import StaffingCase
from planner.planning.staffing_case_document import KIND, KeptCase, input_hash, key_of, read_document
from planner.planning.staffing_case_limit import LimitKind
from planner.planning.staffing_case_measures import MeasureKind
from planner.planning.stored import Job, JobState
from planner.report.language import Language
from planner.report.phrases import desk_title
from planner.report.staffing_case import (
    a_week,
    answer,
    basis,
    best_measure_sentence,
    doubts,
    headline,
    hidden_days,
    limit_sentence,
    passport,
    short_data,
    unit_sentences,
    year_sentence,
)
from planner.report.staffing_html import band_note, served_chart, turned_away_chart
from planner.report.staffing_tables import Table, abk_table, curve_table, ends_table, measures_table, pool_table
from planner.report.staffing_words import word
from webapp.access import own_agency
from webapp.deps import deps
from webapp.jobs.pages import make_row
from webapp.language import language, t
from webapp.plans import own_mall
from webapp.weeks import focus_week, history_of
from webapp.whatif.bases import find_base


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A desk to choose. told: what its kept case says in one sentence, "" without one."""

    desk: Desk
    title: str
    officers: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswer:
    """What-if's answer to the same question beside this one. told: its figure, "" where nobody asked yet."""

    week: Week
    here: str
    told: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The kept case of a desk as one person reads it."""

    answer: tuple[str, ...]
    warnings: tuple[str, ...]
    year: str
    passport: str
    served: Markup
    turned_away: Markup
    chart_note: str
    curve: Table
    pool: Table | None
    ends: Table | None
    best: str
    free: Table
    hidden: tuple[str, ...]
    abk: Table
    abk_notes: tuple[str, ...]
    basis: str
    week: WeekAnswer
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """A desk with its case, the job that makes one, and what stands in the way of asking."""

    desk: Desk
    title: str
    case: CasePage | None
    job: Job | None
    fault: str
    obstacle: str


def make_choices(work: UnitOfWork, mall: Mall) -> tuple[Choice, ...]:
    """The desks that the asking person may look at."""
    kept = {entry.key for entry in work.results.entries(KIND, limit=1_000)}
    return tuple(_choice(work, mall, desk, has_case=key_of(desk.id) in kept) for desk in own_mall(mall).desks)


def _choice(work: UnitOfWork, mall: Mall, desk: Desk, *, has_case: bool) -> Choice:
    found = find_case(work, desk.id) if has_case else None
    return Choice(
        desk=desk,
        title=desk_title(mall, desk),
        officers=len(team_of(mall, desk.id)),
        told=headline(found.case, language()) if found else "",
    )


def make_desk_page(work: UnitOfWork, mall: Mall, desk: Desk, jobs: Iterable[Job]) -> DeskPage:
    """Everything of a desk's case."""
    kept = find_case(work, desk.id)
    own = [job for job in jobs if job.kind == KIND and job.payload.get("desk") == desk.id]
    newest = own[0] if own else None
    return DeskPage(
        desk=desk,
        title=desk_title(mall, desk),
        case=make_case_page(work, mall, kept) if kept else None,
        job=newest if newest and not newest.state.is_final else None,
        fault=make_row(newest).fault if newest and newest.state is JobState.FAILED else "",
        obstacle=_obstacle(work, mall, desk),
    )


def find_case(work: UnitOfWork, desk: DeskId) -> KeptCase | None:
    """The kept case of a desk, for an agency head without what is not his to decide: officers of the pool."""
    document = work.results.find(key_of(desk))
    kept = read_document(document) if document else None
    return kept if kept is None or own_agency() is None else replace(kept, case=_without_pool(kept.case))


def _without_pool(case: StaffingCase) -> StaffingCase:
    kept = tuple(m for m in case.measures.tried if m.kind is not MeasureKind.POOL)
    return replace(case, measures=replace(case.measures, tried=kept))


def _obstacle(work: UnitOfWork, mall: Mall, desk: Desk) -> str:
    """Why no case can be made; "" when nothing stands in the way."""
    if not mall.counters_of(desk.id):
        return t("job.fault_no_counter")
    if not team_of(mall, desk.id):
        return t("staffing.no_officer")
    return "" if history_of(work).last_day else t("staffing.no_history")


def make_case_page(work: UnitOfWork, mall: Mall, kept: KeptCase) -> CasePage:
    """A case in the reader's language."""
    case, say = kept.case, language()
    return CasePage(
        answer=_without(answer(case, say), warnings := _warnings(case, say)),
        warnings=warnings,
        year=year_sentence(case, say),
        passport=passport(kept, say),
        served=Markup(served_chart(case, say)),
        turned_away=Markup(turned_away_chart(case, say)),
        chart_note=band_note(case, say),
        curve=curve_table(case, say),
        pool=pool_table(case, say) if case.pool.curve else None,
        ends=None if case.demand_is_known_well else ends_table(case, say),
        best=best_measure_sentence(case, mall, say),
        free=measures_table(case, mall, say),
        hidden=tuple(hidden_days(case, say)),
        abk=abk_table(case, say),
        abk_notes=(*unit_sentences(case, mall, say), *doubts(case, say)),
        basis=basis(case, say),
        week=_week_answer(work, mall, case),
        is_stale=kept.input_hash != _input_now(work, mall),
    )


def _week_answer(work: UnitOfWork, mall: Mall, case: StaffingCase) -> WeekAnswer:
    """The kept answer of What-if to one officer more at the desk in the week people care about now."""
    say, week = language(), focus_week(work, mall)
    here, why = a_week(case, say), word(say, "why_they_differ")
    return WeekAnswer(week=week, here=here, told=_asked_of_what_if(work, week, case.desk), why=why)


def _asked_of_what_if(work: UnitOfWork, week: Week, desk: DeskId) -> str:
    base = find_base(work, week)
    if base is None:
        return ""
    scenario = Scenario(name="+1", changes=(OfficerAdded(desk=desk),))
    found = find_answer(work, answer_key(base.plan, scenario))
    if found is None:
        return ""
    rows = {row.desk: row for row in narrowed_answer(found, base.mall, own_agency()).rows}
    served = {at: language().number(row.get("served").difference, 1) for at, row in rows.items()}
    key = "staffing.week_mall" if None in served else "staffing.week_desk"
    return t(key, week=week, mall=served.get(None, ""), desk=served.get(desk, language().number(0, 1)))


def _warnings(case: StaffingCase, say: Language) -> tuple[str, ...]:
    """What must be read before the figures."""
    limits = () if case.limit.kind is LimitKind.OFFICERS else (limit_sentence(case, say),)
    return (*limits, *(() if case.is_enough else (short_data(case, say),)))


def _without(sentences: Iterable[str], told: Sequence[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence not in told)


def _input_now(work: UnitOfWork, mall: Mall) -> str:
    key = ("staffing input", work.mall.version(), work.stamp())
    return deps().shelf.get(key, lambda: input_hash(mall, mark_of(work.history.load(tickets=True))))
