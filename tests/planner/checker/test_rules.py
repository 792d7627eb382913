"""The registry: every rule is documented, has both sentences, and shares its name with the rule of the solver."""

import re
import runpy
from pathlib import Path

import pytest

from planner.checker import breaks, file, limits, minutes, places, proofs, quotas, shortfalls, stages, waits
from planner.checker.rules import RULES, Kind, Rule, rules_page
from planner.solver.rules import FILTERS
from planner.solver.rules import RULES as SOLVER_RULES

ROOT = Path(__file__).parents[3]
MODULES = (breaks, file, limits, minutes, places, proofs, quotas, shortfalls, stages, waits)
NOT_IN_THE_FILE = {
    "not_refused",  # refusals are not part of the snapshot
    "horizon_minutes",  # the limit of a month needs the other weeks
    "tickets_within_table",  # the tables are not in the file: tickets_within_minutes stands for it
    "equal_burden",
    "wishes",
    "few_moves",
    "published_kept",
}


def test_every_rule_is_documented() -> None:
    """docs/rules.md is what `python -m planner.checker.rules` prints."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_page_is_printed_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The page says how it is made."""
    runpy.run_path(str(ROOT / "planner" / "checker" / "rules.py"), run_name="__main__")
    assert capsys.readouterr().out == rules_page()


def test_every_rule_of_the_solver_has_a_twin_of_its_name() -> None:
    """But those that a plan file cannot show, each with its reason above."""
    assert (FILTERS.keys() | SOLVER_RULES.keys()) - RULES.keys() == NOT_IN_THE_FILE


@pytest.mark.parametrize("name", sorted((FILTERS.keys() | SOLVER_RULES.keys()) & RULES.keys()))
def test_twins_are_of_one_kind(name: str) -> None:
    """What is hard for the solver is hard for the checker."""
    twin = {**FILTERS, **SOLVER_RULES}[name]
    assert RULES[name].kind.value == twin.kind.value


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rule_has_a_sentence_in_both_languages(rule: Rule) -> None:
    """The same places are named in both."""
    assert set(re.findall(r"{(\w+)}", rule.sentence_id)) == set(re.findall(r"{(\w+)}", rule.sentence_en))
    assert rule.sentence_id != rule.sentence_en


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rule_is_proved_somewhere(rule: Rule) -> None:
    """A rule that no check names would be documented and never proved; soft ones may count in a stage only."""
    sources = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in MODULES)
    assert f'"{rule.name}"' in sources
    assert (rule.kind is Kind.SOFT) == bool(rule.stage)
