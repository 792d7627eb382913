"""What the pages of measuring show: minutes of desks, the catalogue beside them, and what a tally tells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Desk, Mall, Service
from planner.domain.periods import DayType, clock_of_minute, minute_of_day
from planner.domain.tally import Tally, mean_visit_minutes, with_tally
from planner.intake.catalogue import CatalogueService, read_catalogue
from planner.planning.calibrate import Calibration, CalibrationSettings, Lunch, NormalDay, calibrate
from planner.report.phrases import desk_title

SIMULATED_TICKETS = 24_000  # over all days of one trial, so that a busy desk does not keep the reader waiting
FEWEST_DAYS, MOST_DAYS = 60, 300
LATER_MINUTES = 30  # the last ticket may go so much later than the rule says


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Officer minutes of a mean visit; low and high: None where nothing says how far off they may be."""

    middle: float
    low: float | None = None
    high: float | None = None

    @property
    def is_rough(self) -> bool:
        """True while nobody measured them."""
        return self.low is not None and self.low != self.high


Shares = Mapping[ServiceId, float]


def minutes_of(services: Sequence[Service], shares: Shares) -> Minutes:
    """Those of a desk's mean visit. shares: part of each service in its visits."""
    middle = mean_visit_minutes(services, shares)
    if not any(service.minutes_are_rough for service in services):
        return Minutes(middle=middle)
    low = [_with_need(s, s.need_minutes_low) for s in services]
    high = [_with_need(s, s.need_minutes_high) for s in services]
    return Minutes(middle=middle, low=mean_visit_minutes(low, shares), high=mean_visit_minutes(high, shares))


def _with_need(service: Service, minutes: float | None) -> Service:
    need = minutes or service.need_minutes
    return replace(service, need_minutes=need, need_minutes_low=None, need_minutes_high=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """A desk in the list. used: minutes a plan made now would take; has_profile: arrivals were measured."""

    desk: Desk
    title: str
    stored: Minutes
    used: Minutes
    has_profile: bool

    @property
    def is_learned(self) -> bool:
        """True where tickets tell other minutes than the mall's sheets."""
        return round(self.used.middle, 2) != round(self.stored.middle, 2)


def desk_rows(mall: Mall, learned: Mall, mix: Mapping[DeskId, Shares]) -> tuple[DeskRow, ...]:
    """Every desk that has services; `learned` is the mall as its tickets teach it."""
    return tuple(desk_row(mall, learned, desk, mix[desk.id]) for desk in mall.desks if mall.services_of(desk.id))


def desk_row(mall: Mall, learned: Mall, desk: Desk, shares: Shares) -> DeskRow:
    """One desk."""
    return DeskRow(
        desk=desk,
        title=desk_title(mall, desk),
        stored=minutes_of(mall.services_of(desk.id), shares),
        used=minutes_of(learned.services_of(desk.id), shares),
        has_profile=any(p.desk == desk.id and p.measured for p in learned.profiles),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """A service of the catalogue, in minutes of a visit; cv: spread of a need's minutes over their mean."""

    name: str
    minutes: Minutes
    needs: float
    cv: float
    basis: str
    source: str


def catalogue_rows(desk: Desk, services: Iterable[Service]) -> tuple[CatalogueRow, ...]:
    """What is published or assumed for the desk's services, and for its agency."""
    own = {service.id.casefold() for service in services}
    found = [e for e in read_catalogue() if e.service in own or e.agency == desk.agency.casefold()]
    return tuple(_catalogue_row(entry) for entry in found)


def _catalogue_row(entry: CatalogueService) -> CatalogueRow:
    middle, low, high = (
        entry.setup_minutes + entry.needs_mean * need
        for need in (entry.need_minutes, entry.need_minutes_low, entry.need_minutes_high)
    )
    return CatalogueRow(
        name=entry.name,
        minutes=Minutes(middle=middle, low=low, high=high),
        needs=entry.needs_mean,
        cv=entry.need_cv,
        basis=entry.basis,
        source=entry.source,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The three answers, and how lunch is taken."""

    tickets: int
    officers: int
    last_served: time
    lunch: Lunch


def normal_day(answers: Answers, mall: Mall) -> NormalDay:
    """The answers with the mall's hours of a normal day."""
    day = mall.timetable(DayType.NORMAL)
    later = clock_of_minute(minute_of_day(day.last_ticket) + LATER_MINUTES)
    starts = sorted(day.break_starts) or [day.open]
    first = minute_of_day(starts[0])
    second = next((s for s in starts if minute_of_day(s) >= first + day.break_minutes), starts[-1])
    return NormalDay(
        tickets=answers.tickets,
        officers=answers.officers,
        last_served=answers.last_served,
        lunch=answers.lunch,
        opens=day.open,
        closes=day.close,
        last_tickets=(day.last_ticket, later) if later <= day.close else (day.last_ticket,),
        breaks=(starts[0], second),
        break_minutes=day.break_minutes if day.break_starts else 0,
    )


def calibrated(answers: Answers, mall: Mall) -> Calibration:
    """Minutes a visit that fit the answers; raises InvalidValue (`calibrate_nothing_fits`) when none do."""
    days = max(FEWEST_DAYS, min(MOST_DAYS, SIMULATED_TICKETS // answers.tickets))
    return calibrate(normal_day(answers, mall), CalibrationSettings(days=days))


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPage:
    """What a filled sheet tells. before, after: minutes of the desk; bars: half-hours with people and their share."""

    tally: Tally
    before: Minutes
    after: Minutes | None
    bars: tuple[tuple[str, int, float], ...]


def tally_page(tally: Tally, mall: Mall, shares: Shares) -> TallyPage:
    """The preview: what would be learned."""
    desk = DeskId(tally.desk)
    learned = with_tally(mall, tally, shares)
    people = max(1, tally.people)
    starts = [("", tally.at_door), *((f"{clock_of_minute(m):%H.%M}", n) for m, n in sorted(tally.half_hours.items()))]
    return TallyPage(
        tally=tally,
        before=minutes_of(mall.services_of(desk), shares),
        after=minutes_of(learned.services_of(desk), shares) if tally.minutes_range else None,
        bars=tuple((start, count, count / people) for start, count in starts),
    )
