"""Scenarios side by side beside the plan as it is, narrowed to what a person may see."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from planner.domain.errors import PlannerError
from planner.domain.ids import AgencyId, DeskId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.kept_scenarios import Draft, answer_key, find_answer, narrowed_answer, read_for
from planner.planning.ports import UnitOfWork
from planner.planning.scenario import Scenario
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.scenario_file import make_scenario
from planner.planning.what_if import Answer, DeskComparison
from planner.report.language import Language
from planner.report.whatif import desk_name, kpi_name, verdict
from planner.report.whatif_charts import whatif_charts
from planner.report.whatif_rows import Moves, Table, WeekRow, desk_tables, mall_table, moves_of, week_rows
from webapp.formatters import harmless
from webapp.language import language, t
from webapp.whatif.bases import Base
from webapp.whatif.sentences import Names, names_of, sentence
from webapp.words import knows

MOST_BESIDE = 4
CSV_HEADS = (
    "scenario",
    "desk",
    "kpi",
    "name",
    "base",
    "scenario_value",
    "difference",
    "low",
    "high",
    "verdict",
    "weeks",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A scenario of the comparison. fault: why it cannot be run beside this plan. answer: None until it is there."""

    draft: Draft
    sentences: tuple[str, ...]
    scenario: Scenario | None
    fault: str
    answer: Answer | None

    @property
    def is_missing(self) -> bool:
        """True when it can be run and was not."""
        return self.scenario is not None and self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A slope chart, with the numbers behind it: name, as is, with the scenario. bars: a chart of each key figure."""

    svg: Markup
    bars: tuple[Markup, ...]
    title: str
    rows: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the page shows of answered scenarios. whole: the mall's figures, none for an agency's head.

    weeks_at : each of several weeks, by the desk of a table; None for the whole mall.
    """

    whole: tuple[Table, ...]
    desks: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    moves: tuple[Moves, ...]
    same: tuple[str, ...]
    proof_days: int
    weeks_at: Mapping[DeskId | None, tuple[WeekRow, ...]] = field(default_factory=dict)


def make_column(work: UnitOfWork, draft: Draft, base: Base, own: AgencyId | None) -> Column:
    """One scenario beside the base, checked against the malls of its plans and with the rights of who asks."""
    scenario, fault = checked(draft, base, own)
    answer = find_answer(work, answer_key(base.plan, scenario, base.others)) if scenario else None
    if answer is not None:
        named = replace(answer, name=draft.name, reason=draft.reason)
        answer = narrowed_answer(named, base.mall, own)
    told = sentences_of(draft, base.plan.input.mall)
    return Column(draft=draft, sentences=told, scenario=scenario, fault=fault, answer=answer)


def sentences_of(draft: Draft, mall: Mall) -> tuple[str, ...]:
    """The changes of a draft in words; a row that no longer fits the mall as it stands."""
    names = names_of(mall)
    return tuple(_told(row, mall, names) for row in draft.rows)


def _told(row: Mapping[str, Any], mall: Mall, names: Names) -> str:
    try:
        (change,) = make_scenario({"name": "-", "change": [dict(row)]}, mall).changes
    except PlannerError:
        return t("whatif.unreadable", kind=str(row.get("kind", "")))
    return sentence(change, names)


def checked(draft: Draft, base: Base, own: AgencyId | None) -> tuple[Scenario | None, str]:
    """The scenario of a draft beside the base, or None and in words why it cannot be run."""
    try:
        scenario = read_for(draft.raw(), base.plan.input.mall, own)
        for plan in base.plans:
            apply_scenario(scenario, Basis(mall=plan.input.mall, forecasts=plan.forecast))
    except PlannerError as fault:
        return None, fault_text(fault)
    return (scenario, "") if scenario.changes else (None, t("whatif.no_changes"))


def fault_text(fault: PlannerError) -> str:
    """Why a scenario cannot be, in the reader's language."""
    findings = getattr(fault, "findings", ())
    if findings:
        first, speaks = findings[0], language().code
        words = (first.problem_id, first.remedy_id) if speaks == "id" else (first.problem_en, first.remedy_en)
        return f"{first.value} {words[0]} {words[1]}".strip()
    key = f"whatif.fault_{fault.code}"
    return t(key) if knows(key) else t("whatif.fault_other", text=str(fault))


def make_comparison(columns: Sequence[Column], mall: Mall, own: AgencyId | None) -> Comparison | None:
    """Tables, pictures and moves of the answered scenarios; None without one."""
    speak = language()
    answers = [column.answer for column in columns if column.answer is not None]
    if not answers:
        return None
    whole = (mall_table(answers, mall, speak),) if own is None else ()
    desks = tuple(desk_tables(answers, mall, speak))
    return Comparison(
        whole=whole,
        desks=desks,
        pictures=tuple(_pictures(answers, mall, own, speak)),
        moves=tuple(moves_of(answer, mall, speak) for answer in answers),
        same=tuple(answer.name for answer in answers if answer.changes_nothing),
        proof_days=answers[0].proof_days,
        weeks_at={table.desk: tuple(_week_rows(answers, mall, table.desk)) for table in (*whole, *desks)},
    )


def _week_rows(answers: Sequence[Answer], mall: Mall, desk: DeskId | None) -> Iterator[WeekRow]:
    """Each week of a place, named by its number."""
    speak = language()
    for row in week_rows(answers, mall, speak, desk):
        yield replace(row, week=t("whatif.week_number", number=Week.parse(row.week).number))


def _pictures(answers: Sequence[Answer], mall: Mall, own: AgencyId | None, speak: Language) -> list[Picture]:
    """Who is turned away in the whole mall; for an agency's head at each of his desks that changes."""
    changed = {row.desk for answer in answers for row in answer.rows}
    places = [None] if own is None else [desk.id for desk in mall.desks if desk.id in changed]
    found = []
    for place in places:
        rows = [(a.name, row.get("turned_away")) for a in answers for row in a.rows if row.desk == place]
        svg, *bars = (Markup(svg) for _, svg in whatif_charts(answers, place, mall, speak))
        found.append(
            Picture(
                svg=svg,
                bars=tuple(bars),
                title=desk_name(place, mall, speak),
                rows=tuple((name, kpi.base, kpi.scenario) for name, kpi in rows),
            )
        )
    return found


def as_csv(columns: Sequence[Column], mall: Mall) -> str:
    """Every key figure of every answered scenario, a row each; over all weeks, and of each where there are several."""
    speak, out = language(), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEADS)
    for column in columns:
        for weeks, row in _rows_of(column.answer) if column.answer else ():
            place = desk_name(row.desk, mall, speak)
            for kpi in row.kpis:
                numbers = (kpi.base, kpi.scenario, kpi.difference, kpi.low, kpi.high)
                told = ["" if value is None else f"{value:.4f}" for value in numbers]
                told_of = (harmless(column.draft.name), harmless(place), kpi.kpi, kpi_name(kpi.kpi, speak))
                writer.writerow([*told_of, *told, verdict(kpi, speak), weeks])
    return out.getvalue()


def _rows_of(answer: Answer) -> Iterator[tuple[str, DeskComparison]]:
    """Rows over all weeks, then those of each of several; every row with the weeks it is about."""
    yield from ((" ".join(answer.weeks), row) for row in answer.rows)
    yield from ((week.week, row) for week in answer.by_week for row in week.rows)
