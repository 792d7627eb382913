"""What-if over several weeks: as far as plans and counts reach, each week beside the total, with one's own rights."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.bootstrap import DATA_VARIABLE
from planner.domain.mall import CalendarDay, CalendarKind
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.job_handlers import what_if as handler
from planner.planning.edit_plan import InlineExecutor
from planner.planning.kept_scenarios import JOB_KIND, answer_key, keep_answer, read_for, write_drafts
from planner.planning.ports import Store
from planner.planning.simulations import Simulations
from planner.planning.stored import Job
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import make_base_week
from planner.planning.what_if_weeks import base_key
from tests.builders import DAYS, a_plan
from tests.webapp.conftest import ADMIN, WEEK, fresh_plan, text_of
from tests.webapp.test_pages import faults_of
from tests.webapp.test_whatif import AWAY, LESS, QUICK
from webapp.deps import deps

NEXT = WEEK.next()
THIRD = NEXT.next()
NEXT_DAYS = tuple(day + timedelta(weeks=1) for day in DAYS)
LONGER = replace(AWAY, rows=({**AWAY.rows[0], "to": "2026-02-10"},))
BOTH = (LONGER, LESS)


@pytest.fixture(scope="session")
def plans() -> tuple[Plan, Plan]:
    """The plan that is stored, and the small plan a week later."""
    return fresh_plan(), a_plan(days=NEXT_DAYS)


@pytest.fixture(scope="session")
def answers(plans: tuple[Plan, Plan]) -> dict[str, Answer]:
    """The answers of both drafts over both weeks, looked at less hard; by token."""
    simulations = Simulations(executor=InlineExecutor(), promise=plans[0].input.mall.promise)
    bases = {week: make_base_week(plan, simulations, QUICK) for week, plan in zip((WEEK, NEXT), plans, strict=True)}
    asked = [replace(read_for(draft.raw(), plans[0].input.mall, None), weeks=(WEEK, NEXT)) for draft in BOTH]
    found = Sweep(base=bases, executor=InlineExecutor(), settings=QUICK).answers(asked)
    return {draft.token: answer for draft, answer in zip(BOTH, found, strict=True) if answer}


@pytest.fixture
def store(app: Flask) -> Store:
    with app.app_context():
        return deps().store


def keep_drafts(store: Store) -> None:
    """A draft of the manager's and one of a head's."""
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [LONGER])
        write_drafts(work, LESS.agency, [LESS])


@pytest.fixture
def drafts(store: Store) -> None:
    """Both drafts, without answers."""
    keep_drafts(store)


@pytest.fixture
def answered(store: Store, plans: tuple[Plan, Plan], answers: dict[str, Answer]) -> None:
    """Both weeks planned, and both drafts answered over both."""
    keep_drafts(store)
    with store.write(ADMIN, "test") as work:
        second = work.plans.get(work.plans.save(plans[1]).id)
        first = work.plans.get(f"{WEEK}-v2")
        for draft in BOTH:
            key = answer_key(first, read_for(draft.raw(), first.input.mall, None), [second.passport.content_hash])
            keep_answer(work, key, answers[draft.token])


def jobs_of(store: Store) -> list[Job]:
    return [job for job in store.jobs.entries() if job.kind == JOB_KIND]


@pytest.mark.usefixtures("drafts")
def test_how_many_weeks_is_chosen_and_kept_in_the_address(manager: FlaskClient, store: Store) -> None:
    """Counts end the week before: three further weeks can be planned, so four are offered, on both pages."""
    html = text_of(manager, "/whatif?s=aaaa")
    assert not faults_of(html, "id")
    assert '<option value="4">4 minggu</option>' in html
    answer = manager.post("/whatif/run", data={"s": ["aaaa"], "weeks": "3"})
    assert answer.location == "/whatif/compare?week=2026-W06&weeks=3&s=aaaa"
    html = text_of(manager, answer.location)
    assert 'weeks=3&amp;s=aaaa" aria-current="page">3 minggu' in html
    assert html.count("disusun untuk perbandingan ini saja") == 2
    assert "3 minggu" in text_of(manager, "/whatif")
    (job,) = jobs_of(store)
    assert job.payload["weeks"] == 3
    assert job.payload["further"] == [[str(NEXT), None], [str(THIRD), None]]
    assert job.limit_seconds == 900 + 2 * 300
    assert "9 Februari 2026" not in text_of(manager, f"/jobs/{job.id}")
    assert ", 3 minggu" in text_of(manager, f"/jobs/{job.id}")
    assert manager.post(f"/whatif/runs/{job.id}/cancel").location == answer.location


@pytest.mark.usefixtures("drafts")
def test_a_run_of_other_weeks_is_another_run(manager: FlaskClient, store: Store) -> None:
    """Its progress is not shown where one week is compared; asked twice for the same weeks it is one job."""
    for weeks in ("2", "2", "1"):
        manager.post("/whatif/run", data={"s": ["aaaa"], "weeks": weeks})
    one, two = jobs_of(store)
    assert "weeks" not in one.payload
    assert two.payload["weeks"] == 2
    assert f"/whatif/runs/{one.id}" in text_of(manager, "/whatif/compare?s=aaaa")
    assert f"/whatif/runs/{two.id}" in text_of(manager, "/whatif/compare?s=aaaa&weeks=2")
    assert f"/whatif/runs/{one.id}" not in text_of(manager, "/whatif/compare?s=aaaa&weeks=2")


@pytest.mark.parametrize("weeks", ["0", "-1", "x", "", "1"])
@pytest.mark.usefixtures("drafts")
def test_a_number_that_cannot_be_is_one_week(manager: FlaskClient, weeks: str) -> None:
    html = text_of(manager, f"/whatif/compare?s=aaaa&weeks={weeks}")
    assert 'aria-current="page">1 minggu' in html


@pytest.mark.usefixtures("drafts")
def test_more_weeks_than_can_be_compared_are_as_many_as_can(manager: FlaskClient) -> None:
    assert 'aria-current="page">4 minggu' in text_of(manager, "/whatif/compare?s=aaaa&weeks=9")


@pytest.mark.usefixtures("drafts")
def test_a_closed_week_is_named_and_left_out(manager: FlaskClient, store: Store) -> None:
    closed = tuple(CalendarDay(day=day, kind=CalendarKind.CLOSED, name="Renovasi") for day in NEXT.days)
    with store.write(ADMIN, "test") as work:
        work.mall.save(replace(work.mall.get(), calendar=closed), based_on=work.mall.version())
    html = text_of(manager, "/whatif/compare?s=aaaa&weeks=3")
    assert "tutup seluruhnya, tidak ikut dihitung" in html
    manager.post("/whatif/run", data={"s": ["aaaa"], "weeks": "3"})
    (job,) = jobs_of(store)
    assert job.payload["further"] == [[str(THIRD), None]]


@pytest.mark.usefixtures("answered")
def test_the_total_each_week_and_the_worst_day_with_its_week(manager: FlaskClient, answers: dict[str, Answer]) -> None:
    """Dewi is away on seven of ten days and nobody else serves `pajak`: the worst days turn away all 20."""
    html = text_of(manager, "/whatif/compare?s=aaaa&s=bbbb&weeks=2")
    assert not faults_of(html, "id")
    assert "Selama 2 minggu" in html
    assert "Setiap minggu: Seluruh mal" in html
    assert "Setiap minggu: Pajak" in html
    assert "Minggu ke-6" in html
    assert "Minggu ke-7" in html
    (worst,) = {answers["aaaa"].scenario_worst}
    assert worst is not None
    assert f"(minggu ke-{worst.day.isocalendar().week}): 20 dari 20 tidak terlayani" in html
    assert " .. " in html
    whole = answers["aaaa"].rows[0].get("turned_away")
    each = [week.rows[0].get("turned_away") for week in answers["aaaa"].by_week]
    assert sum(kpi.difference for kpi in each) == pytest.approx(whole.difference)
    english = text_of(manager, "/whatif/compare?s=aaaa&s=bbbb&weeks=2&lang=en")
    assert not faults_of(english, "en")
    assert f"(week {worst.day.isocalendar().week}): 20 of" in english
    for word in ("Over 2 weeks", "Each week: Whole mall", "Compare over"):
        assert word in english, word


@pytest.mark.usefixtures("answered")
def test_one_week_of_them_is_another_question(manager: FlaskClient) -> None:
    """Answered over two weeks, not for the first alone."""
    assert "Belum dihitung" in text_of(manager, "/whatif/compare?s=aaaa")
    assert "Sudah dihitung" in text_of(manager, "/whatif/compare?s=aaaa&weeks=2")
    assert "Sudah dihitung" in text_of(manager, "/whatif?weeks=2")
    assert "Sudah dihitung" not in text_of(manager, "/whatif")


@pytest.mark.usefixtures("answered")
def test_csv_json_and_report_speak_of_the_same_weeks(manager: FlaskClient) -> None:
    """Rows over both weeks, then of each; the report tells every week."""
    address = "?s=aaaa&weeks=2"
    heads, *rows = (row.split(",") for row in text_of(manager, f"/whatif/compare.csv{address}").splitlines())
    assert heads[-1] == "weeks"
    assert {row[-1] for row in rows} == {f"{WEEK} {NEXT}", str(WEEK), str(NEXT)}
    told = json.loads(text_of(manager, f"/whatif/compare.json{address}"))
    assert told["weeks"] == [str(WEEK), str(NEXT)]
    assert len(told["scenarios"][0]["answer"]["by_week"]) == 2
    report = manager.get(f"/whatif/summary{address}")
    assert "bagaimana-jika-2026-W06-2-minggu.html" in report.headers["Content-Disposition"]
    assert "Setiap minggu" in report.get_data(as_text=True)


@pytest.mark.usefixtures("answered")
def test_a_head_sees_the_weeks_of_his_own_desks_only(signed_in: Callable[[str], FlaskClient]) -> None:
    """Neither a row of the mall nor the worst day of another agency's desk, in the page or in what it hands out."""
    head = signed_in("kepala")
    html = text_of(head, "/whatif/compare?s=bbbb&s=aaaa&weeks=2")
    assert not faults_of(html, "id")
    assert "Setiap minggu: Adminduk" in html
    assert "Minggu ke-7" in html
    assert "Seluruh mal" not in html
    assert "pajak" not in html.lower()
    told = json.loads(text_of(head, "/whatif/compare.json?s=bbbb&s=aaaa&weeks=2"))
    (answer,) = (raw["answer"] for raw in told["scenarios"])
    assert {row["desk"] for week in answer["by_week"] for row in week["rows"]} <= {"adminduk", "legalisir"}
    assert "pajak" not in json.dumps(told)
    assert "pajak" not in text_of(head, "/whatif/compare.csv?s=bbbb&weeks=2").lower()
    assert head.get("/whatif/compare?s=aaaa&weeks=2").status_code == 404
    assert signed_in("kepala2").get("/whatif/compare?s=bbbb&weeks=2").status_code == 404


@pytest.mark.usefixtures("answered")
def test_a_change_of_a_later_plan_asks_again(manager: FlaskClient, store: Store) -> None:
    """The answer rests on both plans: another draft of the second week has none."""
    with store.write(ADMIN, "test") as work:
        other = a_plan(days=NEXT_DAYS)
        work.plans.save(replace(other, passport=replace(other.passport, author="lain", content_hash="c" * 64)))
    assert "Belum dihitung" in text_of(manager, "/whatif/compare?s=aaaa&weeks=2")


def test_a_plan_made_to_compare_with_rests_on_mall_counts_and_numbers(store: Store) -> None:
    """The same until the mall changes; each week its own."""
    with store.read() as work:
        before = base_key(work, NEXT)
        assert before == base_key(work, Week.parse(str(NEXT)))
        assert before != base_key(work, THIRD)
    with store.write(ADMIN, "test") as work:
        work.mall.save(replace(work.mall.get(), name="Lain"), based_on=work.mall.version())
    with store.read() as work:
        assert before != base_key(work, NEXT)


@pytest.mark.usefixtures("drafts")
def test_what_the_page_asks_for_the_page_finds(
    manager: FlaskClient, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the second week has no plan: what the worker made for it is what the page looks for."""
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(handler, "WhatIfSettings", lambda: QUICK)
    monkeypatch.setattr(handler, "make_executor", lambda _workers: InlineExecutor())
    address = manager.post("/whatif/run", data={"s": ["aaaa"], "weeks": "2"}).location
    (job,) = jobs_of(store)
    assert handler.what_if({**job.payload, "job": job.id}, lambda _progress: None, lambda: False)
    html = text_of(manager, address)
    assert "Setiap minggu: Seluruh mal" in html
    assert "Sudah dihitung" in html
