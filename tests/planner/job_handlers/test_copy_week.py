"""The job that copies last week's roster, from stored data to a checked draft."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import bootstrap
from planner.checker.check import check_plan
from planner.domain.errors import NotFound
from planner.domain.periods import Week
from planner.job_handlers import copy_week as job_of_copy
from planner.job_handlers.copy_week import copy
from planner.planning.ports import Store
from planner.planning.stored import Actor, AgencyAnswer, AnswerKind, ImportContent, JobRequest, Role
from tests.builders import MONDAY, a_history, a_mall, a_plan
from tests.in_process import InThisProcess

ADMIN = Actor(name="sistem", role=Role.ADMIN)
WEEK = Week.of(MONDAY)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A mall with counts and a published week; no pool of processes."""
    monkeypatch.setenv("LOKETPLAN_DATA", str(tmp_path))
    monkeypatch.setattr(job_of_copy, "make_executor", lambda _workers: InThisProcess())
    store = bootstrap.open_store(tmp_path)
    with store.write(ADMIN, "test") as work:
        work.imports.add(ImportContent(file_name="a", file_hash="f" * 64, history=a_history(), mall=a_mall()))
        work.plans.publish(work.plans.save(a_plan()).id)
    yield store
    store.close()


def asked(store: Store, week: Week) -> dict[str, object]:
    """The payload as the worker hands it over."""
    job = store.jobs.ask(JobRequest(kind="copy", payload={"week": str(week)}), ADMIN)
    return {"week": str(week), "job": job.id}


def test_last_week_becomes_the_draft_of_the_next_and_holds(stored: Store) -> None:
    """Its source is what was published; forecast and draft are kept together, and the checker agrees."""
    told = []
    plan_id = copy(asked(stored, WEEK.next()), told.append, lambda: False)
    with stored.read() as work:
        entry = work.plans.find_draft(WEEK.next())
        assert entry is not None
        assert entry.id == plan_id
        assert entry.reason == "disalin dari minggu 2026-W06"
        plan = work.plans.get(entry.id)
        issued = work.forecasts.latest()
    assert check_plan(plan) == ()
    assert plan.findings[0].code == "copied_week"
    assert issued is not None
    assert len(issued.forecasts) == len(plan.forecast)
    assert (told[0].sentence, told[0].sentence_en) == ("Membaca data", "Reading the data")
    assert all(progress.sentence_en not in ("", progress.sentence) for progress in told)


def test_a_copy_asked_again_is_one_plan(stored: Store) -> None:
    """A worker that dies after saving is tried again."""
    payload = asked(stored, WEEK.next())
    assert copy(payload, lambda _: None, lambda: False) == copy(payload, lambda _: None, lambda: False)


def test_a_cancelled_copy_keeps_nothing(stored: Store) -> None:
    assert copy(asked(stored, WEEK.next()), lambda _: None, lambda: True) is None
    with stored.read() as work:
        assert work.plans.find_draft(WEEK.next()) is None


def test_without_a_plan_of_last_week_there_is_nothing_to_copy(stored: Store) -> None:
    with pytest.raises(NotFound) as fault:
        copy(asked(stored, WEEK), lambda _: None, lambda: False)
    assert fault.value.code == "nothing_to_copy"


def test_what_an_agency_refused_for_the_week_is_not_copied_again(stored: Store) -> None:
    """Samsat refuses the copied proposal; the next copy does without Dewi and says so."""
    first = copy(asked(stored, WEEK.next()), lambda _: None, lambda: False)
    said = AgencyAnswer(
        agency="samsat", week=WEEK.next(), plan=str(first), kind=AnswerKind.REFUSED, reason="dipinjam kantor induk"
    )
    with stored.write(ADMIN, "test") as work:
        work.floor.answer(said)
    job = stored.jobs.ask(JobRequest(kind="copy", payload={"week": str(WEEK.next()), "again": 1}), ADMIN)
    copy({"week": str(WEEK.next()), "job": job.id}, lambda _: None, lambda: False)
    with stored.read() as work:
        entry = work.plans.find_draft(WEEK.next())
        assert entry is not None
        plan = work.plans.get(entry.id)
    assert not [p for p in plan.postings if p.officer == "dewi"]
    assert sum("ditolak instansinya" in f.text_id for f in plan.findings) == 5
