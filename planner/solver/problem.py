"""What the roster engine is given: ids and whole numbers only.

Days and sessions are positions in `Problem.days` and `Problem.sessions`, in time order. Everything else has a text id.
Units: minutes; tenths of a standard officer; visits; prices in fifths of a visit (five equally likely demands add up).
The order of the tuples carries no meaning: the engine sorts them by id first.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from planner.domain.checks import require, require_between, require_text
from planner.solver.ruleset import LOKETPLAN_1, RuleSet

DEMAND_QUANTILES = 5  # 10, 30, 50, 70 and 90 %


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakKind:
    """One way to take the break. id: from 1 up. half_hours: positions in the break session's lunch half-hours."""

    id: int
    half_hours: tuple[int, ...]
    minutes: int

    def __post_init__(self) -> None:
        require_between(self.id, 1, 99, "break_kind.id")
        require_between(self.minutes, 0, 240, "break_kind.minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the horizon.

    minutes          : counter minutes of each session, 0 where it is closed for the whole mall.
    day_type         : position in `Problem.day_types`; tenths with a break depend on it.
    week             : 0 for the first week of the horizon.
    break_session    : the session in which breaks are taken, None when nobody takes one.
    lunch_half_hours : how many half-hours of that session are watched for cover.
    breaks           : who works the break session and another one takes exactly one of these.
    burden           : what each session worked counts for fairness, 0: the desk decides (busy 1, else 0).
    frozen           : published and over, or kept: the postings of `Problem.published` stand, and no others.
    """

    id: str
    minutes: tuple[int, ...]
    day_type: int = 0
    week: int = 0
    break_session: int | None = None
    lunch_half_hours: int = 0
    breaks: tuple[BreakKind, ...] = ()
    burden: int = 0
    frozen: bool = False

    def __post_init__(self) -> None:
        require_text(self.id, "day.id")
        require(
            self.break_session is None or bool(self.breaks),
            f"day {self.id} has a break session but no kind of break",
            code="break_without_kind",
            field="day.breaks",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Owner of desks. closed: (day, session) in which it is closed though the mall is open.

    as_given : its roster is input: `Problem.fixed` holds its postings and the engine adds none.
    """

    id: str
    needs_supervisor: bool = False
    needs_presence: bool = True
    as_given: bool = False
    closed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One queue.

    weight       : price of a visit turned away, in visits.
    busy         : a session here counts 1 for the burden.
    min_officers : officers it must have in every open session; the missing ones are priced.
    lunch_cover  : somebody should be there in every lunch half-hour.
    max_officers : most officers at once, from equipment; None: only the counters bind.
    classes      : its skill classes; a bench group has the one class "all".
    """

    id: str
    agency: str
    weight: int = 1
    busy: bool = False
    min_officers: int = 0
    lunch_cover: bool = True
    max_officers: int | None = None
    classes: tuple[str, ...] = ("all",)

    def __post_init__(self) -> None:
        require_text(self.id, "desk.id")
        require_between(self.weight, 0, 1000, "desk.weight")
        require(bool(self.classes), f"desk {self.id} has no skill class", code="no_class", field="desk.classes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A place for one officer. desk: None serves any desk of the agency."""

    id: str
    agency: str
    desk: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """Demand of a desk on a day. Absent: nobody comes, and the desk may still be staffed.

    demand_visits : quantiles 10, 30, 50, 70, 90 %, ascending.
    class_visits  : for each class of the desk the most tickets worth issuing that day; None: no limit.
    tickets_cap   : most tickets of the desk that day from other caps; None: no limit.
    """

    desk: str
    day: int
    demand_visits: tuple[int, ...]
    class_visits: tuple[int, ...] | None = None
    tickets_cap: int | None = None

    def __post_init__(self) -> None:
        require(
            len(self.demand_visits) == DEMAND_QUANTILES and list(self.demand_visits) == sorted(self.demand_visits),
            f"demand of desk {self.desk} on day {self.day} must be five ascending numbers, not {self.demand_visits}",
            code="demand_not_five",
            field="desk_day.demand_visits",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Tickets of a set of classes in one session are at most table[u] + shift, and never below 0.

    u : tenths of the officers posted there who hold a skill in one of `classes` (each once, with his largest tenths
        among them); past its end the table keeps its last value. Without tenths there are no tickets, whatever the
        shift.
    """

    desk: str
    day: int
    session: int
    table: tuple[int, ...]
    shift: int = 0
    classes: tuple[str, ...] = ("all",)

    def __post_init__(self) -> None:
        require(
            bool(self.table) and list(self.table) == sorted(self.table) and self.table[0] >= 0,
            f"table of desk {self.desk} (day {self.day}, session {self.session}) must not fall: {self.table[:5]}",
            code="table_falls",
            field="row.table",
        )

    def tickets(self, tenths: int) -> int:
        """Most tickets with that many tenths."""
        if tenths <= 0:
            return 0
        return max(0, self.table[min(tenths, len(self.table) - 1)] + self.shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """What an officer is worth at a desk for one of its classes.

    tenths       : without a break.
    tenths_break : in the break session when he takes his break, by day type.
    days         : days on which the skill is valid; None: all.
    """

    desk: str
    tenths: int
    tenths_break: tuple[int, ...]
    skill_class: str = "all"
    days: frozenset[int] | None = None

    def __post_init__(self) -> None:
        require_between(self.tenths, 0, 100, "skill.tenths")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLimit:
    """Limits of an officer in one week. counter_minutes: before overtime. duty_minutes: never more."""

    counter_minutes: int
    duty_minutes: int
    max_days: int = 7

    def __post_init__(self) -> None:
        require_between(self.counter_minutes, 0, self.duty_minutes, "week_limit.counter_minutes")
        require_between(self.max_days, 0, 7, "week_limit.max_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One who may be posted.

    agency          : None for a pooled officer.
    available       : for each day, for each session.
    weeks           : one limit for each week of the horizon.
    fairness_group  : burdens are evened out inside it; None: left out.
    burden_before, sessions_before : burden and available sessions of the published weeks that are carried over.
    wishes          : (day, session, weight) he would rather not work.
    horizon_minutes : most minutes over all weeks (month limit); None: no limit.
    """

    id: str
    skills: tuple[Skill, ...]
    available: tuple[tuple[bool, ...], ...]
    weeks: tuple[WeekLimit, ...]
    agency: str | None = None
    supervisor: bool = False
    fairness_group: str | None = None
    burden_before: int = 0
    sessions_before: int = 0
    wishes: tuple[tuple[int, int, int], ...] = ()
    horizon_minutes: int | None = None

    def __post_init__(self) -> None:
        require_text(self.id, "officer.id")
        require(bool(self.weeks), f"officer {self.id} has no week limit", code="no_week_limit", field="officer.weeks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two officers who must not share a desk and session, or a junior who needs one of his seniors beside him.

    kind : "never_together", or "senior_of" (officer is a senior of other, who is new).
    """

    officer: str
    other: str
    kind: str

    def __post_init__(self) -> None:
        known = ("never_together", "senior_of")
        require(self.kind in known, f"pair kind {self.kind!r} is none of {known}", code="pair_kind", field="pair.kind")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Posting:
    """An officer at a desk in a session. counter "" and break_kind None: still open; break_kind 0: no break."""

    officer: str
    day: int
    session: int
    desk: str
    counter: str = ""
    break_kind: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What shortfalls cost, in fifths of a visit (defaults as the bench, DESIGN.md 6)."""

    cover: int = 30
    presence: int = 80
    officer_missing: int = 40
    supervisor: int = 20
    deep_factor: int = 3
    deep_from_tenths: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mall over one or more weeks.

    fixed     : postings that must stand (pins, rosters of `as_given` agencies); counter and break may be open.
    forbidden : (officer, day, session, desk) refused or not allowed; desk "" means any desk.
    published : the roster already announced, None before publication.
    absent    : (officer, day) reported away after publication.
    """

    sessions: tuple[str, ...]
    days: tuple[Day, ...]
    agencies: tuple[Agency, ...]
    desks: tuple[Desk, ...]
    counters: tuple[Counter, ...]
    officers: tuple[Officer, ...]
    desk_days: tuple[DeskDay, ...]
    rows: tuple[Row, ...]
    day_types: tuple[str, ...] = ("ordinary",)
    pairs: tuple[Pair, ...] = ()
    fixed: tuple[Posting, ...] = ()
    forbidden: frozenset[tuple[str, int, int, str]] = frozenset()
    published: tuple[Posting, ...] | None = None
    absent: frozenset[tuple[str, int]] = frozenset()
    prices: Prices = field(default_factory=Prices)
    rule_set: RuleSet = LOKETPLAN_1

    def __post_init__(self) -> None:
        for kind, ids in self._ids().items():
            require(len(set(ids)) == len(ids), f"{kind} ids are not unique", code="id_twice", field=kind)
        agencies, desks = set(self._ids()["agencies"]), set(self._ids()["desks"])
        _known("desk.agency", (desk.agency for desk in self.desks), agencies)
        _known("counter.agency", (counter.agency for counter in self.counters), agencies)
        _known("counter.desk", (counter.desk for counter in self.counters if counter.desk is not None), desks)
        _known("officer.agency", (officer.agency for officer in self.officers if officer.agency is not None), agencies)
        _known("row.desk", (row.desk for row in self.rows), desks)
        _known("desk_day.desk", (desk_day.desk for desk_day in self.desk_days), desks)
        for officer in self.officers:
            self._check_officer(officer, desks)

    def _ids(self) -> dict[str, list[str]]:
        return {
            "agencies": [agency.id for agency in self.agencies],
            "desks": [desk.id for desk in self.desks],
            "counters": [counter.id for counter in self.counters],
            "officers": [officer.id for officer in self.officers],
        }

    def _check_officer(self, officer: Officer, desks: set[str]) -> None:
        _known(f"skill of officer {officer.id}", (skill.desk for skill in officer.skills), desks)
        weeks = 1 + max((day.week for day in self.days), default=0)
        require(
            len(officer.weeks) == weeks,
            f"officer {officer.id} has {len(officer.weeks)} week limits for {weeks} weeks",
            code="weeks_missing",
            field="officer.weeks",
        )
        require(
            [len(day) for day in officer.available] == [len(self.sessions)] * len(self.days),
            f"availability of officer {officer.id} is not {len(self.days)} days of {len(self.sessions)} sessions",
            code="availability_shape",
            field="officer.available",
        )


def _known(field_name: str, ids: Iterable[str], known: set[str]) -> None:
    unknown = sorted(set(ids) - known)
    require(not unknown, f"{field_name} names unknown {unknown[:3]}", code="unknown_id", field=field_name)


def canonical(problem: Problem) -> Problem:
    """The same problem with every tuple sorted by id, so that input order cannot change a result."""
    officers = tuple(
        replace(officer, skills=tuple(sorted(officer.skills, key=lambda s: (s.desk, s.skill_class))))
        for officer in sorted(problem.officers, key=lambda officer: officer.id)
    )
    return replace(
        problem,
        agencies=tuple(sorted(problem.agencies, key=lambda agency: agency.id)),
        desks=tuple(sorted(problem.desks, key=lambda desk: desk.id)),
        counters=tuple(sorted(problem.counters, key=lambda counter: counter.id)),
        officers=officers,
        desk_days=tuple(sorted(problem.desk_days, key=lambda d: (d.desk, d.day))),
        rows=tuple(sorted(problem.rows, key=lambda row: (row.desk, row.day, row.session, row.classes))),
        pairs=tuple(sorted(problem.pairs, key=lambda pair: (pair.kind, pair.officer, pair.other))),
        fixed=tuple(sorted(problem.fixed, key=_place)),
        published=None if problem.published is None else tuple(sorted(problem.published, key=_place)),
    )


def _place(posting: Posting) -> tuple[str, int, int]:
    return posting.officer, posting.day, posting.session


def problem_hash(problem: Problem) -> str:
    """SHA-256 of the canonical problem; equal for equal problems in any input order."""
    text = json.dumps(asdict(canonical(problem)), sort_keys=True, default=lambda value: sorted(value, key=repr))
    return hashlib.sha256(text.encode()).hexdigest()
