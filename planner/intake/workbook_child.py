"""The child process that reads a workbook: `python -m planner.intake.workbook_child FILE` prints its cells as JSON.

It limits its own memory and processor time where the system can, so that a hostile file ends the child only.
"""

import io
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

from planner.intake.cells import Cell
from planner.intake.workbook_guard import SheetScan, UnsafeWorkbook, guard_workbook

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 30


def _limit_resources() -> None:
    """Cap memory and processor time; Windows has no such limits, there the guard stands alone."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def encode_cell(cell: Cell) -> Any:
    """A cell as JSON: dates and times become a pair of kind and ISO text."""
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["seconds", cell.total_seconds()]
    return cell


def read_sheets(path: Path) -> list[dict[str, Any]]:
    """The sheets of a workbook that passed the guard."""
    scans = guard_workbook(path)
    try:
        return _read_guarded(path, scans)
    except CalamineError as fault:
        raise UnsafeWorkbook("damaged", str(fault)) from fault


def _read_guarded(path: Path, scans: Mapping[str, SheetScan]) -> list[dict[str, Any]]:
    book = load_workbook(io.BytesIO(path.read_bytes()))  # by its content: names are wrong as often as not
    hidden = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
    return [
        _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), scans.get(name, SheetScan()))
        | {"hidden": name in hidden}
        for name in book.sheet_names
    ]


def _sheet(title: str, rows: list[list[Any]], scan: SheetScan) -> dict[str, Any]:
    for (row, column), text in scan.shown.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return {"title": title, "rows": [[encode_cell(c) for c in row] for row in rows], "merged": scan.merged}


def main(path: str) -> None:
    """Print the sheets, or the reason why the workbook is not opened."""
    _limit_resources()
    try:
        answer: dict[str, Any] = {"sheets": read_sheets(Path(path))}
    except UnsafeWorkbook as fault:
        answer = {"fault": [fault.code, fault.detail, fault.sheet]}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main(sys.argv[1])
