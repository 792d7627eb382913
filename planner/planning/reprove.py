"""Run the proofs of a plan again, from the plan file alone."""

from collections.abc import Iterator, Mapping
from datetime import date

from planner.checker.violation import Place, Violation
from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId
from planner.domain.plan import Plan, Proof
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import make_frame
from planner.queueing.proof import Proof as Run
from planner.queueing.proof import ProofSettings, prove

RELATIVE_TOLERANCE = 1e-6  # the same seed gives the same days; only rounding in the file may differ


def reprove(plan: Plan) -> tuple[Violation, ...]:
    """Proofs that do not come out again: each is simulated with its own seed, so every figure must be the same."""
    frame = make_frame(plan.input.mall, plan.input.days)
    forecasts = {(f.desk, f.day): f for f in plan.forecast if f.service is None}
    shares = demand_shares(frame, plan.forecast)
    found = []
    for proof in plan.proofs:
        given = make_desk_day(frame, proof.desk, proof.day, plan.postings, shares[proof.desk])
        tickets = _tickets(plan, proof.desk, proof.day)
        if given is None or len(tickets) != len(given.day.windows):
            found.append(_violation(proof, f"{len(tickets)} windows with tickets, nobody posted there can serve them"))
            continue
        settings = ProofSettings(days=proof.days, seed=proof.seed)
        again = prove(given.day, tickets, _quantiles(forecasts, proof), plan.input.mall.promise, settings)
        found += [_violation(proof, fault) for fault in _faults(proof, again)]
    return tuple(found)


def _quantiles(forecasts: Mapping[tuple[DeskId, date], DemandForecast], proof: Proof) -> tuple[float, ...]:
    return forecasts[proof.desk, proof.day].quantiles


def _tickets(plan: Plan, desk: DeskId, day: date) -> tuple[int, ...]:
    return tuple(q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (desk, day, None))


def _faults(proof: Proof, again: Run) -> Iterator[str]:
    pairs = (
        ("demand_mean", proof.demand_mean, again.per_day(again.demand)),
        ("served", proof.served, again.per_day(again.served)),
        ("turned_away", proof.turned_away, again.per_day(again.turned_away)),
        ("left", proof.left, again.per_day(again.left)),
        ("share_within", proof.share_within, again.share_within),
        ("finish_probability", proof.finish_probability, again.finish_probability),
    )
    for name, stated, simulated in pairs:
        if abs(stated - simulated) > RELATIVE_TOLERANCE * max(1.0, abs(stated)):
            yield f"{name}: {stated:.4f} in the plan, {simulated:.4f} simulated"


def _violation(proof: Proof, fault: str) -> Violation:
    return Violation(
        rule="proof_repeats",
        place=Place(desk=proof.desk, day=proof.day),
        value=fault,
        sentence_id="simulasi bukti tidak memberi angka yang sama saat diulang",
        sentence_en="the proof does not give the same figures when it is simulated again",
    )
