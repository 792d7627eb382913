"""What a quota set by hand would do to the promise: the proof run with those tickets instead of the computed ones."""

from collections.abc import Mapping
from datetime import date

from planner.domain.ids import DeskId, WindowId
from planner.domain.plan import Plan, Proof
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import make_frame
from planner.planning.quotas import SimulatedDay, make_proof
from planner.planning.service_limits import limited_demand
from planner.planning.staffing import staffing_pattern
from planner.queueing.proof import ProofSettings, prove

PROOF_DAYS = 500


def cost_of_tickets(plan: Plan, desk: DeskId, day: date, by_hand: Mapping[WindowId, int]) -> Proof | None:
    """The simulated desk-day with tickets of some windows set by hand; None when nobody posted there can serve.

    Demand is raised where it must be so that all tickets are taken: the question is what happens if they all come.
    """
    frame = make_frame(plan.input.mall, plan.input.days)
    forecast = next((f for f in plan.forecast if (f.desk, f.day, f.service) == (desk, day, None)), None)
    if forecast is None or frame.hours_of(desk, day) is None:
        return None
    limited = limited_demand(frame, forecast, demand_shares(frame, plan.forecast)[desk])
    given = make_desk_day(frame, desk, day, plan.postings, limited.shares)
    if given is None:
        return None
    computed = {q.window: q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (desk, day, None)}
    tickets = tuple(by_hand.get(WindowId(w.id), computed.get(WindowId(w.id), 0)) for w in given.day.windows)
    simulated = SimulatedDay(desk=desk, day=day, forecast=forecast, limited=limited, given=given, capacity=None)
    busiest = max(simulated.demand_quantiles[-1], 2.0 * sum(tickets))
    quantiles = tuple(busiest for _ in forecast.quantiles)
    settings = ProofSettings(days=PROOF_DAYS, seed=int(plan.passport.parameters.get("proof_seed", 2)))
    run = prove(given.day, tickets, quantiles, plan.input.mall.promise, settings)
    return make_proof(simulated, run, staffing_pattern(frame, desk, day, plan.postings))
