"""All that a roster of the week rests on, before any officer is posted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Posting
from planner.planning.burdens import Burden
from planner.planning.decided import NOTHING_DECIDED, Decided
from planner.planning.desk_day_input import DeskDayInput, make_desk_day
from planner.planning.forecast_demand import DemandOutlook
from planner.planning.frame import WeekFrame
from planner.planning.quotas import day_caps
from planner.planning.roster_problem import RosterInput
from planner.planning.service_limits import LimitedDemand, limited_demand
from planner.planning.simulations import Simulations
from planner.planning.skill_classes import skill_classes
from planner.planning.tables import week_tables
from planner.queueing.capacity import Capacity, SearchSettings

DeskDayKey = tuple[DeskId, date]


@dataclass(frozen=True, kw_only=True)
class DemandWeek:
    """The frame and its demand: all that quotas rest on besides the postings."""

    frame: WeekFrame
    outlook: DemandOutlook

    @cached_property
    def forecasts(self) -> Mapping[DeskDayKey, DemandForecast]:
        """Forecasts of desks."""
        return self.outlook.of_desks()

    @cached_property
    def keys(self) -> tuple[DeskDayKey, ...]:
        """Every desk-day that is open and forecast."""
        return tuple((d.id, day) for d, day in self.frame.open_desk_days() if (d.id, day) in self.forecasts)

    def desk_day(self, key: DeskDayKey, postings: Iterable[Posting]) -> DeskDayInput | None:
        """The simulated day of a desk under some postings, None when nobody posted can serve."""
        return make_desk_day(self.frame, *key, postings, self.limited[key].shares)

    @cached_property
    def limited(self) -> Mapping[DeskDayKey, LimitedDemand]:
        """Demand of every desk-day after the limits of single services."""
        return {
            key: limited_demand(self.frame, forecast, self.outlook.shares[key[0]])
            for key, forecast in self.forecasts.items()
        }

    def caps(self, key: DeskDayKey) -> dict[str, int]:
        """Most tickets of a desk-day by name of the cap."""
        return day_caps(self.frame, *key)

    def simulate(
        self, postings: tuple[Posting, ...], simulations: Simulations, search: SearchSettings
    ) -> dict[DeskDayKey, Capacity | None]:
        """Simulated capacity of every desk-day, None where nobody posted can serve."""
        inputs = {key: self.desk_day(key, postings) for key in self.keys}
        found = simulations.capacities([given.day for given in inputs.values() if given], search)
        return {key: found[given.day] if given else None for key, given in inputs.items()}


@dataclass(frozen=True, kw_only=True)
class PlannedWeek(DemandWeek):
    """The frame, its demand, and what the roster engine is given."""

    given: RosterInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was settled before the week is planned: agencies' answers, and burdens of the published weeks."""

    decided: Decided = NOTHING_DECIDED
    burdens: Mapping[OfficerId, Burden] = field(default_factory=dict)


NOTHING_BEFORE = Before()


def make_planned_week(
    frame: WeekFrame, outlook: DemandOutlook, simulations: Simulations, before: Before = NOTHING_BEFORE
) -> PlannedWeek:
    """Skill classes, tables and caps of the week."""
    classes = {desk.id: skill_classes(frame, desk.id) for desk in frame.mall.desks}
    caps = {
        (desk.id, day): min(found.values())
        for desk, day in frame.open_desk_days()
        if (found := day_caps(frame, desk.id, day))
    }
    given = RosterInput(
        forecasts=outlook.of_desks(),
        shares=outlook.shares,
        classes=classes,
        tables=week_tables(frame, classes, outlook.shares, simulations),
        caps=caps,
        decided=before.decided,
        burdens=before.burdens,
    )
    return PlannedWeek(frame=frame, outlook=outlook, given=given)
