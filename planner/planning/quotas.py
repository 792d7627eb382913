"""Tickets that will be issued: simulated capacity, other caps, and what the proof run takes off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from planner.calendar.hours import DayHours
from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, ServiceId, WindowId
from planner.domain.mall import Service
from planner.domain.plan import Proof, Quota, WindowProof
from planner.planning.desk_day_input import DeskDayInput
from planner.planning.frame import WeekFrame
from planner.planning.service_limits import LimitedDemand, service_caps
from planner.queueing import proof as engine
from planner.queueing.capacity import Capacity
from planner.queueing.caps import share_out

NO_OFFICER = "no_officer"
COUNTERS = "counters"
BY_PROOF = "proof"
EQUIPMENT = "equipment"
TERM_NAMES = {"wait": "wait", "close": "finish"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedDay:
    """A desk-day with what simulation said of it; without officers who can serve, `given` and `capacity` are None.

    caps  : tickets of each window by name of the cap.
    lacks : for each window what one ticket more would need, as `binding_by_window` names it; () where not asked.
    """

    desk: DeskId
    day: date
    forecast: DemandForecast
    limited: LimitedDemand
    given: DeskDayInput | None
    capacity: Capacity | None
    caps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()

    @property
    def demand_quantiles(self) -> tuple[float, ...]:
        """Demand that the desk may serve, in visits."""
        return tuple(q * self.limited.factor for q in self.forecast.quantiles)

    @property
    def refused_by_limits(self) -> float:
        """Mean visits a day that the limits of single services turn away."""
        return self.forecast.mean * (1 - self.limited.factor)

    @property
    def tickets(self) -> tuple[int, ...]:
        """Tickets per window before the proof: the least of capacity and caps."""
        if self.capacity is None:
            return ()
        rows = [self.capacity.tickets, *self.caps.values()]
        return tuple(min(column) for column in zip(*rows, strict=True))


def day_caps(frame: WeekFrame, desk: DeskId, day: date) -> dict[str, int]:
    """Most tickets of a desk with one service on one day, by name of the cap; desks with more have sub-quotas."""
    services = frame.services_of[desk]
    return service_caps(frame, services[0], day) if len(services) == 1 else {}


def spread_over_windows(tickets: int, like: Sequence[int]) -> tuple[int, ...]:
    """A day's tickets cut into windows in proportion to `like` (largest remainders), 0 where `like` is 0."""
    return share_out(tickets, like) if sum(like) else tuple(0 for _ in like)


def make_quotas(frame: WeekFrame, simulated: SimulatedDay, lowered: engine.Lowered | None) -> tuple[Quota, ...]:
    """Quotas of a desk on a day: one row for each window, then sub-quotas of services with a cap of their own."""
    hours = frame.hours_of(simulated.desk, simulated.day)
    assert hours is not None
    if simulated.capacity is None or lowered is None:
        return tuple(_empty_quota(simulated, window) for window in _open_windows(frame, simulated.desk, hours))
    rows = tuple(_desk_quota(frame, simulated, lowered, n) for n in range(len(simulated.capacity.tickets)))
    return (*rows, *_sub_quotas(frame, simulated, rows))


def make_proof(simulated: SimulatedDay, run: engine.Proof, pattern: str) -> Proof:
    """The proof run of a desk-day as means of a day."""
    return Proof(
        desk=simulated.desk,
        day=simulated.day,
        pattern=pattern,
        days=run.days,
        seed=run.seed,
        demand_mean=run.per_day(run.demand) + simulated.refused_by_limits,
        served=run.per_day(run.served),
        turned_away=run.per_day(run.turned_away) + simulated.refused_by_limits,
        left=run.per_day(run.left),
        wait_p90_minutes=_finite(run.wait_p90_minutes),
        share_within=run.share_within,
        finish_probability=run.finish_probability,
        overtime_officer_minutes=run.overtime_minutes,
        kept=run.kept,
        windows=tuple(
            WindowProof(
                window=WindowId(w.window),
                service=None if w.service is None else ServiceId(w.service),
                visitors=w.visitors,
                admitted=w.admitted,
                share_within=w.share_within,
                wait_p90_minutes=_finite(w.wait_p90_minutes),
            )
            for w in run.windows
        ),
    )


def _finite(minutes: float) -> float:
    """JSON knows no infinity: who was never served counts as having waited the whole day."""
    return minutes if isfinite(minutes) else 1440.0


def _open_windows(frame: WeekFrame, desk: DeskId, hours: DayHours) -> Iterable[WindowId]:
    own_last = frame.mall.get_desk(desk).last_ticket or hours.last_ticket
    return (window.id for window in hours.windows if window.start < own_last)


def _empty_quota(simulated: SimulatedDay, window: WindowId) -> Quota:
    return Quota(
        desk=simulated.desk,
        day=simulated.day,
        window=window,
        tickets=0,
        capacity_tickets=0,
        caps={},
        binding=NO_OFFICER,
    )


def _desk_quota(frame: WeekFrame, simulated: SimulatedDay, lowered: engine.Lowered, n: int) -> Quota:
    assert simulated.capacity is not None
    capacity = simulated.capacity
    caps = {name: values[n] for name, values in simulated.caps.items()}
    term = EQUIPMENT if simulated.lacks and simulated.lacks[n] == EQUIPMENT else _promise_term(capacity)
    order = sorted([(capacity.tickets[n], 0, term), *((v, 1, name) for name, v in caps.items())])
    if lowered.lowered[n]:
        order.insert(0, (lowered.tickets[n], 0, BY_PROOF))
    return Quota(
        desk=simulated.desk,
        day=simulated.day,
        window=WindowId(capacity.windows[n]),
        tickets=lowered.tickets[n],
        capacity_tickets=capacity.tickets[n],
        lowered_by_proof=lowered.lowered[n],
        caps=caps,
        binding=order[0][2],
        next_binding=order[1][2] if len(order) > 1 else _behind_the_officers(frame, simulated, n),
    )


def _behind_the_officers(frame: WeekFrame, simulated: SimulatedDay, n: int) -> str:
    """What stops one officer more in a window: the counters where all are taken, else nothing that is known."""
    assert simulated.given is not None
    window = simulated.given.day.windows[n]
    present = sum(
        shift.working_minutes(window.start_minutes, window.last_ticket_minutes) > 0
        for shift in simulated.given.day.shifts
    )
    return COUNTERS if present >= len(frame.mall.counters_of(simulated.desk)) else ""


def _promise_term(capacity: Capacity) -> str:
    return TERM_NAMES[capacity.binding[0].kind] if capacity.binding else "wait"


def _sub_quotas(frame: WeekFrame, simulated: SimulatedDay, rows: Sequence[Quota]) -> Iterator[Quota]:
    """Rows of services nobody posted can serve, of those their own limit cuts on an ordinary day, of statutory caps."""
    assert simulated.given is not None
    closed = {service.id for service in simulated.given.closed_services}
    for service in frame.services_of[simulated.desk]:
        if service.id in closed:
            yield from (_sub_quota(row, service, 0, NO_OFFICER) for row in rows)
            continue
        name, tickets = simulated.limited.binding.get(service.id, ("own_cap", service.own_cap))
        if tickets is not None and len(frame.services_of[simulated.desk]) > 1:
            parts = spread_over_windows(min(tickets, sum(r.tickets for r in rows)), [r.tickets for r in rows])
            yield from (_sub_quota(row, service, part, name) for row, part in zip(rows, parts, strict=True))


def _sub_quota(row: Quota, service: Service, tickets: int, binding: str) -> Quota:
    return Quota(
        desk=row.desk,
        day=row.day,
        window=row.window,
        service=service.id,
        tickets=tickets,
        capacity_tickets=row.tickets,
        caps={binding: tickets},
        binding=binding,
    )
