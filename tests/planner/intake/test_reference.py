"""The page about the mall folder names every sheet, heading and key that the reader knows, in both languages."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from planner.domain.mall import Assumptions, Prices
from planner.domain.periods import DayType
from planner.domain.promise import Promise
from planner.intake.settings import DAY_KEYS, read_toml
from planner.intake.sheets import SHEETS

DOCS = Path(__file__).parents[3] / "docs"
PAGES = ("mall-folder.md", "mall-folder.en.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_heading_is_documented(page: str) -> None:
    """A row of the sheet's table holds both headings and every synonym."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for sheet in SHEETS:
        part = text.split(f"### {sheet.name} ({sheet.label})")[1].split("\n### ")[0]
        for column in sheet.columns:
            if column.name != "note":
                (row,) = [line for line in part.splitlines() if f"`{column.name}`" in line and line.startswith("|")]
                assert all(heading in row for heading in column.headings)
                assert ("**" in row) == column.required


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_is_documented_with_its_default(page: str) -> None:
    """The mall.toml of the page is read without a finding and holds the defaults."""
    text = (DOCS / page).read_text(encoding="utf-8")
    toml = text.split("```toml\n")[1].split("```")[0]
    content = tomllib.loads(toml)
    settings = read_toml(toml.encode())
    assert settings.findings == []
    assert (settings.promise, settings.prices, settings.assumptions) == (Promise(), Prices(), Assumptions())
    for record in (Promise, Prices, Assumptions):
        assert set(content[record.__name__.lower()]) == {field.name for field in fields(record)}
    assert set(content["day_types"]["normal"]) == set(DAY_KEYS)
    assert all(day_type in toml for day_type in DayType)
