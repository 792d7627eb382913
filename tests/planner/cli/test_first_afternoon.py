"""The walk of docs/first-afternoon.md as printed: files filled, commands run, a plan that is rough and says so."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from planner.checker.check import check_plan
from planner.cli import main
from planner.planning.plan_file import read_json, read_plan

DOCS = Path(__file__).parents[3] / "docs"
FILES = ("desks.csv", "services.csv", "visits_monthly.csv")


def blocks(page: str) -> list[str]:
    return re.findall(r"```\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def commands(page: str) -> list[list[str]]:
    return [shlex.split(block)[1:] for block in blocks(page) if block.startswith("loketplan")]


def test_both_languages_tell_the_same_walk() -> None:
    assert blocks("first-afternoon.md") == blocks("first-afternoon.en.md")


@pytest.mark.slow
def test_from_an_empty_folder_to_a_plan_whose_numbers_are_marked_rough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three files filled as printed; template, import, plan, doctor and calibrate run as printed."""
    monkeypatch.chdir(tmp_path)
    template, imported, plan, doctor, calibrate = commands("first-afternoon.md")
    assert CliRunner().invoke(main, template).exit_code == 0
    sheets = [block for block in blocks("first-afternoon.md") if not block.startswith("loketplan")]
    for name, text in zip(FILES, sheets, strict=True):
        (tmp_path / "mal-kami" / name).write_text(text, encoding="utf-8")
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
    assert "kk,3," in CliRunner().invoke(main, calibrate).output
