"""Agencies that the mall does not command: they confirm a proposal or refuse it, and the next plan goes around it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.checks import require
from planner.domain.ids import AgencyId
from planner.domain.plan import Plan, PlanFinding, Posting, PostingSource
from planner.planning.decided import Decided, PlaceKey
from planner.planning.plan_file import sealed
from planner.planning.stored import AnswerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An agency's word on its rows of a plan. refused: the postings it does not want; None for all of them."""

    agency: AgencyId
    kind: AnswerKind
    refused: frozenset[PlaceKey] | None = None

    def __post_init__(self) -> None:
        require(
            self.kind is AnswerKind.REFUSED or not self.refused,
            f"{self.agency} confirms and refuses {len(self.refused or ())} postings at once",
            code="confirmed_and_refused",
            field="decision.refused",
        )


def place_of(posting: Posting) -> PlaceKey:
    """Who sits where and when."""
    return posting.officer, posting.day, posting.session, posting.desk


def proposals(plan: Plan) -> dict[AgencyId, tuple[Posting, ...]]:
    """Unconfirmed rows by agency: what is published as "usulan"."""
    agency_of = {desk.id: desk.agency for desk in plan.input.mall.desks}
    found: dict[AgencyId, list[Posting]] = {}
    for posting in plan.postings:
        if not posting.confirmed:
            found.setdefault(agency_of[posting.desk], []).append(posting)
    return {agency: tuple(rows) for agency, rows in found.items()}


def confirmed_plan(plan: Plan, agencies: Iterable[AgencyId]) -> Plan:
    """The plan with the rows of these agencies confirmed; nothing else changes, so nothing is planned again."""
    said_yes = set(agencies)
    agency_of = {desk.id: desk.agency for desk in plan.input.mall.desks}
    rows = tuple(replace(p, confirmed=True) if agency_of[p.desk] in said_yes else p for p in plan.postings)
    return sealed(replace(plan, postings=rows))


def decided_by(plan: Plan, decisions: Iterable[Decision]) -> Decided:
    """What the next plan of that week must keep and may not propose.

    Confirmed rows, those confirmed before, and pins stand. Refused rows are not proposed again; what an agency did not
    refuse, when it refused a part, stays as it was proposed.
    """
    agency_of = {desk.id: desk.agency for desk in plan.input.mall.desks}
    by_agency = {decision.agency: decision for decision in decisions}
    kept: set[PlaceKey] = set()
    refused: set[PlaceKey] = set()
    for posting in plan.postings:
        decision = by_agency.get(agency_of[posting.desk])
        place = place_of(posting)
        if decision and decision.kind is AnswerKind.REFUSED and (decision.refused is None or place in decision.refused):
            refused.add(place)
        elif decision or posting.pinned or (posting.confirmed and posting.source is PostingSource.REQUEST):
            kept.add(place)
    return Decided(kept=frozenset(kept), refused=frozenset(refused))


def with_decisions(postings: Iterable[Posting], decided: Decided) -> tuple[Posting, ...]:
    """Postings of a new plan: those that were agreed on are confirmed."""
    return tuple(replace(p, confirmed=True) if place_of(p) in decided.kept else p for p in postings)


def decision_findings(decided: Decided, postings: Iterable[Posting]) -> tuple[PlanFinding, ...]:
    """How many postings were refused, and which agreed ones can no longer hold."""
    lost = decided.kept - {place_of(p) for p in postings}
    findings = []
    if decided.refused:
        count = len(decided.refused)
        findings.append(
            PlanFinding(
                code="proposals_refused",
                text_id=f"{count} penempatan ditolak instansinya; rencana ini disusun tanpa itu.",
                text_en=f"{count} postings were refused by their agency; this plan does without them.",
            )
        )
    for officer, day, session, desk in sorted(lost):
        findings.append(
            PlanFinding(
                code="agreed_row_lost",
                text_id=f"Penempatan yang disepakati tidak bisa lagi: {officer}, {day:%d/%m/%Y} {session} di {desk}.",
                text_en=f"A posting agreed on can no longer hold: {officer}, {day:%d/%m/%Y} {session} at {desk}.",
            )
        )
    return tuple(findings)
