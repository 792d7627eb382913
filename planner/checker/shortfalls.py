"""What the week lacks, counted once more and compared with what the plan lists.

Amounts, each for the desks and agencies that are open:
lunch_cover        half-hours of a desk-day in which nobody is at a desk with `lunch_cover`, or everybody is on break
                   (`breaks.lunch_half_hours`, `breaks.is_away`);
minimum_presence   officers that a desk-session lacks below `min_officers`;
supervisor_present 1 for each session in which an agency with `needs_supervisor` has no supervisor at its desks;
agency_presence    1 for each session in which an agency that has a desk has nobody at its desks;
turned_away        visits of a desk-day, the mean over five demands of max(0, demand - tickets); to be listed where the
                   median demand is above the tickets, may be listed elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.checker.breaks import is_away, lunch_half_hours
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek

FIFTHS = 5
VISITS_TOLERANCE = 0.05
MEDIAN = 2
Amounts = Mapping[Place, int]


def uncovered_lunch(week: PlanWeek) -> Amounts:
    """Half-hours by desk and day."""
    found = {}
    for desk, day, hours in week.open_desk_days:
        if not desk.lunch_cover or hours.break_session is None:
            continue
        postings = week.at_desk.get((desk.id, day, hours.break_session), ())
        empty = sum(all(is_away(p, start) for p in postings) for start in lunch_half_hours(hours))
        found[Place(desk=desk.id, day=day)] = empty
    return _positive(found)


def missing_officers(week: PlanWeek) -> Amounts:
    """Officers by desk, day and session."""
    return {
        Place(desk=desk.id, day=day, session=s.id): lacking
        for desk, day, hours in week.open_desk_days
        for s in hours.sessions
        if (lacking := desk.min_officers - len(week.at_desk.get((desk.id, day, s.id), ()))) > 0
    }


def missing_supervisors(week: PlanWeek) -> Amounts:
    """Sessions by agency, day and session."""
    return {
        Place(agency=agency, day=day, session=session): 1
        for (agency, day, session), officers in week.at_agency.items()
        if week.agencies[agency].needs_supervisor and not any(week.officers[o].supervisor for o in officers)
    }


def empty_agencies(week: PlanWeek) -> Amounts:
    """Sessions by agency, day and session."""
    return {
        Place(agency=agency, day=day, session=session): 1
        for (agency, day, session), officers in week.at_agency.items()
        if not officers
    }


def turned_away_fifths(week: PlanWeek) -> Amounts:
    """Five demands less the tickets, by desk and day, before the desk's weight."""
    return _positive(
        {
            Place(desk=desk, day=day): sum(max(0, visits - week.tickets(desk, day)) for visits in row.stage_visits)
            for (desk, day), row in week.demand.items()
        }
    )


def _positive(amounts: Mapping[Place, int]) -> Amounts:
    return {place: amount for place, amount in amounts.items() if amount > 0}


COUNTED = {
    "lunch_cover": uncovered_lunch,
    "minimum_presence": missing_officers,
    "supervisor_present": missing_supervisors,
    "agency_presence": empty_agencies,
}


def shortfalls_listed(week: PlanWeek) -> Iterator[Violation]:
    """lunch_cover, minimum_presence, supervisor_present, agency_presence: listed with the right amount, no others."""
    for rule, count in COUNTED.items():
        if week.in_force(rule):
            found, listed = count(week), _listed(week, rule)
            for place in found.keys() | listed.keys():
                if found.get(place, 0) != listed.get(place, 0):
                    value = f"{found.get(place, 0)}, listed {listed.get(place, 0):g}"
                    yield week.broken(rule, place, value)


def turned_away_listed(week: PlanWeek) -> Iterator[Violation]:
    """turned_away: a desk-day short on an ordinary day is listed; what is listed has the right amount."""
    found, listed = turned_away_fifths(week), _listed(week, "turned_away")
    for place, amount in listed.items():
        if abs(amount - found.get(place, 0) / FIFTHS) > VISITS_TOLERANCE:
            yield week.broken("turned_away", place, f"{found.get(place, 0) / FIFTHS:g}, listed {amount:g}")
    for (desk, day), row in week.demand.items():
        place = Place(desk=desk, day=day)
        if row.stage_visits[MEDIAN] > week.tickets(desk, day) and place not in listed:
            yield week.broken("turned_away", place, f"{found[place] / FIFTHS:g}, not listed")


def _listed(week: PlanWeek, kind: str) -> dict[Place, float]:
    by_agency, by_session = (
        kind in ("supervisor_present", "agency_presence"),
        kind not in ("lunch_cover", "turned_away"),
    )
    listed: dict[Place, float] = defaultdict(float)
    for row in week.plan.shortfalls:
        if row.kind == kind:
            place = Place(
                agency=(row.agency or "") if by_agency else "",
                desk="" if by_agency else (row.desk or ""),
                day=row.day,
                session=(row.session or "") if by_session else "",
            )
            listed[place] += row.amount
    return dict(listed)
