"""A plan: the roster of a week, its quotas, their proof, what is short and why. The file CONTRACTS.md describes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from planner.domain.checks import require, require_between
from planner.domain.demand import DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.ids import AgencyId, CounterId, DeskId, OfficerId, ServiceId, SessionId, WindowId
from planner.domain.mall import Mall

PLAN_FORMAT = "loketplan-plan/1"


class PostingSource(StrEnum):
    """Where a posting comes from: the solver, a proposal to the agency, or the agency's own roster."""

    PLANNED = "planned"
    REQUEST = "request"
    AS_GIVEN = "as_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An officer sits at a desk in one session of one day. break_start None: no break in this session."""

    officer: OfficerId
    day: date
    session: SessionId
    desk: DeskId
    counter: CounterId | None = None
    break_start: time | None = None
    break_minutes: int = 0
    pinned: bool = False
    source: PostingSource = PostingSource.PLANNED
    confirmed: bool = True

    def __post_init__(self) -> None:
        require_between(self.break_minutes, 0, 180, "posting.break_minutes")
        require(
            (self.break_start is None) == (self.break_minutes == 0),
            f"break of {self.officer} on {self.day}: start {self.break_start}, {self.break_minutes} minutes",
            code="break_half_given",
            field="posting.break_start",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Tickets one desk may issue in one release window.

    service : None for the desk as a whole; a sub-quota names its service.
    tickets : whole visits, 0 closes the window.
    capacity_tickets : what the promise alone allows; lowered_by_proof: what the proof run took off.
    caps    : other caps by name (counters, equipment, supplies, own_cap, change), in tickets of this window.
    issued  : already handed out; a quota never falls below it.
    binding, next_binding : names of what binds, and of what would bind next.
    """

    desk: DeskId
    day: date
    window: WindowId
    tickets: int
    capacity_tickets: int
    service: ServiceId | None = None
    lowered_by_proof: int = 0
    issued: int = 0
    caps: Mapping[str, int]
    binding: str
    next_binding: str = ""

    def __post_init__(self) -> None:
        require_between(self.capacity_tickets, 0, 100_000, "quota.capacity_tickets")
        require_between(self.lowered_by_proof, 0, 100_000, "quota.lowered_by_proof")
        if self.tickets < self.issued:
            raise InvalidValue(
                f"quota {self.tickets} of {self.desk} on {self.day} ({self.window}) is below the {self.issued} "
                "tickets already issued",
                code="quota_below_issued",
                field="tickets",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRange:
    """Between which the tickets of a desk-day lie as long as arrivals or minutes are not measured.

    tickets : the desk's quotas of the day added up. causes: what is not measured, of `arrivals` and `minutes`.
    """

    desk: DeskId
    day: date
    tickets: int
    low: int
    high: int
    causes: tuple[str, ...]

    def __post_init__(self) -> None:
        require(
            0 <= self.low <= self.tickets <= self.high,
            f"range {self.low}-{self.high} of {self.desk} on {self.day} does not hold its {self.tickets} tickets",
            code="range_order",
            field="ranges.low",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """A figure of a desk that nobody measured, and what measuring it is worth, in tickets over the days planned.

    figure : `arrivals` or `minutes`. wide: width of the desk's ranges added up; narrower: what goes when it is known.
    """

    desk: DeskId
    figure: str
    wide: int
    narrower: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowProof:
    """Waits of the admitted of one window; service None for all, `visitors` all, ordinary or priority."""

    window: WindowId
    admitted: float
    share_within: float
    wait_p90_minutes: float
    service: ServiceId | None = None
    visitors: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the simulation of a desk-day under forecast demand gave. Means per day, in visits.

    pattern : text of who sits there when; equal patterns share a proof.
    demand_mean = served + left + turned_away, always.
    """

    desk: DeskId
    day: date
    pattern: str
    days: int
    seed: int
    demand_mean: float
    served: float
    turned_away: float
    left: float
    wait_p90_minutes: float
    share_within: float
    finish_probability: float
    overtime_officer_minutes: float
    kept: bool
    windows: tuple[WindowProof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageValue:
    """One stage of the roster: value, proven bound (None without one), relative gap, and the unit of both."""

    stage: str
    value: int
    unit: str
    bound: int | None = None
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDayCapacity:
    """Tickets the table model allows at a desk and day, and what simulation of the same posting gave."""

    desk: DeskId
    day: date
    table_tickets: int
    simulated_tickets: int


class RemedyKind(StrEnum):
    """Things one can do about a short desk-day."""

    WINDOW_SPLIT = "window_split"
    LUNCH_COVER = "lunch_cover"
    LAST_TICKET = "last_ticket"
    MOVE_OFFICER = "move_officer"
    ADD_OFFICER = "add_officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One measure tried by simulation on one desk-day: tickets before and after, visits served more."""

    kind: RemedyKind
    desk: DeskId
    day: date
    tickets_before: int
    tickets_after: int
    served_more: float
    officer: OfficerId | None = None
    from_desk: DeskId | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something the week lacks, in its own unit, with the rules that bind.

    kind    : turned_away, or the rule that counts it: lunch_cover, minimum_presence, agency_presence,
              supervisor_present.
    amount, unit : visits, half-hours, officers or sessions.
    officers: who could fill it; reasons: for each what stops him, as sentences in Bahasa Indonesia.
    reasons_en : the same in English, in the same order; none in plans of before they were kept.
    """

    kind: str
    desk: DeskId | None
    day: date
    amount: float
    unit: str
    agency: AgencyId | None = None
    session: SessionId | None = None
    officers: tuple[OfficerId, ...] = ()
    reasons: tuple[str, ...] = ()
    reasons_en: tuple[str, ...] = ()

    def reasons_in(self, language: str) -> tuple[str, ...]:
        """The sentences in a language, `id` or `en`; in Bahasa Indonesia where no other is kept."""
        return self.reasons_en if language == "en" and self.reasons_en else self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFinding:
    """Something a reader of the plan must know, in both languages."""

    code: str
    text_id: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Where a plan comes from: enough to make it again and to see that nobody changed it.

    input_hash, content_hash : SHA-256 of the canonical JSON of the input, and of the whole plan without this field.
    seconds : wall seconds by step.
    """

    input_hash: str
    created_at: datetime
    author: str
    versions: Mapping[str, str]
    seed: int
    parameters: Mapping[str, str]
    rule_set: tuple[str, ...]
    seconds: Mapping[str, float]
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInput:
    """The snapshot a checker needs: the mall as it was (calendar of the planned days merged in), and the days planned.

    history_hash : SHA-256 of the visits used.
    """

    mall: Mall
    days: tuple[date, ...]
    history_hash: str
    history_last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One week planned and proved.

    ranges     : of desk-days whose quota rests on something that is not measured; none where all is.
    unmeasured : those figures, the one first whose measuring would narrow the ranges most.
    """

    passport: Passport
    input: PlanInput
    forecast: tuple[DemandForecast, ...]
    postings: tuple[Posting, ...]
    quotas: tuple[Quota, ...]
    proofs: tuple[Proof, ...]
    stages: tuple[StageValue, ...]
    table_minus_simulation: tuple[DeskDayCapacity, ...]
    shortfalls: tuple[Shortfall, ...]
    remedies: tuple[Remedy, ...]
    findings: tuple[PlanFinding, ...]
    ranges: tuple[QuotaRange, ...] = ()
    unmeasured: tuple[Unmeasured, ...] = ()
    format: str = PLAN_FORMAT
