"""Every rule of the engine stands in docs/roster.md under its name."""

from pathlib import Path

import pytest

from planner.solver.rules import FILTERS, RULES

PAGE = (Path(__file__).parents[3] / "docs" / "roster.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FILTERS | RULES))
def test_rule_is_documented(name: str) -> None:
    """A rule nobody can read about is not a rule of the mall."""
    assert f"`{name}`" in PAGE
