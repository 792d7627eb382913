from dataclasses import replace

import pytest

from planner.domain.plan import StageValue
from planner.report.explanation_rows import explanation_rows
from planner.report.language import Language
from tests.builders import a_plan

EN = Language("en")


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        pytest.param(
            StageValue(stage="unmet", value=645, unit="fifths", bound=600, gap=0.0),
            "129.0 visits; the roster is proved best by the capacity tables, which count 120.0",
            id="proved by the tables, though simulation counts more",
        ),
        pytest.param(
            StageValue(stage="unmet", value=645, unit="fifths", bound=600, gap=0.0312),
            "129.0 visits; by the capacity tables at most 3.1% from the best possible",
            id="not proved",
        ),
        pytest.param(StageValue(stage="overtime", value=30, unit="minutes"), "30 minutes", id="no bound"),
    ],
)
def test_a_stage_tells_its_value_and_what_was_proved(stage: StageValue, text: str) -> None:
    """Five fifths are a visit; "proved" speaks of the tables, the value of the tickets that will be issued."""
    assert text in dict(explanation_rows(replace(a_plan(), stages=(stage,)), EN)).values()


def test_tables_and_simulation_are_compared() -> None:
    """Builder: 46 against 44 tickets on five days, ten in all."""
    rows = dict(explanation_rows(a_plan(), EN))
    assert rows["Tables and simulation"] == "Capacity tables and simulation differ by 10 tickets over the week."
