"""The quotas of a week as rows for the sheet of the staff: numbers stay numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.mall import Mall
from planner.domain.plan import Plan, Quota
from planner.report.desk_days import DeskDay, State, WindowRow, desk_days
from planner.report.language import Language
from planner.report.phrases import (
    binding_name,
    desk_name,
    range_text,
    service_name,
    session_name,
    state_text,
    wait_minutes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRow:
    """A line of the staff's sheet: a release window, a service's upper limit, or the whole day of a desk.

    Numbers stay numbers, None where there is none. share_within, finish_probability: shares. range: of a whole day.
    """

    desk: str
    service: str
    day: str
    window: str
    hours: str
    whole_day: bool
    tickets: int
    capacity_tickets: int
    lowered_by_proof: int
    issued: int
    binding: str
    next_binding: str
    demand_visits: float | None = None
    served: float | None = None
    turned_away: float | None = None
    wait_p90_minutes: int | None = None
    share_within: float | None = None
    finish_probability: float | None = None
    state: str = ""
    look: State = State.ENOUGH
    range: str = ""


def quota_rows(plan: Plan, language: Language) -> tuple[QuotaRow, ...]:
    """Every quota of the week with its whole-day line, desks in the order of the mall."""
    mall = plan.input.mall
    return tuple(row for desk_day in desk_days(plan) if desk_day.windows for row in _rows_of(desk_day, mall, language))


def _rows_of(row: DeskDay, mall: Mall, language: Language) -> Iterable[QuotaRow]:
    for window in row.windows:
        yield _window_row(row, window, language)
    for quota in row.service_quotas:
        yield _service_row(row, quota, mall, language)
    yield _whole_day_row(row, language)


def _window_row(row: DeskDay, window: WindowRow, language: Language) -> QuotaRow:
    quota = window.quota
    proof = window.proof if quota.tickets else None
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service="",
        day=language.day(row.day),
        window=session_name(language, quota.window),
        hours=language.span(window.start, window.end),
        whole_day=False,
        tickets=quota.tickets,
        capacity_tickets=quota.capacity_tickets,
        lowered_by_proof=quota.lowered_by_proof,
        issued=quota.issued,
        binding=binding_name(language, quota.binding),
        next_binding=binding_name(language, quota.next_binding),
        wait_p90_minutes=wait_minutes(proof.wait_p90_minutes) if proof else None,
        share_within=proof.share_within if proof else None,
    )


def _service_row(row: DeskDay, quota: Quota, mall: Mall, language: Language) -> QuotaRow:
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service=service_name(mall, quota.service),
        day=language.day(row.day),
        window=session_name(language, quota.window),
        hours="",
        whole_day=False,
        tickets=quota.tickets,
        capacity_tickets=quota.capacity_tickets,
        lowered_by_proof=quota.lowered_by_proof,
        issued=quota.issued,
        binding=binding_name(language, quota.binding),
        next_binding=binding_name(language, quota.next_binding),
    )


def _whole_day_row(row: DeskDay, language: Language) -> QuotaRow:
    quotas, proof = [window.quota for window in row.windows], row.proof
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service="",
        day=language.day(row.day),
        window=language.say("whole_day"),
        hours=language.span(row.windows[0].start, row.windows[-1].end),
        whole_day=True,
        tickets=row.tickets,
        capacity_tickets=sum(q.capacity_tickets for q in quotas),
        lowered_by_proof=sum(q.lowered_by_proof for q in quotas),
        issued=sum(q.issued for q in quotas),
        binding=binding_name(language, row.binding),
        next_binding="",
        demand_visits=row.demand_visits,
        served=row.served,
        turned_away=row.turned_away,
        wait_p90_minutes=wait_minutes(proof.wait_p90_minutes) if proof else None,
        share_within=proof.share_within if proof else None,
        finish_probability=proof.finish_probability if proof else None,
        state=state_text(language, row),
        look=row.state,
        range=range_text(language, row),
    )
