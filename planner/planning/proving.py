"""From the chosen roster to quotas that are proved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from planner.domain.plan import DeskDayCapacity, Posting, Proof, Quota
from planner.domain.promise import Promise
from planner.planning.day_changes import too_steep
from planner.planning.planned_week import DemandWeek, DeskDayKey, PlannedWeek
from planner.planning.quotas import SimulatedDay, make_proof, make_quotas, spread_over_windows
from planner.planning.rounds import Round
from planner.planning.simulations import FINAL_SEARCH, Simulations
from planner.planning.staffing import staffing_pattern
from planner.queueing.binding import binding_by_window
from planner.queueing.capacity import Capacity
from planner.queueing.proof import Lowered, ProofSettings, lower_until_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedWeek:
    """Quotas with their proofs, the tables beside the simulation, and the simulated days they come from."""

    quotas: tuple[Quota, ...]
    proofs: tuple[Proof, ...]
    compared: tuple[DeskDayCapacity, ...]
    days: Mapping[DeskDayKey, SimulatedDay]
    lowered: Mapping[DeskDayKey, Lowered]


def prove_week(week: PlannedWeek, chosen: Round, simulations: Simulations, proof: ProofSettings) -> ProvedWeek:
    """The chosen roster proved, with what its tables carry beside the simulation."""
    return prove_postings(
        week, chosen.postings, Proving(simulations=simulations, proof=proof, table_tickets=_by_tables(chosen))
    )


def _by_tables(chosen: Round) -> Callable[[DeskDayKey], int]:
    return lambda key: sum(chosen.table_tickets(key).values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """How a roster is proved. table_tickets: what the tables carry on a desk-day; None where no table was asked."""

    simulations: Simulations
    proof: ProofSettings
    table_tickets: Callable[[DeskDayKey], int] | None = None


def prove_postings(week: DemandWeek, postings: tuple[Posting, ...], how: Proving) -> ProvedWeek:
    """Capacity of every desk-day with many days, other caps, and the proof run, which may lower tickets."""
    simulations, proof = how.simulations, how.proof
    capacities = week.simulate(postings, simulations, FINAL_SEARCH)
    days = {key: simulated_day(week, postings, key, capacities[key]) for key in week.keys}
    days |= with_machines(days, week.frame.mall.promise, simulations)
    lowered = prove_days(days, week, simulations, proof)
    while steep := too_steep(days, lowered, week.frame.mall.assumptions.max_change_share):
        days |= steep
        lowered |= prove_days(steep, week, simulations, proof)
    return ProvedWeek(
        quotas=tuple(quota for key, day in days.items() for quota in make_quotas(week.frame, day, lowered.get(key))),
        proofs=tuple(
            make_proof(days[key], found.proof, staffing_pattern(week.frame, *key, postings))
            for key, found in lowered.items()
        ),
        compared=tuple(_compared(day, how) for day in days.values()),
        days=days,
        lowered=lowered,
    )


def _compared(day: SimulatedDay, how: Proving) -> DeskDayCapacity:
    """Tables beside simulation; where no table was asked they agree."""
    simulated = day.capacity.total if day.capacity else 0
    table = how.table_tickets((day.desk, day.day)) if how.table_tickets else simulated
    return DeskDayCapacity(desk=day.desk, day=day.day, table_tickets=table, simulated_tickets=simulated)


def prove_days(
    days: Mapping[DeskDayKey, SimulatedDay], week: DemandWeek, simulations: Simulations, proof: ProofSettings
) -> dict[DeskDayKey, Lowered]:
    """The proof run of every desk-day with officers, tickets lowered where the promise would break."""
    promise = week.frame.mall.promise
    found: dict[DeskDayKey, Lowered] = simulations.map(
        lower_until_kept,
        {
            key: (day.given.day, day.tickets, day.demand_quantiles, promise, proof)
            for key, day in days.items()
            if day.given is not None
        },
    )
    return found


def with_machines(
    days: Mapping[DeskDayKey, SimulatedDay], promise: Promise, simulations: Simulations
) -> dict[DeskDayKey, SimulatedDay]:
    """The desk-days on which visits need machines, with what one ticket more in each window would need."""
    found = simulations.map(
        binding_by_window,
        {
            key: (day.given.day, day.capacity.tickets, promise, FINAL_SEARCH)
            for key, day in days.items()
            if day.given is not None and day.capacity is not None and day.given.day.equipment
        },
    )
    return {key: replace(days[key], lacks=tuple(w.resource for w in windows)) for key, windows in found.items()}


def simulated_day(
    week: DemandWeek, postings: Iterable[Posting], key: DeskDayKey, capacity: Capacity | None
) -> SimulatedDay:
    """A desk-day under some postings with its simulated capacity and its other caps."""
    caps = week.caps(key) if capacity else {}
    return SimulatedDay(
        desk=key[0],
        day=key[1],
        forecast=week.forecasts[key],
        limited=week.limited[key],
        given=week.desk_day(key, postings),
        capacity=capacity,
        caps={name: spread_over_windows(most, capacity.tickets) for name, most in caps.items()} if capacity else {},
    )
