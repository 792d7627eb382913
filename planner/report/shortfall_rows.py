"""What is short in a week, most people first: one row for each thing, with why and the cheapest way out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.ids import AgencyId
from planner.domain.mall import Mall
from planner.domain.plan import Plan, Shortfall
from planner.report.desk_days import DEMAND_KIND, TOLD_FROM_VISITS, DeskDay, State, desk_days
from planner.report.language import Language
from planner.report.phrases import (
    desk_name,
    officer_name,
    remedy_or_none_text,
    session_name,
    shortfall_text,
    strongest_text,
)

WHY_SHOWN = 4  # lines in a cell; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortRow:
    """One thing that is short, in words.

    people : visits turned away that day at the desk, the order of the list. demand: the row tells these visits.
    remedy, strongest : the cheapest that helps, and one that helps far more; "" where there is none.
    """

    day: date
    day_text: str
    place: str
    session: str
    what: str
    why: str
    remedy: str
    people: float
    demand: bool
    strongest: str = ""
    agency: AgencyId | None = None


def short_rows(plan: Plan, language: Language) -> tuple[ShortRow, ...]:
    """Everything the week lacks, most people affected first, then in order of time."""
    mall = plan.input.mall
    rows = [row for desk_day in desk_days(plan) for row in _rows_of(desk_day, mall, language)]
    rows += [_agency_row(shortfall, mall, language) for shortfall in plan.shortfalls if shortfall.desk is None]
    return tuple(sorted(rows, key=lambda row: (-row.people, row.day, row.place, not row.demand)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortPlace:
    """All that is short at one desk in the week, in words.

    agency : whose desk it is, None where that is not told. days: each day with its visits, or with what is missing.
    """

    agency: AgencyId | None
    place: str
    what: str
    days: str
    why: str
    remedy: str
    strongest: str


def short_places(plan: Plan, language: Language, since: date = date.min) -> tuple[ShortPlace, ...]:
    """The same shortfalls from a day on, told once for each desk: most people first, then the others in order."""
    places: dict[tuple[str, str], list[ShortRow]] = {}
    for row in (row for row in short_rows(plan, language) if row.day >= since):
        places.setdefault((row.place, "" if row.demand else row.what), []).append(row)
    ordered = sorted(places.values(), key=lambda rows: -sum(row.people for row in rows if row.demand))
    return tuple(_short_place(rows, language) for rows in ordered)


def _short_place(rows: list[ShortRow], language: Language) -> ShortPlace:
    people = sum(row.people for row in rows if row.demand)
    in_time = sorted(rows, key=lambda row: row.day)
    counted = people >= TOLD_FROM_VISITS
    return ShortPlace(
        agency=rows[0].agency,
        place=rows[0].place,
        what=language.say("short.turned_away", visits=language.visits(people)) if counted else rows[0].what,
        days=", ".join(
            f"{language.weekday(row.day)} {language.visits(row.people)}" if counted else f"{row.day_text} {row.session}"
            for row in in_time
        ),
        why=rows[0].why.replace("\n", " "),
        remedy=next((f"{row.day_text}: {row.remedy}" for row in rows if row.remedy), ""),
        strongest=next((row.strongest for row in rows if row.remedy), ""),
    )


def _rows_of(row: DeskDay, mall: Mall, language: Language) -> Iterable[ShortRow]:
    if row.state is not State.SHORT:
        return
    lacking = [s for s in row.shortfalls if s.kind != DEMAND_KIND and s.amount > 0]
    if row.turned_away >= TOLD_FROM_VISITS or not lacking:
        yield _demand_row(row, mall, language)
    for shortfall in lacking:
        yield ShortRow(
            day=row.day,
            day_text=language.day(row.day),
            place=desk_name(row.agency, row.desk),
            session=session_name(language, shortfall.session) if shortfall.session else language.say("all_day"),
            what=shortfall_text(language, shortfall),
            why=_why((shortfall,), mall, language),
            remedy="",
            people=row.turned_away,
            demand=False,
            agency=row.agency.id,
        )


def _demand_row(row: DeskDay, mall: Mall, language: Language) -> ShortRow:
    refused = [s for s in row.shortfalls if s.kind == DEMAND_KIND]
    told = []
    if row.turned_away >= TOLD_FROM_VISITS:
        told.append(language.say("short.turned_away", visits=language.visits(row.turned_away)))
    if not told or (row.proof and not row.proof.kept):
        told.append(language.say("short.promise"))
    return ShortRow(
        day=row.day,
        day_text=language.day(row.day),
        place=desk_name(row.agency, row.desk),
        session=language.say("all_day"),
        what="\n".join(told),
        why=_why(refused, mall, language) or why_limited((row,), mall, language),
        remedy=remedy_or_none_text(language, mall, row.remedies),
        strongest=strongest_text(language, mall, row.remedies),
        people=row.turned_away,
        demand=True,
        agency=row.agency.id,
    )


def _agency_row(shortfall: Shortfall, mall: Mall, language: Language) -> ShortRow:
    agency = next((a.name for a in mall.agencies if a.id == shortfall.agency), mall.name)
    return ShortRow(
        day=shortfall.day,
        day_text=language.day(shortfall.day),
        place=agency,
        session=session_name(language, shortfall.session) if shortfall.session else language.say("all_day"),
        what=shortfall_text(language, shortfall),
        why=_why((shortfall,), mall, language),
        remedy="",
        people=0.0,
        demand=False,
        agency=shortfall.agency,
    )


def _why(shortfalls: Iterable[Shortfall], mall: Mall, language: Language) -> str:
    """What stops each officer, those stopped alike in one line."""
    stops: dict[str, list[str]] = {}
    for shortfall in shortfalls:
        names = [officer_name(mall, officer) for officer in shortfall.officers]
        for reason in dict.fromkeys(shortfall.reasons_in(language.code)):
            who = next((name for name in names if reason.startswith(f"{name} ")), "")
            stops.setdefault(reason.removeprefix(f"{who} "), []).append(who)
    lines = [f"{', '.join(who)} {what}".strip() for what, who in stops.items()]
    rest = len(lines) - WHY_SHOWN
    return "\n".join(lines[:WHY_SHOWN] + ([language.say("and_more", count=rest)] if rest > 0 else []))


def why_limited(rows: Sequence[DeskDay], mall: Mall, language: Language) -> str:
    """Why a desk's tickets are limited on these days, one sentence for citizens and managers alike."""
    typical = max(rows, key=lambda row: row.load)
    officers = sorted({most_officers(row) for row in rows})
    if officers[-1] == 0:
        return language.say("why.no_officer")
    key = f"why.{typical.binding}"
    return language.say(
        key if language.knows(key) else "why.wait",
        officers="-".join(str(count) for count in dict.fromkeys((officers[0], officers[-1]))),
        counters=len(mall.counters_of(typical.desk.id)),
        minutes=mall.promise.wait_minutes,
    )


def most_officers(row: DeskDay) -> int:
    """Most officers posted at once on the day."""
    sessions = {posting.session for posting in row.postings}
    return max((len(row.posted_in(session)) for session in sessions), default=0)
