"""Reviews in the store: one of each week, and what all of them tell."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.errors import NotFound
from planner.domain.history import DayCount, History, Ticket
from planner.domain.periods import Week
from planner.job_handlers.review import review
from planner.planning.ports import Store
from planner.planning.review_week_kept import (
    DRIFT_KEY,
    DRIFT_KIND,
    KIND,
    as_document,
    find_drift_kept,
    find_review,
    keep,
    make_kept_review,
    newest_reviews,
    read_review,
    stamp_of,
)
from planner.planning.stored import Actor, ImportContent, JobRequest, QuotaOverride, Role
from tests.builders import MONDAY, a_mall, a_plan

ADMIN = Actor(name="sistem", role=Role.ADMIN)
WEEK = Week.of(MONDAY)


def a_ticket(number: int) -> Ticket:
    at = datetime.combine(MONDAY, time(8)) + timedelta(minutes=15 * number)
    return Ticket(
        day=MONDAY,
        desk="pajak",
        number=str(number),
        service="pajak",
        taken_at=at,
        called_at=at,
        finished_at=at + timedelta(minutes=14 + number % 3),
        officer="dewi",
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = bootstrap.open_store(tmp_path)
    history = History(
        days=(DayCount(day=MONDAY, desk="adminduk", visits=35),), tickets=tuple(a_ticket(n) for n in range(18))
    )
    with made.write(ADMIN, "test") as work:
        work.imports.add(ImportContent(file_name="a", file_hash="f" * 64, history=history, mall=a_mall()))
        work.plans.save(a_plan())
    return made


def test_a_review_comes_back_from_its_document_as_it_was(store: Store):
    with store.read() as work:
        kept = make_kept_review(work, WEEK)
    assert [desk.desk for desk in kept.review.desks] == ["adminduk", "pajak"]
    assert read_review(as_document(kept)) == kept


def test_of_a_week_only_the_newest_review_is_kept(store: Store):
    with store.read() as work:
        first = make_kept_review(work, WEEK)
    with store.write(ADMIN, "test") as work:
        keep(work, first, a_mall())
        more = History(days=(DayCount(day=MONDAY, desk="legalisir", visits=9),))
        work.imports.add(ImportContent(file_name="b", file_hash="e" * 64, history=more))
    with store.read() as work:
        second = make_kept_review(work, WEEK)
    assert second.key != first.key
    with store.write(ADMIN, "test") as work:
        drift = keep(work, second, a_mall())
    with store.read() as work:
        assert [entry.key for entry in work.results.entries(KIND)] == [second.key]
        assert find_review(work, WEEK) == second
        assert find_drift_kept(work) == drift


def test_a_week_without_a_plan_is_not_found(store: Store):
    with store.read() as work, pytest.raises(NotFound, match="no plan"):
        make_kept_review(work, WEEK.next())


def test_the_job_keeps_review_and_drift(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOKETPLAN_DATA", str(tmp_path))
    job = store.jobs.ask(JobRequest(kind=KIND, payload={"week": str(WEEK)}), ADMIN)
    told = []
    key = review({"week": str(WEEK), "job": job.id}, told.append, lambda: False)
    with store.read() as work:
        kept = find_review(work, WEEK)
        assert kept is not None
        assert kept.key == key
        assert find_drift_kept(work) is not None
    assert [progress.sentence for progress in told] == ["Membandingkan rencana dengan kenyataan", "Menyimpan tinjauan"]
    assert [progress.sentence_en for progress in told] == ["Comparing the plan with what came", "Saving the review"]


def test_a_cancelled_job_keeps_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOKETPLAN_DATA", str(tmp_path))
    job = store.jobs.ask(JobRequest(kind=KIND, payload={"week": str(WEEK)}), ADMIN)
    assert review({"week": str(WEEK), "job": job.id}, lambda _: None, lambda: True) is None
    with store.read() as work:
        assert find_review(work, WEEK) is None


def test_documents_of_another_version_are_as_none(store: Store):
    with store.read() as work:
        kept = make_kept_review(work, WEEK)
    with store.write(ADMIN, "test") as work:
        keep(work, kept, a_mall())
        work.results.put(kept.key, KIND, {**as_document(kept), "review": {"plan": "x"}})
        work.results.put(DRIFT_KEY, DRIFT_KIND, {"weeks": "?"})
    with store.read() as work:
        assert find_review(work, WEEK) is None
        assert newest_reviews(work) == []
        assert find_drift_kept(work) is None
    assert read_review({"week": str(WEEK)}) is None


def test_a_quota_set_after_the_review_makes_it_stale(store: Store):
    """The review compares with the tickets people set, so its stamp holds them; a channel's part does not matter."""
    override = QuotaOverride(
        desk="pajak", day=MONDAY, window="pagi", tickets=15, computed_tickets=10, reason="antre panjang"
    )
    with store.read() as work:
        kept = make_kept_review(work, WEEK)
        assert stamp_of(work, WEEK) == kept.stamp
    with store.write(ADMIN, "test") as work:
        work.floor.override(replace(override, channel="daring"))
    with store.read() as work:
        assert stamp_of(work, WEEK) == kept.stamp
    with store.write(ADMIN, "test") as work:
        work.floor.override(override)
    with store.read() as work:
        assert stamp_of(work, WEEK) != kept.stamp
        assert make_kept_review(work, WEEK).stamp == stamp_of(work, WEEK)
