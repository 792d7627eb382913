"""Records of the engine's input check themselves; order of input carries no meaning."""

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.errors import InvalidValue
from planner.solver.problem import DeskDay, Pair, Posting, Row, Skill, WeekLimit, canonical, problem_hash
from planner.solver.ruleset import BENCH_1, RuleSet, RuleUse, Stage, StageUse
from tests.planner.solver.builders import a_day, a_problem, an_officer


@pytest.mark.parametrize(
    ("make", "field"),
    [
        pytest.param(lambda: DeskDay(desk="ktp", day=0, demand_visits=(1, 2, 3)), "desk_day.demand_visits", id="three"),
        pytest.param(
            lambda: DeskDay(desk="ktp", day=0, demand_visits=(5, 4, 3, 2, 1)), "desk_day.demand_visits", id="falling"
        ),
        pytest.param(lambda: Row(desk="ktp", day=0, session=0, table=(0, 3, 2)), "row.table", id="table falls"),
        pytest.param(lambda: Row(desk="ktp", day=0, session=0, table=()), "row.table", id="no table"),
        pytest.param(lambda: Skill(desk="ktp", tenths=-1, tenths_break=(0,)), "skill.tenths", id="negative tenths"),
        pytest.param(
            lambda: WeekLimit(counter_minutes=3000, duty_minutes=2250), "week_limit.counter_minutes", id="over duty"
        ),
        pytest.param(lambda: Pair(officer="a", other="b", kind="friends"), "pair.kind", id="unknown pair"),
        pytest.param(lambda: a_day(breaks=()), "day.breaks", id="break session without kinds"),
        pytest.param(lambda: an_officer("sari", weeks=()), "officer.weeks", id="no week"),
    ],
)
def test_record_refuses_what_it_cannot_hold(make: Any, field: str) -> None:
    """One fault each; the field is named."""
    with pytest.raises(InvalidValue) as fault:
        make()
    assert fault.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"officers": (an_officer("sari"), an_officer("sari"))}, "officers", id="officer twice"),
        pytest.param({"officers": (an_officer("sari", agency="bpjs"),)}, "officer.agency", id="unknown agency"),
        pytest.param({"rows": (Row(desk="x", day=0, session=0, table=(0,)),)}, "row.desk", id="unknown desk"),
        pytest.param({"officers": (an_officer("sari", days=2),)}, "officer.available", id="availability of two days"),
    ],
)
def test_problem_refuses_records_that_do_not_meet(changes: dict[str, Any], field: str) -> None:
    """What needs a second record is checked by the problem."""
    with pytest.raises(InvalidValue) as fault:
        replace(a_problem([an_officer("sari")]), **changes)
    assert fault.value.field == field


def test_row_gives_nothing_without_officers_and_never_less_than_nothing() -> None:
    """A shift of +5 cannot conjure tickets at an empty desk; one of -5 stops at 0; past its end a table is level."""
    up, down = (Row(desk="ktp", day=0, session=0, table=(0, 1, 2), shift=shift) for shift in (5, -5))
    assert [up.tickets(u) for u in (0, 1, 9)] == [0, 6, 7]
    assert down.tickets(2) == 0


def test_hash_and_canonical_form_ignore_input_order() -> None:
    """The same officers, rows and pins in reverse order are the same problem."""
    pins = tuple(Posting(officer=name, day=0, session=0, desk="ktp") for name in ("budi", "sari"))
    problem = a_problem([an_officer("budi"), an_officer("sari", ("kia", "ktp"))], fixed=pins)
    turned = replace(problem, officers=problem.officers[::-1], rows=problem.rows[::-1], fixed=pins[::-1])
    assert canonical(problem) == canonical(turned)
    assert problem_hash(problem) == problem_hash(turned)
    assert problem_hash(problem) != problem_hash(replace(problem, fixed=pins[:1]))


def test_rule_set_refuses_a_rule_twice_and_another_first_stage() -> None:
    """The first stage is always what citizens lose."""
    stages = (StageUse(stage=Stage.UNMET),)
    with pytest.raises(InvalidValue, match="twice"):
        RuleSet(name="x", rules=(RuleUse(name="a"), RuleUse(name="a")), stages=stages, stages_after_publication=stages)
    with pytest.raises(InvalidValue, match="unmet"):
        RuleSet(name="x", rules=(), stages=(StageUse(stage=Stage.RISK),), stages_after_publication=stages)


def test_rule_set_without_a_rule_keeps_the_others() -> None:
    """A switch, not a copy of the list."""
    assert BENCH_1.without("lunch_cover").settings("lunch_cover") is None
    assert BENCH_1.without("lunch_cover").settings("wishes") == {}
