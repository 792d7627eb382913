"""The empty mall: read back it gives nothing but its example rows; filled in, it is a mall."""

from pathlib import Path

import pytest
from python_calamine import load_workbook

from planner.domain.errors import Conflict, InvalidFile, Severity
from planner.intake.cells import fold
from planner.intake.read import read_mall
from planner.intake.sheets import SHEETS
from planner.intake.template import EXAMPLE_MARK, WORKBOOK_NAME, readme, settings_rows, write_template


@pytest.mark.parametrize("xlsx", [False, True])
def test_an_untouched_template_says_only_that_it_holds_examples(xlsx: bool, tmp_path: Path) -> None:
    """One finding a row, CSV files or a workbook; what a mall cannot do without is refused, the rest a warning."""
    write_template(tmp_path, xlsx=xlsx)
    with pytest.raises(InvalidFile) as refused:
        read_mall(tmp_path)
    assert {f.code for f in refused.value.findings} == {"example_rows"}
    told = sorted((f.sheet, f.row) for f in refused.value.findings)
    assert told == sorted((sheet.name, row) for sheet in SHEETS for row, _ in enumerate(sheet.examples, start=2))
    needed = {f.sheet for f in refused.value.findings if f.severity is Severity.REFUSED}
    assert needed == {"desks", "services", "officers", "visits", "visits_monthly", "tickets"}


def test_the_examples_are_a_small_mall(tmp_path: Path) -> None:
    """With the marks taken away, the example rows are read without a finding."""
    write_template(tmp_path)
    for path in tmp_path.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8-sig").replace(EXAMPLE_MARK, "-"), encoding="utf-8")
    files = read_mall(tmp_path)
    assert files.warnings == ()
    assert len(files.mall.officers) == 3
    assert files.history.days[0].visits == 42


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """One file of the same name, and no file is written."""
    (tmp_path / "desks.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(Conflict, match="desks"):
        write_template(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["desks.csv"]


def test_workbook_and_folder_hold_the_same_sheets(tmp_path: Path) -> None:
    """A page of help and the settings beside them."""
    write_template(tmp_path, xlsx=True)
    names = load_workbook(tmp_path / WORKBOOK_NAME).sheet_names
    assert names == ["baca saya", "mall", *(sheet.name for sheet in SHEETS)]


def test_drop_downs_hold_the_choices(tmp_path: Path) -> None:
    """The mode of an agency is chosen from the three."""
    openpyxl = pytest.importorskip("openpyxl")
    write_template(tmp_path, xlsx=True)
    page = openpyxl.load_workbook(tmp_path / WORKBOOK_NAME)["agencies"]
    lists = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert '"planned,request,as_given"' in lists


def test_the_help_names_every_sheet_and_column() -> None:
    """In Bahasa Indonesia, from the list that the reader uses."""
    page = readme()
    for sheet in SHEETS:
        assert f"## {sheet.name} ({sheet.label})" in page
        for column in sheet.columns:
            assert f"- {column.label} ({column.name}" in page


def test_headings_are_told_apart() -> None:
    """No heading stands for two columns of a sheet, in either language."""
    for sheet in SHEETS:
        for column in sheet.columns:
            for heading in column.headings:
                assert sheet.columns_by_heading[fold(heading)] is column


def test_settings_are_flat_in_the_workbook() -> None:
    """Sessions are text that the reader takes apart again."""
    assert dict(settings_rows())["day_types.saturday.sessions"] == "pagi 08:00-12:00"
