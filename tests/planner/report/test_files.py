from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.report.files import write_reports
from planner.report.language import Language
from tests.builders import a_mall, a_plan


def without_officers(plan: Plan) -> Plan:
    mall = replace(plan.input.mall, officers=(), skills=())
    return replace(plan, input=replace(plan.input, mall=mall), postings=(), proofs=())


def all_on_leave(plan: Plan) -> Plan:
    days = plan.input.days
    leave = tuple(Leave(officer=o.id, first_day=days[0], last_day=days[-1]) for o in plan.input.mall.officers)
    mall = replace(plan.input.mall, leave=leave)
    return replace(plan, input=replace(plan.input, mall=mall), postings=(), proofs=(), quotas=())


def without_counters(plan: Plan) -> Plan:
    mall = replace(plan.input.mall, counters=())
    return replace(plan, input=replace(plan.input, mall=mall))


def one_day(plan: Plan) -> Plan:
    return replace(plan, input=replace(plan.input, days=plan.input.days[:1]))


def nothing_but_a_mall(plan: Plan) -> Plan:
    empty = dict.fromkeys(
        ("forecast", "postings", "quotas", "proofs", "stages", "shortfalls", "remedies", "table_minus_simulation"), ()
    )
    return replace(plan, **empty)


@pytest.mark.parametrize(
    "change", [without_officers, all_on_leave, without_counters, one_day, nothing_but_a_mall], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("code", ["id", "en"])
def test_reports_come_for_the_thinnest_plans(change: Callable[[Plan], Plan], code: str, tmp_path: Path) -> None:
    """ "Impossible" is a plan with shortfalls, and that plan must be readable too."""
    files = write_reports(change(a_plan()), tmp_path, Language(code))
    assert all(file.stat().st_size > 0 for file in files)


def test_the_two_notices_lead_to_each_other(tmp_path: Path) -> None:
    """Each names the other's file and language."""
    write_reports(a_plan(a_mall()), tmp_path, Language("id"))
    indonesian = (tmp_path / "quota-notice.html").read_text(encoding="utf-8")
    english = (tmp_path / "quota-notice.en.html").read_text(encoding="utf-8")
    assert 'href="quota-notice.en.html" hreflang="en"' in indonesian
    assert 'href="quota-notice.html" hreflang="id"' in english
    assert '<html lang="en">' in english
