"""The text of a what-if answer: signs, words and the worst day."""

from planner.domain.plan import Plan
from planner.planning.what_if import Answer, DeskComparison, WorstDay
from planner.planning.what_if_days import Compared
from planner.report.language import Language
from planner.report.whatif import answer_text, verdict
from tests.builders import MONDAY, a_plan


def a_kpi(kpi: str, difference: float, half: float = 0.5) -> Compared:
    return Compared(
        kpi=kpi,
        base=10,
        scenario=10 + difference,
        difference=difference,
        low=difference - half,
        high=difference + half,
    )


def test_a_difference_is_told_with_a_word():
    """More served is better, more turned away worse; an interval that holds 0 says nothing."""
    indonesian = Language("id")
    assert verdict(a_kpi("served", 2), indonesian) == "lebih baik"
    assert verdict(a_kpi("turned_away", 2), indonesian) == "lebih buruk"
    assert verdict(a_kpi("served", 0.2), indonesian) == "tidak nyata"
    assert verdict(a_kpi("served", 0), indonesian) == "tetap"
    assert verdict(a_kpi("utilisation", 2), indonesian) == "berubah"


def test_the_text_names_the_worst_day():
    """A mean alone hides the day on which most are turned away."""
    plan: Plan = a_plan()
    day = WorstDay(desk="pajak", day=MONDAY, demand_visits=20, served=15, turned_away=5, finish_probability=0.9)
    answer = Answer(
        key="k",
        name="Uji",
        reason="rapat",
        weeks=("2026-W06",),
        base_plans=("x",),
        rows=(DeskComparison(desk=None, kpis=(a_kpi("served", 2),)),),
        roster=(),
        quotas=(),
        base_worst=day,
        scenario_worst=day,
        proof_days=100,
    )
    text = answer_text(answer, plan.input.mall, Language("id"))
    assert "Uji (rapat)" in text
    assert "Hari terburuk: Pajak, Sen 2 Feb: 5 dari 20 kunjungan tidak terlayani (sekarang 5)." in text
    assert "+2,0  lebih baik (1,5 .. 2,5)" in text
    assert "Whole mall" in answer_text(answer, plan.input.mall, Language("en"))
