"""Burdens of the published weeks before, so that fairness does not begin anew every Monday."""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Plan
from planner.planning.frame import make_frame

WEEKS_CARRIED = 4
SATURDAY, SATURDAY_BURDEN = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """Sessions an officer worked at busy desks (a Saturday session counts 2), and sessions he could have worked."""

    burden: int = 0
    sessions: int = 0


def busy_desks(forecasts: Mapping[tuple[DeskId, date], DemandForecast]) -> frozenset[DeskId]:
    """Desks whose mean demand is above the mean of all desk-days: a session there is a burden."""
    if not forecasts:
        return frozenset()
    overall = sum(f.mean for f in forecasts.values()) / len(forecasts)
    by_desk: dict[DeskId, list[float]] = {}
    for (desk, _), forecast in forecasts.items():
        by_desk.setdefault(desk, []).append(forecast.mean)
    return frozenset(desk for desk, means in by_desk.items() if sum(means) / len(means) > overall)


def carried_burdens(published: Iterable[Plan]) -> dict[OfficerId, Burden]:
    """Burdens of the newest WEEKS_CARRIED published weeks, added up for each officer."""
    newest = sorted(published, key=lambda plan: plan.input.days[0])[-WEEKS_CARRIED:]
    burdens: Tally[OfficerId] = Tally()
    sessions: Tally[OfficerId] = Tally()
    for plan in newest:
        busy = busy_desks({(f.desk, f.day): f for f in plan.forecast if f.service is None})
        for posting in plan.postings:
            burdens[posting.officer] += (
                SATURDAY_BURDEN if posting.day.weekday() == SATURDAY else int(posting.desk in busy)
            )
        sessions += _available(plan)
    return {officer: Burden(burden=burdens[officer], sessions=sessions[officer]) for officer in {*burdens, *sessions}}


def _available(plan: Plan) -> Tally[OfficerId]:
    """Sessions in which each officer's agency was open, or any for a pooled one, and he was not away."""
    frame = make_frame(plan.input.mall, plan.input.days)
    found: Tally[OfficerId] = Tally()
    for officer in frame.mall.officers:
        open_sessions = {
            (day, session.id)
            for (agency, day), hours in frame.hours.items()
            if officer.agency in (None, agency)
            for session in hours.sessions
        }
        found[officer.id] = sum(frame.is_present(officer, day, session) for day, session in open_sessions)
    return found
