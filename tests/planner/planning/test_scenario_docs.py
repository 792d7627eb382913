"""docs/scenarios.md and its twin: every example is read by the sample mall and can be carried out, every kind named."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from planner.domain.mall import Mall
from planner.intake.read import read_mall
from planner.planning.scenario import KINDS, Change
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.scenario_file import RENAMED, make_scenario
from tests.builders import a_forecast

ROOT = Path(__file__).parents[3]
PAGES = ("scenarios.md", "scenarios.id.md")
TOLD = {ours: told for told, ours in RENAMED.items() if told != "date"}


@pytest.fixture(scope="module")
def mall() -> Mall:
    return read_mall(ROOT / "examples" / "habaring-hurung").mall


def blocks(page: str) -> list[dict]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [tomllib.loads(found) for found in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_can_be_carried_out(page: str, mall: Mall):
    """Read without a finding, and applied; together the last one has every kind."""
    scenarios = [make_scenario(raw, mall) for raw in blocks(page)]
    basis = Basis(mall=mall, forecasts=(a_forecast("disdukcapil"),))
    assert all(apply_scenario(scenario, basis).mall != mall for scenario in scenarios)
    assert {change.kind for change in scenarios[-1].changes} == set(KINDS)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("record", Change.__args__, ids=lambda record: record.__name__)
def test_every_field_of_every_kind_is_in_the_table(page: str, record: type):
    """A field nobody reads about is not used."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    kind = record.__dataclass_fields__["kind"].default
    row = next(line for line in text.splitlines() if line.startswith(f"| `{kind}` |"))
    assert [f.name for f in fields(record) if f.name != "kind" and f"`{TOLD.get(f.name, f.name)}`" not in row] == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "scenarios").glob("*.toml")), ids=lambda path: path.name)
def test_the_sample_scenarios_are_read(path: Path, mall: Mall):
    """They are the epilog of the command."""
    assert make_scenario(tomllib.loads(path.read_text(encoding="utf-8")), mall).changes
