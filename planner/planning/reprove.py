"""Run the proofs of a plan again, from the plan file alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.checker.violation import Place, Violation
from planner.domain.ids import DeskId
from planner.domain.plan import Plan, Proof
from planner.planning.desk_day_input import make_desk_day
from planner.planning.forecast_demand import demand_shares
from planner.planning.frame import make_frame
from planner.planning.quotas import SimulatedDay, make_proof
from planner.planning.service_limits import limited_demand
from planner.queueing.desk_day import DeskDay
from planner.queueing.proof import ProofSettings, prove

COMPARED = ("demand_mean", "served", "turned_away", "left", "share_within", "finish_probability", "wait_p90_minutes")
RELATIVE_TOLERANCE = 1e-6  # the same seed gives the same days; only rounding in the file may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Resimulated:
    """A proof of a plan beside the same run made again; `day` and `again` are None where nobody posted can serve."""

    proof: Proof
    tickets: tuple[int, ...]
    day: DeskDay | None
    again: Proof | None


def reprove(plan: Plan) -> tuple[Violation, ...]:
    """Proofs that do not come out again: each is simulated with its own seed, so every figure must be the same."""
    found = []
    for run in resimulate(plan, plan.proofs):
        if run.again is None:
            found.append(_violation(run.proof, f"tickets {run.tickets}, but nobody posted there can serve them"))
        else:
            found += [_violation(run.proof, fault) for fault in _faults(run.proof, run.again)]
    return tuple(found)


def resimulate(
    plan: Plan, proofs: Iterable[Proof], days: int | None = None, seed: int | None = None
) -> Iterator[Resimulated]:
    """Some proofs simulated from the plan's postings and tickets; days and seed are the proof's own unless given."""
    frame = make_frame(plan.input.mall, plan.input.days)
    forecasts = {(f.desk, f.day): f for f in plan.forecast if f.service is None}
    shares = demand_shares(frame, plan.forecast)
    for proof in proofs:
        forecast = forecasts[proof.desk, proof.day]
        limited = limited_demand(frame, forecast, shares[proof.desk])
        given = make_desk_day(frame, proof.desk, proof.day, plan.postings, limited.shares)
        tickets = _tickets(plan, proof.desk, proof.day)
        if given is None or len(tickets) != len(given.day.windows):
            yield Resimulated(proof=proof, tickets=tickets, day=None, again=None)
            continue
        settings = ProofSettings(days=days or proof.days, seed=proof.seed if seed is None else seed)
        simulated = SimulatedDay(
            desk=proof.desk, day=proof.day, forecast=forecast, limited=limited, given=given, capacity=None
        )
        run = prove(given.day, tickets, simulated.demand_quantiles, plan.input.mall.promise, settings)
        again = make_proof(simulated, run, proof.pattern)
        yield Resimulated(proof=proof, tickets=tickets, day=given.day, again=again)


def _tickets(plan: Plan, desk: DeskId, day: date) -> tuple[int, ...]:
    return tuple(q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (desk, day, None))


def _faults(proof: Proof, again: Proof) -> Iterator[str]:
    for name in COMPARED:
        stated, simulated = getattr(proof, name), getattr(again, name)
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
