"""Records that the store keeps beside the plan's own: who acts, imports, plan entries, overrides, users, jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from planner.domain.checks import require, require_between, require_text
from planner.domain.demand import DemandForecast
from planner.domain.history import History
from planner.domain.ids import AgencyId, DeskId, ServiceId, WindowId
from planner.domain.mall import Mall
from planner.domain.periods import Week


class Role(StrEnum):
    """What a signed-in person is; anonymous people have none."""

    VIEWER = "viewer"
    AGENCY_HEAD = "agency_head"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """In whose name something is done. agency: the one an agency head stands for."""

    name: str
    role: Role
    agency: AgencyId | None = None

    def __post_init__(self) -> None:
        require_text(self.name, "actor.name")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One who may sign in. Only an agency head has an agency, and always one."""

    name: str
    full_name: str
    role: Role
    agency: AgencyId | None = None
    disabled: bool = False
    must_change_password: bool = False

    def __post_init__(self) -> None:
        require_text(self.name, "user.name")
        require(
            self.name == self.name.lower() and self.name.isprintable() and " " not in self.name,
            f"user name {self.name!r}: small letters without blanks are expected",
            code="user_name",
            field="user.name",
        )
        require_text(self.full_name, "user.full_name")
        require(
            (self.role is Role.AGENCY_HEAD) == (self.agency is not None),
            f"role {self.role} with agency {self.agency!r}: an agency head has one, nobody else does",
            code="user_agency",
            field="user.agency",
        )

    @property
    def actor(self) -> Actor:
        """The user as the one who does something."""
        return Actor(name=self.name, role=self.role, agency=self.agency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What a machine signs in with, without the secret. An administrator's rights are for people only."""

    name: str
    role: Role
    agency: AgencyId | None = None
    made_at: datetime | None = None
    made_by: str = ""
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        require(
            self.role is not Role.ADMIN,
            "a key cannot have the role admin",
            code="key_role",
            field="key.role",
        )
        _ = self.user

    @property
    def user(self) -> User:
        """The machine as the one who asks."""
        return User(name=f"key:{self.name}", full_name=self.name, role=self.role, agency=self.agency)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Answer to a sign-in: a session token, or none. wait_seconds: above 0 when there were too many failures."""

    token: str | None = None
    user: User | None = None
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MallVersion:
    """One change of the mall."""

    version: int
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContent:
    """What was read from one file or folder. file_hash: SHA-256 of its bytes. mall: None when it held counts only."""

    file_name: str
    file_hash: str
    history: History
    mall: Mall | None = None

    def __post_init__(self) -> None:
        require_text(self.file_name, "import.file_name")
        require_text(self.file_hash, "import.file_hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """Rows of an import against what is stored: new, the same, and changed; `mall_rows` added to or taken from it."""

    new: int = 0
    same: int = 0
    changed: int = 0
    mall_rows: int = 0

    @property
    def changes_anything(self) -> bool:
        """False when all rows are stored already."""
        return bool(self.new or self.changed or self.mall_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file that was taken in. mall_version: the mall's after it, None when it held counts only."""

    id: int
    file_name: str
    file_hash: str
    at: datetime
    by: str
    reason: str
    counts: ImportCounts
    mall_version: int | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedForecast:
    """Forecasts as they were issued, for showing later how good they were. origin: last day that was known."""

    id: int
    at: datetime
    by: str
    origin: date
    forecasts: tuple[DemandForecast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A person's number of visits a day beside the model's, for the days first to last. id: 0 until it is stored."""

    desk: DeskId
    first_day: date
    last_day: date
    visits: float
    reason: str
    service: ServiceId | None = None
    id: int = 0
    by: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        require_between(self.visits, 0, 100_000, "adjustment.visits")
        require_text(self.reason, "adjustment.reason")
        require(
            self.first_day <= self.last_day,
            f"adjustment ends {self.last_day} before it begins {self.first_day}",
            code="ends_before_start",
            field="adjustment.last_day",
        )


class PlanState(StrEnum):
    """At most one draft and one published plan a week; all others are superseded."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """A stored plan without its content. id: week and version, `2026-W13-v3`.

    stale    : the input of the week is no longer what the plan was made from.
    based_on : the plan it was edited from. job: the job that made it.
    """

    id: str
    week: Week
    version: int
    state: PlanState
    stale: bool
    input_hash: str
    content_hash: str
    author: str
    created_at: datetime
    seed: int
    saved_at: datetime
    saved_by: str
    reason: str
    based_on: str | None = None
    job: int | None = None
    published_at: datetime | None = None
    published_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaOverride:
    """A person's quota beside the computed one. channel: "" for all. broken_promise: what it costs, in words.

    ends_at: when the computed number holds again, None for never. id: 0 until it is stored.
    """

    desk: DeskId
    day: date
    window: WindowId
    tickets: int
    computed_tickets: int
    reason: str
    service: ServiceId | None = None
    channel: str = ""
    broken_promise: str = ""
    ends_at: datetime | None = None
    id: int = 0
    by: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        require_between(self.tickets, 0, 100_000, "override.tickets")
        require_between(self.computed_tickets, 0, 100_000, "override.computed_tickets")
        require_text(self.reason, "override.reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTickets:
    """Tickets handed out so far in one window. at: when that was so."""

    desk: DeskId
    day: date
    window: WindowId
    tickets: int
    service: ServiceId | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        require_between(self.tickets, 0, 100_000, "issued.tickets")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """What the mall itself tells citizens in the notice; "" where it says nothing.

    complaints : where they complain. announced: when quotas are announced. elsewhere: by agency, where else to go, in
                 place of its parent office.
    """

    complaints: str = ""
    announced: str = ""
    elsewhere: Mapping[AgencyId, str] = field(default_factory=dict)


class AnswerKind(StrEnum):
    """What an agency says to the proposal for its officers."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAnswer:
    """An agency's word on one plan. Why: a refusal gives its reason."""

    agency: AgencyId
    week: Week
    plan: str
    kind: AnswerKind
    reason: str = ""
    by: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        require(
            self.kind is AnswerKind.CONFIRMED or bool(self.reason.strip()),
            f"{self.agency} refuses {self.plan} without a reason",
            code="no_text",
            field="answer.reason",
        )


class PrivateKind(StrEnum):
    """Personal data kept apart. Nothing that plans, exports or logs reads it."""

    LEAVE_REASON = "leave_reason"
    NIP = "nip"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEntry:
    """A kept result, without its document. at: when it was put, UTC. by: who asked for it."""

    key: str
    kind: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change: who, when (UTC), what, before and after, without sensitive values. agency: the one concerned."""

    id: int
    at: datetime
    by: str
    role: str
    agency: AgencyId | None
    action: str
    key: str
    reason: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which audit entries are wanted; None for all. action: beginning of the action, `plan` finds `plan.published`."""

    agency: AgencyId | None = None
    by: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


MOST_ATTEMPTS = 3  # the first and two more
DROPPED = "dropped"  # reason code of a job whose end was asked for without keeping what there is


class JobState(StrEnum):
    """States of a job; DONE, FAILED and CANCELLED are final."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """True when the job will not change again."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is. best, bound, gap: of the roster's first stage, None before there is one.

    elapsed : seconds since its start. sentence, sentence_en: what a person reads, "" in English where an older version
    told it. kept: something usable is kept already, so that an end now loses only what would have become better.
    """

    elapsed: float = 0.0
    best: float | None = None
    bound: float | None = None
    gap: float | None = None
    sentence: str = ""
    sentence_en: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequest:
    """Work for the worker. payload: plain JSON. limit_seconds: the handler's own limit; 10 s later it is ended."""

    kind: str
    payload: Mapping[str, Any]
    limit_seconds: int = 300

    def __post_init__(self) -> None:
        require_text(self.kind, "job.kind")
        require_between(self.limit_seconds, 1, 86_400, "job.limit_seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands. result: key of what it made (a plan id, a result key). reason: code and text of a failure.

    owner : who works on it, a new name at each claim. beat: grows with each sign of life of the owner.
    """

    id: int
    kind: str
    payload: Mapping[str, Any]
    payload_hash: str
    limit_seconds: int
    state: JobState
    asked_by: Actor
    asked_at: datetime
    attempts: int = 0
    owner: str | None = None
    beat: int = 0
    progress: Progress | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    result: str | None = None
    reason_code: str = ""
    reason_text: str = ""
