"""The walk of docs/first-afternoon.md in the terminal, as printed: a form filled, commands run, a rough plan."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from planner.checker.check import check_plan
from planner.cli import main
from planner.planning.plan_file import read_json, read_plan
from tests.short_form import DOCS, blocks, fill_form, printed_rows
from webapp.words import CATALOGUE

PAGES = ("first-afternoon.md", "first-afternoon.en.md")


def commands(page: str) -> list[list[str]]:
    return [shlex.split(block)[1:] for block in blocks(page) if block.startswith("loketplan")]


def labels(page: str) -> list[str]:
    return re.findall(r"\*\*(.+?)\*\*", (DOCS / page).read_text(encoding="utf-8"))


def test_both_languages_tell_the_same_walk() -> None:
    """The same commands and figures; what is clicked is the same word of the pages in each language."""
    assert blocks(PAGES[0]) == blocks(PAGES[1])
    pairs = list(zip(labels(PAGES[0]), labels(PAGES[1]), strict=True))
    assert len(pairs) > 10
    known = set(CATALOGUE.values()) | {tuple(text.split()[0] for text in CATALOGUE["import.save"])}
    assert set(pairs) <= known


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_take_a_quarter_of_an_hour(page: str) -> None:
    """The minutes of its steps, as the page itself says them, the machine's included; another day is another day."""
    text = (DOCS / page).read_text(encoding="utf-8")
    steps = re.findall(r"^### \d\. .*\((\d+) (?:menit|minutes?)\)", text.split("terminal\n\n### 1")[0], re.MULTILINE)
    assert len(steps) == 5
    assert sum(map(int, steps)) <= 15


@pytest.mark.slow
def test_from_an_empty_folder_to_a_plan_whose_numbers_are_marked_rough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form filled as printed; template, import, plan, doctor and calibrate run as printed."""
    monkeypatch.chdir(tmp_path)
    _, template, imported, plan, doctor, calibrate = commands(PAGES[0])
    assert CliRunner().invoke(main, template).exit_code == 0
    fill_form(tmp_path / "mal-kami" / "isian-singkat.xlsx", printed_rows(PAGES[0]))
    assert CliRunner().invoke(main, imported).exit_code == 0
    made = CliRunner().invoke(main, plan)
    assert made.exit_code == 0, made.output
    assert "≈" in made.output
    found = read_plan(tmp_path / "rencana" / "plan.json")
    assert check_plan(found, read_json(tmp_path / "rencana" / "plan.json")) == ()
    assert all(f.estimated for f in found.forecast)
    quotas = {(q.desk, q.day) for q in found.quotas}
    assert {(r.desk, r.day) for r in found.ranges} == quotas
    assert "measure_first" in {f.code for f in found.findings}
    book = openpyxl.load_workbook(tmp_path / "rencana" / "roster.xlsx")
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert sum("tergantung" in cell for cell in cells) == len(quotas)
    assert "calibrate" in CliRunner().invoke(main, doctor).output
    assert "14,8 sampai 19,4" in CliRunner().invoke(main, calibrate).output
