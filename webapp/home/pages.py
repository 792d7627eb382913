"""What the page of the week shows: days, key figures, decisions, and the one thing to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.demand import band_of_all
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Job
from planner.report.desk_days import DeskDay, State
from planner.report.language import Language
from planner.report.phrases import told_wait_minutes
from planner.report.shortfall_rows import ShortPlace, short_places
from webapp.deps import deps, local_today
from webapp.jobs.pages import job_in_view
from webapp.language import t
from webapp.plans import Shown, find_shown
from webapp.weeks import DAYS_TO_PLAN, WeekPicker, week_picker

DECISIONS_SHOWN = 7
PLAN_KIND, COPY_KIND = "plan", "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTile:
    """One day of the strip. Visits as forecast and tickets over all desks; low, high: their 80 % band together."""

    day: date
    is_open: bool
    closed_name: str
    demand: float
    low: float
    high: float
    tickets: int
    within: float
    short: int
    turned_away: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """The week in four figures. wait_minutes: within which 9 of 10 wait, at the desk where that is longest."""

    demand: float
    served: float
    turned_away: float
    within: float
    finished_days: int
    open_days: int
    wait_minutes: int
    officers: int
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """The page.

    before : the figures of last week, None without a plan of it. is_first: nothing was ever planned.
    coming : the picker of next week where it is time to plan it and nobody has. in_force: version of the published plan
             that holds while a draft is shown. new_leave: absences noted since the plan shown was made.
    how_good : how near to the best roster it is proved to be, "" where nothing is known.
    """

    picker: WeekPicker
    coming: WeekPicker | None
    is_now: bool
    is_first: bool
    shown: Shown | None
    has_draft: bool
    in_force: int | None
    new_leave: int
    how_good: str
    days: tuple[DayTile, ...]
    figures: KeyFigures | None
    before: KeyFigures | None
    decisions: tuple[ShortPlace, ...]
    more: int
    findings: tuple[str, ...]
    job: Job | None


def make_week_page(work: UnitOfWork, week: Week, language: Language, jobs: Sequence[Job]) -> WeekPage:
    """The page of a week for the asking person."""
    picker, mall = week_picker(week), deps().shelf.mall(work)
    today = local_today(mall.zone) if mall else week.days[0]
    shown, last = find_shown(work, week), find_shown(work, picker.before)
    has_draft = shown is not None and not shown.is_published
    published = work.plans.find_published(week) if has_draft else None
    short = short_places(shown.plan, language, since=min(today, week.days[-1])) if shown else ()
    return WeekPage(
        picker=picker,
        coming=_unplanned(work, week, today),
        is_now=week == Week.of(today),
        is_first=not work.plans.entries(limit=1),
        shown=shown,
        has_draft=has_draft,
        in_force=published.version if published else None,
        new_leave=_new_leave(shown, mall) if shown and mall else 0,
        how_good=how_good(shown.whole, language) if shown else "",
        days=tuple(_tiles(shown)) if shown else (),
        figures=key_figures(shown.plan, shown.rows) if shown else None,
        before=key_figures(last.plan, last.rows) if last else None,
        decisions=short[:DECISIONS_SHOWN],
        more=max(0, len(short) - DECISIONS_SHOWN),
        findings=findings_of(shown.plan, language) if shown else (),
        job=job_in_view(jobs, (PLAN_KIND, COPY_KIND), week=str(week)),
    )


def _unplanned(work: UnitOfWork, week: Week, today: date) -> WeekPicker | None:
    """Next week, seen from the running one, once people plan for it and there is no plan of it."""
    coming = week.next()
    is_time = week == Week.of(today) and Week.of(today + timedelta(days=DAYS_TO_PLAN)) == coming
    is_planned = is_time and work.plans.find_newest(coming)
    return week_picker(coming) if is_time and not is_planned else None


def how_good(plan: Plan, language: Language) -> str:
    """How near the roster is proved to be to the best one, of its first stage and by the capacity tables."""
    first = next((stage for stage in plan.stages if stage.stage == "unmet"), None)
    if first is None or first.gap is None:
        return ""
    if first.gap > 0:
        return t("home.best_found", gap=f"{language.number(100 * first.gap, 1)}%")
    apart = sum(abs(row.table_tickets - row.simulated_tickets) for row in plan.table_minus_simulation)
    return t("home.proved", apart=language.number(apart))


def _new_leave(shown: Shown, mall: Mall) -> int:
    """Absences in the week that the plan was made without, of officers the asking person may see."""
    made_with, days = set(shown.whole.input.mall.leave), shown.plan.input.days
    known = {officer.id for officer in shown.plan.input.mall.officers}
    added = [leave for leave in mall.leave if leave not in made_with and leave.officer in known]
    return sum(leave.touches(days[0], days[-1]) for leave in added)


def findings_of(plan: Plan, language: Language) -> tuple[str, ...]:
    """What a reader of the plan must know."""
    return tuple(language.pick((f.text_id, f.text_en)) for f in plan.findings)


def _tiles(shown: Shown) -> Iterable[DayTile]:
    forecasts = {(f.desk, f.day): f for f in shown.plan.forecast if f.service is None}
    for day in dict.fromkeys(row.day for row in shown.rows):
        of_day = [row for row in shown.rows if row.day == day]
        known = [forecasts[row.desk.id, day] for row in of_day if row.is_open and (row.desk.id, day) in forecasts]
        low, high = band_of_all(known)
        yield DayTile(
            day=day,
            is_open=any(row.is_open for row in of_day),
            closed_name=next((row.closed_name for row in of_day if row.closed_name), ""),
            demand=sum(forecast.mean for forecast in known),
            low=low,
            high=high,
            tickets=sum(row.tickets for row in of_day),
            within=_within(of_day),
            short=sum(row.state is State.SHORT for row in of_day),
            turned_away=sum(row.turned_away for row in of_day),
        )


def _within(rows: Iterable[DeskDay]) -> float:
    """Share of the visits served that wait no longer than promised; 1 when nobody is served."""
    proofs = [row.proof for row in rows if row.proof and row.proof.served > 0]
    served = sum(proof.served for proof in proofs)
    return sum(proof.share_within * proof.served for proof in proofs) / served if served else 1.0


def key_figures(plan: Plan, rows: Sequence[DeskDay]) -> KeyFigures:
    """The figures of a plan's week."""
    proofs = [row.proof for row in rows if row.proof]
    wanted = plan.input.mall.promise.finish_probability
    return KeyFigures(
        demand=sum(row.demand_visits for row in rows),
        served=sum(row.served for row in rows),
        turned_away=sum(row.turned_away for row in rows),
        within=_within(rows),
        finished_days=sum(proof.finish_probability >= wanted for proof in proofs),
        open_days=len(proofs),
        wait_minutes=max((told_wait_minutes(row) for row in rows), default=0),
        officers=len({posting.officer for posting in plan.postings}),
        tickets=sum(row.tickets for row in rows),
    )
