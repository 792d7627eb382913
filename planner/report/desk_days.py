"""One desk on one day, with all a plan says about it put together: the rows every report starts from."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import DayHours, closing_reason, opening
from planner.domain.demand import DemandForecast
from planner.domain.ids import SessionId, WindowId
from planner.domain.mall import Agency, Desk, Mall
from planner.domain.periods import Week
from planner.domain.plan import (
    DeskDayCapacity,
    Plan,
    Posting,
    Proof,
    Quota,
    QuotaRange,
    Remedy,
    Shortfall,
    WindowProof,
)
from planner.planning.frame import WeekFrame, make_frame

TIGHT_FROM_SHARE = 0.9  # expected visits over tickets from which a day is called tight
SHORT_FROM_SHARE = 0.05  # visits turned away over demand from which a day is called short
SHORT_FROM_VISITS = 2.0  # fewer visits turned away a day are told as tight: no roster can mend them
TOLD_FROM_VISITS = 1.0  # fewer visits turned away than one a day are chance
DEMAND_KIND = "turned_away"

_Record = TypeVar("_Record")
_Key = TypeVar("_Key", bound=Hashable)


class State(StrEnum):
    """How a desk stands on a day; the same four words in every report."""

    ENOUGH = "enough"
    TIGHT = "tight"
    SHORT = "short"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """One release window of a desk-day: the quota, the hours its tickets are handed out, and the waits proved."""

    quota: Quota
    start: time
    end: time
    proof: WindowProof | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """A desk on a day.

    hours        : None when closed; closed_name: the holiday's name, "" when the weekday is the reason.
    demand_visits : mean a day, of the proof run where there is one, so that it is served + turned away; else of the
                    forecast. demand_estimated: rebuilt or borrowed history carries it.
    windows      : quotas of the desk as a whole in time order. service_quotas: upper limits of single services.
    proof        : None where nothing was simulated (closed, or nobody posted).
    quota_range  : between which the day's tickets lie while something is not measured, None where all is.
    """

    agency: Agency
    desk: Desk
    day: date
    hours: DayHours | None
    closed_name: str
    demand_visits: float
    demand_estimated: bool
    postings: tuple[Posting, ...]
    windows: tuple[WindowRow, ...]
    service_quotas: tuple[Quota, ...]
    proof: Proof | None
    shortfalls: tuple[Shortfall, ...]
    remedies: tuple[Remedy, ...]
    capacity: DeskDayCapacity | None
    quota_range: QuotaRange | None = None

    @property
    def is_open(self) -> bool:
        """True when the agency serves on that day."""
        return self.hours is not None

    @property
    def tickets(self) -> int:
        """Tickets of the whole day."""
        return sum(window.quota.tickets for window in self.windows)

    @property
    def served(self) -> float:
        """Visits served a day; 0 where nobody serves."""
        return self.proof.served if self.proof else 0.0

    @property
    def turned_away(self) -> float:
        """Visits not served a day, who left unserved among them; all of the demand where nobody serves."""
        if self.proof:
            return self.proof.turned_away + self.proof.left
        return self.demand_visits if self.is_open else 0.0

    @property
    def load(self) -> float:
        """Expected visits over tickets; 0 when none are expected."""
        if self.demand_visits <= 0:
            return 0.0
        return self.demand_visits / self.tickets if self.tickets else float("inf")

    @property
    def state(self) -> State:
        """Short: a rule counts something missing, the promise breaks, or visits are turned away. Else tight, enough."""
        if not self.is_open:
            return State.CLOSED
        if self._is_short():
            return State.SHORT
        if self.turned_away >= TOLD_FROM_VISITS or self.load >= TIGHT_FROM_SHARE:
            return State.TIGHT
        return State.ENOUGH

    def _is_short(self) -> bool:
        broken = self.proof is not None and not self.proof.kept
        many = self.turned_away >= max(SHORT_FROM_VISITS, SHORT_FROM_SHARE * self.demand_visits)
        return broken or many or any(s.kind != DEMAND_KIND and s.amount > 0 for s in self.shortfalls)

    def posted_in(self, session: SessionId) -> tuple[Posting, ...]:
        """Postings of one session."""
        return tuple(p for p in self.postings if p.session == session)

    @property
    def binding(self) -> str:
        """Name of what binds most tickets of the day, "" without a quota."""
        by_name: dict[str, int] = defaultdict(int)
        for window in self.windows:
            by_name[window.quota.binding] += window.quota.tickets + 1
        return max(by_name, key=lambda name: by_name[name], default="")


def _grouped(records: Iterable[_Record], key: Callable[[_Record], _Key]) -> Mapping[_Key, tuple[_Record, ...]]:
    groups: dict[_Key, list[_Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return {name: tuple(group) for name, group in groups.items()}


class _Sorted:
    """The parts of a plan by desk and day."""

    def __init__(self, plan: Plan) -> None:
        self.frame = shown_frame(plan)
        self.postings = _grouped(plan.postings, lambda p: (p.desk, p.day))
        self.quotas = _grouped(plan.quotas, lambda q: (q.desk, q.day))
        self.proofs = {(p.desk, p.day): p for p in plan.proofs}
        self.forecasts = {(f.desk, f.day): f for f in plan.forecast if f.service is None}
        self.shortfalls = _grouped(plan.shortfalls, lambda s: (s.desk, s.day))
        self.remedies = _grouped(plan.remedies, lambda r: (r.desk, r.day))
        self.ranges = {(r.desk, r.day): r for r in plan.ranges}
        self.capacities = {(c.desk, c.day): c for c in plan.table_minus_simulation}

    def desk_day(self, desk: Desk, day: date) -> DeskDay:
        mall, place = self.frame.mall, (desk.id, day)
        hours = self.frame.hours_of(desk.id, day)
        proof, forecast = self.proofs.get(place), self.forecasts.get(place)
        return DeskDay(
            agency=mall.get_agency(desk.agency),
            desk=desk,
            day=day,
            hours=hours,
            closed_name="" if hours else closing_reason(mall, desk.agency, day),
            demand_visits=_demand(proof, forecast),
            demand_estimated=forecast is not None and forecast.estimated,
            postings=self.postings.get(place, ()),
            windows=_window_rows(desk, hours, self.quotas.get(place, ()), proof),
            service_quotas=tuple(q for q in self.quotas.get(place, ()) if q.service is not None),
            proof=proof,
            shortfalls=self.shortfalls.get(place, ()),
            remedies=self.remedies.get(place, ()),
            capacity=self.capacities.get(place),
            quota_range=self.ranges.get(place),
        )


def _demand(proof: Proof | None, forecast: DemandForecast | None) -> float:
    if proof:
        return proof.demand_mean
    return forecast.mean if forecast else 0.0


def _window_rows(
    desk: Desk, hours: DayHours | None, quotas: tuple[Quota, ...], proof: Proof | None
) -> tuple[WindowRow, ...]:
    if hours is None:
        return ()
    by_window = {q.window: q for q in quotas if q.service is None}
    waits = _waits(proof)
    last = desk.last_ticket or hours.last_ticket
    return tuple(
        WindowRow(
            quota=by_window[window.id],
            start=window.start,
            end=max(window.start, min(window.end, last)),
            proof=waits.get(window.id),
        )
        for window in hours.windows
        if window.id in by_window
    )


def _waits(proof: Proof | None) -> dict[WindowId, WindowProof]:
    """Waits by window over all services: of ordinary visitors, where priority ones are told apart."""
    of_desk = [w for w in proof.windows if w.service is None] if proof else []
    return {w.window: w for who in ("ordinary", "all") for w in of_desk if w.visitors == who}


def desk_days(plan: Plan) -> tuple[DeskDay, ...]:
    """Every desk on every day shown: desks in the order of the mall, days in order of time."""
    ordered = _Sorted(plan)
    return tuple(ordered.desk_day(desk, day) for desk in plan.input.mall.desks for day in shown_days(plan))


def shown_days(plan: Plan) -> tuple[date, ...]:
    """The planned days, and the working days of their weeks on which the whole mall is closed: readers ask for them."""
    planned = set(plan.input.days)
    weeks = {Week.of(day) for day in planned}
    candidates = [day for week in weeks for day in week.days if day not in planned]
    return tuple(sorted(planned | set(_closed_working_days(plan.input.mall, candidates))))


def _closed_working_days(mall: Mall, days: Iterable[date]) -> list[date]:
    wanted = tuple(days)
    dated = with_national_days(mall, wanted)
    usual = {weekday for agency in mall.agencies for weekday in agency.open_weekdays}
    return [
        day
        for day in wanted
        if day.weekday() in usual and all(opening(dated, agency.id, day) is None for agency in mall.agencies)
    ]


def shown_frame(plan: Plan) -> WeekFrame:
    """The mall over the days shown, with their holidays and hours."""
    return make_frame(plan.input.mall, shown_days(plan))


def by_desk(rows: Iterable[DeskDay]) -> tuple[tuple[Desk, tuple[DeskDay, ...]], ...]:
    """The rows of each desk together, in the order given."""
    groups: dict[str, list[DeskDay]] = {}
    for row in rows:
        groups.setdefault(row.desk.id, []).append(row)
    return tuple((group[0].desk, tuple(group)) for group in groups.values())
