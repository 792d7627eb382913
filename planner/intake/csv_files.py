"""CSV as offices make it: the encoding and the delimiter are found out, everything stays text."""

import codecs
import csv
import io
from collections.abc import Mapping, Sequence

from planner.intake.cells import Cell
from planner.intake.columns import Column, Sheet
from planner.intake.tables import HEADING_ROWS, count_headings

DELIMITERS = (";", ",", "\t", "|")


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or cp1252; raises UnicodeDecodeError where none of them fits."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding)
    start = content[:400]
    if len(start) > 1 and start[1::2].count(0) > len(start) // 4:
        return content.decode("utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def read_csv(content: bytes, sheet: Sheet) -> list[list[Cell]]:
    """The cells of a CSV file; the delimiter is the one that shows most headings of the sheet."""
    text = decode(content).replace("\0", "")
    if not text.strip():
        return []
    start = "\n".join(text.splitlines()[:HEADING_ROWS])
    known = sheet.columns_by_heading
    delimiter = max(DELIMITERS, key=lambda mark: _score(_rows(start, mark), known))
    return _rows(text, delimiter)


def _score(rows: Sequence[Sequence[Cell]], known: Mapping[str, Column]) -> tuple[int, int]:
    """Headings found in the best row, then its width."""
    return max((count_headings(known, row), len(row)) for row in rows)


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    csv.field_size_limit(1_000_000)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
