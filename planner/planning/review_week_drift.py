"""What several reviewed weeks tell of minutes and arrivals, and the change of the mall that follows from it.

Services with enough tickets are learned by every plan anew (`learned`). What is proposed here is for the others: thin
services, pooled over their desk, and the share of a window's people who stand there as it opens, which nobody learns.
A proposal weighs the planned figure as some visits of its own, and older weeks less.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from planner.domain.errors import Conflict
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall, Service
from planner.domain.periods import Week
from planner.planning.review_week import WeekReview
from planner.planning.review_week_seen import ServiceMinutes

HALF_LIFE_WEEKS = 4.0
MOST_WEEKS = 12
PLANNED_VISITS, PLANNED_PEOPLE = 20.0, 100.0  # how much the figures of the plan weigh beside what was seen
FEWEST_VISITS = 20  # of a desk, before a change of its minutes is proposed
LEAST_MINUTES_CHANGE, LEAST_SHARE_CHANGE = 0.03, 0.05
ERRORS = 2.0
MOST_SETUP_MINUTES, LEAST_NEED_MINUTES, MOST_NEED_MINUTES = 60.0, 0.5, 240.0
MINUTES, START_SHARE = "minutes", "start_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedWeek:
    """A week and its review."""

    week: Week
    review: WeekReview


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDrift:
    """Minutes of a visit to one service. sheet: as the mall says. used: as the next plan takes them. seen: estimated.

    error : standard error of `seen_minutes`. is_learned: the next plan takes them from tickets.
    """

    desk: DeskId
    service: ServiceId
    weeks: int
    visits: int
    sheet_minutes: float
    used_minutes: float
    seen_minutes: float
    error: float
    is_learned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesChange:
    """Set-up and need minutes of a service, before and after."""

    service: ServiceId
    setup_before: float
    need_before: float
    setup_minutes: float
    need_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change of the mall with its evidence.

    kind     : MINUTES of a desk (planned 1, proposed the factor) or START_SHARE of the mall's windows.
    seen     : visits or people it rests on, over `weeks`. low, high: 95 % interval of `proposed`.
    """

    kind: str
    desk: DeskId | None
    planned: float
    proposed: float
    low: float
    high: float
    seen: int
    weeks: int
    changes: tuple[MinutesChange, ...] = ()

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.kind}-{self.desk}" if self.desk else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """The weeks that were put together, newest first, what they tell of each service, and what to change."""

    weeks: tuple[str, ...]
    services: tuple[ServiceDrift, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """Minutes of a service against those the next plan uses; weeks weighted."""

    weeks: int
    visits: int
    minutes: float
    expected: float
    variance: float


def find_drift(reviews: Sequence[ReviewedWeek], mall: Mall, learned: Mall) -> Drift:
    """What the newest MOST_WEEKS reviews tell, one of each week. learned: the mall as the next plan will use it."""
    newest = sorted(reviews, key=lambda r: r.week.days[0], reverse=True)[:MOST_WEEKS]
    taught = frozenset(old.id for old, new in zip(mall.services, learned.services, strict=True) if old != new)
    used = {s.id: s.visit_minutes for s in learned.services}
    seen = _weighed(newest, used) if newest else {}
    return Drift(
        weeks=tuple(str(r.week) for r in newest),
        services=tuple(_service_drifts(mall, used, seen, taught)),
        proposals=(
            *_minutes_proposals(mall, {id: row for id, row in seen.items() if id not in taught}),
            *_start_share(newest, mall),
        ),
    )


def with_proposal(mall: Mall, proposal: Proposal) -> Mall:
    """The mall with a proposal accepted; raises Conflict (`proposal_outdated`) when its figures changed since."""
    if proposal.kind == START_SHARE:
        now = mall.assumptions.window_start_share
        _check_same(proposal, [(now, proposal.planned)])
        return replace(mall, assumptions=replace(mall.assumptions, window_start_share=proposal.proposed))
    changes = {change.service: change for change in proposal.changes}
    services = {s.id: s for s in mall.services if s.id in changes}
    _check_same(
        proposal,
        [
            pair
            for id, change in changes.items()
            for pair in (
                (services[id].setup_minutes if id in services else -1.0, change.setup_before),
                (services[id].need_minutes if id in services else -1.0, change.need_before),
            )
        ],
    )
    return replace(mall, services=tuple(_changed(s, changes.get(s.id)) for s in mall.services))


def _check_same(proposal: Proposal, pairs: Iterable[tuple[float, float]]) -> None:
    if any(abs(now - before) > 1e-9 for now, before in pairs):
        raise Conflict(
            f"proposal {proposal.name} rests on figures that were changed since; review the week again",
            code="proposal_outdated",
            field="proposal",
        )


def _changed(service: Service, change: MinutesChange | None) -> Service:
    if change is None:
        return service
    return replace(
        service,
        setup_minutes=change.setup_minutes,
        need_minutes=change.need_minutes,
        need_minutes_low=None,
        need_minutes_high=None,
    )


def _weight(newest: Week, week: Week) -> float:
    weeks = (newest.days[0] - week.days[0]).days / 7
    return float(0.5 ** (weeks / HALF_LIFE_WEEKS))


def _weighed(newest: Sequence[ReviewedWeek], used: Mapping[ServiceId, float]) -> dict[ServiceId, _Weighed]:
    """Of every service that was seen: the minutes of its visits, and what the next plan would expect of them."""
    found: dict[ServiceId, list[tuple[float, ServiceMinutes]]] = {}
    for reviewed in newest:
        weight = _weight(newest[0].week, reviewed.week)
        for row in (row for desk in reviewed.review.desks for row in desk.work):
            if row.service in used and row.planned_minutes > 0:
                found.setdefault(row.service, []).append((weight, row))
    return {service: _added(rows, used[service]) for service, rows in found.items()}


def _added(rows: Sequence[tuple[float, ServiceMinutes]], used: float) -> _Weighed:
    return _Weighed(
        weeks=len(rows),
        visits=sum(row.visits for _, row in rows),
        minutes=sum(weight * row.minutes for weight, row in rows),
        expected=sum(weight * row.expected_minutes * used / row.planned_minutes for weight, row in rows),
        variance=sum(weight**2 * row.variance for weight, row in rows),
    )


def _factor(seen: _Weighed, used: float, toward: float = 1.0) -> tuple[float, float]:
    """Estimated factor of the minutes a plan uses, drawn to `toward` by PLANNED_VISITS visits, and its error."""
    own = seen.expected + PLANNED_VISITS * used
    return (seen.minutes + PLANNED_VISITS * used * toward) / own, sqrt(seen.variance) / own


def _service_drifts(
    mall: Mall, used: Mapping[ServiceId, float], seen: Mapping[ServiceId, _Weighed], taught: Container[ServiceId]
) -> Iterator[ServiceDrift]:
    for service in (s for s in mall.services if s.id in seen):
        factor, error = _factor(seen[service.id], used[service.id])
        yield ServiceDrift(
            desk=service.desk,
            service=service.id,
            weeks=seen[service.id].weeks,
            visits=seen[service.id].visits,
            sheet_minutes=round(service.visit_minutes, 2),
            used_minutes=round(used[service.id], 2),
            seen_minutes=round(factor * used[service.id], 2),
            error=round(error * used[service.id], 2),
            is_learned=service.id in taught,
        )


def _minutes_proposals(mall: Mall, seen: Mapping[ServiceId, _Weighed]) -> Iterator[Proposal]:
    """For each desk, its services that no plan learns from tickets yet and that were seen, pooled."""
    for desk in mall.desks:
        services = [s for s in mall.services_of(desk.id) if s.id in seen]
        if services:
            yield from _minutes_proposal(desk.id, services, seen)


def _minutes_proposal(
    desk: DeskId, services: Sequence[Service], seen: Mapping[ServiceId, _Weighed]
) -> Iterator[Proposal]:
    own = [seen[s.id] for s in services]
    visits = sum(row.visits for row in own)
    pooled = _Weighed(
        weeks=max(row.weeks for row in own),
        visits=visits,
        minutes=sum(row.minutes for row in own),
        expected=sum(row.expected for row in own),
        variance=sum(row.variance for row in own),
    )
    used = sum(s.visit_minutes * seen[s.id].visits for s in services) / visits
    factor, error = _factor(pooled, used)
    if visits < FEWEST_VISITS or abs(factor - 1) < LEAST_MINUTES_CHANGE or abs(factor - 1) < ERRORS * error:
        return
    yield Proposal(
        kind=MINUTES,
        desk=desk,
        planned=1.0,
        proposed=round(factor, 3),
        low=round(factor - ERRORS * error, 3),
        high=round(factor + ERRORS * error, 3),
        seen=visits,
        weeks=pooled.weeks,
        changes=tuple(_minutes_change(s, _factor(seen[s.id], s.visit_minutes, factor)[0]) for s in services),
    )


def _minutes_change(service: Service, factor: float) -> MinutesChange:
    need = min(MOST_NEED_MINUTES, max(LEAST_NEED_MINUTES, service.need_minutes * factor))
    return MinutesChange(
        service=service.id,
        setup_before=service.setup_minutes,
        need_before=service.need_minutes,
        setup_minutes=round(min(MOST_SETUP_MINUTES, service.setup_minutes * factor), 2),
        need_minutes=round(need, 2),
    )


def _start_share(newest: Sequence[ReviewedWeek], mall: Mall) -> Iterator[Proposal]:
    """The mall's share of people who stand there as a window opens, from all desks with several windows."""
    found = [
        (_weight(newest[0].week, reviewed.week), desk.arrivals)
        for reviewed in newest
        for desk in reviewed.review.desks
        if desk.arrivals is not None and desk.arrivals.windows > 1
    ]
    now = mall.assumptions.window_start_share
    people = sum(weight * arrivals.people for weight, arrivals in found)
    if not people:
        return
    early = sum(weight * arrivals.people * arrivals.share for weight, arrivals in found)
    share = (early + PLANNED_PEOPLE * now) / (people + PLANNED_PEOPLE)
    spread = sum(weight**2 * arrivals.people for weight, arrivals in found) * share * (1 - share)
    error = sqrt(spread) / (people + PLANNED_PEOPLE)
    if abs(share - now) < max(LEAST_SHARE_CHANGE, ERRORS * error):
        return
    yield Proposal(
        kind=START_SHARE,
        desk=None,
        planned=now,
        proposed=round(share, 2),
        low=round(max(0.0, share - ERRORS * error), 3),
        high=round(min(1.0, share + ERRORS * error), 3),
        seen=sum(arrivals.people for _, arrivals in found),
        weeks=len({str(r.week) for r in newest}),
    )
