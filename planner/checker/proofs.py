"""Does the proof run that the plan carries prove what the plan says?

Visits are rounded to 0.01 and shares to 0.001 at the coarsest; the tolerances allow for that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek
from planner.domain.ids import DeskId, OfficerId, ServiceId, WindowId
from planner.domain.plan import Posting, Proof, WindowProof
from planner.domain.promise import Promise

SUB_QUOTA_TOLERANCE = 0.5  # visits: the mean of a mix against a whole number of tickets
VISITS_TOLERANCE = 0.025  # four figures of a balance, each rounded to 0.01
SERVICE_TOLERANCE = 1.0  # visits
SHARE_TOLERANCE = 0.0006


def _place(proof: Proof, window: str = "") -> Place:
    return Place(desk=proof.desk, day=proof.day, session=window)


def proof_rows(week: PlanWeek) -> Iterator[Violation]:
    """proof_rows: one proof for each open desk-day with tickets, none for closed ones, never two."""
    counts = Counter((p.desk, p.day) for p in week.plan.proofs)
    open_days = {(desk.id, day) for desk, day, _ in week.open_desk_days}
    for desk, day in sorted(open_days - counts.keys()):
        if week.tickets(desk, day):
            yield week.broken("proof_rows", Place(desk=desk, day=day), "no proof")
    for (desk, day), count in counts.items():
        if count > 1 or (desk, day) not in open_days:
            yield week.broken("proof_rows", Place(desk=desk, day=day), f"{count} proof(s)")


def proof_staffing(week: PlanWeek) -> Iterator[Violation]:
    """proof_staffing: the proof was run with the officers who are posted.

    Its pattern says of each officer who can serve there `session(break start/minutes)+session[service=pace,...]`.
    """
    for proof in week.plan.proofs:
        expected = staffing_text(week, proof.desk, proof.day)
        if proof.pattern != expected:
            yield week.broken("proof_staffing", _place(proof), expected or "nobody")


def staffing_text(week: PlanWeek, desk: DeskId, day: date) -> str:
    """Who sits at the desk on the day, without names, officers in the order of their texts."""
    by_officer: dict[OfficerId, list[Posting]] = defaultdict(list)
    for posting in week.at_desk_day.get((desk, day), ()):
        by_officer[posting.officer].append(posting)
    texts = (_officer_text(week, postings) for postings in by_officer.values())
    return "; ".join(sorted(text for text in texts if text))


def _officer_text(week: PlanWeek, postings: list[Posting]) -> str:
    first = postings[0]
    paces = week.paces_on(first.officer, first.desk, first.day)
    hours = week.hours_of(first.desk, first.day)
    if not paces or hours is None:
        return ""
    order = [s.id for s in hours.sessions]
    parts = (
        f"{p.session}({p.break_start:%H:%M}/{p.break_minutes})" if p.break_start else p.session
        for p in sorted(postings, key=lambda p: order.index(p.session))
    )
    return f"{'+'.join(parts)}[{','.join(f'{service}={pace:g}' for service, pace in sorted(paces.items()))}]"


def proof_balance(week: PlanWeek) -> Iterator[Violation]:
    """proof_balance: demand = served + left + turned away, none negative, and the demand is the forecast's."""
    for proof in week.plan.proofs:
        parts = (proof.served, proof.left, proof.turned_away)
        if abs(proof.demand_mean - sum(parts)) > VISITS_TOLERANCE or min(parts) < 0:
            yield week.broken("proof_balance", _place(proof), f"{proof.demand_mean} and {parts}")
        forecast = week.demand.get((proof.desk, proof.day))
        if forecast and not forecast.quantiles[0] - 1 <= proof.demand_mean <= forecast.quantiles[-1] + 1:
            yield week.broken("proof_balance", _place(proof), f"{proof.demand_mean}, forecast {forecast.mean}")


def proof_within_quota(week: PlanWeek) -> Iterator[Violation]:
    """proof_within_quota: each window admits at most its tickets; all windows together serve as many as the day says.

    A service admits over the day at most its sub-quotas, but for a visit: the simulation knows them as a share of all
    visits. Those admitted and never served are part of `left`, which also counts tickets whose holder did not come.
    """
    for proof in week.plan.proofs:
        quotas = week.quotas.get((proof.desk, proof.day), ())
        by_window, by_service = _admitted(proof)
        for q in quotas:
            if q.service is None and by_window[q.window] > q.tickets + VISITS_TOLERANCE:
                value = f"{by_window[q.window]:g} > {q.tickets}"
                yield week.broken("proof_within_quota", _place(proof, q.window), value)
        for service in sorted({q.service for q in quotas if q.service is not None}):
            tickets = sum(q.tickets for q in quotas if q.service == service)
            if by_service[service] > tickets + SERVICE_TOLERANCE:
                yield week.broken(
                    "proof_within_quota", _place(proof), f"{service}: {by_service[service]:g} > {tickets}"
                )
        everyone = sum(by_window.values())
        if not -VISITS_TOLERANCE <= everyone - proof.served <= proof.left + VISITS_TOLERANCE:
            yield week.broken("proof_within_quota", _place(proof), f"{everyone:g} admitted, {proof.served:g} served")


def _admitted(proof: Proof) -> tuple[dict[WindowId, float], dict[ServiceId, float]]:
    """Visits by window and by service: the row of all visitors, or ordinary and priority ones together."""
    by_window: dict[WindowId, float] = defaultdict(float)
    by_service: dict[ServiceId, float] = defaultdict(float)
    whole = {(w.window, w.service) for w in proof.windows if w.visitors == "all"}
    for w in proof.windows:
        if (w.visitors == "all") != ((w.window, w.service) in whole):
            continue
        if w.service is None:
            by_window[w.window] += w.admitted
        else:
            by_service[w.service] += w.admitted
    return by_window, by_service


def promise_kept(week: PlanWeek) -> Iterator[Violation]:
    """promise_kept: `kept` says what the figures say, and a broken promise has no tickets but those issued."""
    for proof in week.plan.proofs:
        margin = _margin(proof, week.mall.promise)
        if (margin < -SHARE_TOLERANCE) if proof.kept else (margin > SHARE_TOLERANCE):
            yield week.broken("promise_kept", _place(proof), f"kept {proof.kept}, margin {margin:.3f}")
        if not proof.kept and any(q.tickets > q.issued for q in week.desk_quotas(proof.desk, proof.day)):
            yield week.broken("promise_kept", _place(proof), f"{week.tickets(proof.desk, proof.day)} tickets")


def _margin(proof: Proof, promise: Promise) -> float:
    """Share above the promised one in the clause that is kept least.

    Clauses: finishing; waits within each window, of each service over the day, and over the whole day, of ordinary
    visitors apart from priority ones.
    """
    came: dict[tuple[str, ...], float] = defaultdict(float)
    within: dict[tuple[str, ...], float] = defaultdict(float)
    for w in proof.windows:
        for clause in _clauses(w):
            came[clause] += w.admitted
            within[clause] += w.admitted * w.share_within
    shares = [within[clause] / visits for clause, visits in came.items() if visits > 0]
    return min(
        proof.finish_probability - promise.finish_probability, *(share - promise.wait_share for share in [*shares, 1.0])
    )


def _clauses(row: WindowProof) -> tuple[tuple[str, ...], ...]:
    """Clauses of the promise that a row counts in; waits of priority visitors are promised over the day only."""
    if row.service is None and row.visitors == "priority":
        return (("day", "priority"),)
    if row.service is None:
        return ("day", row.visitors), ("window", row.window)
    return () if row.visitors == "priority" else (("service", row.service),)
