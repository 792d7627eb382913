"""The worker's what-if: each answer kept as it comes, none worked out twice, with the rights of who asked."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from planner import bootstrap
from planner.domain.errors import InvalidValue, NotAllowed
from planner.domain.periods import Week
from planner.job_handlers import what_if as handler
from planner.planning.edit_plan import InlineExecutor
from planner.planning.kept_scenarios import ANSWER_KIND, find_answer
from planner.planning.ports import Store
from planner.planning.scenario_file import make_scenario
from planner.planning.simulations import Simulations
from planner.planning.stored import Actor, ImportContent, JobRequest, Progress, Role
from planner.planning.what_if import Sweep
from planner.planning.what_if_base import BaseMaking, make_bases
from planner.planning.what_if_week import WhatIfSettings
from planner.planning.what_if_weeks import base_key, find_base_plan
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from tests.builders import DAYS, a_history, a_mall, a_plan

MANAGER = Actor(name="rina", role=Role.MANAGER)
HEAD = Actor(name="kepala", role=Role.AGENCY_HEAD, agency="disdukcapil")
QUICK = WhatIfSettings(
    solve_seconds=1,
    proof=ProofSettings(days=60),
    search=SearchSettings(bracket_days=30, days=60, close_days=60),
)
AWAY = {
    "name": "Dewi sakit",
    "change": [{"kind": "absent", "officer": "dewi", "from": "2026-02-02", "to": "2026-02-03"}],
}
FEWER = {"name": "sepi", "change": [{"kind": "demand", "factor": 0.9, "desk": "pajak"}]}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A data folder with the small plan; the handler finds it as the worker does, and looks less hard."""
    monkeypatch.setenv(bootstrap.DATA_VARIABLE, str(tmp_path))
    monkeypatch.setattr(handler, "WhatIfSettings", lambda: QUICK)
    monkeypatch.setattr(handler, "make_executor", lambda _workers: InlineExecutor())
    found = bootstrap.open_store(tmp_path)
    with found.write(MANAGER, "test") as work:
        work.mall.save(a_mall())
        work.plans.save(a_plan())
    yield found
    found.close()


def asked(store: Store, *scenarios: Mapping[str, Any], by: Actor = MANAGER) -> dict[str, Any]:
    """The payload of a job as the worker gives it to the handler."""
    payload = {"week": "2026-W06", "plan": "2026-W06-v1", "scenarios": list(scenarios), "drafts": ["x"]}
    job = store.jobs.ask(JobRequest(kind="whatif", payload=payload), by)
    return {**payload, "job": job.id}


def run(payload: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """What the handler returns and says."""
    told: list[Progress] = []
    key = handler.what_if(payload, told.append, lambda: False)
    assert all(p.sentence_en not in ("", p.sentence) for p in told)
    return key, [p.sentence for p in told]


def test_answers_are_kept_and_not_worked_out_twice(store: Store) -> None:
    """Without Dewi nobody serves `pajak` on two days; the second run, under another name, only reads."""
    key, told = run(asked(store, AWAY))
    assert any("Dewi sakit" in sentence for sentence in told)
    with store.read() as work:
        answer = find_answer(work, key or "")
    assert answer is not None
    assert answer.rows[0].get("turned_away").difference > 0
    again, silent = run(asked(store, {**AWAY, "name": "lain"}))
    assert again == key
    assert silent == ["Membaca data"]


def test_what_was_answered_before_a_cancel_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled as soon as one of two is there: no result, one answer; asked again, only the other is worked out."""
    monkeypatch.setattr(handler, "make_executor", lambda _workers: ThreadPoolExecutor(1))

    def kept() -> int:
        with store.read() as work:
            return len(work.results.entries(ANSWER_KIND))

    payload = asked(store, AWAY, FEWER)
    assert handler.what_if(payload, lambda _progress: None, lambda: kept() > 0) is None
    assert kept() == 1
    monkeypatch.setattr(handler, "make_executor", lambda _workers: InlineExecutor())
    _, told = run(payload)
    assert told[-1].startswith("2 dari 2")
    assert kept() == 2


def test_a_head_cannot_ask_for_more_than_his_own(store: Store) -> None:
    """The job holds what was asked for, so the handler looks again."""
    with pytest.raises(NotAllowed):
        run(asked(store, FEWER, by=HEAD))


def test_an_opened_day_is_forecast_from_what_was_counted(store: Store) -> None:
    """A Saturday has no forecast in the plan: the counts are read for it."""
    saturday = {
        "name": "Sabtu",
        "change": [{"kind": "calendar", "date": "2026-02-07", "day_kind": "open", "name": "Sabtu", "agency": "samsat"}],
    }
    with store.write(MANAGER, "test") as work:
        work.imports.add(ImportContent(file_name="h.csv", file_hash="h", history=a_history()))
    key, _ = run(asked(store, saturday))
    with store.read() as work:
        answer = find_answer(work, key or "")
    assert answer is not None
    assert not answer.changes_nothing


NEXT = Week.of(DAYS[0]).next()
NEXT_DAYS = tuple(day + timedelta(weeks=1) for day in DAYS)


def over_two(store: Store, plan_id: str | None, *scenarios: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of a job over the planned week and the next."""
    payload = {
        "week": "2026-W06",
        "plan": "2026-W06-v1",
        "scenarios": list(scenarios),
        "drafts": ["x"],
        "weeks": 2,
        "further": [[str(NEXT), plan_id]],
    }
    job = store.jobs.ask(JobRequest(kind="whatif", payload=payload), MANAGER)
    return {**payload, "job": job.id}


@pytest.fixture
def counted(store: Store) -> None:
    """Counts to plan further weeks from."""
    with store.write(MANAGER, "test") as work:
        work.imports.add(ImportContent(file_name="h.csv", file_hash="h", history=a_history()))


def test_two_planned_weeks_are_answered_as_the_command_answers_them(store: Store) -> None:
    """The page's job and the sweep of `loketplan whatif` give the same total, weeks and moves."""
    second = a_plan(days=NEXT_DAYS)
    with store.write(MANAGER, "test") as work:
        second_id = work.plans.save(second).id
    key, _ = run(over_two(store, second_id, AWAY))
    with store.read() as work:
        answer, first = find_answer(work, key or ""), work.plans.get("2026-W06-v1")
    simulations = Simulations(executor=InlineExecutor(), promise=first.input.mall.promise)
    scenario = replace(make_scenario(AWAY, first.input.mall), weeks=(NEXT.previous(), NEXT))
    bases = make_bases([first, second], [scenario], BaseMaking(simulations=simulations, settings=QUICK))
    (told,) = Sweep(base=bases, executor=InlineExecutor(), settings=QUICK).answers([scenario])
    assert answer is not None
    assert told is not None
    assert answer.weeks == (str(NEXT.previous()), str(NEXT))
    assert replace(answer, key="", seconds=0.0) == replace(told, key="", seconds=0.0)


@pytest.mark.usefixtures("counted")
def test_a_week_without_a_plan_is_planned_once_and_is_no_draft(store: Store) -> None:
    """Kept for the next scenario over the same weeks; the roster page of that week stays empty."""
    key, told = run(over_two(store, None, AWAY))
    assert f"Rencana dasar minggu {NEXT}" in told
    with store.read() as work:
        answer, made = find_answer(work, key or ""), find_base_plan(work, base_key(work, NEXT))
        assert work.plans.find_newest(NEXT) is None
    assert answer is not None
    assert [week.week for week in answer.by_week] == ["2026-W06", str(NEXT)]
    assert made is not None
    assert made.passport.content_hash in answer.base_plans
    assert made.remedies == ()
    again, told = run(over_two(store, None, FEWER))
    assert f"Rencana dasar minggu {NEXT}" not in told
    assert again != key


@pytest.mark.usefixtures("counted")
def test_a_plan_made_to_compare_with_is_kept_when_the_job_is_cancelled(store: Store) -> None:
    """Cancelled once the plan is there: no answer, but the plan need not be made again."""

    def is_made() -> bool:
        with store.read() as work:
            return find_base_plan(work, base_key(work, NEXT)) is not None

    assert handler.what_if(over_two(store, None, AWAY), lambda _progress: None, is_made) is None
    assert is_made()
    with store.read() as work:
        assert not work.results.entries(ANSWER_KIND)


def test_without_counts_a_week_without_a_plan_is_refused(store: Store) -> None:
    with pytest.raises(InvalidValue) as fault:
        run(over_two(store, None, AWAY))
    assert fault.value.code == "no_history"
