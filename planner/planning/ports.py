"""What the use cases, the pages and the commands ask of the store and the clock. `planner/store` answers it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from planner.domain.demand import DemandForecast
from planner.domain.errors import PlannerError
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week, Zone
from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.planning.stored import (
    Actor,
    Adjustment,
    AgencyAnswer,
    ApiKey,
    AuditEntry,
    AuditFilter,
    Import,
    ImportContent,
    ImportCounts,
    IssuedForecast,
    IssuedTickets,
    Job,
    JobRequest,
    MallVersion,
    NoticeWords,
    PlanEntry,
    PrivateKind,
    Progress,
    QuotaOverride,
    ResultEntry,
    SignIn,
    User,
)


class StoreUnavailable(PlannerError):
    """The store cannot answer now; the same request may succeed later.

    code: store_busy (somebody writes longer than 5 s), store_full (no space left), store_unreachable.
    """


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """This moment, in UTC."""


def today(clock: Clock, zone: Zone) -> date:
    """The date at the mall, whatever the zone of the machine."""
    return clock.now().astimezone(ZoneInfo(zone.tz_name)).date()


class MallStore(Protocol):
    """The mall, every version of it."""

    def find(self, version: int | None = None) -> Mall | None:
        """The mall as of a version, the newest by default; None before the first import."""

    def get(self, version: int | None = None) -> Mall:
        """As `find`; raises NotFound (`no_mall`) when there is none."""

    def version(self) -> int:
        """Number of the newest version, 0 when there is none."""

    def versions(self, limit: int = 50) -> Sequence[MallVersion]:
        """Changes, newest first."""

    def save(self, mall: Mall, based_on: int | None = None) -> int:
        """Keep a changed mall and return its version; nothing happens when it is the same.

        Raises Conflict (`mall_changed`) when `based_on` is given and is not the newest version.
        """


class HistoryStore(Protocol):
    """What was counted: of rows for the same thing, the latest import's."""

    def load(self, first_day: date | None = None, last_day: date | None = None, *, tickets: bool = False) -> History:
        """Counts from `first_day` to `last_day`, both included; tickets only when asked for, they are many."""


class ImportStore(Protocol):
    """Files taken in. Counts and mall of the current state come from those not undone."""

    def preview(self, content: ImportContent) -> ImportCounts:
        """What `add` would change."""

    def add(self, content: ImportContent) -> tuple[Import, bool]:
        """Take a file in. False beside the earlier import when the same file is in and nothing would change.

        Raises InvalidValue (`duplicate`) when two rows of the file are about the same thing.
        """

    def undo(self, import_id: int) -> Import:
        """Bring back what the import replaced, as if it had never been taken in.

        Raises Conflict: `already_undone`; `changed_since` when a later import brought the mall, or when a part of the
        mall that this one changed was changed again since. Imports of counts can be undone in any order.
        """

    def entries(self, limit: int = 50) -> Sequence[Import]:
        """Imports, newest first."""


class ForecastStore(Protocol):
    """Forecasts as issued, and people's numbers beside them."""

    def issue(self, forecasts: Sequence[DemandForecast], origin: date) -> IssuedForecast:
        """Keep forecasts made from history up to `origin`."""

    def latest(self) -> IssuedForecast | None:
        """The newest issue."""

    def issued(self, first_day: date, last_day: date) -> Sequence[IssuedForecast]:
        """Every issue with its rows for those days, oldest first: for comparing with what came."""

    def adjust(self, adjustment: Adjustment) -> Adjustment:
        """Put a person's number beside the model's."""

    def withdraw(self, adjustment_id: int) -> None:
        """Let the model's number hold again; raises NotFound."""

    def adjustments(self, first_day: date, last_day: date) -> Sequence[Adjustment]:
        """Adjustments that touch those days, oldest first, so that the last one holds."""


class PlanStore(Protocol):
    """Plans by week and version."""

    def save(self, plan: Plan, *, based_on: str | None = None, job: int | None = None) -> PlanEntry:
        """Keep a plan as the draft of its week; the draft before it is superseded.

        Of drafts that were never published the content of the last 30 a week is kept, for undoing edits.

        Raises Conflict (`plan_changed`) when `based_on` is given and a newer plan of the week exists. Of one job only
        the first plan is kept: a second `save` with the same job returns the first entry.
        """

    def get(self, plan_id: str) -> Plan:
        """The plan; raises NotFound (`unknown_plan`)."""

    def document(self, plan_id: str) -> str:
        """The text of its plan file, as `plan_file.write_plan` writes it; raises NotFound."""

    def entry(self, plan_id: str) -> PlanEntry:
        """The entry of a plan; raises NotFound."""

    def entries(self, week: Week | None = None, limit: int = 50) -> Sequence[PlanEntry]:
        """Entries, newest first, of one week or of all."""

    def find_draft(self, week: Week) -> PlanEntry | None:
        """The draft of a week."""

    def find_published(self, week: Week) -> PlanEntry | None:
        """The published plan of a week."""

    def find_newest(self, week: Week) -> PlanEntry | None:
        """The plan of a week that edits start from: the draft, else the published one."""

    def find_in_force(self, week: Week) -> PlanEntry | None:
        """The plan of a week that the mall works by: the published one, else the draft."""

    def live(self, limit: int = 200) -> Sequence[PlanEntry]:
        """Drafts and published plans of all weeks, newest first, however many versions are over."""

    def publish(self, plan_id: str) -> PlanEntry:
        """Make the draft the published plan of its week, the one before it superseded.

        Raises Conflict (`not_a_draft`) for any other plan.
        """

    def set_current_input(self, week: Week, input_hash: str) -> Sequence[PlanEntry]:
        """Say what the input of a week is now; returns its draft and published plan, each marked stale or not."""


class FloorStore(Protocol):
    """What changes on the floor: overridden quotas, tickets handed out, agencies' answers, the words of the notice."""

    def override(self, override: QuotaOverride) -> QuotaOverride:
        """Set a quota by hand; an earlier override of the same quota ends."""

    def end_override(self, override_id: int) -> None:
        """Let the computed quota hold again; raises NotFound."""

    def overrides(self, first_day: date, last_day: date) -> Sequence[QuotaOverride]:
        """Overrides in force now for those days."""

    def record_issued(self, issued: IssuedTickets) -> IssuedTickets:
        """Note how many tickets are out, unless what is noted is of a later moment; gives what holds."""

    def issued(self, first_day: date, last_day: date) -> Sequence[IssuedTickets]:
        """Tickets out, the last note of each window."""

    def answer(self, answer: AgencyAnswer) -> None:
        """Keep an agency's word on a plan, in place of its earlier one."""

    def answers(self, week: Week) -> Sequence[AgencyAnswer]:
        """Answers for a week's plans, oldest first."""

    def notice_words(self) -> NoticeWords:
        """What the mall itself tells citizens in the notice; nothing before somebody wrote it."""

    def set_notice_words(self, words: NoticeWords) -> None:
        """Put other words in the place of those."""


class PrivateStore(Protocol):
    """Personal data. Every reading leaves an audit row, so reading needs a unit of work that writes."""

    def put(self, kind: PrivateKind, subject: str, value: str) -> None:
        """Keep a value of an officer, or of a leave by `leave_key`; "" removes it."""

    def read(self, kind: PrivateKind, subject: str) -> str | None:
        """The value, None when there is none. Logged with the reason of the unit of work."""


def leave_key(leave: Leave) -> str:
    """Name of a leave for its reason in the private store."""
    sessions = "all" if leave.sessions is None else "+".join(leave.sessions)
    return f"{leave.officer}/{leave.first_day}/{leave.last_day}/{sessions}"


class ResultStore(Protocol):
    """Results by key, so that the same question is answered at once."""

    def put(self, key: str, kind: str, document: Mapping[str, Any]) -> None:
        """Keep a JSON document; the same key again replaces it."""

    def find(self, key: str) -> Mapping[str, Any] | None:
        """The document of that key."""

    def entries(self, kind: str, limit: int = 50) -> Sequence[ResultEntry]:
        """What is kept of a kind, newest first, without the documents."""

    def remove(self, key: str) -> bool:
        """Forget a document; False when there was none."""


class UserStore(Protocol):
    """Who may sign in. Passwords: 12 to 128 characters, no common ones; InvalidValue (`password_...`) else."""

    def add(self, user: User, password: str) -> None:
        """Raises Conflict (`user_exists`)."""

    def get(self, name: str) -> User:
        """Raises NotFound (`unknown_user`)."""

    def all(self) -> Sequence[User]:
        """Users by name."""

    def update(self, user: User) -> None:
        """Change name, role, agency or disable; a changed role or a disabled user is signed out everywhere."""

    def set_password(self, name: str, password: str, *, must_change: bool = False) -> None:
        """Set the password and sign the user out everywhere."""

    def add_key(self, key: ApiKey) -> str:
        """Make a key of a machine; its secret, which is told only now. Raises Conflict (`key_exists`)."""

    def keys(self) -> Sequence[ApiKey]:
        """Keys by name, the revoked ones too."""

    def revoke_key(self, name: str) -> None:
        """End a key at once; raises NotFound (`unknown_key`) without one in force."""


class AuditStore(Protocol):
    """Changes, readable; written by the store itself."""

    def entries(self, wanted: AuditFilter, limit: int = 100, before_id: int | None = None) -> Sequence[AuditEntry]:
        """Newest first; `before_id` continues a page."""


class UnitOfWork(Protocol):
    """One transaction: everything in it happens, with its audit rows, or nothing does."""

    @property
    def mall(self) -> MallStore: ...
    @property
    def history(self) -> HistoryStore: ...
    @property
    def imports(self) -> ImportStore: ...
    @property
    def forecasts(self) -> ForecastStore: ...
    @property
    def plans(self) -> PlanStore: ...
    @property
    def floor(self) -> FloorStore: ...
    @property
    def private(self) -> PrivateStore: ...
    @property
    def results(self) -> ResultStore: ...
    @property
    def users(self) -> UserStore: ...
    @property
    def audit(self) -> AuditStore: ...

    def stamp(self) -> str:
        """Short text that changes whenever mall or history do: a key for caching what is derived from them."""


class Accounts(Protocol):
    """Signing in and out; transactions of its own."""

    def sign_in(self, name: str, password: str, address: str) -> SignIn:
        """A session for the right password. The same answer, after the same time, for an unknown user.

        Throttled before the password is looked at: 5 failures in 15 minutes an account, 20 an hour an address.
        """

    def find_user(self, token: str) -> User | None:
        """Who holds this session; None when it ended: 30 minutes idle, 12 hours in all, signed out, user disabled."""

    def find_key(self, secret: str) -> ApiKey | None:
        """The key in force with that secret."""

    def sign_out(self, token: str) -> None:
        """End one session."""

    def change_password(self, name: str, old: str, new: str, address: str) -> SignIn:
        """As `sign_in` with the old password, then set the new one and end all other sessions."""


class JobStore(Protocol):
    """Jobs; transactions of its own. The first four are for those who ask, the others for the worker."""

    def ask(self, request: JobRequest, by: Actor) -> Job:
        """Queue a job; the one that is already queued or running when its kind and payload are the same."""

    def cancel(self, job_id: int, by: Actor, *, keep: bool = True) -> Job:
        """Ask for the end of a job; a queued one ends at once, a final one stays. Raises NotFound.

        keep: what it found so far, where that can be used, stays; else it is dropped.
        """

    def get(self, job_id: int) -> Job:
        """Raises NotFound (`unknown_job`)."""

    def entries(self, limit: int = 50, asked_by: str | None = None) -> Sequence[Job]:
        """Jobs, newest first."""

    def claim(self, owner: str) -> Job | None:
        """Take the oldest queued job; None when there is none. No two owners get the same one."""

    def beat(self, job: Job, progress: Progress) -> Job | None:
        """Show a sign of life and keep the progress; None when the job is no longer this owner's."""

    def finish(self, job: Job, result: str | None) -> bool:
        """Write the result, of a cancelled job too; False, and nothing written, when it is no longer this owner's."""

    def fail(self, job: Job, code: str, text: str) -> bool:
        """End the job with a reason; False when it is no longer this owner's."""

    def release(self, job: Job, *, counted: bool = True) -> Job:
        """Give up a job whose owner is gone, when it is still as it was seen: same owner, same beat.

        Queued again, after its third counted attempt failed (`worker_lost`), cancelled if that was asked.
        """

    def working(self) -> Sequence[Job]:
        """Jobs that somebody works on."""


class Store(Protocol):
    """Everything that is kept."""

    @property
    def clock(self) -> Clock: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def jobs(self) -> JobStore: ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A consistent view; whoever changes something in it gets NotAllowed (`read_only`)."""

    def write(self, by: Actor, reason: str = "") -> AbstractContextManager[UnitOfWork]:
        """A unit of work, kept when the block ends and dropped when it raises.

        Writers go one after another: open it late, and neither another one nor a job or sign-in inside it.
        """

    def is_ready(self) -> bool:
        """True when the store answers and has the tables this version needs."""

    def close(self) -> None:
        """Let go of all connections."""
