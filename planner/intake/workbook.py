"""The sheets of an XLSX file, read in a child process with limits on memory and time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from planner.domain.errors import Finding, InvalidFile
from planner.intake.cells import Cell
from planner.intake.messages import Place, make_finding, make_warning
from planner.intake.tables import Cells

TIME_LIMIT_SECONDS = 30
CHILD = ["-m", "planner.intake.workbook_child"]
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """Title and cells of each sheet, and what is worth a look."""

    sheets: tuple[tuple[str, Cells], ...]
    warnings: tuple[Finding, ...] = ()


def read_workbook(path: Path, *, seconds: float = TIME_LIMIT_SECONDS) -> Workbook:
    """All sheets of a workbook; raises InvalidFile where it is unsafe, damaged, or too much for the limits."""
    answer = _ask_child(path, seconds)
    if "fault" in answer:
        code, detail, sheet = answer["fault"]
        raise InvalidFile((make_finding(code, Place(sheet=sheet or path.name), detail=detail),))
    sheets = answer["sheets"]
    return Workbook(
        sheets=tuple((s["title"], [[_decode_cell(c) for c in row] for row in s["rows"]]) for s in sheets),
        warnings=tuple(_warnings(sheets)),
    )


def _ask_child(path: Path, seconds: float) -> dict[str, Any]:
    command = [sys.executable, *CHILD, str(path.resolve())]
    environment = {**os.environ, "PYTHONPATH": str(_PACKAGE_ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env=environment, cwd=_PACKAGE_ROOT, check=False
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as fault:
        raise InvalidFile((make_finding("reader_failed", Place(sheet=path.name)),)) from fault
    return answer


def _decode_cell(cell: Any) -> Cell:
    if not isinstance(cell, list):
        return cell  # type: ignore[no-any-return]
    kind, value = cell
    if kind == "seconds":
        return timedelta(seconds=value)
    if kind == "time":
        return time.fromisoformat(value)
    return datetime.fromisoformat(value) if kind == "datetime" else date.fromisoformat(value)


def _warnings(sheets: list[dict[str, Any]]) -> list[Finding]:
    hidden = [make_warning("hidden_sheet", Place(sheet=s["title"])) for s in sheets if s["hidden"]]
    merged = [make_warning("merged_cells", Place(sheet=s["title"])) for s in sheets if s["merged"]]
    return hidden + merged
