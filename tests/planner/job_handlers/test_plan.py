"""What the worker's plan rests on beside mall and history: answers of agencies, changes, burdens."""

from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.periods import Week
from planner.job_handlers.plan import _published_before, decided_for
from planner.planning.ports import Store
from planner.planning.stored import Actor, AgencyAnswer, AnswerKind, Role
from tests.builders import MONDAY, a_mall, a_plan

ADMIN = Actor(name="sistem", role=Role.ADMIN)
WEEK = Week.of(MONDAY)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return bootstrap.open_store(tmp_path)


def keep_a_plan(store: Store) -> str:
    with store.write(ADMIN, "test") as work:
        work.mall.save(a_mall())
        return work.plans.save(a_plan()).id


def answer(store: Store, plan: str, kind: AnswerKind, reason: str = "") -> None:
    with store.write(ADMIN, "test") as work:
        work.floor.answer(AgencyAnswer(agency="samsat", week=WEEK, plan=plan, kind=kind, reason=reason))


def test_without_a_plan_nothing_is_decided(store: Store) -> None:
    with store.read() as work:
        decided = decided_for(work, WEEK)
    assert (decided.kept, decided.refused) == (frozenset(), frozenset())


def test_refused_rows_are_not_proposed_again(store: Store) -> None:
    """All fifteen of Dewi's sessions at `pajak`."""
    answer(store, keep_a_plan(store), AnswerKind.REFUSED, "petugas dipinjam kantor induk")
    with store.read() as work:
        decided = decided_for(work, WEEK)
    assert len(decided.refused) == 15
    assert not decided.kept


def test_confirmed_rows_stand(store: Store) -> None:
    answer(store, keep_a_plan(store), AnswerKind.CONFIRMED)
    with store.read() as work:
        decided = decided_for(work, WEEK)
    assert len(decided.kept) == 15
    assert not decided.refused


def test_a_refusal_outlives_the_plan_it_was_about(store: Store) -> None:
    """The next draft is not answered yet; what was refused before stays off."""
    first = keep_a_plan(store)
    answer(store, first, AnswerKind.REFUSED, "petugas dipinjam kantor induk")
    with store.write(ADMIN, "test") as work:
        second = work.plans.save(a_plan()).id
    assert second != first
    with store.read() as work:
        assert len(decided_for(work, WEEK).refused) == 15


def test_published_weeks_before_are_found(store: Store) -> None:
    plan = keep_a_plan(store)
    with store.write(ADMIN, "test") as work:
        work.plans.publish(plan)
    with store.read() as work:
        assert len(_published_before(work, WEEK.next())) == 1
        assert _published_before(work, WEEK) == []
