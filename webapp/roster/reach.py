"""Where somebody taken from a cell cannot be put, each with the first thing that stops him: shown while he is dragged.

What is found here is a help for the hand; the preview judges every change by the rules themselves.
"""

from datetime import date

from planner.domain.ids import AgencyId, DeskId
from planner.domain.plan import Plan
from planner.domain.staff import Officer
from planner.planning.frame import WeekFrame, make_frame
from webapp.language import t
from webapp.roster.pages import Target, can_serve, find_posting

Reasons = dict[str, str]


def reach_of(plan: Plan, source: Target) -> dict[str, object]:
    """Reasons by desk, by slot (`day~session`), and by officer who would take over the seat; empty where nobody sits.

    A desk or a slot that is not named can be tried.
    """
    posting = find_posting(plan.postings, source)
    if posting is None:
        return {"officer": "", "desks": {}, "slots": {}, "officers": {}}
    frame = make_frame(plan.input.mall, plan.input.days)
    officer = frame.mall.get_officer(posting.officer)
    return {
        "officer": officer.name,
        "desks": _desks(frame, officer, source.day),
        "slots": {**_busy(plan, officer, source), **_slots(frame, officer)},
        "officers": _officers(frame, posting.desk, source.day),
    }


def _desks(frame: WeekFrame, officer: Officer, day: date) -> Reasons:
    stopped = ((desk.id, _stop(frame, officer, desk.id, day)) for desk in frame.mall.desks)
    return {desk: reason for desk, reason in stopped if reason}


def _officers(frame: WeekFrame, desk: DeskId, day: date) -> Reasons:
    stopped = ((officer.id, _stop(frame, officer, desk, day)) for officer in frame.mall.officers)
    return {officer: reason for officer, reason in stopped if reason}


def _slots(frame: WeekFrame, officer: Officer) -> Reasons:
    return {
        f"{day.isoformat()}~{session}": t("reach.away", who=officer.name)
        for day in frame.days
        for session in frame.session_ids
        if not frame.is_present(officer, day, session)
    }


def _busy(plan: Plan, officer: Officer, source: Target) -> Reasons:
    """Other sessions he works in already."""
    mall = plan.input.mall
    return {
        f"{p.day.isoformat()}~{p.session}": t("reach.busy", who=officer.name, where=mall.get_desk(p.desk).name)
        for p in plan.postings
        if p.officer == officer.id and (p.day, p.session) != source.slot
    }


def _stop(frame: WeekFrame, officer: Officer, desk: DeskId, day: date) -> str:
    where = frame.mall.get_desk(desk).name
    agency: AgencyId = frame.agency_of[desk]
    if officer.agency not in (None, agency):
        return t("reach.agency", who=officer.name, where=where)
    if not can_serve(frame, officer.id, desk, day):
        return t("reach.skill", who=officer.name, where=where)
    return ""
