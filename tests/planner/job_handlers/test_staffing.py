"""The worker's staffing case: kept under its desk, resting on what is stored; nothing when cancelled."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.errors import InvalidValue
from planner.job_handlers import staffing as handler
from planner.planning.edit_plan import InlineExecutor
from planner.planning.freshness import mark_of
from planner.planning.ports import Store
from planner.planning.staffing_case_document import KIND, input_hash, key_of, read_document
from planner.planning.stored import Actor, ImportContent, JobRequest, Progress, Role
from planner.queueing.cache import CACHE_VARIABLE
from tests.builders import a_history, a_mall, a_plan, resealed

ADMIN = Actor(name="sistem", role=Role.ADMIN)


def in_this_process(workers: int) -> InlineExecutor:
    """No processes of its own, however many are asked for."""
    assert workers >= 1
    return InlineExecutor()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv(bootstrap.DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(handler, "make_executor", in_this_process)
    opened = bootstrap.open_store(tmp_path)
    with opened.write(ADMIN, "test") as work:
        content = ImportContent(file_name="mal.xlsx", file_hash="f" * 64, history=a_history(), mall=a_mall())
        work.imports.add(content)
    return opened


def run(store: Store, desk: str, cancelled: Callable[[], bool] = lambda: False) -> tuple[str | None, list[str]]:
    """The key the handler gives back, and the sentences it told."""
    job = store.jobs.ask(JobRequest(kind=KIND, payload={"desk": desk}, limit_seconds=60), ADMIN)
    told: list[Progress] = []
    key = handler.staffing({"desk": desk, "job": job.id}, told.append, cancelled)
    assert all(progress.sentence_en not in ("", progress.sentence) for progress in told)
    return key, [progress.sentence for progress in told]


def test_a_case_is_kept_and_rests_on_what_is_stored(store: Store) -> None:
    """Dewi alone at `pajak`: the case of the desk with the hash of mall and counts."""
    key, told = run(store, "pajak")
    assert key == key_of("pajak")
    assert told[0] == "Membaca data"
    with store.read() as work:
        document = work.results.find(key)
        now = input_hash(work.mall.get(), mark_of(work.history.load(tickets=True)))
    assert document is not None
    kept = read_document(document)
    assert kept is not None
    assert (kept.case.desk, kept.case.officers, kept.input_hash) == ("pajak", 1, now)


def test_a_cancelled_case_is_not_kept(store: Store) -> None:
    assert run(store, "pajak", lambda: True)[0] is None
    with store.read() as work:
        assert work.results.find(key_of("pajak")) is None


def test_a_desk_nobody_can_serve_is_refused_in_words(store: Store) -> None:
    """The code has words for the page of jobs."""
    with store.write(ADMIN, "test") as work:
        mall, version = work.mall.get(), work.mall.version()
        skills = tuple(skill for skill in mall.skills if skill.service != "pajak")
        work.mall.save(replace(mall, skills=skills), version)
    with pytest.raises(InvalidValue, match="nobody of its own"):
        run(store, "pajak")


def test_pooled_officers_count_as_in_the_published_roster(store: Store) -> None:
    """Joko of the pool sits at `pajak` all week beside Dewi; the draft of another week plays no part."""
    plan = a_plan()
    joko = tuple(replace(p, officer="joko", counter="B2") for p in plan.postings if p.desk == "pajak")
    with store.write(ADMIN, "test") as work:
        entry = work.plans.save(resealed(plan, postings=(*plan.postings, *joko)))
        work.plans.publish(entry.id)
    key, _ = run(store, "pajak")
    with store.read() as work:
        kept = read_document(work.results.find(key) or {})
    assert kept is not None
    assert kept.case.pool.shares == {"joko": pytest.approx(1.0)}
    assert kept.case.pool.is_published
    assert kept.case.pool.weeks == (str(entry.week),)
