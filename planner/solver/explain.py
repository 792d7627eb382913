"""Why something is short: who could fill it, what stops each, the rules that bind together, and the cheapest repairs.

Every statement about rules and repairs is verified by solving the agency's day again; solver assumptions are not used.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import product

from planner.solver.day_case import Cell, DayCase, day_case, least_of_cell, least_unmet
from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.problem import Counter, Officer, Posting, Problem, Skill, WeekLimit
from planner.solver.result import Shortfall

# Rules that could give way, in the order in which they are taken back when a smallest set is sought: what can least be
# changed first. One place at a time and the break never give way.
DROPPABLE = (
    "open_hours",
    "skill_held",
    "breaks_staggered",
    "junior_beside_senior",
    "never_together",
    "given_rosters",
    "equipment_in_use",
    "horizon_minutes",
    "week_minutes",
    "days_per_week",
    "counters_suffice",
    "officer_available",
    "not_refused",
    "fixed_postings",
)
MOST_REPAIRS_TRIED = 24
GENERIC_TENTHS = 10


class Reason(StrEnum):
    """What stands behind a shortfall.

    ELSEWHERE : the cell can be filled, at a higher cost elsewhere that day.
    RULES     : rules bind; dropping them together would fill more of it.
    CAPACITY  : even without these rules the officers there are cannot fill more.
    UNPROVED  : solving did not finish in time.
    """

    ELSEWHERE = "elsewhere"
    RULES = "rules"
    CAPACITY = "capacity"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could work the session there, and the rules that stop him (none: it would not pay)."""

    officer: str
    session: int
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change that was solved for. saved_fifths: stage 1 of the agency's day less than now.

    kind : leave_moved, more_minutes, one_more_day, counter_added, skill_added, officer_added.
    """

    kind: str
    officer: str
    desk: str
    day: int
    session: int | None
    saved_fifths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything there is to say about one shortfall.

    rules          : a smallest set that binds, when the reason is RULES.
    least_fifths   : what the cell could come down to (with the rules dropped, or at a cost elsewhere).
    elsewhere_fifths : what filling it would cost elsewhere that day, when the reason is ELSEWHERE.
    """

    shortfall: Shortfall
    reason: Reason
    candidates: tuple[Candidate, ...]
    rules: tuple[str, ...] = ()
    least_fifths: int | None = None
    elsewhere_fifths: int | None = None
    repairs: tuple[Repair, ...] = ()


def explain(problem: Problem, postings: Iterable[Posting], shortfalls: Iterable[Shortfall]) -> tuple[Explanation, ...]:
    """An explanation of each shortfall of a finished roster."""
    draft = Draft(MallIndex(problem)).load(postings)
    return tuple(explain_one(draft, shortfall) for shortfall in shortfalls)


def explain_one(draft: Draft, shortfall: Shortfall, with_repairs: bool = True) -> Explanation:
    """Candidates, reason and repairs of one shortfall."""
    case = day_case(draft, shortfall.agency, shortfall.day)
    cell = (shortfall.rule, shortfall.desk or shortfall.agency, shortfall.day)
    now = _now(draft, shortfall)
    found = Explanation(
        shortfall=shortfall,
        reason=Reason.UNPROVED,
        candidates=tuple(_candidates(draft, shortfall)),
        repairs=_repairs(draft, shortfall, case) if with_repairs else (),
    )
    least = least_of_cell(case, cell)
    if least is None:
        return found
    if least < now:
        return replace(
            found, reason=Reason.ELSEWHERE, least_fifths=least, elsewhere_fifths=_elsewhere(case, cell, least)
        )
    return _explain_by_rules(found, case, cell, now)


def _now(draft: Draft, shortfall: Shortfall) -> int:
    """Fifths of the whole cell: one rule at one desk or agency on one day."""
    if shortfall.desk:
        parts = draft.desk_parts(shortfall.desk, shortfall.day)
        return sum(fifths for rule, fifths in parts if rule == shortfall.rule)
    missing = draft.agency_parts(shortfall.agency, shortfall.day)
    return sum(fifths for rule, _, fifths in missing if rule == shortfall.rule)


def _elsewhere(case: DayCase, cell: Cell, least: int) -> int | None:
    """How much more the rest of the day costs when the cell is filled as far as it can be."""
    block = case.block()
    before, after = least_unmet(case), least_unmet(case, cell, least)
    return None if before is None or after is None or cell not in block.cells else after - before


def _explain_by_rules(found: Explanation, case: DayCase, cell: Cell, now: int) -> Explanation:
    """The smallest set of rules without which the cell comes down, by taking rules back one after the other."""
    dropped = [name for name in DROPPABLE if case.problem.rule_set.settings(name) is not None]
    least = least_of_cell(case.changed(_without(dropped)), cell)
    if least is None or least >= now:
        return replace(found, reason=Reason.UNPROVED if least is None else Reason.CAPACITY, least_fifths=now)
    for name in list(dropped):
        fewer = [other for other in dropped if other != name]
        value = least_of_cell(case.changed(_without(fewer)), cell)
        if value is not None and value < now:
            dropped, least = fewer, value
    return replace(found, reason=Reason.RULES, rules=tuple(dropped), least_fifths=least)


def _without(names: list[str]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, rule_set=problem.rule_set.without(*names))


# Who could ---------------------------------------------------------------------------------------------------------


def _candidates(draft: Draft, shortfall: Shortfall) -> Iterator[Candidate]:
    """Everybody with a skill there, in each session that is short, with all that stops him."""
    index, day = draft.index, shortfall.day
    desks = [shortfall.desk] if shortfall.desk else list(index.desks_of.get(shortfall.agency, ()))
    sessions = index.open_sessions(shortfall.agency, day) if shortfall.session is None else [shortfall.session]
    for officer, session in product(index.officers.values(), sessions):
        able = [desk for desk in desks if (officer.id, desk) in index.skills]
        if shortfall.rule == "supervisor_present" and not officer.supervisor:
            continue
        if able and session not in _sessions_there(draft, officer, day, desks):
            stops = min((draft.stops(officer.id, day, session, desk) for desk in able), key=len)
            yield Candidate(officer=officer.id, session=session, stops=tuple(stops))


def _sessions_there(draft: Draft, officer: Officer, day: int, desks: list[str]) -> set[int]:
    return {session for session, desk in draft.work[officer.id, day].items() if desk in desks}


# Repairs -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    kind: str
    change: Callable[[Problem], Problem]
    officer: str = ""
    session: int | None = None


def _repairs(draft: Draft, shortfall: Shortfall, case: DayCase) -> tuple[Repair, ...]:
    """Changes that lower stage 1 of the day, each solved for, the most helpful first."""
    before = least_unmet(case)
    if before is None:
        return ()
    found = []
    for trial in list(_trials(draft, shortfall))[:MOST_REPAIRS_TRIED]:
        after = least_unmet(case.changed(trial.change))
        if after is not None and after < before:
            found.append(
                Repair(
                    kind=trial.kind,
                    officer=trial.officer,
                    desk=shortfall.desk,
                    day=shortfall.day,
                    session=trial.session,
                    saved_fifths=before - after,
                )
            )
    return tuple(sorted(found, key=lambda repair: (-repair.saved_fifths, repair.kind, repair.officer)))


def _trials(draft: Draft, shortfall: Shortfall) -> Iterator[_Trial]:
    """Changes worth trying, the cheapest kinds first."""
    index, day = draft.index, shortfall.day
    for candidate in _candidates(draft, shortfall):
        if candidate.stops == ("officer_available",) and (candidate.officer, day) not in index.problem.absent:
            change = _for_officer(candidate.officer, partial(_made_available, day, candidate.session))
            yield _Trial(kind="leave_moved", officer=candidate.officer, session=candidate.session, change=change)
    stopped = {(c.officer, rule) for c in _candidates(draft, shortfall) for rule in c.stops}
    for officer, rule in sorted(stopped):
        if rule == "week_minutes":
            yield _Trial(kind="more_minutes", officer=officer, change=_for_officer(officer, _with_more_minutes))
        if rule == "days_per_week":
            yield _Trial(kind="one_more_day", officer=officer, change=_for_officer(officer, _with_one_more_day))
    desk = shortfall.desk or next(iter(index.desks_of.get(shortfall.agency, ())), "")
    if desk:
        yield _Trial(kind="counter_added", change=_with_counter(shortfall.agency, desk))
        for officer in index.own.get(shortfall.agency, ()):
            if (officer, desk) not in index.skills:
                change = _for_officer(officer, partial(_with_skill, index, desk))
                yield _Trial(kind="skill_added", officer=officer, change=change)
        yield _Trial(kind="officer_added", change=_with_officer(index, shortfall.agency, desk))


def _for_officer(officer: str, change: Callable[[Officer], Officer]) -> Callable[[Problem], Problem]:
    def changed(problem: Problem) -> Problem:
        officers = tuple(change(o) if o.id == officer else o for o in problem.officers)
        return replace(problem, officers=officers)

    return changed


def _made_available(day: int, session: int, officer: Officer) -> Officer:
    rows = [list(row) for row in officer.available]
    rows[day][session] = True
    return replace(officer, available=tuple(tuple(row) for row in rows))


def _with_more_minutes(officer: Officer) -> Officer:
    weeks = tuple(replace(week, duty_minutes=week.duty_minutes + 480) for week in officer.weeks)
    return replace(officer, weeks=weeks)


def _with_one_more_day(officer: Officer) -> Officer:
    return replace(officer, weeks=tuple(replace(week, max_days=min(7, week.max_days + 1)) for week in officer.weeks))


def _with_counter(agency: str, desk: str) -> Callable[[Problem], Problem]:
    counter = Counter(id=f"+{desk}", agency=agency, desk=desk)
    return lambda problem: replace(problem, counters=(*problem.counters, counter))


def _with_skill(index: MallIndex, desk: str, officer: Officer) -> Officer:
    """The officer as good at the desk as at his first one."""
    like = officer.skills[0] if officer.skills else None
    tenths = like.tenths if like else GENERIC_TENTHS
    with_break = like.tenths_break if like else (GENERIC_TENTHS * 6 // 10,) * len(index.problem.day_types)
    classes = index.desks[desk].classes
    added = tuple(Skill(desk=desk, tenths=tenths, tenths_break=with_break, skill_class=name) for name in classes)
    return replace(officer, skills=(*officer.skills, *added))


def _with_officer(index: MallIndex, agency: str, desk: str) -> Callable[[Problem], Problem]:
    """One more officer of the norm, with every class of the desk, and a counter for him."""
    free = tuple((True,) * len(index.problem.sessions) for _ in index.days)
    limit = WeekLimit(counter_minutes=2250, duty_minutes=2250)
    empty = Officer(
        id="+officer", skills=(), available=free, weeks=(limit,) * len(index.weeks), agency=agency, supervisor=True
    )
    with_counter = _with_counter(agency, desk)

    def changed(problem: Problem) -> Problem:
        more = with_counter(problem)
        return replace(more, officers=(*more.officers, _with_skill(index, desk, empty)))

    return changed
