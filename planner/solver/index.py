"""A problem seen from where the engine stands: what each officer, desk and agency may do, looked up once.

A rule that only says where an officer may not be posted is a *filter*: it narrows `cells` here and adds nothing to a
model. All the filters are in `rules/places.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

from planner.solver.problem import (
    Agency,
    Day,
    Desk,
    DeskDay,
    Officer,
    Posting,
    Problem,
    Row,
    Skill,
    canonical,
)
from planner.solver.rules import filters_of

NO_BREAK, WITH_BREAK = 0, 1


class Cell(NamedTuple):
    """One way to post an officer in a session of a day."""

    session: int
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Counters of an agency: dedicated ones by desk, and those that serve any of its desks."""

    dedicated: Mapping[str, int]
    flexible: int

    def at_most(self, desk: str) -> int:
        """Most officers at the desk at once."""
        return self.dedicated.get(desk, 0) + self.flexible

    @property
    def in_all(self) -> int:
        """Most officers of the agency at once."""
        return sum(self.dedicated.values()) + self.flexible


class MallIndex:
    """Look-ups over one canonical problem. Built once in each process; nothing in it changes afterwards."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem = canonical(problem)
        self.rule_set = problem.rule_set
        self.days: tuple[Day, ...] = problem.days
        self.desks: dict[str, Desk] = {desk.id: desk for desk in problem.desks}
        self.agencies: dict[str, Agency] = {agency.id: agency for agency in problem.agencies}
        self.officers: dict[str, Officer] = {officer.id: officer for officer in problem.officers}
        self.desks_of = _grouped((desk.agency, desk.id) for desk in problem.desks)
        self.demand: dict[tuple[str, int], DeskDay] = {(d.desk, d.day): d for d in problem.desk_days}
        self.rows: dict[tuple[str, int, int], tuple[Row, ...]] = _grouped(
            ((row.desk, row.day, row.session), row) for row in problem.rows
        )
        self.skills: dict[tuple[str, str], tuple[Skill, ...]] = _grouped(
            ((officer.id, skill.desk), skill) for officer in problem.officers for skill in officer.skills
        )
        self.seats = {agency.id: _seats(problem, agency.id) for agency in problem.agencies}
        self.homes = {officer.id: self._home(officer) for officer in problem.officers}
        self.own = _grouped((home, officer) for officer, home in self.homes.items() if home is not None)
        self.visitors = _grouped(
            (agency, officer)
            for officer, home in self.homes.items()
            if home is None
            for agency in sorted({self.desks[skill.desk].agency for skill in self.officers[officer].skills})
        )
        self.pooled = tuple(sorted(officer for officer, home in self.homes.items() if home is None))
        self.fixed, self.unkept = self._fixed()
        self.cells: dict[tuple[str, int], tuple[Cell, ...]] = self._cells()
        self.minute_unit = self._minute_unit()
        published = [((p.officer, p.day, p.session), p) for p in problem.published or ()]
        self.published_desk = {place: posting.desk for place, posting in published}
        self.published_counter = {place: posting.counter for place, posting in published}

    def is_open(self, agency: str, day: int, session: int) -> bool:
        """True when mall and agency are both open."""
        return self.days[day].minutes[session] > 0 and (day, session) not in self.agencies[agency].closed

    def open_sessions(self, agency: str, day: int) -> list[int]:
        """Sessions of the day in which the agency is open."""
        return [session for session in range(len(self.problem.sessions)) if self.is_open(agency, day, session)]

    def has_breaks(self, day: int, session: int) -> bool:
        """True in the session in which breaks are taken."""
        return self.days[day].break_session == session

    def break_minutes(self, day: int) -> int:
        """Minutes a break takes off that day; every kind of one day takes the same."""
        return self.days[day].breaks[0].minutes if self.days[day].breaks else 0

    def skill_tenths(self, skill: Skill, day: int, flag: int) -> int:
        """Tenths of one skill on a day, with or without the break."""
        return skill.tenths_break[self.days[day].day_type] if flag == WITH_BREAK else skill.tenths

    def tenths(self, officer: str, row: Row, flag: int) -> int:
        """What the officer adds to the row: his largest tenths among its classes, 0 without a valid skill."""
        return max(
            (
                self.skill_tenths(skill, row.day, flag)
                for skill in self.skills.get((officer, row.desk), ())
                if skill.skill_class in row.classes and (skill.days is None or row.day in skill.days)
            ),
            default=0,
        )

    def minutes_of(self, day: int, sessions: Iterable[int], with_break: bool) -> int:
        """Counter minutes of a day's work."""
        return sum(self.days[day].minutes[session] for session in sessions) - with_break * self.break_minutes(day)

    def days_of_week(self, week: int) -> list[int]:
        """Positions of the week's days."""
        return [position for position, day in enumerate(self.days) if day.week == week]

    @property
    def weeks(self) -> range:
        """Weeks of the horizon."""
        return range(1 + max((day.week for day in self.days), default=0))

    def burden(self, day: int, desk: str) -> int:
        """What one session there counts for fairness."""
        return self.days[day].burden or int(self.desks[desk].busy)

    def burden_scale(self, officer: str, settings: Mapping[str, int]) -> int:
        """Factor of the officer's burden: 1, or 1000 // sessions he was available in; 0 leaves him out."""
        if not settings["per_available_session"]:
            return 1
        record = self.officers[officer]
        sessions = record.sessions_before + sum(sum(day) for day in record.available)
        return 1000 // sessions if sessions else 0

    def _home(self, officer: Officer) -> str | None:
        """The one agency whose desks he can serve; None when he belongs to the pool of several."""
        reached = {self.desks[skill.desk].agency for skill in officer.skills} | {officer.agency}
        reached.discard(None)
        return reached.pop() if len(reached) == 1 else None

    def _fixed(self) -> tuple[dict[tuple[str, int, int], Posting], tuple[Posting, ...]]:
        """Postings that must stand, and the pins that cannot (unknown, doubled, or against a filter)."""
        kept: dict[tuple[str, int, int], Posting] = {}
        unkept: list[Posting] = []
        if self.rule_set.settings("fixed_postings") is None:
            return kept, ()
        frozen = [p for p in self.problem.published or () if self.days[p.day].frozen]
        for posting in (*frozen, *self.problem.fixed):
            place = (posting.officer, posting.day, posting.session)
            known = posting.officer in self.officers and posting.desk in self.desks
            stands = known and (self.is_given(posting) or self._allows(posting)) and place not in kept
            if stands:
                kept[place] = posting
            elif kept.get(place) != posting:
                unkept.append(posting)
        return kept, tuple(unkept)

    def is_given(self, posting: Posting) -> bool:
        """True for postings that are input whatever the rules say: given rosters and frozen days."""
        given = self.agencies[self.desks[posting.desk].agency].as_given
        return (given or self.days[posting.day].frozen) and (posting.officer, posting.day) not in self.problem.absent

    def is_settled(self, agency: str, day: int) -> bool:
        """True when nothing is left to decide: a given roster, or a frozen day."""
        keeps = self.rule_set.settings("fixed_postings") is not None
        given = self.agencies[agency].as_given and self.rule_set.settings("given_rosters") is not None
        return keeps and (given or self.days[day].frozen)

    def is_bound(self, officer: str) -> bool:
        """True when the limits of weeks apply: not to officers of an agency that brings its own roster."""
        home = self.homes[officer]
        return home is None or not self.agencies[home].as_given

    def _allows(self, posting: Posting) -> bool:
        rules = filters_of(self.rule_set)
        place = (posting.officer, posting.day, posting.session, posting.desk)
        return all(rule.allows(self, *place) for rule in rules)

    def _cells(self) -> dict[tuple[str, int], tuple[Cell, ...]]:
        rules = filters_of(self.rule_set)
        return {
            (officer, day): self._cells_of(officer, day, rules)
            for officer in self.officers
            for day in range(len(self.days))
        }

    def _cells_of(self, officer: str, day: int, rules: Iterable) -> tuple[Cell, ...]:  # type: ignore[type-arg]
        cells = []
        for session in range(len(self.problem.sessions)):
            pinned = self.fixed.get((officer, day, session))
            if pinned is not None:
                cells.append(Cell(session, pinned.desk))
            elif not self.days[day].frozen or self.rule_set.settings("fixed_postings") is None:
                cells += [
                    Cell(session, desk)
                    for desk in self._reachable(officer)
                    if all(rule.allows(self, officer, day, session, desk) for rule in rules)
                ]
        return tuple(cells)

    def _reachable(self, officer: str) -> list[str]:
        """Desks the officer may be tried at; all of his agency's when the rule on skills is switched off."""
        if self.rule_set.settings("skill_held") is not None:
            return sorted({skill.desk for skill in self.officers[officer].skills})
        home = self.homes[officer]
        return list(self.desks_of.get(home, ())) if home else sorted({s.desk for s in self.officers[officer].skills})

    def _minute_unit(self) -> int:
        """Largest number of minutes that divides every session, break and limit of work."""
        unit = 0
        for day in self.days:
            unit = gcd(unit, *day.minutes, *(kind.minutes for kind in day.breaks))
        return unit or 1


def _grouped(pairs: Iterable) -> dict:  # type: ignore[type-arg]
    """Values by key, in the order they come."""
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _seats(problem: Problem, agency: str) -> Seats:
    counters = [counter for counter in problem.counters if counter.agency == agency]
    dedicated: dict[str, int] = defaultdict(int)
    for counter in counters:
        if counter.desk is not None:
            dedicated[counter.desk] += 1
    return Seats(dedicated=dict(dedicated), flexible=sum(counter.desk is None for counter in counters))
