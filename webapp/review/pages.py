"""What the pages of the review show: weeks, one week by desk, one desk by day, and proposals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.errors import Conflict
from planner.domain.ids import DeskId
from planner.domain.mall import Mall, Service
from planner.domain.periods import Week
from planner.planning.ports import UnitOfWork
from planner.planning.review_week import CHANCE, DeskReview, ReviewedDay
from planner.planning.review_week_causes import Cause
from planner.planning.review_week_drift import MINUTES, Drift, MinutesChange, Proposal, ServiceDrift, with_proposal
from planner.planning.review_week_kept import (
    KIND,
    KeptReview,
    find_drift_kept,
    find_review,
    find_reviewed,
    key_of,
    newest_reviews,
    stamp_of,
)
from planner.planning.review_week_quota import QuotaFault, quota_findings
from planner.planning.stored import Job, PlanEntry
from planner.report.phrases import desk_title
from planner.report.review import cause_text
from webapp.charts import DayChart, DayValue, Tick, day_chart
from webapp.deps import deps
from webapp.jobs.pages import job_in_view
from webapp.language import language, t
from webapp.plans import own_mall
from webapp.weeks import WeekPicker, week_picker


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """A desk over the week. refused, wait: None where nobody logged it. absent: officer-days.

    refused_planned : of the days that logged it, of all days where none did. wait: of the worst day, with its plan.
    """

    desk: DeskId
    title: str
    came: int
    came_is_least: bool
    forecast: float
    low: float
    high: float
    tickets: int
    quota: int
    sold_out_days: int
    served: int
    served_planned: float
    refused: int | None
    refused_planned: float
    wait_minutes: float | None
    wait_planned: float
    late_days: int
    absent: int
    is_broken: bool
    is_logged: bool
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLine:
    """What was not as planned at a desk, and what to change next. name: of the cause."""

    desk: DeskId
    title: str
    name: str
    text: str
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """What a desk did with its quotas, and on which days. name: of the fault."""

    desk: DeskId
    title: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The week over all desks shown; visits. desks: of which waits or ends were logged, or which broke the promise.

    refused_planned : of the desk-days that logged it.
    """

    came: int
    forecast: float
    served: int
    served_planned: float
    refused: int | None
    refused_planned: float
    desks: int
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """A week. kept: None when it was not reviewed yet. has_plan: there is something to review.

    whole_plan : visits the plan turns away on all days and desks shown, logged or not.
    """

    picker: WeekPicker
    kept: KeptReview | None
    is_stale: bool
    has_plan: bool
    totals: Totals | None
    whole_plan: float
    rows: tuple[DeskRow, ...]
    broken: tuple[CauseLine, ...]
    by_chance: tuple[CauseLine, ...]
    shifted: tuple[CauseLine, ...]
    quotas: tuple[QuotaLine, ...]
    not_counted: tuple[str, ...]
    chart: DayChart | None
    values: tuple[DayValue, ...]
    job: Job | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """One desk of a week by day. absent: names by day."""

    picker: WeekPicker
    row: DeskRow
    days: tuple[ReviewedDay, ...]
    absent: tuple[tuple[str, ...], ...]
    causes: tuple[CauseLine, ...]
    quotas: tuple[QuotaLine, ...]
    chart: DayChart | None
    values: tuple[DayValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWeek:
    """A reviewed week in the list."""

    week: Week
    totals: Totals
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Minutes of a service before and after a proposal."""

    title: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """A proposal in words. mark: of the figure that is proposed."""

    name: str
    mark: str
    text: str
    evidence: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """Minutes of a service: on the sheet, in the next plan, seen."""

    title: str
    desk: str
    drift: ServiceDrift


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """All reviews and what they tell together. waiting: the newest week with a plan that is over but not reviewed."""

    weeks: tuple[PastWeek, ...]
    waiting: Week | None
    proposals: tuple[ProposalCard, ...]
    services: tuple[ServiceRow, ...]
    drift_weeks: int
    job: Job | None


def make_week_page(work: UnitOfWork, week: Week, mall: Mall, jobs: Sequence[Job]) -> WeekPage:
    """The page of a week, narrowed to what the asking person may see."""
    kept, own = find_review(work, week), own_mall(mall)
    entry = find_reviewed(work, week)
    desks = _own_desks(kept, own)
    values = _summed_days(desks)
    likeliest = [_lines(desk, own)[0] for desk in desks if desk.is_broken]
    return WeekPage(
        picker=week_picker(week),
        kept=kept,
        is_stale=kept is not None
        and (entry is None or kept.key != key_of(week, entry.content_hash, _stamp(work, week))),
        has_plan=entry is not None,
        totals=_totals(desks) if desks else None,
        whole_plan=_whole_plan(work, entry, own) if desks else 0.0,
        rows=tuple(_row(desk, own) for desk in desks),
        broken=tuple(line for line in likeliest if line.name != CHANCE),
        by_chance=tuple(line for line in likeliest if line.name == CHANCE),
        shifted=tuple(line for d in desks if not d.is_broken for line in _lines(d, own)[:1]),
        quotas=tuple(line for desk in desks for line in _quota_lines(desk, own)),
        not_counted=tuple(_title(own, d) for d in kept.review.not_counted if _has(own, d)) if kept else (),
        chart=_chart(values),
        values=values,
        job=job_in_view(jobs, (KIND,), week=str(week)),
    )


def make_desk_page(work: UnitOfWork, week: Week, mall: Mall, desk: DeskId) -> DeskPage | None:
    """One desk of a reviewed week; None where it was not reviewed."""
    kept = find_review(work, week)
    found = next((d for d in kept.review.desks if d.desk == desk), None) if kept else None
    if found is None:
        return None
    values = tuple(_day_value(day) for day in found.days)
    return DeskPage(
        picker=week_picker(week, desk=desk),
        row=_row(found, mall),
        days=found.days,
        absent=tuple(_officers(mall, day.absent) for day in found.days),
        causes=tuple(_lines(found, mall)),
        quotas=tuple(_quota_lines(found, mall)),
        chart=_chart(values),
        values=values,
    )


def make_overview(work: UnitOfWork, mall: Mall, jobs: Sequence[Job], today: date) -> OverviewPage:
    """All kept reviews, newest week first, with the proposals that still fit the mall."""
    own, drift = own_mall(mall), find_drift_kept(work)
    reviews = newest_reviews(work)
    weeks = tuple(
        PastWeek(week=kept.week, totals=_totals(desks), causes=_counted_causes(desks))
        for kept in reviews
        if (desks := _own_desks(kept, own))
    )
    return OverviewPage(
        weeks=weeks,
        waiting=_waiting(work, {kept.week for kept in reviews}, today),
        proposals=tuple(_cards(drift, mall, own)) if drift else (),
        services=tuple(_service_rows(drift, own)) if drift else (),
        drift_weeks=len(drift.weeks) if drift else 0,
        job=job_in_view(jobs, (KIND,)),
    )


def is_current(mall: Mall, proposal: Proposal) -> bool:
    """False when the figures a proposal changes were changed since."""
    try:
        with_proposal(mall, proposal)
    except Conflict:
        return False
    return True


def mark_of(proposal: Proposal) -> str:
    """The figure proposed, as a form sends it back."""
    return f"{proposal.proposed:.6f}"


def _stamp(work: UnitOfWork, week: Week) -> str:
    """Read again only after a change of mall or history."""
    return deps().shelf.get(("review stamp", week, work.stamp()), lambda: stamp_of(work, week))


def _waiting(work: UnitOfWork, reviewed: set[Week], today: date) -> Week | None:
    over = {e.week for e in work.plans.live() if e.week.days[0] < today} - reviewed
    counted = work.history.load(min(w.days[0] for w in over), today).last_day if over else None
    ready = [week for week in over if counted is not None and week.days[0] <= counted]
    return max(ready, key=lambda week: week.days[0], default=None)


def _own_desks(kept: KeptReview | None, own: Mall) -> tuple[DeskReview, ...]:
    return tuple(desk for desk in kept.review.desks if _has(own, desk.desk)) if kept else ()


def _has(mall: Mall, desk: DeskId) -> bool:
    return any(d.id == desk for d in mall.desks)


def _title(mall: Mall, desk: DeskId) -> str:
    return desk_title(mall, mall.get_desk(desk))


def _officers(mall: Mall, officers: Iterable[str]) -> tuple[str, ...]:
    names = {str(o.id): o.name for o in mall.officers}
    return tuple(names.get(str(officer), str(officer)) for officer in officers)


def _row(desk: DeskReview, mall: Mall) -> DeskRow:
    days = desk.days
    refused, refused_planned = _refused(days)
    wait, wait_planned = _worst_wait(days)
    return DeskRow(
        desk=desk.desk,
        title=_title(mall, desk.desk),
        came=sum(d.came_visits for d in days),
        came_is_least=any(d.came_is_least for d in days),
        forecast=sum(d.demand_mean for d in days),
        low=sum(d.demand_low for d in days),
        high=sum(d.demand_high for d in days),
        tickets=sum(d.tickets_issued for d in days),
        quota=sum(d.quota_tickets for d in days),
        sold_out_days=sum(d.sold_out_at is not None for d in days),
        served=sum(d.served_visits for d in days),
        served_planned=sum(d.served_planned for d in days),
        refused=refused,
        refused_planned=refused_planned,
        wait_minutes=wait,
        wait_planned=wait_planned,
        late_days=sum("finish" in d.broken for d in days),
        absent=sum(len(d.absent) for d in days),
        is_broken=desk.is_broken,
        is_logged=desk.is_logged,
        cause=desk.likeliest or (desk.causes[0].name if desk.causes else ""),
    )


def _refused(days: Sequence[ReviewedDay]) -> tuple[int | None, float]:
    """Turned away and planned to be, over the days that logged it; None beside the plan of all days where none did."""
    known = [(d.refused_visits, d.refused_planned) for d in days if d.refused_visits is not None]
    if not known:
        return None, sum(d.refused_planned for d in days)
    return sum(refused for refused, _ in known), sum(planned for _, planned in known)


def _worst_wait(days: Sequence[ReviewedDay]) -> tuple[float | None, float]:
    """Wait of the worst day and that day's plan; None beside the longest planned where no day logged it."""
    known = [(d.wait_p90_minutes, d.wait_p90_planned) for d in days if d.wait_p90_minutes is not None]
    if not known:
        return None, max((d.wait_p90_planned for d in days), default=0.0)
    return max(known)


def _lines(desk: DeskReview, mall: Mall) -> list[CauseLine]:
    """The causes of a desk, dearest first; one line that says so where none stands out."""
    officers = _officers(mall, sorted({o for day in desk.days for o in day.absent}))
    title = _title(mall, desk.desk)
    if desk.is_broken and not desk.causes:
        return [CauseLine(desk=desk.desk, title=title, name=CHANCE, text=t("review.chance"))]
    return [_line(desk, cause, (title, officers)) for cause in desk.causes]


def _line(desk: DeskReview, cause: Cause, told: tuple[str, tuple[str, ...]]) -> CauseLine:
    text = cause_text(cause, language())
    title, officers = told
    return CauseLine(
        desk=desk.desk,
        title=title,
        name=cause.name,
        text=text[0].upper() + text[1:],
        officers=officers if cause.name == "absence" else (),
    )


def _whole_plan(work: UnitOfWork, entry: PlanEntry | None, own: Mall) -> float:
    proofs = deps().shelf.plan(work, entry.id).proofs if entry else ()
    return sum(proof.turned_away for proof in proofs if _has(own, proof.desk))


def _quota_lines(desk: DeskReview, mall: Mall) -> Iterable[QuotaLine]:
    for found in quota_findings(desk.days):
        days = ", ".join(_quota_day(found.fault, day) for day in found.days)
        text = t(f"review.quota_{found.fault}", days=days)
        yield QuotaLine(desk=desk.desk, title=_title(mall, desk.desk), name=found.fault, text=text)


def _quota_day(fault: QuotaFault, day: ReviewedDay) -> str:
    say = language()
    return t(
        f"review.quota_{fault}_day",
        day=say.day(day.day),
        issued=say.number(day.tickets_issued),
        quota=say.number(day.quota_tickets),
        at=say.clock(day.sold_out_at) if day.sold_out_at else "",
        last=say.clock(day.last_ticket) if day.last_ticket else "",
    )


def _totals(desks: Sequence[DeskReview]) -> Totals:
    days = [day for desk in desks for day in desk.days]
    refused, refused_planned = _refused(days)
    return Totals(
        came=sum(d.came_visits for d in days),
        forecast=sum(d.demand_mean for d in days),
        served=sum(d.served_visits for d in days),
        served_planned=sum(d.served_planned for d in days),
        refused=refused,
        refused_planned=refused_planned,
        desks=sum(desk.is_logged or desk.is_broken for desk in desks),
        broken=sum(desk.is_broken for desk in desks),
    )


def _counted_causes(desks: Iterable[DeskReview]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for desk in desks:
        if desk.is_broken:
            found[desk.likeliest] = found.get(desk.likeliest, 0) + 1
    return tuple(sorted(found.items(), key=lambda item: -item[1]))


def _day_value(day: ReviewedDay) -> DayValue:
    return DayValue(
        day=day.day,
        actual=float(day.came_visits),
        is_full=day.came_is_least,
        mean=day.demand_mean,
        band80=(day.demand_low, day.demand_high),
    )


def _chart(values: Sequence[DayValue]) -> DayChart | None:
    """The chart of a week, with every day named."""
    chart = day_chart(values)
    if chart is None:
        return None
    days = tuple(Tick(at=dot.x, text=f"{v.day.day}/{v.day.month}") for dot, v in zip(chart.dots, values, strict=True))
    return replace(chart, days=days)


def _summed_days(desks: Iterable[DeskReview]) -> tuple[DayValue, ...]:
    """All desks together; a day on which any desk may have had more is hollow."""
    by_day: dict[date, list[ReviewedDay]] = {}
    for day in (day for desk in desks for day in desk.days):
        by_day.setdefault(day.day, []).append(day)
    return tuple(
        DayValue(
            day=day,
            actual=float(sum(r.came_visits for r in rows)),
            is_full=any(r.came_is_least for r in rows),
            mean=sum(r.demand_mean for r in rows),
            band80=(sum(r.demand_low for r in rows), sum(r.demand_high for r in rows)),
        )
        for day, rows in sorted(by_day.items())
    )


def _cards(drift: Drift, mall: Mall, own: Mall) -> Iterable[ProposalCard]:
    for proposal in drift.proposals:
        hidden = proposal.desk is None and own is not mall
        if not hidden and (proposal.desk is None or _has(own, proposal.desk)) and is_current(mall, proposal):
            yield _card(proposal, mall)


def _card(proposal: Proposal, mall: Mall) -> ProposalCard:
    low, high = _per_cent(proposal.low), _per_cent(proposal.high)
    seen = language().number(proposal.seen)
    services = {service.id: service for service in mall.services}
    return ProposalCard(
        name=proposal.name,
        mark=mark_of(proposal),
        text=_proposed(proposal, mall),
        evidence=t("review.evidence", seen=seen, weeks=proposal.weeks, low=low, high=high),
        changes=tuple(_change_row(change, services[change.service]) for change in proposal.changes),
    )


def _proposed(proposal: Proposal, mall: Mall) -> str:
    proposed = _per_cent(proposal.proposed)
    if proposal.kind == MINUTES and proposal.desk:
        return t("review.propose_minutes", desk=_title(mall, proposal.desk), proposed=proposed)
    return t("review.propose_share", planned=_per_cent(proposal.planned), proposed=proposed)


def _per_cent(ratio: float) -> str:
    """`115%`: a ratio, which may lie above one, not a share."""
    return f"{language().number(100 * ratio)}%"


def _change_row(change: MinutesChange, service: Service) -> ChangeRow:
    return ChangeRow(
        title=service.name,
        before=change.setup_before + service.needs_mean * change.need_before,
        after=change.setup_minutes + service.needs_mean * change.need_minutes,
    )


def _service_rows(drift: Drift, own: Mall) -> Iterable[ServiceRow]:
    names = {s.id: s.name for s in own.services}
    for row in drift.services:
        if row.service in names:
            yield ServiceRow(title=names[row.service], desk=_title(own, row.desk), drift=row)


def find_proposal(work: UnitOfWork, name: str) -> Proposal | None:
    """The proposal of that name."""
    drift = find_drift_kept(work)
    return next((p for p in drift.proposals if p.name == name), None) if drift else None
