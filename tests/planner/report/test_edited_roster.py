"""A roster edited by hand comes back as changes; what is no name, or nowhere to sit, is told by cell."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.domain.plan import Plan
from planner.planning.frame import make_frame
from planner.planning.roster_changes import Clear, Place, changed_postings
from planner.report.edited_roster import EditedRoster, read_edited_roster
from planner.report.language import Language
from planner.report.roster_xlsx import write_roster_xlsx
from tests.builders import MONDAY, a_plan

LANGUAGE = Language("id")


@pytest.fixture
def plan() -> Plan:
    return a_plan()


def edited(plan: Plan, path: Path, changes: dict[tuple[str, int], str]) -> EditedRoster:
    """The sheet by counter with some cells written over: (what stands there now, how often before) -> new text."""
    write_roster_xlsx(plan, path, LANGUAGE)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for (name, nth), text in changes.items():
        hits = [(r, c) for r, row in enumerate(cells) for c, v in enumerate(row) if str(v or "").startswith(name) and c]
        row, column = hits[nth]
        cells[row][column] = text
    return read_edited_roster("Per loket", cells, plan, LANGUAGE)


def test_an_unchanged_sheet_changes_nothing(plan: Plan, tmp_path: Path) -> None:
    assert edited(plan, tmp_path / "r.xlsx", {}) == EditedRoster(changes=(), findings=())


def test_a_cleared_cell_takes_the_officer_away(plan: Plan, tmp_path: Path) -> None:
    """Sari's first cell is Monday morning."""
    assert edited(plan, tmp_path / "r.xlsx", {("Sari", 0): ""}).changes == (
        Clear(officer="sari", day=MONDAY, session="pagi"),
    )


def test_counters_that_loketplan_numbered_are_told_apart_by_their_desk(plan: Plan, tmp_path: Path) -> None:
    """Two desks each have a `loket 1`; who is written there sits at the one of that desk."""
    numbers = {"A1": "adminduk-L1", "B1": "pajak-L1"}
    mall = plan.input.mall
    counters = tuple(replace(c, id=numbers.get(c.id, c.id)) for c in mall.counters)
    renamed = replace(
        plan,
        input=replace(plan.input, mall=replace(mall, counters=counters)),
        postings=tuple(replace(p, counter=numbers.get(p.counter, p.counter)) for p in plan.postings),
    )
    found = edited(renamed, tmp_path / "r.xlsx", {("Dewi", 0): "Joko"})
    assert [change.counter for change in found.changes if isinstance(change, Place)] == ["pajak-L1"]


def test_another_name_takes_the_place_and_the_plan_takes_the_changes(plan: Plan, tmp_path: Path) -> None:
    """Joko, pooled, sits where Dewi sat on Monday morning; his name is written with other capitals."""
    found = edited(plan, tmp_path / "r.xlsx", {("Dewi", 0): "joko "})
    assert [type(change) for change in found.changes] == [Clear, Place]
    frame = make_frame(plan.input.mall, plan.input.days)
    free = tuple(p for p in plan.postings if (p.officer, p.day) != ("joko", MONDAY))
    rows = {
        (p.officer, p.desk)
        for p in changed_postings(frame, free, found.changes)
        if p.day == MONDAY and p.session == "pagi"
    }
    assert ("joko", "pajak") in rows
    assert ("dewi", "pajak") not in rows


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [(("Sari", 0), "Sri", "unknown_officer"), (("Sari", 0), "Budi", "officer_twice")],
    ids=["a slip of the pen", "in two places"],
)
def test_what_cannot_be_is_a_finding_and_nothing_changes(
    plan: Plan, tmp_path: Path, cell: tuple[str, int], text: str, code: str
) -> None:
    found = edited(plan, tmp_path / "r.xlsx", {cell: text})
    assert {f.code for f in found.findings} == {code}
    assert found.changes == ()
    assert all(f.row and f.column == "02/02 pagi" for f in found.findings)


def test_a_sheet_of_another_plan_is_refused(plan: Plan) -> None:
    found = read_edited_roster("Per loket", [["Loket", "Senin"], ["1", "Sari"]], plan, LANGUAGE)
    assert [f.code for f in found.findings] == ["not_this_roster"]
