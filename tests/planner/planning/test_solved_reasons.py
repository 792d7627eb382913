"""The worst shortfalls carry the rules that bind and repairs, both verified by solving."""

from datetime import UTC, datetime
from pathlib import Path

from planner.domain.staff import Leave
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations
from planner.planning.solved_reasons import REPAIR_WORDS, RULE_WORDS
from planner.queueing.cache import ResultCache
from planner.solver.explain import DROPPABLE
from tests.builders import MONDAY, a_history, a_mall, an_officer
from tests.planner.planning.test_plan_week import InThisProcess


def test_leave_that_binds_is_said_and_so_is_what_would_help(tmp_path: Path) -> None:
    """Dewi alone serves `pajak` and is on leave: the leave binds, and one officer more would serve its visitors."""
    officers = [an_officer("Dewi", skills={"pajak"}, agency="samsat"), an_officer("Sari", skills={"ktp", "kk"})]
    mall = a_mall(officers, leave=(Leave(officer="dewi", first_day=MONDAY, last_day=MONDAY),))
    simulations = Simulations(executor=InThisProcess(), promise=mall.promise, cache=ResultCache(tmp_path))
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1))
    plan = plan_week(mall, a_history(), (MONDAY,), simulations, settings, datetime(2026, 1, 31, tzinfo=UTC))
    (short,) = [s for s in plan.shortfalls if s.desk == "pajak" and s.kind == "turned_away"]
    assert "Yang mengikat: cuti atau ketidakhadiran." in short.reasons
    assert any(reason.startswith("Yang menolong:") for reason in short.reasons)
    assert "What binds: leave or absence." in short.reasons_in("en")
    assert len(short.reasons_en) == len(short.reasons)


def test_every_rule_and_repair_of_the_engine_has_words() -> None:
    assert set(DROPPABLE) - {"horizon_minutes"} <= set(RULE_WORDS)
    assert all("{officer}" in words or "{desk}" in words for twins in REPAIR_WORDS.values() for words in twins)
