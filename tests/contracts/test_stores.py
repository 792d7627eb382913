"""What every store keeps to. A new one adds itself to STORES and nothing else."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.errors import Conflict, InvalidValue, NotAllowed, NotFound
from planner.domain.history import History
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId, SessionId, WindowId
from planner.domain.periods import Week, Zone
from planner.domain.staff import Leave
from planner.planning.plan_file import plan_as_text
from planner.planning.ports import Store, leave_key, today
from planner.planning.stored import (
    Actor,
    Adjustment,
    AgencyAnswer,
    AnswerKind,
    AuditFilter,
    ImportContent,
    IssuedTickets,
    JobRequest,
    JobState,
    PlanState,
    PrivateKind,
    Progress,
    QuotaOverride,
    Role,
    User,
)
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate
from planner.store.sql_store import SqlStore
from tests.builders import a_mall, a_plan

RINA = Actor(name="rina", role=Role.MANAGER)
KTP, PAGI, DAY = DeskId("ktp"), WindowId("pagi"), date(2026, 3, 16)
WEEK = Week.parse("2026-W12")


class SetClock:
    """A clock that shows what the test says."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 13, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@contextmanager
def sqlite_store(folder: Path, clock: SetClock) -> Iterator[Store]:
    path = folder / "loketplan.db"
    migrate(sqlite_url(path))
    store = SqlStore(sqlite_url(path), clock)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def postgresql_store(_: Path, clock: SetClock) -> Iterator[Store]:
    """The database of LOKETPLAN_TEST_POSTGRESQL, emptied before each test."""
    url = os.environ[POSTGRESQL]
    migrate(url, "base")
    migrate(url)
    store = SqlStore(url, clock)
    try:
        yield store
    finally:
        store.close()


POSTGRESQL = "LOKETPLAN_TEST_POSTGRESQL"
Opened = Callable[[Path, SetClock], AbstractContextManager[Store]]
STORES: dict[str, Opened] = {"sqlite": sqlite_store}
if POSTGRESQL in os.environ:  # postgresql://user@host/an_empty_database; without a server only SQLite is tested
    STORES["postgresql"] = postgresql_store


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with STORES[request.param](tmp_path, clock) as opened:
        yield opened


def change(store: Store, reason: str = "") -> AbstractContextManager:
    return store.write(RINA, reason)


def audit_actions(store: Store, action: str | None = None) -> list[str]:
    with store.read() as view:
        return [entry.action for entry in view.audit.entries(AuditFilter(action=action))]


# Units of work


def test_a_unit_of_work_that_raises_leaves_nothing(store: Store) -> None:
    """Neither the change nor its audit row stays."""

    def save_and_fail() -> None:
        with change(store) as work:
            work.mall.save(a_mall())
            work.plans.publish("2026-W01-v1")

    with pytest.raises(NotFound):
        save_and_fail()
    with store.read() as view:
        assert (view.mall.find(), view.audit.entries(AuditFilter())) == (None, ())


def test_a_unit_of_work_for_reading_cannot_change(store: Store) -> None:
    """Refused by name, before anything is written."""
    with pytest.raises(NotAllowed, match="opened for reading"), store.read() as view:
        view.mall.save(a_mall())


def test_the_stamp_changes_with_mall_and_history_only(store: Store) -> None:
    """A cache keyed by it is right after imports, undone imports and changes of the mall, and kept otherwise."""
    stamps = []
    for step in (
        lambda work: work.mall.version(),
        lambda work: work.mall.save(a_mall()),
        lambda work: work.imports.add(ImportContent(file_name="a.csv", file_hash="a", history=History())),
        lambda work: work.imports.undo(1),
        lambda work: work.results.put("k", "what-if", {}),
    ):
        with change(store) as work:
            step(work)
        with store.read() as view:
            stamps.append(view.stamp())
    assert len(set(stamps)) == 4
    assert stamps[3] == stamps[4]


def test_every_change_has_one_audit_row_that_names_who_when_and_why(store: Store, clock: SetClock) -> None:
    """In the name, role and agency of the one who acts, at the moment of the clock, with the reason given."""
    head = Actor(name="budi", role=Role.AGENCY_HEAD, agency=AgencyId("pajak"))
    with store.write(head, "rapat 2 Maret") as work:
        work.floor.record_issued(IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=3))
    with store.read() as view:
        (entry,) = view.audit.entries(AuditFilter(agency=AgencyId("pajak")))
    assert (entry.by, entry.role, entry.agency) == ("budi", "agency_head", "pajak")
    assert (entry.at, entry.reason, entry.action) == (clock.moment, "rapat 2 Maret", "tickets.issued")
    assert (entry.before, entry.after) == (None, {"tickets": 3})


def test_audit_entries_are_filtered_and_paged(store: Store, clock: SetClock) -> None:
    """By beginning of the action, person and time; `before_id` continues where a page ended."""
    for tickets in (1, 2, 3):
        clock.moment += timedelta(hours=1)
        with change(store) as work:
            work.floor.record_issued(IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=tickets))
    with store.read() as view:
        entries = view.audit.entries
        first = entries(AuditFilter(action="tickets"), limit=2)
        assert [e.after["tickets"] for e in first] == [3, 2]
        assert [e.after["tickets"] for e in entries(AuditFilter(), before_id=first[-1].id)] == [1]
        assert [e.after["tickets"] for e in entries(AuditFilter(since=clock.moment))] == [3]
        assert [e.after["tickets"] for e in entries(AuditFilter(until=clock.moment - timedelta(hours=2)))] == [1]
        assert entries(AuditFilter(by="budi")) == ()
        assert entries(AuditFilter(action="tick_ts")) == ()


# Plans


def test_a_plan_comes_back_equal_and_its_document_is_the_plan_file(store: Store) -> None:
    """The text is what `write_plan` would write, so its hashes hold for `loketplan check`."""
    with change(store, "pekan depan") as work:
        entry = work.plans.save(a_plan())
    with store.read() as view:
        assert view.plans.get(entry.id) == a_plan()
        assert view.plans.document(entry.id) == plan_as_text(a_plan())
    assert (entry.id, entry.state, entry.stale) == ("2026-W06-v1", PlanState.DRAFT, False)
    passport = a_plan().passport
    assert (entry.input_hash, entry.content_hash) == (passport.input_hash, passport.content_hash)


def test_a_new_draft_supersedes_the_one_before(store: Store) -> None:
    """Versions count up by week; the older draft stays readable."""
    with change(store) as work:
        first, second = work.plans.save(a_plan()), work.plans.save(a_plan())
        assert [e.state for e in work.plans.entries(first.week)] == [PlanState.DRAFT, PlanState.SUPERSEDED]
        assert work.plans.find_draft(first.week) == second
        assert work.plans.get(first.id) == a_plan()


def test_old_drafts_lose_their_content_published_plans_never(store: Store) -> None:
    """31 edits after the published version 1: versions 3 to 32 are there to go back to, 2 is an entry only."""
    with change(store) as work:
        first = work.plans.publish(work.plans.save(a_plan()).id)
        for _ in range(31):
            last = work.plans.save(a_plan())
        assert (first.id, last.version) == ("2026-W06-v1", 32)
        assert work.plans.get(first.id) == a_plan()
        assert work.plans.get("2026-W06-v3") == a_plan()
        with pytest.raises(NotFound):
            work.plans.get("2026-W06-v2")
        assert work.plans.entry("2026-W06-v2").state is PlanState.SUPERSEDED


def test_publishing_leaves_one_published_plan_a_week(store: Store, clock: SetClock) -> None:
    """The one before is superseded; who and when are kept."""
    with change(store) as work:
        first = work.plans.publish(work.plans.save(a_plan()).id)
        second = work.plans.publish(work.plans.save(a_plan()).id)
        assert work.plans.entry(first.id).state is PlanState.SUPERSEDED
        assert work.plans.find_published(first.week) == second
    assert (second.published_by, second.published_at) == ("rina", clock.moment)


def test_live_plans_are_found_behind_any_number_of_versions(store: Store) -> None:
    """Sixty edits after publishing: the draft and the published plan of the week, the sixty-one others are over."""
    with change(store) as work:
        first = work.plans.publish(work.plans.save(a_plan()).id)
        for _ in range(60):
            last = work.plans.save(a_plan())
        assert [entry.id for entry in work.plans.live()] == [last.id, first.id]


def test_the_newest_plan_is_edited_the_one_in_force_is_followed(store: Store) -> None:
    """With a draft and a published plan the two differ; with one plan they are that one, without any none."""
    with change(store) as work:
        week = Week.of(a_plan().input.days[0])
        assert (work.plans.find_newest(week), work.plans.find_in_force(week)) == (None, None)
        draft = work.plans.save(a_plan())
        assert work.plans.find_newest(week) == work.plans.find_in_force(week) == draft
        published = work.plans.publish(draft.id)
        assert work.plans.find_newest(week) == work.plans.find_in_force(week) == published
        newest = work.plans.save(a_plan())
        assert (work.plans.find_newest(week), work.plans.find_in_force(week)) == (newest, published)


def test_only_a_draft_can_be_published(store: Store) -> None:
    """A superseded or published plan is a conflict: somebody else was faster."""
    with change(store) as work:
        entry = work.plans.save(a_plan())
        work.plans.publish(entry.id)
        with pytest.raises(Conflict, match="is published, not a draft"):
            work.plans.publish(entry.id)


def test_two_editors_never_overwrite_each_other(store: Store) -> None:
    """Both edit version 1; the second to save is told of version 2."""
    with change(store) as work:
        base = work.plans.save(a_plan())
        work.plans.save(a_plan(), based_on=base.id)
        with pytest.raises(Conflict, match="2026-W06-v2 of 2026-W06 is newer than 2026-W06-v1"):
            work.plans.save(a_plan(), based_on=base.id)


def test_one_job_makes_one_plan(store: Store) -> None:
    """A job run again after its worker was lost returns the plan it had already saved."""
    job = store.jobs.ask(JobRequest(kind="plan", payload={}), RINA)
    with change(store) as work:
        first = work.plans.save(a_plan(), job=job.id)
        assert work.plans.save(a_plan(), job=job.id) == first
        assert len(work.plans.entries()) == 1


def test_plans_are_stale_when_the_input_is_another(store: Store) -> None:
    """And no longer when the input is again what it was; a superseded plan is left alone."""
    with change(store) as work:
        old, draft = work.plans.save(a_plan()), work.plans.save(a_plan())
        assert [e.stale for e in work.plans.set_current_input(draft.week, "other")] == [True]
        assert not work.plans.entry(old.id).stale
        assert [e.stale for e in work.plans.set_current_input(draft.week, draft.input_hash)] == [False]
    assert audit_actions(store, "plan")[:2] == ["plan.fresh", "plan.stale"]


def test_an_unknown_plan_is_not_found(store: Store) -> None:
    """Entry, plan and document alike."""
    with store.read() as view:
        for ask in (view.plans.get, view.plans.document, view.plans.entry):
            with pytest.raises(NotFound, match="no plan '2026-W01-v9'"):
                ask("2026-W01-v9")


# Forecasts, floor, private data, results


def a_forecast(day: date, mean: float) -> DemandForecast:
    return DemandForecast(desk=KTP, day=day, mean=mean, quantiles=(mean,) * len(QUANTILE_LEVELS), method="uji")


def test_every_issued_forecast_is_kept(store: Store) -> None:
    """The newest is the one to use; the earlier ones show how good they were for a day that has come."""
    origin = DAY - timedelta(days=3)
    with change(store) as work:
        assert work.forecasts.latest() is None
        first = work.forecasts.issue([a_forecast(DAY, 10), a_forecast(DAY + timedelta(days=1), 11)], origin)
        second = work.forecasts.issue([a_forecast(DAY, 12)], origin)
        assert work.forecasts.latest() == second
        assert work.forecasts.issued(DAY, DAY) == (replace(first, forecasts=first.forecasts[:1]), second)


def test_an_adjustment_stands_beside_the_forecast_until_withdrawn(store: Store) -> None:
    """With who and when; found for every day it touches."""
    adjustment = Adjustment(
        desk=KTP, service=ServiceId("rekam"), first_day=DAY, last_day=DAY + timedelta(days=4), visits=90, reason="SPMB"
    )
    with change(store) as work:
        made = work.forecasts.adjust(adjustment)
        assert replace(made, id=0, by="", at=None) == adjustment
        assert made.by == "rina"
        assert work.forecasts.adjustments(DAY + timedelta(days=4), DAY + timedelta(days=9)) == (made,)
        assert work.forecasts.adjustments(DAY + timedelta(days=5), DAY + timedelta(days=9)) == ()
        work.forecasts.withdraw(made.id)
        assert work.forecasts.adjustments(DAY, DAY) == ()
        with pytest.raises(NotFound):
            work.forecasts.withdraw(made.id)


def an_override(tickets: int = 40, **changes: object) -> QuotaOverride:
    values = {"desk": KTP, "day": DAY, "window": PAGI, "computed_tickets": 64, "reason": "printer rusak"}
    return QuotaOverride(tickets=tickets, **{**values, **changes})


def test_the_last_override_of_a_quota_holds_until_it_ends(store: Store, clock: SetClock) -> None:
    """Set twice, the second holds; at its end the computed number holds again, which stood beside it all the time."""
    with change(store) as work:
        work.floor.override(an_override(tickets=30))
        last = work.floor.override(an_override(ends_at=clock.moment + timedelta(hours=2)))
        work.floor.override(an_override(channel="online", tickets=5))
        assert [o.tickets for o in work.floor.overrides(DAY, DAY)] == [40, 5]
    clock.moment += timedelta(hours=2)
    with change(store) as work:
        assert [o.channel for o in work.floor.overrides(DAY, DAY)] == ["online"]
        work.floor.end_override(last.id)
        with pytest.raises(NotFound):
            work.floor.end_override(last.id)
    with store.read() as view:
        entry = view.audit.entries(AuditFilter(action="quota.override_ended"))[0]
        assert (entry.before, entry.after) == ({"tickets": 40}, {"tickets": 64})


def test_issued_tickets_show_the_last_note_of_each_window(store: Store, clock: SetClock) -> None:
    """12, then 15: fifteen are out, and the audit row tells both."""
    with change(store) as work:
        for tickets in (12, 15):
            work.floor.record_issued(IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=tickets))
        assert work.floor.issued(DAY, DAY) == (
            IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=15, at=clock.moment),
        )
        entry = work.audit.entries(AuditFilter())[0]
        assert (entry.before, entry.after) == ({"tickets": 12}, {"tickets": 15})


def test_an_older_note_of_tickets_changes_nothing(store: Store, clock: SetClock) -> None:
    """15 at the stroke of the hour stands against 12 of a minute before, which leaves no trace; 14 without a moment
    is of now, as when somebody corrects by hand, and stands."""
    past = clock.moment - timedelta(hours=1)
    minute = timedelta(minutes=1)

    def note(tickets: int, at: datetime | None) -> int:
        with change(store) as work:
            noted = IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=tickets, at=at)
            return work.floor.record_issued(noted).tickets

    assert [note(15, past), note(12, past - minute), note(16, past), note(14, None)] == [15, 15, 16, 14]
    with store.read() as view:
        assert [i.tickets for i in view.floor.issued(DAY, DAY)] == [14]
        assert [e.after["tickets"] for e in view.audit.entries(AuditFilter(action="tickets"))] == [14, 16, 15]


def test_a_clock_that_runs_ahead_shuts_nobody_out(store: Store, clock: SetClock) -> None:
    """A message from tomorrow counts as of now: the next one, a minute on, stands."""
    with change(store) as work:
        ahead = IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=12, at=clock.moment + timedelta(days=1))
        assert work.floor.record_issued(ahead).at == clock.moment
    clock.moment += timedelta(minutes=1)
    with change(store) as work:
        on_time = IssuedTickets(desk=KTP, day=DAY, window=PAGI, tickets=15, at=clock.moment)
        assert work.floor.record_issued(on_time).tickets == 15


def test_an_agency_may_change_its_word(store: Store) -> None:
    """Confirmed, then refused with a reason: the refusal stands, and the agency sees both in its audit log."""
    with change(store) as work:
        plan = work.plans.save(a_plan())
        words = {"agency": AgencyId("pajak"), "week": plan.week, "plan": plan.id}
        work.floor.answer(AgencyAnswer(kind=AnswerKind.CONFIRMED, **words))
        work.floor.answer(AgencyAnswer(kind=AnswerKind.REFUSED, reason="dua cuti", **words))
        (answer,) = work.floor.answers(plan.week)
        assert (answer.kind, answer.reason, answer.by) == (AnswerKind.REFUSED, "dua cuti", "rina")
        assert len(work.audit.entries(AuditFilter(agency=AgencyId("pajak")))) == 2
    with pytest.raises(InvalidValue, match="without a reason"):
        AgencyAnswer(kind=AnswerKind.REFUSED, **words)


def test_the_reason_of_a_leave_is_kept_apart_and_its_reading_logged(store: Store) -> None:
    """The value stands in no audit row; that it was read, and why, does."""
    leave = Leave(officer=OfficerId("sari"), first_day=DAY, last_day=DAY, sessions=(SessionId("pagi"),))
    key = leave_key(leave)
    with change(store) as work:
        work.private.put(PrivateKind.LEAVE_REASON, key, "sakit gigi")
    with change(store, "pemeriksaan") as work:
        assert work.private.read(PrivateKind.LEAVE_REASON, key) == "sakit gigi"
        work.private.put(PrivateKind.LEAVE_REASON, key, "")
        assert work.private.read(PrivateKind.LEAVE_REASON, key) is None
        entries = work.audit.entries(AuditFilter(action="private"))
    assert [e.action for e in entries] == ["private.read", "private.removed", "private.read", "private.kept"]
    assert "gigi" not in str(entries)
    assert entries[2].reason == "pemeriksaan"
    with pytest.raises(NotAllowed), store.read() as view:
        view.private.read(PrivateKind.LEAVE_REASON, key)


def test_a_result_is_found_by_its_key(store: Store) -> None:
    """The same question is answered at once; putting it again replaces it."""
    with change(store) as work:
        work.results.put("k1", "what-if", {"turned_away": 3})
        work.results.put("k1", "what-if", {"turned_away": 4.5, "nama": "Café"})
        assert work.results.find("k1") == {"turned_away": 4.5, "nama": "Café"}
        assert work.results.find("k2") is None


# Users


def a_user(**changes: object) -> User:
    return User(**{"name": "budi", "full_name": "Budi S.", "role": Role.VIEWER, **changes})


def test_users_are_added_changed_and_listed_by_name(store: Store) -> None:
    """Added twice is a conflict; an unknown one is not found."""
    with change(store) as work:
        work.users.add(a_user(), "kuda-terbang-42")
        work.users.add(a_user(name="ani"), "kuda-terbang-42")
        work.users.update(a_user(role=Role.MANAGER))
        assert [(u.name, u.role) for u in work.users.all()] == [("ani", Role.VIEWER), ("budi", Role.MANAGER)]
        with pytest.raises(Conflict, match="'budi' already"):
            work.users.add(a_user(), "kuda-terbang-42")
        with pytest.raises(NotFound, match="no user 'cici'"):
            work.users.get("cici")
    assert "kuda" not in str(audit_actions(store))


@pytest.mark.parametrize(("role", "agency"), [(Role.AGENCY_HEAD, None), (Role.MANAGER, "pajak")])
def test_an_agency_belongs_to_an_agency_head_and_to_nobody_else(role: Role, agency: str | None) -> None:
    """A manager with an agency would see less than he should, a head without one more."""
    with pytest.raises(InvalidValue, match="an agency head has one"):
        a_user(role=role, agency=agency)


# Jobs


def ask(store: Store, **payload: object) -> int:
    return store.jobs.ask(JobRequest(kind="plan", payload=payload), RINA).id


def test_the_same_question_is_one_job_while_it_is_open(store: Store) -> None:
    """Queued and running alike; after its end it may be asked again."""
    first = ask(store, week="2026-W12")
    assert ask(store, week="2026-W12") == first
    assert ask(store, week="2026-W13") != first
    job = store.jobs.claim("w1")
    assert ask(store, week="2026-W12") == first
    store.jobs.finish(job, "plan-1")
    assert ask(store, week="2026-W12") != first


def test_jobs_are_claimed_in_order_and_once(store: Store) -> None:
    """Two workers get two jobs, a third none."""
    asked = [ask(store, n=1), ask(store, n=2)]
    assert [store.jobs.claim(w).id for w in ("w1", "w2")] == asked
    assert store.jobs.claim("w3") is None


def test_only_the_owner_writes_to_a_job(store: Store) -> None:
    """A worker that was thought lost comes back: its beat, result and failure are refused."""
    ask(store)
    first = store.jobs.claim("w1")
    store.jobs.release(first)
    second = store.jobs.claim("w2")
    assert store.jobs.beat(first, Progress()) is None
    assert not store.jobs.finish(first, "stale")
    assert not store.jobs.fail(first, "fault", "stale")
    assert store.jobs.finish(second, "fresh")
    assert store.jobs.get(first.id).result == "fresh"


def test_a_job_that_showed_life_is_not_released(store: Store) -> None:
    """Between the look and the release came a beat: the job stays where it is."""
    ask(store)
    seen = store.jobs.claim("w1")
    store.jobs.beat(seen, Progress())
    assert store.jobs.release(seen).state is JobState.RUNNING


def test_a_final_state_stays(store: Store) -> None:
    """Done, failed and cancelled jobs answer no claim, beat, result, failure, cancel or release."""
    for end in ("done", "failed", "cancelled"):
        job_id = ask(store, end=end)
        job = store.jobs.claim("w1")
        if end == "cancelled":
            store.jobs.cancel(job_id, RINA)
        ended = store.jobs.fail(job, "fault", "broken") if end == "failed" else store.jobs.finish(job, "r")
        assert ended
        before = store.jobs.get(job_id)
        assert before.state == end
        assert not store.jobs.finish(job, "later")
        assert not store.jobs.fail(job, "late", "later")
        assert store.jobs.beat(job, Progress()) is None
        assert store.jobs.cancel(job_id, RINA) == before
        assert store.jobs.release(job) == before
        assert store.jobs.claim("w1") is None


def test_a_queued_job_is_cancelled_at_once_a_running_one_by_its_owner(store: Store) -> None:
    """The running one keeps its best so far as the result."""
    queued = ask(store)
    assert store.jobs.cancel(queued, RINA).state is JobState.CANCELLED
    running = ask(store)
    job = store.jobs.claim("w1")
    assert store.jobs.cancel(running, RINA).state is JobState.CANCELLING
    assert store.jobs.finish(job, "best")
    ended = store.jobs.get(running)
    assert (ended.state, ended.result) == (JobState.CANCELLED, "best")
    assert audit_actions(store, "job") == ["job.cancelled", "job.asked", "job.cancelled", "job.asked"]


def test_a_lost_job_that_was_to_be_cancelled_is_cancelled(store: Store) -> None:
    """Nobody wants it any more, so nobody starts it again."""
    ask(store)
    job = store.jobs.claim("w1")
    store.jobs.cancel(job.id, RINA)
    assert store.jobs.release(job).state is JobState.CANCELLED


def test_a_job_lost_three_times_fails(store: Store) -> None:
    """At most 2 retries; an orderly return of the job does not count."""
    ask(store)
    store.jobs.release(store.jobs.claim("w0"), counted=False)
    states = [store.jobs.release(store.jobs.claim(f"w{n}")).state for n in range(3)]
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]


def test_jobs_are_listed_newest_first_and_unknown_ones_not_found(store: Store) -> None:
    """Of one person when asked for; those in work apart."""
    first, second = ask(store, n=1), ask(store, n=2)
    other = Actor(name="budi", role=Role.MANAGER)
    third = store.jobs.ask(JobRequest(kind="plan", payload={"n": 3}), other).id
    assert [j.id for j in store.jobs.entries()] == [third, second, first]
    assert [j.id for j in store.jobs.entries(asked_by="budi")] == [third]
    assert store.jobs.working() == ()
    store.jobs.claim("w1")
    assert [j.id for j in store.jobs.working()] == [first]
    with pytest.raises(NotFound, match="no job 99"):
        store.jobs.get(99)
    with pytest.raises(NotFound, match="no job 99"):
        store.jobs.cancel(99, RINA)


# Time


@pytest.mark.parametrize(("zone", "day"), [(Zone.WIB, 12), (Zone.WITA, 13), (Zone.WIT, 13)])
def test_today_is_the_malls(clock: SetClock, zone: Zone, day: int) -> None:
    """At 16:30 UTC it is 23:30 of the 12th in Jakarta and past midnight further east."""
    clock.moment = datetime(2026, 3, 12, 16, 30, tzinfo=UTC)
    assert today(clock, zone) == date(2026, 3, day)


def test_a_moment_of_another_zone_is_kept_as_the_same_moment(store: Store, clock: SetClock) -> None:
    """A clock that tells WITA time gives the same stored moment as one that tells UTC."""
    clock.moment = clock.moment.astimezone(ZoneInfo(Zone.WITA.tz_name))
    with change(store) as work:
        entry = work.plans.save(a_plan())
    assert (entry.saved_at, entry.saved_at.tzinfo) == (clock.moment, UTC)
